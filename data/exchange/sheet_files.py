"""Sheets of rows as the files of a dataset, with a fault wherever a row has no place in one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from data.exchange.sheets import ABOUT_COLUMNS, LISTS, TABLES, TERM_COLUMNS, TERMS, Rows, csv_bytes, shape, yaml_bytes
from data.intake.checking import ABOUT, CODEBOOK
from data.intake.delimited import head_of, trimmed
from data.intake.files import Memory
from data.intake.reading import Tree
from data.model.codings import CODINGS
from data.model.faults import Fault, nearest, quoted, unknown
from data.model.tables import EVIDENCE
from data.model.vocabulary import LIST_SEPARATOR, TERM_ID

NEEDED: Final = ("dataset", "codebook", "jurisdictions", "facts", *TABLES)
SHEETS: Final = (*NEEDED, "codings")
LONGEST_NAME: Final = 100


@dataclass
class _Building:
    """Files as they come about, and what is wrong with the sheets."""

    sheets: Mapping[str, Rows]
    faults: list[Fault] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)

    def rows(self, sheet: str) -> list[tuple[int, dict[str, str]]]:
        """Return the rows of a sheet that hold something, each with its number and its filled cells by column."""
        table = [[*self.heads(sheet)], *(self.sheets.get(sheet) or [[]])[1:]]
        found = []
        for number, cells in enumerate(table[1:], start=2):
            if len(cells) > len(table[0]):
                self.fault(sheet, number, "", "there is a cell beyond the last column of the header.", "Move it.")
            filled = [bool(trimmed(cell)) for cell in cells]
            # The item of a mapping may be a blank, and is one only beside its key.
            row = {
                column: cell
                for column, cell, full in zip(table[0], cells, filled, strict=False)
                if full or (column == "item" and cell and any(filled))
            }
            if "" in row:
                self.fault(sheet, number, "", f"{quoted(row.pop(''))} stands in a column without a head.", "Name it.")
            if row:
                found.append((number, row))
        return found

    def heads(self, sheet: str) -> list[str]:
        """Return the heads of a sheet as the contract writes them; what it doesn't know is told, once."""
        return [head_of(cell) for cell in (self.sheets.get(sheet) or [[]])[0]]

    def unread(self, sheet: str, columns: Sequence[str]) -> None:
        """Warn of each column that this sheet doesn't have, and that holds something."""
        for at, head in enumerate(self.heads(sheet)):
            cells = [(n, row[at]) for n, row in enumerate(self.sheets[sheet], start=1) if n > 1 and len(row) > at]
            first = next(((n, cell) for n, cell in cells if trimmed(cell)), None)
            if head and head not in columns and first is not None:
                problem = f"the column {quoted(head)} is not read; it holds {quoted(first[1])}."
                expected = " ".join(filter(None, (nearest(head, columns), f"Columns are: {', '.join(columns)}.")))
                self.faults.append(Fault(f"sheet {sheet}", first[0], head, problem, expected, "warning"))

    def fault(self, sheet: str, row: int, where: str, problem: str, expected: str = "") -> None:
        self.faults.append(Fault(f"sheet {sheet}", row, where, problem, expected))


def files_of(sheets: Mapping[str, Rows], label: str, faults: tuple[Fault, ...] = ()) -> Memory:
    """Return the files that the sheets stand for, to be checked like any other.

    Parameters
    ----------
    sheets : mapping of a sheet's name to its rows, the header first
    label : str
    faults : tuple of Fault
        What was found wrong before.
    """
    building = _Building(sheets, list(faults))
    for sheet in NEEDED:
        if sheet not in sheets:
            building.fault(sheet, 0, "", "the sheet is missing.", f"Sheets are: {', '.join(SHEETS)}.")
    building.unread("dataset", ABOUT_COLUMNS)
    building.unread("codebook", TERM_COLUMNS)
    building.contents[ABOUT] = yaml_bytes(_about(building))
    building.contents[CODEBOOK] = yaml_bytes(_codebook(building))
    _places(building)
    for sheet, file in TABLES.items():
        building.contents[file] = csv_bytes(sheets.get(sheet) or [])
    _codings(building)
    return Memory(label, building.contents, tuple(building.faults))


def _about(building: _Building) -> dict[str, Tree]:
    about: dict[str, Tree] = {}
    for number, row in building.rows("dataset"):
        key, item, value = row.get("key", ""), row.get("item", ""), row.get("value")
        kind = shape(key)
        if not key:
            building.fault("dataset", number, "key", "the cell is empty.", "Every row names its key.")
        elif kind == "changes":
            change: Tree = {"version": item or None, "date": row.get("date"), "notes": value}
            _entries(about, key).append(change)
        elif kind == "list":
            _entries(about, key).append(value)
        elif kind == "mapping":
            items = about.setdefault(key, {})
            if isinstance(items, dict):
                if item in items:
                    building.fault("dataset", number, "item", f"{quoted(item)} is given twice.", "Keep one of them.")
                items[item] = value
        elif key in about:
            building.fault("dataset", number, "key", f"the key {quoted(key)} is given twice.", "Keep one of them.")
        else:
            about[key] = value
    return about


def _entries(tree: dict[str, Tree], key: str) -> list[Tree]:
    found = tree.setdefault(key, [])
    return found if isinstance(found, list) else []


def _codebook(building: _Building) -> dict[str, Tree]:
    codebook: dict[str, Tree] = {}
    for number, row in building.rows("codebook"):
        kind = row.pop("kind", "")
        term = {column: cell for column, cell in row.items() if column in TERM_COLUMNS}
        if kind in TERMS:
            entry = _entry(term)
            if "attribute_kind" in entry:
                entry["kind"] = entry.pop("attribute_kind")
            _entries(codebook, TERMS[kind]).append(entry)
        elif kind in ("word", "page"):
            _word(codebook, kind, term)
        elif kind == "rule":
            _entries(codebook, "rules").append(term.get("definition"))
        elif kind == "section":
            sections = codebook.setdefault("sections", {})
            if isinstance(sections, dict):
                sections[term.get("id", "")] = term.get("label")
        elif kind == "version":
            codebook["version"] = term.get("label")
        else:
            kinds = ["version", "section", *TERMS, "word", "page", "rule"]
            building.fault("codebook", number, "kind", *unknown("kind of term", kind, kinds))
    return codebook


def _word(codebook: dict[str, Tree], kind: str, term: Mapping[str, str]) -> None:
    words, name, label = codebook.setdefault("words", {}), term.get("id", ""), term.get("label")
    pages = words.setdefault("pages", {}) if isinstance(words, dict) and kind == "page" else None
    if isinstance(pages, dict):
        pages[name] = label
    elif isinstance(words, dict):
        words[name] = {"singular": label, "plural": term.get("definition")}


def _entry(row: Mapping[str, str]) -> dict[str, Tree]:
    return {
        column: [part.strip() for part in cell.split(LIST_SEPARATOR) if part.strip()] if column in LISTS else cell
        for column, cell in row.items()
    }


def _percent(row: dict[str, str]) -> dict[str, str]:
    """Return a fact's cells with a number without its sign of percent, which is the unit where none is named."""
    number = row.get("number", "")
    if not number.endswith("%"):
        return row
    return {"unit": "%", **row, "number": number.removesuffix("%").strip()}


def _places(building: _Building) -> None:
    places: dict[str, dict[str, Tree]] = {}
    by_id: dict[str, list[Tree]] = {}
    for number, row in building.rows("jurisdictions"):
        name = row.get("id", "")
        facts: list[Tree] = []
        usable = (
            re.fullmatch(TERM_ID, name) and len(name) <= LONGEST_NAME and f"jurisdictions/{name}.yaml" not in places
        )
        places[f"jurisdictions/{name if usable else f'row_{number}'}.yaml"] = {**row, "facts": facts}
        by_id.setdefault(name, facts)
    for number, row in building.rows("facts"):
        place = row.pop("jurisdiction", "")
        if place in by_id:
            by_id[place].append(_entry(_percent(row)))
        else:
            building.fault("facts", number, "jurisdiction", *unknown("jurisdiction", place, by_id))
    for file, tree in places.items():
        building.contents[file] = yaml_bytes(tree)


def _codings(building: _Building) -> None:
    table = building.sheets.get("codings") or []
    if not table or not table[0]:
        return
    if table[0][0] != "coder":
        building.fault("codings", 1, "coder", "the first column isn't 'coder'.", "It says whose coding the row is.")
        return
    coders: dict[str, Rows] = {}
    for number, cells in enumerate(table[1:], start=2):
        if not any(cells):
            continue
        coder = cells[0]
        if not coder or len(coder) > LONGEST_NAME or coder[0] in "._" or re.search(r"[/\\\x00-\x1f]", coder):
            expected = "Expected a name without '/' that starts with a letter."
            building.fault("codings", number, "coder", f"{quoted(coder)} can't be used here.", expected)
            continue
        rows = coders.setdefault(coder, [table[0][1:]])
        rows += [cells[1:]] if any(cells[1:]) else []
    for coder, rows in coders.items():
        building.contents[f"{CODINGS}/{coder}/{EVIDENCE}"] = csv_bytes(rows)
