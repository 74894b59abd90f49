"""What stands in place of a page whose address is of own data that this session doesn't hold.

They went with the page that was loaded anew, with a tab that was away for too
long, or with a server that ended; or the link came from somebody else. Another
dataset at the same address would be other numbers without a word.
"""

import streamlit as st

from components.drawing.markup import rendered
from components.drawing.own_uploader import offer_to_open, show_refusal
from components.drawing.show import theme
from components.view import state
from data.model.dataset import Dataset


def missing_own(dataset: Dataset) -> None:
    """Say so, and offer to open them again, at the same view, or to go on with the dataset of all readers."""
    state.await_own()
    with st.container(key="own_missing"):
        st.html(rendered("own/missing.html", theme=theme()))
        with st.container(key="own_data"):
            offer_to_open()
        show_refusal()
        st.button(f"Show {dataset.about.title} instead", key="do_without_own", on_click=state.do_without_own)
