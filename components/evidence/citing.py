"""References of what is listed, to take along: as text, and for a reference manager."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import streamlit as st

from components.drawing.download import download_button
from components.drawing.markup import rendered
from components.drawing.show import theme
from components.drawing.words import counted
from components.evidence.library import View
from components.references.citation_formats import bibtex, csl_json, ris
from components.references.references import formatted
from components.view import state
from data.lists.contributions import Contribution
from data.model.dataset import Dataset
from data.model.filters import selection_words
from data.model.records import Work

MOST: Final = 1000
"""Entries of a list whose works are gathered: of more, an engine would have to fetch them all."""


@dataclass(frozen=True)
class Listed:
    """Works that are listed, and what they are in words.

    Attributes
    ----------
    works : tuple of Work
    place : {"basket", "works", "entries"}
        What lists them; part of the file's name.
    words : str
        A phrase: "1 work of the 2 entries in the basket".
    """

    works: tuple[Work, ...]
    place: str
    words: str


def listed(dataset: Dataset, shown: View, by_work: tuple[Contribution, ...] | None) -> Listed:
    """Return the works on the page: those of its list of works, else those that its entries rest on.

    Where the primary source states one of the entries, it is among them.

    Parameters
    ----------
    dataset : Dataset
    shown : View
    by_work : tuple of Contribution, optional
        The list of works, where the page shows that.
    """
    if by_work is not None:
        works = tuple(own.work for own in by_work)
        return Listed(works, "works", f"{counted(len(works), 'work')} of this list")
    found = shown.page(0, MOST)
    keys = dict.fromkeys(key for entry in found for key in entry.works)
    if any(entry.paragraph is not None for entry in found):
        keys = {dataset.source.key: None} | keys
    works = tuple(dataset.works[key] for key in keys)
    place = "basket" if state.text("show") == "basket" else "entries"
    entries = counted(len(found), "entry", "entries")
    where = "in the basket" if place == "basket" else "of this list"
    first = "first " if len(found) < shown.total else ""
    return Listed(works, place, f"{counted(len(works), 'work')} behind the {first}{entries} {where}")


def file_name(dataset: Dataset, what: Listed, ending: str) -> str:
    """Return a name that says what a file holds: ``references_basket_2_works_tiny_1.0.0.bib``."""
    count = counted(len(what.works), "work").replace(" ", "_")
    return f"references_{what.place}_{count}_{dataset.about.id}_{dataset.about.version}.{ending}"


def as_text(works: Iterable[Work], head: tuple[str, ...]) -> str:
    """Return formatted references under lines that say what they are of; a blank line stands between two."""
    return "\n".join(head) + "\n\n" + "\n\n".join(formatted(tuple(works))) + "\n"


def text_head(dataset: Dataset, what: Listed) -> tuple[str, ...]:
    """Return what a list of references says of itself: of what it is, of which dataset, under which filters."""
    about, asked = dataset.about, state.text("q")
    search = f" Search: {asked}." if asked else ""
    narrowed = (
        ""
        if what.place == "basket"
        else f"{'; '.join(selection_words(dataset, state.filters())) or 'No filter'}.{search}"
    )
    return tuple(
        line
        for line in (
            f"References (APA 7): {what.words}",
            f"{about.title}, version {about.version}",
            narrowed,
        )
        if line
    )


_FORMATS: Final = (
    ("Formatted text, APA 7 (.txt)", "txt", "text/plain"),
    ("BibTeX, for LaTeX and JabRef (.bib)", "bib", "application/x-bibtex"),
    ("RIS, for any reference manager (.ris)", "ris", "application/x-research-info-systems"),
    ("CSL-JSON, for Zotero and Pandoc (.json)", "json", "application/vnd.citationstyles.csl+json"),
)


def builders(dataset: Dataset, what: Listed) -> dict[str, Callable[[], str]]:
    """Return for each file ending what makes the file; nothing is made before it is called.

    The works and the words are bound here: a download is made apart from the page.
    """
    works, head = what.works, text_head(dataset, what)
    return {
        "txt": lambda: as_text(works, head),
        "bib": lambda: bibtex(works),
        "ris": lambda: ris(works),
        "json": lambda: csl_json(works),
    }


def references_menu(dataset: Dataset, what: Listed) -> None:
    """Offer the references of what is listed as files, one for each format."""
    short = sum(work.verified != "yes" for work in what.works)
    with (
        st.container(key="references_tools", width="content"),
        st.popover("References", icon=":material/format_quote:", disabled=not what.works),
        st.container(key="references_files", width=330, gap="xsmall"),
    ):
        words = f"References of {what.words}." + (f" {short} not fully verified, and marked so." if short else "")
        st.html(rendered("finding.html", theme=theme(), finding=words))
        build = builders(dataset, what)
        for label, ending, mime in _FORMATS:
            download_button(
                label, build[ending], file_name(dataset, what, ending), mime,
                key=f"references_{ending}", icon=":material/download:", width="stretch",
            )  # fmt: skip
