"""The chooser of a dataset, where several are served: each is a link to its own first page."""

from collections.abc import Mapping

import streamlit as st
from streamlit.navigation.page import Page

from components.answers.store import asked_name
from components.answers.watched import served_names, watched
from components.view.registry import PAGES, PageCard
from data.model.faults import DatasetError


def chooser(pages: Mapping[PageCard, Page]) -> None:
    """Draw the menu; nothing where one dataset is served alone."""
    if len(served_names()) > 1:
        with st.popover("Datasets", key="datasets", type="tertiary"):
            dataset_links(pages)


def dataset_links(pages: Mapping[PageCard, Page]) -> None:
    """Draw a link to each dataset that is served; the one that is open can't be followed."""
    names = served_names()
    if len(names) < 2:
        return
    for name in names:
        address = "" if name == names[0] else name
        st.page_link(
            pages[PAGES[0]],
            label=_title(name),
            query_params={"dataset": address} if address else {},
            disabled=address == asked_name(),
        )


def _title(name: str) -> str:
    """Return what a dataset is called; where it can't be opened, the name of its folder, and that."""
    try:
        return watched(name).dataset.about.title
    except DatasetError:
        return f"{name} (can't be opened at present)"
