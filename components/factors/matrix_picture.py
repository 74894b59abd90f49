"""What the picture of the factor matrix draws, as small tables of their own."""

from collections.abc import Mapping
from itertools import pairwise
from math import ceil
from typing import Final

import pandas as pd
import pyarrow as pa

from components.charts.heatmap import (
    BANDS,
    CELLS,
    COLUMNS,
    DOMAIN_WIDTH,
    LETTER,
    MARGIN,
    NARROW,
    ROWS,
    SAID,
    Axes,
    wrapped,
)
from components.charts.lines import text_width
from components.factors import matrix

Tables = Mapping[str, pa.Table]

_HEAD: Final = 11.0
"""Pixels of the columns' names."""
_APART: Final = 2.5
"""Pixels between the names of neighbours, whose widths are estimated generously."""
_WIDEST: Final = 74
"""Pixels of a column, at the most."""
_WIDEST_BAND: Final = 260
"""Pixels of the domains' names, at the most."""

_BANDS: Final = pa.schema([("factor", pa.string()), ("domain", pa.string()), ("level", pa.string())])


def cell_table(cells: pd.DataFrame) -> pa.Table:
    """Return the cells, see :func:`components.factors.matrix.cells`, as they travel to the renderer.

    Texts that repeat travel once, and numbers in four bytes. ``cell`` numbers the cells, row by row.
    """
    columns = {"cell": pa.array(range(len(cells)), pa.int32())}
    for name in cells.columns:
        columns[name] = _packed(pa.array(cells[name].tolist()))
    return pa.table(columns)


def _packed(column: pa.Array) -> pa.Array:
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        once = column.dictionary_encode()
        place = (
            pa.int8() if len(once.dictionary) <= 2**7 else pa.int16() if len(once.dictionary) <= 2**15 else pa.int32()
        )
        return pa.DictionaryArray.from_arrays(once.indices.cast(place), once.dictionary)
    return column.cast(pa.int32() if pa.types.is_integer(column.type) else pa.float32())


def picture(axes: Axes, cells: pa.Table, counts: matrix.Counts, finding: str) -> Tables:
    """Return the named data of :func:`components.charts.heatmap.heatmap`.

    Parameters
    ----------
    axes : Axes
    cells : pyarrow.Table
        As :func:`cell_table` returns it.
    counts : Counts
    finding : str
        What the picture shows, in words.

    Returns
    -------
    mapping of name to pyarrow.Table
        cells; rows (a factor each: factor, label, helping, hindering, and
        right and left, their lengths in pixels on one scale); columns (a
        column each, and an empty one before the one that is set apart: place,
        label, lines, records, down (its length in pixels), first, and of the
        whole: step, slanted, band); bands (factor, domain, level); said (finding).
    """
    return {
        CELLS: cells,
        ROWS: _rows(axes, counts),
        COLUMNS: _columns(axes, counts),
        BANDS: _bands(axes),
        SAID: pa.table({"finding": [finding]}),
    }


def _rows(axes: Axes, counts: matrix.Counts) -> pa.Table:
    most = max([*counts.helping.values(), *counts.hindering.values()], default=1) or 1
    rows = []
    for factor, label in axes.rows:
        helping = counts.helping.get(factor, 0)
        hindering = counts.hindering.get(factor, 0)
        rows.append(
            {
                "factor": factor, "label": label, "helping": helping, "hindering": hindering,
                "right": MARGIN * helping / most, "left": MARGIN * hindering / most,
            }
        )  # fmt: skip
    return pa.Table.from_pylist(rows)


def _heads(axes: Axes, step: int) -> list[list[str]]:
    """Return the columns' names as lines."""
    return [wrapped(label, step - 10, room=step + 14) for _, label in axes.columns]


def _column_step(axes: Axes) -> int:
    """Return the width of a column in pixels: the least at which names are whole and keep apart from the next."""
    step = matrix.column_step(axes)
    if step < NARROW or matrix.slanted(axes, _WIDEST):
        return step
    for wider in range(step, _WIDEST):
        heads = _heads(axes, wider)
        widths = [max((text_width(line, _HEAD) for line in lines), default=0.0) for lines in heads]
        whole = not any(line.endswith("…") for lines in heads for line in lines)
        if whole and all((left + right) / 2 + _APART <= wider for left, right in pairwise(widths)):
            return wider
    return max(step, _WIDEST)


def _columns(axes: Axes, counts: matrix.Counts) -> pa.Table:
    step = _column_step(axes)
    slanted, band = matrix.slanted(axes, step), _band_width(axes)
    heads = dict(zip((name for name, _ in axes.columns), _heads(axes, step), strict=True))
    largest = max(counts.records.values(), default=1)
    rows: list[dict[str, object]] = []
    for name, label in axes.columns:
        lines = [label] if slanted else heads[name]
        if name == axes.apart and rows:
            rows.append({"place": "", "label": "", "lines": 1, "records": 0, "down": 0.0})
        records = counts.records.get(name, 0)
        rows.append(
            {
                "place": name, "label": "\n".join(lines), "lines": len(lines), "records": records,
                "down": 26 * records / largest,
            }
        )  # fmt: skip
    for number, row in enumerate(rows):
        row |= {"first": number == 0, "step": step, "slanted": slanted, "band": band}
    return pa.Table.from_pylist(rows)


def _band_width(axes: Axes) -> int:
    """Return the width in pixels of the domains' names: one that stands at a single row can't be broken."""
    longest = max((len(domain) for _, count, domain, _ in axes.bands if count == 1), default=0)
    return max(DOMAIN_WIDTH, min(_WIDEST_BAND, ceil(LETTER * longest)))


def _bands(axes: Axes) -> pa.Table:
    width = _band_width(axes)
    rows = [
        {"factor": row, "domain": "\n".join(wrapped(domain, width, most=min(2, count))), "level": level}
        for row, count, domain, level in axes.bands
    ]
    return pa.Table.from_pylist(rows, _BANDS)
