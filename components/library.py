"""The list of entries on its way to the screen: what is found, row by row, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

import streamlit as st

from components import basket, state
from components.clickable import clickable
from components.entries import row
from components.markup import rendered
from components.panel import counted
from components.show import theme
from components.store import library, passing_ids
from data.contributions import Role
from data.dataset import Dataset
from data.findable import Index
from data.library import Entry, Order, left_out, ordered
from data.search import Query, query
from data.selection import Selection

PAGE: Final = 25
SHOW_NAMES: Final[Mapping[str, str]] = {
    "records": "Records and facts",
    "works": "Works",
    "timeline": "Timeline",
    "basket": "Basket",
}
KIND_NAMES: Final[Mapping[str, str]] = {"records": "Records", "facts": "Facts", "influences": "Influences"}
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
    left : tuple of Entry
        What the filters leave, in the chosen order.
    found : tuple of Entry
        Of these, what the search finds; in the basket, what is in it.
    """

    selection: Selection
    query: Query
    order: Order
    index: Index
    roles: Mapping[str, Role]
    left: tuple[Entry, ...]
    found: tuple[Entry, ...]

    def entry(self, name: str | None) -> Entry | None:
        """Return the entry of an id, among all of the dataset."""
        return next((entry for entry in self.index.listed if entry.id == name), None)


def view(dataset: Dataset) -> View:
    """Return what the URL asks to see."""
    index, roles = library(dataset)
    selection, kinds = state.filters(), state.values()["kinds"]
    order = cast("Order", state.text("order") or "source")
    ids = passing_ids(dataset, selection)
    kept = (e for e in index.listed if e.id in ids and (not kinds or e.kind in cast("tuple[str, ...]", kinds)))
    left = ordered(dataset, kept, order)
    asked = query(state.text("q") or "")
    if state.text("show") == "basket":
        held = set(basket.chosen())
        found = ordered(dataset, (e for e in index.listed if e.id in held), order)
    else:
        found = index.found(left, asked)
    return View(selection, asked, order, index, roles, left, found)


def counted_kinds(entries: tuple[Entry, ...]) -> str:
    """Return how many entries of each kind there are, in words."""
    counts = {kind: sum(entry.kind == kind for entry in entries) for kind in KIND_NAMES}
    return ", ".join(counted(count, kind.removesuffix("s")) for kind, count in counts.items() if count)


def finding(shown: View) -> str:
    """Return in words what the list holds, and what the filters leave out as a whole."""
    if state.text("show") == "basket":
        return f"In the basket: {counted_kinds(shown.found) or 'nothing yet'}. Filters and search don't narrow it."
    total, every = len(shown.found), len(shown.index.listed)
    among = f" of {every:,}" if total < every else ""
    words = f"{counted(total, 'entry', 'entries')}{among}: {counted_kinds(shown.found)}." if total else ""
    return " ".join(part for part in (words, missing_terms(shown), *kinds_left_out(shown.selection)) if part)


def say(words: str) -> None:
    """Show a sentence above a list."""
    st.html(rendered("finding.html", theme=theme(), finding=words))


def missing_terms(shown: View) -> str:
    """Return why a search finds nothing: in how many of the entries that the filters leave each term stands."""
    if shown.found:
        return ""
    if not shown.left:
        return "No entry passes these filters."
    alone = {term.text: len(shown.index.found(shown.left, Query((term,)))) for term in shown.query.terms}
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
    at, count, offered = pages(len(shown.found))
    first = (at - 1) * PAGE
    part = shown.found[first : first + PAGE]
    html = rendered(
        "library.html",
        theme=theme(),
        abbreviations=dataset.about.abbreviations,
        label="Records, facts and influences",
        rows=[row(dataset, entry, shown.query) for entry in part],
        first=first + 1,
        last=first + len(part),
        total=len(shown.found),
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
