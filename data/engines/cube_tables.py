"""The cube as the embedded engine holds it, see :mod:`data.engines.cube` and :mod:`data.engines.cube_build`.

Each question is one statement: to bind a statement takes this engine as long as
to answer it, and frames bind one for every step.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import duckdb
import pandas as pd

from data.engines.cube import Within
from data.model.frames import collected, lazy


@dataclass(frozen=True)
class CubeTables:
    """The tables of counts in a connection's database, see :class:`data.engines.cube.Cube`."""

    connection: duckdb.DuckDBPyConnection
    cells: pd.DataFrame
    totals: pd.DataFrame

    def in_columns(self, lens: str, within: Within, counted: Mapping[str, Sequence[str]]) -> pd.DataFrame:
        """Return counts of records by work or country: they are there; at places, the records there are counted."""
        if not within.places:
            sums = _each(f"({' + '.join(ways) or 0})::BIGINT AS {name}" for name, ways in counted.items())
            rows = f'SELECT factor, "column" AS place, {sums} FROM made.columns'
            return self._some(f"SELECT * FROM ({rows} WHERE lens = {text(lens)}) {_where(within, 'factor')}")
        cited = f"SELECT n, factor, direction, basis, unnest(works) AS work FROM ({self._at_places(within)})"
        if lens == "works":
            rows = f"SELECT factor, direction, basis, work AS place FROM ({cited})"
        else:
            of_works = "SELECT work::work_id AS work, country AS place FROM made.work_country"
            rows = f"SELECT DISTINCT n, factor, direction, basis, place FROM ({cited}) JOIN ({of_works}) USING (work)"
        return self._some(f"SELECT factor, place, {_counts(counted)} FROM ({rows}) GROUP BY factor, place")

    def citing(self, within: Within, counted: Mapping[str, Sequence[str]]) -> pd.DataFrame:
        """Return counts of the records at places that cite a work."""
        rows = (
            f"SELECT factor, {_counts(counted)} FROM ({self._at_places(within)}) WHERE len(works) > 0 GROUP BY factor"
        )
        return self._some(rows)

    def _at_places(self, within: Within) -> str:
        """Return the SQL of the records at places, each once: at the first of them that it names."""
        chosen = f"({_each(map(text, within.places))})"
        if "with_parts" in within.counted:
            parts = self.connection.execute(f"SELECT DISTINCT part FROM made.place_within WHERE place IN {chosen}")
            chosen = f"({_each(text(part) for (part,) in parts.fetchall())})"
        taken = f"""
            SELECT set, min(place) AS place FROM made.members
            WHERE counted <> 'with_parts' AND place IN {chosen} GROUP BY set
        """
        factors = _where(within, "factor").replace("WHERE", "AND")
        return f"SELECT * FROM made.by_place JOIN ({taken}) USING (place, set) WHERE place IN {chosen} {factors}"

    def distinct(self, within: Within, counted: Mapping[str, Sequence[str]]) -> pd.DataFrame:
        """Return distinct works: bits are laid over each other, then counted block by block."""
        bits = {name: " | ".join(ways) if ways else "'0'::BIT" for name, ways in counted.items()}
        if within.groups is None:
            sums = _each(f"sum(bit_count({ways}))::BIGINT AS {name}" for name, ways in bits.items())
            rows = f"SELECT factor, place, {sums} FROM made.works {_where(within)} GROUP BY factor, place"
        else:
            over = _each(f"bit_or({ways}) AS {name}" for name, ways in bits.items())
            sums = _each(f"sum(bit_count({name}))::BIGINT AS {name}" for name in counted)
            laid = f"""
                SELECT factor, grouped.name AS place, block, {over} FROM made.works
                JOIN {_groups(within.groups)} USING (place) {_where(within)} GROUP BY ALL
            """
            rows = f"SELECT factor, place, {sums} FROM ({laid}) GROUP BY factor, place"
        return self._answer(f"SELECT * REPLACE (factor::VARCHAR AS factor, place::VARCHAR AS place) FROM ({rows})")

    def together(self, within: Within, counted: Mapping[str, Sequence[str]], *, by_group: bool) -> pd.DataFrame:
        """Return sums of distinct records: each set of places is taken once, or once a group."""
        members = f"SELECT DISTINCT set FROM made.members {_where(within, 'counted', 'place')}"
        if by_group:
            members = f"""
                SELECT DISTINCT set, grouped.name AS place FROM made.members
                JOIN {_groups(within.groups or {})} USING (place) {_where(within, "counted", "place")}
            """
        sums = _each(f"sum({' + '.join(ways) or 0})::BIGINT AS {name}" for name, ways in counted.items())
        by = "factor, place" if by_group else "factor"
        rows = (
            f"SELECT {by}, {sums} FROM made.sets JOIN ({members}) USING (set) {_where(within, 'factor')} GROUP BY {by}"
        )
        return self._some(rows)

    def _some(self, rows: str) -> pd.DataFrame:
        return self._answer(f"SELECT * REPLACE (factor::VARCHAR AS factor) FROM ({rows}) WHERE records > 0")

    def _answer(self, statement: str) -> pd.DataFrame:
        return collected(lazy(self.connection.sql(statement)))


def _where(within: Within, *names: str) -> str:
    asked = {"counted": within.counted, "factor": within.factors, "place": within.places}
    wanted = [f"{name} IN ({_each(map(text, ids))})" for name, ids in asked.items() if ids and name in (names or asked)]
    return f"WHERE {' AND '.join(wanted)}" if wanted else ""


def _counts(counted: Mapping[str, Sequence[str]]) -> str:
    """Return the SQL that counts records by their ways, and not what was counted of them."""

    def about(name: str) -> str:
        direction, _, basis = name.partition("__")
        return f"(direction = {text(direction)} AND basis = {text(basis)})"

    return _each(
        f"count(*) FILTER ({' OR '.join(map(about, ways)) or 'false'}) AS {name}" for name, ways in counted.items()
    )


def _groups(groups: Mapping[str, str]) -> str:
    rows = _each(f"({text(place)}::place_id, {text(group)})" for place, group in groups.items())
    return f"(VALUES {rows}) AS grouped(place, name)"


def _each(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def text(value: object) -> str:
    """Return a value as SQL writes a text."""
    return "'" + str(value).replace("'", "''") + "'"
