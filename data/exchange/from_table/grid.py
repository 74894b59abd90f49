"""A table as a file holds it: encoding, separator and head row are worked out, every other row keeps its number."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

import openpyxl
from charset_normalizer import from_bytes

from data.exchange.workbook import cell_text
from data.intake.delimited import rows_of, trimmed
from data.model.faults import DatasetError, Fault

TABLES: Final = (".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xlsm")
HEAD_WITHIN: Final = 20
"""So many rows from the top are searched for the heads."""


@dataclass(frozen=True)
class Line:
    """A row below the heads: its number as a spreadsheet shows it, and its filled cells by head."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Grid:
    """A table: heads, rows that hold something, and the rows above the heads or sheets that were not read."""

    file: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    passed: tuple[str, ...] = ()

    def column(self, head: str) -> list[str]:
        """Return the filled cells of a column."""
        return [line.cells[head] for line in self.lines if head in line.cells]


def read_grid(name: str, data: bytes) -> Grid:
    """Return the table of a file.

    Raises
    ------
    DatasetError
        Where it is no table, or holds no row below its heads.
    """
    passed: list[str] = []
    try:
        rows = _sheet(name, data, passed) if PurePath(name).suffix.lower() in (".xlsx", ".xlsm") else _text(data)
    except (csv.Error, ValueError, KeyError, OSError) as error:
        raise _refused(name, f"it can't be read as a table: {error}.") from error
    filled = [(number, [trimmed(cell) for cell in row]) for number, row in rows]
    filled = [(number, row) for number, row in filled if any(row)]
    if len(filled) < 2:
        raise _refused(name, "there is no row below the heads.")
    at = _head_row([row for _, row in filled[:HEAD_WITHIN]])
    passed += [f"row {number}: {'; '.join(filter(None, row))} (above the heads)" for number, row in filled[:at]]
    heads = _heads(filled[at][1], max(len(row) for _, row in filled))
    lines = [Line(n, {h: c for h, c in zip(heads, row, strict=False) if c}) for n, row in filled[at + 1 :]]
    used = [head for head in heads if any(head in line.cells for line in lines)]
    passed += [f"column {head}: it is empty" for head in heads if head not in used]
    return Grid(name, tuple(used), tuple(lines), tuple(passed))


def _refused(name: str, problem: str) -> DatasetError:
    return DatasetError(name, [Fault(name, 0, "", problem, "Expected a CSV, TSV or XLSX table with a row of heads.")])


def _text(data: bytes) -> list[tuple[int, list[str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(data).best() if not data.startswith((b"\xff\xfe", b"\xfe\xff")) else None
        # Western letters in one byte are told apart badly in short texts: Windows' own page is the likeliest.
        western = best is None or best.encoding.startswith(("cp125", "latin", "iso8859", "mac", "cp437", "cp85"))
        text = data.decode("utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else _decoded(data, western, best)
    return list(rows_of(text))


def _decoded(data: bytes, western: bool, best: object) -> str:
    encoding = "cp1252" if western else str(getattr(best, "encoding", "cp1252"))
    return data.decode(encoding, errors="replace")


def _sheet(name: str, data: bytes, passed: list[str]) -> list[tuple[int, list[str]]]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    sheets = {
        sheet.title: [(n, [cell_text(cell) for cell in row]) for n, row in enumerate(sheet.iter_rows(), start=1)]
        for sheet in book.worksheets
    }
    sizes = {title: sum(sum(map(bool, row)) for _, row in rows) for title, rows in sheets.items()}
    chosen = max(sizes, key=lambda title: sizes[title])
    others = [title for title in sheets if title != chosen and sizes[title]]
    passed += [f"sheet {title}: {len(sheets[title]):,} rows of another sheet of {name}" for title in others]
    return sheets[chosen]


def _head_row(rows: list[list[str]]) -> int:
    """Return which row names the columns: the first that is nearly as filled as any, without a cell twice."""
    most = max(sum(map(bool, row)) for row in rows)
    for at, row in enumerate(rows[:-1]):
        cells = [cell for cell in row if cell]
        if len(cells) >= 0.8 * most and len(set(cells)) >= 0.9 * len(cells):
            return at
    return 0


def _heads(cells: list[str], width: int) -> list[str]:
    heads: list[str] = []
    for at in range(width):
        base = " ".join(cells[at].split()) if at < len(cells) and cells[at] else f"Column {at + 1}"
        same = sum(head == base or head.startswith(f"{base} (") for head in heads)
        heads.append(f"{base} ({same + 1})" if same else base)
    return heads


def distinct(cells: Iterable[str]) -> list[str]:
    """Return different texts in their order, whatever their capitals."""
    return list({cell.casefold(): cell for cell in reversed(list(cells))}.values())[::-1]
