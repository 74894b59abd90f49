"""What the overview says in words and small pictures, worked out from what it shows."""

from collections.abc import Iterable, Mapping

import streamlit as st

from components.drawing import looks
from components.drawing.markup import rendered
from components.drawing.show import theme
from components.view import state
from components.view.registry import PAGES
from data.model.dataset import Dataset
from data.model.records import in_words
from data.questions.policy import Cell, differences


def difference_words(dataset: Dataset, cells: Mapping[tuple[str, str], Cell]) -> list[tuple[str, str]]:
    """Return each lever on which the places differ, and how, the most divided first.

    Returns
    -------
    list of (lever's name, words)
        Levers whose categories or reported states differ come before those
        on which one place merely has no record.
    """
    said = []
    for difference in differences(dataset, cells):
        known = {key: places for key, places in difference.groups.items() if key != "not_reported"}
        words = [
            f"{group_words(key)}: {', '.join(dataset.jurisdictions[place].name for place in places)}"
            for key, places in sorted(difference.groups.items(), key=lambda item: item[0] == "not_reported")
        ]
        said.append((-len(known), dataset.levers[difference.lever].name, "; ".join(words)))
    return [(name, words) for _, name, words in sorted(said, key=lambda item: item[0])]


def group_words(key: str) -> str:
    """Return a category or a state of cells in words."""
    return looks.STATE_WORDS.get(key, in_words(key).lower())


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


def show_questions() -> None:
    """Offer each page by the question that it answers."""
    st.html(rendered("block.html", theme=theme(), title="Ways in"))
    for card in PAGES:
        if card.path:
            st.page_link(
                card.file, label=card.question, query_params=state.towards(card.path), icon=":material/arrow_forward:"
            )
