"""The list of everything that a dataset says, where an engine holds the records: asked page by page.

Filters, search and order are asked of the engine; of the records only those of
the page are fetched. Facts and influences are few: they follow the records.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import narwhals as nw
import pandas as pd

from data.lists.contributions import Contribution, Role
from data.lists.findable import Index, work_texts
from data.lists.library import Entry, EntryKind, Order, ordered, passing_others, record_entry
from data.model.dataset import Dataset
from data.model.filters import chosen_records, placed
from data.model.frames import Lazy, collected, counted, first_ids, lazy
from data.model.records import leading_year
from data.model.search import EVERYTHING, Query, Term, joined
from data.model.selection import Selection
from data.model.vocabulary import COUNTED
from data.questions.rating import factor_margins, factor_matrix

EVERY: Final = Selection()
FARTHEST: Final = 10_000
"""How far a list of records is paged through; beyond that it is to be narrowed."""


@dataclass(frozen=True)
class Listing:
    """What filters, kinds and a search leave of a dataset whose records an engine holds.

    Attributes
    ----------
    others : tuple of Entry
        Facts and influences that are left, in the order of the list.
    """

    dataset: Dataset
    selection: Selection
    query: Query
    order: Order
    with_records: bool
    others: tuple[Entry, ...]

    @property
    def asked(self) -> tuple[object, ...]:
        """What the list is of: the same for the same list."""
        return self.selection, self.query, self.order, self.with_records, tuple(entry.id for entry in self.others)

    def __len__(self) -> int:
        return self.records + len(self.others)

    @cached_property
    def records(self) -> int:
        """How many records are left."""
        if not self.with_records:
            return 0
        if self.query:
            return counted(self._found.select("id"))
        return int(factor_margins(self.dataset, self.selection)["records"].sum())

    def kinds(self) -> Mapping[EntryKind, int]:
        """Return how many entries of each kind are left."""
        of = {kind: sum(entry.kind == kind for entry in self.others) for kind in ("facts", "influences")}
        return {"records": self.records, "facts": of["facts"], "influences": of["influences"]}

    def page(self, first: int, most: int) -> tuple[Entry, ...]:
        """Return the entries from a place in the list on, `most` of them at most."""
        shown: tuple[Entry, ...] = ()
        if first < self.records:
            last = min(first + most, self.records)
            evidence = self.dataset.evidence
            ids = evidence.named(self._first(last)[first:])
            shown = tuple(record_entry(self.dataset, record) for record in evidence.records(ids).values())
        start = max(0, first - self.records)
        return shown + self.others[start : start + most - len(shown)]

    @property
    def _found(self) -> Lazy:
        claims = self.dataset.evidence.claims(self.selection)
        within = placed(claims, claims.record_place, self.selection).select("id").unique()
        left = chosen_records(claims, self.dataset, self.selection).select("id", "position", "paragraph", "factor")
        left = left.join(within, on="id", how="inner") if self.selection.places else left
        for term in self.query.terms:
            left = left.join(self._holding(term), on="id", how="inner")
        return left

    def _holding(self, term: Term) -> Lazy:
        """Return the ids of the records in which a term stands: in their text, or in the names of what they name."""
        claims, dataset = self.dataset.evidence.claims(self.selection), self.dataset

        def held(names: Mapping[str, Iterable[str]]) -> list[str]:
            return [name for name, texts in names.items() if term.pattern.search(joined(texts))]

        factors = held({f.id: (f.name, dataset.levels[dataset.level_of(f.id)].name) for f in dataset.factors.values()})
        paragraphs = held({name: (name, dataset.section_of(name)) for name in dataset.evidence.used("paragraph")})
        places = held({place.id: (place.name, place.label) for place in dataset.jurisdictions.values()})
        works = held({key: [text for _, text in work_texts(work)] for key, work in dataset.works.items()})
        said = lazy(claims.texts).filter(nw.col("folded").str.contains(term.expression))
        hits = [said.select("id")]
        for name, ids in (("factor", factors), ("paragraph", paragraphs)):
            hits += [lazy(claims.records).filter(nw.col(name).is_in(ids)).select("id")] if ids else []
        hits += [lazy(claims.record_place).filter(nw.col("place").is_in(places)).select("id")] if places else []
        hits += [lazy(claims.record_work).filter(nw.col("work").is_in(works)).select("id")] if works else []
        return nw.concat(hits).unique() if hits[1:] else said.select("id").unique()

    def _first(self, most: int) -> list[object]:
        """Return the ids of the first records, in the order of the list."""
        claims, dataset = self.dataset.evidence.claims(self.selection), self.dataset
        # Those that are alike keep the order of the source: by paragraph, then as they were coded.
        ranks = self._ranks("paragraph", self._paragraphs()).rename({"rank": "within"})
        found = self._found.join(ranks, on="paragraph", how="left")
        if self.order == "source":
            found = found.with_columns(rank=nw.lit(0))
        elif self.order == "factor":
            found = found.join(self._ranks("factor", dataset.factors), on="factor", how="left")
        elif self.order == "place":
            ranked = lazy(claims.record_place).join(
                self._ranks("place", dataset.jurisdictions), on="place", how="inner"
            )
            found = found.join(ranked.group_by("id").agg(nw.col("rank").min()), on="id", how="left")
        elif self.order == "most":
            cited = lazy(claims.record_work).group_by("id").agg(works=nw.len())
            cited = cited.select("id", rank=nw.col("works").cast(nw.Int64) * -1)
            found = found.join(cited, on="id", how="left")
        else:
            years = {key: -(leading_year(work.year) or 0) for key, work in dataset.works.items()}
            frame = pd.DataFrame({"work": list(years), "rank": list(years.values())}).astype({"work": "str"})
            cited = lazy(claims.record_work).join(lazy(claims.beside(frame)), on="work", how="inner")
            found = found.join(cited.group_by("id").agg(nw.col("rank").min()), on="id", how="left")
        keyed = found.select("id", "position", "within", nw.col("rank").fill_null(0))
        return list(collected(keyed.sort("rank", "within", "position").head(most).select("id"))["id"])

    def _paragraphs(self) -> list[str]:
        used = self.dataset.evidence.used("paragraph")
        return [*self.dataset.about.paragraphs, *sorted(used - self.dataset.about.paragraphs.keys())]

    def _ranks(self, name: str, ids: Iterable[str]) -> Lazy:
        names = list(ids)
        frame = pd.DataFrame({name: names, "rank": range(len(names))}).astype({name: "str"})
        return lazy(self.dataset.evidence.claims(self.selection).beside(frame))


def listing(
    dataset: Dataset,
    index: Index,
    selection: Selection,
    kinds: tuple[str, ...],
    order: Order,
    query: Query = EVERYTHING,
) -> Listing:
    """Return the list of what is left; `index` holds the facts and influences."""
    passing = passing_others(dataset, selection)
    others = (e for e in index.listed if e.id in passing and (not kinds or e.kind in kinds))
    return Listing(
        dataset, selection, query, order, not kinds or "records" in kinds,
        index.found(ordered(dataset, others, order), query),
    )  # fmt: skip


def cited_with(
    dataset: Dataset, entry: Entry, others: Iterable[Entry], most: int
) -> dict[str, tuple[list[Entry], int]]:
    """Return, for each work behind an entry, the first of the other entries that rest on it, and how many do."""
    found: dict[str, tuple[list[Entry], int]] = {}
    for work in entry.works:
        at = Selection(works=(work,))
        evidence = dataset.evidence
        ids = evidence.named(first_ids(chosen_records(evidence.claims(at), dataset, at), most + 1))
        records = [record_entry(dataset, record) for record in evidence.records(ids).values()]
        beside = [other for other in (*records, *(e for e in others if work in e.works)) if other.id != entry.id]
        count = int(factor_margins(dataset, at)["records"].sum()) + sum(work in other.works for other in others)
        found[work] = beside[:most], count - 1
    return found


@dataclass(frozen=True)
class CountedContribution(Contribution):
    """A work, the facts and influences that rest on it, and its records, which are counted, not listed.

    ``rated`` are the work's rows of the matrix of factors by works.
    """

    dataset: Dataset | None = None
    selection: Selection = EVERY
    rated: pd.DataFrame | None = None

    @property
    def total(self) -> int:
        """How many entries rest on the work."""
        return self.count("records") + len(self.entries)

    def count(self, kind: EntryKind) -> int:
        """Return how many entries of a kind rest on the work."""
        if kind != "records":
            return super().count(kind)
        return 0 if self.rated is None else int(self.rated["records"].sum())

    def levels(self, dataset: Dataset) -> dict[str, Counter[str]]:
        """Return how many records point which way at each level that has any."""
        found: dict[str, Counter[str]] = {}
        for row in () if self.rated is None else self.rated.to_dict("records"):
            ways = {direction: int(row[name]) for name, direction in COUNTED.items() if row[name]}
            found.setdefault(dataset.level_of(row["factor"]), Counter()).update(ways)
        return {level: found[level] for level in dataset.levels if level in found}

    def places(self, dataset: Dataset) -> dict[str, int]:
        """Return how many entries rest on the work at each place, in the order of the screen."""
        counts = Counter(place for entry in self.entries for place in entry.places)
        if self.rated is not None:
            cells = factor_matrix(dataset, replace(self.selection, works=(self.work.key,)))
            for place, records in cells.groupby("place")["records"].sum().items():
                counts[str(place)] += int(records)
        return {place: counts[place] for place in dataset.jurisdictions if place in counts}


def counted_contributions(
    shown: Listing, roles: Mapping[str, Role], *, unused: bool = False
) -> tuple[CountedContribution, ...]:
    """Return what each work contributes to what is listed, in the order of works.csv, see ``contributions``."""
    dataset = shown.dataset
    rated: dict[str, pd.DataFrame] = {}
    if shown.with_records:
        cells = factor_matrix(dataset, shown.selection, "works")
        rated = {str(work): rows for work, rows in cells.groupby("place", sort=False)}
    behind: dict[str, list[Entry]] = {}
    for entry in shown.others:
        for key in entry.works:
            behind.setdefault(key, []).append(entry)
    return tuple(
        CountedContribution(work, roles[key], tuple(behind.get(key, ())), dataset, shown.selection, rated.get(key))
        for key, work in dataset.works.items()
        if unused or key in rated or key in behind
    )


def resting_on(dataset: Dataset, key: str, others: Iterable[Entry], most: int) -> tuple[Entry, ...]:
    """Return the first records that rest on a work, and the facts and influences that do."""
    at = Selection(works=(key,))
    evidence = dataset.evidence
    ids = evidence.named(first_ids(chosen_records(evidence.claims(at), dataset, at), most))
    records = (record_entry(dataset, record) for record in evidence.records(ids).values())
    return (*records, *(entry for entry in others if key in entry.works))
