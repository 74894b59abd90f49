"""Which factors help or hinder, at which level, where, and how strong is the evidence?"""

import streamlit as st

from components import state
from components.factor_grid import factor_grid
from components.factor_lens import lens_controls, open_cell, opened_column
from components.factor_view import factor_view
from components.filters import page_head
from components.levels import show_profiles
from components.panel import evidence_panel, records_html
from components.registry import card
from components.save import save_menu
from components.store import open_dataset

dataset = open_dataset()
with page_head(dataset, card("Factors"), "all"):
    lens = lens_controls(dataset)

selection = state.filters()
columns, measure = state.text("columns") or "places", state.text("measure") or "rating"
view = factor_view(
    dataset, selection, columns, hide=state.flag("empty"), sort=state.text("sort") or "codebook", measure=measure
)
factor, column = state.text("factor"), opened_column(lens)
opened = (factor, column) if factor is not None and column is not None else None

# Both stand in one row: the matrix stays in its place when a cell opens, changed rather than drawn anew.
with st.container(key="factor_row", horizontal=True, gap="medium"):
    with st.container(key="saved_head_matrix", width="stretch"):
        with st.container(key="factor_matrix"):
            factor_grid(view.grid, opened, key="factor_grid", on_open=open_cell)
        save_menu(dataset, "matrix", "matrix", "factors")
    if opened is not None:
        with st.container(width=390):
            evidence_panel(records_html(dataset, selection, view.rated, *opened, columns), close="factor")
with st.container(key="saved_head_profiles"):
    with st.container(key="level_profiles"):
        show_profiles(dataset, selection)
    if columns == "places":
        save_menu(dataset, "matrix", "levels by place", "levels-by-place")
