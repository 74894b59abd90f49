"""The sections of the Method page: what the dataset is, how it was coded, and how far it carries."""

from typing import Final

import streamlit as st

from components.answers import own_data
from components.answers.store import asked_folder
from components.drawing import looks
from components.drawing.fault_list import show_faults
from components.drawing.headings import heading
from components.drawing.markup import rendered
from components.drawing.show import theme
from components.view import state
from components.view.registry import PageCard
from data.model.dataset import Dataset
from data.model.selection import Selection
from data.questions.codebook import codebook_terms, of_kind
from data.questions.contents import contents

SECTIONS: Final = {
    "about": "What this is",
    "coding": "How it was coded",
    "rating": "How a cell is rated",
    "covered": "Coverage of the source",
    "codebook": "The codebook",
    "reliability": "Reliability",
    "limits": "Limits",
    "conflicts": "Where sources disagree",
    "check": "State of the check",
    "changes": "Version and changes",
    "own": "Your own data",
    "abbreviations": "Abbreviations",
}
RATED_WHEN: Final = {
    "+2": "every directed record helps, and two or more distinct works stand behind them",
    "+1": "every directed record helps; one work, or the source's own synthesis, stands behind them",
    "mixed": "records point both ways, or a record is itself mixed",
    "neutral": "there are records, none with a direction",
    "-1": "every directed record hinders; one work, or the source's own synthesis, stands behind them",
    "-2": "every directed record hinders, and two or more distinct works stand behind them",
}


def show_head(dataset: Dataset, card: PageCard) -> None:
    """Draw the page's title, and say that no filter applies."""
    with st.container(key="head", gap="xsmall"):
        heading(card, dataset)
        with st.container(key="filters"):
            st.html(rendered("method/head.html", theme=theme(), kept=state.filters() != Selection()))


def show_contents() -> None:
    """List the page's sections, each a way to it."""
    with st.container(key="method_contents"):
        st.html(rendered("method/contents.html", theme=theme(), sections=list(SECTIONS.items())))


def show_heading(anchor: str, words: str = "") -> None:
    """Draw the heading of a section that is more than one template."""
    st.html(rendered("method/heading.html", theme=theme(), anchor=anchor, title=SECTIONS[anchor], words=words))


def show_about(dataset: Dataset) -> None:
    """Say what the dataset is, what it holds, and which source is coded."""
    about = dataset.about
    st.html(
        rendered(
            "method/about.html",
            theme=theme(),
            subtitle=about.subtitle or "",
            description=about.description or "",
            contents=[(f"{count:,}", kind) for kind, count in contents(dataset) if count],
            version=about.version,
            released=about.released or "",
            sources=[dataset.works[key] for key in about.sources],
            coded_until=about.coded_until or "",
            licence=about.licence or "",
            abbreviations=about.abbreviations,
        )
    )


def show_citation(dataset: Dataset) -> None:
    """Offer the text to cite the dataset by, to be copied."""
    st.html(rendered("method/cite.html", theme=theme()))
    st.code(citation(dataset), language=None, wrap_lines=True)


def citation(dataset: Dataset) -> str:
    """Return how the dataset asks to be cited, else its title, version and primary source."""
    about, source = dataset.about, dataset.source
    if about.how_to_cite:
        return about.how_to_cite
    year = f" ({about.released[:4]})" if about.released else ""
    link = f", {source.link}" if source.link else ""
    return f"{about.title}, version {about.version}{year}. Primary source: {source.name}{link}."


def show_coding(dataset: Dataset) -> None:
    """Show the rules, and what is meant by the directions and the bases."""
    terms = codebook_terms(dataset)
    st.html(
        rendered(
            "method/coding.html",
            theme=theme(),
            rules=dataset.codebook.rules,
            groups=[("Directions", of_kind(terms, "direction")), ("Bases", of_kind(terms, "basis"))],
            abbreviations=dataset.about.abbreviations,
        )
    )


def show_rating() -> None:
    """Show when a cell is given which sign."""
    marks = [(mark, RATED_WHEN[rating]) for rating, mark in looks.RATINGS.items()]
    gap = (looks.NO_RECORD, "the coded source says nothing: never zero, and never taken as absent")
    st.html(rendered("method/rating.html", theme=theme(), marks=[*marks, gap]))


def show_check(dataset: Dataset) -> None:
    """Say what the dataset on screen is warned of, and what is wrong with the folder as it is now."""
    error = asked_folder().error if own_data.present() is None else None
    warnings = [str(warning) for warning in dataset.warnings]
    st.html(rendered("method/check.html", theme=theme(), warnings=warnings, broken=error is not None))
    if error is not None:
        with st.container(key="folder_faults"):
            show_faults(error, "The folder as it is now isn't opened; shown is its last good version.")


def show_changes(dataset: Dataset) -> None:
    """List the versions and what each brought."""
    about = dataset.about
    st.html(
        rendered(
            "method/changes.html",
            theme=theme(),
            changes=[{"version": c.version, "date": c.date or "", "notes": c.notes} for c in about.changelog],
            version=about.version,
            abbreviations=about.abbreviations,
        )
    )


def show_abbreviations(dataset: Dataset) -> None:
    """List the abbreviations, for those whom the tooltips don't reach."""
    st.html(rendered("method/abbreviations.html", theme=theme(), abbreviations=dataset.about.abbreviations))
