"""What the factor matrix shows: its columns, its rows' order, its cells, and the one that is open."""

import streamlit as st

from components.drawing.pickers import pick, place_names, switch
from components.view import state
from components.view.parameters import categorized
from data.model.dataset import Dataset
from data.model.filters import chosen_factors
from data.questions.lenses import Lens, lens

_COLUMNS = {
    "places": "Places that the text names",
    "countries": "Countries of the cited studies",
    "works": "Cited works",
}
_SORTS = {
    "codebook": "The codebook's order",
    "evidence": "Most records first",
    "disagreement": "Most disagreement between columns first",
}
_MEASURES = {"rating": "Rating", "records": "Number of records", "works": "Number of works"}


def lens_controls(dataset: Dataset) -> Lens:
    """Draw the choices of the matrix, and return what its columns are."""
    columns = state.text("columns") or "places"
    chosen = lens(dataset, state.filters(), columns)
    pick("Factor", "factor", {name: dataset.factors[name].name for name in chosen_factors(dataset, state.filters())})
    if columns == "places":
        pick("Place", "place", place_names(dataset, chosen.columns))
    else:
        pick("Column", "column", chosen.columns)
    with st.popover("View", icon=":material/grid_on:"):
        levers = {lever: f"What places have: {dataset.levers[lever].name}" for lever in categorized(dataset)}
        pick("Columns are", "columns", {**_COLUMNS, **levers}, empty=_COLUMNS["places"])
        pick("Rows in", "sort", _SORTS, empty=_SORTS["codebook"])
        pick("Cells show", "measure", _MEASURES, empty=_MEASURES["rating"])
        switch("Hide rows and columns without a record", "empty")
    return chosen


def opened_column(chosen: Lens) -> str | None:
    """Return the column of the open cell; None where none is open or the lens doesn't have it."""
    name = state.text("place") if state.text("columns") == "places" else state.text("column")
    return name if name in chosen.columns else None


def open_cell(chosen: str) -> None:
    """Open a cell of the matrix, named by its factor and its column; for callbacks."""
    factor, _, column = chosen.partition(" ")
    if factor and column:
        name = "place" if state.text("columns") == "places" else "column"
        state.choose(**{"factor": factor, name: column})
