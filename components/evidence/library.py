"""The list of entries on its way to the screen: what is found, row by row, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, cast

import streamlit as st

from components.answers.store import library, listed_kinds, listed_page, passing_ids
from components.drawing.clickable import clickable
from components.drawing.markup import rendered
from components.drawing.show import theme
from components.drawing.words import counted
from components.evidence.entries import row
from components.view import basket, parameters, state
from data.lists.contributions import Contribution, Role, contributions, kin
from data.lists.findable import Index
from data.lists.library import KINDS, Entry, EntryKind, Order, left_out, ordered, record_entry
from data.lists.listing import FARTHEST, Listing, cited_with, counted_contributions, listing
from data.model.dataset import Dataset
from data.model.search import EVERYTHING, Query, Term, query
from data.model.selection import Selection

PAGE: Final = 25
SHOW_NAMES: Final[Mapping[str, str]] = {
    "records": "Records and facts",
    "works": "Works",
    "timeline": "Timeline",
    "basket": "Basket",
}
SAVED_AS: Final[Mapping[str, str]] = {
    "records": "entries", "works": "works", "timeline": "publication", "basket": "records",
}  # fmt: skip
"""The section of :data:`components.exhibits.sections.SAVED` that saves what a list shows."""
KIND_NAMES: Final[Mapping[EntryKind, str]] = {"records": "Records", "facts": "Facts", "influences": "Influences"}
ORDER_NAMES: Final[Mapping[str, str]] = {
    "source": "Order of the source",
    "newest": "Newest work first",
    "place": "Place",
    "factor": "Factor, then lever",
    "most": "Most behind it first",
}


@dataclass(frozen=True)
class View:
    """What the page shows of the dataset, worked out from the URL once a run.

    Attributes
    ----------
    chosen_kinds : tuple of EntryKind
        The kinds that are asked for; all of them where it is empty.
    show : str
        Of :data:`SHOW_NAMES`.
    left : tuple of Entry
        What the filters leave, in the chosen order.
    found : tuple of Entry
        Of these, what the search finds; in the basket, what is in it.
    listing : Listing or None
        Where an engine holds the records, what stands for ``left`` and
        ``found``, which then hold no record: it is asked page by page.
    """

    selection: Selection
    query: Query
    order: Order
    index: Index
    roles: Mapping[str, Role]
    left: tuple[Entry, ...]
    found: tuple[Entry, ...]
    dataset: Dataset
    listing: Listing | None = None
    chosen_kinds: tuple[str, ...] = ()
    show: str = "records"

    def entry(self, name: str | None) -> Entry | None:
        """Return the entry of an id, among all of the dataset."""
        listed = next((entry for entry in self.index.listed if entry.id == name), None)
        return listed if listed is not None or name is None else next(iter(self._fetched((name,))), None)

    def entries(self, names: Iterable[str]) -> tuple[Entry, ...]:
        """Return the entries of some ids, in the order of the dataset, records that an engine holds first."""
        held = set(names)
        return (*self._fetched(sorted(held)), *(entry for entry in self.index.listed if entry.id in held))

    def _fetched(self, names: Iterable[str]) -> tuple[Entry, ...]:
        if self.dataset.evidence.in_memory:
            return ()
        return tuple(record_entry(self.dataset, record) for record in self.dataset.evidence.records(names).values())

    @property
    def every(self) -> int:
        """How many entries the dataset has."""
        evidence = self.dataset.evidence
        return len(self.index.listed) + (0 if evidence.in_memory else evidence.size)

    @property
    def total(self) -> int:
        """How many entries are found."""
        return len(self.found) if self.listing is None else sum(listed_kinds(self.listing).values())

    def page(self, first: int, most: int) -> tuple[Entry, ...]:
        """Return the entries found, from a place in their order on, `most` of them at most."""
        return self.found[first : first + most] if self.listing is None else listed_page(self.listing, first, most)

    def kinds(self) -> str:
        """Return how many entries of each kind are found, in words."""
        return counted_kinds(self.found) if self.listing is None else kinds_words(listed_kinds(self.listing))

    def holding(self, term: Term) -> int:
        """Return how many of the entries that the filters leave hold a term."""
        if self.listing is None:
            return len(self.index.found(self.left, Query((term,))))
        alone = listing(self.dataset, self.index, self.selection, self.chosen_kinds, self.order, Query((term,)))
        return sum(listed_kinds(alone).values())

    def contribution(self, key: str) -> Contribution:
        """Return what a work contributes to the whole dataset."""
        if self.dataset.evidence.in_memory:
            every: Iterable[Contribution] = contributions(self.dataset, self.index.listed, self.roles, unused=True)
        else:
            at = listing(self.dataset, self.index, Selection(works=(key,)), (), "source")
            every = counted_contributions(at, self.roles, unused=True)
        return next(own for own in every if own.work.key == key)

    def kin(self, entry: Entry, most: int) -> dict[str, tuple[list[Entry], int]]:
        """Return, for each work behind an entry, the first of the other entries that rest on it, and how many do."""
        if self.dataset.evidence.in_memory:
            return {work: (list(rest[:most]), len(rest)) for work, rest in kin(entry, self.index.listed).items()}
        return cited_with(self.dataset, entry, self.index.listed, most)


def view(dataset: Dataset) -> View:
    """Return what the URL asks to see."""
    return view_of(dataset, state.values())


def view_of(dataset: Dataset, values: Mapping[str, parameters.Value]) -> View:
    """Return what the values of a view's parameters ask to see."""
    index, roles = library(dataset)
    selection, kinds = parameters.selection(values), cast("tuple[str, ...]", values["kinds"])
    order, show = cast("Order", values["order"] or "source"), str(values["show"] or "records")
    asked = query(str(values["q"] or ""))
    view = View(selection, asked, order, index, roles, (), (), dataset, None, kinds, show)
    if show == "basket":
        return replace(view, found=ordered(dataset, view.entries(cast("tuple[str, ...]", values["basket"])), order))
    if not dataset.evidence.in_memory:
        asked_of = asked if show == "records" else EVERYTHING
        return replace(view, listing=listing(dataset, index, selection, kinds, order, asked_of))
    ids = passing_ids(dataset, selection)
    kept = (e for e in index.listed if e.id in ids and (not kinds or e.kind in kinds))
    left = ordered(dataset, kept, order)
    found = index.found(left, asked)
    return replace(view, left=left, found=index.own_first(found, asked) if order == "source" and asked else found)


def counted_kinds(entries: tuple[Entry, ...]) -> str:
    """Return how many entries of each kind there are, in words."""
    return kinds_words({kind: sum(entry.kind == kind for entry in entries) for kind in KIND_NAMES})


def contribution_words(own: Contribution) -> str:
    """Return how many entries of each kind rest on a work, in words."""
    return kinds_words({kind: own.count(kind) for kind in KINDS})


def kinds_words(counts: Mapping[EntryKind, int]) -> str:
    """Return counts of kinds in words."""
    return ", ".join(counted(count, kind.removesuffix("s")) for kind, count in counts.items() if count)


def finding(shown: View) -> str:
    """Return in words what the list holds, and what the filters leave out as a whole."""
    if shown.show == "basket":
        return f"In the basket: {counted_kinds(shown.found) or 'nothing yet'}. Filters and search don't narrow it."
    total, every = shown.total, shown.every
    among = f" of {every:,}" if total < every else ""
    words = f"{counted(total, 'entry', 'entries')}{among}: {shown.kinds()}." if total else ""
    return " ".join(part for part in (words, missing_terms(shown), *kinds_left_out(shown.selection)) if part)


def say(words: str) -> None:
    """Show a sentence above a list."""
    st.html(rendered("finding.html", theme=theme(), finding=words))


def missing_terms(shown: View) -> str:
    """Return why a search finds nothing: in how many of the entries that the filters leave each term stands."""
    if shown.total:
        return ""
    if not shown.query or (shown.listing is None and not shown.left):
        return "No entry passes these filters."
    alone = {term.text: shown.holding(term) for term in shown.query.terms}
    said = ", ".join(f"“{term}” stands in {count or 'none'}" for term, count in alone.items())
    return f"No entry holds all of this ({said}). That the source doesn't say it is not evidence that it isn't so."


def kinds_left_out(selection: Selection) -> tuple[str, ...]:
    """Return a sentence for each kind that the filters leave out as a whole."""
    return tuple(
        f"{KIND_NAMES[kind]} are left out: they have no {' or '.join(_SINGULAR[name] for name in names)}."
        for kind, names in left_out(selection).items()
    )


_SINGULAR: Final = {
    "places": "place", "levels": "level", "domains": "domain", "factors": "factor",
    "directions": "direction", "bases": "basis",
}  # fmt: skip


def pages(total: int) -> tuple[int, int, list[int]]:
    """Return the page that is open, how many there are, and which of them to offer (0 stands for a gap)."""
    count = max(1, -(-total // PAGE))
    at = min(count, max(1, int(state.number("page"))))
    near = sorted({1, count, *range(max(1, at - 2), min(count, at + 2) + 1)})
    offered = [n for place, n in enumerate(near) for n in ([0, n] if place and n > near[place - 1] + 1 else [n])]
    return at, count, offered


def turn(page: str) -> None:
    """Open a page of the list."""
    state.choose(page=float(page))


def open_entry(name: str) -> None:
    """Open an entry, or close it where it is open."""
    state.choose(record=None if state.text("record") == name else name)


def show_list(dataset: Dataset, shown: View) -> None:
    """Show a page of the entries, each with the way to its evidence and into the basket."""
    at, count, offered = pages(shown.total if shown.listing is None else min(shown.total, FARTHEST))
    first = (at - 1) * PAGE
    part = shown.page(first, PAGE)
    html = rendered(
        "library.html",
        theme=theme(),
        abbreviations=dataset.about.abbreviations,
        label="Records, facts and influences",
        rows=[row(dataset, entry, shown.query) for entry in part],
        first=first + 1,
        last=first + len(part),
        total=shown.total,
        order=shown.order,
        at=at,
        count=count,
        offered=offered,
        full=basket.full(),
        most=basket.MOST,
    )
    clickable(
        html,
        key="library_clicks",
        page=str(at),
        acts={
            "open": open_entry,
            "basket": basket.toggle,
            "page": turn,
            "order": lambda order: state.choose(order=order),
        },
    )
