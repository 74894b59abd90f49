"""What is rendered in a process apart from the server's.

vl-convert holds the interpreter while it works, which would make every reader
wait for one reader's picture; it needs some hundred megabytes, too. What is
rendered is a specification, the parts of a page (see :func:`page_of`), a
picture or a script.
"""

import json
from functools import cache
from typing import Any

import vl_convert

from components.files.canvas import Line, Type
from components.files.fonts import FONTS
from components.files.png_page import Drawn, Page, Rule, put_together

VEGALITE = "6.4"
NOTHING = '{"data": {"values": []}, "mark": "point"}'
"""Rendered once at the start: the first picture takes a second longer than the others."""


def rendered(do: str, text: str, scale: float) -> bytes:
    """Return a specification as an SVG, parts as a PNG, an SVG as a PDF, a script with Vega; no address is loaded."""
    _load_fonts()
    if do == "svg":
        drawn: str = vl_convert.vegalite_to_svg(text, vl_version=VEGALITE, allowed_base_urls=[])
        return drawn.encode()
    if do == "bundle":
        bundled: str = vl_convert.javascript_bundle(text)
        return bundled.encode()
    if do == "png":
        return put_together(page_of(json.loads(text), scale), scale)
    return bytes(vl_convert.svg_to_pdf(text))


def page_of(parts: dict[str, Any], scale: float) -> Page:
    """Return a page of parts as :func:`components.files.picture.png` writes them, its pieces rendered."""
    # The signs of a legend or table are alike: each is rendered once.
    drawn = {svg: bytes(vl_convert.svg_to_png(svg, scale=scale)) for _, _, svg, *rest in parts["marks"] if not rest}
    marks = [Rule(*mark) if len(mark) > 3 else Drawn(drawn[mark[2]], *mark[:2]) for mark in parts["marks"]]
    lines = [Line(text, x, y, Type(*kind), anchor) for text, x, y, kind, anchor in parts["lines"]]
    return Page(parts["width"], parts["height"], marks, lines)


@cache
def _load_fonts() -> None:
    vl_convert.register_font_directory(str(FONTS))
