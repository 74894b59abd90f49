"""Exhibits as pictures: SVG, PNG and PDF of one template; on white, in one type, whatever the reader's theme.

Pictures need no network and no browser. ``chart_svg`` and ``chart_png`` give
the chart alone, for a document that says the rest itself; ``framed`` and what
is made from it give a figure that says where it comes from.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil, sqrt
from typing import Final

import pandas as pd

from components.drawing.printable import one_line, printable
from components.drawing.show import specification
from components.exhibits.exhibit import Drawing, Exhibit
from components.exhibits.provenance import Provenance
from components.files.exhibit_page import Chart, Page, alternative, chart_data, page_data, settable
from components.files.page_svg import with_chart
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
_CLIP: Final = re.compile(r'(<clipPath id="|url\(#)(clip\d+)')
_SIZE: Final = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')


def chart(drawing: Drawing) -> Chart:
    """Return a drawing rendered, without a frame.

    Raises
    ------
    RenderError
        See :meth:`components.files.rendering.Renderer.render`.
    """
    rendered = RENDERER.render("svg", chart_text(drawing)).decode()
    # Each text by itself, never the markup: what closes a mark of direction would stand behind the picture's end.
    svg = _TEXTS.sub(lambda text: printable(text.group()), rendered)
    found = _SIZE.search(svg)
    width, height = (float(side) for side in found.groups()) if found else (0.0, 0.0)
    return Chart(_numbered(svg), width, height)


def chart_text(drawing: Drawing) -> str:
    """Return what a drawing is rendered from: its specification without letters that no picture can hold."""
    return _UNPRINTABLE.sub("", whole_specification(drawing))


def _numbered(svg: str) -> str:
    """Return a chart's SVG with its clips numbered from 0 on: the renderer counts on from chart to chart."""
    known: dict[str, str] = {}
    return _CLIP.sub(lambda found: f"{found[1]}{known.setdefault(found[2], f'clip{len(known)}')}", svg)


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
    wide, high = ceil(drawn.width), ceil(drawn.height)
    drawn = replace(drawn, svg=settable(drawn.svg))
    return RENDERER.render("png", _inputs(chart_data(wide, high), drawn), _scale(scale, wide, high))


def framed(exhibit: Exhibit, provenance: Provenance, references: Sequence[Reference], language: str = "en") -> Page:
    """Return an exhibit as a page with all that it must carry: its chart, or its table where it has none."""
    drawn = chart(exhibit.drawing) if exhibit.drawing is not None else None
    size = (drawn.svg, drawn.width, drawn.height) if drawn else None
    data = page_data(exhibit, provenance, references, size, language)
    if drawn:
        drawn = replace(drawn, svg=settable(drawn.svg))
    words = {
        "Title": one_line(exhibit.title),
        "Description": alternative(exhibit),
        "Source": one_line(provenance.source),
        "Copyright": one_line(provenance.licence),
        "Comment": one_line(f"{provenance.dataset}, version {provenance.version} ({provenance.released})"),
        "Creation Time": provenance.made,
        "URL": one_line(exhibit.link),
    }
    return Page(data, drawn, words, tuple(map(one_line, exhibit.caveats)), tuple(each.text for each in references))


def svg(page: Page) -> bytes:
    """Return a page as an SVG, with its title, text alternative and origin as its metadata."""
    return with_chart(RENDERER.render("page", _inputs(page.data, page.chart)), page)


def png(page: Page, scale: float) -> bytes:
    """Return a page as a PNG, `scale` pixels a pixel; title, text alternative and origin are written into it."""
    return png_with_words(RENDERER.render("png", _inputs(page.data, page.chart), scale), page.words)


def slide_png(page: Page) -> bytes:
    """Return a page's exhibit as a PNG of 1,920 by 1,080; what it leaves out is written into it as words."""
    made = RENDERER.render("png", _inputs({**page.data, "form": "slide"}, page.chart), 1.0)
    more = {"Caveats": "\n".join(page.caveats), "References": "\n".join(page.references)}
    return png_with_words(made, {**page.words, **more})


def pdf(page: Page) -> bytes:
    """Return a page as a PDF of its own size, tagged (PDF/UA-1), with live links and document properties."""
    return RENDERER.render("pdf", _inputs(page.data, page.chart))


def _inputs(data: Mapping[str, object], drawn: Chart | None) -> str:
    """Return what a page is set from as the renderer's process reads it."""
    return json.dumps({"data": json.dumps(data, ensure_ascii=False), **({"chart": drawn.svg} if drawn else {})})


def _scale(scale: float, width: float, height: float) -> float:
    return min(scale, sqrt(MOST_PIXELS / max(1.0, width * height)))
