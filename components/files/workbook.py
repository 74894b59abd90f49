"""A briefing as an Excel workbook: a sheet an exhibit, what its columns mean, where it comes from.

Every text is written as a string cell, so that none becomes a formula or a link by itself.
"""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from components.drawing.printable import one_line
from components.exhibits.brief import Brief
from components.exhibits.exhibit import Cell, Exhibit
from components.files.sheet_names import sheet_names
from components.files.sheet_xlsx import SAFE, cell_text, on_paper, row_height, write_lines, write_sheet
from components.references.references import references

_HEAD_ROW: Final = 5


def xlsx_bytes(brief: Brief) -> bytes:
    """Return a briefing as a workbook: contents, exhibits, data dictionary, references."""
    held = io.BytesIO()
    book = Workbook(held, SAFE)
    book.set_properties(
        {
            "title": one_line(brief.title)[:255],
            "author": one_line(brief.author or brief.provenance.dataset)[:255],
            "subject": one_line(brief.provenance.dataset)[:255],
            "comments": one_line(brief.provenance.link)[:255],
            "created": datetime.combine(date.fromisoformat(brief.provenance.made), datetime.min.time(), UTC),
        }
    )
    writer = _Writer(book)
    names = sheet_names(
        ["Contents", *(name for exhibit in brief.exhibits for name in _names(exhibit)), "Data dictionary", "References"]
    )
    after = iter(names)
    writer.contents(next(after), brief, names)
    for exhibit in brief.exhibits:
        if _crossed(exhibit):
            writer.read(next(after), exhibit)
        writer.data(next(after), exhibit)
    writer.dictionary(next(after), brief.exhibits)
    writer.references(next(after), brief)
    book.close()
    return held.getvalue()


def _names(exhibit: Exhibit) -> tuple[str, ...]:
    return (exhibit.name, f"{exhibit.name} data") if _crossed(exhibit) else (exhibit.name,)


def _crossed(exhibit: Exhibit) -> bool:
    """Whether a table runs factors, levels or levers against places: it is read as it stands, and worked with as data.

    The data then have a row for each of its cells, or for each fact behind one.
    """
    return any(column.centred for column in exhibit.table.columns) or (
        len(exhibit.table.columns) - 1 > 1
        and (len(exhibit.sheet.rows) >= len(exhibit.table.rows) * (len(exhibit.table.columns) - 1))
    )


class _Writer:
    """One workbook on its way: its formats, and one method a kind of sheet."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def format(self, **look: object) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(
                {"font_name": "Calibri", "font_size": 10, "valign": "top", **look}
            )
        return self._formats[key]

    @property
    def head(self) -> Any:
        return self.format(bold=True, bg_color="#e9eef3", border=1, border_color="#c3ccd6", text_wrap=True)

    @property
    def body(self) -> Any:
        return self.format(text_wrap=True)

    def sheet(self, name: str, title: str, lines: Sequence[str]) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        write_lines(self.book, sheet, (title, *lines))
        sheet.hide_gridlines(2)
        on_paper(sheet)
        return sheet

    def contents(self, name: str, brief: Brief, names: Sequence[str]) -> None:
        origin = brief.provenance
        sheet = self.sheet(name, brief.title, [brief.author] if brief.author else [])
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 110)
        rows = [
            ("Note", brief.note),
            ("Source", origin.source),
            ("Dataset", f"{origin.dataset}, version {origin.version} ({origin.released})"),
            ("Made on", origin.made),
            ("View", origin.link),
            ("How to cite", origin.cite),
            ("Licence", origin.licence),
            *(("Filter", phrase) for phrase in brief.filters),
            ("Empty cells", "Not stated, never zero. A gap of the source is named as such in its column."),
        ]
        row = 3
        for label, text in rows:
            if text:
                sheet.set_row(row, row_height([text], [110.0], 10))
                _text(sheet, row, 0, label, self.format(bold=True))
                _text(sheet, row, 1, text, self.body)
                row += 1
        row += 1
        shown = iter(names[1:])
        for exhibit in brief.exhibits:
            for target in [next(shown) for _ in _names(exhibit)]:
                sheet.write_url(
                    row, 0, f"internal:'{target}'!A1", self.format(font_color="#1f5a96", underline=1), target
                )
                _text(sheet, row, 1, exhibit.title, self.body)
                row += 1
            row = self._words(sheet, row, exhibit)
        for target in shown:
            sheet.write_url(row, 0, f"internal:'{target}'!A1", self.format(font_color="#1f5a96", underline=1), target)
            row += 1

    def _words(self, sheet: Worksheet, row: int, exhibit: Exhibit) -> int:
        legend = "; ".join(f"{sign.sign} {sign.words}" for sign in exhibit.legend)
        told = [("What it shows", exhibit.finding), ("Legend", legend), *(("Caveat", text) for text in exhibit.caveats)]
        for label, text in told:
            if text:
                sheet.set_row(row, row_height([text], [110.0], 10))
                _text(sheet, row, 0, label, self.format(font_color="#4d5661", indent=1))
                _text(sheet, row, 1, text, self.format(font_color="#4d5661", text_wrap=True))
                row += 1
        return row + 1

    def read(self, name: str, exhibit: Exhibit) -> None:
        sheet, table = self.sheet(name, exhibit.title, _above(exhibit)), exhibit.table
        widths = [34.0 if at == 0 else 13.0 if column.centred else 40.0 for at, column in enumerate(table.columns)]
        for at, column in enumerate(table.columns):
            sheet.set_column(at, at, widths[at])
            _text(sheet, _HEAD_ROW, at, column.title, self.head)
        bands, row = dict(table.bands), _HEAD_ROW + 1
        for number, cells in enumerate(table.rows):
            if number in bands:
                sheet.merge_range(row, 0, row, len(table.columns) - 1, "", self.head)
                _text(sheet, row, 0, bands[number], self.head)
                row += 1
            told = ["\n".join(filter(None, (cell.text, cell.detail))) for cell in cells]
            sheet.set_row(row, row_height(told, widths, 10))
            for at, (cell, text) in enumerate(zip(cells, told, strict=True)):
                _text(sheet, row, at, text, self._look(cell, table.columns[at].centred))
            row += 1
        row = self._legend(sheet, row + 1, exhibit)
        sheet.freeze_panes(_HEAD_ROW + 1, 1)
        sheet.repeat_rows(_HEAD_ROW)

    def _look(self, cell: Cell, centred: bool) -> Any:
        look: dict[str, object] = {"border": 1, "border_color": "#d5dbe1", "text_wrap": True}
        if centred:
            look["align"] = "center"
        if cell.kind == "head":
            look["bold"] = True
        if cell.kind == "gap":
            look |= {"font_color": "#8a939e", "border": 4}
        if cell.fill:
            look["bg_color"] = cell.fill
        if cell.ink and cell.kind != "gap":
            look["font_color"] = cell.ink
        return self.format(**look)

    def _legend(self, sheet: Worksheet, row: int, exhibit: Exhibit) -> int:
        for sign in exhibit.legend:
            look = {key: value for key, value in (("bg_color", sign.fill), ("font_color", sign.ink)) if value}
            _text(sheet, row, 1, sign.sign, self.format(align="center", border=1, border_color="#d5dbe1", **look))
            _text(sheet, row, 0, sign.words, self.body)
            sheet.set_row(row, row_height([sign.words], [34.0], 10))
            row += 1
        return row

    def data(self, name: str, exhibit: Exhibit) -> None:
        write_sheet(self.book, exhibit.sheet, name, (exhibit.title, *_above(exhibit), ""))

    def dictionary(self, name: str, exhibits: Sequence[Exhibit]) -> None:
        sheet = self.sheet(name, "What each column means", ())
        for at, (title, width) in enumerate((("Sheet", 26), ("Column", 20), ("Type", 10), ("Meaning", 100))):
            sheet.set_column(at, at, width)
            _text(sheet, 2, at, title, self.head)
        row = 3
        for exhibit in exhibits:
            for field in exhibit.sheet.fields:
                for at, text in enumerate((_names(exhibit)[-1], field.name, field.type, field.description)):
                    _text(sheet, row, at, text, self.body)
                row += 1
        sheet.freeze_panes(3, 0)
        sheet.autofilter(2, 0, max(3, row - 1), 3)

    def references(self, name: str, brief: Brief) -> None:
        sheet = self.sheet(name, "References", ("The works behind what this workbook holds, and only those.",))
        for at, (title, width) in enumerate((("Key", 28), ("Reference", 110), ("Link", 50))):
            sheet.set_column(at, at, width)
            _text(sheet, 3, at, title, self.head)
        for row, each in enumerate(references(list(brief.behind.values())), start=4):
            sheet.set_row(row, row_height([each.key, each.text, each.link], [28.0, 110.0, 50.0], 10))
            for at, text in enumerate((each.key, each.text, each.link)):
                _text(sheet, row, at, text, self.body)
        sheet.freeze_panes(4, 0)


def _above(exhibit: Exhibit) -> tuple[str, ...]:
    return (f"Filters: {' · '.join(exhibit.filters)}", exhibit.finding, f"View: {exhibit.link}")


def _text(sheet: Worksheet, row: int, column: int, text: str, look: Any) -> None:
    sheet.write_string(row, column, cell_text(text), look)
