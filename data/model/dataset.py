"""One dataset, loaded and checked: the frozen object that every page is given."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, Final, cast

import pandas as pd

from data.model.alphabet import alphabetical
from data.model.codings import Coding
from data.model.evidence import Evidence, FetchedRecords, Held
from data.model.faults import Fault
from data.model.records import (
    About,
    Attribute,
    Codebook,
    Domain,
    Fact,
    Factor,
    Influence,
    Jurisdiction,
    Level,
    Lever,
    Record,
    StatusTerm,
    Work,
)
from data.model.tables import Tables

_TEXTS_READ: Final = 5_000
"""Facts whose words are read to learn how a dataset spells them."""


@dataclass(frozen=True)
class Dataset:
    """A dataset folder that holds what its contract asks for.

    Attributes
    ----------
    folder : Path or None
        Where it was read; None where its files lay in memory.
    fingerprint : str
        Changes whenever a file does; the key of every cache.
    about, codebook : records
        dataset.yaml and codebook.yaml.
    jurisdictions : mapping of id to Jurisdiction
        In the order of the screen: headline places first, then countries each
        followed by their parts, both by name, and the general literature last.
    works : mapping of key to Work
        In the order of works.csv.
    tables : Tables
        The long tables that the questions are asked of.
    codings : mapping of coder to Coding
        Further codings of the evidence, for reliability; mostly empty.
    warnings : tuple of Fault
        What is worth mending and keeps nothing from working.
    elsewhere : Evidence or None
        The records, where an engine holds them; the three tables of records in
        ``tables`` are then not there to be read. None: they are in ``tables``.
    record_attributes : mapping of a record's id to its attributes by name
        As the codebook's ``attributes`` define them; of records in memory.
    same_works : mapping of key to key
        Under which key a work counts, by each further key that works.csv gives
        the same DOI; ``works`` holds the first alone.
    """

    folder: Path | None
    fingerprint: str
    about: About
    codebook: Codebook
    jurisdictions: Mapping[str, Jurisdiction]
    works: Mapping[str, Work]
    tables: Tables
    warnings: tuple[Fault, ...] = ()
    codings: Mapping[str, Coding] = field(default_factory=dict)
    elsewhere: Evidence | None = None
    record_attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    same_works: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def levels(self) -> Mapping[str, Level]:
        """Levels by id, in the codebook's order."""
        return {level.id: level for level in self.codebook.levels}

    @cached_property
    def domains(self) -> Mapping[str, Domain]:
        """Domains by id, grouped by level in the codebook's order."""
        order = list(self.levels)
        return {d.id: d for d in sorted(self.codebook.domains, key=lambda d: order.index(d.level))}

    @cached_property
    def factors(self) -> Mapping[str, Factor]:
        """Factors by id, grouped by level and domain in the codebook's order."""
        order = list(self.domains)
        return {f.id: f for f in sorted(self.codebook.factors, key=lambda f: order.index(f.domain))}

    @cached_property
    def levers(self) -> Mapping[str, Lever]:
        """Levers by id, in the codebook's order."""
        return {lever.id: lever for lever in self.codebook.levers}

    @cached_property
    def facts(self) -> Mapping[str, tuple[str, Fact]]:
        """Facts by id, each with the id of its jurisdiction."""
        return {fact.id: (place.id, fact) for place in self.jurisdictions.values() for fact in place.facts}

    @cached_property
    def fact_order(self) -> Mapping[str, int]:
        """The place of each fact in the order of the screen, by id."""
        return {name: at for at, name in enumerate(self.facts)}

    @cached_property
    def records(self) -> Mapping[str, Record]:
        """Coded claims by id, in the order of evidence.csv; those that an engine holds can't be listed."""
        if self.elsewhere is not None:
            return FetchedRecords(self.elsewhere)
        places, works = _lists(self.tables.record_place, "place"), _lists(self.tables.record_work, "work")
        return {
            row["id"]: Record(**row, places=places.get(row["id"], ()), works=works.get(row["id"], ()))
            for row in _rows(self.tables.records.drop(columns="position"))
        }

    @cached_property
    def cited_works(self) -> tuple[str, ...]:
        """The works that a record cites, in the order in which works.csv lists them."""
        cited = self.evidence.used("work")
        return tuple(key for key in self.works if key in cited)

    @cached_property
    def has_primary(self) -> bool:
        """Whether there is a primary source that paragraphs name: only beside it is another document a supplement."""
        return bool(self.about.paragraphs) or any(fact.primary for _, fact in self.facts.values())

    @cached_property
    def dated(self) -> bool:
        """Whether a fact says from when, or until when, it is in force: only then one day differs from another."""
        return any(fact.starts or fact.ends for _, fact in self.facts.values())

    @cached_property
    def unseen_works(self) -> frozenset[str]:
        """The works of which only the citation was seen."""
        return frozenset(key for key, work in self.works.items() if work.verified == "no")

    @cached_property
    def evidence(self) -> Evidence:
        """The coded claims, where they are held."""
        return self.elsewhere if self.elsewhere is not None else Held(self.tables, self.records)

    @cached_property
    def influences(self) -> Mapping[str, Influence]:
        """Stated links by id, in the order of influences.csv."""
        works = _lists(self.tables.influence_work, "work")
        return {row["id"]: Influence(**row, works=works.get(row["id"], ())) for row in _rows(self.tables.influences)}

    @cached_property
    def statuses(self) -> Mapping[str, StatusTerm]:
        """The dataset's own statuses by id, in the codebook's order."""
        return {status.id: status for status in self.codebook.statuses}

    @cached_property
    def small_words(self) -> frozenset[str]:
        """The words that the dataset writes without a capital somewhere, so that they are no names."""
        return frozenset(word for text in self._own_texts for word in re.findall(r"\b[^\W\d_A-Z]+\b", text))

    @cached_property
    def capital_words(self) -> frozenset[str]:
        """The words that the dataset writes with a capital inside a text, and those of its places' names."""
        inside = (word for text in self._own_texts for word in re.findall(r"(?<=[\w,] )[A-Z]\w+", text))
        places = (word for place in self.jurisdictions.values() for word in re.findall(r"\b[A-Z]\w+", place.label))
        return frozenset((*inside, *places))

    @cached_property
    def _own_texts(self) -> tuple[str, ...]:
        """Texts of the dataset's own that show how it spells its words; of many facts the first ones."""
        terms = (*self.codebook.levels, *self.codebook.domains, *self.codebook.factors, *self.codebook.levers)
        said = [text for term in terms for text in (term.label, term.definition)]
        for _, fact in islice(self.facts.values(), _TEXTS_READ):
            said += [fact.value, fact.counts, fact.note]
        return tuple(text for text in said if text)

    @cached_property
    def attributes(self) -> Mapping[str, Attribute]:
        """Attributes of facts and records by id, in the codebook's order."""
        return {attribute.id: attribute for attribute in self.codebook.attributes}

    @property
    def headline(self) -> tuple[str, ...]:
        """The places that the overview opens with; all that hold facts where none is marked."""
        marked = tuple(place.id for place in self.jurisdictions.values() if place.headline)
        return marked or tuple(p.id for p in self.jurisdictions.values() if p.kind != "literature")[:6]

    @property
    def source(self) -> Work:
        """The primary source, whose paragraphs are coded."""
        return self.works[self.about.sources[0]]

    def level_of(self, factor: str) -> str:
        """Return the id of a factor's level."""
        return self.domains[self.factors[factor].domain].level

    def section_of(self, paragraph: str) -> str:
        """Return the title of the section that a paragraph stands in; empty where it isn't told."""
        return self.codebook.sections.get(paragraph.rpartition("-")[0], "")


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", frame.to_dict("records"))


def _lists(frame: pd.DataFrame, column: str) -> dict[str, tuple[str, ...]]:
    return {str(key): tuple(group) for key, group in frame.groupby("id", sort=False)[column]}


def screen_order(places: Mapping[str, Jurisdiction]) -> dict[str, Jurisdiction]:
    """Return the jurisdictions in the order of the screen, see :class:`Dataset`."""
    by_name = alphabetical(sorted(places.values(), key=lambda place: place.id), lambda place: place.name)
    named = [place for place in by_name if place.kind != "literature"]
    ordered = {place.id: place for place in named if place.headline}
    parts: dict[str | None, list[Jurisdiction]] = {}
    for place in named:
        parts.setdefault(place.part_of if place.part_of in places else None, []).append(place)
    waiting = parts.get(None, [])[::-1]
    while waiting:
        place = waiting.pop()
        ordered.setdefault(place.id, place)
        waiting += parts.get(place.id, [])[::-1]
    return ordered | {place.id: place for place in by_name if place.id not in ordered}
