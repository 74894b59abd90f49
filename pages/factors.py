"""Which factors help or hinder, at which level, where, and how strong is the evidence?"""

import streamlit as st

from components import matrix, state
from components.charts.heatmap import SELECTION, heatmap
from components.factor_lens import lens_controls, open_cell, opened_column
from components.filters import page_head
from components.legend import rating_legend
from components.levels import show_profiles
from components.panel import evidence_panel, records_html
from components.registry import card
from components.save import save_menu
from components.show import chart, theme
from components.store import levels, margins, open_dataset
from components.store import matrix as rated_matrix

dataset = open_dataset()
with page_head(dataset, card("Factors"), "all"):
    lens = lens_controls(dataset)

selection = state.filters()
columns, measure = state.text("columns") or "places", state.text("measure") or "rating"
rated = rated_matrix(dataset, selection, columns)
axes, hidden = matrix.axes(
    dataset, selection, lens, rated, hide=state.flag("empty"), sort=state.text("sort") or "codebook"
)
finding = matrix.finding(axes, rated, hidden, lens.said)
factor, column = state.text("factor"), opened_column(lens)
opened = factor is not None and column is not None

# A chart keeps its selection while its key stays: under a key of its own, a cell that was closed can be clicked again.
key = "factor_heatmap_beside" if opened else "factor_heatmap"
cells = matrix.cells(axes, rated, measure)
picture, evidence = st.columns([2.45, 1], gap="medium") if opened else (st.container(), None)
with picture, st.container(key="factor_matrix"):
    st.html(matrix.finding_html(finding))
    if axes.rows and axes.columns:
        chart(
            heatmap,
            (axes, measure, theme(), matrix.column_step(axes, beside=opened), opened),
            matrix.drawn(cells, matrix.margins(axes, rated, margins(dataset, selection, columns)), (factor, column)),
            key=key,
            alt_text=finding,
            on_select=open_cell(key, SELECTION),
            selection=SELECTION,
        )
    rating_legend(measure)
    save_menu(dataset, "matrix", "matrix", "factors")
if evidence is not None and factor is not None and column is not None:
    with evidence:
        evidence_panel(records_html(dataset, selection, rated, factor, column, columns), close="factor")
with st.container(key="level_profiles"):
    show_profiles(dataset, levels(dataset, selection), selection.factor_ids(dataset))
    if columns == "places":
        save_menu(dataset, "matrix", "levels by place", "levels-by-place")
if axes.rows and axes.columns:
    st.subheader("The same numbers as a table", anchor=False)
    st.dataframe(
        matrix.table(axes, cells, measure),
        hide_index=True,
        height="content",
        key="factor_table",
        alt=finding,
        column_config={"Factor": st.column_config.TextColumn(pinned=True, width=260)},
    )
