"""What is wrong with a dataset, as a table."""

from typing import Final

import streamlit as st

from components.drawing.markup import rendered
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
