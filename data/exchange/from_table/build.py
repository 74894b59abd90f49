"""The rows of a table as facts and records by its mapping, and the report of every row."""

import re
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from data.exchange.from_table.grid import Grid, Line, distinct
from data.exchange.from_table.mapping import Mapping
from data.exchange.from_table.names import Gazetteer, Ids
from data.exchange.from_table.references import Works, cited
from data.exchange.from_table.report import Report
from data.exchange.from_table.values import NO, day_of, decimal_of, is_blank, number_of, order_of, share, unit_of
from data.intake.checking import NOT_ATTRIBUTES
from data.model.vocabulary import STATUSES

Meaning = TypeVar("Meaning", bound=str)

MOST_CATEGORIES: Final = 8
LONGEST_CATEGORY: Final = 60
NOWHERE: Final = "No place named"
NOT_OF_RECORDS: Final = ("note", "value", "number", "unit", "category", "lever", "status", "from", "to", "as_of",
                         "lever_column", "year_column")  # fmt: skip
TAKEN: Final = frozenset({"source", "authors", "title", "year", "container", "doi", "url"})


@dataclass
class Build:
    """What is known of a folder as its rows are taken."""

    grid: Grid
    mapping: Mapping
    works: Works = field(default_factory=Works)
    cited: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.report = Report(self.grid.file, passed=list(self.grid.passed))
        self.places, self.levers, self.factors = Ids("place"), Ids("lever"), Ids("factor")
        self.domains, self.attributes, self.statuses = Ids("domain"), Ids("attribute"), Ids("status")
        for name in (*NOT_ATTRIBUTES, "own_status", "attributes", "categories"):
            self.attributes.labels[name] = ""  # taken: a column of that name gets another id
        self.domain_of: dict[str, str] = {}
        self.categories: dict[str, Ids] = {}
        self.facts: dict[str, list[dict[str, Any]]] = {}
        self.records: list[dict[str, str]] = []
        self.iso: dict[str, str | None] = {}
        self.behaves: dict[str, str] = {}
        place = self.mapping.head("place")
        self.gazetteer = Gazetteer(self.grid.column(place) if place else ())
        self.columns = {head: self.grid.column(head) for head in self.grid.heads}
        self.decimal = {head: decimal_of(cells) for head, cells in self.columns.items()}
        self.order = {head: order_of(cells) for head, cells in self.columns.items()}
        self.numeric = {h: share(c, (is_blank(x) or number_of(x) is not None for x in c)) > 0.8
                        for h, c in self.columns.items()}  # fmt: skip
        self.table = self.works.add({"title": self.mapping.source or self.mapping.title, "type": "dataset"})

    def cell(self, line: Line, *roles: Any) -> tuple[str, str]:
        """Return the first filled cell of a row in a column that is one of these, and the column."""
        return next(((line.cells[h], h) for h in self.mapping.heads(*roles) if h in line.cells), ("", ""))

    def unplaced(self, line: Line, column: str, reason: str) -> None:
        """Note that a cell, or without a column the row, has no place."""
        text = line.cells.get(column, "") if column else " | ".join(line.cells.values())
        self.report.unplaced.append((line.number, column, text, reason))

    def take(self) -> None:
        """Take every row over, or note why it has no place."""
        for head in self.mapping.heads("leave_out"):
            self.report.passed.append(f"column {head}: the mapping leaves it out")
        for line in self.grid.lines:
            (self._record if self.mapping.of_records else self._facts)(line)
            if line.number not in self.report.placed and line.number not in self.report.lost:
                self.unplaced(line, "", "nothing in the row says what it is about")

    def _places(self, line: Line) -> list[str]:
        label, _ = self.cell(line, "place")
        names = [] if not label or is_blank(label) else self.gazetteer.places(label)
        return [self._place(name) for name in names]

    def _place(self, label: str) -> str:
        name = self.places.of(label)
        self.iso.setdefault(name, self.gazetteer.code(label))
        return name

    def _work(self, line: Line) -> str:
        heads = {role: self.cell(line, role)[0] for role in TAKEN}
        said = {role: text for role, text in heads.items() if text and not is_blank(text)}
        source = said.pop("source", "")
        if not said and not source:
            return self.table
        if source in self.cited:
            return self.cited[source]
        return self.works.add({**cited(source), **said}, source)

    def _said(self, line: Line) -> dict[str, str]:
        """Return the cells of a row that are attributes, by id."""
        return {self.attributes.of(head): line.cells[head] for head in self.mapping.heads("attribute")
                if head in line.cells}  # fmt: skip

    def _record(self, line: Line) -> None:
        factor, _ = self.cell(line, "factor")
        word, column = self.cell(line, "direction")
        if not factor or is_blank(factor):
            return self.unplaced(line, "", "no factor is named")
        direction = _meant(self.mapping.directions, word)
        if direction is None:
            reason = f"'{word}' is no direction of the mapping" if word else "no direction is named"
            return self.unplaced(line, "", reason)
        name = self.factors.of(factor)
        domain = self.domains.of(self.cell(line, "domain")[0] or "All")
        if self.domain_of.setdefault(name, domain) != domain:
            self.unplaced(line, self.cell(line, "domain")[1], "the factor stands in another domain already")
        places = self._places(line) or [self.places.of(NOWHERE, "no_place_named")]
        said = self.cell(line, "statement", "value", "note")[0] or self.cell(line, "title")[0] or f"{factor}: {word}"
        used = next((r for r in ("statement", "value", "note") if self.cell(line, r)[0]), None)
        for role in NOT_OF_RECORDS:
            if role != used and (other := self.cell(line, role))[0]:
                self.unplaced(line, other[1], "a record has no such cell; call the column an attribute")
        record = {
            "id": f"E{line.number:04}",
            "factor": name,
            "direction": direction,
            "jurisdictions": ";".join(dict.fromkeys(places)),
            "basis": "finding",
            "works": self._work(line),
            "statement": said,
            "pinpoint": f"row {line.number}",
        }
        said_so = {} if column == "" else {self.attributes.of(column): word}
        self.records.append({**self._said(line), **said_so, **record})
        self.report.placed[line.number] = [record["id"]]
        return None

    def _facts(self, line: Line) -> None:
        places = self._places(line)
        if not places:
            return self.unplaced(line, "", "no place is named")
        about = self.cell(line, "lever")[0] or self.mapping.lever or self.mapping.title
        cells: list[tuple[str, str, str | None]] = []
        wide, years = self.mapping.heads("lever_column"), self.mapping.heads("year_column")
        if wide:
            cells = [(head, head, None) for head in wide if head in line.cells]
        elif years:
            cells = [(about, head, head[:4]) for head in years if head in line.cells]
        elif head := self.cell(line, "value", "number", "category", "status")[1]:
            cells = [(about, head, None)]
        for role in ("value", "number", "category", "lever") if wide else ():
            if (other := self.cell(line, role))[0]:
                self.unplaced(line, other[1], "it has no place beside one lever a column; call the column an attribute")
        for at, (label, head, year) in enumerate(cells, start=1):
            if is_blank(line.cells[head]):
                self.unplaced(line, head, "the cell says that nothing is known")
                continue
            for n, place in enumerate(places, start=1):
                suffix = ("" if len(cells) == 1 else f"_{at}") + ("" if len(places) == 1 else f"_{n}")
                fact = self._fact(line, f"F{line.number:04}{suffix}", label, head, year)
                self.facts.setdefault(place, []).append(fact)
                self.report.placed.setdefault(line.number, []).append(fact["id"])
        if line.number not in self.report.placed:
            self.unplaced(line, "", "no lever of the row says anything")
        return None

    def _fact(self, line: Line, name: str, label: str, head: str, year: str | None) -> dict[str, Any]:
        text = line.cells[head]
        lever = self.levers.of(label)
        number_cell, number_head = (text, head) if self.numeric[head] else self.cell(line, "number")
        number = number_of(number_cell, self.decimal.get(number_head, ".")) if number_cell else None
        fact: dict[str, Any] = {"id": name, "lever": lever, "value": text, "status": self._status(line, head, text)}
        category = self.cell(line, "category")[0] or (text if head in self._worded() else "")
        if category and number is None:
            fact |= self._category(lever, category)
        if number is not None:
            unit = self.cell(line, "unit")[0] or unit_of(number_cell)
            fact |= {"number": repr(number), **({"unit": unit} if unit else {})}
        fact |= self._days(line, head, text, year, number is not None)
        if number is not None and "as_of" in fact:
            fact["measure"] = lever
        note = "; ".join(line.cells[h] for h in self.mapping.heads("note") if h in line.cells)
        fact |= {"works": [self._work(line)], "pinpoint": f"row {line.number}", **({"note": note} if note else {})}
        others = self.mapping.heads("statement", "factor", "direction", "domain")
        extra = "; ".join(line.cells[h] for h in others if h in line.cells)
        if extra:
            fact["note"] = "; ".join(filter(None, [note, extra]))
        return {**self._said(line), **fact}

    def _worded(self) -> set[str]:
        """Return the columns of which the cells are few words, again and again."""
        wide = self.mapping.heads("lever_column", "value")
        return {h for h in wide if not self.numeric[h] and len(words := distinct(self.columns[h])) <= MOST_CATEGORIES
                and len(words) < len(self.columns[h]) and all(len(w) <= LONGEST_CATEGORY for w in words)}  # fmt: skip

    def _category(self, lever: str, text: str) -> dict[str, Any]:
        ids = self.categories.setdefault(lever, Ids("category"))
        names = [ids.of(part) for part in re.split(r"\s*;\s*", text) if part]
        return {"category": names[0]} if len(names) == 1 else {"category": names[0], "categories": names}

    def _status(self, line: Line, head: str, text: str) -> str:
        word, _ = self.cell(line, "status")
        if not self.mapping.head("status"):
            return "none" if text.casefold() in NO and not self._counted(head) else "observed"
        behaves = _meant(self.mapping.statuses, word) or "planned"
        name = self.statuses.of(word or "Not said")
        if name in STATUSES:
            return name
        self.behaves.setdefault(name, behaves)
        return name

    def _counted(self, head: str) -> bool:
        """Whether a column's 0 is a number among others, rather than a no."""
        return self.numeric[head] and not {cell.casefold() for cell in self.columns[head]} <= {"0", "1", "0.0", "1.0"}

    def _days(self, line: Line, head: str, text: str, year: str | None, counted: bool) -> dict[str, str]:
        days: dict[str, str] = {"as_of": year} if year else {}
        for role in ("from", "to", "as_of"):
            cell, column = self.cell(line, role)
            if not cell or is_blank(cell):
                continue
            day = day_of(cell, self.order[column])
            if day:
                days[role] = day
            elif role == "as_of":
                days[role] = cell
            else:
                self.unplaced(line, column, "the date can't be read, or day and month can't be told apart")
        if not counted and "from" not in days and (day := day_of(text, self.order[head])) and len(day) > 4:
            days["from"] = day
        if "from" in days and "to" in days and days["to"] <= days["from"]:
            reason = f"it is not after {days['from']}, from which the row says it holds"
            self.unplaced(line, self.cell(line, "to")[1], reason)
            del days["to"]
        return days


def _meant(words: dict[str, Meaning], word: str) -> Meaning | None:
    """Return what a word means by the mapping, whatever its capitals."""
    return next((meaning for said, meaning in words.items() if said.casefold() == word.casefold()), None)
