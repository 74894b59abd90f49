"""The memo of a briefing in a Word document: blocks of :mod:`components.files.memo` in styles of the style file."""

from collections.abc import Sequence
from typing import Any, Final

from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from components.exhibits.brief import Brief
from components.exhibits.digest import Digest
from components.exhibits.exhibit import Table
from components.exhibits.exhibit_words import INK, QUIET, linked_runs
from components.files.docx_structure import add_link, element
from components.files.docx_table import add_table
from components.files.memo import Block, Boxed, Fields, Grid, Source, Text, memo_pages

_STYLES: Final = {
    "title": "Memo Title", "heading": "Memo Heading", "text": "Memo Text", "point": "Memo Point",
    "quiet": "Exhibit Note",
}  # fmt: skip
_SMALL: Final = Pt(8.5)
_NAMES: Final = 56.0
_ROOM: Final = 481.0
"""Widths in points: of the names at a memo's head, and of a page's text."""


def add_memo(document: Document, brief: Brief, digest: Digest) -> None:
    """Add the memo to an empty document, a page break after each of its pages but the last."""
    pages = memo_pages(brief, digest)
    for number, blocks in enumerate(pages):
        first = len(document.element.body)
        for block in blocks:
            _add(document, block)
        if number:
            _on_new_page(document, first)


def _on_new_page(document: Document, first: int) -> None:
    opening = next((piece for piece in document.element.body[first - 1 :] if piece.tag == qn("w:p")), None)
    if opening is not None:
        opening.get_or_add_pPr().get_or_add_pageBreakBefore().val = True


def _add(document: Document, block: Block) -> None:
    if isinstance(block, Text):
        _write(document.add_paragraph("", _STYLES[block.style]), block)
    elif isinstance(block, Fields):
        _add_fields(document, block)
    elif isinstance(block, Boxed):
        _add_box(document, block)
    elif isinstance(block, Source):
        paragraph = document.add_paragraph(f"[{block.number}]\t", "Memo Source")
        for words, italic, link in linked_runs(block.reference):
            (add_link(paragraph, words, link) if link else paragraph.add_run(words)).italic = italic or None
    else:
        _add_grid(document, block)


def _write(paragraph: Paragraph, text: Text) -> None:
    if text.link:
        add_link(paragraph, text.words, text.link)
    else:
        paragraph.add_run(text.words)
    _add_marks(paragraph, text.marks)
    if text.sure:
        run = paragraph.add_run(f" {text.sure}")
        run.italic, run.font.size = True, Pt(9)
        run.font.color.rgb = RGBColor.from_string(QUIET.upper())


def _add_marks(paragraph: Paragraph, marks: Sequence[int], space: str = "\u00a0") -> None:
    for mark in marks:
        run = paragraph.add_run(f"{space}[{mark}]")
        run.font.size = _SMALL
        run.font.color.rgb = RGBColor.from_string(QUIET.upper())


def _add_fields(document: Document, fields: Fields) -> None:
    grid = document.add_table(len(fields.rows), 2)
    _plain(grid, (_NAMES, _ROOM - _NAMES))
    for line, (name, words) in zip(grid.rows, fields.rows, strict=True):
        for cell, text, bold in zip(line.cells, (name, words), (True, False), strict=True):
            cell.paragraphs[0].style = document.styles["Memo Box"]
            cell.paragraphs[0].add_run(text).bold = bold or None


def _add_box(document: Document, box: Boxed) -> None:
    space = document.add_paragraph("", "Memo Box")
    space.paragraph_format.keep_with_next = True
    grid = document.add_table(1, 1)
    _plain(grid, (_ROOM,))
    borders = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right"):
        borders.append(element(f"w:{side}", val="single", sz="6", space="0", color=INK))
    grid._tbl.tblPr.append(borders)
    grid.rows[0]._tr.get_or_add_trPr().append(element("w:cantSplit"))
    cell = grid.cell(0, 0)
    cell.paragraphs[0].style = document.styles["Memo Box"]
    cell.paragraphs[0].add_run(box.title).bold = True
    for line in box.lines:
        _write(cell.add_paragraph("", "Memo Box"), line)
    for _ in range(box.blank):
        cell.add_paragraph("", "Memo Box")
    document.add_paragraph("", "Memo Box")


def _plain(grid: Any, widths: Sequence[float]) -> None:
    """Set a table without lines to its widths."""
    grid.autofit = False
    for column, wide in zip(grid.columns, widths, strict=True):
        column.width = Pt(wide)
        for cell in column.cells:
            cell.width = Pt(wide)


def _add_grid(document: Document, block: Grid) -> None:
    shown = block.shown
    table = Table(shown.table.columns, tuple(row.cells for row in shown.rows))
    grid = add_table(document, table, shown.part, block.title, block.title, together=True)
    for line, row in zip(grid.rows[1:], block.marks, strict=False):
        for cell, marks in zip(line.cells, row, strict=True):
            _add_marks(cell.paragraphs[0], marks, " ")
    document.add_paragraph("", "Memo Box")


def break_page(document: Document) -> None:
    """Go on on a new page."""
    document.add_paragraph("", "Normal").add_run().add_break(WD_BREAK.PAGE)
