"""Small charts beside one another on a slide: title, finding and caveats of each, and once what they share."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import groupby
from math import ceil
from typing import Any, Final

from pptx.slide import Slide
from pptx.util import Pt

from components.drawing.printable import one_line
from components.exhibits.brief import Brief
from components.exhibits.exhibit import Exhibit
from components.exhibits.exhibit_words import PIXELS, alternative
from components.files.slide_pages import add_slide, numbered
from components.files.slide_picture import pixels
from components.files.slide_text import Paragraph, Run, height, put
from components.files.slide_theme import Box, Stage
from components.files.slide_words import Words, key_box, notes_of, put_words, words_of
from components.files.type_metrics import shortened, wrapped
from components.references.references import Reference

ACROSS: Final = 2
MOST: Final = 4
"""Charts of one slide, at the most, and beside one another."""
GAP: Final = 22
HEAD, TEXT = 12, 10
"""Points between charts, and of their titles and texts, on a slide of 960."""
_TEXT_LINES: Final = 2
_IN_NOTES: Final = "… (in the notes)"


def groups(exhibits: Sequence[Exhibit]) -> Iterator[tuple[Exhibit, ...]]:
    """Yield exhibits in their order: those of one group together, shared out evenly, each of the others alone."""
    for name, run in groupby(exhibits, key=lambda exhibit: exhibit.group):
        held = tuple(run)
        per = ceil(len(held) / ceil(len(held) / MOST)) if name else 1
        yield from (held[start : start + per] for start in range(0, len(held), per))


def add_group(
    stage: Stage,
    brief: Brief,
    group: Sequence[Exhibit],
    references: Callable[[Exhibit], Sequence[Reference]],
    picture: Callable[[Exhibit, float], bytes],
    place: tuple[int, int],
) -> None:
    """Add one slide of several small charts.

    Parameters
    ----------
    stage : Stage
    brief : Brief
    group : sequence of Exhibit
        Two to :data:`MOST`.
    references : callable
        Returns those of an exhibit's works.
    picture : callable
        Draws an exhibit's chart as a PNG of so many pixels a pixel.
    place : pair of int
        Which slide of the group it is, and of how many.
    """
    notes = [line for exhibit in group for line in notes_of(brief, exhibit, references(exhibit))]
    slide = add_slide(stage, stage.plain, numbered(group[0].group, *place), notes)
    words = _shared(stage, brief, group)
    gap, rows = GAP * stage.scale, ceil(len(group) / ACROSS)
    top, low = stage.body.top + 2 * stage.scale, key_box(stage, words).top - 8 * stage.scale
    wide, high = (stage.body.width - gap * (ACROSS - 1)) / ACROSS, (low - top - 8 * stage.scale * (rows - 1)) / rows
    for number, exhibit in enumerate(group):
        row, column = divmod(number, ACROSS)
        left, start = stage.body.left + column * (wide + gap), top + row * (high + 8 * stage.scale)
        _add(stage, slide, exhibit, Box(left, start, wide, high), picture(exhibit, PIXELS))
    put_words(stage, slide, words)


def _shared(stage: Stage, brief: Brief, group: Sequence[Exhibit]) -> Words:
    """Return what stands once beneath the charts: every sign that one of them has, their filters, their source."""
    signs = tuple(dict.fromkeys(sign for exhibit in group for sign in exhibit.legend))
    works = tuple(dict.fromkeys(key for exhibit in group for key in exhibit.works))
    return words_of(stage, brief, replace(group[0], legend=signs, caveats=(), works=works))


def _add(stage: Stage, slide: Slide, exhibit: Exhibit, box: Box, drawn: bytes) -> None:
    """Put a chart under its title and what it says."""
    head, size = HEAD * stage.scale, TEXT * stage.scale
    title: list[Paragraph] = [(Run(shortened(one_line(exhibit.title), box.width, head * 1.06, 1), bold=True),)]
    said = one_line(" ".join((exhibit.finding, *exhibit.caveats)))
    if len(wrapped(said, box.width, size * stage.room)) > _TEXT_LINES:
        short = shortened(f"{said}{_IN_NOTES}", box.width - 90 * stage.scale, size * stage.room, _TEXT_LINES)
        said = f"{short.removesuffix('…')}{_IN_NOTES}"
    told: list[Paragraph] = [(Run(said),)]
    tall = height(title, box.width, head * stage.room)
    put(slide, Box(box.left, box.top, box.width, tall), title, head, "Chart title")
    text = Box(box.left, box.top + tall + 1, box.width, height(told, box.width, size * stage.room))
    put(slide, text, told, size, "Finding and caveats")
    top = text.bottom + 3 * stage.scale
    wide, high = pixels(drawn)
    scale = min(box.width / wide, (box.bottom - top) / high)
    shown: Any = slide.shapes.add_picture(BytesIO(drawn), Pt(box.left), Pt(top), Pt(wide * scale), Pt(high * scale))
    shown.name = "Chart"
    shown._element.nvPicPr.cNvPr.set("descr", alternative(exhibit))
