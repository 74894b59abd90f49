"""An exhibit as one figure: the chart or table within its title, filters, legend, caveats, origin and references."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil, floor
from typing import Final

from markupsafe import Markup

from components.drawing.looks import NO_RECORD, PALETTES
from components.drawing.markup import rendered
from components.drawing.printable import one_line
from components.exhibits.exhibit import Exhibit, Sign
from components.exhibits.provenance import Provenance
from components.files.canvas import INK, LEADING, QUIET, Box, Canvas, Line, Type, height_of
from components.files.chart_words import parted
from components.files.fonts import text_width
from components.files.table_picture import draw_table, table_width
from components.references.references import Reference

MARGIN: Final = 28.0
NARROWEST: Final = 720.0
"""Width in pixels that the words around a small chart have at least."""
COLUMN: Final = 400.0
"""Width in pixels of a column of references, about."""

TITLE: Final = Type(20, 700)
FINDING: Final = Type(13)
FILTERS: Final = Type(12, 400, QUIET)
LEGEND: Final = Type(11.5)
CAVEAT: Final = Type(11, 400, QUIET)
ORIGIN: Final = Type(10.5, 400, QUIET)
HEADING: Final = Type(10.5, 700)
REFERENCE: Final = Type(9.5, 400, QUIET)


@dataclass(frozen=True)
class Chart:
    """A rendered chart: its SVG, and its size in pixels."""

    svg: str
    width: float
    height: float


@dataclass(frozen=True)
class Piece:
    """A part of a figure that the renderer draws: its SVG, and where its upper left corner is."""

    svg: str
    x: float
    y: float


@dataclass(frozen=True)
class Figure:
    """A figure: its size in pixels, what is placed on it, and what it says in words.

    ``chart`` is its chart, if it has one, with its upper left corner at ``at``.
    """

    width: int
    height: int
    title: str
    alternative: str
    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    chart: Chart | None
    at: tuple[float, float]
    _values: Mapping[str, object]

    @cached_property
    def svg(self) -> str:
        """The figure as an SVG, its words as text."""
        own = {"width": self.width, "height": self.height, "title": self.title, "alternative": self.alternative}
        placed = _placed(self.chart.svg, self.at) if self.chart else ""
        return rendered("figure.svg", **own, **self._values, boxes=self.boxes, lines=self.lines, chart=placed)

    def parted(self, easy: Callable[[Line], bool]) -> tuple[str, tuple[Line, ...]]:
        """Return the figure as an SVG without the lines that are easy to set, the chart's among them, and these."""
        shapes, words = self._chart_words(easy)
        placed = _placed(shapes, self.at) if self.chart else ""
        rest = [line for line in self.lines if not easy(line)]
        taken = (*words, *(line for line in self.lines if easy(line)))
        own = {"width": self.width, "height": self.height, "ground": True}
        return rendered("figure_part.svg", **own, boxes=self.boxes, lines=rest, chart=placed), taken

    def marks(self, easy: Callable[[Line], bool]) -> tuple[tuple[Piece | Box, ...], tuple[Line, ...]]:
        """Return what the figure is drawn of, each above those before it, and the lines that are easy to set.

        Rules stay boxes; the chart, other boxes and other lines are pieces to
        render: a page has many more pixels than these.
        """
        shapes, words = self._chart_words(easy)
        drawn: list[Piece | Box] = [box if box.is_rule else _alone(box) for box in self.boxes]
        if self.chart:
            drawn.append(Piece(shapes, *self.at))
        drawn += [_alone(line) for line in self.lines if not easy(line)]
        return tuple(drawn), (*words, *(line for line in self.lines if easy(line)))

    def _chart_words(self, easy: Callable[[Line], bool]) -> tuple[str, tuple[Line, ...]]:
        """Return the chart's SVG without its easy words, and these where they stand on the figure."""
        if self.chart is None:
            return "", ()
        svg, words = parted(self.chart.svg)
        if not all(map(easy, words)):
            return self.chart.svg, ()
        x, y = self.at
        return svg, tuple(replace(word, x=word.x + x, y=word.y + y) for word in words)

    @property
    def links(self) -> tuple[Line, ...]:
        """The lines that lead somewhere."""
        return tuple(line for line in self.lines if line.link)


def alternative(exhibit: Exhibit) -> str:
    """Return the text alternative of an exhibit's picture: what it is, what it shows, what it is narrowed to."""
    return one_line(f"{exhibit.title}. {exhibit.finding} Shown: {' · '.join(exhibit.filters)}.")


def figure(
    exhibit: Exhibit, provenance: Provenance, references: Sequence[Reference], chart: Chart | None, language: str = ""
) -> Figure:
    """Return an exhibit as a figure; without a `chart` its table is drawn."""
    canvas = Canvas()
    inner = max(NARROWEST, chart.width if chart else table_width(exhibit.table))
    # A whole number of pixels, so that a chart that is rendered alone stands where it would in the figure.
    y = float(ceil(MARGIN + _head(canvas, exhibit, inner)))
    at = (MARGIN, y)
    y += chart.height if chart else draw_table(canvas, exhibit.table, at)
    y += _foot(canvas, exhibit, provenance, references, (inner, y))
    width, height = round(inner + 2 * MARGIN), round(y + MARGIN)
    values = {
        "language": language,
        "source": one_line(provenance.source),
        "dataset": one_line(f"{provenance.dataset}, version {provenance.version}"),
        "made": provenance.made,
        "link": one_line(exhibit.link),
        "licence": one_line(provenance.licence),
    }
    return Figure(width, height, one_line(exhibit.title), alternative(exhibit), tuple(canvas.lines),
                  tuple(canvas.boxes), chart, at, values)  # fmt: skip


def _alone(mark: Box | Line) -> Piece:
    """Return a box or a line as a piece of its own, with nothing beneath it."""
    if isinstance(mark, Box):
        left, top, right, bottom = mark.x - 1, mark.y - 1, mark.x + mark.width + 1, mark.y + mark.height + 1
    else:
        # Letters of other scripts reach further than they are wide, up and down.
        size = mark.type.size
        left, top, right, bottom = mark.area
        left, top, right, bottom = left - size, top - size, right + size, bottom + size
    x, y = floor(left), floor(top)
    own = {"width": ceil(right) - x, "height": ceil(bottom) - y, "ground": False, "chart": ""}
    moved = replace(mark, x=mark.x - x, y=mark.y - y)
    boxes, lines = ((moved,), ()) if isinstance(moved, Box) else ((), (moved,))
    return Piece(rendered("figure_part.svg", **own, boxes=boxes, lines=lines), x, y)


def _placed(svg: str, at: tuple[float, float]) -> Markup:
    """Return a chart's SVG moved to its place. The renderer has escaped all text of the data in it.

    Its content alone: a picture within a picture is clipped, which takes the renderer as long as the chart itself.
    """
    x, y = at
    content = svg[svg.index(">") + 1 : svg.rindex("</svg>")]
    return Markup(f'<g transform="translate({x:g} {y:g})">{content}</g>')  # noqa: S704


def _head(canvas: Canvas, exhibit: Exhibit, width: float) -> float:
    """Place what stands above the chart; return the height that it takes."""
    y = MARGIN
    measure = min(width, 1100.0)
    y += canvas.paragraph(one_line(exhibit.title), (MARGIN, y), width, TITLE, most=4) + 6
    y += canvas.paragraph(one_line(exhibit.finding), (MARGIN, y), measure, FINDING, most=12) + 5
    shown = "Shown: " + one_line(" · ".join(exhibit.filters))
    y += canvas.paragraph(shown, (MARGIN, y), measure, FILTERS, most=12) + 9
    y += _legend(canvas, exhibit.legend, (y, width), table=exhibit.drawing is None)
    return y + 10 - MARGIN


def _legend(canvas: Canvas, legend: Sequence[Sign], at: tuple[float, float], *, table: bool) -> float:
    """Place the legend, entry beside entry, in as many rows as it takes; return the height."""
    top, width = at
    x, y, row = MARGIN, top, LEGEND.size * LEADING + 5
    for sign in legend:
        mark, words = one_line(sign.sign), one_line(sign.words)
        chip = max(18.0, text_width(mark, LEGEND.size, 600) + 10)
        room = width - chip - 6
        wide = chip + 6 + min(room, text_width(words, LEGEND.size))
        if x > MARGIN and x + wide > MARGIN + width:
            x, y = MARGIN, y + row
        _chip(canvas, sign, (x, y, chip, row - 5), boxed=table or sign.words.startswith(NO_RECORD.words))
        colour = sign.ink if sign.ink and not sign.fill and sign.sign != "–" else INK
        kind = Type(LEGEND.size, 600, sign.ink if sign.fill and sign.ink else colour)
        canvas.lines.append(Line(mark, x + chip / 2, y + LEGEND.size * 1.05, kind, "middle"))
        used = canvas.paragraph(words, (x + chip + 6, y), room, LEGEND)
        y += used - LEGEND.size * LEADING
        x += wide + 18
    return y + row - top if legend else 0.0


def _chip(canvas: Canvas, sign: Sign, area: tuple[float, float, float, float], *, boxed: bool) -> None:
    """Draw what lies under a sign: its fill, or in a table's legend the shape of a gap."""
    x, y, width, height = area
    if sign.fill:
        canvas.boxes.append(Box(x, y, width, height, fill=sign.fill, radius=2))
    elif boxed and sign.sign == "–":
        canvas.boxes.append(Box(x, y, width, height, stroke=QUIET, dash="3 3", radius=3))
    elif boxed and sign.sign == "⊘":
        canvas.boxes.append(Box(x, y, width, height, fill="#f1f3f5", radius=3))


def _foot(
    canvas: Canvas,
    exhibit: Exhibit,
    provenance: Provenance,
    references: Sequence[Reference],
    at: tuple[float, float],
) -> float:
    """Place what stands beneath the chart; return the height that it takes."""
    width, top = at
    y = top + 14
    measure = min(width, 1100.0)
    for caveat in exhibit.caveats:
        canvas.lines.append(Line("•", MARGIN, y + CAVEAT.size * 1.05, CAVEAT))
        y += canvas.paragraph(one_line(caveat), (MARGIN + 10, y), measure - 10, CAVEAT, most=12) + 2
    y += 10
    canvas.boxes.append(Box(MARGIN, y, width, 1, fill=PALETTES["light"].rule))
    y += 9
    source, dataset, _ = provenance.lines
    y += canvas.paragraph(one_line(source), (MARGIN, y), width, ORIGIN, link=_address(source))
    y += canvas.paragraph(one_line(dataset), (MARGIN, y), width, ORIGIN)
    y += canvas.paragraph(one_line(f"View: {exhibit.link}"), (MARGIN, y), width, ORIGIN, link=exhibit.link)
    for said in (provenance.cite and f"Cite as: {provenance.cite}", provenance.licence):
        y += canvas.paragraph(one_line(said), (MARGIN, y), width, ORIGIN)
    return y + _references(canvas, references, (width, y + 8)) - top


def _address(source: str) -> str:
    """Return the address at the end of a source line, or nothing."""
    last = source.rsplit(" ", 1)[-1]
    return last if last.startswith("http") else ""


def _references(canvas: Canvas, references: Sequence[Reference], at: tuple[float, float]) -> float:
    """Place the references in columns of about one height; return the height that they take, the space above too."""
    if not references:
        return 0.0
    width, top = at
    number = max(1, min(len(references), int(width // COLUMN)))
    gap = 22.0
    column = (width - gap * (number - 1)) / number
    y = top + canvas.paragraph("References of what is shown", (MARGIN, top), width, HEADING) + 3
    heights = [height_of(one_line(entry.text), column, REFERENCE) + 3 for entry in references]
    breaks = _columns(heights, number)
    deepest = y
    for place, (start, end) in enumerate(breaks):
        x, low = MARGIN + place * (column + gap), y
        for entry in references[start:end]:
            low += canvas.paragraph(one_line(entry.text), (x, low), column, REFERENCE, link=entry.link) + 3
        deepest = max(deepest, low)
    return deepest - top + 8


def _columns(heights: Sequence[float], number: int) -> list[tuple[int, int]]:
    """Return where each of `number` columns starts and ends, in order, the tallest about as low as can be."""
    low, high = max(heights), sum(heights)
    while high - low > 1:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_filled(heights, middle)) <= number else (middle, high)
    return _filled(heights, high)


def _filled(heights: Sequence[float], limit: float) -> list[tuple[int, int]]:
    columns, start, used = [], 0, 0.0
    for place, tall in enumerate(heights):
        if place > start and used + tall > limit:
            columns.append((start, place))
            start, used = place, 0.0
        used += tall
    return [*columns, (start, len(heights))]
