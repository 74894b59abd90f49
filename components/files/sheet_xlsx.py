"""An exhibit's data as a workbook: the data on one sheet, all that it must carry on another.

Text stays text: no cell becomes a formula or a link, whatever it begins with.
"""

import math
import re
from collections.abc import Sequence
from io import BytesIO
from math import ceil
from typing import Any, Final

from xlsxwriter import Workbook

from components.drawing.printable import printable
from components.exhibits.exhibit import Exhibit, Sheet, Value
from components.exhibits.exhibit_about import Block, about
from components.exhibits.provenance import Provenance
from components.files.fonts import text_width
from components.references.references import Reference

SAFE: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": True,
}
"""The options with which every workbook is written."""
LONGEST_NAME: Final = 31
"""Letters of a sheet's name."""
LONGEST: Final = 32767
"""Letters that a cell can hold."""
_NARROWEST, _WIDEST = 8, 60
_A4: Final = 9
_HIGHEST: Final = 409.0
"""Points of a row that Excel shows at the most."""
_UNIT: Final = 0.62
"""The width of a letter as a share of the size of the type: what a column's width is counted in."""


def sheet_xlsx(exhibit: Exhibit, provenance: Provenance, references: Sequence[Reference]) -> bytes:
    """Return a workbook of two sheets: the exhibit's data, and "About" with what it must carry."""
    made = BytesIO()
    with Workbook(made, SAFE) as workbook:
        workbook.set_properties(
            {
                "title": printable(exhibit.title),
                "author": printable(provenance.dataset),
                "subject": printable(exhibit.finding),
                "comments": printable(f"{provenance.source} {exhibit.link}"),
            }
        )
        write_sheet(workbook, exhibit.sheet, exhibit.sheet.name)
        write_about(workbook, about(exhibit, provenance, references))
    return made.getvalue()


def write_sheet(workbook: Workbook, sheet: Sheet, name: str, above: Sequence[str] = ()) -> None:
    """Add a sheet with tidy data: a table with filters, whose head stays in sight; rows as high as their text.

    ``above`` are lines that stand over the head, the first of them as a title.
    """
    head = workbook.add_format(
        {"bold": True, "bg_color": "#e6eaee", "text_wrap": True, "valign": "bottom", "border": 0}
    )
    text = workbook.add_format({"text_wrap": True, "valign": "top"})
    number = workbook.add_format({"valign": "top"})
    page = workbook.add_worksheet(sheet_name(name))
    write_lines(workbook, page, above)
    top = len(above)
    widths = [_wide(field.name, [row[place] for row in sheet.rows[:500]]) for place, field in enumerate(sheet.fields)]
    for place, (column, wide) in enumerate(zip(sheet.fields, widths, strict=True)):
        page.write_string(top, place, cell_text(column.name), head)
        page.set_column(place, place, wide)
    for line, row in enumerate(sheet.rows, start=top + 1):
        page.set_row(line, row_height([str(value or "") for value in row], widths))
        for place, value in enumerate(row):
            _write(page, line, place, value, text if isinstance(value, str) else number)
    page.freeze_panes(top + 1, 0)
    page.repeat_rows(top)
    on_paper(page)
    if sheet.rows:
        columns = [{"header": cell_text(field.name), "header_format": head} for field in sheet.fields]
        look = {"columns": columns, "style": "Table Style Light 1", "banded_rows": False}
        page.add_table(top, 0, top + len(sheet.rows), len(sheet.fields) - 1, look)


def on_paper(page: Any) -> None:
    """Print a sheet on A4 on its side, as wide as the paper, its pages numbered."""
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&RPage &P of &N")


def row_height(texts: Sequence[str], widths: Sequence[float], size: float = 11) -> float:
    """Return the height in points of a row whose texts break in columns so many letters wide."""
    lines = 1
    for text, wide in zip(texts, widths, strict=False):
        taken = (ceil(text_width(part, 1.0) / _UNIT / max(wide - 1, 1)) or 1 for part in text[:LONGEST].split("\n"))
        lines = max(lines, sum(taken))
    return min(_HIGHEST, lines * size * 1.36 + 1)


def write_lines(workbook: Workbook, page: Any, lines: Sequence[str]) -> None:
    """Write lines into the first column from the top, the first of them as a title."""
    title, line_type = (
        workbook.add_format({"bold": True, "font_size": 14}),
        workbook.add_format({"font_color": "#4d5661"}),
    )
    for line, said in enumerate(lines):
        page.write_string(line, 0, cell_text(said), line_type if line else title)


def write_about(workbook: Workbook, blocks: Sequence[Block], name: str = "About") -> None:
    """Add a sheet of headings and the lines beneath them."""
    head = workbook.add_format({"bold": True, "valign": "top"})
    text = workbook.add_format({"text_wrap": True, "valign": "top"})
    page = workbook.add_worksheet(sheet_name(name))
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 110)
    line = 0
    for heading, lines in blocks:
        page.write_string(line, 0, heading, head)
        for said in lines:
            page.set_row(line, row_height([said], [110.0]))
            page.write_string(line, 1, cell_text(said), text)
            line += 1
    on_paper(page)


def sheet_name(name: str) -> str:
    """Return a name as a sheet may have it: at most 31 letters, none that Excel refuses."""
    return re.sub(r"[\[\]:*?/\\']", "-", printable(name)).strip("- ")[:LONGEST_NAME] or "Data"


def _write(page: Any, line: int, place: int, value: Value, kind: Any) -> None:
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        return
    if isinstance(value, bool):
        page.write_boolean(line, place, value, kind)
    elif isinstance(value, int | float):
        page.write_number(line, place, value, kind)
    else:
        page.write_string(line, place, cell_text(value), kind)


def cell_text(text: str) -> str:
    """Return a text as a cell can hold it; one that is too long says at its end how much of it is missing."""
    whole = printable(text)
    # Excel counts what is beyond the first plane twice.
    units = len(whole.encode("utf-16-le")) // 2
    if units <= LONGEST:
        return whole
    mark = f" … [cut here: a cell holds {LONGEST:,} letters, this text has {len(whole):,}; the CSV file has it whole]"
    kept = whole.encode("utf-16-le")[: 2 * (LONGEST - len(mark))].decode("utf-16-le", errors="ignore")
    return kept + mark


def _wide(title: str, values: Sequence[Value]) -> float:
    """Return the width of a column, in letters, that most of its values fit."""
    texts = sorted(text_width(str(value)[:200], 1.0) / _UNIT for value in values if value is not None)
    usual = texts[int(len(texts) * 0.9)] if texts else 0.0
    return max(_NARROWEST, min(_WIDEST, max(usual + 2, len(title) + 4)))
