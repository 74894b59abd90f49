"""The view that a reader has before them, as what files are made from."""

import streamlit as st

from components import state
from components.briefing.view import View
from components.registry import PAGES
from data.dataset import Dataset


def address() -> str:
    """Return the dashboard's own address, a sub-path included, without a trailing slash."""
    url = (st.context.url or "").rstrip("/")
    head, _, last = url.rpartition("/")
    return head if last in {card.path for card in PAGES if card.path} else url


def current_view(dataset: Dataset) -> View:
    """Return the view of the page that is open."""
    return View(dataset, dict(state.values()), address())
