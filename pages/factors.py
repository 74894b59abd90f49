"""Which factors help or hinder, at which level, where, and how strong is the evidence?"""

import streamlit as st

from components.answers.sentences import effects
from components.answers.store import open_dataset
from components.briefing.save import saved
from components.drawing.sentence import show_sentence
from components.factors.factor_grid import factor_grid
from components.factors.factor_lens import lens_controls, open_cell, opened_column
from components.factors.factor_view import factor_view
from components.factors.levels import show_profiles
from components.frame.filters import page_head
from components.panel.behind import behind_address
from components.panel.drawer import evidence_drawer
from components.panel.panel import records_html
from components.panel.sentences import rating_words
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
with saved(dataset, "matrix", "matrix", "factors"), st.container(key="factor_matrix"):
    show_sentence(dataset, effects(dataset, selection) if columns == "places" else None)
    factor_grid(view.grid, key="factor_grid", behind=behind_address(dataset, "records"), on_open=open_cell)
if factor is not None and column is not None:
    title = f"{dataset.factors[factor].name}, {lens.columns[column]}"
    html = records_html(dataset, selection, view.rated, factor, column, columns)
    said = rating_words(dataset, selection, factor, column, columns)
    evidence_drawer(dataset, f"{factor} {column}", title, html, closes=("factor", "place", "column"), sentence=said)
else:
    evidence_drawer(dataset, "", "", "", closes=("factor", "place", "column"))
by_place = saved(dataset, "matrix", "levels by place", "levels-by-place") if columns == "places" else st.container()
with by_place, st.container(key="level_profiles"):
    show_profiles(dataset, selection)
