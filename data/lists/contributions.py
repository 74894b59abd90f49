"""What each work contributes: which entries rest on it, at which levels and places."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from data.lists.library import Entry, EntryKind, Order
from data.model.dataset import Dataset
from data.model.records import Work, leading_year

Role = Literal["source", "cited", "supplement", "unused"]


@dataclass(frozen=True)
class Contribution:
    """A work and the entries that rest on it.

    Attributes
    ----------
    work : Work
    role : {"source", "cited", "supplement", "unused"}
        A source that is coded itself; cited by the primary source; a document
        behind facts of the supplement alone; behind nothing.
    entries : tuple of Entry
        Those that the view leaves, in its order.
    """

    work: Work
    role: Role
    entries: tuple[Entry, ...] = ()

    @property
    def year(self) -> int | None:
        """The year of publication; None where it isn't known."""
        return leading_year(self.work.year)

    @property
    def total(self) -> int:
        """How many entries rest on the work."""
        return len(self.entries)

    def count(self, kind: EntryKind) -> int:
        """Return how many entries of a kind rest on the work."""
        return sum(entry.kind == kind for entry in self.entries)

    def places(self, dataset: Dataset) -> dict[str, int]:
        """Return how many entries rest on the work at each place, in the order of the screen."""
        counts = Counter(place for entry in self.entries for place in entry.places)
        return {place: counts[place] for place in dataset.jurisdictions if place in counts}

    def levels(self, dataset: Dataset) -> dict[str, Counter[str]]:
        """Return how many records point which way at each level that has any."""
        found: dict[str, Counter[str]] = {}
        for entry in self.entries:
            if entry.kind == "records":
                found.setdefault(dataset.level_of(entry.factors[0]), Counter())[entry.sign] += 1
        return {level: found[level] for level in dataset.levels if level in found}


def contributions(
    dataset: Dataset, shown: Iterable[Entry], roles: Mapping[str, Role], *, unused: bool = False
) -> tuple[Contribution, ...]:
    """Return what each work contributes to the shown entries, in the order in which they first cite it.

    Parameters
    ----------
    dataset : Dataset
    shown : iterable of Entry
        In order.
    roles : mapping of key to Role
        As :func:`work_roles` returns it.
    unused : bool
        List works behind no shown entry, too, after the others.
    """
    behind: dict[str, list[Entry]] = {}
    for entry in shown:
        for key in entry.works:
            behind.setdefault(key, []).append(entry)
    keys = [*behind, *(key for key in dataset.works if unused and key not in behind)]
    return tuple(Contribution(dataset.works[key], roles[key], tuple(behind.get(key, ()))) for key in keys)


def work_roles(dataset: Dataset, every: Iterable[Entry]) -> dict[str, Role]:
    """Return each work's role, by key, judged by every entry of the dataset."""
    cited = set(dataset.evidence.used("work"))
    supplement: set[str] = set()
    for entry in every:
        (cited if entry.paragraph is not None else supplement).update(entry.works)
    roles: dict[str, Role] = {}
    for key in dataset.works:
        if key in dataset.about.sources:
            roles[key] = "source"
        else:
            roles[key] = "cited" if key in cited else "supplement" if key in supplement else "unused"
    return roles


def ordered_works(found: Iterable[Contribution], order: Order) -> tuple[Contribution, ...]:
    """Return works newest first (undated last), by most entries first, or as they come."""
    if order == "newest":
        return tuple(sorted(found, key=lambda work: -(work.year or 0)))
    if order == "most":
        return tuple(sorted(found, key=lambda work: -work.total))
    return tuple(found)


def kin(entry: Entry, every: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    """Return, for each work behind an entry, the other entries that rest on it."""
    others = [other for other in every if other.id != entry.id]
    return {work: tuple(other for other in others if work in other.works) for work in entry.works}


def cut_off(dataset: Dataset) -> float | None:
    """Return the date up to which the sources reach, as a place on an axis of years; None where it isn't told.

    A year is drawn at its number and takes up half a unit on either side:
    31 December 2021 stands at 2021.5, between 2021 and 2022.
    """
    if dataset.about.coded_until is None:
        return None
    day = date.fromisoformat(dataset.about.coded_until)
    start, end = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return day.year - 0.5 + ((day - start).days + 1) / (end - start).days
