"""A table in a Word document: native, its heads repeated on each page, its rows whole, with a text alternative."""

from typing import Any, Final

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from components.exhibits.exhibit import Cell, Table
from components.exhibits.exhibit_words import BAND_FILL, HEAD_FILL, QUIET, RULE
from components.files.docx_structure import LANDSCAPE_WIDTH, TEXT_WIDTH, element
from components.files.docx_styles import SETTING
from components.files.table_layout import Part, column_parts, needed_width

_TWIPS: Final = 20
_LAST: Final = 3
"""Rows at the end of a table that stay on one page."""
_NOWHERE: Any = None
"""What a paragraph stands in, which those of a cell needn't know: asking for it takes most of a table's time."""


def is_wide(table: Table) -> bool:
    """Return whether a table, of printable words, asks for a page on its side."""
    return needed_width(table, SETTING, LANDSCAPE_WIDTH) > TEXT_WIDTH


def parts_of(table: Table, width: float) -> tuple[Part, ...]:
    """Return a table's columns in as few parts as a page so many points wide has room for."""
    return column_parts(table, width, SETTING)


def add_table(
    document: Document, table: Table, part: Part, name: str, alternative: str, *, together: bool = False
) -> Any:
    """Add some columns of a table, all its rows, to a document, and return what stands there.

    Parameters
    ----------
    document : Document
    table : Table
        Of printable words.
    part : Part
    name, alternative : str
        Its text alternative: what it is called, and what it says.
    together : bool
        Keep all of it on one page.
    """
    bands = dict(table.bands)
    grid = document.add_table(1 + len(table.rows) + len(bands), len(part.columns))
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _describe(grid, part, name, alternative)
    rows = iter(grid._tbl.tr_lst)
    _row(next(rows), [Cell(table.columns[n].title) for n in part.columns], table, part, "Cell Head", HEAD_FILL)
    for number, cells in enumerate(table.rows):
        if number in bands:
            _band(next(rows), bands[number], len(part.columns), sum(part.widths))
        _row(next(rows), [cells[n] for n in part.columns], table, part)
    # A page isn't left with the last row alone.
    for line in grid._tbl.tr_lst[:-1] if together else grid._tbl.tr_lst[-_LAST:-1]:
        for held in line.tc_lst:
            for paragraph in held.p_lst:
                paragraph.get_or_add_pPr().get_or_add_keepNext()
    return grid


def _describe(grid: Any, part: Part, name: str, alternative: str) -> None:
    properties = grid._tbl.tblPr
    for held in properties.findall(qn("w:tblLook")):
        properties.remove(held)
    width = properties.find(qn("w:tblW"))
    if width is None:
        width = element("w:tblW")
        properties.append(width)
    width.set(qn("w:type"), "dxa")
    width.set(qn("w:w"), str(round(sum(part.widths) * _TWIPS)))
    borders = element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(element(f"w:{side}", val="single", sz="4", space="0", color=RULE))
    margins = element("w:tblCellMar")
    for side, white in (("top", SETTING.above), ("left", SETTING.beside), ("bottom", SETTING.above),
                        ("right", SETTING.beside)):  # fmt: skip
        margins.append(element(f"w:{side}", w=str(round(white * _TWIPS)), type="dxa"))
    layout = properties.find(qn("w:tblLayout"))
    look = element("w:tblLook", val="04A0", firstRow="1", lastRow="0", firstColumn="1", lastColumn="0")
    told = (element("w:tblCaption", val=name), element("w:tblDescription", val=alternative))
    for piece in (borders, layout, margins, look, *told):
        if piece is not None:
            properties.append(piece)
    for column, wide in zip(grid._tbl.tblGrid.gridCol_lst, part.widths, strict=True):
        column.w = Pt(wide)


def _row(line: Any, cells: list[Cell], table: Table, part: Part, style: str = "", fill: str = "") -> None:
    properties = line.get_or_add_trPr()
    properties.append(element("w:cantSplit"))
    if style == "Cell Head":
        properties.append(element("w:tblHeader"))
    for held, cell, number, wide in zip(line.tc_lst, cells, part.columns, part.widths, strict=True):
        own = style or ("Cell Name" if cell.kind == "head" else "Cell")
        ground = fill or cell.fill.lstrip("#")
        _cell(held, wide, ground)
        quiet = cell.kind in ("gap", "not_applicable")
        ink = cell.ink.lstrip("#") if ground and cell.ink else QUIET if quiet else ""
        _write(held.p_lst[0], cell.text, own, ink, centred=table.columns[number].centred)
        if cell.detail:
            detail = held.add_p()
            _write(detail, cell.detail, "Cell Detail", ink if ground else "", centred=table.columns[number].centred)


def _cell(held: Any, wide: float, ground: str) -> None:
    held.width = Pt(wide)
    if ground:
        held.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=ground))


def _write(held: Any, text: str, style: str, ink: str, *, centred: bool) -> None:
    paragraph = Paragraph(held, _NOWHERE)
    properties = held.get_or_add_pPr()
    properties.style = style.replace(" ", "")
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    if ink:
        run.font.color.rgb = RGBColor.from_string(ink.upper())


def _band(line: Any, words: str, columns: int, wide: float) -> None:
    line.get_or_add_trPr().append(element("w:cantSplit"))
    first, *others = line.tc_lst
    for other in others:
        line.remove(other)
    first.width = Pt(wide)
    properties = first.get_or_add_tcPr()
    if columns > 1:
        first.grid_span = columns
    properties.append(element("w:shd", val="clear", color="auto", fill=BAND_FILL))
    _write(first.p_lst[0], words, "Cell Band", "", centred=False)
