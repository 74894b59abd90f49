"""The influence map before it is drawn: where each factor stands and how each arrow runs.

Graphviz places it (its layered layout, "dot"): a band a level, the order within
each row such that few arrows cross, curves that go round the factors. It holds
the interpreter while it does, so it works in a process of its own.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import pandas as pd
import pygraphviz

from components.charts.arrows import Arrow, Point
from components.charts.lines import broken, text_width
from components.workers.budgets import LAYOUT, MAP_FACTORS, MAP_LINKS
from components.workers.workers import worked
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


class TooLargeError(ValueError):
    """A map of more links or factors than can be read: the text says of how many."""


@dataclass(frozen=True)
class Terms:
    """What a layout must know of a dataset.

    Attributes
    ----------
    levels : tuple of id
        From top to bottom.
    names, level : mapping of factor to text, and to its level
        In the order of the codebook.
    """

    levels: tuple[str, ...]
    names: Mapping[str, str]
    level: Mapping[str, str]


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

    Raises
    ------
    TooLargeError
        Where there are more links or factors than a map can hold.
    WorkError
        Where it took longer than it may.
    """
    shown = [link for link in links(pairs) if focus is None or focus.step(link)]
    ends = {end for link in shown for end in link[:2]}
    if len(shown) > MAP_LINKS or len(ends) > MAP_FACTORS:
        raise TooLargeError(
            f"{len(shown):,} links between {len(ends):,} factors are more than a map can show "
            f"({MAP_LINKS:,} links, {MAP_FACTORS:,} factors)."
        )
    factors = [factor for factor in dataset.factors if factor in ends]
    terms = Terms(
        tuple(dataset.levels),
        {factor: dataset.factors[factor].name for factor in factors},
        {factor: dataset.level_of(factor) for factor in factors},
    )
    return worked(LAYOUT, fitted, terms, shown, room)


def fitted(terms: Terms, shown: list[Link], room: int) -> Layout:
    """Return a layout with the roomiest spacing that fits; called in a process of its own."""
    for label_width, gap in SPACINGS if len(shown) <= MANY else SPACINGS[-1:]:
        laid_out = _layout(terms, shown, label_width, gap)
        if laid_out.width <= room:
            break
    return laid_out


def _layout(terms: Terms, shown: list[Link], label_width: int, gap: float) -> Layout:
    lines = {factor: tuple(broken(name, label_width, FONT_SIZE, LINES)) for factor, name in terms.names.items()}
    sizes = {
        factor: (max(text_width(line, FONT_SIZE) for line in label) + 18, len(label) * LINE_HEIGHT + 11)
        for factor, label in lines.items()
    }
    graph = _graph(terms, sizes, shown, gap)
    graph.layout(prog="dot")
    width, height = (float(number) for number in graph.graph_attr["bb"].split(",")[2:])
    places = {factor: _point(graph.get_node(_name(factor)).attr["pos"], height) for factor in terms.names}
    arrows = {link: _arrow(graph, terms, link, height) for link in shown}
    boxes = {factor: Box(*places[factor], *sizes[factor], lines[factor]) for factor in terms.names}
    return Layout(
        width=width + GUTTER + 2 * MARGIN,
        height=height + 2 * MARGIN,
        boxes=boxes,
        arrows=arrows,
        marks=_marks(arrows, boxes.values()),
        bands=_bands(terms, boxes, height + 2 * MARGIN),
    )


def _name(factor: str) -> str:
    # An id may be a word of Graphviz's own language.
    return f"factor {factor}"


def _upward(terms: Terms, link: Link) -> bool:
    return terms.levels.index(terms.level[link[0]]) > terms.levels.index(terms.level[link[1]])


def _graph(
    terms: Terms, sizes: Mapping[str, tuple[float, float]], shown: Iterable[Link], gap: float
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
    for above, below in pairwise(_levels(terms, sizes)):
        # What keeps the bands apart: an unseen point that stands below all of one level and above all of the next.
        bound = f"below {terms.level[above[0]]}"
        graph.add_node(bound, label="", style="invis", shape="point", width=0.01, height=0.01)
        for factor in above:
            graph.add_edge(_name(factor), bound, style="invis", weight=0)
        for factor in below:
            graph.add_edge(bound, _name(factor), style="invis", weight=0)
    for link in shown:
        direction = "back" if _upward(terms, link) else "forward"
        graph.add_edge(*_ends(terms, link), key=_key(link), dir=direction, arrowsize=0.75)
    return graph


def _ends(terms: Terms, link: Link) -> tuple[str, str]:
    """Return the names of a link's factors, the upper level's first, as Graphviz is told them."""
    above, below = (link[1], link[0]) if _upward(terms, link) else (link[0], link[1])
    return _name(above), _name(below)


def _key(link: Link) -> str:
    return " ".join(link)


def _levels(terms: Terms, factors: Iterable[str]) -> list[list[str]]:
    """Return the factors of each level that has one."""
    held = list(factors)
    by_level = [[factor for factor in held if terms.level[factor] == level] for level in terms.levels]
    return [group for group in by_level if group]


def _point(text: str, height: float) -> Point:
    x, y = (float(number) for number in text.split(","))
    return (x + GUTTER + MARGIN, height - y + MARGIN)


def _arrow(graph: pygraphviz.AGraph, terms: Terms, link: Link, height: float) -> Arrow:
    upward = _upward(terms, link)
    pieces = graph.get_edge(*_ends(terms, link), _key(link)).attr["pos"].split()
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


def _bands(terms: Terms, boxes: Mapping[str, Box], height: float) -> dict[str, tuple[float, float]]:
    groups = _levels(terms, boxes)
    tops = [min(boxes[factor].y - boxes[factor].height / 2 for factor in group) for group in groups]
    bottoms = [max(boxes[factor].y + boxes[factor].height / 2 for factor in group) for group in groups]
    bounds = [0.0, *((bottom + top) / 2 for bottom, top in zip(bottoms, tops[1:], strict=False)), height]
    names = [terms.level[group[0]] for group in groups]
    return dict(zip(names, pairwise(bounds), strict=False))
