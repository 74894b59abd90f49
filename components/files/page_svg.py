"""An exhibit's page as an SVG: its chart drawn in it rather than as a picture within it, its words as metadata."""

import re
from html import escape
from typing import Final

from components.drawing.looks import FONT
from components.drawing.markup import rendered
from components.drawing.printable import printable
from components.files.exhibit_page import Chart, Page

_AMPERSAND: Final = re.compile(r"&(?!amp;|lt;|gt;|quot;|apos;|#\d+;|#x[0-9a-fA-F]+;)")
_LINK: Final = re.compile(r'(href="https?:[^"]*")')
_PICTURE: Final = re.compile(r'<image [^>]*?href="data:image/svg\+xml;base64,[^"]*"[^>]*?/>')
_WIDTH: Final = re.compile(r'\swidth="([\d.]+)"')


def with_chart(made: bytes, page: Page) -> bytes:
    """Return a page's SVG as it leaves: with its chart's own shapes and words, title, text alternative and origin."""
    svg = _LINK.sub(lambda link: _AMPERSAND.sub("&amp;", link[1]), made.decode())
    if page.chart is not None:
        drawn = page.chart
        svg = _PICTURE.sub(lambda picture: _inlined(drawn, picture[0]), svg, count=1)
    words = {name: printable(text) for name, text in page.words.items()}
    head = rendered("figure_words.svg", words=words)
    start = svg.index("<svg")
    end = svg.index(">", start)
    language = escape(str(page.data["language"]))
    own = f' role="img" aria-labelledby="figure-title figure-desc" xml:lang="{language}"'
    return f"{svg[:end]}{own}>{head}{svg[end + 1 :]}".encode()


def _inlined(chart: Chart, picture: str) -> str:
    """Return a chart's content as wide as its picture is. The renderer has escaped all text of the data in it."""
    width = _WIDTH.search(picture)
    scale = float(width[1]) / chart.width if width else 1.0
    content = chart.svg[chart.svg.index(">", chart.svg.index("<svg")) + 1 : chart.svg.rindex("</svg>")]
    return f'<g transform="scale({scale:.6g})" font-family="{escape(FONT)}">{content}</g>'
