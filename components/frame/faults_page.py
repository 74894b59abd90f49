"""What is wrong with a dataset, as a table; and what a reader sees where none can be opened."""

from typing import Final

import streamlit as st

from components.drawing.markup import rendered, stylesheets
from components.drawing.show import theme
from data.model.faults import DatasetError

MOST: Final = 500


def show_faults(error: DatasetError, words: str = "") -> None:
    """List every fault with its place, its value and what was expected, warnings after them.

    Parameters
    ----------
    error : DatasetError
    words : str
        What the faults mean for the reader, in one sentence.
    """
    listed = (*error.faults, *error.warnings)
    st.html(
        rendered(
            "own/faults.html",
            theme=theme(),
            words=words,
            faults=len(error.faults),
            warnings=len(error.warnings),
            listed=listed[:MOST],
            more=max(0, len(listed) - MOST),
        )
    )


def faults_page(error: DatasetError) -> None:
    """Show every fault of a dataset folder, so that it can be mended."""
    st.html(f"<style>{stylesheets()}</style>")
    st.html(rendered("faults.html", theme=theme(), count=len(error.faults), folder=error.folder))
    show_faults(error)
