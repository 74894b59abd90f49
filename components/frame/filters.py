"""The shared filters: a bar of small menus, the same on every page."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from components.drawing.headings import heading
from components.drawing.markup import rendered
from components.drawing.pickers import day, place_names, several, switch, words
from components.drawing.show import theme
from components.view import state
from components.view.parameters import PARAMETERS
from components.view.registry import PageCard
from data.model.dataset import Dataset
from data.model.filters import selection_words
from data.model.records import in_words
from data.model.selection import FILTERS, Selection
from data.model.vocabulary import DIRECTIONS


def _titled(title: str, *names: str) -> str:
    """Return a menu's title with how many choices are made in it."""
    chosen = sum(len(value) for name in names if isinstance(value := state.values()[name], tuple))
    return f"{title} · {chosen}" if chosen else title


@contextmanager
def page_head(dataset: Dataset, card: PageCard, default_places: str) -> Iterator[None]:
    """Draw the head of a page: its question, the filters, and the filters in words.

    What is drawn within stands in the bar, after the shared filters.

    Parameters
    ----------
    dataset : Dataset
    card : PageCard
    default_places : str
        What the page shows, in words, where no place is chosen.
    """
    with st.container(key="head", gap="xsmall"):
        heading(card, dataset)
        with st.container(key="filters", horizontal=True, gap="small", vertical_alignment="center"):
            _shared_filters(dataset, card)
            yield
            _selection_words(dataset, card, default_places)


def _shared_filters(dataset: Dataset, card: PageCard) -> None:
    """Draw the shared filters that the page heeds; the others keep what they hold."""
    with st.popover(_titled("Places", "places"), icon=":material/public:"):
        several("Places", "places", place_names(dataset, dataset.jurisdictions), empty="The page's own choice")
        switch("Count programmes and regions under their country, too", "parts")
    if card.evidence and dataset.factors:
        with st.popover(_titled("Levels and factors", "levels", "domains", "factors"), icon=":material/layers:"):
            several("Levels", "levels", {t.id: t.name for t in dataset.levels.values()})
            several("Domains", "domains", {t.id: t.name for t in dataset.domains.values()})
            several("Factors", "factors", {t.id: t.name for t in dataset.factors.values()})
    if card.evidence:
        with st.popover(_titled("Evidence", "directions", "bases", "works"), icon=":material/article:"):
            several("Directions", "directions", {direction: in_words(direction) for direction in DIRECTIONS})
            several("Bases", "bases", {t.id: t.name for t in dataset.codebook.bases})
            cited = set(dataset.works if card.facts else dataset.cited_works)
            cited |= set(state.filters().works)
            several("Cited works", "works", {w.key: w.name for w in dataset.works.values() if w.key in cited})
    if dataset.has_primary and (card.facts or not card.evidence):
        switch(
            "With supplement", "supplement",
            note="Facts of other public documents, beside those of the primary source; marked wherever they stand.",
        )  # fmt: skip
    if dataset.unseen_works or state.flag("cited"):
        switch(
            "Only sources that were checked", "cited",
            note="Leaves out what rests on nothing but works of which only the citation was seen.",
        )  # fmt: skip
    on = state.text("on")
    if dataset.dated or on:
        with st.popover(f"On {on}" if on else "On this day", icon=":material/event:"):
            day(
                "In place on",
                "on",
                note="A fact is in place from the day on which it starts until that on which it ends.",
            )
            if on:
                st.button("Today", key="on_today", on_click=lambda: state.choose(on=None))
    st.button(
        "Clear filters", key="clear_filters", type="tertiary", icon=":material/filter_alt_off:", on_click=_clear,
        disabled=state.filters() == Selection() and not (card.path == "evidence" and state.text("q")),
    )  # fmt: skip


def _clear() -> None:
    state.choose(**{name: PARAMETERS[name].default for name in (*FILTERS, "q")})


def search() -> None:
    """Draw the field of the search, with a cross that empties it."""
    with st.container(key="search", horizontal=True, gap=None, width=280):
        words("Search", "q", empty='Search: words, "a phrase"', icon=":material/search:")
        if state.text("q"):
            st.button(
                "Clear the search", key="clear_search", type="tertiary", icon=":material/close:",
                on_click=lambda: state.choose(q=""),
            )  # fmt: skip


def _selection_words(dataset: Dataset, card: PageCard, default_places: str) -> None:
    chosen = state.filters()
    if not card.evidence:
        chosen = chosen.of_facts
    phrases = list(selection_words(dataset, chosen))
    if not chosen.places:
        phrases.insert(0, f"Places: {default_places}")
    st.html(rendered("filters.html", theme=theme(), phrases=phrases))
