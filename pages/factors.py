"""Which factors help or hinder, at which level, where, and how strong is the evidence?"""

import streamlit as st

from components import matrix, state
from components.charts.heatmap import SELECTION, heatmap
from components.filters import page_head
from components.legend import rating_legend
from components.panel import evidence_panel, records_html
from components.pickers import pick
from components.registry import card
from components.show import chart, theme
from components.store import matrix as rated_matrix
from components.store import open_dataset

CHART = "factor_heatmap"


def clicked() -> None:
    """Open the cell that was clicked in the heatmap."""
    for point in state.points(CHART, SELECTION):
        state.choose(factor=str(point["factor"]), place=str(point["place"]))


dataset = open_dataset()
with page_head(dataset, card("Factors"), "all"):
    pick("Factor", "factor", {f.id: f.name for f in dataset.factors.values()})
    pick("Place", "place", {p.id: p.name for p in dataset.jurisdictions.values()})
    with st.popover("Cells", icon=":material/grid_on:"):
        pick(
            "Cells show",
            "measure",
            {"rating": "Rating", "records": "Number of records", "works": "Number of works"},
            empty="Rating",
        )
        st.toggle("Hide rows and columns without a record", key=state.key("empty"))

selection = state.filters()
measure = state.text("measure") or "rating"
rated = rated_matrix(dataset, selection)
axes, hidden = matrix.axes(dataset, selection, rated, hide=state.flag("empty"))
finding = matrix.finding(dataset, axes, rated, hidden)
factor, place = state.text("factor"), state.text("place")
opened = factor is not None and place is not None

cells = matrix.cells(axes, rated, measure)
picture, evidence = st.columns([2.45, 1], gap="medium") if opened else (st.container(), None)
with picture, st.container(key="factor_matrix"):
    st.caption(finding)
    if axes.rows and axes.columns:
        step = matrix.column_step(axes, beside=opened)
        chart(
            heatmap, (axes, measure, theme(), step, opened), cells,
            key=CHART, alt_text=finding, on_select=clicked, selection=SELECTION,
        )  # fmt: skip
    rating_legend(measure)
if evidence is not None and factor is not None and place is not None:
    with evidence:
        evidence_panel(records_html(dataset, selection, rated, factor, place), close="factor")
if axes.rows and axes.columns:
    st.subheader("The same numbers as a table", anchor=False)
    st.dataframe(
        matrix.table(axes, cells, measure),
        hide_index=True, height="content", key="factor_table", alt=finding,
        column_config={"Factor": st.column_config.TextColumn(pinned=True, width="medium")},
    )  # fmt: skip
