"""Tables of the short form of a briefing: as many rows as a page has room for, those that matter most first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from components.exhibits.digest import Frame, each_once
from components.exhibits.exhibit import Cell, Column, Table
from components.files.table_layout import Part, Row, Setting, head_height, plain_table, row_height
from components.files.type_metrics import shortened, text_width, widest_word

MOST_BESIDE: Final = 2
"""Places beside one another on a slide; of more, each is a row."""
_ACROSS: Final = (3, 2)
"""Levers beside one another where each place is a row: as many as can be read."""
_MOST_LINES: Final = 6
_PAGES: Final = 2
_LINES: Final = 4
"""Lines of a cell on a slide, at the most; the annex holds the whole of it."""
_WHOLE: Final = 4
"""Rows without a cut cell that are enough: then a row of which a cell would be cut is left to the annex."""
_NAMED: Final = 0.24
"""The share of a table's width that the names of its rows take at the most."""


@dataclass(frozen=True)
class Shown:
    """A table as a page shows it: the part that is set, its rows, the works of each cell, how many rows it lacks."""

    table: Table
    part: Part
    rows: tuple[Row, ...]
    cell_works: tuple[tuple[tuple[str, ...], ...], ...]
    left: int
    first: int = 0
    """Of which row of the frame's table its first lever is."""

    @property
    def works(self) -> tuple[str, ...]:
        """The works behind its cells, each once."""
        return each_once(works for row in self.cell_works for works in row)

    @property
    def height(self) -> float:
        """The height of its rows without their head."""
        return sum(row.height for row in self.rows)


def widths(table: Table, width: float, setting: Setting) -> Part:
    """Return all columns of a table: the first as wide as its names, the others by their shares of what is left."""
    heads = [table.columns[0].title, *(row[0].text for row in table.rows)]
    word = max(widest_word(text, setting.size, bold=True) for text in heads)
    whole = max(text_width(text, setting.size, bold=True) for text in heads)
    first = max(word, min(whole, width * _NAMED)) + 2 * setting.beside + 1
    shares = sum(column.width for column in table.columns[1:])
    others = ((width - first) * column.width / shares for column in table.columns[1:])
    return Part(tuple(range(len(table.columns))), (first, *others))


def fitted(
    table: Table,
    works: Sequence[tuple[tuple[str, ...], ...]],
    width: float,
    height: float,
    setting: Setting,
    *,
    lines: int = 0,
) -> Shown:
    """Return as many rows of a table as there is room for, in their order, whole ones where there are some.

    Parameters
    ----------
    table : Table
    works : sequence of tuple of tuple of keys
        The works behind each cell, row by row.
    width, height : float
        Of the room, in points.
    setting : Setting
    lines : int
        Lines of a cell at the most; 0 for as many as it takes.
    """
    plain = plain_table(table)
    part = widths(plain, width, setting)
    room = height - head_height(plain, part, setting)
    cut = [tuple(_cut(c, wide, setting, lines) for c, wide in zip(row, part.widths, strict=True)) for row in plain.rows]
    whole = [number for number, row in enumerate(cut) if row == plain.rows[number]]
    kept: list[int] = []
    rows: list[Row] = []
    for number in whole if len(whole) >= _WHOLE else range(len(cut)):
        tall = row_height(cut[number], part, setting)
        if tall <= room:
            room -= tall
            kept.append(number)
            rows.append(Row(cut[number], height=tall))
    used = tuple(works[number] for number in kept) if works else ()
    return Shown(plain, part, tuple(rows), used, len(plain.rows) - len(rows))


def _cut(cell: Cell, wide: float, setting: Setting, lines: int) -> Cell:
    if not lines:
        return cell
    return replace(cell, text=shortened(cell.text, wide - 2 * setting.beside, setting.size, lines))


def slide_tables(frame: Frame, width: float, height: float, setting: Setting) -> tuple[Shown, ...]:
    """Return a frame's table as its slides show it, see :func:`fitted`; of many places each is a row."""
    if frame.table is None:
        return ()
    if frame.name != "in_place" or len(frame.table.columns) - 1 <= MOST_BESIDE:
        plain = replace(frame.table, rows=tuple(tuple(_without_detail(c) for c in row) for row in frame.table.rows))
        return (fitted(plain, frame.cells, width, height, setting, lines=_LINES),)
    return tuple(_turned(frame, width, height, setting))


def _turned(frame: Frame, width: float, height: float, setting: Setting) -> Iterator[Shown]:
    """Yield a table with a place a row and levers across: as many levers as leave each cell room for all it says."""
    whole = plain_table(frame.table) if frame.table is not None else Table((), ())
    order = [n for n in range(len(whole.rows)) if _is_whole(_only(whole, (n, n)), 2, width, height, setting)]
    order = order if len(order) >= _ACROSS[-1] else list(range(len(whole.rows)))
    table = _only(whole, order)
    across = next((n for n in _ACROSS if _is_whole(table, n, width, height, setting)), _ACROSS[-1])
    shown = min(len(table.rows), across * _PAGES)
    for start in range(0, shown, across):
        chosen = range(start, min(start + across, shown))
        works = tuple(frame.cells[order[n]] for n in chosen) if frame.cells else ()
        left = len(whole.rows) - shown if start + across >= shown else 0
        page, _ = _page(table, chosen, width, height, setting)
        yield replace(page, cell_works=works, left=left, first=order[start])


def _only(table: Table, rows: Sequence[int]) -> Table:
    return Table(table.columns, tuple(table.rows[n] for n in rows))


def _is_whole(table: Table, across: int, width: float, height: float, setting: Setting) -> bool:
    """Return whether no cell has to be cut where so many levers stand beside one another."""
    shown = min(len(table.rows), across * _PAGES)
    starts = range(0, shown, across)
    return all(_page(table, range(n, min(n + across, shown)), width, height, setting)[1] for n in starts)


def _page(table: Table, chosen: range, width: float, height: float, setting: Setting) -> tuple[Shown, bool]:
    """Return some levers across, every place a row, and whether no cell is cut."""
    columns = (Column(""), *(Column(table.rows[n][0].text, 1.0) for n in chosen))
    rows = tuple(
        (Cell(place.title, kind="head"), *(_without_detail(table.rows[n][at]) for n in chosen))
        for at, place in enumerate(table.columns[1:], start=1)
    )
    turned = Table(columns, rows)
    for lines in range(_MOST_LINES, 0, -1):
        found = fitted(turned, (), width, height, setting, lines=lines)
        if not found.left:
            whole = all(cell.text in own for row, owns in zip(found.rows, rows, strict=True)
                        for cell, own in zip(row.cells, (each.text for each in owns), strict=True))  # fmt: skip
            return found, whole
    return fitted(turned, (), width, height, setting, lines=1), False


def _without_detail(cell: Cell) -> Cell:
    return replace(cell, detail="")
