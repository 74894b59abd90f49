"""The rows of a delimited text as spreadsheets save it: commas, semicolons or tabs, blank rows, blank columns."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

SEPARATORS: Final = (",", ";", "\t", "|")
_SAID: Final = re.compile(r"\ufeff?\"?sep=(.)\"?[ ,;\t]*(?:\r\n|\r|\n|$)", re.IGNORECASE)
UNSEEN: Final = " \t\r\n\v\f\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
"""Blanks of every kind, the parts of a character class: those that no reader sees among them."""
_ENDS: Final = re.compile(f"^[{UNSEEN}]+|[{UNSEEN}]+$")
_BLANKS: Final = re.compile(f"[{UNSEEN}]+")


def trimmed(text: str) -> str:
    """Return a text without blanks at its ends, those that no reader sees included."""
    return _ENDS.sub("", text)


def head_of(cell: str) -> str:
    """Return the head of a column as this contract writes it: small letters, ``_`` for blanks."""
    return _BLANKS.sub("_", trimmed(cell)).lower()


def separator_of(text: str) -> tuple[str, int]:
    """Return what separates the cells, and how many characters of the text say so in a line of their own.

    A line ``sep=;`` at the top, as Excel writes and reads it, decides. Else it
    is what splits the first line that holds anything into most cells; the comma
    where two split it alike.
    """
    if said := _SAID.match(text):
        return said.group(1), said.end()
    return max(SEPARATORS, key=lambda separator: _cells(text, separator)), 0


def _cells(text: str, separator: str) -> int:
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        return next((len(row) for row in rows if any(trimmed(cell) for cell in row)), 0)
    except csv.Error:
        return 0


def rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold something, each with its number as a spreadsheet shows it, cells trimmed.

    Raises
    ------
    csv.Error
        Where a quote isn't closed.
    """
    separator, start = separator_of(text)
    reader = csv.reader(io.StringIO(text[start:], newline=""), delimiter=separator, strict=True)
    for number, cells in enumerate(reader, start=2 if start else 1):
        row = [trimmed(cell) for cell in cells]
        if any(row):
            yield number, row
