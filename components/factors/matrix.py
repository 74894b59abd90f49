"""The factor matrix on its way to the screen: rows, columns, cells and words."""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from components.charts.heatmap import NARROW, Axes
from components.drawing.looks import NO_RECORD, RATINGS
from data.model.dataset import Dataset
from data.model.filters import chosen_factors
from data.model.selection import Selection
from data.questions.lenses import Lens
from data.questions.rating import disagreement

NOTHING: Final = "nothing: a gap in the source"
"""What stands behind a cell without a record."""


@dataclass(frozen=True)
class Hidden:
    """The names of rows and columns left out because no record stands in them."""

    factors: tuple[str, ...]
    columns: tuple[str, ...]


def axes(
    dataset: Dataset, selection: Selection, lens: Lens, rated: pd.DataFrame, *, hide: bool, sort: str = "codebook"
) -> tuple[Axes, Hidden]:
    """Return the rows and columns of the matrix, and which are hidden.

    Parameters
    ----------
    dataset : Dataset
    selection : Selection
    lens : Lens
        What the columns are.
    rated : frame
        As :func:`data.questions.rating.factor_matrix` returns it.
    hide : bool
        Leave out rows and columns without a record.
    sort : {"codebook", "evidence", "disagreement"}
        The order of the rows; only in the codebook's order do bands hold.
    """
    factors = chosen_factors(dataset, selection)
    held_factors, held_columns = set(rated["factor"]), set(rated["place"])
    rows = tuple(f for f in factors if not hide or f in held_factors)
    columns = tuple((c, name) for c, name in lens.columns.items() if not hide or c in held_columns)
    hidden = Hidden(
        tuple(dataset.factors[f].name for f in factors if f not in rows),
        tuple(name for c, name in lens.columns.items() if (c, name) not in columns),
    )
    ordered = _sorted_rows(rows, rated, sort)
    return (
        Axes(
            rows=tuple((f, dataset.factors[f].name) for f in ordered),
            columns=columns,
            bands=_bands(dataset, ordered) if sort == "codebook" else (),
            apart=lens.apart if any(c == lens.apart for c, _ in columns) else None,
        ),
        hidden,
    )


def _sorted_rows(rows: tuple[str, ...], rated: pd.DataFrame, sort: str) -> tuple[str, ...]:
    """Return the rows by amount of evidence or by disagreement, most first, ties in the codebook's order."""
    if sort == "codebook":
        return rows
    weights = rated.groupby("factor")["records"].sum().to_dict() if sort == "evidence" else disagreement(rated)
    return tuple(sorted(rows, key=lambda factor: -weights.get(factor, -1.0)))


def _bands(dataset: Dataset, factors: tuple[str, ...]) -> tuple[tuple[str, int, str, str], ...]:
    rows = Counter(dataset.factors[factor].domain for factor in factors)
    bands: list[tuple[str, int, str, str]] = []
    seen: set[str] = set()
    for factor in factors:
        domain = dataset.domains[dataset.factors[factor].domain]
        if domain.id not in seen:
            level = "" if domain.level in seen else dataset.levels[domain.level].name
            bands.append((factor, rows[domain.id], domain.name, level))
        seen |= {domain.id, domain.level}
    return tuple(bands)


def cells(axes: Axes, rated: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return every cell of the matrix, gaps included, as the heatmap draws it.

    Returns
    -------
    frame
        One row a factor and place; the columns that
        :func:`components.charts.heatmap.heatmap` names, and shade (0 to 1, how
        dark a count is drawn).
    """
    held = {(row["factor"], row["place"]): row for row in rated.to_dict("records")}
    most = 1 if measure == "rating" else max((row[measure] for row in held.values()), default=1)
    return pd.DataFrame(
        {
            "factor": factor,
            "place": place,
            "rating": row["rating"] if row else "none",
            "label": _label(row, measure) if row else NO_RECORD.sign,
            "records": row["records"] if row else 0,
            "works": row["works"] if row else 0,
            "factor_name": factor_name,
            "place_name": place_name,
            "words": RATINGS[row["rating"]].words if row else NO_RECORD.words,
            "behind": _behind(row) if row else NOTHING,
            "shade": (row[measure] / most) ** 0.5 if row and measure != "rating" else 0.0,
        }
        for factor, factor_name in axes.rows
        for place, place_name in axes.columns
        for row in [held.get((factor, place), {})]
    )


def _behind(row: Mapping[Hashable, Any]) -> str:
    records, works = row["records"], row["works"]
    return f"{records} record{'' if records == 1 else 's'}, {works} distinct work{'' if works == 1 else 's'}"


def _label(row: Mapping[Hashable, Any], measure: str) -> str:
    if measure != "rating":
        return str(row[measure])
    sign = RATINGS[row["rating"]].sign[0]
    return f"{sign} {row['works']}" if row["works"] else sign


@dataclass(frozen=True)
class Counts:
    """What the margins show: per factor what helps and hinders, and per column how many records."""

    helping: Mapping[str, int]
    hindering: Mapping[str, int]
    records: Mapping[str, int]


def counted(rated: pd.DataFrame, margins: pd.DataFrame) -> Counts:
    """Return what the margins show, from the frames of :mod:`data.questions.rating`."""
    totals: dict[str, int] = {}
    for place, records in zip(rated["place"], rated["records"], strict=True):
        totals[place] = totals.get(place, 0) + int(records)
    factors = [str(name) for name in margins["factor"]]
    return Counts(
        dict(zip(factors, (int(n) for n in margins["helping"]), strict=True)),
        dict(zip(factors, (int(n) for n in margins["hindering"]), strict=True)),
        totals,
    )


def finding(axes: Axes, rated: pd.DataFrame, hidden: Hidden, said: str = "") -> str:
    """Return what the matrix shows, in words worked out from it."""
    total = len(axes.rows) * len(axes.columns)
    if not total or rated.empty:
        return "No record passes these filters."
    counts = rated["rating"].value_counts()
    helping, hindering = counts.get("+1", 0) + counts.get("+2", 0), counts.get("-1", 0) + counts.get("-2", 0)
    words = (
        f"{len(rated)} of {total} cells hold a record: {helping} rated as facilitators, {hindering} as barriers, "
        f"{counts.get('mixed', 0)} mixed, {counts.get('neutral', 0)} neutral."
    )
    named = rated[rated["place"] != axes.apart]
    spread = named.groupby("factor", sort=False)["place"].nunique()
    if len(spread) and spread.max() > 1:
        words += f" “{dict(axes.rows)[str(spread.idxmax())]}” is reported in the most columns ({spread.max()})."
    if hidden.columns:
        words += f" Hidden, as no record stands there: {_list(hidden.columns)}."
    if hidden.factors:
        words += f" Hidden are {len(hidden.factors)} factors without a record."
    return f"{said} {words}" if said else words


def _list(names: tuple[str, ...], most: int = 8) -> str:
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


def column_step(axes: Axes, *, beside: bool) -> int:
    """Return the width of a column in pixels: what fits the page, wide enough for a sign and a number."""
    room = 560 if beside else 690
    return max(36, min(74, room // max(1, len(axes.columns) + (axes.apart is not None))))


def slanted(axes: Axes, step: int) -> bool:
    """Whether the columns' names are slanted: where they are narrower than reads well, or than their longest word."""
    longest = max((len(word) for _, label in axes.columns for word in label.split()), default=0)
    return step < NARROW or 5.6 * longest > step + 10
