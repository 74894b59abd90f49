"""Where the labels of a small chart go, so that none covers another, a point or a line."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from components.charts.trend import FOOT_LEADING, Plot

Align = Literal["left", "center", "right"]
Box = tuple[float, float, float, float]
Spot = tuple[float, float]

_HEAD: Final = 7.3
_FOOT: Final = 5.2
_ABOVE: Final = 11.0
_BELOW: Final = 14.5
_CANDIDATES: Final[tuple[tuple[float, float, Align], ...]] = (
    (0, -20, "center"), (0, 20, "center"), (9, -8, "left"), (-9, -8, "right"), (4, -20, "left"), (-4, -20, "right"),
    (9, 8, "left"), (-9, 8, "right"), (4, 20, "left"), (-4, 20, "right"), (0, -38, "center"), (0, 38, "center"),
    (4, -38, "left"), (-4, -38, "right"), (4, 38, "left"), (-4, 38, "right"), (0, -56, "center"), (0, 56, "center"),
    (4, -56, "left"), (-4, -56, "right"), (4, 56, "left"), (-4, 56, "right"),
)  # fmt: skip


@dataclass(frozen=True)
class Label:
    """What stands at a point: its number over its year, and what sets it apart, in one or more lines."""

    head: str
    foot: str
    year: float
    numbers: tuple[float, ...]


@dataclass(frozen=True)
class Placed:
    """Where a label stands: the pixel of its head's baseline, and which end of it that is."""

    x: float
    y: float
    align: Align


def placed(ground: Plot, labels: Sequence[Label], lines: Iterable[Sequence[tuple[float, float]]]) -> tuple[Placed, ...]:
    """Return where each label stands: at its own point, clear of what else is drawn, as near as can be.

    Parameters
    ----------
    ground : Plot
    labels : sequence of Label
    lines : iterable of sequences of (year, number)
        The lines that are drawn.
    """
    points = [ground.at(label.year, number) for label in labels for number in label.numbers]
    along = [spot for line in lines for spot in _along([ground.at(*end) for end in line])]
    boxes: list[Box] = []
    found: dict[int, Placed] = {}
    # The widest first: the others find room around it more easily than it around them.
    for n in sorted(range(len(labels)), key=lambda n: -_width(labels[n])):
        tried = [_tried(ground, labels[n], *candidate) for candidate in _CANDIDATES]
        _, _, spot, box = min(
            (_cost(ground, box, boxes, points, along) + _astray(ground, box, labels, n) + 2.0 * order, order, spot, box)
            for order, (spot, box) in enumerate(tried)
        )
        boxes.append(box)
        found[n] = Placed(*spot)
    return tuple(found[n] for n in range(len(labels)))


MOST_ENDS: Final = 11
"""So many ends find room beside a chart."""
_APART: Final = 29.0


def at_ends(ground: Plot, labels: Sequence[Label]) -> dict[int, Placed]:
    """Return where the labels of lines' ends stand, by their place in `labels`: beside the chart, clear of each other.

    Of more than find room, the highest, the lowest and some evenly between them have one.
    """
    ranked = sorted(range(len(labels)), key=lambda n: -labels[n].numbers[0])
    if len(ranked) > MOST_ENDS:
        ranked = [ranked[round(n * (len(ranked) - 1) / (MOST_ENDS - 1))] for n in range(MOST_ENDS)]
    levels = [ground.at(labels[n].year, labels[n].numbers[0])[1] for n in ranked]
    for n in range(1, len(levels)):
        levels[n] = max(levels[n], levels[n - 1] + _APART)
    over = (levels[-1] if levels else 0.0) - (ground.height - 12)
    for n in reversed(range(len(levels))):
        levels[n] = min(levels[n], ground.height - 12 - _APART * (len(levels) - 1 - n)) if over > 0 else levels[n]
    return {n: Placed(ground.width + 8.0, round(level, 1), "left") for n, level in zip(ranked, levels, strict=True)}


def _width(label: Label) -> float:
    return max(_HEAD * len(label.head), *(_FOOT * len(line) for line in label.foot.split("\n")))


def _tried(
    ground: Plot, label: Label, right: float, down: float, align: Align
) -> tuple[tuple[float, float, Align], Box]:
    ends = [ground.at(label.year, number) for number in label.numbers]
    x = ends[0][0] + right
    level = max(y for _, y in ends) if down > 0 else min(y for _, y in ends)
    more = FOOT_LEADING * label.foot.count("\n")
    y = level + down + (2 if down > 0 else -more if down < -_ABOVE else -more / 2)
    width = _width(label)
    left = {"left": x, "center": x - width / 2, "right": x - width}[align]
    return (round(x, 1), round(y, 1), align), (left, y - _ABOVE, left + width, y + _BELOW + more)


def _along(ends: list[Spot]) -> Iterable[Spot]:
    for (x0, y0), (x1, y1) in pairwise(ends):
        for n in range(25):
            yield x0 + (x1 - x0) * n / 24, y0 + (y1 - y0) * n / 24


def _cost(ground: Plot, box: Box, boxes: Iterable[Box], points: Iterable[Spot], along: Iterable[Spot]) -> float:
    left, top, right, bottom = box
    outside = max(0.0, 6 - left) + max(0.0, right - ground.width - ground.edge + 1)
    outside += max(0.0, -4 - top) + max(0.0, bottom - ground.height - 1)
    covered = sum(
        max(0.0, min(right, other[2]) - max(left, other[0])) * max(0.0, min(bottom, other[3]) - max(top, other[1]))
        for other in boxes
    )
    hidden = sum(left - 5 < x < right + 5 and top - 4 < y < bottom + 4 for x, y in points)
    crossed = sum(left < x < right and top < y < bottom for x, y in along)
    return 40 * outside + 3 * covered + 60 * hidden + 4 * crossed


def _astray(ground: Plot, box: Box, labels: Sequence[Label], own: int) -> float:
    """Return what it costs that a label stands nearer to another label's point than to its own."""

    def away(label: Label) -> float:
        return min(_distance(box, ground.at(label.year, number)) for number in label.numbers)

    near = away(labels[own])
    return sum(70.0 for n, label in enumerate(labels) if n != own and away(label) <= near)


def _distance(box: Box, spot: Spot) -> float:
    left, top, right, bottom = box
    return math.hypot(max(left - spot[0], 0.0, spot[0] - right), max(top - spot[1], 0.0, spot[1] - bottom))
