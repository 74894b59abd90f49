"""The heading of a page, and what of a link had no place there."""

import streamlit as st

from components.drawing.markup import rendered
from components.drawing.show import theme
from components.view import state
from components.view.registry import PageCard
from data.model.dataset import Dataset


def heading(card: PageCard, dataset: Dataset) -> None:
    """Draw a page's title and the question that it answers, and what of the link had no place here."""
    st.html(rendered("heading.html", theme=theme(), title=card.name(dataset), question=card.question))
    if dropped := state.dropped():
        st.html(rendered("dropped.html", theme=theme(), dropped=[str(piece) for piece in dropped]))
