"""The cube as the embedded engine holds it, see :mod:`data.cube` and :mod:`data.cube_build`.

Each question is one statement: to bind a statement takes this engine as long as
to answer it, and frames bind one for every step.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import duckdb
import pandas as pd

from data.cube import Within
from data.evidence import Native
from data.selection import collected, lazy


@dataclass(frozen=True)
class CubeTables:
    """The tables of counts in a connection's database, see :class:`data.cube.Cube`."""

    connection: duckdb.DuckDBPyConnection
    cells: pd.DataFrame
    totals: pd.DataFrame

    @property
    def columns(self) -> Native:
        """The table of that name, as a relation."""
        return self.connection.table("made.columns")

    def beside(self, frame: pd.DataFrame) -> Native:
        """Return a small frame as a relation of the same connection."""
        return self.connection.from_df(frame)

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
        every = list(counted)[-1]
        return self._answer(f"""
            SELECT * REPLACE (factor::VARCHAR AS factor) FROM (
                SELECT {by}, {sums} FROM made.sets JOIN ({members}) USING (set) {_where(within, "factor")} GROUP BY {by}
            ) WHERE {every} > 0
        """)

    def _answer(self, statement: str) -> pd.DataFrame:
        return collected(lazy(self.connection.sql(statement)))


def _where(within: Within, *names: str) -> str:
    asked = {"counted": within.counted, "factor": within.factors, "place": within.places}
    wanted = [f"{name} IN ({_each(map(text, ids))})" for name, ids in asked.items() if ids and name in (names or asked)]
    return f"WHERE {' AND '.join(wanted)}" if wanted else ""


def _groups(groups: Mapping[str, str]) -> str:
    rows = _each(f"({text(place)}::place_id, {text(group)})" for place, group in groups.items())
    return f"(VALUES {rows}) AS grouped(place, name)"


def _each(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def text(value: object) -> str:
    """Return a value as SQL writes a text."""
    return "'" + str(value).replace("'", "''") + "'"
