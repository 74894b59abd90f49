"""One exhibit on as many slides as it needs: a picture or a native table, and all that it must carry."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import product
from typing import Any, Final

from PIL import Image
from pptx.slide import Slide
from pptx.util import Pt

from components.briefing.brief import Brief
from components.briefing.exhibit import Exhibit, Table
from components.briefing.exhibit_words import PIXELS, alternative, filter_line, origin_lines, sign_words
from components.briefing.printable import one_line
from components.briefing.references import Reference
from components.briefing.slide_pages import add_slide, add_text_slides, numbered
from components.briefing.slide_table import DENSE, SETTING, put_table
from components.briefing.slide_text import Paragraph, Run, count_lines, height, led, legend, put
from components.briefing.slide_theme import Box, Stage
from components.briefing.table_layout import Part, Row, Setting, column_parts, head_height, plain_table, row_pages
from components.briefing.type_metrics import shortened, wrapped

KEY, FOOT, READING = 10, 9, 14
"""Sizes of type in points, on a slide of 960."""
LEGIBLE: Final = 0.64
"""Points a pixel of a chart: what is smaller is a table instead, for a chart's smallest type has 11 pixels."""
WHOLE: Final = 0.4
"""The same for a picture that shows the whole on the first slide, where tables that can be read follow it."""
LARGEST: Final = 1.6
MOST_TABLES: Final = 4
"""Slides of a table that follow a picture of the whole; a longer one stands in the picture's notes."""
_FINDING_SIZES = ((14, 3), (12, 4))
_LEGEND_LINES, _FILTER_LINES, _CAVEAT_LINES, _ORIGIN_LINES = 3, 2, 3, 2
_ELSEWHERE: Final = "on the last slide of this exhibit, and in the notes."


@dataclass(frozen=True)
class Words:
    """What stands around an exhibit on a slide, and what has no room there and gets a slide of its own."""

    finding: str
    size: float
    key: tuple[Paragraph, ...]
    foot: tuple[Paragraph, ...]
    reading: tuple[Paragraph, ...]


def add_exhibit(
    stage: Stage,
    brief: Brief,
    exhibit: Exhibit,
    references: Sequence[Reference],
    picture: Callable[[Exhibit, float], bytes],
) -> None:
    """Add an exhibit's slides to a deck.

    Parameters
    ----------
    stage : Stage
    brief : Brief
    exhibit : Exhibit
    references : sequence of Reference
        Of the exhibit's works.
    picture : callable
        Draws an exhibit's chart as a PNG of so many pixels a pixel.
    """
    words = _words(stage, brief, exhibit)
    notes = _notes(brief, exhibit, references)
    first, others = _room(stage, words, finding=True), _room(stage, words, finding=False)
    drawn = picture(exhibit, PIXELS) if exhibit.drawing is not None else b""
    if not drawn or _scale(stage, drawn, first) < LEGIBLE * stage.scale:
        brief_words = replace(words, key=words.key[: 1 + bool(exhibit.legend)])
        whole = _room(stage, brief_words, finding=False)
        pictured = bool(drawn) and _scale(stage, drawn, whole) >= WHOLE * stage.scale
        if pictured and len(_pages(stage, exhibit, (first, others)).slides) > MOST_TABLES:
            told = replace(brief_words, key=(_in_notes(exhibit), *brief_words.key))
            held = [*notes, *_rows(exhibit)]
            _add_picture(stage, exhibit, exhibit.title, told, held, _room(stage, told, finding=True), drawn)
        else:
            if pictured:
                _add_picture(stage, exhibit, f"{exhibit.title}: the whole", brief_words, notes, whole, drawn)
            _add_tables(stage, exhibit, words, notes, (first, others))
    else:
        _add_picture(stage, exhibit, exhibit.title, words, notes, first, drawn)
    if words.reading:
        add_text_slides(stage, f"{one_line(exhibit.title)}: how to read it", words.reading, READING, notes)


def _words(stage: Stage, brief: Brief, exhibit: Exhibit) -> Words:
    width = stage.body.width
    key_size, foot_size = KEY * stage.scale * stage.room, FOOT * stage.scale * stage.room
    reading: list[Paragraph] = []
    told = one_line(exhibit.finding)
    sizes = [(size * stage.scale, lines) for size, lines in _FINDING_SIZES]
    fitting = (held for held in sizes if len(wrapped(told, width, held[0] * stage.room)) <= held[1])
    size, lines = next(fitting, sizes[-1])
    if len(wrapped(told, width, size * stage.room)) > lines:
        reading.append(led("What it shows:", told))
        told = shortened(told, width, size * stage.room, lines)
    filters = filter_line(exhibit)
    key: list[Paragraph] = []
    if exhibit.legend:
        signs = legend(exhibit.legend)
        if count_lines(signs, width, key_size) > _LEGEND_LINES:
            reading += [(Run(sign_words(sign)),) for sign in exhibit.legend]
            signs = (Run(f"What the signs mean: {_ELSEWHERE}"),)
        key.append(signs)
    if len(wrapped(filters, width, key_size)) > _FILTER_LINES:
        reading.append((Run(filters),))
    key.append((Run(shortened(filters, width, key_size, _FILTER_LINES)),))
    if exhibit.caveats:
        caveats = led("Read with care:", " ".join(map(one_line, exhibit.caveats)))
        if count_lines(caveats, width, key_size) > _CAVEAT_LINES:
            reading += [(Run("Read with care", bold=True),), *((Run(f"• {one_line(c)}"),) for c in exhibit.caveats)]
            caveats = led("Read with care:", f"{len(exhibit.caveats)} caveats stand {_ELSEWHERE}")
        key.append(caveats)
    source, dataset = (shortened(line, width, foot_size, _ORIGIN_LINES) for line in origin_lines(brief))
    link = led("View:", shortened(one_line(exhibit.link), width - 100 * stage.scale, foot_size, 1), exhibit.link)
    last = (Run(f"{dataset} "), *link)
    together = count_lines(last, width - 60 * stage.scale, foot_size) == 1
    foot = ((Run(source),), last) if together else ((Run(source),), (Run(dataset),), link)
    return Words(told, size, tuple(key), foot, tuple(reading))


def _room(stage: Stage, words: Words, *, finding: bool) -> Box:
    """Return where the exhibit itself stands: between its finding and its key."""
    scale, body = stage.scale, stage.body
    top = body.top + (
        height([(Run(words.finding),)], body.width, words.size * stage.room) + 8 * scale if finding else 4 * scale
    )
    return Box(body.left, top, body.width, _key_box(stage, words).top - 8 * scale - top)


def _key_box(stage: Stage, words: Words) -> Box:
    foot, tall = _foot_box(stage, words), height(words.key, stage.body.width, KEY * stage.scale * stage.room)
    return Box(stage.body.left, foot.top - 5 * stage.scale - tall, stage.body.width, tall)


def _foot_box(stage: Stage, words: Words) -> Box:
    tall = height(words.foot, stage.body.width, FOOT * stage.scale * stage.room)
    return Box(stage.body.left, stage.body.bottom - tall, stage.body.width, tall)


def _scale(stage: Stage, drawn: bytes, room: Box) -> float:
    wide, high = _pixels(drawn)
    return min(room.width / wide, room.height / high, LARGEST * stage.scale)


def _pixels(drawn: bytes) -> tuple[float, float]:
    with Image.open(BytesIO(drawn)) as image:
        return image.width / PIXELS, image.height / PIXELS


def _add_picture(
    stage: Stage, exhibit: Exhibit, title: str, words: Words, notes: Sequence[str], room: Box, drawn: bytes
) -> None:
    (wide, high), scale = _pixels(drawn), _scale(stage, drawn, room)
    slide = add_slide(stage, stage.plain, title, notes)
    if room.top > stage.body.top + 4 * stage.scale:
        _put_finding(stage, slide, words)
    left = room.left + (room.width - wide * scale) / 2
    shown: Any = slide.shapes.add_picture(BytesIO(drawn), Pt(left), Pt(room.top), Pt(wide * scale), Pt(high * scale))
    shown.name = "Chart"
    shown._element.nvPicPr.cNvPr.set("descr", alternative(exhibit))
    _put_words(stage, slide, words)


@dataclass(frozen=True)
class Pages:
    """A table on slides: how it is set, as it is written and as it is measured, and the rows and columns of each."""

    table: Table
    settings: tuple[Setting, Setting]
    slides: tuple[tuple[tuple[Row, ...], Part], ...]


def _pages(stage: Stage, exhibit: Exhibit, rooms: tuple[Box, Box]) -> Pages:
    """Return an exhibit's table in type that is read from afar, or in dense type where that takes fewer slides."""
    table = plain_table(exhibit.table)
    return min((_set(stage, table, setting, rooms) for setting in (SETTING, DENSE)), key=lambda held: len(held.slides))


def _set(stage: Stage, table: Table, chosen: Setting, rooms: tuple[Box, Box]) -> Pages:
    setting = chosen.scaled(stage.scale)
    measured = setting.scaled(stage.room)
    parts = column_parts(table, stage.body.width, measured)
    head = max(head_height(table, part, measured) for part in parts)
    rows = row_pages(table, parts, [room.height - head for room in rooms], measured)
    return Pages(table, (setting, measured), tuple(product(rows, parts)))


def _add_tables(stage: Stage, exhibit: Exhibit, words: Words, notes: Sequence[str], rooms: tuple[Box, Box]) -> None:
    held = _pages(stage, exhibit, rooms)
    opening = held.slides[0][0]
    for number, (page, part) in enumerate(held.slides, start=1):
        slide = add_slide(stage, stage.plain, numbered(exhibit.title, number, len(held.slides)), notes)
        if page is opening:
            _put_finding(stage, slide, words)
        room = rooms[page is not opening]
        put_table(slide, room, held.table, part, page, held.settings, alternative(exhibit))
        _put_words(stage, slide, words)


def _in_notes(exhibit: Exhibit) -> Paragraph:
    """Return where the rows are that a picture stands for."""
    said = f"The {len(exhibit.table.rows)} rows behind this picture stand in this slide's notes; "
    return led("In full:", f"{said}the Word document and the workbook hold them as a table.")


def _rows(exhibit: Exhibit) -> list[str]:
    """Return a table's rows as lines of text, under its bands."""
    table = plain_table(exhibit.table)
    bands = dict(table.bands)
    lines = [" | ".join(column.title for column in table.columns)]
    for number, row in enumerate(table.rows):
        lines += [bands[number]] if number in bands else []
        lines.append(" | ".join(f"{cell.text} ({cell.detail})" if cell.detail else cell.text for cell in row))
    return ["\n".join(lines)]


def _put_finding(stage: Stage, slide: Slide, words: Words) -> None:
    told = [(Run(words.finding),)]
    tall = height(told, stage.body.width, words.size * stage.room)
    put(slide, Box(stage.body.left, stage.body.top, stage.body.width, tall), told, words.size, "Finding")


def _put_words(stage: Stage, slide: Slide, words: Words) -> None:
    put(slide, _key_box(stage, words), words.key, KEY * stage.scale, "Legend, filters and caveats")
    put(slide, _foot_box(stage, words), words.foot, FOOT * stage.scale, "Source")


def _notes(brief: Brief, exhibit: Exhibit, references: Sequence[Reference]) -> list[str]:
    signs = "; ".join(map(sign_words, exhibit.legend))
    caveats = "\n".join(f"- {one_line(caveat)}" for caveat in exhibit.caveats)
    works = "\n".join(f"- {reference.text}" for reference in references)
    return [
        one_line(exhibit.title),
        one_line(exhibit.finding),
        f"{filter_line(exhibit)}.",
        *([f"What the signs mean: {signs}."] if signs else []),
        *([f"Read with care:\n{caveats}"] if caveats else []),
        *origin_lines(brief),
        f"View: {one_line(exhibit.link)}",
        *([f"References of this exhibit:\n{works}"] if works else []),
    ]
