"""What stands on paper alone, at the end of every page: where all of it comes from, and where it opens again."""

import streamlit as st

from components.drawing.markup import rendered
from components.drawing.show import theme
from components.view.current_view import permalink
from data.model.dataset import Dataset


def printed(dataset: Dataset) -> None:
    """Draw the source, the dataset and the address of the view; a screen doesn't show them."""
    source = dataset.source
    st.html(
        rendered(
            "printed.html",
            theme=theme(),
            source=". ".join(part for part in (source.name, source.title, source.link) if part),
            dataset=dataset.about.title,
            version=dataset.about.version,
            address=permalink(dataset),
        )
    )
