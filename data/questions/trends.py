"""How a measure changed over time: which facts a line may join, and which stand apart as points.

A series is the facts of one measure in one jurisdiction with the same status
and the same ``counts``; nothing else is ever joined. Sources that disagree
belong to no line: facts that share a conflict, and facts of one series that
give different values for one year.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import narwhals as nw

from data.model.dataset import Dataset
from data.model.filters import placed, resting
from data.model.frames import collected, lazy
from data.model.records import Fact, last_date, leading_date
from data.model.selection import Selection
from data.model.vocabulary import Status

MOST_LABELLED: Final = 48
"""Up to so many facts of a measure have a label each."""


@dataclass(frozen=True)
class Series:
    """Facts that are one series over time, the earliest first; a line may join them.

    ``counts`` None means that no fact of it says what it counts: the measure's
    id is then the dataset's own word that they belong together.
    """

    place: str
    status: Status
    counts: str | None
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Dispute:
    """Facts that disagree, the earliest first; ``conflict`` is the dataset's name for it where it has one."""

    conflict: str | None
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Trend:
    """One measure in one unit, as one chart holds it.

    Attributes
    ----------
    measure : str
    unit : str or None
    series : tuple of Series
        What no source disputes.
    disputes : tuple of Dispute
    unplaced : tuple of fact ids
        Without a year or without a number: to be listed, never drawn.
    columns : mapping of fact id to the chosen place at which it counts
    """

    measure: str
    unit: str | None
    series: tuple[Series, ...]
    disputes: tuple[Dispute, ...]
    unplaced: tuple[str, ...]
    columns: Mapping[str, str]

    @property
    def crowded(self) -> bool:
        """Whether it has too many facts for a label at each: lines are then labelled at their ends, and not all."""
        return len(self.facts) > MOST_LABELLED

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The facts that are drawn, those in dispute last."""
        groups = [each.facts for each in self.series] + [each.facts for each in self.disputes]
        return tuple(name for names in groups for name in names)


def trends(dataset: Dataset, selection: Selection, places: Iterable[str]) -> tuple[Trend, ...]:
    """Return every measure of some places that has several years.

    Parameters
    ----------
    dataset : Dataset
    selection : Selection
        Its ``supplement``, ``cited`` and ``parts`` are heeded; with ``parts`` the facts of
        a place's parts count, too, each part a series of its own.
    places : iterable of ids

    Returns
    -------
    tuple of Trend
        By place, then in the order of the jurisdiction's file. A measure told
        in two units is two trends.
    """
    places = tuple(places)
    columns = _columns(dataset, selection, places)
    order, at = dataset.fact_order, {place: n for n, place in enumerate(places)}
    groups: dict[tuple[str, str | None], list[str]] = {}
    for name in sorted(columns, key=lambda name: (at[columns[name]], order[name])):
        fact = dataset.facts[name][1]
        groups.setdefault((str(fact.measure), fact.unit), []).append(name)
    found = []
    for (measure, unit), names in groups.items():
        drawn = sorted((n for n in names if _drawn(dataset.facts[n][1])), key=lambda n: _moment(dataset, n))
        if len({_moment(dataset, name) for name in drawn}) < 2:
            continue
        disputes = _disputes(dataset, drawn)
        apart = {name for dispute in disputes for name in dispute.facts}
        found.append(
            Trend(
                measure,
                unit,
                tuple(Series(*key, tuple(of)) for key, of in _by_series(dataset, drawn, apart).items()),
                disputes,
                tuple(name for name in names if name not in drawn),
                {name: columns[name] for name in names},
            )
        )
    return tuple(found)


def _columns(dataset: Dataset, selection: Selection, places: tuple[str, ...]) -> dict[str, str]:
    """Return at which chosen place each fact of a measure counts: at its own, where that is chosen."""
    tables = dataset.tables
    facts = lazy(tables.facts).filter(~nw.col("measure").is_null())
    if not selection.supplement:
        facts = facts.filter(nw.col("primary"))
    facts = resting(facts.select("id"), tables.fact_work, dataset, replace(selection, works=()))
    chosen = Selection(places=places, parts=selection.parts)
    rows = collected(facts.join(placed(tables, tables.facts, chosen), on="id", how="inner"))
    columns: dict[str, str] = {}
    if not places:
        return columns
    at = {place: n for n, place in enumerate(places)}
    for name, place in sorted(zip(rows["id"], rows["place"], strict=True), key=lambda pair: at[pair[1]]):
        if name not in columns or dataset.facts[name][0] == place:
            columns[name] = place
    return columns


def _drawn(fact: Fact) -> bool:
    return fact.number is not None and fact.year is not None


def _moment(dataset: Dataset, name: str) -> float:
    return dataset.facts[name][1].moment or 0.0


def _year(dataset: Dataset, name: str) -> int:
    return dataset.facts[name][1].year or 0


def _by_series(
    dataset: Dataset, names: Iterable[str], without: Iterable[str] = ()
) -> dict[tuple[str, Status, str | None], list[str]]:
    left = set(without)
    series: dict[tuple[str, Status, str | None], list[str]] = {}
    for name in names:
        place, fact = dataset.facts[name]
        if name not in left:
            series.setdefault((place, fact.status, fact.counts), []).append(name)
    return series


def _disputes(dataset: Dataset, drawn: list[str]) -> tuple[Dispute, ...]:
    declared: dict[str, list[str]] = {}
    for name in drawn:
        conflict = dataset.facts[name][1].conflict
        if conflict is not None:
            declared.setdefault(conflict, []).append(name)
    found = [Dispute(conflict, tuple(names)) for conflict, names in declared.items()]
    told = {name for names in declared.values() for name in names}
    for names in _by_series(dataset, drawn, told).values():
        years: dict[int, list[str]] = {}
        for name in names:
            years.setdefault(_year(dataset, name), []).append(name)
        for same in years.values():
            unlike = [name for name in same if any(_unlike(dataset, name, other) for other in same)]
            found += [Dispute(None, tuple(unlike))] if unlike else []
    return tuple(found)


def _unlike(dataset: Dataset, name: str, other: str) -> bool:
    """Whether two facts give different numbers for one date: two days of a year are two dates."""
    one, two = dataset.facts[name][1], dataset.facts[other][1]
    dates = leading_date(one.as_of), leading_date(two.as_of)
    whole = all(leading_date(fact.as_of) == last_date(fact.as_of) for fact in (one, two))
    shared = min(map(len, dates))
    return one.number != two.number and (one.as_of == two.as_of or (whole and dates[0][:shared] == dates[1][:shared]))
