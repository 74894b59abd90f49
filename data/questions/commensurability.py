"""Which numbers may share an axis, and why others may not.

Two numbers of a lever are commensurable only where their unit, their status
and what they count all agree. What a source doesn't state can't be shown to
agree: two numbers of which it isn't said what they count stay apart.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from data.model.records import Fact

_ASPECTS: Final = (("unit", "unit"), ("status", "status"), ("counts", "what they count"))


@dataclass(frozen=True)
class Reason:
    """Why two numbers are not one measure: an aspect, and what each states of it (None: nothing)."""

    aspect: str
    first: str | None
    second: str | None

    def __str__(self) -> str:
        first, second = (value if value is not None else "not stated" for value in (self.first, self.second))
        return f"{self.aspect}: {first} / {second}"


def reasons(first: Fact, second: Fact) -> tuple[Reason, ...]:
    """Return why two facts' numbers can't share an axis; nothing where they can."""
    if first.number is None or second.number is None:
        stated = ("a number" if fact.number is not None else None for fact in (first, second))
        return (Reason("number", *stated),)
    found = []
    if first.lever != second.lever:
        found.append(Reason("lever", first.lever, second.lever))
    for field, aspect in _ASPECTS:
        one, other = getattr(first, field), getattr(second, field)
        if one is None or one != other:
            found.append(Reason(aspect, one, other))
    return tuple(found)


def commensurable(first: Fact, second: Fact) -> bool:
    """Whether two facts' numbers measure the same thing."""
    return not reasons(first, second)


def comparable_groups(facts: Iterable[tuple[str, Fact]]) -> list[list[tuple[str, Fact]]]:
    """Return facts, each with its place, in groups that may share an axis, in the order given."""
    groups: list[list[tuple[str, Fact]]] = []
    for place, fact in facts:
        for group in groups:
            if commensurable(group[0][1], fact):
                group.append((place, fact))
                break
        else:
            groups.append([(place, fact)])
    return groups


FULL_TIME_UNITS: Final = {"fte": 1.0, "percent of full-time": 0.01}
"""Units that are a share of a full-time post, and what one of them is of it."""


def weekly_hours(fact: Fact, full_time_week: float) -> float | None:
    """Return a share of a full-time post as hours a week; None where the unit is no such share.

    None, too, where the source states hours itself: two figures for one thing help nobody.

    Parameters
    ----------
    fact : Fact
    full_time_week : float
        Hours that the reader takes a full-time week to have: an assumption,
        to be shown beside the result.
    """
    share = FULL_TIME_UNITS.get((fact.unit or "").strip().casefold())
    if re.search(r"\bhours?\b", " ".join(filter(None, (fact.value, fact.counts, fact.note))), re.IGNORECASE):
        return None
    return None if share is None or fact.number is None else fact.number * share * full_time_week
