"""What stands above every page: that a reader's own data is open, or that the folder is broken at present."""

import streamlit as st
from streamlit.navigation.page import Page

from components.answers import own_data
from components.answers.store import asked_folder
from components.drawing.markup import rendered
from components.drawing.show import theme
from components.view import state
from components.view.registry import PageCard, card
from data.model.dataset import Dataset


def notices(pages: dict[PageCard, Page], dataset: Dataset) -> None:
    """Say whose data is on screen, and whether it is the folder's present state."""
    if own_data.present() is not None:
        with st.container(key="own_banner", horizontal=True, vertical_alignment="center"):
            st.html(rendered("own/banner.html", theme=theme(), title=dataset.about.title), width="stretch")
            st.button("Close own data", key="close_own", type="secondary", on_click=own_data.close)
    elif (error := asked_folder().error) is not None:
        with st.container(key="broken_banner", horizontal=True, vertical_alignment="center"):
            words = rendered("own/broken.html", theme=theme(), version=dataset.about.version, first=error.first)
            st.html(words, width="stretch")
            st.page_link(pages[card("Method")], label="See all faults", query_params=state.beyond())
