"""What a reader sees where no dataset can be opened."""

import streamlit as st

from components.drawing.fault_list import show_faults
from components.drawing.markup import rendered
from components.drawing.show import theme
from data.model.faults import DatasetError


def faults_page(error: DatasetError) -> None:
    """Show every fault of a dataset folder, so that it can be mended."""
    st.html(rendered("faults.html", theme=theme(), count=len(error.faults), folder=error.folder))
    show_faults(error)
