"""The foot of every page: the statements that whoever runs the dashboard owes its readers."""

from collections.abc import Mapping

import streamlit as st
from streamlit.navigation.page import Page

from components.view.parameters import Params


def foot(links: Mapping[str, Page], params: Params) -> None:
    """Link the statements; each link carries the view, so that Back finds it again."""
    with st.container(key="foot", horizontal=True, gap="medium"):
        for label, page in links.items():
            st.page_link(page, label=label, query_params=params, width="content")
