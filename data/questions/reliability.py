"""How far independent codings of the same source agree, and on what they don't.

Agreement is measured by Krippendorff's alpha for nominal data (Hayes and
Krippendorff 2007, https://doi.org/10.1080/19312450709336664) and by the
percentage of agreement, on four variables:

=========  ==================  ================================================
variable   a unit is           what a coder says of it
=========  ==================  ================================================
factor     paragraph x factor  whether a record of the paragraph has the factor
direction  paragraph x factor  which way the factor points there
place      factor x place      whether a record ties the factor to a named place
work       paragraph x work    whether a record of the paragraph cites the work
=========  ==================  ================================================

A coder's direction is told as the rating of a cell is: both ways, or a mixed
record, is mixed. It is compared only where coders both have the factor.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal, TypeVar, get_args

import krippendorff
import numpy as np
import pandas as pd

from data.model.codings import Coding
from data.model.dataset import Dataset
from data.model.frames import collected, lazy
from data.model.selection import Selection

Variable = Literal["factor", "direction", "place", "work"]
VARIABLES: Final[tuple[Variable, ...]] = get_args(Variable)

RELEASED: Final = ""
"""Stands for the dataset's own coding among the coders; no folder has this name."""

Pairs = dict[tuple[str, str], str]
Item = TypeVar("Item")


@dataclass(frozen=True)
class Agreement:
    """How far coders agree on one variable.

    Attributes
    ----------
    variable : Variable
    coders : tuple of names
    units : int
        Units on which at least two coders say something.
    held : int
        Those of them that at least one coder has: for the variables of yes or
        no, the others are agreed upon by silence.
    unanimous : int
        Units on which all who say something say the same.
    percentage : float or None
        Mean over the pairs of coders of the share, 0 to 1, of the units coded
        by both on which they agree; None without a unit.
    alpha : float or None
        Krippendorff's alpha, nominal; None where it isn't defined, because
        there is no unit or all values are the same.
    """

    variable: Variable
    coders: tuple[str, ...]
    units: int
    held: int
    unanimous: int
    percentage: float | None
    alpha: float | None


def independent_codings(dataset: Dataset) -> Mapping[str, Coding]:
    """Return the codings that were made independently, by coder.

    The dataset's own, ``RELEASED``, comes first, unless dataset.yaml says that
    it was reconciled from the others.
    """
    if dataset.about.reconciled:
        return dataset.codings
    if not (dataset.codings or dataset.evidence.in_memory):
        return {}  # nothing to compare with, and too much to list
    return {RELEASED: released_coding(dataset), **dataset.codings}


def released_coding(dataset: Dataset) -> Coding:
    """Return the dataset's own coding as one beside others."""
    tables = dataset.evidence.claims(Selection())
    return Coding(
        collected(lazy(tables.records)), collected(lazy(tables.record_place)), collected(lazy(tables.record_work))
    )


def codes(dataset: Dataset, codings: Mapping[str, Coding], variable: Variable) -> pd.DataFrame:
    """Return what each coder says of each unit of a variable.

    Parameters
    ----------
    dataset : Dataset
    codings : mapping of coder to Coding
    variable : Variable

    Returns
    -------
    frame
        One row a unit, indexed by its two ids (see the module's table), and a
        column a coder. A value is ``yes`` or ``no``, or a direction, null
        where the coder hasn't the factor. The units are every paragraph that
        is to be coded, or that a coder coded, by every factor of the codebook;
        every factor by each place, but the general literature, that a coder
        names; every such paragraph by each work that a coder cites.
    """
    said = {coder: _said(dataset, coding, variable) for coder, coding in codings.items()}
    if variable == "direction":
        units = _first_seen(unit for pairs in said.values() for unit in pairs)
        rows = [[pairs.get(unit) for pairs in said.values()] for unit in units]
    else:
        seconds = _first_seen(second for pairs in said.values() for _, second in pairs)
        if variable == "place":
            firsts, seconds = list(dataset.factors), [place for place in dataset.jurisdictions if place in seconds]
        else:
            firsts = _paragraphs(dataset, codings)
            seconds = list(dataset.factors) if variable == "factor" else [w for w in dataset.works if w in seconds]
        units = [(first, second) for first in firsts for second in seconds]
        rows = [["yes" if unit in pairs else "no" for pairs in said.values()] for unit in units]
    index = pd.MultiIndex.from_tuples(units, names=["first", "second"]) if units else None
    return pd.DataFrame(rows, columns=list(said), index=index, dtype="object")


def agreement(variable: Variable, coded: pd.DataFrame) -> Agreement:
    """Return how far the columns of :func:`codes` agree."""
    compared = coded[coded.notna().sum(axis=1) >= 2]
    return Agreement(
        variable=variable,
        coders=tuple(coded.columns),
        units=len(compared),
        held=int((compared.notna() & (compared != "no")).any(axis=1).sum()),
        unanimous=int((compared.nunique(axis=1) == 1).sum()),
        percentage=_percentage(compared),
        alpha=_alpha(compared),
    )


def reliability(dataset: Dataset) -> tuple[Agreement, ...]:
    """Return the agreement of the independent codings on each variable; nothing where there is but one."""
    codings = independent_codings(dataset)
    if len(codings) < 2:
        return ()
    return tuple(agreement(variable, codes(dataset, codings, variable)) for variable in VARIABLES)


def disagreements(dataset: Dataset) -> pd.DataFrame:
    """Return the units on which the independent codings differ.

    Returns
    -------
    frame
        One row a unit: variable, first, second (its ids, see the module's
        table), one column a coder, named as ``independent_codings`` names
        them, and ``released`` with what the dataset itself says. Empty where
        nothing differs or there is but one coding.
    """
    codings = independent_codings(dataset)
    found = []
    for variable in VARIABLES if len(codings) > 1 else ():
        coded = codes(dataset, codings, variable)
        differing = coded[coded.nunique(axis=1) > 1]
        own = _said(dataset, released_coding(dataset), variable)
        absent = None if variable == "direction" else "no"
        for unit, values in zip(differing.index, differing.itertuples(index=False, name=None), strict=True):
            found.append((variable, *unit, *values, own.get(unit, absent)))
    columns = ["variable", "first", "second", *codings, "released"]
    frame = pd.DataFrame(found, columns=range(len(columns)), dtype="object")
    return frame.set_axis(columns, axis=1)


def coders_of(dataset: Dataset, factor: str, paragraph: str) -> tuple[str, ...]:
    """Return which of the independent codings have a factor in a paragraph."""
    return tuple(
        coder
        for coder, coding in independent_codings(dataset).items()
        if ((coding.records["factor"] == factor) & (coding.records["paragraph"] == paragraph)).any()
    )


def coders_at(dataset: Dataset, factor: str, place: str) -> tuple[str, ...]:
    """Return which of the independent codings tie a factor to a place."""
    return tuple(
        coder
        for coder, coding in independent_codings(dataset).items()
        if (factor, place) in _said(dataset, coding, "place", general=True)
    )


def _said(dataset: Dataset, coding: Coding, variable: Variable, *, general: bool = False) -> Pairs:
    """Return the units that a coder has, each with its value."""
    records = coding.records
    if variable == "factor":
        return dict.fromkeys(zip(records["paragraph"], records["factor"], strict=True), "yes")
    if variable == "direction":
        given: dict[tuple[str, str], list[str]] = {}
        for paragraph, factor, way in zip(records["paragraph"], records["factor"], records["direction"], strict=True):
            given.setdefault((paragraph, factor), []).append(way)
        return {unit: direction(ways) for unit, ways in given.items()}
    if variable == "place":
        placed = records.merge(coding.record_place, on="id")
        kinds = {place.id: place.kind for place in dataset.jurisdictions.values()}
        pairs = zip(placed["factor"], placed["place"], strict=True)
        return {(factor, place): "yes" for factor, place in pairs if general or kinds[place] != "literature"}
    cited = records.merge(coding.record_work, on="id")
    return dict.fromkeys(zip(cited["paragraph"], cited["work"], strict=True), "yes")


def direction(ways: Iterable[str]) -> str:
    """Return the one direction of several records, as the rating of a cell takes them together."""
    given = set(ways)
    if "mixed" in given or {"facilitator", "barrier"} <= given:
        return "mixed"
    return next((way for way in ("facilitator", "barrier") if way in given), "neutral")


def _paragraphs(dataset: Dataset, codings: Mapping[str, Coding]) -> list[str]:
    listed = [name for name, role in dataset.about.paragraphs.items() if role == "coded"]
    seen = _first_seen(name for coding in codings.values() for name in coding.records["paragraph"])
    return list(dict.fromkeys([*listed, *seen]))


def _first_seen(items: Iterable[Item]) -> list[Item]:
    return list(dict.fromkeys(items))


def _percentage(compared: pd.DataFrame) -> float | None:
    shares = []
    for one, other in combinations(range(compared.shape[1]), 2):
        pair = compared.iloc[:, [one, other]].dropna()
        if len(pair):
            shares.append(float((pair.iloc[:, 0] == pair.iloc[:, 1]).mean()))
    return sum(shares) / len(shares) if shares else None


def _alpha(compared: pd.DataFrame) -> float | None:
    values = sorted({value for column in compared for value in compared[column].dropna()})
    if len(values) < 2:
        return None
    numbers = {value: float(number) for number, value in enumerate(values)}
    matrix = [[numbers.get(value, np.nan) for value in compared[coder]] for coder in compared]
    return float(krippendorff.alpha(reliability_data=np.array(matrix), level_of_measurement="nominal"))
