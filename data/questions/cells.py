"""What a place has of a lever on a day: the one rule from which every page, count, file and answer takes it.

From the facts of a lever in a place it follows what holds, what doesn't hold
on that day, what the cell shows, and in which state the cell is.

1. A fact holds on a day where from <= day < to. A later fact that says that
   there is none ends what was required, recommended or planned before it,
   unless it is narrower or of another category, from the day on which it is stated.
2. Of the facts that hold the cell shows one: the place's own before those of
   its parts, the widest scope first, then the primary source's, then the newest.
3. The state is that of the shown fact: a cell that shows an explicit none is one.
4. Where all facts have ended, or have not begun, nothing is in force there.
   Where a filter leaves no fact, the filter took them out: no source is silent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from data.model.dataset import Dataset
from data.model.records import Fact, first_day, last_date, leading_date
from data.model.vocabulary import CellState

_WIDTHS: Final = {"national": 0, None: 0, "part": 1, "programme": 2}
"""A scope that isn't stated is taken for the whole place, as the source puts it."""
_ENDED_BY_NONE: Final = ("required", "recommended", "planned")


@dataclass(frozen=True)
class Cell:
    """A lever in a place: its state, and the facts behind it, the shown one first.

    ``reported`` holds a value, ``explicitly_none`` a source that says there is
    none, ``not_in_force`` facts that have ended or not begun, ``not_reported`` a
    silence, ``filtered`` facts that a filter took out, ``not_applicable`` a lever
    that makes no sense for that kind of place.

    Attributes
    ----------
    lever, place : ids
    state : CellState
    facts : tuple of fact ids
        Those that hold first, in the order of showing; then the others.
    over : tuple of fact ids
        Of ``facts``, those that have ended or not begun.
    contrary : tuple of fact ids
        Of those that hold, what says that there is none where the shown one
        doesn't, or the other way round.
    removed : tuple of fact ids
        Facts that a filter took out.
    on : date
        The day of which this holds.
    """

    lever: str
    place: str
    state: CellState
    facts: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    contrary: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    on: date = field(default=date.max, compare=False)

    @property
    def present(self) -> tuple[str, ...]:
        """The facts that hold, the shown one first."""
        return tuple(name for name in self.facts if name not in self.over)

    @property
    def shown(self) -> str | None:
        """The id of the fact that the cell shows; None where there is none."""
        return self.facts[0] if self.facts else None

    @property
    def more(self) -> int:
        """How many facts stand behind the shown one."""
        return max(0, len(self.facts) - 1)


def cell_of(
    dataset: Dataset, lever: str, place: str, names: Iterable[str], *, on: date, removed: Iterable[str] = ()
) -> Cell:
    """Return what a place has of a lever on a day.

    Parameters
    ----------
    dataset : Dataset
    lever, place : ids
    names : iterable of fact ids
        The facts of the lever in that place (and in its parts, where they count).
    on : date
    removed : iterable of fact ids
        Those that a filter took out.
    """
    facts = sorted(names, key=lambda name: _rank(dataset, place, name))
    over = [name for name in facts if not in_force(dataset.facts[name][1], on) or _ended(dataset, name, facts, on)]
    present = [name for name in facts if name not in over]
    without = tuple(removed)
    if present:
        none = _is_none(dataset, present[0])
        contrary = tuple(name for name in present if _is_none(dataset, name) != none)
        state: CellState = "explicitly_none" if none else "reported"
        return Cell(lever, place, state, (*present, *over), tuple(over), contrary, without, on)
    if over:
        return Cell(lever, place, "not_in_force", tuple(over), tuple(over), (), without, on)
    if without:
        return Cell(lever, place, "filtered", removed=without)
    kinds = dataset.levers[lever].not_applicable_to
    return Cell(lever, place, "not_applicable" if dataset.jurisdictions[place].kind in kinds else "not_reported")


def in_force(fact: Fact, on: date) -> bool:
    """Whether a fact holds on a day, by its own from and to: from <= day < to."""
    begun = fact.starts is None or first_day(fact.starts) <= on
    return begun and (fact.ends is None or on < first_day(fact.ends))


def over_words(dataset: Dataset, cell: Cell, name: str) -> str:
    """Return why a fact of a cell doesn't hold, in words: ``ended 2017``, ``from 2030``; empty where it holds."""
    if name not in cell.over:
        return ""
    fact = dataset.facts[name][1]
    if fact.starts is not None and first_day(fact.starts) > cell.on:
        return f"not before {fact.starts}"
    return f"ended {fact.ends}" if fact.ends is not None else "ended since"


def stated(dataset: Dataset, cell: Cell) -> frozenset[str]:
    """Return what the facts that hold put a cell into: categories, else states; nothing where no fact tells."""
    if cell.state == "not_in_force":
        return frozenset({"not_in_force"})
    facts = [dataset.facts[name][1] for name in cell.present]
    kinds = {category for fact in facts for category in categories_of(fact)}
    if cell.state == "explicitly_none" and not categories_of(facts[0]):
        return frozenset({"explicitly_none"})
    return frozenset(kinds) or frozenset({cell.state} if facts else ())


def categories_of(fact: Fact) -> tuple[str, ...]:
    """Return the categories of a fact, each once: the one that it names first, then the others."""
    return tuple(dict.fromkeys((*((fact.category,) if fact.category else ()), *fact.categories)))


def only_cited(dataset: Dataset, works: Sequence[str]) -> bool:
    """Whether of all works that something rests on only the citation was seen."""
    return bool(works) and dataset.unseen_works.issuperset(works)


def _is_none(dataset: Dataset, name: str) -> bool:
    return dataset.facts[name][1].status == "none"


def _ended(dataset: Dataset, name: str, among: Iterable[str], on: date) -> bool:
    """Whether a later fact of the same place says that there is none any more, from a day until `on`."""
    at, fact = dataset.facts[name]
    last = last_date(fact.as_of)
    if fact.status not in _ENDED_BY_NONE or not last or fact.ends is not None:
        return False
    for other in among:
        where, none = dataset.facts[other]
        first = leading_date(none.starts or none.as_of)
        if (
            where == at
            and none.status == "none"
            and first[: len(last)] > last[: len(first)]
            and first <= (on.year, on.month, on.day)
            and none.category in (None, fact.category, "none")
            and _WIDTHS[none.scope] <= _WIDTHS[fact.scope]
        ):
            return True
    return False


def _rank(dataset: Dataset, place: str, name: str) -> tuple[bool, int, bool, bool, tuple[int, ...], int]:
    at, fact = dataset.facts[name]
    newest = () if fact.primary else last_date(fact.as_of)
    latest = tuple(-part for part in (*newest, 0, 0, 0)[:3])
    none = fact.status == "none" and fact.primary
    return (at != place, _WIDTHS[fact.scope], not fact.primary, none, latest, dataset.fact_order[name])
