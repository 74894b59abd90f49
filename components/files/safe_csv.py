"""The one way by which tables leave as CSV: what a spreadsheet would run is written as text."""

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence
from typing import Final

Cell = str | int | float | bool | None

# What opens a formula, in its full-width forms too, and what a spreadsheet drops before it looks for one.
_OPENS_A_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
_AFTER_A_SEPARATOR: Final = re.compile(r"(?<=[;\t\r\n])(?=[=+\-@＝＋－＠])")
"""Where a formula would open for a program that parts cells at semicolons or tabs, or lines within quotes."""


def neutral(cell: Cell) -> str | int | float:
    """Return a cell as it is written.

    A text that a spreadsheet could take for a formula is led by an apostrophe,
    a plain number among them (``-5`` as text was never meant to be reckoned
    with), wherever a program might begin a cell in it; numbers stay numbers.
    Nothing and not-a-number are empty, a yes or no is ``true`` or ``false``.
    """
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if not isinstance(cell, str):
        return cell
    apart = _AFTER_A_SEPARATOR.sub("'", cell)
    return f"'{apart}" if apart.startswith(_OPENS_A_FORMULA) else apart


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return a table as CSV (RFC 4180), its header and every cell neutral, every text in quotes.

    Programs that part cells at semicolons as well, as LibreOffice does unless told
    otherwise, leave what is quoted whole.

    Raises
    ------
    ValueError
        Where a row has more or fewer cells than there are columns.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([neutral(column) for column in columns])
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"a row has {len(row)} cells, the header {len(columns)}")
        writer.writerow([neutral(cell) for cell in row])
    return written.getvalue()


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return :func:`csv_text` in UTF-8, marked so that spreadsheets read every script."""
    return csv_text(columns, rows).encode("utf-8-sig")
