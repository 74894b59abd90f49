"""What each place has in place, lever by lever, and where places differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import combinations
from typing import Final

from data.model.dataset import Dataset
from data.model.filters import placed
from data.model.frames import collected, lazy
from data.model.records import Fact, Word, first_day
from data.model.selection import Selection
from data.model.vocabulary import LIST_SEPARATOR
from data.questions.cells import Cell, cell_of, only_cited, stated
from data.questions.counting import counted, listed, share
from data.questions.wording import term_name


@dataclass(frozen=True)
class Difference:
    """A lever on which places state different things: which of them state what, and of which nothing is known.

    ``groups`` maps what is stated (category ids, or a state where no category is
    coded, several joined by ``;``) to the places that state it; ``gaps`` are the
    places on which the sources are silent. Both in the order of the screen.
    """

    lever: str
    groups: Mapping[str, tuple[str, ...]]
    gaps: tuple[str, ...] = ()


def policy_table(
    dataset: Dataset, selection: Selection, places: Iterable[str], on: date | None = None
) -> dict[tuple[str, str], Cell]:
    """Return the cells of levers by places, every one of them, gaps included.

    Parameters
    ----------
    dataset : Dataset
    selection : Selection
        Its ``supplement``, ``cited``, ``parts`` and ``on`` are heeded; its other filters are of evidence.
    places : iterable of ids
        The columns.
    on : date or None
        The day for which it is asked; that of the selection without one, else today.

    Returns
    -------
    dict of (lever, place) to Cell
        In the order of the screen, each as :func:`data.cells.cell_of` makes it.
        With ``parts``, the facts of a place's parts count as its own.
    """
    places = tuple(places)
    day = on or (first_day(selection.on) if selection.on else datetime.now(tz=UTC).date())
    behind = _facts_by_cell(dataset, selection, places)
    cells: dict[tuple[str, str], Cell] = {}
    for lever in dataset.levers:
        for place in places:
            left, removed = behind.get((lever, place), ((), ()))
            cells[lever, place] = cell_of(dataset, lever, place, left, on=day, removed=removed)
    return cells


def _facts_by_cell(
    dataset: Dataset, selection: Selection, places: Iterable[str]
) -> dict[tuple[str, str], tuple[list[str], list[str]]]:
    """Return the facts of each cell that has any: those that the filters leave, and those that they take out."""
    tables = dataset.tables
    columns = Selection(places=tuple(places), parts=selection.parts)
    pairs = (
        lazy(tables.facts)
        .select("id", "lever", "primary")
        .join(placed(tables, tables.facts, columns), on="id", how="inner")
    )
    rows = collected(pairs.select("id", "lever", "place", "primary"))
    facts: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    works = {name: fact.works for name, (_, fact) in dataset.facts.items()}
    for name, lever, place, primary in zip(rows["id"], rows["lever"], rows["place"], rows["primary"], strict=True):
        left, removed = facts.setdefault((lever, place), ([], []))
        kept = (selection.supplement or primary) and not (selection.cited and only_cited(dataset, works[name]))
        (left if kept else removed).append(name)
    return facts


def category_of(dataset: Dataset, cell: Cell) -> str:
    """Return what a cell states, several categories joined by ``;``; the state where it states nothing."""
    return LIST_SEPARATOR.join(sorted(stated(dataset, cell))) or cell.state


def differences(dataset: Dataset, cells: Mapping[tuple[str, str], Cell]) -> tuple[Difference, ...]:
    """Return the levers on which two places state things that exclude each other.

    Two places differ where nothing that the one states is stated by the other,
    and where the one has explicitly none of what the other reports.
    A silence of the sources is no difference, nor is a reported value without a
    category beside one with a category.
    """
    found: list[Difference] = []
    for lever, row in by_lever(cells).items():
        told = [(cell, stated(dataset, cell)) for cell in row]
        kinds = list(dict.fromkeys(kind for _, kind in told if kind))
        none_beside_some = {"explicitly_none", "reported"} <= {cell.state for cell in row}
        if none_beside_some or any(_exclude(one, other) for one, other in combinations(kinds, 2)):
            groups: dict[str, list[str]] = {}
            for cell, kind in told:
                if kind:
                    groups.setdefault(LIST_SEPARATOR.join(sorted(kind)), []).append(cell.place)
            gaps = tuple(cell.place for cell in row if cell.state == "not_reported")
            found.append(Difference(lever, {key: tuple(places) for key, places in groups.items()}, gaps))
    return tuple(found)


def _exclude(one: frozenset[str], other: frozenset[str]) -> bool:
    if one & other:
        return False
    known = {"reported", "explicitly_none", "not_in_force"}
    return "reported" not in one | other or bool((one | other) & known - {"reported"})


def by_lever(cells: Mapping[tuple[str, str], Cell]) -> dict[str, list[Cell]]:
    """Return the cells of each lever, both in their order."""
    rows: dict[str, list[Cell]] = {}
    for (lever, _), cell in cells.items():
        rows.setdefault(lever, []).append(cell)
    return rows


def reported_by(cells: Mapping[tuple[str, str], Cell], lever: str) -> int:
    """Return for how many places a lever is reported or explicitly none."""
    return reporting(by_lever(cells).get(lever, ()))


def reporting(row: Iterable[Cell]) -> int:
    """Return how many cells are reported or explicitly none."""
    return sum(cell.state in ("reported", "explicitly_none") for cell in row)


def overview_levers(dataset: Dataset, cells: Mapping[tuple[str, str], Cell], most: int = 7) -> tuple[str, ...]:
    """Return the levers that the overview opens with, in the codebook's order.

    They are those that dataset.yaml names, else those that most places report.
    """
    if dataset.about.overview:
        return dataset.about.overview
    rows = by_lever(cells)
    ranked = sorted(dataset.levers, key=lambda lever: -reporting(rows.get(lever, ())))[:most]
    return tuple(lever for lever in dataset.levers if lever in ranked)


def numbers(dataset: Dataset, cells: Mapping[tuple[str, str], Cell], lever: str) -> list[tuple[str, Fact]]:
    """Return the facts in place of a lever that hold a number, each with its place, in the order of the screen."""
    return _numbers(dataset, by_lever(cells).get(lever, []))


def _numbers(dataset: Dataset, row: Iterable[Cell]) -> list[tuple[str, Fact]]:
    return [dataset.facts[name] for cell in row for name in cell.present if dataset.facts[name][1].number is not None]


def numeric_levers(dataset: Dataset, cells: Mapping[tuple[str, str], Cell]) -> tuple[str, ...]:
    """Return the levers that hold a number somewhere, those that the primary source counts most first."""
    counted = {lever: found for lever, row in by_lever(cells).items() if (found := _numbers(dataset, row))}

    def weight(lever: str) -> tuple[int, int]:
        found = counted[lever]
        primary = {place for place, fact in found if fact.primary}
        return (-len(primary), -len({place for place, _ in found}))

    return tuple(sorted(counted, key=weight))


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
    rows = by_lever(cells)
    levers = tuple(
        lever for lever, row in rows.items() if (not differ or lever in uneven) and (not shared or reporting(row) >= 2)
    )
    left = [cell for lever in levers for cell in rows[lever]]
    if not left:
        return Narrowed(levers, "No lever is left by these choices.")
    words = [
        f"{count:,} {told}"
        for state, told in _COUNTED.items()
        if (count := sum(cell.state == state for cell in left)) or state in ("explicitly_none", "not_reported")
    ]
    reported = sum(cell.state == "reported" for cell in left)
    told = share(reported, len(left), "cell", "is reported", "are reported")
    finding = f"{told}, {', '.join(words)}: the sources are silent there."
    return Narrowed(levers, " ".join(part for part in (finding, _most_gaps(dataset, cells, levers)) if part))


_COUNTED: Final = {
    "explicitly_none": "explicitly none",
    "not_in_force": "ended or not yet in force",
    "filtered": "taken out by a filter",
    "not_reported": "not reported",
}
_MOST_NAMED: Final = 3


def _most_gaps(dataset: Dataset, cells: Mapping[tuple[str, str], Cell], levers: Iterable[str]) -> str:
    """Return on which lever the sources are silent for most places; a tie is told as one."""
    rows = by_lever(cells)
    gaps = {lever: sum(cell.state == "not_reported" for cell in rows[lever]) for lever in levers}
    most = max(gaps.values(), default=0)
    if not most:
        return ""
    names = [term_name(dataset, dataset.levers[lever].name) for lever, count in gaps.items() if count == most]
    word = dataset.codebook.words.place
    where = f"{most} of {counted(len({place for _, place in cells}), *_spoken(word, 'place'))}"
    levers_spoken = _spoken(dataset.codebook.words.lever, "lever")
    what = listed(names) if len(names) <= _MOST_NAMED else counted(len(names), *levers_spoken)
    each = "each of " if len(names) > 1 else ""
    return f"The sources do not say anything on {each}{what} for {where}."


def _spoken(word: Word | None, plain: str) -> tuple[str, str]:
    return (word.singular, word.plural) if word is not None else (plain, f"{plain}s")
