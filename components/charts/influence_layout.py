"""The influence map before it is drawn: where each factor stands and how each arrow runs.

Graphviz places it (its layered layout, "dot"): a band a level, the order within
each row such that few arrows cross, curves that go round the factors.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock
from typing import Final

import pandas as pd
import pygraphviz

from components.charts.arrows import Arrow, Point
from components.charts.lines import broken, text_width
from data.model.dataset import Dataset
from data.questions.influence import Focus, Link, links

GUTTER: Final = 26
FONT_SIZE: Final = 11.5
LINE_HEIGHT: Final = 14
LINES: Final = 4
"""Of one label, at the most: what is longer is cut."""
# How wide a factor's label may be, and the least gap beside it in inches, roomiest first: the first that fits.
SPACINGS: Final = ((170, 0.2), (150, 0.16), (150, 0.1), (132, 0.1), (116, 0.1), (100, 0.08))
# From here on one layout takes about a second, and none fits.
MANY: Final = 150
MARGIN: Final = 12
MARK: Final = 6.5

# Graphviz keeps its state in the process: one layout at a time.
_ONE_AT_A_TIME: Final = Lock()


@dataclass(frozen=True)
class Box:
    """A factor on the map: its middle, its size in pixels, and the lines of its label."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """A map laid out, in pixels from the upper left corner.

    Attributes
    ----------
    width, height : float
    boxes : mapping of factor to Box
    arrows : mapping of link to Arrow
    marks : mapping of link to Point
        Where the sign of a link stands: near its arrow's head, clear of others.
    bands : mapping of level to (top, bottom)
        From top to bottom without a gap; levels without a factor are left out.
    """

    width: float
    height: float
    boxes: Mapping[str, Box]
    arrows: Mapping[Link, Arrow]
    marks: Mapping[Link, Point]
    bands: Mapping[str, tuple[float, float]]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in whole pixels."""
        return (math.ceil(self.width), math.ceil(self.height))


def layout(dataset: Dataset, pairs: pd.DataFrame, focus: Focus | None, room: int) -> Layout:
    """Return the map of some links laid out, within `room` pixels where that can be.

    Parameters
    ----------
    dataset : Dataset
    pairs : frame
        As :func:`data.questions.influence.influence_pairs` returns it.
    focus : Focus or None
        Only its links are placed, all where there is none.
    room : int
        The width to keep within; a map of many factors is wider.
    """
    shown = [link for link in links(pairs) if focus is None or focus.step(link)]
    for label_width, gap in SPACINGS if len(shown) <= MANY else SPACINGS[-1:]:
        laid_out = _layout(dataset, shown, label_width, gap)
        if laid_out.width <= room:
            break
    return laid_out


def _layout(dataset: Dataset, shown: list[Link], label_width: int, gap: float) -> Layout:
    ends = {end for link in shown for end in link[:2]}
    factors = [factor for factor in dataset.factors if factor in ends]
    lines = {factor: tuple(broken(dataset.factors[factor].name, label_width, FONT_SIZE, LINES)) for factor in factors}
    sizes = {
        factor: (max(text_width(line, FONT_SIZE) for line in label) + 18, len(label) * LINE_HEIGHT + 11)
        for factor, label in lines.items()
    }
    with _ONE_AT_A_TIME:
        graph = _graph(dataset, sizes, shown, gap)
        graph.layout(prog="dot")
        width, height = (float(number) for number in graph.graph_attr["bb"].split(",")[2:])
        places = {factor: _point(graph.get_node(_name(factor)).attr["pos"], height) for factor in factors}
        arrows = {link: _arrow(graph, dataset, link, height) for link in shown}
    boxes = {factor: Box(*places[factor], *sizes[factor], lines[factor]) for factor in factors}
    return Layout(
        width=width + GUTTER + 2 * MARGIN,
        height=height + 2 * MARGIN,
        boxes=boxes,
        arrows=arrows,
        marks=_marks(arrows, boxes.values()),
        bands=_bands(dataset, boxes, height + 2 * MARGIN),
    )


def _name(factor: str) -> str:
    # An id may be a word of Graphviz's own language.
    return f"factor {factor}"


def _upward(dataset: Dataset, link: Link) -> bool:
    order = list(dataset.levels)
    return order.index(dataset.level_of(link[0])) > order.index(dataset.level_of(link[1]))


def _graph(
    dataset: Dataset, sizes: Mapping[str, tuple[float, float]], shown: Iterable[Link], gap: float
) -> pygraphviz.AGraph:
    graph = pygraphviz.AGraph(
        directed=True, strict=False, rankdir="TB", nodesep=gap, ranksep="0.4", newrank="true", splines="true",
        mclimit="10", searchsize="200",
    )  # fmt: skip
    # The last two are how long Graphviz looks for fewer crossings.
    for factor, (width, height) in sizes.items():
        graph.add_node(
            _name(factor), label="", shape="box", fixedsize="true", width=width / 72, height=height / 72, margin="0"
        )
    for above, below in pairwise(_levels(dataset, sizes)):
        # What keeps the bands apart: an unseen point that stands below all of one level and above all of the next.
        bound = f"below {dataset.level_of(above[0])}"
        graph.add_node(bound, label="", style="invis", shape="point", width=0.01, height=0.01)
        for factor in above:
            graph.add_edge(_name(factor), bound, style="invis", weight=0)
        for factor in below:
            graph.add_edge(bound, _name(factor), style="invis", weight=0)
    for link in shown:
        direction = "back" if _upward(dataset, link) else "forward"
        graph.add_edge(*_ends(dataset, link), key=_key(link), dir=direction, arrowsize=0.75)
    return graph


def _ends(dataset: Dataset, link: Link) -> tuple[str, str]:
    """Return the names of a link's factors, the upper level's first, as Graphviz is told them."""
    above, below = (link[1], link[0]) if _upward(dataset, link) else (link[0], link[1])
    return _name(above), _name(below)


def _key(link: Link) -> str:
    return " ".join(link)


def _levels(dataset: Dataset, factors: Iterable[str]) -> list[list[str]]:
    """Return the factors of each level that has one."""
    held = list(factors)
    by_level = [[factor for factor in held if dataset.level_of(factor) == level] for level in dataset.levels]
    return [group for group in by_level if group]


def _point(text: str, height: float) -> Point:
    x, y = (float(number) for number in text.split(","))
    return (x + GUTTER + MARGIN, height - y + MARGIN)


def _arrow(graph: pygraphviz.AGraph, dataset: Dataset, link: Link, height: float) -> Arrow:
    upward = _upward(dataset, link)
    pieces = graph.get_edge(*_ends(dataset, link), _key(link)).attr["pos"].split()
    # "e,x,y" and "s,x,y" are the tips of heads at the end and at the start; the rest is the curve.
    tips = {piece[0]: _point(piece[2:], height) for piece in pieces if piece[0] in "es"}
    curve = [_point(piece, height) for piece in pieces if piece[0] not in "es"]
    if upward:
        curve.reverse()
    return Arrow(tuple(curve), tips["s" if upward else "e"])


def _marks(arrows: Mapping[Link, Arrow], boxes: Iterable[Box]) -> dict[Link, Point]:
    """Return where each sign stands: as near its head as it can without touching another sign or a factor."""
    held = list(boxes)
    placed: dict[Link, Point] = {}
    for link, arrow in arrows.items():
        points = [point for point in arrow.back_from_head() if math.dist(point, arrow.tip) > MARK + 9]
        free = (p for p in points if _clear(p, placed.values()) and not any(_touches(p, box) for box in held))
        placed[link] = next(free, points[0] if points else arrow.curve[0])
    return placed


def _clear(point: Point, others: Iterable[Point]) -> bool:
    return all(math.dist(point, other) > 2 * MARK + 1 for other in others)


def _touches(point: Point, box: Box) -> bool:
    return abs(point[0] - box.x) < box.width / 2 + MARK and abs(point[1] - box.y) < box.height / 2 + MARK


def _bands(dataset: Dataset, boxes: Mapping[str, Box], height: float) -> dict[str, tuple[float, float]]:
    groups = _levels(dataset, boxes)
    tops = [min(boxes[factor].y - boxes[factor].height / 2 for factor in group) for group in groups]
    bottoms = [max(boxes[factor].y + boxes[factor].height / 2 for factor in group) for group in groups]
    bounds = [0.0, *((bottom + top) / 2 for bottom, top in zip(bottoms, tops[1:], strict=False)), height]
    names = [dataset.level_of(group[0]) for group in groups]
    return dict(zip(names, pairwise(bounds), strict=False))
