"""Cells as numbers, days and answers, by what the whole column looks like."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, Literal

from data.intake.cell_forms import serial_date

BLANK: Final = frozenset(
    ["na", "n/a", "n.a.", "-", "--", "–", "—", "...", "null", "nan", "not applicable", "unknown", "?"]
)
"""Cells in which a table says that it says nothing."""
YES: Final = frozenset({"yes", "y", "true", "1", "ja", "oui", "sí", "si", "sim", "x", "✓", "✔"})
NO: Final = frozenset({"no", "n", "false", "0", "nein", "non", "não", "none"})

_NUMBER: Final = re.compile(r"^[^\w+-]?\s?([+-]?\d[\d\s.,'’]*)\s?(%|[€$£]|[A-Za-z]{0,3})$")
_ISO: Final = re.compile(r"^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ].*)?$")
_PARTS: Final = re.compile(r"^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})$")
_YEAR_FIRST: Final = re.compile(r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$")
_PACKED: Final = re.compile(r"^((?:19|20)\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])$")
_MONTH_NAMED: Final = re.compile(r"^(?:\d{1,2}(?:st|nd|rd|th)?\s)?[A-Za-z]{3,9}\.?,?\s(?:\d{1,2},?\s)?\d{4}$")
Order = Literal["day", "month", "unclear"]


def number_of(cell: str, decimal: str = ".") -> float | None:
    """Return a cell's number, whatever separates its thousands; None where it is none."""
    matched = _NUMBER.match(cell)
    if not matched:
        return None
    digits = re.sub(r"[\s'’]", "", matched[1]).replace("," if decimal == "." else ".", "").replace(decimal, ".")
    try:
        return float(digits)
    except ValueError:
        return None


def unit_of(cell: str) -> str | None:
    """Return what stands behind a cell's number, such as ``%``."""
    matched = _NUMBER.match(cell)
    return matched[2] or None if matched else None


def decimal_of(cells: Iterable[str]) -> str:
    """Return the decimal sign of a column: a comma where one stands last and can't separate thousands."""
    for cell in cells:
        if matched := _NUMBER.match(cell):
            text = matched[1].rstrip()
            comma, point = text.rfind(","), text.rfind(".")
            if min(comma, point) > -1:
                return "," if comma > point else "."
            if comma > -1 and (len(text) - comma - 1 != 3 or text.startswith("0,")):
                return ","
    return "."


def order_of(cells: Iterable[str]) -> Order:
    """Return whether days or months stand first in a column's dates."""
    parts = [matched for cell in cells if (matched := _PARTS.match(cell))]
    if any("." in part.group() for part in parts) or any(int(part[1]) > 12 for part in parts):
        return "day"
    return "month" if any(int(part[2]) > 12 for part in parts) else "unclear"


def day_of(cell: str, order: Order = "unclear") -> str | None:
    """Return a cell as a day, month or year (``2020-03-01``, ``2020-03``, ``2020``); None where it is none."""
    if re.fullmatch(r"(1[5-9]|2[01])\d\d(\.0)?", cell):
        return cell[:4]
    if matched := _ISO.match(cell) or _YEAR_FIRST.match(cell) or _PACKED.match(cell):
        return _day(int(matched[1]), int(matched[2]), int(matched[3]) if matched[3] else None)
    if matched := _PARTS.match(cell):
        first, second, year = (int(part) for part in matched.groups())
        year += 0 if year > 99 else (2000 if year < 50 else 1900)
        if order == "unclear" and first != second:
            return None
        return _day(year, second, first) if order == "day" else _day(year, first, second)
    if _MONTH_NAMED.match(cell):
        return _month_named(re.sub(r"[.,]|(?<=\d)(st|nd|rd|th)\b", "", cell))
    return serial_date(cell)


def _month_named(cell: str) -> str | None:
    for form in ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%B %Y", "%b %Y"):
        try:
            known = datetime.strptime(" ".join(cell.split()), form).date()
        except ValueError:
            continue
        return known.isoformat() if "%d" in form else known.isoformat()[:7]
    return None


def _day(year: int, month: int, day: int | None) -> str | None:
    try:
        known = date(year, month, day or 1)
    except ValueError:
        return None
    return known.isoformat() if day else known.isoformat()[:7]


def is_blank(cell: str) -> bool:
    """Whether a cell says that nothing is said."""
    return cell.strip().casefold() in BLANK


def share(cells: list[str], holds: Iterable[bool]) -> float:
    """Return the share of cells for which something holds; 0 where there is none."""
    return sum(holds) / len(cells) if cells else 0.0
