"""How the embedded engine's file is made: the records in codes, sorted two ways, and the cube.

Everything is one pass or several over the source, in parts where the whole
wouldn't fit the memory; nothing of it is ever held by Python. What the tables
of the cube hold, and why that is exact, is told in :mod:`data.cube`. Beside
them the file holds:

==========  ==================================================================
record      a record: n (its position), paragraph, factor, direction, basis,
            set (of places), works
by_place    a record at a place that it names, sorted by place and factor
by_work     a record and a work that it cites, sorted by work
==========  ==================================================================

Ids of terms are stored as enumerations: one or two bytes each, text to whoever
asks.
"""

from collections.abc import Iterator, Mapping
from typing import Final

import duckdb
import pandas as pd

from data.cube import work_column
from data.dataset import Dataset
from data.lenses import work_columns
from data.vocabulary import DIRECTIONS

CHUNK: Final = 8_000_000
"""Rows of a record at a place, or of a record and a work, that are counted at a time."""

_DETAIL: Final = "n, paragraph, factor, direction, basis, set, works"


def build(connection: duckdb.DuckDBPyConnection, dataset: Dataset, paragraphs: list[str]) -> None:
    """Make all tables in the connection's present database.

    Parameters
    ----------
    connection : connection
        In which a view ``source`` holds the columns of evidence.csv as checked
        text, and ``n``, the position.
    dataset : Dataset
        For codebook, places and works; of its records nothing is asked.
    paragraphs : list of str
        Every paragraph that a record stands in, in the order of the source.
    """
    for step in (*_types(dataset, paragraphs), *_sets(), *_details()):
        connection.execute(step)
    for name, frame in _small_tables(dataset).items():
        connection.register("given", frame)
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
        connection.unregister("given")
    for step in (*_members(), *_counts()):
        connection.execute(step)
    _works(connection, dataset)
    _countries(connection)


def _types(dataset: Dataset, paragraphs: list[str]) -> Iterator[str]:
    terms: Mapping[str, list[str]] = {
        "paragraph": paragraphs,
        "factor": list(dataset.factors),
        "direction": list(DIRECTIONS),
        "basis": [basis.id for basis in dataset.codebook.bases],
        "place": list(dataset.jurisdictions),
        "work": list(dataset.works),
        "counted": ["alone", "own", "with_parts"],
    }
    for name, ids in terms.items():
        words = ", ".join("'" + word.replace("'", "''") + "'" for word in ids or [""])
        yield f"CREATE TYPE {name}_id AS ENUM ({words})"


def _listed(column: str, kind: str) -> str:
    """Return the SQL of the distinct ids of a list cell; one id, or none, is told without a loop."""
    parts = f"list_transform(string_split({column}, ';'), lambda part: trim(part))"
    several = f"list_distinct(list_filter({parts}, lambda part: part <> ''))"
    one = f"CASE WHEN {column} = '' THEN [] WHEN NOT contains({column}, ';') THEN [{column}] ELSE {several} END"
    return f"({one})::{kind}_id[]"


def _sets() -> Iterator[str]:
    """Yield how the sets of places are made: each text of the column is taken apart once."""
    yield f"""
        CREATE TABLE place_text AS
        SELECT (row_number() OVER (ORDER BY first_n))::INTEGER AS set, jurisdictions,
            {_listed("jurisdictions", "place")} AS places
        FROM (SELECT jurisdictions, min(n) AS first_n FROM source GROUP BY jurisdictions)
    """


def _details() -> Iterator[str]:
    yield f"""
        CREATE TABLE record AS
        SELECT n, paragraph::paragraph_id AS paragraph, factor::factor_id AS factor,
            direction::direction_id AS direction, basis::basis_id AS basis, set, {_listed("works", "work")} AS works
        FROM source JOIN place_text USING (jurisdictions)
    """
    yield "CREATE TABLE named AS SELECT set, unnest(places) AS place FROM place_text"
    yield f"""
        CREATE TABLE by_place AS SELECT place, {_DETAIL} FROM record JOIN named USING (set) ORDER BY place, factor, n
    """
    yield f"""
        CREATE TABLE by_work AS SELECT work, {_DETAIL} FROM (SELECT unnest(works) AS work, * FROM record)
        ORDER BY work, n
    """


def _small_tables(dataset: Dataset) -> Mapping[str, pd.DataFrame]:
    countries = work_columns(dataset, "countries").rename(columns={"place": "country"})
    return {"place_within": dataset.tables.place_within, "work_country": countries}


def _members() -> Iterator[str]:
    """Yield how a set's places are found: its own, and with parts those that they are parts of."""
    yield """
        CREATE TABLE parent AS SELECT place::place_id AS place FROM place_within GROUP BY place HAVING count(*) > 1
    """
    yield """
        CREATE TABLE members AS
        SELECT (CASE WHEN place IN (FROM parent) THEN 'own' ELSE 'alone' END)::counted_id AS counted, set, place
        FROM named
        UNION ALL
        SELECT DISTINCT 'with_parts'::counted_id, set, within.place::place_id
        FROM named JOIN place_within AS within ON named.place = within.part::place_id
        WHERE within.place::place_id IN (FROM parent)
    """


def _counts() -> Iterator[str]:
    yield """
        CREATE TABLE sets AS
        SELECT set, factor, direction, basis, count(*) AS records FROM record GROUP BY ALL ORDER BY set
    """
    yield """
        CREATE TABLE cells AS
        SELECT counted, factor, place, direction, basis, sum(records)::BIGINT AS records
        FROM sets JOIN members USING (set) GROUP BY ALL ORDER BY counted, place, factor
    """
    yield """
        CREATE TABLE totals AS
        SELECT factor, direction, basis, len(works) > 0 AS cited, count(*) AS records FROM record GROUP BY ALL
    """
    yield """
        CREATE TABLE columns AS
        SELECT 'works' AS lens, factor, work::VARCHAR AS "column", direction, basis, count(*) AS records
        FROM by_work GROUP BY ALL
    """


def _works(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """Count the works of each place and factor, some places at a time."""
    bases = [basis.id for basis in dataset.codebook.bases]
    ways = ", ".join(
        f"count(*) FILTER (direction = '{direction}' AND basis = '{basis}')::INTEGER AS {work_column(direction, basis)}"
        for direction in DIRECTIONS
        for basis in bases
    )
    by = "counted, factor, place, work"
    counted = f"SELECT {by}, {ways} FROM ({{rows}}) GROUP BY {by}"
    own = """
        SELECT CASE WHEN place IN (FROM parent) THEN 'own' ELSE 'alone' END::counted_id AS counted,
            factor, place, direction, basis, unnest(works) AS work
        FROM by_place
    """
    connection.execute(f"CREATE TABLE works AS {counted.format(rows=own + ' LIMIT 0')}")
    sizes = connection.execute("SELECT place, count(*) FROM by_place GROUP BY place ORDER BY place").fetchall()
    for places in _chunks(sizes):
        connection.execute(
            f"INSERT INTO works {counted.format(rows=own + ' WHERE place BETWEEN ? AND ?')} ORDER BY place, factor",
            [places[0], places[-1]],
        )
    # A record that names several parts of one place is taken at the first of them, so that it counts there once.
    connection.execute("""
        CREATE TABLE taken AS
        SELECT within.place::place_id AS parent, set, min(named.place) AS place
        FROM named JOIN place_within AS within ON named.place = within.part::place_id
        WHERE within.place::place_id IN (FROM parent) GROUP BY ALL
    """)
    together = """
        SELECT 'with_parts'::counted_id AS counted, factor, taken.parent AS place, direction, basis,
            unnest(works) AS work
        FROM by_place JOIN taken USING (place, set) WHERE taken.parent = ?
    """
    for (parent,) in connection.execute("SELECT place FROM parent ORDER BY place").fetchall():
        connection.execute(f"INSERT INTO works {counted.format(rows=together)} ORDER BY factor", [parent])


def _chunks(sizes: list[tuple[str, int]]) -> Iterator[list[str]]:
    """Yield places that lie side by side, as many at a time as hold about ``CHUNK`` rows."""
    places: list[str] = []
    rows = 0
    for place, size in sizes:
        if places and rows + size > CHUNK:
            yield places
            places, rows = [], 0
        places.append(place)
        rows += size
    if places:
        yield places


def _countries(connection: duckdb.DuckDBPyConnection) -> None:
    """Count the records of each country of study, some records at a time: each once a country."""
    connection.execute("CREATE TABLE country_part AS SELECT * FROM columns LIMIT 0")
    (last,) = connection.execute("SELECT coalesce(max(n), -1) FROM record").fetchall()[0]
    for first in range(0, last + 1, CHUNK // 2):
        connection.execute(
            """
            INSERT INTO country_part
            SELECT 'countries', factor, country, direction, basis, count(*) FROM (
                SELECT DISTINCT n, factor, direction, basis, country
                FROM (SELECT n, factor, direction, basis, unnest(works) AS work FROM record WHERE n BETWEEN ? AND ?)
                JOIN (SELECT work::work_id AS work, country FROM work_country) USING (work)
            ) GROUP BY ALL
            """,
            [first, first + CHUNK // 2 - 1],
        )
    connection.execute("""
        INSERT INTO columns
        SELECT lens, factor, "column", direction, basis, sum(records)::BIGINT FROM country_part GROUP BY ALL
    """)
    for name in ("country_part", "taken", "place_text", "named"):
        connection.execute(f"DROP TABLE {name}")
