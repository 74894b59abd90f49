"""The pages: what each is called, where it lies, which question it answers."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import streamlit as st
from streamlit.navigation.page import Page

from data.model.dataset import Dataset

_PAGES: Final = Path(__file__).resolve().parents[2] / "pages"


@dataclass(frozen=True)
class PageCard:
    """One page: its address, its title, the question it answers, the filters it heeds.

    ``evidence`` says whether the filters of records apply, or only those of
    places and facts; ``facts`` that those of facts apply beside them. ``needs``
    names what a dataset must have some of, one of these, for the page to be linked.
    """

    path: str
    title: str
    question: str
    evidence: bool = False
    facts: bool = False
    needs: tuple[Literal["factors", "levers"], ...] = ()

    def answers(self, dataset: Dataset) -> bool:
        """Whether the dataset has anything that the page could show."""
        return not self.needs or any(getattr(dataset.codebook, kind) for kind in self.needs)

    def name(self, dataset: Dataset) -> str:
        """Return what the dataset calls the page; its title where it doesn't say."""
        return dataset.codebook.words.pages.get(self.path or "overview", self.title)

    @property
    def file(self) -> Path:
        """The script of the page."""
        return _PAGES / f"{self.path or 'overview'}.py"

    def page(self) -> Page:
        """Return the page as Streamlit's navigation takes it."""
        return st.Page(self.file, title=self.title, url_path=self.path or None, default=not self.path)

    def closed(self, instead: Callable[[], None]) -> Page:
        """Return what stands at the page's address for whoever may not see it, so that the address is kept."""
        return st.Page(instead, title="Sign in", url_path=self.path or None, default=not self.path)


PAGES: Final = (
    PageCard("", "Overview", "What does each place have in place, and where do they differ most?"),
    PageCard(
        "jurisdictions",
        "Jurisdictions",
        "How do these places compare, lever by lever: what is required, what observed, since when, how paid?",
        needs=("levers",),
    ),
    PageCard(
        "factors",
        "Factors",
        "Which factors help or hinder, at which level, where, and how strong is the evidence?",
        evidence=True,
        needs=("factors",),
    ),
    PageCard(
        "influences",
        "Influences",
        "How does a factor at one level act on another level?",
        evidence=True,
        needs=("factors",),
    ),
    PageCard(
        "lessons",
        "Lessons",
        "What do others have that our place lacks, and which barriers do we share?",
        evidence=True,
        facts=True,
        needs=("levers", "factors"),
    ),
    PageCard("evidence", "Evidence", "What exactly was said, where, and by whom?", evidence=True, facts=True),
    PageCard(
        "briefing",
        "Briefing",
        "Give me this, with its sources, for my document.",
        evidence=True,
        facts=True,
    ),
    PageCard("method", "Method", "How was it coded, and how far can I trust it?"),
)

STATEMENTS: Final = (
    PageCard(
        "accessibility", "Accessibility", "Who can use this dashboard, what is known to be missing, whom to tell?"
    ),
    PageCard("privacy", "Privacy", "What does this dashboard know about its readers, and who keeps it?"),
)
"""Open to all, signed in or not; linked at the foot of every page."""


def card(title: str) -> PageCard:
    """Return the card of the page with this title."""
    return next(card for card in (*PAGES, *STATEMENTS) if card.title == title)
