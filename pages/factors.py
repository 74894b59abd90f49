"""Which factors help or hinder, at which level, where, and how strong is the evidence?"""

import streamlit as st

from components.answers.store import open_dataset
from components.briefing.save import save_menu
from components.factors.factor_grid import factor_grid
from components.factors.factor_lens import behind_address, close_cell, lens_controls, open_cell, opened_column
from components.factors.factor_view import factor_view
from components.factors.levels import show_profiles
from components.frame.filters import page_head
from components.panel.panel import records_html
from components.view import state
from components.view.registry import card

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

panel = records_html(dataset, selection, view.rated, *opened, columns) if opened else ""

with st.container(key="saved_head_matrix"):
    with st.container(key="factor_matrix"):
        factor_grid(
            view.grid,
            opened,
            panel,
            key="factor_grid",
            behind=behind_address(dataset),
            on_open=open_cell,
            on_close=close_cell,
        )
    save_menu(dataset, "matrix", "matrix", "factors")
with st.container(key="saved_head_profiles"):
    with st.container(key="level_profiles"):
        show_profiles(dataset, selection)
    if columns == "places":
        save_menu(dataset, "matrix", "levels by place", "levels-by-place")
