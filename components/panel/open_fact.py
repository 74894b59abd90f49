"""The open cell of a policy table, beside it."""

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.panel.panel import evidence_panel, facts_html
from components.view import state
from data.model.dataset import Dataset
from data.questions.cells import Cell


def opened(cells: Mapping[tuple[str, str], Cell]) -> Cell | None:
    """Return the cell that the view has open; None where none is, or it isn't on the page."""
    lever, place = state.text("lever"), state.text("place")
    return cells.get((lever, place)) if lever is not None and place is not None else None


def beside(cell: Cell | None) -> tuple[DeltaGenerator, DeltaGenerator | None]:
    """Return where the table goes, and where what is behind its open cell goes."""
    if cell is None:
        return st.container(), None
    table, panel = st.columns([2.6, 1], gap="medium")
    return table, panel


def fact_panel(dataset: Dataset, cell: Cell | None, where: DeltaGenerator | None) -> None:
    """Show what is behind the open cell, where there is one."""
    if cell is not None and where is not None:
        with where:
            evidence_panel(facts_html(dataset, cell), close="lever")
