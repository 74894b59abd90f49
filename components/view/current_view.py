"""The view of this session, as one that files can be made of outside of it."""

import streamlit as st

from components.exhibits.view import View
from components.view import state
from data.model.dataset import Dataset


def current_view(dataset: Dataset) -> View:
    """Return what the reader sees now: every parameter with its value, and where the dashboard stands."""
    page, url = state.page(), (st.context.url or "").rstrip("/")
    return View(dataset, dict(state.values()), url.removesuffix(f"/{page}") if page else url)
