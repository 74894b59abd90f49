"""The head of every page: what is open, the way to the other pages, the link to this view."""

import streamlit as st
from streamlit.navigation.page import Page

from components.drawing.markup import rendered, stylesheets
from components.drawing.show import theme
from components.frame.account import account
from components.frame.chooser import chooser
from components.frame.copy_link import copy_link
from components.frame.what_changed import what_changed
from components.view import state
from components.view.registry import PageCard
from data.model.dataset import Dataset


def page_links(pages: dict[PageCard, Page], dataset: Dataset) -> None:
    """Draw the top navigation; each link carries the whole view, so that Back finds it again."""
    st.html(f"<style>{stylesheets()}</style>")
    with st.container(key="masthead", horizontal=True, gap="medium", vertical_alignment="center"):
        st.html(rendered("brand.html", theme=theme(), title=dataset.about.title), width="content")
        with st.container(key="navigation", horizontal=True, gap="small", width="content"):
            for card, page in pages.items():
                if not card.answers(dataset):
                    continue
                st.page_link(page, label=card.name(dataset), query_params=state.towards(card.path))
        with st.container(key="tools", horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
            chooser(pages)
            copy_link(dataset)
            account()
    what_changed(dataset)
