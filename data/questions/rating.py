"""Which factors help or hinder where, and how strong the evidence is.

The rating of a cell follows the valence-and-strength convention of the
Consolidated Framework for Implementation Research (Damschroder and Lowery
2013, https://doi.org/10.1186/1748-5908-8-51):

=========  =====================================================================
rating     when
=========  =====================================================================
+2, -2     every directed record points one way, two or more distinct works
+1, -1     every directed record points one way, one work or none (synthesis)
mixed      records point both ways, or a record is itself mixed
neutral    there are records, none with a direction
=========  =====================================================================

A cell without records has no row: a gap is never a rating.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from typing import Final

import narwhals as nw
import pandas as pd

from data.model.dataset import Dataset
from data.model.filters import chosen_records
from data.model.frames import Lazy, collected, first_ids
from data.model.selection import Selection
from data.model.vocabulary import COUNTED, DIRECTED
from data.questions.lenses import lens, membership

SIGNS: Final = {"+2": 1, "+1": 1, "mixed": 0, "neutral": 0, "-1": -1, "-2": -1}


def factor_matrix(dataset: Dataset, selection: Selection, columns: str = "places") -> pd.DataFrame:
    """Return the rated cells of factors by places, or by the columns of another lens.

    Parameters
    ----------
    dataset : Dataset
    selection : Selection
        The rating is that of the records which the filters leave.
    columns : str
        What the columns are, see :mod:`data.questions.lenses`.

    Returns
    -------
    frame
        One row a factor and place with at least one record, in the order of
        the screen; columns factor, place (the column of the lens), rating
        (text, see the module's table), helping, hindering, mixed, neutral,
        records (counts of records), works (distinct works behind all of them
        there) and directed_works (distinct works behind the directed ones).
    """
    frame = dataset.evidence.cell_counts(selection, columns)
    if frame is None:
        frame = counted_cells(dataset, selection, columns)
    frame["rating"] = [
        rating(helping, hindering, mixed, works)
        for helping, hindering, mixed, works in zip(
            frame["helping"], frame["hindering"], frame["mixed"], frame["directed_works"], strict=True
        )
    ]
    return _in_screen_order(frame, dataset, list(lens(dataset, selection, columns).columns))


def counted_cells(
    dataset: Dataset, selection: Selection, columns: str, groups: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return the counts of the matrix, record by record, in no order; of `groups` see :func:`membership`."""
    counted = _directed(dataset, selection)
    member = membership(dataset, selection, columns, groups)
    cells = counted.join(member.pairs, on="id", how="inner")
    counts = cells.group_by("factor", "place").agg(*(nw.col(name).sum() for name in COUNTED), nw.len().alias("records"))
    cited = counted.join(member.cited, on="id", how="inner")
    # Distinct rows, then their number: every engine counts those alike, and a null is never one of them.
    each = ("factor", "place", "work")
    works = cited.select(*each).unique().group_by("factor", "place").agg(works=nw.len())
    directed = (
        cited.filter(nw.col("direction").is_in(list(DIRECTED)))
        .select(*each)
        .unique()
        .group_by("factor", "place")
        .agg(directed_works=nw.len())
    )
    rated = (
        counts.join(works, on=["factor", "place"], how="left")
        .join(directed, on=["factor", "place"], how="left")
        .with_columns(
            works=nw.col("works").fill_null(0).cast(nw.Int64),
            directed_works=nw.col("directed_works").fill_null(0).cast(nw.Int64),
        )
    )
    return collected(_named(rated, "factor", "place"))


def factor_margins(dataset: Dataset, selection: Selection, columns: str = "places") -> pd.DataFrame:
    """Return how many records help and hinder per factor, over all columns of a lens.

    Returns
    -------
    frame
        One row a factor with at least one record, in the order of the screen:
        factor, helping, hindering, mixed, neutral, records. A record counts
        once, though it may stand in several columns.
    """
    frame = dataset.evidence.margin_counts(selection, columns)
    if frame is None:
        frame = _counted_margins(dataset, selection, columns)
    order = {factor: n for n, factor in enumerate(dataset.factors)}
    return frame.sort_values("factor", key=lambda names: names.map(order)).reset_index(drop=True)


def _counted_margins(dataset: Dataset, selection: Selection, columns: str) -> pd.DataFrame:
    within = membership(dataset, selection, columns).pairs.select("id").unique()
    counts = (
        _directed(dataset, selection)
        .join(within, on="id", how="inner")
        .group_by("factor")
        .agg(*(nw.col(name).sum() for name in COUNTED), nw.len().alias("records"))
    )
    return collected(_named(counts, "factor"))


def _named(counts: Lazy, *names: str) -> Lazy:
    """Return counts as whole numbers, and what they are counts of as text, whatever types the engine gives them."""
    numbers = [name for name in counts.collect_schema().names() if name not in names]
    return counts.select(
        *(nw.col(name).cast(nw.String) for name in names), *(nw.col(name).cast(nw.Int64) for name in numbers)
    )


def _directed(dataset: Dataset, selection: Selection) -> Lazy:
    """Return the chosen records with a column of ones and noughts for each direction."""
    return chosen_records(dataset.evidence.claims(selection), dataset, selection).with_columns(
        **{name: _points(direction) for name, direction in COUNTED.items()}
    )


def rating(helping: int, hindering: int, mixed: int, works: int) -> str:
    """Return the rating of a cell from its counts of directed records and their distinct works."""
    if mixed or (helping and hindering):
        return "mixed"
    if not helping and not hindering:
        return "neutral"
    return ("+" if helping else "-") + ("2" if works >= 2 else "1")


def disagreement(matrix: pd.DataFrame) -> dict[str, float]:
    """Return, for each factor, the share of pairs of places whose ratings have opposite signs.

    Only places with a directed rating (+1, +2, -1, -2) are paired; a factor
    with fewer than two of them isn't in the answer.
    """
    shares: dict[str, float] = {}
    for factor, rows in matrix.groupby("factor", sort=False):
        signs = [SIGNS[name] for name in rows["rating"] if SIGNS[name]]
        pairs = list(combinations(signs, 2))
        if pairs:
            shares[str(factor)] = sum(a != b for a, b in pairs) / len(pairs)
    return shares


def cell_records(
    dataset: Dataset,
    selection: Selection,
    factor: str,
    place: str,
    columns: str = "places",
    most: int | None = None,
) -> tuple[str, ...]:
    """Return the ids of the records behind a cell, in the order of the source; the first `most` of them.

    What is behind the cell is what its rating counts: the filters hold, but the
    one on factors, and that on places where the columns are places, since the
    cell names its own.
    """
    cell = replace(selection, factors=(factor,))
    if columns == "places":
        cell = replace(cell, places=(place,))
    pairs = membership(dataset, cell, columns).pairs.filter(nw.col("place") == place)
    evidence = dataset.evidence
    behind = chosen_records(evidence.claims(cell), dataset, cell).join(pairs, on="id", how="inner")
    return evidence.named(first_ids(behind, most))


def level_counts(dataset: Dataset, selection: Selection) -> pd.DataFrame:
    """Return how many records help and hinder at each level of each place.

    Returns
    -------
    frame
        One row a level and place with at least one record: level, place,
        helping, hindering, other (mixed and neutral), records. A record that
        names two places counts at each.
    """
    return counted_levels(dataset, factor_matrix(dataset, selection))


def counted_levels(dataset: Dataset, rated: pd.DataFrame) -> pd.DataFrame:
    """Return :func:`level_counts` of a matrix of places that is there already; it is left as it is."""
    matrix = rated.copy(deep=False)
    matrix["level"] = [dataset.level_of(factor) for factor in matrix["factor"]]
    matrix["other"] = matrix["mixed"] + matrix["neutral"]
    columns = ["helping", "hindering", "other", "records"]
    return matrix.groupby(["level", "place"], sort=False)[columns].sum().reset_index()


def _points(direction: str) -> nw.Expr:
    return nw.when(nw.col("direction") == direction).then(nw.lit(1)).otherwise(nw.lit(0))


def _in_screen_order(frame: pd.DataFrame, dataset: Dataset, columns: list[str]) -> pd.DataFrame:
    factors = {factor: n for n, factor in enumerate(dataset.factors)}
    places = {place: n for n, place in enumerate(columns)}
    named = [
        "factor", "place", "rating", "helping", "hindering", "mixed", "neutral", "records", "works", "directed_works",
    ]  # fmt: skip
    order = frame.assign(row=frame["factor"].map(factors), column=frame["place"].map(places))
    return order.sort_values(["row", "column"])[named].reset_index(drop=True)
