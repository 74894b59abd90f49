"""The process in which pictures are rendered, apart from the server's.

vl-convert holds the interpreter while it works, which would make every reader
wait for one reader's picture; it needs some hundred megabytes, too. Requests
come on standard input, one at a time: a line of JSON with ``do`` (svg, png or
pdf), ``size`` (bytes of what follows) and ``scale``, then a specification or a
picture. Answers go to standard output: a line with ``size`` and ``error``
(empty where all is well), then the bytes. It ends when its input does.
"""

import json
import os
import sys
from typing import Any, BinaryIO

import vl_convert

VEGALITE = "6.4"
NOTHING = '{"data": {"values": []}, "mark": "point"}'
"""Rendered once at the start: the first picture takes a second longer than the others."""


def rendered(do: str, text: str, scale: float) -> bytes:
    """Return a Vega-Lite specification as an SVG, or an SVG as a PNG or a PDF; nothing is loaded from an address."""
    if do == "svg":
        drawn: str = vl_convert.vegalite_to_svg(text, vl_version=VEGALITE, allowed_base_urls=[])
        return drawn.encode()
    if do == "png":
        return bytes(vl_convert.svg_to_png(text, scale=scale))
    return bytes(vl_convert.svg_to_pdf(text))


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
