"""The factor matrix on the page: a table that the browser draws from the cells alone, and that the keyboard walks.

What leaves the app is drawn by :mod:`components.charts.heatmap`; signs, colours
and words of both are those of :mod:`components.drawing.looks`.
"""

from collections.abc import Callable, Mapping
from functools import cache
from hashlib import blake2b
from typing import Any, Final

import pandas as pd

from components.charts.heatmap import Axes
from components.drawing import looks
from components.drawing.clickable import clickable_cells
from components.drawing.legend import rating_legend
from components.drawing.markup import shortened
from components.drawing.show import theme
from components.factors import matrix

_GAP: Final = {"words": looks.NO_RECORD.words, "behind": matrix.NOTHING}


def grid_view(
    axes: Axes, cells: pd.DataFrame, counts: matrix.Counts, finding: str, measure: str, head: str
) -> Mapping[str, Any]:
    """Return what the browser draws of a view.

    Parameters
    ----------
    axes : Axes
    cells : frame
        As :func:`components.factors.matrix.cells` returns it.
    counts : Counts
        What the margins show.
    finding : str
        What the matrix shows, in words.
    measure : {"rating", "records", "works"}
    head : str
        What a column is, in one word: "Place".

    Returns
    -------
    mapping
        rows, columns and bands in the order of the screen, and of the cells that
        hold a record, row by row: at (their number, from the first cell on),
        rating (the place in ``marks``), label and behind (places in ``texts``),
        shade (0 to 1; where a count is shown). A cell that isn't named is a gap.
        ``id`` tells one view from another.
    """
    texts: dict[str, int] = {}
    ratings = {name: number for number, name in enumerate(looks.RATINGS)}
    held = cells[cells["rating"] != "none"] if len(cells) else cells

    def once(column: str) -> list[int]:
        return [texts.setdefault(text, len(texts)) for text in held[column]] if len(held) else []

    domains = [(row, count, domain, level) for row, count, domain, level in axes.bands]
    names = [label for _, label in axes.columns]
    order = {factor: at for at, (factor, _) in enumerate(axes.rows)}
    view: dict[str, Any] = {
        "name": f"Factors by {head.lower()}",
        "head": head,
        "rows_head": "Factor",
        "finding": shortened(finding),
        "measure": measure,
        "rows": [
            {
                "id": factor, "label": shortened(label), "helping": counts.helping.get(factor, 0),
                "hindering": counts.hindering.get(factor, 0),
            }
            for factor, label in axes.rows
        ],
        "columns": [
            {
                "id": name, "label": shortened(label), "records": counts.records.get(name, 0),
                # Of one name with another, it is told apart by its id where there is room.
                "said": shortened(label if names.count(label) == 1 else f"{label} ({name})"),
            }
            for name, label in axes.columns
        ],
        "apart": axes.apart,
        "bands": [
            {
                "row": order[row], "rows": count, "domain": shortened(domain), "level": shortened(level),
                "of_level": _rows_of_level(domains, at) if level else 0,
            }
            for at, (row, count, domain, level) in enumerate(domains)
        ],
        "marks": [{"name": name, "sign": mark.sign, "words": mark.words} for name, mark in looks.RATINGS.items()],
        "gap": _GAP,
        **_widths(axes),
    }  # fmt: skip
    removed = cells[(cells["rating"] == "none") & (cells["label"] != looks.NO_RECORD.sign)] if len(cells) else cells
    view["removed"] = {
        "at": [int(number) for number in removed.index] if len(removed) else [],
        "behind": list(removed["behind"]) if len(removed) else [],
        "sign": looks.STATE_SIGNS["filtered"],
        "words": looks.STATE_WORDS["filtered"],
    }
    view["cells"] = {
        "at": [int(number) for number in held.index] if len(held) else [],
        "rating": [ratings[name] for name in held["rating"]] if len(held) else [],
        "label": once("label"),
        "words": once("words"),
        "behind": once("behind"),
        "shade": [round(float(shade), 3) for shade in held["shade"]] if len(held) and measure != "rating" else [],
    }
    view["texts"] = list(texts)
    view["id"] = blake2b(repr(view).encode("utf-8", "replace"), digest_size=9).hexdigest()
    return view


def _rows_of_level(bands: list[tuple[str, int, str, str]], first: int) -> int:
    """Return how many rows the level that begins at a band has."""
    rows = bands[first][1]
    for _, count, _, level in bands[first + 1 :]:
        if level:
            break
        rows += count
    return rows


def _widths(axes: Axes) -> dict[str, object]:
    step = matrix.column_step(axes)
    return {"step": step, "slanted": matrix.slanted(axes, step) or matrix.crowded(axes, step)}


def factor_grid(view: Mapping[str, Any], *, key: str, behind: str, on_open: Callable[[str], None]) -> None:
    """Draw the matrix.

    Parameters
    ----------
    view : mapping
        As :func:`grid_view` returns it.
    key : str
        Of the component.
    behind : str
        See :func:`components.drawing.clickable.clickable`.
    on_open : function
        Called with factor and column, apart by a space, when a cell is chosen, before the page runs.
    """
    legend = rating_legend(view["measure"], theme())
    clickable_cells(view, _look(theme()), legend, key=key, acts={"open": on_open}, behind=behind)


@cache
def _look(name: looks.ThemeName) -> dict[str, object]:
    palette = looks.PALETTES[name]
    return {
        "theme": name,
        "fill": [mark.fill[name] for mark in looks.RATINGS.values()],
        "text": [mark.text[name] for mark in looks.RATINGS.values()],
        "gap": looks.NO_RECORD.text[name],
        "ramp": palette.ramp,
        "on_ramp": palette.on_ramp,
    }
