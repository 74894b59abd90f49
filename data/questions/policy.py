"""What each place has in place, lever by lever, and where places differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import narwhals as nw

from data.model.dataset import Dataset
from data.model.filters import placed
from data.model.frames import collected, lazy
from data.model.records import Fact, leading_date
from data.model.selection import Selection
from data.model.vocabulary import CellState


@dataclass(frozen=True)
class Cell:
    """A lever in a place: its state, and the facts behind it, the shown one first.

    ``reported`` holds a value, ``explicitly_none`` a source that says there is
    none, ``not_reported`` a silence, ``not_applicable`` a lever that makes no
    sense for that kind of place.
    """

    lever: str
    place: str
    state: CellState
    facts: tuple[str, ...] = ()

    @property
    def shown(self) -> str | None:
        """The id of the fact that the cell shows; None where there is none."""
        return self.facts[0] if self.facts else None

    @property
    def more(self) -> int:
        """How many facts stand behind the shown one."""
        return max(0, len(self.facts) - 1)


@dataclass(frozen=True)
class Difference:
    """A lever on which places are not the same: which of them hold what.

    ``groups`` maps a category id, or a state where no category is coded, to
    the places that share it, in the order of the screen.
    """

    lever: str
    groups: Mapping[str, tuple[str, ...]]


def policy_table(dataset: Dataset, selection: Selection, places: Iterable[str]) -> dict[tuple[str, str], Cell]:
    """Return the cells of levers by places, every one of them, gaps included.

    Parameters
    ----------
    dataset : Dataset
    selection : Selection
        Its ``supplement`` and ``parts`` are heeded; its other filters are of evidence.
    places : iterable of ids
        The columns.

    Returns
    -------
    dict of (lever, place) to Cell
        In the order of the screen. A cell shows the primary source's fact
        first, then the newest of the others; it is ``explicitly_none`` only
        where all of its facts are. With ``parts``, the facts of a place's parts
        follow its own.
    """
    places = tuple(places)
    behind = _facts_by_cell(dataset, selection, places)
    cells: dict[tuple[str, str], Cell] = {}
    for lever in dataset.levers.values():
        for place in places:
            facts = sorted(
                behind.get((lever.id, place), ()),
                key=lambda name: _shown_first(dataset, place, name),
            )
            cells[lever.id, place] = Cell(lever.id, place, _state(dataset, lever.id, place, facts), tuple(facts))
    return cells


def _facts_by_cell(dataset: Dataset, selection: Selection, places: Iterable[str]) -> dict[tuple[str, str], list[str]]:
    tables = dataset.tables
    facts = lazy(tables.facts)
    if not selection.supplement:
        facts = facts.filter(nw.col("primary"))
    columns = Selection(places=tuple(places), parts=selection.parts)
    pairs = facts.select("id", "lever").join(placed(tables, tables.facts, columns), on="id", how="inner")
    rows = collected(pairs.select("id", "lever", "place"))
    found: dict[tuple[str, str], list[str]] = {}
    for name, lever, place in zip(rows["id"], rows["lever"], rows["place"], strict=True):
        found.setdefault((lever, place), []).append(name)
    return found


def _shown_first(dataset: Dataset, place: str, name: str) -> tuple[bool, bool, bool, tuple[int, ...], int]:
    at, fact = dataset.facts[name]
    date = () if fact.primary else leading_date(fact.as_of)
    newest = tuple(-part for part in (*date, 0, 0, 0)[:3])
    order = list(dataset.facts).index(name)
    return (at != place, not fact.primary, fact.status == "none" and fact.primary, newest, order)


def _state(dataset: Dataset, lever: str, place: str, facts: Iterable[str]) -> CellState:
    statuses = [dataset.facts[name][1].status for name in facts]
    if not statuses:
        kinds = dataset.levers[lever].not_applicable_to
        return "not_applicable" if dataset.jurisdictions[place].kind in kinds else "not_reported"
    return "explicitly_none" if all(status == "none" for status in statuses) else "reported"


def category_of(dataset: Dataset, cell: Cell) -> str:
    """Return a cell's category, that of its first fact which has one, else its state."""
    for name in cell.facts:
        category = dataset.facts[name][1].category
        if category is not None:
            return category
    return cell.state


def differences(dataset: Dataset, cells: Mapping[tuple[str, str], Cell]) -> tuple[Difference, ...]:
    """Return the levers on which the places' categories or states are not the same.

    A silence of the source is a state of its own: two places of which one has
    no record are listed as differing in what is known, never as alike.
    """
    found: list[Difference] = []
    for lever in dict.fromkeys(lever for lever, _ in cells):
        groups: dict[str, list[str]] = {}
        for (at, place), cell in cells.items():
            if at == lever and cell.state != "not_applicable":
                groups.setdefault(category_of(dataset, cell), []).append(place)
        if len(groups) > 1:
            found.append(Difference(lever, {key: tuple(places) for key, places in groups.items()}))
    return tuple(found)


def reported_by(cells: Mapping[tuple[str, str], Cell], lever: str) -> int:
    """Return for how many places a lever is reported or explicitly none."""
    return sum(cell.state in ("reported", "explicitly_none") for (at, _), cell in cells.items() if at == lever)


def overview_levers(dataset: Dataset, cells: Mapping[tuple[str, str], Cell], most: int = 7) -> tuple[str, ...]:
    """Return the levers that the overview opens with, in the codebook's order.

    They are those that dataset.yaml names, else those that most places report.
    """
    if dataset.about.overview:
        return dataset.about.overview
    ranked = sorted(dataset.levers, key=lambda lever: -reported_by(cells, lever))[:most]
    return tuple(lever for lever in dataset.levers if lever in ranked)


def numbers(dataset: Dataset, cells: Mapping[tuple[str, str], Cell], lever: str) -> list[tuple[str, Fact]]:
    """Return the facts of a lever that hold a number, each with its place, in the order of the screen."""
    return [
        dataset.facts[name]
        for (at, _), cell in cells.items()
        if at == lever
        for name in cell.facts
        if dataset.facts[name][1].number is not None
    ]


def numeric_levers(dataset: Dataset, cells: Mapping[tuple[str, str], Cell]) -> tuple[str, ...]:
    """Return the levers that hold a number somewhere, those that the primary source counts most first."""

    def weight(lever: str) -> tuple[int, int]:
        found = numbers(dataset, cells, lever)
        primary = {place for place, fact in found if fact.primary}
        return (-len(primary), -len({place for place, _ in found}))

    held = [lever for lever in dict.fromkeys(lever for lever, _ in cells) if numbers(dataset, cells, lever)]
    return tuple(sorted(held, key=weight))


@dataclass(frozen=True)
class Narrowed:
    """The levers that a policy table shows, and what it shows in words."""

    levers: tuple[str, ...]
    finding: str


def narrowed(
    dataset: Dataset, cells: Mapping[tuple[str, str], Cell], *, differ: bool = False, shared: bool = False
) -> Narrowed:
    """Return the levers that are left, and the finding of the table.

    Parameters
    ----------
    dataset : Dataset
    cells : as :func:`policy_table` returns them
    differ : bool
        Only levers on which the places' categories or states are not the same.
    shared : bool
        Only levers reported, or explicitly none, for two places or more.
    """
    uneven = {difference.lever for difference in differences(dataset, cells)}
    levers = tuple(
        lever
        for lever in dict.fromkeys(lever for lever, _ in cells)
        if (not differ or lever in uneven) and (not shared or reported_by(cells, lever) >= 2)
    )
    left = [cell for (lever, _), cell in cells.items() if lever in levers]
    counts = {state: sum(cell.state == state for cell in left) for state in ("reported", "explicitly_none")}
    silent = sum(cell.state == "not_reported" for cell in left)
    finding = (
        f"{counts['reported']} of {len(left)} cells are reported, {counts['explicitly_none']} explicitly none, "
        f"{silent} not reported: the sources are silent there."
        if left
        else "No lever is left by these choices."
    )
    places = dict.fromkeys(place for _, place in cells)
    if left:
        lever = min(levers, key=lambda name: reported_by(cells, name))
        gaps = sum(cell.state == "not_reported" for (name, _), cell in cells.items() if name == lever)
        if gaps:
            finding += f" {gaps} of {len(places)} places have no record on {dataset.levers[lever].name.lower()}."
    return Narrowed(levers, finding)
