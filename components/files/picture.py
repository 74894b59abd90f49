"""Exhibits as pictures: SVG once, PNG and PDF from it; on white, in one type, whatever the reader's theme.

Pictures need no network and no browser. ``chart_svg`` and ``chart_png`` give
the chart alone, for a document that says the rest itself; ``framed`` and what
is made from it give a figure that says where it comes from.
"""

import json
import re
from collections.abc import Mapping, Sequence
from math import ceil, sqrt
from typing import Final

import pandas as pd

from components.drawing.printable import printable
from components.drawing.show import specification
from components.exhibits.exhibit import Drawing, Exhibit
from components.exhibits.provenance import Provenance
from components.files.canvas import Box, Line
from components.files.chart_words import parted
from components.files.figure import Chart, Figure, Piece, figure
from components.files.letters import is_plain, is_small
from components.files.pdf_words import with_words as pdf_with_words
from components.files.png_text import with_words as png_with_words
from components.files.rendering import RENDERER
from components.references.references import Reference

MOST_PIXELS: Final = 120_000_000
"""Of one PNG; a picture that would have more is made at a smaller scale, for the server's memory."""
_UNPRINTABLE: Final = re.compile(
    r"\\+u(?:00(?:0[0-8bcef]|1[0-9a-f]|7f|[89][0-9a-f])|fdd[0-9a-f]|fde[0-9a-f]|fff[ef]|feff|202[de])", re.I
)
"""Letters that XML forbids, as JSON writes them, in an expression within it, too: one of them ends the renderer."""
_TEXTS: Final = re.compile(r'(?<=>)[^<]+(?=<)|(?<==")[^"<>]+(?=")')
"""What stands between tags, and the values of attributes."""
_SIZE: Final = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')


def chart(drawing: Drawing) -> Chart:
    """Return a drawing rendered, without a frame.

    Raises
    ------
    RenderError
        See :meth:`components.files.rendering.Renderer.render`.
    """
    rendered = RENDERER.render("svg", _UNPRINTABLE.sub("", whole_specification(drawing))).decode()
    # Each text by itself, never the markup: what closes a mark of direction would stand behind the picture's end.
    svg = _TEXTS.sub(lambda text: printable(text.group()), rendered)
    found = _SIZE.search(svg)
    width, height = (float(side) for side in found.groups()) if found else (0.0, 0.0)
    return Chart(svg, width, height)


def whole_specification(drawing: Drawing) -> str:
    """Return a drawing's specification with its data, as JSON."""
    # The specification is cached; the data is written beside it, a frame's by pandas, which is quick.
    known = specification(drawing.build, drawing.arguments, drawing.fingerprint)
    if isinstance(drawing.data, pd.DataFrame):
        rows = drawing.data.to_json(orient="records", default_handler=str)
        return f'{{"data": {{"values": {rows}}}, {_without(known, "data")}'
    parts = json.dumps({name: table.to_pylist() for name, table in drawing.data.items()}, default=str)
    return f'{{"datasets": {parts}, {_without(known, "datasets")}'


def _without(known: Mapping[str, object], left_out: str) -> str:
    return json.dumps({key: value for key, value in known.items() if key != left_out})[1:]


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
    return chart_as_png(bare_chart(exhibit), scale)


def bare_chart(exhibit: Exhibit) -> Chart:
    """Return an exhibit's chart rendered, without a frame; raises what `chart_svg` raises."""
    return chart(_drawing(exhibit))


def chart_as_png(drawn: Chart, scale: float) -> bytes:
    """Return a rendered chart as a PNG, `scale` pixels a pixel."""
    shapes, lines = parted(drawn.svg)
    parts = _parts((ceil(drawn.width), ceil(drawn.height)), [Piece(shapes, 0, 0)], lines)
    return RENDERER.render("png", parts, _scale(scale, drawn.width, drawn.height))


def framed(exhibit: Exhibit, provenance: Provenance, references: Sequence[Reference], language: str = "en") -> Figure:
    """Return an exhibit as a figure with all that it must carry: its chart, or its table where it has none."""
    drawn = chart(exhibit.drawing) if exhibit.drawing is not None else None
    return figure(exhibit, provenance, references, drawn, language)


def framed_svg(exhibit: Exhibit, provenance: Provenance, references: Sequence[Reference]) -> str:
    """Return an exhibit as an SVG with all that it must carry, see :func:`framed`."""
    return framed(exhibit, provenance, references).svg


def png(shown: Figure, provenance: Provenance, link: str, scale: float) -> bytes:
    """Return a figure as a PNG, `scale` pixels a pixel; title, text alternative and origin are written into it."""
    parts = _parts((shown.width, shown.height), *shown.marks(is_plain))
    drawn = RENDERER.render("png", parts, _scale(scale, shown.width, shown.height))
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
    svg, lines = shown.parted(lambda line: is_plain(line) and is_small(line))
    return pdf_with_words(RENDERER.render("pdf", svg), shown, lines, about, language)


def _parts(size: tuple[int, int], marks: Sequence[Piece | Box], lines: Sequence[Line]) -> str:
    """Return the parts of a page as the renderer's process reads them."""
    return json.dumps(
        {
            "width": size[0],
            "height": size[1],
            "marks": [
                (mark.x, mark.y, mark.svg)
                if isinstance(mark, Piece)
                else (mark.x, mark.y, mark.width, mark.height, mark.fill)
                for mark in marks
            ],
            "lines": [
                (line.text, line.x, line.y, (line.type.size, line.type.weight, line.type.colour), line.anchor)
                for line in lines
            ],
        }
    )


def _scale(scale: float, width: float, height: float) -> float:
    return min(scale, sqrt(MOST_PIXELS / max(1.0, width * height)))
