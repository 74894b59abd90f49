"""The factor matrix on its way to the screen: rows, columns, cells and words."""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import pandas as pd

from components.charts.heatmap import NARROW, Axes
from components.drawing.looks import LACK_SIGN, LACK_WORDS, NO_RECORD, RATINGS, STATE_SIGNS, STATE_WORDS
from components.drawing.words import agreeing, counted, share
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


@dataclass(frozen=True)
class Beside:
    """What is said of a cell beside its rating.

    ``lacking`` counts the records of which the factor's lack helps or hinders;
    ``every`` the records without the filters that take records out of a cell,
    and is empty where no such filter is on.
    """

    lacking: Mapping[tuple[str, str], int] = field(default_factory=dict)
    every: Mapping[tuple[str, str], int] = field(default_factory=dict)


def cells(axes: Axes, rated: pd.DataFrame, measure: str, beside: Beside | None = None) -> pd.DataFrame:
    """Return every cell of the matrix, gaps included, as the heatmap draws it.

    The number beside a sign counts the works behind that sign; ``1/3`` is one of
    three works. A cell of which a filter left no record is no gap.

    Returns
    -------
    frame
        One row a factor and place; the columns that
        :func:`components.charts.heatmap.heatmap` names, and shade (0 to 1, how
        dark a count is drawn).
    """
    beside = beside or Beside()
    held = {(row["factor"], row["place"]): row for row in rated.to_dict("records")}
    most = 1 if measure == "rating" else max((row[measure] for row in held.values()), default=1)
    return pd.DataFrame(
        {
            "factor": factor,
            "place": place,
            "rating": row["rating"] if row else "none",
            "label": _label(row, measure, lack=lack, removed=removed) if row else _absent(removed)[0],
            "records": row["records"] if row else 0,
            "works": row["works"] if row else 0,
            "factor_name": factor_name,
            "place_name": place_name,
            "words": rating_words(row["rating"], lack) if row else _absent(removed)[1],
            "behind": _behind(row, lack, removed),
            "shade": (row[measure] / most) ** 0.5 if row and measure != "rating" else 0.0,
        }
        for factor, factor_name in axes.rows
        for place, place_name in axes.columns
        for row in [held.get((factor, place), {})]
        for lack in [beside.lacking.get((factor, place), 0)]
        for removed in [max(0, beside.every.get((factor, place), 0) - (row["records"] if row else 0))]
    )


def _absent(removed: int) -> tuple[str, str]:
    """Return sign and words of a cell without a record: a gap, or what a filter took out."""
    return (STATE_SIGNS["filtered"], STATE_WORDS["filtered"]) if removed else (NO_RECORD.sign, NO_RECORD.words)


def rating_words(rating: str, lack: int) -> str:
    """Return a rating in words; where `lack` records behind it are on the lack of the factor, that it is one."""
    words = RATINGS[rating].words
    return f"{LACK_WORDS}: {words}" if lack else words


def _behind(row: Mapping[Hashable, Any], lack: int, removed: int) -> str:
    taken = f"{counted(removed, 'record')} taken out by your filter" if removed else ""
    if not row:
        return taken or NOTHING
    directed = row["helping"] + row["hindering"] + row["mixed"]
    parts = [f"{counted(row['records'], 'record')}, {counted(row['works'], 'distinct work')}"]
    if directed and row["directed_works"] != row["works"]:
        parts.append(f"{row['directed_works']} of {counted(row['works'], 'work')} behind the sign")
    if lack:
        parts.append(f"{lack} of {counted(directed, 'record')} behind the sign on the lack of it")
    return "; ".join([*parts, *([taken] if taken else [])])


def _label(row: Mapping[Hashable, Any], measure: str, *, lack: int, removed: int) -> str:
    if measure != "rating":
        return str(row[measure])
    sign = RATINGS[row["rating"]].sign[0] + (LACK_SIGN if lack else "")
    directed = row["helping"] + row["hindering"] + row["mixed"]
    works = row["directed_works"] if directed else row["works"]
    number = f"{works}/{row['works']}" if works != row["works"] else str(works or "")
    return f"{sign} {number}".strip() + (STATE_SIGNS["filtered"] if removed else "")


@dataclass(frozen=True)
class Counts:
    """What the margins show: per factor what helps and hinders, and per column how many records."""

    helping: Mapping[str, int]
    hindering: Mapping[str, int]
    records: Mapping[str, int]


def margin_counts(rated: pd.DataFrame, margins: pd.DataFrame) -> Counts:
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


def finding(axes: Axes, rated: pd.DataFrame, hidden: Hidden, said: str = "", removed: int = 0) -> str:
    """Return what the matrix shows, in words worked out from it."""
    total = len(axes.rows) * len(axes.columns)
    if not total or rated.empty:
        return "No record passes these filters." + (f" {_taken(removed)}" if removed else "")
    counts = rated["rating"].value_counts()
    helping, hindering = counts.get("+1", 0) + counts.get("+2", 0), counts.get("-1", 0) + counts.get("-2", 0)
    words = (
        f"{share(len(rated), total, 'cell', 'holds', 'hold')} a record: "
        f"{helping} rated as {agreeing(helping, 'a facilitator', 'facilitators')}, "
        f"{hindering} as {agreeing(hindering, 'a barrier', 'barriers')}, "
        f"{counts.get('mixed', 0)} mixed, {counts.get('neutral', 0)} neutral."
    )
    if removed:
        words += f" {_taken(removed)}"
    named = rated[rated["place"] != axes.apart]
    spread = named.groupby("factor", sort=False)["place"].nunique()
    if len(spread) and spread.max() > 1:
        widest = [dict(axes.rows)[str(factor)] for factor in spread.index[spread == spread.max()]]
        verb = agreeing(len(widest), "is", "are each")
        words += (
            f" {_list(tuple(f'“{name}”' for name in widest), 3)} {verb} reported in the most columns ({spread.max()})."
        )
    if hidden.columns:
        words += f" Hidden, as no record stands there: {_list(hidden.columns)}."
    if hidden.factors:
        number = len(hidden.factors)
        words += f" Hidden {agreeing(number, 'is', 'are')} {counted(number, 'factor')} without a record."
    return f"{said} {words}" if said else words


def _taken(removed: int) -> str:
    gaps = agreeing(removed, "it is no gap", "they are no gaps")
    return f"Your filter took all records out of {counted(removed, 'cell')}: {gaps}."


def _list(names: tuple[str, ...], most: int = 8) -> str:
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


def column_step(axes: Axes) -> int:
    """Return the width of a column in pixels: what fits the page, wide enough for a sign and a number."""
    return max(36, min(74, 690 // max(1, len(axes.columns) + (axes.apart is not None))))


def slanted(axes: Axes, step: int) -> bool:
    """Whether the columns' names are slanted: where they are narrower than reads well, or than their longest word."""
    longest = max((len(word) for _, label in axes.columns for word in label.split()), default=0)
    return step < NARROW or 5.6 * longest > step + 10


def crowded(axes: Axes, step: int) -> bool:
    """Whether two columns' names, each in lines as wide as its longest word or more, touch at this width in pixels."""
    longest = [max(map(len, label.split()), default=0) for _, label in axes.columns]
    lines = [
        len(label) if 5.6 * len(label) <= step else words
        for words, (_, label) in zip(longest, axes.columns, strict=True)
    ]
    return any(5.6 * (left + right) / 2 + 4 > step for left, right in pairwise(lines))
