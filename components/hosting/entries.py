"""Records, facts, influences and works, as the data API finds and tells them."""

from collections.abc import Iterable, Sequence
from typing import Any, cast, overload

from components.answers.store import library, listed_kinds, listed_page, passing_ids
from components.drawing import looks
from components.hosting.api_parameters import Asked
from components.hosting.items import EvidenceItem, InfluenceItem, Named, WorkItem
from components.hosting.teller import Teller
from data.lists.contributions import Contribution, contributions, ordered_works
from data.lists.library import Entry, Order, ordered, record_entry
from data.lists.listing import Listing, counted_contributions, listing
from data.model.search import query
from data.model.selection import Selection
from data.questions.influence import chosen_influences


def found_entries(teller: Teller, asked: Asked) -> Sequence[Entry]:
    """Return the entries that the filters and the search leave, in order."""
    index, _ = library(teller.dataset)
    kinds, order = asked.ids("kinds"), cast("Order", asked.text("order"))
    if not teller.dataset.evidence.in_memory:
        return _Paged(listing(teller.dataset, index, asked.selection, kinds, order, query(asked.text("q"))))
    ids = passing_ids(teller.dataset, asked.selection)
    left = ordered(
        teller.dataset, (e for e in index.listed if e.id in ids and (not kinds or e.kind in kinds)), order
    )  # fmt: skip
    return index.found(left, query(asked.text("q")))


def entry_called(teller: Teller, name: str) -> Entry | None:
    """Return the entry of an id; None where there is none."""
    index, _ = library(teller.dataset)
    record = teller.dataset.evidence.records((name,)).get(name)
    if record is not None:
        return record_entry(teller.dataset, record)
    return next((entry for entry in index.listed if entry.id == name), None)


class _Paged(Sequence[Entry]):
    """Entries whose records an engine holds: counted as a whole, fetched by the page."""

    def __init__(self, found: Listing) -> None:
        self._found = found

    def __len__(self) -> int:
        return sum(listed_kinds(self._found).values())

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Entry, ...]: ...
    def __getitem__(self, at: int | slice) -> Entry | tuple[Entry, ...]:
        if isinstance(at, int):
            return listed_page(self._found, at, 1)[0]
        first, last, _ = at.indices(len(self))
        return listed_page(self._found, first, last - first) if last > first else ()


def told_entry(teller: Teller, entry: Entry) -> EvidenceItem:
    """Return an entry as an item."""
    dataset = teller.dataset
    told: dict[str, Any] = {}
    if entry.kind == "records":
        basis = next(basis for basis in dataset.codebook.bases if basis.id == dataset.records[entry.id].basis)
        record = dataset.records[entry.id]
        told = {"direction": entry.sign, "basis": Named(id=basis.id, name=basis.name)}
        told |= {"attributes": dict(dataset.record_attributes.get(entry.id, {}))}
        told |= {"aspect": record.aspect or None, "pinpoint": record.pinpoint or None}
    elif entry.kind == "influences":
        told = {"sign": entry.sign, "pinpoint": dataset.influences[entry.id].pinpoint or None}
    else:
        fact = dataset.facts[entry.id][1]
        told = fact.model_dump(
            include={
                "status",
                "own_status",
                "category",
                "categories",
                "attributes",
                "number",
                "unit",
                "counts",
                "as_of",
                "measure",
                "confidence",
                "checked",
                "note",
                "scope",
                "pinpoint",
                "limit",
            }
        )
        told |= {"in_force_from": fact.starts, "in_force_to": fact.ends}
        told |= {"lever": teller.lever(fact.lever), "conflict": teller.conflict(fact.conflict)}
    levels = {level.id: level for level in map(teller.level, entry.factors)}
    return EvidenceItem(
        id=entry.id,
        kind=entry.kind,
        statement=entry.statement,
        places=[teller.place(place) for place in entry.places],
        factors=[teller.factor(factor) for factor in entry.factors],
        levels=list(levels.values()),
        primary=entry.paragraph is not None,
        paragraph=entry.paragraph,
        section=teller.section(entry.paragraph),
        works=teller.sources(entry.works),
        permalink=teller.page("Evidence", record=entry.id),
        **told,
    )


def found_influences(teller: Teller, asked: Asked) -> Sequence[str]:
    """Return the ids of the influences that the filters leave."""
    return [str(name) for name in chosen_influences(teller.dataset, asked.selection)["id"]]


def told_influence(teller: Teller, name: str) -> InfluenceItem:
    """Return an influence as an item."""
    told = teller.dataset.influences[name]
    return InfluenceItem(
        id=name,
        from_factor=teller.factor(told.from_factor),
        to_factor=teller.factor(told.to_factor),
        sign=told.sign,
        sign_words=looks.INFLUENCE_SIGNS[told.sign].words,
        statement=told.statement,
        paragraph=told.paragraph,
        section=teller.section(told.paragraph),
        works=teller.sources(told.works),
        permalink=teller.page("Evidence", record=name),
        pinpoint=told.pinpoint or None,
    )


def found_works(teller: Teller, asked: Asked) -> Sequence[Contribution]:
    """Return the works behind what the filters leave; all where none is on."""
    index, roles = library(teller.dataset)
    kinds, order = asked.ids("kinds"), cast("Order", asked.text("order"))
    every = asked.selection == Selection() and not kinds
    found: Iterable[Contribution]
    if teller.dataset.evidence.in_memory:
        ids = passing_ids(teller.dataset, asked.selection)
        left = ordered(
            teller.dataset, (e for e in index.listed if e.id in ids and (not kinds or e.kind in kinds)), order
        )  # fmt: skip
        found = contributions(teller.dataset, left, roles, unused=every)
    else:
        found = counted_contributions(
            listing(teller.dataset, index, asked.selection, kinds, order), roles, unused=every
        )  # fmt: skip
    words = query(asked.text("q"))
    return ordered_works((own for own in found if words.finds(index.works[own.work.key])), order)


def work_called(teller: Teller, key: str) -> Contribution | None:
    """Return what a work contributes to the whole dataset; None where there is no such work."""
    index, roles = library(teller.dataset)
    if key not in teller.dataset.works:
        return None
    if teller.dataset.evidence.in_memory:
        behind = tuple(entry for entry in index.listed if key in entry.works)
        return Contribution(teller.dataset.works[key], roles[key], behind)
    at = listing(teller.dataset, index, Selection(works=(key,)), (), "source")
    return next(own for own in counted_contributions(at, roles, unused=True) if own.work.key == key)


def told_work(teller: Teller, own: Contribution) -> WorkItem:
    """Return a work as an item."""
    work = own.work
    return WorkItem(
        **work.model_dump(
            include={"key", "authors", "year", "title", "type", "container", "volume", "issue", "pages", "publisher",
                     "study_country", "verified"}
        ),
        name=work.name,
        role=own.role,
        role_words=looks.ROLE_WORDS[own.role],
        doi=work.doi or None,
        link=work.link or None,
        cautions=list(work.cautions),
        cited_as=list(work.cited_as),
        records=own.count("records"),
        facts=own.count("facts"),
        influences=own.count("influences"),
        permalink=teller.page("Evidence", show="works", work=work.key),
    )  # fmt: skip
