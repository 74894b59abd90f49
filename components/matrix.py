"""The factor matrix on its way to the screen: rows, columns, cells and words."""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.charts.heatmap import Axes
from components.looks import NO_RECORD, RATINGS
from data.dataset import Dataset
from data.selection import Selection


@dataclass(frozen=True)
class Hidden:
    """The rows and columns left out because no record stands in them."""

    factors: tuple[str, ...]
    places: tuple[str, ...]


def axes(dataset: Dataset, selection: Selection, rated: pd.DataFrame, hide: bool) -> tuple[Axes, Hidden]:
    """Return the rows and columns of the matrix, and which are hidden.

    Parameters
    ----------
    dataset : Dataset
    selection : Selection
    rated : frame
        As :func:`data.rating.factor_matrix` returns it.
    hide : bool
        Leave out rows and columns without a record, unless all are.
    """
    factors, places = selection.factor_ids(dataset), selection.place_ids(dataset)
    held_factors, held_places = set(rated["factor"]), set(rated["place"])
    shown_factors = tuple(f for f in factors if f in held_factors) if hide else factors
    shown_places = tuple(p for p in places if p in held_places) if hide else places
    hidden = Hidden(
        tuple(f for f in factors if f not in shown_factors), tuple(p for p in places if p not in shown_places)
    )
    return (
        Axes(
            rows=tuple((f, dataset.factors[f].name) for f in shown_factors),
            columns=tuple((p, dataset.jurisdictions[p].name) for p in shown_places),
            bands=_bands(dataset, shown_factors),
            apart=next((p for p in shown_places if dataset.jurisdictions[p].kind == "literature"), None),
        ),
        hidden,
    )


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
            "shade": (row[measure] / most) ** 0.5 if row and measure != "rating" else 0.0,
        }
        for factor, factor_name in axes.rows
        for place, place_name in axes.columns
        for row in [held.get((factor, place), {})]
    )


def _label(row: Mapping[Hashable, Any], measure: str) -> str:
    if measure != "rating":
        return str(row[measure])
    sign = RATINGS[row["rating"]].sign[0]
    return f"{sign} {row['works']}" if row["works"] else sign


def table(axes: Axes, cells: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return the matrix as a table for readers: a factor a row, a place a column, words in the cells."""
    words = cells.copy(deep=False)
    if measure == "rating":
        words["said"] = [
            "no record" if rating == "none" else f"{RATINGS[rating].sign} {rating}, {records} rec., {works} works"
            for rating, records, works in zip(cells["rating"], cells["records"], cells["works"], strict=True)
        ]
    else:
        words["said"] = [
            "no record" if r == "none" else v for r, v in zip(cells["rating"], cells["label"], strict=True)
        ]
    wide = words.pivot(index="factor", columns="place", values="said")
    wide = wide.loc[[name for name, _ in axes.rows], [name for name, _ in axes.columns]]
    wide.insert(0, "Factor", [label for _, label in axes.rows])
    names = [label for _, label in axes.columns]
    unique = [label if names.count(label) == 1 else f"{label} ({name})" for name, label in axes.columns]
    return wide.set_axis(["Factor", *unique], axis="columns").reset_index(drop=True)


def finding(dataset: Dataset, axes: Axes, rated: pd.DataFrame, hidden: Hidden) -> str:
    """Return what the matrix shows, in words worked out from it."""
    total = len(axes.rows) * len(axes.columns)
    if not total or rated.empty:
        return "No record passes these filters."
    helping = int(rated["rating"].isin(["+1", "+2"]).sum())
    hindering = int(rated["rating"].isin(["-1", "-2"]).sum())
    mixed = int((rated["rating"] == "mixed").sum())
    said = (
        f"{len(rated)} of {total} cells hold a record: {helping} rated as facilitators, {hindering} as barriers, "
        f"{mixed} mixed"
    )
    neutral = len(rated) - helping - hindering - mixed
    said += f", {neutral} neutral." if neutral else "."
    named = rated[[dataset.jurisdictions[place].kind != "literature" for place in rated["place"]]]
    most = named.groupby("factor", sort=False)["place"].nunique() if len(named) else pd.Series(dtype="int64")
    if len(most) and most.max() > 1:
        factor = dataset.factors[str(most.idxmax())].name
        said += f" “{factor}” is reported for the most named places ({most.max()})."
    if hidden.places:
        names = ", ".join(dataset.jurisdictions[place].name for place in hidden.places)
        said += f" Hidden, as no record names them: {names}."
    if hidden.factors:
        said += f" {len(hidden.factors)} factors without a record are hidden."
    return said


def column_step(axes: Axes, *, beside: bool) -> int:
    """Return the width of a column in pixels: what fits the page, wide enough for a sign and a number."""
    room = 610 if beside else 880
    return max(38 if beside else 42, min(74, room // max(1, len(axes.columns) + (axes.apart is not None))))
