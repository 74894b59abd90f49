"""Rows of text before they are checked: what a reader of CSV files hands over."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One row of a CSV file: its number in a spreadsheet, and its cells by column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """A CSV file: its header and its rows, as text."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
