"""A sentence of the evidence on the screen, with the works that it rests on."""

import streamlit as st

from components.drawing.markup import rendered
from components.drawing.show import theme
from data.model.dataset import Dataset
from data.questions.sentences import Sentence

MOST_WORKS = 4


def show_sentence(dataset: Dataset, sentence: Sentence | None) -> None:
    """Show a sentence and its sources; nothing without one."""
    if sentence is not None:
        st.html(
            rendered(
                "sentence.html", theme=theme(), text=sentence.text, sources=source_names(dataset, sentence),
                abbreviations=dataset.about.abbreviations,
            )
        )  # fmt: skip


def source_names(dataset: Dataset, sentence: Sentence, most: int = MOST_WORKS) -> str:
    """Return the works behind a sentence by name, the first few; empty where it rests on none."""
    names = list(dict.fromkeys(dataset.works[key].name for key in sentence.works))
    more = len(names) - most
    return "; ".join(names[:most]) + (f" and {more} more" if more > 0 else "")
