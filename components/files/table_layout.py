"""Where a table is parted so that it can be read: by columns, its first one repeated, and by rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from components.drawing.printable import one_line
from components.exhibits.exhibit import Cell, Table
from components.files.type_metrics import LEADING, text_width, widest_word, wrapped

CONTINUED: Final = "(continued)"
_LINES: Final = 5
"""Lines that the longest cell of a column takes at most where the table needn't be parted for it."""
_SIGNS: Final = 6
"""Letters of a text that isn't parted: a sign and its number."""
_WIDEST: Final = 0.36
"""The widest share of a table's width that a column asks for."""


@dataclass(frozen=True)
class Setting:
    """How a table is set, in points: sizes of type, and the white within a cell's sides, and above and below."""

    size: float
    small: float
    head: float
    beside: float
    above: float

    def scaled(self, by: float) -> "Setting":
        """Return the same on a smaller or larger page."""
        return Setting(self.size * by, self.small * by, self.head * by, self.beside * by, self.above * by)


@dataclass(frozen=True)
class Part:
    """Some columns of a table, the first one always among them, with their widths in points."""

    columns: tuple[int, ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Row:
    """A row as it is printed: its cells, or the words of a band over the whole width; and its height in points."""

    cells: tuple[Cell, ...]
    band: str = ""
    height: float = 0.0


def plain_table(table: Table) -> Table:
    """Return a table whose words can be printed as they are."""
    return Table(
        tuple(replace(column, title=one_line(column.title)) for column in table.columns),
        tuple(
            tuple(replace(cell, text=one_line(cell.text), detail=one_line(cell.detail)) for cell in row)
            for row in table.rows
        ),
        tuple((at, one_line(words)) for at, words in table.bands),
        tuple((at, one_line(words)) for at, words in table.chapters),
    )


def column_parts(table: Table, width: float, setting: Setting) -> tuple[Part, ...]:
    """Return a table's columns in as few parts as leave each room for its words.

    Parameters
    ----------
    table : Table
        Of printable words.
    width : float
        Of the page between its margins, in points.
    setting : Setting
    """
    needs = [_need(table, number, width, setting) for number in range(len(table.columns))]
    parts = list(_packed(needs, width))
    if len(parts) > 1:
        room = width
        while len(tighter := list(_packed(needs, room - width / 50))) == len(parts):
            room, parts = room - width / 50, tighter
    return tuple(Part(part, _widths(table, part, width, setting)) for part in parts)


def needed_width(table: Table, setting: Setting, page: float) -> float:
    """Return the width in points that a table asks for, see :func:`column_parts`; `page` is that of the page."""
    return sum(_need(table, number, page, setting) for number in range(len(table.columns)))


def _need(table: Table, number: int, width: float, setting: Setting) -> float:
    whole = max((text_width(row[number].text, setting.size) for row in table.rows), default=0.0)
    asked = max(_widest_word(table, number, setting), whole / _LINES)
    return min(asked + 2 * setting.beside + 1, width * _WIDEST)


def _packed(needs: Sequence[float], room: float) -> Iterator[tuple[int, ...]]:
    held, filled = [0], needs[0]
    for number in range(1, len(needs)):
        if filled + needs[number] > room and len(held) > 1:
            yield tuple(held)
            held, filled = [0], needs[0]
        held.append(number)
        filled += needs[number]
    yield tuple(held)


def _widths(table: Table, part: tuple[int, ...], width: float, setting: Setting) -> tuple[float, ...]:
    """Return the widths of a part's columns: by their shares, but no column narrower than its widest word."""
    words = {number: _widest_word(table, number, setting) + 2 * setting.beside + 1 for number in part}
    whole = max((text_width(row[0].text, setting.size, bold=True) for row in table.rows), default=0.0)
    named = min(whole + 2 * setting.beside + 1, width * _WIDEST, width - sum(words.values()) + words[0])
    words[0] = max(words[0], named)
    if sum(words.values()) >= width:
        return tuple(words[number] * width / sum(words.values()) for number in part)
    narrow: set[int] = set()
    while True:
        spare = width - sum(words[number] for number in narrow)
        shares = sum(table.columns[number].width for number in part if number not in narrow)
        held = {n: words[n] if n in narrow else spare * table.columns[n].width / shares for n in part}
        tight = {number for number in part if number not in narrow and held[number] < words[number]}
        if not tight:
            return tuple(held[number] for number in part)
        narrow |= tight


def _widest_word(table: Table, number: int, setting: Setting) -> float:
    cells = [row[number] for row in table.rows]
    words = [
        (text_width if len(cell.text) <= _SIGNS else widest_word)(cell.text, setting.size, bold=cell.kind == "head")
        for cell in cells
    ]
    words += [widest_word(cell.detail, setting.small) for cell in cells]
    return max((*words, widest_word(table.columns[number].title, setting.head, bold=True)))


def head_height(table: Table, part: Part, setting: Setting) -> float:
    """Return the height of the row of a part's heads, in points."""
    lines = max(
        len(wrapped(table.columns[number].title, wide - 2 * setting.beside, setting.head, True))
        for number, wide in zip(part.columns, part.widths, strict=True)
    )
    return lines * setting.head * LEADING + 2 * setting.above


def row_height(cells: Sequence[Cell], part: Part, setting: Setting) -> float:
    """Return the height of a row of a part, in points."""

    def tall(cell: Cell, wide: float) -> float:
        room = wide - 2 * setting.beside
        lines = len(wrapped(cell.text, room, setting.size, cell.kind == "head")) * setting.size
        small = len(wrapped(cell.detail, room, setting.small)) * setting.small if cell.detail else 0.0
        return (lines + small) * LEADING

    return max(tall(cells[n], wide) for n, wide in zip(part.columns, part.widths, strict=True)) + 2 * setting.above


def row_pages(
    table: Table, parts: Sequence[Part], rooms: Sequence[float], setting: Setting
) -> tuple[tuple[Row, ...], ...]:
    """Return a table's rows in pages of which none is higher than its room, whichever part is printed on it.

    A band that fits a page isn't parted; one that is says on its next page that
    it goes on. A row that is higher than a page goes on in a further row.

    Parameters
    ----------
    table : Table
        Of printable words.
    parts : sequence of Part
    rooms : sequence of float
        The height of the first page below the heads, of the second and so on,
        in points; further pages are as high as the last one named.
    setting : Setting
    """
    bands = dict(table.bands)
    band_height = setting.small * LEADING + 2 * setting.above
    groups: list[list[Row]] = []
    for number, cells in enumerate(table.rows):
        if number in bands or not groups:
            groups.append([Row((), bands[number], band_height)] if number in bands else [])
        for piece in _pieces(cells, parts, min(rooms) - band_height, setting):
            groups[-1].append(Row(piece, height=max(row_height(piece, part, setting) for part in parts)))
    pages = _paged(groups, parts, rooms, setting)
    parted = _continued(pages)
    for share in range(98, 50, -2):
        tighter = _paged(groups, parts, [room * share / 100 for room in rooms], setting)
        if len(tighter) > len(pages) or _continued(tighter) > parted:
            break
        pages = tighter
    return pages


def _continued(pages: Sequence[Sequence[Row]]) -> int:
    """Return how many bands go on over a further page."""
    return sum(row.band.endswith(CONTINUED) for page in pages for row in page)


def _paged(
    groups: Sequence[Sequence[Row]], parts: Sequence[Part], rooms: Sequence[float], setting: Setting
) -> tuple[tuple[Row, ...], ...]:
    """Return groups of rows, of which the first is a band or there is none, filled into pages one after the other."""
    band_height = setting.small * LEADING + 2 * setting.above
    pages: list[list[Row]] = [[]]
    said = ""
    for group in groups:
        room, whole = rooms[min(len(pages), len(rooms)) - 1], sum(row.height for row in group)
        if pages[-1] and _filled(pages[-1]) + whole > room and (whole <= room or _filled(pages[-1]) > room / 2):
            pages.append([])
        for row in group:
            room = rooms[min(len(pages), len(rooms)) - 1]
            if pages[-1] and _filled(pages[-1]) + row.height > room:
                again = group[0].band
                pages.append([Row((), f"{again} {CONTINUED}", band_height)] if again else [])
            name = row.cells[0].text if row.cells else ""
            first = not name and row.cells and not any(held.cells for held in pages[-1])
            said = name or said
            pages[-1].append(_named(row, said, parts, setting) if first else row)
    return tuple(map(tuple, pages))


def _named(row: Row, name: str, parts: Sequence[Part], setting: Setting) -> Row:
    """Return the first row of a page under the name of the row before it, where it has none of its own."""
    cells = (replace(row.cells[0], text=f"{name.removesuffix(CONTINUED).strip()} {CONTINUED}"), *row.cells[1:])
    return Row(cells, height=max(row_height(cells, part, setting) for part in parts)) if name else row


def table_height(table: Table, part: Part, setting: Setting) -> float:
    """Return the height of a part of a table on one page, in points."""
    rows = sum(row_height(row, part, setting) for row in table.rows)
    return head_height(table, part, setting) + rows + len(table.bands) * (setting.small * LEADING + 2 * setting.above)


def _filled(page: Sequence[Row]) -> float:
    return sum(row.height for row in page)


def _pieces(
    cells: tuple[Cell, ...], parts: Sequence[Part], room: float, setting: Setting
) -> Iterator[tuple[Cell, ...]]:
    """Yield a row, or the rows that it is parted into where it is higher than the room."""
    widths: dict[int, float] = {}
    for part in parts:
        for number, wide in zip(part.columns, part.widths, strict=True):
            widths[number] = min(wide, widths.get(number, wide)) - 2 * setting.beside
    inner = room - 2 * setting.above
    name, _ = _parted(cells[0], widths[0], inner, setting)
    rest: list[Cell | None] = [None, *cells[1:]]
    again = False
    while not again or any(rest):
        row = [replace(name, text=f"{name.text} {CONTINUED}", detail="") if again else name]
        for number, cell in enumerate(rest[1:], start=1):
            if cell is None:
                row.append(Cell(""))
            else:
                held, rest[number] = _parted(cell, widths[number], inner, setting)
                row.append(held)
        again = True
        yield tuple(row)


def _parted(cell: Cell, width: float, room: float, setting: Setting) -> tuple[Cell, Cell | None]:
    """Return as much of a cell as the room is high for, and what is left of it."""
    text = wrapped(cell.text, width, setting.size, cell.kind == "head")
    detail = wrapped(cell.detail, width, setting.small) if cell.detail else ()
    if (len(text) * setting.size + len(detail) * setting.small) * LEADING <= room:
        return cell, None
    most = max(1, int(room / (setting.size * LEADING)))
    if len(text) > most:
        return replace(cell, text=" ".join(text[:most]), detail=""), replace(cell, text=" ".join(text[most:]))
    left = max(1, int((room - len(text) * setting.size * LEADING) / (setting.small * LEADING)))
    return (
        replace(cell, detail=" ".join(detail[:left])),
        replace(cell, text="", detail=" ".join(detail[left:])) if len(detail) > left else None,
    )
