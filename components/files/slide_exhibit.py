"""One exhibit on as many slides as it needs: a picture or a native table, and all that it must carry."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from components.drawing.printable import one_line
from components.exhibits.brief import Brief
from components.exhibits.exhibit import Exhibit, Table
from components.exhibits.exhibit_words import PIXELS, alternative
from components.files.slide_pages import add_slide, add_text_slides, numbered
from components.files.slide_picture import add_picture, scale_of
from components.files.slide_table import DENSE, SETTING, put_table
from components.files.slide_text import Paragraph, led
from components.files.slide_theme import Box, Stage
from components.files.slide_words import Words, notes_of, put_finding, put_words, room_of, rows_of, words_of
from components.files.table_layout import Part, Row, Setting, column_parts, head_height, plain_table, row_pages
from components.references.references import Reference

READING: Final = 14
"""Points of a slide of 960."""
LEGIBLE: Final = 0.78
"""Points a pixel of a chart: what is smaller is shown in parts or as a table, for a chart's type has 11 pixels."""
WHOLE: Final = 0.4
"""The same for a picture that shows the whole of what would take too many slides of tables."""
MOST_TABLES: Final = 4
"""Slides of a table that follow a picture of the whole; a longer one stands in the picture's notes."""


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
    words = words_of(stage, brief, exhibit)
    notes = notes_of(brief, exhibit, references)
    rooms = room_of(stage, words, finding=True), room_of(stage, words, finding=False)
    drawn = picture(exhibit, PIXELS) if exhibit.drawing is not None else b""
    if drawn and scale_of(stage, drawn, rooms[0]) >= LEGIBLE * stage.scale:
        add_picture(stage, exhibit, exhibit.title, words, notes, rooms[0], drawn)
    elif not (drawn and _add_close_ups(stage, exhibit, words, notes, picture)):
        brief_words = replace(words, key=(_in_notes(exhibit), *words.key[: 1 + bool(exhibit.legend)]))
        whole = room_of(stage, brief_words, finding=True)
        many = len(_pages(stage, exhibit, rooms).slides) > MOST_TABLES
        if many and drawn and scale_of(stage, drawn, whole) >= WHOLE * stage.scale:
            add_picture(stage, exhibit, exhibit.title, brief_words, [*notes, *rows_of(exhibit)], whole, drawn)
        else:
            _add_tables(stage, exhibit, words, notes, rooms)
    if words.reading:
        add_text_slides(stage, f"{one_line(exhibit.title)}: how to read it", words.reading, READING, notes)


def _add_close_ups(
    stage: Stage,
    exhibit: Exhibit,
    words: Words,
    notes: Sequence[str],
    picture: Callable[[Exhibit, float], bytes],
) -> bool:
    """Add the parts of a drawing, a slide each, and return whether there are some, all of which can be read."""
    parts = exhibit.close_ups()
    apart = [
        replace(exhibit, name=f"{exhibit.name}-part-{number}", title=f"{exhibit.title}: {part.words}",
                drawing=part.drawing)
        for number, part in enumerate(parts, start=1)
    ]  # fmt: skip
    pictures = [picture(part, PIXELS) for part in apart]
    rooms = [room_of(stage, words, finding=number == 0) for number in range(len(parts))]
    scales = [scale_of(stage, drawn, room) for drawn, room in zip(pictures, rooms, strict=True)]
    if not parts or min(scales) < LEGIBLE * stage.scale:
        return False
    for number, (part, drawn, room) in enumerate(zip(apart, pictures, rooms, strict=True)):
        title = numbered(part.title, number + 1, len(parts))
        add_picture(stage, part, title, words, [*notes, *(rows_of(exhibit) if number == 0 else [])], room, drawn)
    return True


@dataclass(frozen=True)
class Pages:
    """A table on slides: how it is set, as it is written and as it is measured; the rows, columns, chapter of each."""

    table: Table
    settings: tuple[Setting, Setting]
    slides: tuple[tuple[tuple[Row, ...], Part, str], ...]


def _pages(stage: Stage, exhibit: Exhibit, rooms: tuple[Box, Box]) -> Pages:
    """Return an exhibit's table in type that is read from afar, or in dense type where that takes fewer slides."""
    table = plain_table(exhibit.table)
    return min((_set(stage, table, setting, rooms) for setting in (SETTING, DENSE)), key=lambda held: len(held.slides))


def _set(stage: Stage, table: Table, chosen: Setting, rooms: tuple[Box, Box]) -> Pages:
    setting = chosen.scaled(stage.scale)
    measured = setting.scaled(stage.room)
    parts = column_parts(table, stage.body.width, measured)
    head = max(head_height(table, part, measured) for part in parts)
    heights = [room.height - head for room in rooms]
    pages = [(rows, "") for rows in row_pages(table, parts, heights, measured)]
    if len(pages) > 1 and table.chapters:
        parted = [
            (rows, name)
            for number, (name, chapter) in enumerate(_chapters(table))
            for rows in row_pages(chapter, parts, heights if number == 0 else heights[1:], measured)
        ]
        # A chapter to a slide, if that takes no more than one slide more.
        pages = parted if len(parted) <= len(pages) + 1 else pages
    return Pages(table, (setting, measured), tuple((rows, part, name) for rows, name in pages for part in parts))


def _chapters(table: Table) -> Iterator[tuple[str, Table]]:
    """Yield the chapters of a table, each with its name."""
    starts = [at for at, _ in table.chapters]
    for (start, name), end in zip(table.chapters, [*starts[1:], len(table.rows)], strict=True):
        bands = tuple((at - start, words) for at, words in table.bands if start <= at < end)
        yield name, replace(table, rows=table.rows[start:end], bands=bands, chapters=())


def _add_tables(stage: Stage, exhibit: Exhibit, words: Words, notes: Sequence[str], rooms: tuple[Box, Box]) -> None:
    held = _pages(stage, exhibit, rooms)
    opening = held.slides[0][0]
    for number, (page, part, chapter) in enumerate(held.slides, start=1):
        title = f"{exhibit.title}: {chapter}" if chapter else exhibit.title
        slide = add_slide(stage, stage.plain, numbered(title, number, len(held.slides)), notes)
        if page is opening:
            put_finding(stage, slide, words)
        room = rooms[page is not opening]
        put_table(slide, room, held.table, part, page, held.settings, alternative(exhibit))
        put_words(stage, slide, words)


def _in_notes(exhibit: Exhibit) -> Paragraph:
    """Return where the rows are that a picture stands for."""
    said = f"The {len(exhibit.table.rows)} rows behind this picture stand in this slide's notes; "
    return led("In full:", f"{said}the Word document and the workbook hold them as a table.")
