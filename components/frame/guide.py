"""A slim way in for who comes first: a question for each page, with the view that answers it."""

import streamlit as st

from components.answers.store import guide_examples
from components.drawing.markup import rendered
from components.drawing.sentence import source_names
from components.drawing.show import theme
from components.view import state
from components.view.parameters import encode
from components.view.registry import PAGES
from data.model.dataset import Dataset


def offer_guide() -> None:
    """Offer to bring the way in back, where it isn't shown."""
    if not state.guided():
        st.button(
            "Where to start", key="open_guide", type="tertiary", icon=":material/explore:",
            on_click=lambda: state.choose(guide=True),
        )  # fmt: skip


def show_guide(dataset: Dataset) -> None:
    """Show the way in to a first visit, or where the reader asked for it."""
    cards = {card.title: card for card in PAGES}
    found = [example for example in guide_examples(dataset) if example.page in cards]
    if not state.guided() or not found:
        return
    with st.container(key="guide", gap=None):
        st.html(rendered("guide_head.html", theme=theme(), count=len(found)))
        st.button("Hide", key="hide_guide", type="tertiary", icon=":material/close:", on_click=state.end_guide)
        with st.container(key="guide_cards"):
            for example in found:
                with st.container(key=f"guide_{example.page.lower()}", gap=None):
                    view = encode(dict(example.view))
                    st.page_link(cards[example.page].file, label=example.page, query_params=view)
                    said = example.answer
                    card = {
                        "question": example.question,
                        "answer": said.text if said is not None else "",
                        "sources": source_names(dataset, said, 2) if said is not None else "",
                    }
                    st.html(rendered("guide_card.html", theme=theme(), **card))
