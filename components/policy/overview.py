"""What the overview says in words and small pictures, worked out from what it shows."""

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from components.drawing import looks
from components.drawing.markup import rendered
from components.drawing.show import theme
from components.drawing.words import counted, group_words
from components.view import state
from components.view.registry import PAGES
from data.model.dataset import Dataset
from data.questions.cells import Cell
from data.questions.policy import differences


def difference_words(dataset: Dataset, cells: Mapping[tuple[str, str], Cell]) -> list[tuple[str, str]]:
    """Return each lever on which the places differ, and how, the most divided first.

    Returns
    -------
    list of (lever's name, words)
        Places on which the sources are silent stand apart, in brackets: a gap
        is no difference.
    """
    said = []
    for difference in differences(dataset, cells):
        words = [
            f"{group_words(key)}: {', '.join(dataset.jurisdictions[place].name for place in places)}"
            for key, places in difference.groups.items()
        ]
        if difference.gaps:
            silent = ", ".join(dataset.jurisdictions[place].name for place in difference.gaps)
            words.append(f"({looks.STATE_WORDS['not_reported']}: {silent})")
        said.append((-len(difference.groups), dataset.levers[difference.lever].name, "; ".join(words)))
    return [(name, words) for _, name, words in sorted(said, key=lambda item: item[0])]


def show_differences(dataset: Dataset, cells: Mapping[tuple[str, str], Cell], most: int = 4) -> None:
    """Say on which levers the shown places differ."""
    words = difference_words(dataset, cells)
    st.html(
        rendered(
            "differences.html",
            theme=theme(),
            differences=words[:most],
            more=max(0, len(words) - most),
            abbreviations=dataset.about.abbreviations,
        )
    )


def show_finding(dataset: Dataset, levers: Sequence[str], places: Sequence[str]) -> None:
    """Say how much of the policy table stands on the overview, and what a cell does."""
    most = f" of {len(dataset.levers)}" if len(levers) < len(dataset.levers) else ""
    words = f"{len(levers)}{most} levers in {counted(len(places), 'place')}. A cell opens the facts behind it."
    st.html(rendered("finding.html", theme=theme(), finding=words))


def show_contents(dataset: Dataset, contents: Iterable[tuple[str, int]]) -> None:
    """Say what the dataset holds, and its version."""
    about = dataset.about
    st.html(
        rendered(
            "contents.html",
            theme=theme(),
            contents=[(f"{count:,}", kind) for kind, count in contents if count],
            version=about.version,
            released=about.released or "",
            source=dataset.source,
        )
    )


def show_questions(dataset: Dataset) -> None:
    """Offer each page that the dataset has anything for by the question that it answers."""
    st.html(rendered("block.html", theme=theme(), title="Ways in"))
    for card in PAGES:
        if card.path and card.answers(dataset):
            st.page_link(
                card.file, label=card.question, query_params=state.towards(card.path), icon=":material/arrow_forward:"
            )
