"""What the sources disagree on, each with the way to what is behind it."""

import streamlit as st

from components.drawing.markup import rendered
from components.drawing.show import theme
from components.method.method import show_heading
from components.view import state
from components.view.registry import card
from data.model.dataset import Dataset
from data.questions.conflicts import conflict_members


def show_conflicts(dataset: Dataset) -> None:
    """List the conflicts that the dataset marks."""
    about = dataset.about
    finding = "Both sides are shown wherever one of them stands." if about.conflicts else "No conflict is marked."
    show_heading("conflicts", finding)
    for conflict, members in conflict_members(dataset).items():
        with st.container(key=f"conflict_{conflict}", gap=None):
            words = about.conflicts[conflict]
            st.html(rendered("method/conflict.html", theme=theme(), words=words, abbreviations=about.abbreviations))
            if members:
                with st.container(horizontal=True, gap="xsmall"):
                    for member in members:
                        _link(member)


def _link(member: str) -> None:
    """Offer a record, fact or influence, opened on its page; an id holds no more than letters, digits and "_"."""
    label = member.replace("_", r"\_")
    st.page_link(card("Evidence").file, label=label, query_params=state.beyond(record=member))
