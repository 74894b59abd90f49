"""The list of everything that the dataset says, as the view narrows and orders it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, overload

from components.drawing.words import counted
from components.evidence import library
from components.evidence.entries import sign
from components.exhibits.exhibit import Exhibit, Sheet, Sign, Value
from components.exhibits.sections.parts import filter_words, verified_caveat, with_source
from components.exhibits.sections.records import ENTRY_FIELDS, entry_detail, entry_row, entry_table
from components.view.view import View
from data.lists.library import Entry

DRAWN: Final = 40
"""Rows of a list that a picture shows: it is read on a page or a slide, and drawn in one piece."""
MOST: Final = 50_000
"""Rows of a list that a file of data holds, for the memory of the server."""
_FETCHED: Final = 5_000
"""Rows that are fetched at a time."""


@dataclass(frozen=True)
class Rows(Sequence[tuple[Value, ...]]):
    """The rows of a list, each made when it is read: a file is written row by row, and none is kept."""

    shown: library.View
    size: int

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        for first in range(0, self.size, _FETCHED):
            yield from self[first : min(first + _FETCHED, self.size)]

    @overload
    def __getitem__(self, at: int) -> tuple[Value, ...]: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[tuple[Value, ...], ...]: ...
    def __getitem__(self, at: int | slice) -> tuple[Value, ...] | tuple[tuple[Value, ...], ...]:
        if isinstance(at, int):
            return entry_row(self.shown.dataset, self._entries(range(self.size)[at], 1)[0])
        first, last, step = at.indices(self.size)
        return tuple(entry_row(self.shown.dataset, entry) for entry in self._entries(first, last - first)[::step])

    def _entries(self, first: int, most: int) -> tuple[Entry, ...]:
        # Not by way of what is kept for readers who turn pages: these are many, and read once.
        listing = self.shown.listing
        return self.shown.page(first, most) if listing is None else listing.page(first, most)


def at_list(view: View, show: str) -> View:
    """Return a view as its permalink shows one of the lists of the Evidence page."""
    return replace(view, values={**view.values, "show": show})


def list_words(view: View) -> tuple[str, ...]:
    """Return what a list is narrowed to, in words: the filters, the search, the kinds, the order."""
    kinds = [str(library.KIND_NAMES[kind]).lower() for kind in library.KIND_NAMES if kind in view.words("kinds")]
    order = view.text("order") or "source"
    return (
        *filter_words(view, "all", evidence=True),
        *([f"Kinds: {', '.join(kinds)}"] if kinds else []),
        *([f"Search: {asked}"] if (asked := view.text("q")) else []),
        f"Order: {library.ORDER_NAMES[order][:1].lower()}{library.ORDER_NAMES[order][1:]}",
    )


def with_drawn(finding: str, drawn: int, total: int, things: str) -> str:
    """Return a finding, and how much of a list a picture and a file of data hold where that isn't all of it."""
    if drawn >= total:
        return finding
    held = f"all {total:,}" if total <= MOST else f"the first {MOST:,}: narrow the list for the others"
    return f"{finding} The picture shows the first {drawn:,} of {total:,} {things}; CSV and Excel hold {held}."


def entry_exhibits(view: View) -> tuple[Exhibit, ...]:
    """Return the entries that filters, kinds and search leave, in the view's order; nothing where none is left."""
    dataset, here = view.dataset, at_list(view, "records")
    shown = library.view_of(dataset, here.values)
    total, drawn = shown.total, shown.page(0, DRAWN)
    if not total:
        return ()
    details = tuple(entry_detail(dataset, entry) for entry in drawn)
    works = tuple(dict.fromkeys(key for entry in drawn for key in entry.works))
    return (
        Exhibit(
            name="entries",
            section="entries",
            title="What is said: records, facts and influences",
            filters=list_words(here),
            finding=with_drawn(library.finding(shown), len(drawn), total, "entries"),
            table=entry_table(dataset, drawn),
            sheet=Sheet("entries", ENTRY_FIELDS, Rows(shown, min(total, MOST))),
            legend=tuple(dict.fromkeys(Sign(*sign(dataset, entry)) for entry in drawn)),
            caveats=(
                "Statements are paraphrased in our own words; the paragraph named is their place in the source.",
                *_data_works(shown, len(drawn)),
                *dict.fromkeys(caution for detail in details for caution in detail.cautions),
                *verified_caveat(dataset, works),
            ),
            works=with_source(dataset, works, primary=any(entry.paragraph is not None for entry in drawn)),
            more_works=tuple(dict.fromkeys(key for entry in shown.found for key in entry.works)),
            details=details,
            link=here.link("evidence"),
        ),
    )


def _data_works(shown: library.View, drawn: int) -> tuple[str, ...]:
    if shown.listing is None or shown.total <= drawn:
        return ()
    entries = counted(drawn, "entry", "entries")
    return (
        f"The references are those of the first {entries}. Those of the others stand in the data by their keys; "
        "the list of works gives them in full.",
    )
