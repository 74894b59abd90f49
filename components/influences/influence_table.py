"""The influences as a table from factor to factor: the map's accessible form."""

from collections.abc import Callable
from itertools import groupby

import pandas as pd

from components.drawing import looks
from components.drawing.clickable import clickable
from components.drawing.markup import rendered
from components.drawing.show import theme
from components.drawing.words import counted
from components.influences.influences import link_id
from data.model.dataset import Dataset
from data.model.filters import chosen_factors
from data.model.selection import Selection
from data.questions.influence import Link, links


def table_html(dataset: Dataset, selection: Selection, pairs: pd.DataFrame, *, hide: bool, label: str) -> str:
    """Return the links as a table, as HTML: a row a factor that acts, a column a factor acted on.

    Parameters
    ----------
    dataset : Dataset
    selection : Selection
    pairs : frame
        As :func:`data.questions.influence.influence_pairs` returns it.
    hide : bool
        Leave out rows and columns without a link.
    label : str
        What the table shows, for those who hear it.
    """
    factors = chosen_factors(dataset, selection)
    acting, acted_on = set(pairs["from_factor"]), set(pairs["to_factor"])
    rows = [factor for factor in factors if not hide or factor in acting]
    columns = [factor for factor in factors if not hide or factor in acted_on]
    cells: dict[tuple[str, str], list[dict[str, object]]] = {}
    for link, works in zip(links(pairs), pairs["works"], strict=True):
        cells.setdefault(link[:2], []).append(_cell(dataset, link, int(works)))
    return rendered(
        "influence_table.html",
        theme=theme(),
        label=label,
        levels=[(dataset.levels[level].name, len(list(held))) for level, held in groupby(columns, dataset.level_of)],
        columns=[dataset.factors[factor].name for factor in columns],
        groups=[
            (
                dataset.levels[level].name,
                [
                    {
                        "name": dataset.factors[row].name,
                        "cells": [{"self": row == to, "links": cells.get((row, to), [])} for to in columns],
                    }
                    for row in held
                ],
            )
            for level, held in groupby(rows, dataset.level_of)
        ],
    )


def _cell(dataset: Dataset, link: Link, works: int) -> dict[str, object]:
    mark = looks.INFLUENCE_SIGNS[link[2]]
    a, b = (dataset.factors[factor].name for factor in link[:2])
    cited = counted(works, "work") if works else "the source's own synthesis"
    return {
        "id": link_id(link),
        "label": f"{mark.sign} {works}" if works else mark.sign,
        "words": f"{a} {mark.words}: {b}; {cited}",
    }


def show_table(html: str, on_open: Callable[[str], None]) -> None:
    """Show the table; a click on a link tells its :func:`components.influences.influences.link_id` to `on_open`."""
    clickable(html, key="influence_links", acts={"open": on_open})
