"""The long tables: what they hold, and how they are built; :mod:`data.model.table_checks` checks them as files.

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
                    confidence, checked, note, scope, starts, ends, pinpoint, limit, categories
                    (separated with ``;``), own_status
fact_work           a work cited for a fact: id, work
influences          a stated link: id, from_factor, to_factor, sign, paragraph, statement, pinpoint
influence_work      a work cited for a link: id, work
place_within        a place and a place that it counts towards (itself included): part, place
==================  =====================================================================

Ids are text; ``position`` is the place in the order of the source, from 0;
``number`` is a float, ``year`` a nullable integer, ``primary`` a boolean; an
absent value is null, but an absent aspect or pinpoint of a claim or link is empty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from data.model.records import Jurisdiction
from data.model.search import fold
from data.model.sheet import Sheet
from data.model.vocabulary import (
    LIST_SEPARATOR,
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


def sheet_frame(sheet: Sheet) -> pd.DataFrame:
    """Return a sheet as a frame of text, one row a row, indexed by spreadsheet row."""
    cells = [[row.cells[column] for column in sheet.columns] for row in sheet.rows]
    return pd.DataFrame(cells, columns=list(sheet.columns), index=[row.number for row in sheet.rows], dtype="str")


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
        "scope", "starts", "ends", "pinpoint", "limit", "categories", "own_status",
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
