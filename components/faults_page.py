"""What a reader sees in place of a dataset that can't be opened."""

import streamlit as st

from components.markup import rendered, stylesheets
from components.show import theme
from data.faults import DatasetError


def faults_page(error: DatasetError) -> None:
    """Show every fault of a dataset folder, so that it can be mended."""
    st.html(f"<style>{stylesheets()}</style>")
    st.html(
        rendered(
            "faults.html",
            theme=theme(),
            count=len(error.faults),
            folder=error.folder,
            faults=[str(fault) for fault in error.faults[:500]],
        )
    )
