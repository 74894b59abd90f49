"""A view of the factor matrix, worked out once and shared by all who ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from components.answers.kept import kept
from components.answers.store import margins
from components.answers.store import matrix as rated_matrix
from components.charts.heatmap import Axes
from components.drawing import looks
from components.factors import matrix, matrix_picture
from components.factors.factor_grid import grid_view
from data.model.dataset import Dataset
from data.model.selection import Selection
from data.questions.behind import lacking
from data.questions.lenses import lens, place_groups
from data.questions.rating import counted_cells

_HEADS = {"places": "Place", "countries": "Country", "works": "Work"}


@dataclass(frozen=True)
class FactorView:
    """What the page of the factors shows of a view, and what leaves the app of it.

    Attributes
    ----------
    axes : Axes
    finding : str
        What the matrix shows, in words.
    rated : frame
        As :func:`data.questions.rating.factor_matrix` returns it.
    cells : frame
        As :func:`components.factors.matrix.cells` returns it.
    counts : Counts
        What the margins show.
    grid : mapping
        What the browser draws, see :func:`components.factors.factor_grid.grid_view`.
    """

    axes: Axes
    finding: str
    rated: pd.DataFrame
    cells: pd.DataFrame
    counts: matrix.Counts
    grid: Mapping[str, Any]

    @property
    def drawn(self) -> bool:
        """Whether there is a row and a column to draw."""
        return bool(self.axes.rows and self.axes.columns)

    @cached_property
    def parts(self) -> matrix_picture.Tables:
        """The picture's data, see :func:`components.factors.matrix_picture.picture`; empty if nothing is drawn."""
        if not self.drawn:
            return {}
        cells = matrix_picture.cell_table(self.cells)
        return matrix_picture.picture(self.axes, cells, self.counts, self.finding)


def cell_beside(dataset: Dataset, selection: Selection, columns: str) -> matrix.Beside:
    """Return what is said of cells beside their ratings."""
    lacks = lacking(dataset, selection, columns)
    if not selection.narrows_evidence():
        return matrix.Beside(lacks)
    whole = selection.of_cells
    if selection.cited and columns in dataset.levers:
        # The columns stay those of the view: by what the facts state that its filters leave.
        every = counted_cells(dataset, whole, columns, place_groups(dataset, selection, columns))
    else:
        every = rated_matrix(dataset, whole, columns)
    counts = zip(every["factor"], every["place"], every["records"], strict=True)
    return matrix.Beside(lacks, {(factor, place): int(records) for factor, place, records in counts})


@kept(max_entries=512)
def factor_view(
    dataset: Dataset, selection: Selection, columns: str, *, hide: bool, sort: str, measure: str
) -> FactorView:
    """Return what the page of the factors shows; the arguments are those of :mod:`components.factors.matrix`."""
    rated = rated_matrix(dataset, selection, columns)
    chosen = lens(dataset, selection, columns)
    axes, hidden = matrix.axes(dataset, selection, chosen, rated, hide=hide, sort=sort)
    beside = cell_beside(dataset, selection, columns)
    cells = matrix.cells(axes, rated, measure, beside)
    removed = int(cells["label"].eq(looks.STATE_SIGNS["filtered"]).sum()) if len(cells) else 0
    counts = matrix.margin_counts(rated, margins(dataset, selection, columns))
    finding = matrix.finding(axes, rated, hidden, chosen.said, removed)
    return FactorView(
        axes,
        finding,
        rated,
        cells,
        counts,
        grid_view(axes, cells, counts, finding, measure, _HEADS.get(columns, "Category")),
    )
