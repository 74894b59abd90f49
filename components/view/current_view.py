"""The view of this session, as one that files can be made of outside of it."""

from urllib.parse import urlencode

import streamlit as st

from components.view import state
from components.view.view import View
from data.model.dataset import Dataset


def current_view(dataset: Dataset) -> View:
    """Return what the reader sees now: every parameter with its value, and where the dashboard stands."""
    page, url = state.page(), (st.context.url or "").rstrip("/")
    return View(dataset, dict(state.values()), url.removesuffix(f"/{page}") if page else url)


def permalink(dataset: Dataset) -> str:
    """Return the address at which this view opens, with the version of the dataset that it shows."""
    query = urlencode({**state.params(), "v": [dataset.about.version]}, doseq=True)
    return f"{st.context.url}?{query}"
