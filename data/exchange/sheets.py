"""A dataset as sheets, and back: rows of text, one sheet a table, one row a term, a fact, a key.

=============  =====================================================================================
sheet          one row is, and its columns
=============  =====================================================================================
dataset        a key of dataset.yaml: key, item, value, date. A list has a row an entry; a mapping
               has a row an item; of the changelog item, value and date are version, notes and date
codebook       a term: kind, id, label, definition, level, section, domain, categories,
               not_applicable_to, ordered, sign, behaves_as, attribute_kind. The kinds: version
               (in label), section (title in label), level, domain, factor, direction, basis,
               lever, status, attribute, word (singular in label, plural in definition), page
               (title in label), rule (in definition)
jurisdictions  a jurisdiction: the keys of its file, but the facts
facts          a fact: jurisdiction, and the keys of a fact
evidence       a row of evidence.csv; influences and works likewise
codings        a row of codings/<coder>/evidence.csv: coder, and its columns
=============  =====================================================================================

Lists in a cell are separated with ``;``. An empty cell is an absent key. Earlier
releases stay behind: they are archives of their own.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, get_args, get_origin

import yaml

from data.intake.checking import ABOUT, CODEBOOK
from data.intake.files import Files
from data.intake.own_terms import OwnTerms
from data.intake.reading import Tree, read_sheet, read_yaml
from data.model.codings import CODINGS
from data.model.faults import DatasetError, Fault
from data.model.records import About, Change, Fact, Jurisdiction, keys
from data.model.sheet import Sheet
from data.model.tables import EVIDENCE, INFLUENCES, WORKS
from data.model.vocabulary import LIST_SEPARATOR

Rows = list[list[str]]

ABOUT_COLUMNS: Final = ("key", "item", "value", "date")
TERM_COLUMNS: Final = (
    "kind", "id", "label", "definition", "level", "section", "domain", "categories", "not_applicable_to",
    "ordered", "sign", "behaves_as", "attribute_kind",
)  # fmt: skip
PLACE_COLUMNS: Final = tuple(name for name in keys(Jurisdiction) if name != "facts")
FACT_COLUMNS: Final = ("jurisdiction", *(key for key in keys(Fact) if key not in ("own_status", "attributes")))
TERMS: Final = {
    "level": "levels", "domain": "domains", "factor": "factors", "direction": "directions", "basis": "bases",
    "lever": "levers", "status": "statuses", "attribute": "attributes",
}  # fmt: skip
"""A kind of term, and the list of codebook.yaml in which it stands."""

TABLES: Final = {"evidence": EVIDENCE, "influences": INFLUENCES, "works": WORKS}
LISTS: Final = frozenset({"categories", "not_applicable_to", "works"})
"""Columns of terms and facts that hold several words."""


def shape(key: str) -> str:
    """Return what stands under a key of dataset.yaml: ``text``, ``list``, ``mapping`` or ``changes``."""
    field = About.model_fields.get(key)
    kinds = {tuple: "list", dict: "mapping"}
    kind = kinds.get(get_origin(field.annotation) or str, "text") if field else "text"
    if field and kind == "list" and get_args(field.annotation)[0] is Change:
        return "changes"
    return kind


def sheets_of(files: Files) -> dict[str, Rows]:
    """Return the sheets of a valid dataset, each with its header.

    Raises
    ------
    DatasetError
        Where a file can't be read.
    """
    faults: list[Fault] = []
    about, codebook = read_yaml(files, ABOUT, faults), read_yaml(files, CODEBOOK, faults)
    attributes = OwnTerms.of(codebook).attributes
    places = [read_yaml(files, name, faults) for name in files.names() if _is_place(name)]
    tables = {name: read_sheet(files, file, faults) for name, file in TABLES.items()}
    coders = sorted({name.split("/")[1] for name in files.names() if _is_coding(name)})
    codings = {coder: read_sheet(files, f"{CODINGS}/{coder}/{EVIDENCE}", faults) for coder in coders}
    if faults:  # of reading alone: warnings are no part of it
        raise DatasetError(files.label, faults)
    known = [place for place in places if place is not None]
    sheets: dict[str, Rows] = {
        "dataset": [list(ABOUT_COLUMNS), *_about_rows(about or {})],
        "codebook": [list(TERM_COLUMNS), *_term_rows(codebook or {})],
        "jurisdictions": [list(PLACE_COLUMNS), *(_row(place, PLACE_COLUMNS) for place in known)],
        "facts": [[*FACT_COLUMNS, *attributes], *_fact_rows(known, (*FACT_COLUMNS, *attributes))],
        **{name: _table_rows(sheet) for name, sheet in tables.items() if sheet is not None},
    }
    if codings:
        sheets["codings"] = _coding_rows({coder: sheet for coder, sheet in codings.items() if sheet is not None})
    return sheets


def _is_place(name: str) -> bool:
    return name.startswith("jurisdictions/") and name.endswith(".yaml") and name.count("/") == 1


def _is_coding(name: str) -> bool:
    parts = name.split("/")
    return parts[0] == CODINGS and len(parts) > 2 and parts[1][0] not in "._"


def _text(value: Tree) -> str:
    if isinstance(value, list):
        return LIST_SEPARATOR.join(_text(one) for one in value)
    return value if isinstance(value, str) else ""


def _row(entry: Mapping[str, Tree], columns: Sequence[str], **more: str) -> list[str]:
    return [more[column] if column in more else _text(entry.get(column)) for column in columns]


def _listed(tree: Mapping[str, Tree], key: str) -> list[Mapping[str, Tree]]:
    found = tree.get(key)
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def _about_rows(about: Mapping[str, Tree]) -> Iterator[list[str]]:
    for key, value in about.items():
        if shape(key) == "changes":
            for change in _listed(about, key):
                yield [key, _text(change.get("version")), _text(change.get("notes")), _text(change.get("date"))]
        elif isinstance(value, dict):
            yield from ([key, item, _text(one), ""] for item, one in value.items())
        elif isinstance(value, list):
            yield from ([key, "", _text(one), ""] for one in value)
        elif value is not None:
            yield [key, "", _text(value), ""]


def _term_rows(codebook: Mapping[str, Tree]) -> Iterator[list[str]]:
    if (version := codebook.get("version")) is not None:
        yield _row({}, TERM_COLUMNS, kind="version", label=_text(version))
    sections = codebook.get("sections")
    for name, title in sections.items() if isinstance(sections, dict) else ():
        yield _row({}, TERM_COLUMNS, kind="section", id=name, label=_text(title))
    for kind, key in TERMS.items():
        for term in _listed(codebook, key):
            named = {"attribute_kind": _text(term.get("kind"))} if kind == "attribute" else {}
            yield _row(term, TERM_COLUMNS, **named, kind=kind)
    words = codebook.get("words")
    for name, word in words.items() if isinstance(words, dict) else ():
        if name == "pages" and isinstance(word, dict):
            yield from (
                _row({}, TERM_COLUMNS, kind="page", id=page, label=_text(title)) for page, title in word.items()
            )
        elif isinstance(word, dict):
            one, several = _text(word.get("singular")), _text(word.get("plural"))
            yield _row({}, TERM_COLUMNS, kind="word", id=name, label=one, definition=several)
    rules = codebook.get("rules")
    for rule in rules if isinstance(rules, list) else ():
        yield _row({}, TERM_COLUMNS, kind="rule", definition=_text(rule))


def _fact_rows(places: Sequence[Mapping[str, Tree]], columns: Sequence[str]) -> Iterator[list[str]]:
    for place in places:
        yield from (_row(fact, columns, jurisdiction=_text(place.get("id"))) for fact in _listed(place, "facts"))


def _table_rows(sheet: Sheet) -> Rows:
    return [list(sheet.columns), *([row.cells[column] for column in sheet.columns] for row in sheet.rows)]


def _coding_rows(codings: Mapping[str, Sheet]) -> Rows:
    """Return the rows of all codings; one that holds none is a row with its name alone."""
    columns = tuple(dict.fromkeys(column for sheet in codings.values() for column in sheet.columns))
    rows: Rows = [["coder", *columns]]
    for coder, sheet in codings.items():
        rows += [[coder, *(row.cells.get(column, "") for column in columns)] for row in sheet.rows]
        rows += [] if sheet.rows else [[coder]]
    return rows


def yaml_bytes(tree: Mapping[str, Tree]) -> bytes:
    """Return a tree as YAML in which every scalar is text again when it is read."""
    return yaml.safe_dump(dict(tree), allow_unicode=True, sort_keys=False, width=120).encode()


def csv_bytes(rows: Rows) -> bytes:
    """Return rows as CSV, filled up to the header's length; an empty row stays one, so that rows keep their numbers."""
    text = io.StringIO(newline="")
    width = len(rows[0]) if rows else 0
    for row in rows:
        csv.writer(text).writerow([*row, *[""] * (width - len(row))] if row else [])
    return text.getvalue().encode()
