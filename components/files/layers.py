"""Opacity of shapes as the opacity of their paint: the renderer lays out a picture of its own for each other one."""

from typing import Final

from lxml import etree

_SVG: Final = "{http://www.w3.org/2000/svg}"
_SHAPES: Final = frozenset(f"{_SVG}{name}" for name in ("path", "rect", "line", "text"))
_PAINTS: Final = ("fill", "stroke")


def without_layers(root: etree._Element) -> None:
    """Turn the opacity of shapes of a rendered chart that are painted once, filled or outlined, into their paint's.

    It looks the same: only where a fill and an outline lie upon each other does it matter that both fade as one.
    """
    _flatten(root, {"fill": "black", "stroke": "none"})


def _flatten(element: etree._Element, held: dict[str, str]) -> None:
    paints = {name: element.get(name, held[name]) for name in _PAINTS}
    opacity = element.get("opacity")
    painted = [name for name, paint in paints.items() if paint != "none"]
    alone = element.tag in _SHAPES and not len(element) and not element.get("style")
    if opacity is not None and alone and len(painted) == 1:
        name = f"{painted[0]}-opacity"
        element.set(name, f"{float(opacity) * float(element.get(name, '1')):g}")
        del element.attrib["opacity"]
    for inner in element:
        _flatten(inner, paints)
