"""One lever over all places at once: what a map colours, group by group.

Places stand in groups by the lever's categories where it lists some; else by
their numbers where most of them measure one thing; else by status. Where a
place has nothing in place, its group is the state of its cell.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Final, Literal, get_args

from data.model.dataset import Dataset
from data.model.records import Fact
from data.model.vocabulary import CellState, Status
from data.questions.cells import Cell, categories_of
from data.questions.commensurability import comparable_groups

GroupKind = Literal["category", "status", "range", "unlike", "state"]
CLASSES: Final = 4
"""Of numbers: so many steps of one colour are told apart at a glance."""
FEW: Final = 5
"""Up to so many different numbers stand in a group each."""


@dataclass(frozen=True)
class Group:
    """Places of which a map says the same thing.

    Attributes
    ----------
    kind : {"category", "status", "range", "unlike", "state"}
        ``unlike`` are places with no number that measures what the others' do.
    names : tuple of str
        Ids of categories, of a status, or a state of cells.
    least, most : float
        Of a range, the numbers at its ends, both of them reported.
    places : tuple of ids
        In the order of the screen.
    """

    kind: GroupKind
    names: tuple[str, ...] = ()
    least: float = 0.0
    most: float = 0.0
    places: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What tells the group from every other of its map."""
        return f"{self.kind} {' '.join(self.names)} {self.least:g} {self.most:g}".strip()


@dataclass(frozen=True)
class LeverMap:
    """A lever over some places: its groups in the order of a legend, and where sources disagree.

    ``unit`` and ``counts`` are those of the numbers, where the groups are of numbers.
    """

    lever: str
    groups: tuple[Group, ...]
    disputed: frozenset[str] = frozenset()
    unit: str | None = None
    counts: str | None = None


def lever_map(dataset: Dataset, cells: Mapping[tuple[str, str], Cell], lever: str, places: Iterable[str]) -> LeverMap:
    """Return what a map of a lever shows of some places, each of them in one group.

    Parameters
    ----------
    dataset : Dataset
    cells : as :func:`data.questions.policy.policy_table` returns them
    lever : id
    places : iterable of ids
    """
    row = [cells[lever, place] for place in places]
    facts = {cell.place: dataset.facts[cell.facts[0]][1] for cell in row if cell.state == "reported"}
    alike = () if dataset.levers[lever].categories else _one_measure(facts)
    classes = _classes([fact.number or 0.0 for _, fact in alike])
    measured = {place for place, _ in alike}
    grouped: dict[Group, list[str]] = {}
    for cell in row:
        fact = facts.get(cell.place)
        group = Group("state", (cell.state,)) if fact is None else _group(fact, classes, measured, cell.place)
        grouped.setdefault(group, []).append(cell.place)
    order = _order(dataset, lever)
    groups = (Group(g.kind, g.names, g.least, g.most, tuple(grouped[g])) for g in sorted(grouped, key=order))
    first = alike[0][1] if alike else None
    return LeverMap(
        lever, tuple(groups), frozenset(cell.place for cell in row if _disputed(dataset, cell)),
        first.unit if first else None, first.counts if first else None,
    )  # fmt: skip


def _disputed(dataset: Dataset, cell: Cell) -> bool:
    return bool(cell.contrary) or any(dataset.facts[name][1].conflict for name in cell.facts)


def _one_measure(facts: Mapping[str, Fact]) -> Sequence[tuple[str, Fact]]:
    """Return the numbers that share an axis, where those are at least three and of half the places that report."""
    groups = comparable_groups((place, fact) for place, fact in facts.items() if fact.number is not None)
    largest = max(groups, key=len, default=[])
    return largest if len(largest) >= 3 and 2 * len(largest) >= len(facts) else ()


def _classes(numbers: list[float]) -> list[tuple[float, float]]:
    """Return the ends of the classes of some numbers, as many in each as can be."""
    different = sorted(set(numbers))
    if len(different) <= FEW:
        return [(number, number) for number in different]
    cuts = quantiles(numbers, n=CLASSES, method="inclusive")
    parts: list[list[float]] = [[] for _ in range(CLASSES)]
    for number in different:
        parts[sum(number > cut for cut in cuts)].append(number)
    return [(part[0], part[-1]) for part in parts if part]


def _group(fact: Fact, classes: list[tuple[float, float]], measured: set[str], place: str) -> Group:
    if classes:
        if place not in measured or fact.number is None:
            return Group("unlike")
        number = fact.number
        least, most = next(ends for ends in classes if ends[0] <= number <= ends[1])
        return Group("range", (), least, most)
    categories = categories_of(fact)
    if categories:
        return Group("category", categories)
    return Group("status", (fact.own_status or fact.status,))


def _order(dataset: Dataset, lever: str) -> Callable[[Group], tuple[int, list[int], float]]:
    """Return what sorts groups: as codebook and vocabulary list them, numbers from the least on, states last."""
    kinds = list(get_args(GroupKind))
    categories = list(dataset.levers[lever].categories)
    statuses = [*get_args(Status), *dataset.statuses]
    states = list(get_args(CellState))

    def key(group: Group) -> tuple[int, list[int], float]:
        known = {"category": categories, "status": statuses, "state": states}.get(group.kind, [])
        return kinds.index(group.kind), [known.index(name) for name in group.names if name in known], group.least

    return key
