r"""A dataset as one workbook (.xlsx), and back, without loss.

Every cell is text: what starts with ``=`` is no formula, a date stays as
written, ``007`` keeps its zeros. Characters that a workbook can't hold are
written as ``\u{000D}``, and read back as what they were.
"""

import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Final

import openpyxl
import xlsxwriter

from data.exchange.archive import contents_of, refuse
from data.exchange.sheet_files import SHEETS, files_of
from data.exchange.sheets import Rows, sheets_of
from data.exchange.upload_limits import MB, Limits
from data.intake.delimited import trimmed
from data.intake.files import Files, Memory
from data.model.faults import DatasetError, Fault

LONGEST_CELL: Final = 32_767
MOST_SHEET_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 100
MOST_OTHER_XML: Final = 2 * MB
WHOLE: Final = 10**15
"""Below it every whole number is exact in a cell."""
CONTENT_TYPES: Final = "[Content_Types].xml"

# What XML can't hold or XlsxWriter and Excel write as _x000D_; that form itself, of which openpyxl drops every x005F_;
# and our own.
_UNSAFE: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)|x(?=005F_)|\\(?=u\{)"
)
_QUOTED: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
"""What of a cell's format is no code: words, colours and languages."""
_ESCAPED: Final = re.compile(r"\\u\{([0-9A-F]{4})\}|_x([0-9A-Fa-f]{4})_")


def encoded(text: str) -> str:
    """Return a text as a cell can hold it."""
    return _UNSAFE.sub(lambda found: f"\\u{{{ord(found.group()):04X}}}", text)


def decoded(cell: str) -> str:
    """Return the text that a cell stands for."""
    return _ESCAPED.sub(lambda found: chr(int(found.group(1) or found.group(2), 16)), cell)


def workbook_of(files: Files) -> bytes:
    """Return a valid dataset as a workbook.

    Raises
    ------
    DatasetError
        Where a text is longer than a cell can hold, or a table than a sheet.
    """
    sheets = sheets_of(files)
    if faults := [fault for name, rows in sheets.items() for fault in _too_large(name, rows)]:
        raise DatasetError(files.label, faults)
    result = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(result, options) as book:
        # A fixed date keeps the same content the same file.
        book.set_properties({"created": datetime(1980, 1, 1, tzinfo=UTC)})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        head = book.add_format({"num_format": "@", "bold": True, "bottom": 1})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for column, title in enumerate(rows[0]):
                longest = max((len(row[column]) for row in rows if column < len(row)), default=0)
                sheet.set_column(column, column, min(max(len(title), longest) + 2, 60), text)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell:
                        sheet.write_string(number, column, encoded(cell), text if number else head)
    return result.getvalue()


def _too_large(name: str, rows: Rows) -> list[Fault]:
    faults = []
    if len(rows) > MOST_SHEET_ROWS:
        faults.append(Fault(f"sheet {name}", 0, "", f"it would have {len(rows):,} rows.", "Keep the folder form."))
    for number, row in enumerate(rows, start=1):
        for column, cell in zip(rows[0], row, strict=False):
            length = len(encoded(cell).encode("utf-16-le")) // 2
            if length > LONGEST_CELL:
                problem = f"the text has {length:,} characters; a workbook's cell holds {LONGEST_CELL:,}."
                faults.append(Fault(f"sheet {name}", number, column, problem, "Shorten it, or keep the folder form."))
    return faults


def read_workbook(data: bytes, label: str, limits: Limits) -> Memory:
    """Return the files that a workbook stands for, to be checked like any other.

    Raises
    ------
    DatasetError
        With the one fault for which the workbook isn't opened at all.
    """
    _check_parts(contents_of(data, label, limits), label, limits)
    faults: list[Fault] = []
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = {name: _rows(book[name], name, limits, faults) for name in SHEETS if name in book.sheetnames}
    except DatasetError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a parser makes of bytes from anyone is told as one fault
        refuse(label, f"not a readable workbook: {error}.", "Save it again as .xlsx.")
    return files_of(sheets, label, tuple(faults))


def _check_parts(contents: dict[str, bytes], label: str, limits: Limits) -> None:
    """Refuse XML that would make far more of itself than its size tells."""
    marks = other = 0
    for name, content in contents.items():
        if not name.lower().endswith((".xml", ".rels")):
            continue
        if re.search(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E|<\0?!\0?E\0?N\0?T\0?I\0?T\0?Y", content):
            refuse(label, f"its part {name} defines entities.", "No workbook needs them; save it again as .xlsx.")
        marks += content.count(b"<") + content.count(b"=")
        other += 0 if name.startswith("xl/worksheets/sheet") or name == "xl/sharedStrings.xml" else len(content)
    if marks > limits.marks:
        refuse(label, "it holds too many cells.", "Zip the dataset folder instead, or leave out what isn't data.")
    if other > MOST_OTHER_XML:
        refuse(label, "it holds too much beside its sheets.", "Save the sheets into a new workbook.")


def _rows(sheet: object, name: str, limits: Limits, faults: list[Fault]) -> Rows:
    """Return the filled part of a sheet as rows of text; a cell that holds an error is a fault."""
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    rows: Rows = []
    cells = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):  # type: ignore[attr-defined]
        cells += len(row)
        if number > limits.rows or cells > limits.marks:
            refuse(name, f"the sheet {name} has too many cells.", f"It may have {limits.rows:,} rows.")
        if len(row) > MOST_COLUMNS and any(cell.value is not None for cell in row[MOST_COLUMNS:]):
            refuse(name, f"row {number} of the sheet {name} has a cell in column {len(row):,}.", "Move it.")
        texts = [cell_text(cell) for cell in row[:MOST_COLUMNS]]
        faults += [
            Fault(
                f"sheet {name}", number, f"column {at}", f"the cell holds the error {cell.value}.", "Mend the formula."
            )
            for at, cell in enumerate(row[:MOST_COLUMNS], start=1)
            if cell.data_type == "e"
        ]
        faults += [fault for at, cell in enumerate(row[:MOST_COLUMNS], start=1) for fault in _part_of_a_date(cell, at)]
        while texts and not trimmed(texts[-1]):
            texts.pop()
        rows.append(texts)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _part_of_a_date(cell: object, at: int) -> Iterator[Fault]:
    """Yield a warning of a date that shows only a part of itself: "5-12", typed as text, may have become one."""
    value, shown = getattr(cell, "value", None), str(getattr(cell, "number_format", "")).lower()
    if isinstance(value, date) and value.year and not {"d", "m", "y"} <= set(_QUOTED.sub("", shown)):
        sheet, number = cell.parent.title, cell.row  # type: ignore[attr-defined]
        problem = f"the cell is a date that shows a part of itself (as {shown}); it is read as {cell_text(cell)}."
        expected = "If that was no date, write it as text (an apostrophe before it)."
        yield Fault(f"sheet {sheet}", number, f"column {at}", problem, expected, "warning")


def cell_text(cell: object) -> str:
    """Return what a cell of a workbook shows: a percentage with its sign, a date as ISO 8601 writes it."""
    value = getattr(cell, "value", None)
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | float) and "%" in str(getattr(cell, "number_format", "")):
        return f"{round(value * 100, 10):.12g}%"
    if isinstance(value, float) and value.is_integer() and abs(value) < WHOLE:
        return str(int(value))
    return decoded(value) if isinstance(value, str) else str(value)
