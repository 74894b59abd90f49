"""The terms of a codebook, each with how often the dataset uses it, to be browsed and searched."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import narwhals as nw

from data.model.dataset import Dataset
from data.model.frames import collected, lazy
from data.model.records import in_words
from data.model.search import joined, query
from data.model.selection import Selection

Kind = Literal["level", "domain", "factor", "lever", "category", "direction", "basis"]


@dataclass(frozen=True)
class UsedTerm:
    """A term of the codebook, and how often it is used.

    Attributes
    ----------
    kind : Kind
    id, name : str
    definition : str
        Empty where there is none.
    within : str
        The id of a domain's level, a factor's domain or a category's lever;
        empty for the others.
    uses : int
        Records that use it, for a lever or a category facts.
    """

    kind: Kind
    id: str
    name: str
    definition: str
    within: str
    uses: int

    @property
    def folded(self) -> str:
        """What can be searched for, see :func:`data.model.search.joined`."""
        return joined((self.id, self.name, self.definition))


def codebook_terms(dataset: Dataset) -> tuple[UsedTerm, ...]:
    """Return every term of the codebook, kind by kind, each in the order of the screen."""
    facts, book = dataset.tables.facts, dataset.codebook
    factors, directions, bases = (_uses(dataset, term) for term in ("factor", "direction", "basis"))
    domains, levels = Counter[str](), Counter[str]()
    for factor, uses in factors.items():
        domains[dataset.factors[factor].domain] += uses
        levels[dataset.level_of(factor)] += uses
    levers = Counter(facts["lever"])
    categories = Counter(zip(facts["lever"], facts["category"], strict=True))
    return (
        *(UsedTerm("level", t.id, t.name, t.definition or "", "", levels[t.id]) for t in dataset.levels.values()),
        *(UsedTerm("domain", t.id, t.name, t.definition or "", t.level, domains[t.id])
          for t in dataset.domains.values()),
        *(UsedTerm("factor", t.id, t.name, t.definition or "", t.domain, factors[t.id])
          for t in dataset.factors.values()),
        *(UsedTerm("lever", t.id, t.name, t.definition or "", "", levers[t.id]) for t in dataset.levers.values()),
        *(UsedTerm("category", category, in_words(category), "", t.id, categories[t.id, category])
          for t in dataset.levers.values() for category in t.categories),
        *(UsedTerm("direction", t.id, t.label or in_words(t.id), t.definition or "", "", directions[t.id])
          for t in book.directions),
        *(UsedTerm("basis", t.id, t.name, t.definition or "", "", bases[t.id]) for t in book.bases),
    )  # fmt: skip


def _uses(dataset: Dataset, term: str) -> Counter[str]:
    records = lazy(dataset.evidence.claims(Selection()).records)
    uses = collected(records.group_by(term).agg(uses=nw.len()).select(nw.col(term).cast(nw.String), "uses"))
    return Counter(dict(zip(uses[term], map(int, uses["uses"]), strict=True)))


def of_kind(terms: Iterable[UsedTerm], kind: Kind, within: str | None = None) -> tuple[UsedTerm, ...]:
    """Return the terms of one kind, within one other term where its id is given."""
    return tuple(term for term in terms if term.kind == kind and within in (None, term.within))


def matching(terms: Iterable[UsedTerm], text: str) -> tuple[UsedTerm, ...]:
    """Return the factors and levers that a reader searches for, see :mod:`data.model.search`.

    A factor is found by its own id, name or definition or by that of its
    domain or level; a lever by its own or by one of its categories.
    """
    searched = query(text)
    every = tuple(terms)
    hits = {term for term in every if searched.finds(term.folded)}
    levels = {term.id for term in of_kind(hits, "level")}
    domains = {term.id for term in of_kind(every, "domain") if term in hits or term.within in levels}
    levers = {term.within for term in of_kind(hits, "category")}
    return tuple(
        term
        for term in every
        if (term.kind == "factor" and (term in hits or term.within in domains))
        or (term.kind == "lever" and (term in hits or term.id in levers))
    )
