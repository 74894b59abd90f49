"""What evidence.csv, influences.csv and works.csv may hold: a pydantic model of a row each, and its faults in words.

A table comes as text, a row a row, indexed by spreadsheet row
(:func:`data.model.tables.sheet_frame`). Its columns are looked at first, then
each row that they allow; the ids within list cells are rows of their own.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

import pandas as pd
from pydantic import AfterValidator, TypeAdapter, ValidationError, ValidationInfo
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from data.model.faults import MOST_TOLD, Fault, nearest, quoted, unknown
from data.model.records import DOI, WEB_ADDRESS
from data.model.tables import EVIDENCE, INFLUENCES, WORK_COLUMNS, long
from data.model.vocabulary import (
    ASPECTS,
    DIRECTIONS,
    RECORD_ID,
    SIGNS,
    SYNTHESIS,
    TERM_ID,
    VERIFIED,
    WORK_TYPES,
)

_EMPTY, _UNKNOWN, _SHAPE, _ROW = "empty_cell", "unknown_word", "other_shape", "row_of_itself"
_WrongCell = tuple[int, str, str, str, str]
"""Spreadsheet row, column, value, kind of fault, problem in words."""
_AT_A_TIME: Final = 10_000
"""Rows that are checked together: what is wrong with them takes memory until it is told."""
YEAR: Final = r"^(\d{4}[a-z]?)?$"
_RECORD_ID_SHAPE: Final = "Expected letters, digits and '_'."
_TERM_ID_SHAPE: Final = "Expected lower-case letters, digits and '_'."


@dataclass(frozen=True)
class Known:
    """The ids that other files may refer to, as far as the folder could be read.

    None allows any: what couldn't be read itself isn't held against those who
    refer to it. ``levers`` maps each to its categories.
    """

    factors: Collection[str] | None
    bases: Collection[str] | None
    places: Collection[str] | None
    works: Collection[str] | None
    paragraphs: Collection[str] | None
    levers: Mapping[str, Sequence[str] | None] | None
    conflicts: Collection[str] | None
    attributes: Sequence[str] = ()


@dataclass(frozen=True)
class Column:
    """What a cell of a column may hold.

    Attributes
    ----------
    what : str
        The name of one such thing, for a reader: ``factor``.
    pattern, expected : str
        What a cell has to match from its start, and that in words; empty allows any text.
    valid : sequence of str or None
        The only words that it may hold.
    optional : bool
        Whether the table may lack the column.
    empty : bool
        Whether a cell may be empty.
    unique : bool
        Whether no two cells are alike.
    rule : function or None
        Given a cell and the cells of its row before it, what is wrong with the row, or an empty text.
    needs : str
        The column that the rule looks at; without it, there is no rule.
    """

    what: str
    pattern: str = ""
    expected: str = ""
    valid: Sequence[str] | None = None
    optional: bool = False
    empty: bool = True
    unique: bool = False
    rule: Callable[[str, Mapping[str, str]], str] | None = None
    needs: str = ""

    def field(self, present: Collection[str]) -> Any:
        """Return the type of a cell, as pydantic checks it in a table of some columns."""
        rule = self.rule if self.needs in present else None
        words = None if self.valid is None else frozenset(self.valid)
        shape = re.compile(self.pattern)

        def checked(cell: str, info: ValidationInfo) -> str:
            if cell == "" and not self.empty:
                raise PydanticCustomError(_EMPTY, "empty")
            if words is not None and cell not in words and cell:
                raise PydanticCustomError(_UNKNOWN, "unknown")
            if not shape.match(cell):
                raise PydanticCustomError(_SHAPE, "shape")
            if rule and (problem := rule(cell, info.data)):
                raise PydanticCustomError(_ROW, "{problem}", {"problem": problem})
            return cell

        return Annotated[str, AfterValidator(checked)]


Schema = Mapping[str, Column]


def _text(what: str) -> Column:
    return Column(what, empty=False)


def _one_of(what: str, valid: Collection[str]) -> Column:
    return Column(what, valid=list(valid), empty=False)


def _optional(what: str, valid: Collection[str] | None = None) -> Column:
    return Column(what, valid=None if valid is None else list(valid), optional=True)


def _reference(what: str, valid: Collection[str] | None) -> Column:
    return _text(what) if valid is None else _one_of(what, valid)


def _paragraph(known: Known) -> Column:
    """Return what a paragraph has to be: one of the dataset's, or anything, also nothing, where it lists none."""
    return _optional("paragraph") if known.paragraphs is None else _reference("paragraph", known.paragraphs)


def _some_work(works: str, row: Mapping[str, str]) -> str:
    if works.strip("; ") or row.get("basis") == SYNTHESIS:
        return ""
    return (
        f"no work is cited, and the basis is not '{SYNTHESIS}'. "
        f"Name the works, or say that it is the source's own {SYNTHESIS}."
    )


def _seen(column: str) -> Callable[[str, Mapping[str, str]], str]:
    """Return the rule of a column of works that whoever saw the work has to fill in."""

    def rule(cell: str, row: Mapping[str, str]) -> str:
        missing = cell == "" and row.get("verified") == "yes"
        return f"the {column} is empty; it may be empty only where verified is not 'yes'." if missing else ""

    return rule


def evidence_schema(known: Known) -> Schema:
    """Return the columns of evidence.csv, as text, before its list cells are split."""
    return {
        "id": Column("id", RECORD_ID, _RECORD_ID_SHAPE, unique=True),
        "paragraph": _paragraph(known),
        "factor": _reference("factor", known.factors),
        "direction": _one_of("direction", DIRECTIONS),
        "jurisdictions": Column("list of jurisdictions", r"(?s).*[^;\s]", "It may not be empty."),
        "basis": _reference("basis", known.bases),
        "works": Column("works", rule=_some_work, needs="basis"),
        "statement": _text("statement"),
        "aspect": _optional("aspect", ASPECTS),
        "pinpoint": _optional("pinpoint"),
        **{name: _optional(name) for name in known.attributes},
    }


def influences_schema(known: Known) -> Schema:
    """Return the columns of influences.csv, as text, before its list cells are split."""
    return {
        "id": Column("id", RECORD_ID, _RECORD_ID_SHAPE, unique=True),
        "from_factor": _reference("factor", known.factors),
        "to_factor": _reference("factor", known.factors),
        "sign": _one_of("sign", SIGNS),
        "paragraph": _paragraph(known),
        "works": Column("works"),
        "statement": _text("statement"),
        "pinpoint": _optional("pinpoint"),
    }


def works_schema() -> Schema:
    """Return the columns of works.csv, as text."""
    shapes = {
        "type": _optional("type", WORK_TYPES),
        "verified": _optional("verified", VERIFIED),
        "doi": Column("doi", rf"^$|{DOI}", "Expected a bare DOI such as 10.1000/182.", optional=True),
        "url": Column(
            "url", rf"^$|{WEB_ADDRESS}", "Expected one address that opens with http:// or https://.", optional=True
        ),
    }
    return {
        "key": Column("key", TERM_ID, _TERM_ID_SHAPE, unique=True),
        "authors": _text("authors"),
        "year": Column(
            "year", r"^(\d{4}[a-z]?)?$", "Expected a year of four digits.", rule=_seen("year"), needs="verified"
        ),
        "title": Column("title", rule=_seen("title"), needs="verified"),
        **shapes,
        **{name: _optional(name) for name in WORK_COLUMNS if name not in shapes},
    }


def table_faults(file: str, frame: pd.DataFrame, schema: Schema) -> list[Fault]:
    """Return the faults of a text frame under a schema, by spreadsheet row: the first of them, and how many more."""
    cells, number = _wrong(frame, schema)
    alike = list(_alike(frame, schema))
    cells = [*alike, *cells][:MOST_TOLD]
    faults = [*_column_faults(file, frame, schema), *(_cell_fault(file, schema, *cell) for cell in cells)]
    if (more := len(alike) + number - MOST_TOLD) > 0:
        problem = f"there are {more:,} more faults in this table."
        faults.append(Fault(file, int(frame.index.max()), "", problem, "Mend those above first, then check again."))
    return list({(fault.row, fault.where, fault.problem): fault for fault in faults}.values())


def _column_faults(file: str, frame: pd.DataFrame, schema: Schema) -> Iterator[Fault]:
    for name in frame.columns:
        if name not in schema:
            hint = nearest(str(name), schema)
            expected = " ".join(part for part in (hint, f"Columns are: {', '.join(schema)}.") if part)
            yield Fault(file, 1, str(name), f"unknown column {quoted(name)}.", expected)
    for name, column in schema.items():
        if name not in frame and not column.optional:
            yield Fault(file, 1, name, f"the column {quoted(name)} is missing.", "Add it to the header row.")


def _alike(frame: pd.DataFrame, schema: Schema) -> Iterator[_WrongCell]:
    """Yield the cells of a column of unique ids that are like another."""
    for name, column in schema.items():
        if column.unique and name in frame:
            alike = frame[name][frame[name].duplicated(keep=False)]
            yield from ((int(row), name, value, "alike", "") for row, value in zip(alike.index, alike, strict=True))


def _wrong(frame: pd.DataFrame, schema: Schema) -> tuple[list[_WrongCell], int]:
    """Return the first cells that their column, or their row, doesn't allow, and how many there are."""
    # A rule of a row looks at the cells that pydantic has checked before, so that its column comes last.
    present = sorted((name for name in schema if name in frame), key=lambda name: schema[name].rule is not None)
    row: Any = TypedDict("row", {name: schema[name].field(present) for name in present})  # type: ignore[misc]
    rows = TypeAdapter(list[row])
    cells: list[_WrongCell] = []
    number = 0
    for start in range(0, len(frame), _AT_A_TIME):
        part = frame.iloc[start : start + _AT_A_TIME]
        try:
            rows.validate_python(part[present].to_dict("records"))
        except ValidationError as error:
            number += error.error_count()
            for wrong in error.errors(include_url=False)[: MOST_TOLD - len(cells)]:
                at, name = int(wrong["loc"][0]), str(wrong["loc"][1])
                cells.append((int(part.index[at]), name, str(wrong["input"]), wrong["type"], wrong["msg"]))
    return cells, number


def _cell_fault(file: str, schema: Schema, row: int, name: str, value: str, kind: str, problem: str) -> Fault:
    column = schema[name]
    if kind == "alike":
        return Fault(file, row, name, f"the id {quoted(value)} is given more than once.", "Ids are unique.")
    if kind == _ROW:
        return Fault(file, row, name, problem)
    if value == "" and (kind == _EMPTY or "may not be empty" in column.expected):
        return Fault(file, row, name, "the cell is empty.", f"Every row needs its {column.what}.")
    if kind == _UNKNOWN and column.valid is not None:
        return Fault(file, row, name, *unknown(column.what, value, column.valid))
    return Fault(file, row, name, f"{quoted(value)} is not a valid {column.what}.", column.expected)


def evidence_faults(frame: pd.DataFrame, known: Known, file: str = EVIDENCE) -> list[Fault]:
    """Return every fault of evidence.csv, or of another coding of it, the ids within its list cells included."""
    return [
        *table_faults(file, frame, evidence_schema(known)),
        *_list_faults(file, frame, "jurisdictions", "jurisdiction", known.places),
        *_list_faults(file, frame, "works", "work", known.works),
    ]


def influence_faults(frame: pd.DataFrame, known: Known) -> list[Fault]:
    """Return every fault of influences.csv, the ids within its list cells included."""
    return [
        *table_faults(INFLUENCES, frame, influences_schema(known)),
        *_list_faults(INFLUENCES, frame, "works", "work", known.works),
    ]


def _list_faults(file: str, frame: pd.DataFrame, column: str, what: str, valid: Collection[str] | None) -> list[Fault]:
    if valid is None or column not in frame or "id" not in frame or frame.empty:
        return []
    members = long(frame, column, column)
    return table_faults(file, members, {"id": Column("id"), column: _one_of(what, valid)})
