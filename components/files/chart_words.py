"""The words of a rendered chart, parted from its shapes: the renderer takes longer over a letter than over a shape."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from lxml import etree

from components.drawing.looks import FONT
from components.files.canvas import Line, Type
from components.files.layers import without_layers
from components.files.letters import is_plain

_SVG: Final = "{http://www.w3.org/2000/svg}"
_MOVED: Final = re.compile(r"translate\(\s*(-?[\d.]+(?:e-?\d+)?)\s*,\s*(-?[\d.]+(?:e-?\d+)?)\s*\)")
_COLOUR: Final = re.compile("#[0-9a-f]{6}", re.I)
_WEIGHTS: Final = {"": 400, "normal": 400, "400": 400, "500": 400, "600": 600, "bold": 700, "700": 700}
"""Weights as charts name them, and the nearest that there is a file of, which is the one that the renderer takes."""
_ANCHORS: Final = {"start", "middle", "end"}
_CHANGES: Final = ("clip-path", "opacity", "fill-opacity", "stroke", "filter", "mask", "style")
"""What makes a text look unlike its letters in its colour, on itself or on what it stands in."""


@lru_cache(maxsize=8)
def parted(svg: str) -> tuple[str, tuple[Line, ...]]:
    """Return a chart's SVG without its plain words and without needless layers, and the words as lines.

    The lines are in pixels of the chart.

    Words that are turned, clipped, faint, outlined, or need shaping stay where they are.
    """
    parser = etree.XMLParser(resolve_entities=False, huge_tree=True, no_network=True)
    root = etree.fromstring(svg.encode(), parser)
    lines = tuple(_taken(root, 0.0, 0.0))
    without_layers(root)
    return etree.tostring(root, encoding="unicode"), lines


def _taken(within: etree._Element, x: float, y: float) -> Iterator[Line]:
    """Take the plain words out of an element that stands at a place, and yield them as lines."""
    for inner in list(within):
        if inner.tag not in (f"{_SVG}g", f"{_SVG}text") or _changed(inner):
            continue
        moved = _MOVED.fullmatch(inner.get("transform", "translate(0,0)"))
        if moved is None:
            continue
        at = (x + float(moved[1]), y + float(moved[2]))
        if inner.tag == f"{_SVG}g":
            yield from _taken(inner, *at)
        elif found := _lines(inner, *at):
            within.remove(inner)
            yield from found


def _changed(element: etree._Element) -> bool:
    return any(element.get(name, "1") not in ("1", "none") for name in _CHANGES)


def _lines(text: etree._Element, x: float, y: float) -> tuple[Line, ...]:
    """Return a text as lines, none where one of them isn't plain."""
    size, weight = re.fullmatch(r"([\d.]+)px", text.get("font-size", "")), text.get("font-weight", "")
    colour, anchor = text.get("fill", ""), text.get("text-anchor", "start")
    told = text.get("font-family") == FONT and weight in _WEIGHTS and anchor in _ANCHORS and _COLOUR.fullmatch(colour)
    if not told or size is None or (len(text) and (text.text or "").strip()):
        return ()
    kind = Type(float(size[1]), _WEIGHTS[weight], colour)
    found, base = [], y
    for part in (*text,) or (text,):
        if part is not text:
            if part.tag != f"{_SVG}tspan" or len(part) or part.get("x", "0") != "0":
                return ()
            base += float(part.get("dy", "0"))
        line = Line(" ".join((part.text or "").split()), x, base, kind, anchor)  # type: ignore[arg-type]
        if not is_plain(line):
            return ()
        found.append(line)
    return tuple(line for line in found if line.text)
