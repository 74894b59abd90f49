"""evidence.parquet, read and checked where it lies: however many rows it has, few of them come into memory.

What is wrong is found by the embedded engine, over whole columns; the rows that
it finds, the first of them, are then told by the same rules and in the same
words as those of evidence.csv, see :func:`data.model.table_checks.evidence_faults`.
"""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final

import duckdb
import pandas as pd

from data.model.faults import Fault, nearest
from data.model.table_checks import Known, evidence_faults
from data.model.tables import RECORD_COLUMNS
from data.model.vocabulary import ASPECTS, DIRECTIONS, RECORD_ID, SYNTHESIS

EVIDENCE_PARQUET: Final = "evidence.parquet"
REQUIRED: Final = ("id", "paragraph", "factor", "direction", "jurisdictions", "basis", "works", "statement")
COLUMNS: Final = (*REQUIRED, *RECORD_COLUMNS)
MOST_FAULTY_ROWS: Final = 100
HEADER_ROWS: Final = 2
"""What stands between a position, from 0, and the row as a spreadsheet shows it."""
_AT_A_TIME: Final = 25_000_000
_BLANK: Final = "' ' || chr(9) || chr(10) || chr(13)"


def view_of(connection: duckdb.DuckDBPyConnection, path: Path, file: str, faults: list[Fault]) -> bool:
    """Make the view ``source`` of a Parquet file: ``n`` and the columns of evidence.csv as trimmed text.

    Parameters
    ----------
    connection : connection
    path : Path
    file : str
        What the file is called in faults.
    faults : list of Fault
        What keeps it from being read is added.

    Returns
    -------
    bool
        Whether there is such a view.
    """
    source = "read_parquet(" + _text(str(path)) + ", file_row_number = true)"
    try:
        held = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    except duckdb.Error as error:
        reason = str(error).splitlines()[0].partition(": ")[2]
        faults.append(Fault(file, 0, "", f"it can't be read as Parquet: {reason}.", "Write the file again."))
        return False
    kinds = {str(name): str(kind) for name, kind, *_ in held if name != "file_row_number"}
    found = list(_column_faults(file, kinds))
    faults += found
    if found:
        return False
    cells = {name: _cell(name, kinds[name]) if name in kinds else "''" for name in COLUMNS}
    columns = ", ".join(f"{cell} AS {name}" for name, cell in cells.items())
    connection.execute(f"CREATE OR REPLACE TEMP VIEW source AS SELECT file_row_number AS n, {columns} FROM {source}")
    return True


def _column_faults(file: str, kinds: dict[str, str]) -> Iterable[Fault]:
    for name in kinds:
        if name not in COLUMNS:
            expected = " ".join(
                part for part in (nearest(name, COLUMNS), f"Columns are: {', '.join(COLUMNS)}.") if part
            )
            yield Fault(file, 1, name, f"unknown column '{name}'.", expected)
    for name in COLUMNS:
        if name not in kinds:
            if name in REQUIRED:
                yield Fault(file, 1, name, f"the column '{name}' is missing.", "Add it.")
        elif kinds[name] not in ("VARCHAR", "VARCHAR[]") and not kinds[name].startswith("ENUM"):
            problem = f"the column holds {kinds[name].lower()}, not text."
            yield Fault(file, 1, name, problem, "Write text; several ids in one text, separated by ';', or as a list.")


def _cell(name: str, kind: str) -> str:
    text = f"array_to_string({name}, ';')" if kind.endswith("[]") else f"{name}::VARCHAR"
    text = f"coalesce({text}, '')"
    # Trimming looks at every letter of a text; whether there is a blank at an end is told by the ends.
    ends = " OR ".join(f"ends_with({text}, {blank})" for blank in _BLANK.split(" || "))
    return f"CASE WHEN {text} < '!' OR {ends} THEN trim({text}, {_BLANK}) ELSE {text} END"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _among(words: Iterable[str]) -> str:
    return "(" + ", ".join([*map(_text, words), "NULL"]) + ")"


def source_faults(connection: duckdb.DuckDBPyConnection, known: Known, file: str) -> list[Fault]:
    """Return what is wrong with the rows of the view ``source``, those of its first faulty rows.

    Returns
    -------
    list of Fault
        As :func:`data.model.table_checks.evidence_faults` tells them; where more than
        ``MOST_FAULTY_ROWS`` rows are faulty, how many, too.
    """
    wrong = " OR ".join(_wrong(connection, known))
    at = connection.execute(f"SELECT n FROM source WHERE {wrong} ORDER BY n LIMIT {MOST_FAULTY_ROWS + 1}").fetchall()
    if not at:
        return []
    rows = ", ".join(str(row[0]) for row in at)
    found = connection.execute(f"SELECT * FROM source WHERE n IN ({rows}) ORDER BY n").fetchall()
    frame = pd.DataFrame(found, columns=["n", *COLUMNS]).astype(dict.fromkeys(COLUMNS, "str"))
    frame = frame.set_index(frame.pop("n") + HEADER_ROWS)
    if len(frame) <= MOST_FAULTY_ROWS:
        return evidence_faults(frame, known, file)
    (every,) = connection.execute(f"SELECT count(*) FROM source WHERE {wrong}").fetchall()[0]
    shown = evidence_faults(frame.iloc[:MOST_FAULTY_ROWS], known, file)
    return [*shown, Fault(file, 0, "", f"{every:,} rows are faulty; the first {MOST_FAULTY_ROWS} are listed.")]


def _wrong(connection: duckdb.DuckDBPyConnection, known: Known) -> list[str]:
    """Return the SQL of each thing that can be wrong with a row."""
    wrong = [
        f"NOT regexp_full_match(id, {_text(RECORD_ID.removeprefix('^').removesuffix('$'))})",
        f"direction NOT IN {_among(DIRECTIONS).replace(', NULL', '')}",
        "trim(jurisdictions, '; ') = ''",
        f"(trim(works, '; ') = '' AND basis <> {_text(SYNTHESIS)})",
        "statement = ''",
        f"aspect NOT IN {_among(['', *ASPECTS]).replace(', NULL', '')}",
    ]
    for column, valid in (("paragraph", known.paragraphs), ("factor", known.factors), ("basis", known.bases)):
        used = [row[0] for row in connection.execute(f"SELECT DISTINCT {column} FROM source").fetchall()]
        wrong.append(f"{column} IN {_among(_unknown(used, valid))}")
    for column, valid in (("jurisdictions", known.places), ("works", known.works)):
        parts = (
            f"SELECT DISTINCT trim(part) FROM (SELECT DISTINCT unnest(string_split({column}, ';')) AS part FROM source)"
        )
        used = [row[0] for row in connection.execute(parts).fetchall()]
        if bad := [name for name in _unknown(used, valid) if name]:
            split = f"list_transform(string_split({column}, ';'), lambda part: trim(part))"
            wrong.append(f"list_has_any({split}, [{', '.join(map(_text, bad))}])")
    if twice := _given_twice(connection):
        wrong.append(f"id IN {_among(twice)}")
    return wrong


def _unknown(used: Iterable[str], valid: Collection[str] | None) -> list[str]:
    allowed = None if valid is None else set(valid)
    return [name for name in used if not name or (allowed is not None and name not in allowed)]


def _given_twice(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return ids that stand in several rows, the first of them; so many rows at a time that memory is enough."""
    (rows,) = connection.execute("SELECT count(*) FROM source").fetchall()[0]
    parts = max(1, -(-rows // _AT_A_TIME))
    for part in range(parts):
        among = "" if parts == 1 else f"WHERE hash(id) % {parts} = {part}"
        # Numbers are compared, and only of those that are alike, which seldom happens by chance, the ids.
        alike = connection.execute(
            f"SELECT hash(id) AS said FROM source {among} GROUP BY said HAVING count(*) > 1 LIMIT {MOST_FAULTY_ROWS}"
        ).fetchall()
        if not alike:
            continue
        found = connection.execute(
            f"SELECT id FROM source WHERE hash(id) IN ({', '.join(str(row[0]) for row in alike)}) "
            f"GROUP BY id HAVING count(*) > 1 LIMIT {MOST_FAULTY_ROWS}"
        ).fetchall()
        if found:
            return [row[0] for row in found]
    return []
