"""A table on a slide: native, with a row of heads, its signs on their colours."""

from collections.abc import Sequence
from typing import Any, Final

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Pt

from components.exhibits.exhibit import Cell, Column, Table
from components.exhibits.exhibit_words import BAND_FILL, HEAD_FILL, INK, QUIET, RULE
from components.files.slide_text import Run, write
from components.files.slide_theme import Box
from components.files.table_layout import Part, Row, Setting, head_height

SETTING: Final = Setting(size=12, small=10, head=11, beside=4, above=2.5)
DENSE: Final = Setting(size=10, small=8.5, head=9.5, beside=3.5, above=1.6)
"""For a table that else takes more slides."""
_PLAIN_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's "No Style, No Grid": what is drawn is what is said here, whatever the theme."""
_WHITE: Final = "ffffff"


def put_table(
    slide: Slide,
    box: Box,
    table: Table,
    part: Part,
    rows: Sequence[Row],
    settings: tuple[Setting, Setting],
    alternative: str,
) -> None:
    """Put some rows and columns of a table on a slide.

    Parameters
    ----------
    slide : Slide
    box : Box
        Its upper left corner counts: widths are the part's, heights the rows'.
    table : Table
        Of printable words.
    part, rows : as :mod:`components.files.table_layout` returns them
    settings : two of Setting
        As it is set, and as it was measured.
    alternative : str
        What the table is, for those who don't see it.
    """
    setting, measured = settings
    heights = [head_height(table, part, measured), *(row.height for row in rows)]
    frame: Any = slide.shapes.add_table(
        len(heights), len(part.columns), *(Pt(n) for n in (box.left, box.top, sum(part.widths), sum(heights)))
    )
    frame.name = "Table"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alternative)
    grid = frame.table
    grid._tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN_STYLE
    grid.first_row, grid.horz_banding, grid.first_col = True, False, True
    for column, width in zip(grid.columns, part.widths, strict=True):
        column.width = Pt(width)
    for line, height in zip(grid.rows, heights, strict=True):
        line.height = Pt(height)
    for at, number in enumerate(part.columns):
        column = table.columns[number]
        _cell(
            grid.cell(0, at), ((Run(column.title, bold=True, ink=INK),),), (setting.head,), column, HEAD_FILL, setting
        )
    for line, row in enumerate(rows, start=1):
        if row.band:
            _band(grid, line, row.band, setting)
        for at, number in enumerate(part.columns if row.cells else ()):
            _value(grid.cell(line, at), row.cells[number], table.columns[number], setting)


def _band(grid: Any, line: int, words: str, setting: Setting) -> None:
    first = grid.cell(line, 0)
    if len(grid.columns) > 1:
        first.merge(grid.cell(line, len(grid.columns) - 1))
    _cell(first, ((Run(words, bold=True, ink=QUIET),),), (setting.small,), None, BAND_FILL, setting)


def _value(target: Any, cell: Cell, column: Column, setting: Setting) -> None:
    ink = cell.ink.lstrip("#") if cell.fill and cell.ink else QUIET if cell.kind in ("gap", "not_applicable") else INK
    paragraphs = [(Run(cell.text, bold=cell.kind == "head", ink=ink),)] if cell.text or not cell.detail else []
    sizes = [setting.size] * len(paragraphs)
    if cell.detail:
        paragraphs.append((Run(cell.detail, ink=ink if cell.fill else QUIET),))
        sizes.append(setting.small)
    _cell(target, paragraphs, sizes, column, cell.fill.lstrip("#") or _WHITE, setting)


def _cell(
    target: Any, paragraphs: Sequence[tuple[Run, ...]], sizes: Sequence[float], column: Column | None, ground: str,
    setting: Setting,
) -> None:  # fmt: skip
    target.margin_left = target.margin_right = Pt(setting.beside)
    target.margin_top = target.margin_bottom = Pt(setting.above)
    centred = column is not None and column.centred
    target.vertical_anchor = MSO_ANCHOR.MIDDLE if centred or column is None else MSO_ANCHOR.TOP
    frame = target.text_frame
    for number, (runs, size) in enumerate(zip(paragraphs, sizes, strict=True)):
        if number:
            frame.add_paragraph()
        write(frame.paragraphs[number], runs, size)
        if centred:
            frame.paragraphs[number].alignment = PP_ALIGN.CENTER
    properties = target._tc.get_or_add_tcPr()
    for side in ("L", "R", "T"):
        properties.append(parse_xml(f'<a:ln{side} {nsdecls("a")} w="0"><a:noFill/></a:ln{side}>'))
    properties.append(
        parse_xml(f'<a:lnB {nsdecls("a")} w="6350"><a:solidFill><a:srgbClr val="{RULE}"/></a:solidFill></a:lnB>')
    )
    properties.append(parse_xml(f'<a:solidFill {nsdecls("a")}><a:srgbClr val="{ground}"/></a:solidFill>'))
