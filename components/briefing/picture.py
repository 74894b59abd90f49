"""Exhibits as pictures: SVG once, PNG and PDF from it; on white, in one type, whatever the reader's theme.

Pictures need no network and no browser. ``chart_svg`` and ``chart_png`` give
the chart alone, for a document that says the rest itself; ``framed`` and what
is made from it give a figure that says where it comes from.
"""

import json
import re
from collections.abc import Sequence
from math import sqrt
from typing import Final

from components.briefing.exhibit import Drawing, Exhibit
from components.briefing.figure import Chart, Figure, figure
from components.briefing.pdf_words import with_words as pdf_with_words
from components.briefing.png_text import with_words as png_with_words
from components.briefing.printable import printable
from components.briefing.provenance import Provenance
from components.briefing.references import Reference
from components.briefing.rendering import RENDERER
from components.show import specification

MOST_PIXELS: Final = 120_000_000
"""Of one PNG; a picture that would have more is made at a smaller scale, for the server's memory."""
_SIZE: Final = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')


def chart(drawing: Drawing) -> Chart:
    """Return a drawing rendered, without a frame.

    Raises
    ------
    RenderError
        See :meth:`components.briefing.rendering.Renderer.render`.
    """
    # The data is written by pandas, which is quick, and joined to what is cached.
    known = json.dumps({key: value for key, value in specification(drawing.build, drawing.arguments).items()
                        if key != "data"})  # fmt: skip
    rows = drawing.frame.to_json(orient="records", default_handler=str)
    svg = printable(RENDERER.render("svg", f'{{"data": {{"values": {rows}}}, {known[1:]}').decode())
    found = _SIZE.search(svg)
    width, height = (float(side) for side in found.groups()) if found else (0.0, 0.0)
    return Chart(svg, width, height)


def _drawing(exhibit: Exhibit) -> Drawing:
    if exhibit.drawing is None:
        raise ValueError(f"The exhibit '{exhibit.name}' is a table: it has no chart of its own.")
    return exhibit.drawing


def chart_svg(exhibit: Exhibit) -> str:
    """Return an exhibit's chart as an SVG, without a frame.

    Raises
    ------
    ValueError
        If the exhibit is a table.
    RenderError
    """
    return chart(_drawing(exhibit)).svg


def chart_png(exhibit: Exhibit, scale: float = 2.0) -> bytes:
    """Return an exhibit's chart as a PNG, `scale` pixels a pixel, without a frame; raises what `chart_svg` raises."""
    drawn = chart(_drawing(exhibit))
    return RENDERER.render("png", drawn.svg, _scale(scale, drawn.width, drawn.height))


def framed(exhibit: Exhibit, provenance: Provenance, references: Sequence[Reference], language: str = "en") -> Figure:
    """Return an exhibit as a figure with all that it must carry: its chart, or its table where it has none."""
    drawn = chart(exhibit.drawing) if exhibit.drawing is not None else None
    return figure(exhibit, provenance, references, drawn, language)


def framed_svg(exhibit: Exhibit, provenance: Provenance, references: Sequence[Reference]) -> str:
    """Return an exhibit as an SVG with all that it must carry, see :func:`framed`."""
    return framed(exhibit, provenance, references).svg


def png(shown: Figure, provenance: Provenance, link: str, scale: float) -> bytes:
    """Return a figure as a PNG, `scale` pixels a pixel; title, text alternative and origin are written into it."""
    drawn = RENDERER.render("png", shown.outlined(), _scale(scale, shown.width, shown.height))
    words = {
        "Title": shown.title,
        "Description": shown.alternative,
        "Source": printable(provenance.source),
        "Copyright": printable(provenance.licence),
        "Comment": printable(f"{provenance.dataset}, version {provenance.version} ({provenance.released})"),
        "Creation Time": provenance.made,
        "URL": printable(link),
    }
    return png_with_words(drawn, words)


def pdf(shown: Figure, provenance: Provenance, link: str, language: str = "en") -> bytes:
    """Return a figure as a PDF of one page of its own size, tagged, with live links and document properties."""
    about = {
        "/Title": shown.title,
        "/Subject": shown.alternative,
        "/Author": printable(provenance.cite or provenance.dataset),
        "/Keywords": printable(f"{provenance.dataset}, version {provenance.version}; {provenance.source}; {link}"),
    }
    return pdf_with_words(RENDERER.render("pdf", shown.svg), shown, about, language)


def _scale(scale: float, width: float, height: float) -> float:
    return min(scale, sqrt(MOST_PIXELS / max(1.0, width * height)))
