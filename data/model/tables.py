"""The long tables: what they hold, how they are checked, how they are built.

These tables are the contract of every question in ``data``: any engine that
holds them can answer.

==================  =====================================================================
table               one row is, and its columns
==================  =====================================================================
records             a coded claim: id, position, paragraph, factor, direction, basis, statement,
                    aspect, pinpoint
record_place        a claim at a place that the text names: id, place
record_work         a work cited for a claim: id, work
facts               a policy fact: id, place, lever, category, value, number, unit, status,
                    counts, as_of, year, paragraph, primary, measure, conflict,
                    confidence, checked, note, scope, starts, ends, pinpoint, categories (separated
                    with ``;``), own_status
fact_work           a work cited for a fact: id, work
influences          a stated link: id, from_factor, to_factor, sign, paragraph, statement, pinpoint
influence_work      a work cited for a link: id, work
place_within        a place and a place that it counts towards (itself included): part, place
==================  =====================================================================

Ids are text; ``position`` is the place in the order of the source, from 0;
``number`` is a float, ``year`` a nullable integer, ``primary`` a boolean; an
absent value is null, but an absent aspect or pinpoint of a claim or link is empty.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
import pandera.pandas as pa

from data.model.faults import MOST_TOLD, Fault, nearest, quoted, unknown
from data.model.records import DOI, WEB_ADDRESS, Jurisdiction
from data.model.search import fold
from data.model.sheet import Sheet
from data.model.vocabulary import (
    ASPECTS,
    DIRECTIONS,
    LIST_SEPARATOR,
    RECORD_ID,
    SIGNS,
    SYNTHESIS,
    TERM_ID,
    VERIFIED,
    WORK_TYPES,
)

EVIDENCE: Final = "evidence.csv"
INFLUENCES: Final = "influences.csv"
WORKS: Final = "works.csv"
CACHE: Final = ".cube"
"""Beside the data, and no part of it: what was counted of many records, see :mod:`data.engines.embedded`."""
LISTED: Final = ("jurisdictions", "works")
"""Columns of the evidence whose cells hold several ids."""

RECORD_COLUMNS: Final = ("aspect", "pinpoint")
"""Columns that evidence.csv may have."""
EVIDENCE_KEYS: Final = (
    "id", "paragraph", "factor", "direction", "jurisdictions", "basis", "works", "statement", *RECORD_COLUMNS,
)  # fmt: skip
"""Every column of evidence.csv, but the dataset's own attributes."""
INFLUENCE_COLUMNS: Final = ("pinpoint",)
"""Columns that influences.csv may have."""
WORK_COLUMNS: Final = (
    "cited_as", "type", "container", "volume", "issue", "pages", "publisher",
    "doi", "url", "study_country", "verified", "note",
)  # fmt: skip


@dataclass(frozen=True)
class Tables:
    """The long tables of one dataset, in one engine's frames (see the module's table)."""

    records: pd.DataFrame
    record_place: pd.DataFrame
    record_work: pd.DataFrame
    facts: pd.DataFrame
    fact_work: pd.DataFrame
    influences: pd.DataFrame
    influence_work: pd.DataFrame
    place_within: pd.DataFrame

    @property
    def texts(self) -> pd.DataFrame:
        """One row a record: id, and folded, its own id and statement as a search compares them."""
        said = [
            fold(f"{name} {text}") for name, text in zip(self.records["id"], self.records["statement"], strict=True)
        ]
        return pd.DataFrame({"id": self.records["id"], "folded": said}, dtype="str")

    def beside(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return a small frame as one that these tables can be joined with: itself."""
        return frame


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


def sheet_frame(sheet: Sheet) -> pd.DataFrame:
    """Return a sheet as a frame of text, one row a row, indexed by spreadsheet row."""
    cells = [[row.cells[column] for column in sheet.columns] for row in sheet.rows]
    return pd.DataFrame(cells, columns=list(sheet.columns), index=[row.number for row in sheet.rows], dtype="str")


def _column(what: str, *checks: pa.Check, unique: bool = False, required: bool = True) -> pa.Column:
    return pa.Column(str, list(checks), unique=unique, required=required, metadata={"what": what})


def _one_of(what: str, valid: Iterable[str], *, empty: bool = False, required: bool = True) -> pa.Column:
    words = list(valid)
    check = pa.Check.isin([*words, ""] if empty else words)
    return pa.Column(str, check, required=required, metadata={"what": what, "valid": words})


def _text(what: str) -> pa.Column:
    return _column(what, pa.Check.str_length(min_value=1, error="It may not be empty."))


def _shaped(what: str, pattern: str, expected: str, *, unique: bool = False, required: bool = True) -> pa.Column:
    return _column(what, pa.Check.str_matches(pattern, error=expected), unique=unique, required=required)


def _row_check(column: str, holds: Callable[[pd.DataFrame], pd.Series], problem: str, *needs: str) -> pa.Check:
    """Return a check of whole rows; where a column that it needs is missing, that is told, and nothing else."""

    def checked(frame: pd.DataFrame) -> pd.Series:
        return holds(frame) if {column, *needs} <= {*frame} else pd.Series(True, index=frame.index)

    return pa.Check(checked, error=f"{column}: {problem}")


def _reference(what: str, valid: Collection[str] | None) -> pa.Column:
    return _text(what) if valid is None else _one_of(what, valid)


def _paragraph(known: Known) -> pa.Column:
    """Return what a paragraph has to be: one of the dataset's, or anything, also nothing, where it lists none."""
    return (
        _column("paragraph", required=False) if known.paragraphs is None else _reference("paragraph", known.paragraphs)
    )


_RECORD_ID_SHAPE: Final = "Expected letters, digits and '_'."
_TERM_ID_SHAPE: Final = "Expected lower-case letters, digits and '_'."


def evidence_schema(known: Known) -> pa.DataFrameSchema:
    """Return the schema of evidence.csv, as text, before its list cells are split."""
    return pa.DataFrameSchema(
        {
            "id": _shaped("id", RECORD_ID, _RECORD_ID_SHAPE, unique=True),
            "paragraph": _paragraph(known),
            "factor": _reference("factor", known.factors),
            "direction": _one_of("direction", DIRECTIONS),
            "jurisdictions": _shaped("list of jurisdictions", r"(?s).*[^;\s]", "It may not be empty."),
            "basis": _reference("basis", known.bases),
            "works": _column("works"),
            "statement": _text("statement"),
            "aspect": _one_of("aspect", ASPECTS, empty=True, required=False),
            "pinpoint": _column("pinpoint", required=False),
            **{name: _column(name, required=False) for name in known.attributes},
        },
        checks=_row_check(
            "works",
            lambda frame: (frame["works"].str.strip("; ") != "") | (frame["basis"] == SYNTHESIS),
            f"no work is cited, and the basis is not '{SYNTHESIS}'. "
            f"Name the works, or say that it is the source's own {SYNTHESIS}.",
            "basis",
        ),
        strict=True,
    )


def influences_schema(known: Known) -> pa.DataFrameSchema:
    """Return the schema of influences.csv, as text, before its list cells are split."""
    return pa.DataFrameSchema(
        {
            "id": _shaped("id", RECORD_ID, _RECORD_ID_SHAPE, unique=True),
            "from_factor": _reference("factor", known.factors),
            "to_factor": _reference("factor", known.factors),
            "sign": _one_of("sign", SIGNS),
            "paragraph": _paragraph(known),
            "works": _column("works"),
            "statement": _text("statement"),
            "pinpoint": _column("pinpoint", required=False),
        },
        strict=True,
    )


def works_schema() -> pa.DataFrameSchema:
    """Return the schema of works.csv, as text."""
    seen = "may be empty only where verified is not 'yes'."

    def said(column: str) -> Callable[[pd.DataFrame], pd.Series]:
        def holds(frame: pd.DataFrame) -> pd.Series:
            return (frame[column] != "") | (frame["verified"] != "yes")

        return holds

    shapes = {
        "type": _one_of("type", WORK_TYPES, empty=True, required=False),
        "verified": _one_of("verified", VERIFIED, empty=True, required=False),
        "doi": _shaped("doi", rf"^$|{DOI}", "Expected a bare DOI such as 10.1000/182.", required=False),
        "url": _shaped("url", rf"^$|{WEB_ADDRESS}", "Expected one address that opens with http:// or https://.",
                       required=False),
    }  # fmt: skip
    free = {name: _column(name, required=False) for name in WORK_COLUMNS if name not in shapes}
    return pa.DataFrameSchema(
        {
            "key": _shaped("key", TERM_ID, _TERM_ID_SHAPE, unique=True),
            "authors": _text("authors"),
            "year": _shaped("year", r"^(\d{4}[a-z]?)?$", "Expected a year of four digits."),
            "title": _column("title"),
            **shapes,
            **free,
        },
        checks=[
            _row_check(column, said(column), f"the {column} is empty; it {seen}", "verified")
            for column in ("year", "title")
        ],
        strict=True,
    )


def long(frame: pd.DataFrame, column: str, name: str) -> pd.DataFrame:
    """Return one row an id of a list cell: columns id and `name`, indexed as `frame`."""
    parts = frame[column].str.split(LIST_SEPARATOR).explode().str.strip()
    pairs = pd.DataFrame({"id": frame["id"].reindex(parts.index), name: parts})
    return pairs[pairs[name] != ""].astype("str").drop_duplicates()


def numbered(evidence: pd.DataFrame) -> pd.DataFrame:
    """Return the records of a checked text frame, each with its place in the order of the source."""
    records = filled(evidence, ("id", "paragraph", "factor", "direction", "basis", "statement", *RECORD_COLUMNS))
    records.insert(1, "position", range(len(records)))
    return records


def filled(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return these columns of a checked text frame, in this order; those that it doesn't have are empty."""
    return frame.reindex(columns=list(columns), fill_value="").astype("str").reset_index(drop=True)


def _member_schema(name: str, what: str, valid: Collection[str]) -> pa.DataFrameSchema:
    return pa.DataFrameSchema({"id": _column("id"), name: _one_of(what, valid)})


def table_faults(file: str, frame: pd.DataFrame, schema: pa.DataFrameSchema) -> list[Fault]:
    """Return every fault of a text frame under a schema, by spreadsheet row."""
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
    else:
        return []
    found: dict[tuple[object, ...], Fault] = {}
    for case in cases.head(MOST_TOLD).itertuples(index=False):
        fault = _table_fault(file, schema, case)
        found.setdefault((fault.row, fault.where, fault.problem), fault)
    if (more := len(cases) - MOST_TOLD) > 0:
        problem = f"there are {more:,} more faults in this table."
        found[()] = Fault(file, int(frame.index.max()), "", problem, "Mend those above first, then check again.")
    return list(found.values())


def _table_fault(file: str, schema: pa.DataFrameSchema, case: object) -> Fault:
    check, value = str(getattr(case, "check", "")), getattr(case, "failure_case", "")
    column = getattr(case, "column", None)
    index = getattr(case, "index", None)
    row = int(index) if index is not None and not pd.isna(index) else 1
    columns = schema.columns
    if check == "column_in_schema":
        hint = nearest(str(value), columns)
        expected = " ".join(part for part in (hint, f"Columns are: {', '.join(columns)}.") if part)
        return Fault(file, 1, str(value), f"unknown column {quoted(value)}.", expected)
    if check == "column_in_dataframe":
        return Fault(file, 1, str(value), f"the column {quoted(value)} is missing.", "Add it to the header row.")
    if column is None or getattr(case, "schema_context", "") == "DataFrameSchema":
        where, _, problem = check.partition(": ")
        return Fault(file, row, where, problem)
    if check == "field_uniqueness":
        return Fault(file, row, str(column), f"the id {quoted(value)} is given more than once.", "Ids are unique.")
    metadata: Mapping[str, object] = columns[column].metadata or {}
    valid = metadata.get("valid")
    if value == "" and (valid is not None or "may not be empty" in check):
        return Fault(file, row, str(column), "the cell is empty.", f"Every row needs its {metadata['what']}.")
    if isinstance(valid, list):
        return Fault(file, row, str(column), *unknown(str(metadata["what"]), str(value), valid))
    return Fault(file, row, str(column), f"{quoted(value)} is not a valid {metadata['what']}.", check)


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
    return table_faults(file, members, _member_schema(column, what, valid))


def ancestors(places: Mapping[str, Jurisdiction]) -> dict[str, tuple[str, ...]]:
    """Return, for each place, itself and every place that it is a part of, nearest first."""
    lines: dict[str, tuple[str, ...]] = {}
    for place in places:
        line, at = {place: None}, place
        while (parent := places[at].part_of) is not None and parent in places and parent not in line:
            line[parent], at = None, parent
        lines[place] = tuple(line)
    return lines


def _record_tables(evidence: pd.DataFrame | None) -> dict[str, Any]:
    if evidence is None:
        return dict.fromkeys(("records", "record_place", "record_work"), Absent())
    return {
        "records": numbered(evidence),
        "record_place": long(evidence, "jurisdictions", "place").reset_index(drop=True),
        "record_work": long(evidence, "works", "work").reset_index(drop=True),
    }


class Absent:
    """Stands where the records would, of which an engine has charge: whoever takes them for a table is told."""

    def __getattr__(self, name: str) -> Any:
        raise TypeError(f"The records are held by an engine: ask the dataset's evidence, not its tables ({name}).")

    __getitem__ = __len__ = __iter__ = __getattr__


def build_tables(evidence: pd.DataFrame | None, influences: pd.DataFrame, places: Mapping[str, Jurisdiction]) -> Tables:
    """Return the long tables of checked text frames and typed jurisdictions; without evidence, an engine holds it."""
    facts = [
        {
            "place": place.id,
            **fact.model_dump(exclude={"works", "attributes", "categories"}),
            "categories": LIST_SEPARATOR.join(fact.categories) or None,
            "year": fact.year,
            "primary": fact.primary,
        }
        for place in places.values()
        for fact in place.facts
    ]
    columns = (
        "id", "place", "lever", "category", "value", "number", "unit", "status", "counts", "as_of", "year",
        "paragraph", "primary", "measure", "conflict", "confidence", "checked", "note",
        "scope", "starts", "ends", "pinpoint", "categories", "own_status",
    )  # fmt: skip
    fact_frame = pd.DataFrame(facts, columns=list(columns))
    fact_frame = fact_frame.astype({c: "str" for c in columns if c not in ("number", "year", "primary")})
    fact_frame = fact_frame.astype({"number": "float64", "year": "Int64", "primary": "bool"})
    fact_works = [(fact.id, work) for place in places.values() for fact in place.facts for work in fact.works]
    within = [(part, place) for part, line in ancestors(places).items() for place in line]
    return Tables(
        **_record_tables(evidence),
        facts=fact_frame,
        fact_work=pd.DataFrame(fact_works, columns=["id", "work"], dtype="str"),
        influences=filled(
            influences, ("id", "from_factor", "to_factor", "sign", "paragraph", "statement", *INFLUENCE_COLUMNS)
        ),
        influence_work=long(influences, "works", "work").reset_index(drop=True),
        place_within=pd.DataFrame(within, columns=["part", "place"], dtype="str"),
    )
