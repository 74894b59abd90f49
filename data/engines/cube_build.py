"""How the embedded engine's file is made: the records in codes, sorted two ways, and the cube.

Everything is one pass or several over the source, in parts where the whole
wouldn't fit the memory; nothing of it is ever held by Python. What the tables
of the cube hold, and why that is exact, is told in :mod:`data.engines.cube`. Beside
them the file holds:

==========  ==================================================================
record      a record: n (its position), paragraph, factor, direction, basis,
            aspect, set (of places), works
by_place    a record at a place that it names, sorted by place and factor
by_work     a record and a work that it cites, sorted by work
used        an id that a record uses: term (of which kind), id
letters     a letter beyond ASCII in a statement, or several of them
==========  ==================================================================

Ids of terms are stored as enumerations: one or two bytes each, text to whoever
asks.
"""

from collections.abc import Iterator, Mapping
from typing import Final

import duckdb
import pandas as pd

from data.engines.cube import way
from data.engines.cube_tables import text
from data.model.dataset import Dataset
from data.model.vocabulary import ASPECTS, DIRECTIONS
from data.questions.lenses import work_columns

CHUNK: Final = 4_000_000
"""Records whose countries of study are told apart at a time."""
BLOCK: Final = 2_048
"""Works whose bits stand together, so that a place which cites few of very many holds few bits."""

DETAIL: Final = "n, paragraph, factor, direction, basis, aspect, set, works"
"""The columns of a record, see the module's table."""


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
    for step in (*_types(dataset, paragraphs), *_sets(), *_details(dataset)):
        connection.execute(step)
    for name, frame in _small_tables(dataset).items():
        connection.register("given", frame)
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
        connection.unregister("given")
    bases = [basis.id for basis in dataset.codebook.bases]
    for step in (*_members(), *_counts(bases), *_works(bases), *_used(), _letters()):
        connection.execute(step)
    _countries(connection, bases)


def _types(dataset: Dataset, paragraphs: list[str]) -> Iterator[str]:
    terms: Mapping[str, list[str]] = {
        "paragraph": paragraphs,
        "factor": list(dataset.factors),
        "direction": list(DIRECTIONS),
        "basis": [basis.id for basis in dataset.codebook.bases],
        "aspect": ["", *ASPECTS],
        "place": list(dataset.jurisdictions),
        "work": list(dataset.works),
        "counted": ["alone", "own", "with_parts"],
    }
    for name, ids in terms.items():
        words = ", ".join("'" + word.replace("'", "''") + "'" for word in ids or [""])
        yield f"CREATE TYPE {name}_id AS ENUM ({words})"


def _listed(column: str, kind: str) -> str:
    """Return the SQL of the distinct ids of a list cell; one id, or none, is told without a loop."""
    split = f"string_split({column}, ';')"
    several = f"list_filter(list_transform({split}, lambda part: trim(part)), lambda part: part <> '')"
    odd = f"contains({column}, ' ') OR contains(';' || {column} || ';', ';;')"
    return f"""(CASE
        WHEN {column} = '' THEN []::{kind}_id[]
        WHEN NOT contains({column}, ';') THEN [{column}]::{kind}_id[]
        ELSE list_distinct((CASE WHEN {odd} THEN {several} ELSE {split} END)::{kind}_id[]) END)"""


def _sets() -> Iterator[str]:
    """Yield how the sets of places are made: each text of the column is taken apart once."""
    yield f"""
        CREATE TABLE place_text AS
        SELECT (row_number() OVER (ORDER BY first_n))::INTEGER AS set, jurisdictions,
            {_listed("jurisdictions", "place")} AS places
        FROM (SELECT jurisdictions, min(n) AS first_n FROM source GROUP BY jurisdictions)
    """


def _cited(dataset: Dataset) -> str:
    """Return the SQL of the rows whose works bear the keys under which they count."""
    if not dataset.same_works:
        return "source"
    cases = " ".join(f"WHEN {text(key)} THEN {text(first)}" for key, first in dataset.same_works.items())
    parts = f"list_transform(string_split(works, ';'), lambda part: CASE trim(part) {cases} ELSE part END)"
    return f"(SELECT * REPLACE (array_to_string({parts}, ';') AS works) FROM source)"


def _details(dataset: Dataset) -> Iterator[str]:
    yield f"""
        CREATE TABLE record AS
        SELECT n, paragraph::paragraph_id AS paragraph, factor::factor_id AS factor,
            direction::direction_id AS direction, basis::basis_id AS basis,
            aspect::aspect_id AS aspect, set, {_listed("works", "work")} AS works
        FROM {_cited(dataset)} JOIN place_text USING (jurisdictions)
    """
    yield "CREATE TABLE named AS SELECT set, unnest(places) AS place FROM place_text"
    yield f"""
        CREATE TABLE by_place AS SELECT place, {DETAIL} FROM record JOIN named USING (set) ORDER BY place, factor, n
    """
    yield f"""
        CREATE TABLE by_work AS SELECT work, {DETAIL} FROM (SELECT unnest(works) AS work, * FROM record)
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


def _counts(bases: list[str]) -> Iterator[str]:
    records = _each_way(bases, "count(*)")
    sums = ", ".join(f"sum({name})::BIGINT AS {name}" for name, _ in _ways(bases))
    yield f"CREATE TABLE sets AS SELECT set, factor, {records} FROM record GROUP BY set, factor ORDER BY set"
    yield f"""
        CREATE TABLE cells AS
        SELECT counted, factor, place, {sums} FROM sets JOIN members USING (set)
        GROUP BY counted, factor, place ORDER BY counted, place, factor
    """
    yield f"CREATE TABLE totals AS SELECT factor, len(works) > 0 AS cited, {records} FROM record GROUP BY ALL"
    yield f"""
        CREATE TABLE columns AS
        SELECT 'works' AS lens, factor, work::VARCHAR AS "column", {records} FROM by_work GROUP BY factor, work
    """


def _used() -> Iterator[str]:
    yield "CREATE TABLE used (term VARCHAR, id VARCHAR)"
    held = {"place": "named", "work": "by_work"}
    for term in ("paragraph", "factor", "direction", "basis", "aspect", "place", "work"):
        yield f"INSERT INTO used SELECT DISTINCT '{term}', {term}::VARCHAR FROM {held.get(term, 'record')}"


def _letters() -> str:
    several = "SELECT DISTINCT unnest(string_split(statement, '')) AS letter FROM source"
    return f"""
        CREATE TABLE letters AS SELECT letter FROM ({several} WHERE strlen(statement) <> length(statement))
        WHERE strlen(letter) > 1
    """


def _ways(bases: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the column of each direction and basis, and the SQL of which records it is about."""
    for direction in DIRECTIONS:
        for basis in bases:
            yield way(direction, basis), f"direction = '{direction}' AND basis = '{basis}'"


def _each_way(bases: list[str], counted: str) -> str:
    return ", ".join(f"{counted} FILTER ({about}) AS {name}" for name, about in _ways(bases))


def _works(bases: list[str]) -> Iterator[str]:
    """Yield how the works of each place and factor are gathered: a bit each, in blocks of ``BLOCK``."""
    yield f"""
        CREATE TABLE cited AS
        SELECT factor, place, direction, basis, (work // {BLOCK})::INTEGER AS block,
            bitstring_agg((work % {BLOCK})::INTEGER, 0, {BLOCK - 1}) AS held
        FROM (SELECT factor, place, direction, basis, enum_code(unnest(works))::INTEGER AS work FROM by_place)
        GROUP BY ALL
    """
    none = f"bitstring('0', {BLOCK})"
    held = ", ".join(f"coalesce(bit_or(held) FILTER ({about}), {none}) AS {name}" for name, about in _ways(bases))
    yield f"""
        CREATE TABLE works AS
        SELECT counted, factor, place, block, {held} FROM (
            SELECT (CASE WHEN place IN (FROM parent) THEN 'own' ELSE 'alone' END)::counted_id AS counted, *
            FROM cited
            UNION ALL
            SELECT 'with_parts'::counted_id, factor, within.place::place_id, direction, basis, block, held
            FROM cited JOIN place_within AS within ON cited.place = within.part::place_id
            WHERE within.place::place_id IN (FROM parent)
        ) GROUP BY counted, factor, place, block ORDER BY counted, place, factor
    """


def _countries(connection: duckdb.DuckDBPyConnection, bases: list[str]) -> None:
    """Count the records of each country of study, some records at a time: each once a country."""
    connection.execute("CREATE TABLE country_part AS SELECT * FROM columns LIMIT 0")
    (last,) = connection.execute("SELECT coalesce(max(n), -1) FROM record").fetchall()[0]
    for first in range(0, last + 1, CHUNK):
        connection.execute(
            f"""
            INSERT INTO country_part
            SELECT 'countries', factor, country, {_each_way(bases, "count(*)")} FROM (
                SELECT DISTINCT n, factor, direction, basis, country
                FROM (SELECT n, factor, direction, basis, unnest(works) AS work FROM record WHERE n BETWEEN ? AND ?)
                JOIN (SELECT work::work_id AS work, country FROM work_country) USING (work)
            ) GROUP BY factor, country
            """,
            [first, first + CHUNK - 1],
        )
    sums = ", ".join(f"sum({name})::BIGINT" for name, _ in _ways(bases))
    connection.execute(f"""
        INSERT INTO columns SELECT lens, factor, "column", {sums} FROM country_part GROUP BY lens, factor, "column"
    """)
    for name in ("country_part", "cited", "place_text", "named"):
        connection.execute(f"DROP TABLE {name}")
