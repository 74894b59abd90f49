"""The process in which pictures are rendered, apart from the server's.

vl-convert holds the interpreter while it works, which would make every reader
wait for one reader's picture; it needs some hundred megabytes, too. Requests
come on standard input, one at a time: a line of JSON with ``do`` (svg, png,
pdf or bundle), ``size`` (bytes of what follows) and ``scale``, then a specification, the
parts of a page (see :func:`page_of`), a picture or a script. Answers go to
standard output: a line with ``size`` and ``error`` (empty where all is well),
then the bytes. It ends when its input does.
"""

import json
import os
import sys
from typing import Any, BinaryIO

import vl_convert

from components.files.canvas import Line, Type
from components.files.png_page import Drawn, Page, Rule, put_together

VEGALITE = "6.4"
NOTHING = '{"data": {"values": []}, "mark": "point"}'
"""Rendered once at the start: the first picture takes a second longer than the others."""


def rendered(do: str, text: str, scale: float) -> bytes:
    """Return a specification as an SVG, parts as a PNG, an SVG as a PDF, a script with Vega; no address is loaded."""
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


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more."""
    for line in iter(requests.readline, b""):
        asked: dict[str, Any] = json.loads(line)
        text = requests.read(asked["size"]).decode()
        try:
            made, error = rendered(asked["do"], text, asked["scale"]), ""
        except ValueError as fault:  # what vl-convert raises, whatever went wrong
            made, error = b"", str(fault)
        answers.write(json.dumps({"size": len(made), "error": error}).encode() + b"\n" + made)
        answers.flush()


if __name__ == "__main__":
    vl_convert.register_font_directory(sys.argv[1])
    # What a library prints must not stand among the answers.
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    rendered("svg", NOTHING, 1.0)
    serve(sys.stdin.buffer, replies)
