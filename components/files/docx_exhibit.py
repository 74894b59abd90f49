"""One exhibit in a Word document: what it shows, its picture, its table, and all that it must carry."""

from dataclasses import dataclass, field
from io import BytesIO
from itertools import count
from typing import Final

from docx.document import Document
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from PIL import Image

from components.drawing.printable import one_line
from components.exhibits.brief import Brief
from components.exhibits.exhibit import Exhibit, Sign
from components.exhibits.exhibit_words import INK, PIXELS, alternative, filter_line, origin_lines
from components.files.docx_structure import (
    TEXT_WIDTH,
    add_bookmark,
    add_link,
    caption,
    keep_together,
    on_its_side,
    shade,
    text_size,
)
from components.files.docx_styles import SETTING
from components.files.docx_table import add_table, is_wide, parts_of
from components.files.table_layout import plain_table, table_height
from components.files.type_metrics import height

LEGIBLE: Final = 0.5
"""Points a pixel of a chart: what is smaller on paper is a table alone, for a chart's smallest type has 11 pixels."""
LARGEST: Final = 0.9
_ABOVE, _CAPTION = 110, 34
"""The height in points of what stands around a picture on its page: heading, finding and caption, or the last alone."""
_WORDS, _INDENT, _ORIGIN = 9.5, 16, 48
"""Points of the words beneath an exhibit: the size of their type, how far they are set in, what the source takes."""
_TOGETHER: Final = 0.55
"""The share of a page up to which a table isn't parted."""


@dataclass(frozen=True)
class Writer:
    """A document that is being written, and the numbers that it has given."""

    document: Document
    figures: "count[int]" = field(default_factory=lambda: count(1))
    tables: "count[int]" = field(default_factory=lambda: count(1))
    marks: "count[int]" = field(default_factory=lambda: count(1))
    headings: list[tuple[int, str, str, Paragraph]] = field(default_factory=list)
    """Level, words, bookmark and paragraph of each heading of the contents so far."""

    def heading(self, words: str, level: int, *, listed: bool = True) -> Paragraph:
        """Add a heading, to be found in the contents where it is `listed`, and return it."""
        number = next(self.marks)
        name = f"_Toc{number:08}"
        paragraph: Paragraph = self.document.add_heading(words, level)
        add_bookmark(paragraph, name, number)
        if listed:
            self.headings.append((level, words, name, paragraph))
        return paragraph

    def add(self, words: str, style: str) -> Paragraph:
        """Add a paragraph of a style and return it."""
        return self.document.add_paragraph(words, style)


def asks_for_landscape(exhibit: Exhibit, drawn: bytes) -> bool:
    """Return whether an exhibit's table, or its picture as a PNG, asks for a page on its side."""
    return is_wide(plain_table(exhibit.table)) or bool(drawn and pixels(drawn)[0] * LEGIBLE > TEXT_WIDTH)


def add_exhibit(writer: Writer, brief: Brief, exhibit: Exhibit, drawn: bytes) -> None:
    """Add an exhibit under a heading of its own.

    A picture that has room beneath the heading stands there; one that asks for
    a page of its own follows the table; one that is too small to be read even
    there is left out, as its table says the same.

    Parameters
    ----------
    writer : Writer
    brief : Brief
    exhibit : Exhibit
    drawn : bytes
        Its chart as a PNG of :data:`PIXELS` pixels a pixel; empty where it has none.
    """
    title = one_line(exhibit.title)
    first = len(writer.document.element.body)
    writer.heading(title, 2)
    writer.add(one_line(exhibit.finding), "Normal").paragraph_format.keep_with_next = True
    beneath = bool(drawn) and _scale(writer, drawn, _ABOVE) >= LEGIBLE
    apart = bool(drawn) and not beneath and _scale(writer, drawn, _CAPTION) >= LEGIBLE
    if beneath:
        _add_picture(writer, exhibit, title, drawn, _ABOVE)
    # A large table goes on over pages of its own: what it must be read with stands before it, not alone on a last page.
    ahead = on_its_side(writer.document)
    if ahead:
        _add_words(writer, brief, exhibit)
    _add_tables(writer, exhibit, f"{title}: as a table" if beneath or apart else title)
    if apart:
        _add_picture(writer, exhibit, title, drawn, _CAPTION)
    if not ahead:
        _add_words(writer, brief, exhibit)
        if not apart and _height(writer, exhibit, drawn if beneath else b"") < text_size(writer.document)[1]:
            keep_together(writer.document, first)


def _height(writer: Writer, exhibit: Exhibit, drawn: bytes) -> float:
    """Return about how high an exhibit is on a page, in points."""
    width, _ = text_size(writer.document)
    table = plain_table(exhibit.table)
    parts = parts_of(table, width)
    told = [*exhibit.caveats, *(one_line(sign.words) for sign in exhibit.legend), filter_line(exhibit), exhibit.link]
    words = height("\n".join(told), width - _INDENT, _WORDS) + (len(exhibit.caveats) + 2) * 5 + _ORIGIN
    picture = pixels(drawn)[1] * _scale(writer, drawn, _ABOVE) + _CAPTION if drawn else 0.0
    return _ABOVE + picture + sum(table_height(table, part, SETTING) + _CAPTION for part in parts) + words


def _add_tables(writer: Writer, exhibit: Exhibit, words: str) -> None:
    table = plain_table(exhibit.table)
    parts = parts_of(table, text_size(writer.document)[0])
    for number, part in enumerate(parts, start=1):
        told = f"{words} (part {number} of {len(parts)})" if len(parts) > 1 else words
        caption(writer.add("", "Caption"), "Table", next(writer.tables), told)
        together = table_height(table, part, SETTING) < text_size(writer.document)[1] * _TOGETHER
        add_table(writer.document, table, part, told, alternative(exhibit), together=together)


def pixels(drawn: bytes) -> tuple[float, float]:
    """Return width and height of a chart, in its own pixels, from its PNG of :data:`PIXELS` a pixel."""
    with Image.open(BytesIO(drawn)) as image:
        return image.width / PIXELS, image.height / PIXELS


def _scale(writer: Writer, drawn: bytes, above: float) -> float:
    (wide, high), (room, tall) = pixels(drawn), text_size(writer.document)
    return min(room / wide, (tall - above) / high, LARGEST)


def _add_picture(writer: Writer, exhibit: Exhibit, title: str, drawn: bytes, above: float) -> None:
    (wide, high), scale = pixels(drawn), _scale(writer, drawn, above)
    paragraph = writer.add("", "Normal")
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(BytesIO(drawn), Pt(wide * scale), Pt(high * scale))
    shape._inline.docPr.set("descr", alternative(exhibit))
    shape._inline.docPr.set("title", title)
    below = writer.add("", "Caption")
    below.paragraph_format.keep_with_next = False
    caption(below, "Figure", next(writer.figures), title)


def _add_words(writer: Writer, brief: Brief, exhibit: Exhibit) -> None:
    if exhibit.legend:
        _add_legend(writer.add("", "Exhibit Note"), exhibit.legend)
    writer.add(f"{filter_line(exhibit)}.", "Exhibit Note")
    source, dataset = origin_lines(brief, exhibit)
    if exhibit.caveats:
        lead = writer.add("", "Exhibit Note")
        lead.paragraph_format.keep_with_next = True
        lead.add_run("Read with care").bold = True
        for caveat in exhibit.caveats:
            writer.add(one_line(caveat), "List Bullet")
    last = writer.add(f"{source} {dataset} View: ", "Exhibit Note")
    add_link(last, one_line(exhibit.link), exhibit.link)


def _add_legend(paragraph: Paragraph, signs: tuple[Sign, ...]) -> None:
    paragraph.add_run("What the signs mean:").bold = True
    for number, sign in enumerate(signs):
        paragraph.add_run("  " if number else " ")
        shown = paragraph.add_run(f"\u00a0{one_line(sign.sign)}\u00a0")
        shown.bold = True
        if sign.fill:
            shade(shown, sign.fill.lstrip("#"))
            shown.font.color.rgb = RGBColor.from_string((sign.ink or INK).lstrip("#").upper())
        paragraph.add_run(f"\u00a0{one_line(sign.words)}{';' if number + 1 < len(signs) else '.'}")
