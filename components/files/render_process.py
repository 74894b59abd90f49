"""What is rendered in a process apart from the server's.

vl-convert holds the interpreter while it works, which would make every reader
wait for one reader's picture; it needs some hundred megabytes, too. What is
rendered is a specification, a page or a script.
"""

import json
from functools import cache
from pathlib import Path

import typst
import vl_convert

from components.files.fonts import FONTS

VEGALITE = "6.4"
NOTHING = '{"data": {"values": []}, "mark": "point"}'
"""Rendered once at the start: the first picture takes a second longer than the others."""
_TEMPLATES = {name: Path(__file__).with_name(f"{name}.typ") for name in ("exhibit", "memo")}
_INCH = 96.0
"""Pixels of a page to an inch."""


def rendered(do: str, text: str, scale: float) -> bytes:
    """Return a specification as an SVG ("svg"), a page as SVG ("page"), PNG or PDF, a memo as PDF, or a bundle.

    No address is loaded.

    Raises
    ------
    ValueError
        Where the text can't be rendered, with what the library says.
    """
    if do == "svg":
        _load_fonts()
        drawn: str = vl_convert.vegalite_to_svg(text, vl_version=VEGALITE, allowed_base_urls=[])
        return drawn.encode()
    if do == "bundle":
        bundled: str = vl_convert.javascript_bundle(text)
        return bundled.encode()
    return _page(do, json.loads(text), scale)


def _page(do: str, inputs: dict[str, str], scale: float) -> bytes:
    try:
        if do == "png":
            made = _compiler("exhibit").compile(format="png", ppi=_INCH * scale, sys_inputs=inputs)
        elif do == "page":
            made = _compiler("exhibit").compile(format="svg", sys_inputs=inputs)
        else:
            # Without a moment of making, the same page is the same bytes.
            template = "memo" if do == "memo" else "exhibit"
            made = _compiler(template).compile(format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"], timestamp=0)
    except typst.TypstError as error:
        raise ValueError(str(error)) from None
    if not isinstance(made, bytes):
        raise ValueError("the page is more than one")
    return made


@cache
def _compiler(template: str) -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(_TEMPLATES[template], font_paths=fonts)


@cache
def _load_fonts() -> None:
    vl_convert.register_font_directory(str(FONTS))
