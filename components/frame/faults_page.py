"""What a reader sees where a dataset can't be opened: every fault, and the way to those that can."""

from collections.abc import Mapping

import streamlit as st
from streamlit.navigation.page import Page

from components.drawing.fault_list import show_faults
from components.drawing.markup import rendered
from components.drawing.show import theme
from components.frame.chooser import dataset_links
from components.view.registry import PageCard
from data.model.faults import DatasetError


def faults_page(error: DatasetError, pages: Mapping[PageCard, Page]) -> None:
    """Show every fault of a dataset folder, so that it can be mended."""
    st.html(rendered("faults.html", theme=theme(), count=len(error.faults), folder=error.folder))
    show_faults(error)
    dataset_links(pages)
