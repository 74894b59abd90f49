"""A view of the factor matrix, worked out once and shared by all who ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from components import matrix, matrix_picture
from components.charts.heatmap import OPENED, Axes
from components.kept import kept
from components.show import stream
from components.store import margins
from components.store import matrix as rated_matrix
from data.dataset import Dataset
from data.lenses import lens
from data.selection import Selection

Streams = Mapping[str, bytes]


@dataclass(frozen=True)
class FactorView:
    """What the page of the factors shows of a view.

    Attributes
    ----------
    axes : Axes
    finding : str
        What the matrix shows, in words.
    rated : frame
        As :func:`data.rating.factor_matrix` returns it.
    table : pyarrow.Table
        The same numbers for readers, see :func:`components.matrix.table`.
    parts : mapping of name to pyarrow.Table
        The picture's data, see :func:`components.matrix_picture.picture`; empty where there is nothing to draw.
    alone, beside : mapping of name to Arrow stream
        The picture's data, where it has the page for itself and where a panel
        stands beside it, without the open cell.
    """

    axes: Axes
    finding: str
    rated: pd.DataFrame
    table: pa.Table
    parts: matrix_picture.Tables
    alone: Streams
    beside: Streams

    def streams(self, opened: tuple[str, str] | None) -> Streams:
        """Return the picture's data with the cell that is open, if one is."""
        if opened is None:
            return self.alone
        return {**self.beside, OPENED: stream(matrix_picture.opened_table(opened))}


def factor_view(
    dataset: Dataset, selection: Selection, columns: str, *, hide: bool, sort: str, measure: str
) -> FactorView:
    """Return what the page of the factors shows; the arguments are those of :mod:`components.matrix`."""
    return _view(dataset.fingerprint, selection, columns, hide, sort, measure, dataset)


@kept(max_entries=512)
def _view(
    fingerprint: str,
    selection: Selection,
    columns: str,
    hide: bool,
    sort: str,
    measure: str,
    _dataset: Dataset,
) -> FactorView:
    rated = rated_matrix(_dataset, selection, columns)
    chosen = lens(_dataset, selection, columns)
    axes, hidden = matrix.axes(_dataset, selection, chosen, rated, hide=hide, sort=sort)
    cells = matrix.cells(axes, rated, measure)
    counts = matrix_picture.counted(rated, margins(_dataset, selection, columns))
    finding = matrix.finding(axes, rated, hidden, chosen.said)
    drawn = bool(axes.rows and axes.columns)
    table = matrix.table(axes, cells, measure) if drawn else pd.DataFrame()

    def parts(*, compact: bool) -> matrix_picture.Tables:
        if not drawn:
            return {}
        return matrix_picture.picture(axes, matrix_picture.cell_table(cells), counts, finding, compact=compact)

    whole = parts(compact=False)

    return FactorView(
        axes,
        finding,
        rated,
        pa.Table.from_pandas(table, preserve_index=False),
        whole,
        _streams(whole),
        _streams(parts(compact=True)),
    )


def _streams(parts: matrix_picture.Tables) -> Streams:
    return {name: stream(part) for name, part in parts.items()}
