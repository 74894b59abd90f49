"""A table as a picture: head row, bands, wrapped text, and gaps drawn unlike values, in shape as well as in colour."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from components.drawing.looks import PALETTES
from components.exhibits.exhibit import Cell, Table
from components.files.canvas import INK, QUIET, Box, Canvas, Type, height_of
from components.files.fonts import text_width, wrapped

SHARE: Final = 104.0
"""Pixels that a column of width 1 takes, where the table is neither too narrow nor too wide for a page."""
NARROWEST: Final = 900.0
WIDEST: Final = 3200.0
PAD: Final = 8.0
MOST_LINES: Final = 16
"""Lines of one cell; what is longer is cut with an ellipsis, and stands in full in the data."""

HEAD: Final = Type(12, 700)
BAND: Final = Type(11, 700, QUIET)
ROW_NAME: Final = Type(12, 600)
VALUE: Final = Type(12)
MISSING: Final = Type(12, 400, QUIET)
DETAIL: Final = Type(10, 400, QUIET)
_RULE: Final = PALETTES["light"].grid
_HEAD_RULE: Final = PALETTES["light"].rule


def table_width(table: Table) -> float:
    """Return the width in pixels at which a table is drawn."""
    return max(NARROWEST, min(WIDEST, SHARE * sum(column.width for column in table.columns)))


def draw_table(canvas: Canvas, table: Table, at: tuple[float, float]) -> float:
    """Place a table with its upper left corner at `at`; return the height that it takes."""
    left, top = at
    whole = table_width(table)
    shares = sum(column.width for column in table.columns)
    widths = [whole * column.width / shares for column in table.columns]
    y = top + _head(canvas, table, widths, left, top)
    bands = dict(table.bands)
    for number, row in enumerate(table.rows):
        if number in bands:
            y += _band(canvas, bands[number], left, y, whole)
        tall = max(_cell_height(cell, width) for cell, width in zip(row, widths, strict=True))
        x = left
        for cell, width, column in zip(row, widths, table.columns, strict=True):
            _cell(canvas, cell, (x, y, width, tall), centred=column.centred)
            x += width
        y += tall
        canvas.boxes.append(Box(left, y, whole, 1, fill=_RULE))
    return y + 1 - top


def _head(canvas: Canvas, table: Table, widths: Sequence[float], left: float, top: float) -> float:
    titles = list(zip(table.columns, widths, strict=True))
    tall = max(height_of(column.title, width - 2 * PAD, HEAD) for column, width in titles) + 2 * PAD
    canvas.boxes.append(Box(left, top, sum(widths), tall, fill=PALETTES["light"].ramp[0]))
    canvas.boxes.append(Box(left, top + tall - 1.5, sum(widths), 1.5, fill=_HEAD_RULE))
    x = left
    for column, width in titles:
        low = top + tall - PAD - height_of(column.title, width - 2 * PAD, HEAD)
        at = (x + width / 2, low) if column.centred else (x + PAD, low)
        canvas.paragraph(column.title, at, width - 2 * PAD, HEAD, anchor="middle" if column.centred else "start")
        x += width
    return tall


def _band(canvas: Canvas, words: str, left: float, top: float, width: float) -> float:
    tall = height_of(words, width - 2 * PAD, BAND) + PAD + 2
    canvas.boxes.append(Box(left, top, width, tall, fill="#f5f7f9"))
    canvas.paragraph(words, (left + PAD, top + PAD / 2 + 1), width - 2 * PAD, BAND)
    return tall


def _type(cell: Cell) -> Type:
    if cell.kind == "head":
        return ROW_NAME
    if cell.kind in ("gap", "not_applicable"):
        return MISSING
    kind = replace(VALUE, weight=600) if cell.fill else VALUE
    return replace(kind, colour=cell.ink) if cell.ink else kind


def _said(cell: Cell) -> str:
    """Return a cell's text; what is explicitly none is led by its sign, a cell without words says that it is empty."""
    if cell.kind == "none" and not cell.text.startswith("✗"):
        return f"✗ {cell.text}"
    return cell.text


def _cell_height(cell: Cell, width: float) -> float:
    text = height_of(_said(cell), _room(cell, width), _type(cell), MOST_LINES)
    detail = height_of(cell.detail, _room(cell, width), DETAIL, MOST_LINES)
    return text + (detail + 1 if detail else 0) + 2 * PAD - 3


def _room(cell: Cell, width: float) -> float:
    return width - 2 * PAD - (6 if cell.kind in ("gap", "none", "not_applicable") else 0)


def _cell(canvas: Canvas, cell: Cell, area: tuple[float, float, float, float], *, centred: bool) -> None:
    x, y, width, _ = area
    _ground(canvas, cell, area, centred=centred)
    room, kind = _room(cell, width), _type(cell)
    inset = PAD + (width - 2 * PAD - room)
    at = x + width / 2 if centred else x + inset
    anchor: str = "middle" if centred else "start"
    top = y + PAD - 2.5
    used = canvas.paragraph(_said(cell), (at, top), room, kind, anchor=anchor, most=MOST_LINES)  # type: ignore[arg-type]
    small = replace(DETAIL, colour=cell.ink) if cell.fill and cell.ink else DETAIL
    canvas.paragraph(cell.detail, (at, top + used + 1), room, small, anchor=anchor, most=MOST_LINES)  # type: ignore[arg-type]


def _ground(canvas: Canvas, cell: Cell, area: tuple[float, float, float, float], *, centred: bool) -> None:
    """Draw what lies under a cell's text: its fill, or the shape of a gap."""
    x, y, width, tall = area
    if cell.fill:
        canvas.boxes.append(Box(x + 1.5, y + 1.5, width - 3, tall - 3, fill=cell.fill, radius=2))
    elif cell.kind == "none":
        canvas.boxes.append(Box(x + 3, y + 3, 3, tall - 6, fill=INK))
    elif cell.kind in ("gap", "not_applicable"):
        room = _room(cell, width)
        lines = wrapped(cell.text, room, MISSING.size) + wrapped(cell.detail, room, DETAIL.size)
        wide = max((text_width(line, MISSING.size) for line in lines), default=10.0) + 2 * PAD
        high = height_of(cell.text, room, MISSING) + height_of(cell.detail, room, DETAIL) + 5
        start = x + (width - wide) / 2 if centred else x + PAD - 2
        gap = cell.kind == "gap"
        canvas.boxes.append(Box(start, y + PAD - 4, wide, high, fill="" if gap else "#eef1f4",
                                stroke=QUIET if gap else "", dash="3 3" if gap else "", radius=3))  # fmt: skip
