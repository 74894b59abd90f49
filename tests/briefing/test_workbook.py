"""A briefing as a workbook, opened by another library than the one that wrote it."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from components.exhibits.assemble import brief
from components.files.sheet_names import sheet_names
from components.files.workbook import xlsx_bytes
from components.references.references import formatted
from data.model.dataset import Dataset
from tests.briefing.files import ALL, HOSTILE, made, must_hold, viewed

BASKET = "basket=E6&basket=S2&basket=I1&home=aa"


def opened(file: bytes) -> Workbook:
    return load_workbook(io.BytesIO(file))


def said(book: Workbook) -> set[str]:
    return {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}


def test_it_holds_all_that_a_file_must(tiny: Dataset) -> None:
    whole = made(tiny, BASKET + ALL)
    words = "\n".join(said(opened(xlsx_bytes(whole))))
    assert [text for text in must_hold(whole) if text not in words] == []
    assert all(entry in words for entry in formatted(tuple(whole.behind.values())))


def test_its_references_are_those_of_what_it_holds_and_no_others(tiny: Dataset) -> None:
    book = opened(xlsx_bytes(made(tiny, "places=no&sections=policy&supplement=false")))
    keys = [row[0].value for row in book["References"].iter_rows(min_row=5)]
    # Norway's facts of the source are F4 (alpha_2010) and F5 (the source alone).
    assert sorted(keys) == ["alpha_2010", "source_2020"]


def test_numbers_are_numbers_and_gaps_are_empty(tiny: Dataset) -> None:
    sheet = opened(xlsx_bytes(made(tiny, "sections=matrix")))["factors data"]
    head = [cell.value for cell in sheet[6]]
    rows = {
        (row[head.index("factor")], row[head.index("column")]): row
        for row in sheet.iter_rows(min_row=7, values_only=True)
    }
    licence, gap = rows["licence", "aa"], rows["noise", "no"]
    assert licence[head.index("records")] == 2
    assert gap[head.index("rating")] == "no_record"
    assert gap[head.index("records")] is None


def test_heads_are_frozen_filtered_and_wide_enough(psw: Dataset) -> None:
    book = opened(xlsx_bytes(made(psw, "sections=policy&sections=matrix")))
    for name in ("policy-table data", "factors data"):
        sheet = book[name]
        assert sheet.freeze_panes == "A7"
        (table,) = sheet.tables.values()
        assert table.ref.startswith("A6:")
        assert table.autoFilter.ref == table.ref
        assert all(8 <= each.width <= 61 for each in sheet.column_dimensions.values() if each.width)
    assert book["factors"].freeze_panes == "B7"


def test_levers_by_places_are_read_as_they_stand_apart_from_the_data(psw: Dataset) -> None:
    book = opened(xlsx_bytes(made(psw, "places=ca_on&places=ch&sections=policy")))
    read = book["policy-table"]
    assert [cell.value for cell in read[6]] == ["Lever", "Ontario ACT", "Switzerland"]
    row = next(row for row in read.iter_rows(min_row=7) if row[0].value == "Staffing")
    assert str(row[1].value).startswith("0.5 FTE: 0.5 full-time equivalent of paid staff")
    assert (read.row_dimensions[row[0].row].height or 0) >= 2 * 13.6, "as high as its text"
    assert "policy-table data" in book.sheetnames


def test_sheets_print_on_their_side_with_heads_and_numbers_and_name_an_author(psw: Dataset) -> None:
    book = opened(xlsx_bytes(made(psw, "sections=policy&sections=matrix")))
    assert book.properties.creator == "Policy unit"
    for name in ("policy-table", "policy-table data", "factors"):
        sheet = book[name]
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.print_title_rows == "$6:$6"
        assert "&P" in str(sheet.oddFooter.right.text)


def test_each_column_is_in_the_dictionary(tiny: Dataset) -> None:
    book = opened(xlsx_bytes(made(tiny, BASKET + ALL)))
    told = {(row[0], row[1]) for row in book["Data dictionary"].iter_rows(min_row=4, values_only=True)}
    for sheet in book.worksheets[1:-2]:
        if sheet["A6"].value and (sheet.title, sheet["A6"].value) in told:
            assert all((sheet.title, cell.value) in told for cell in sheet[6])
    assert {name for name, _ in told} <= set(book.sheetnames)


def test_no_text_becomes_a_formula_or_a_link(tiny: Dataset, orchard: Dataset) -> None:
    view = viewed(orchard, "sections=policy&sections=matrix&sections=influences")
    hostile = brief(
        view.__class__(orchard, {**view.values, "title": HOSTILE, "note": HOSTILE}, view.address, view.made)
    )
    file = xlsx_bytes(hostile)
    book = opened(file)
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        for name in archive.namelist():
            assert ".." not in name
            held = archive.read(name).decode(errors="replace")
            assert not re.search(r"<f[ >]", held), name
            assert "evil.example" not in held or "TargetMode" not in held


def test_the_same_view_gives_the_same_workbook(tiny: Dataset) -> None:
    assert xlsx_bytes(made(tiny, BASKET + ALL)) == xlsx_bytes(made(tiny, BASKET + ALL))


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        (["a/b", "A-b"], ["a-b", "A-b 2"]),
        (["x" * 40, "x" * 40], ["x" * 31, "x" * 29 + " 2"]),
        (["", "'quoted'"], ["Data", "quoted"]),
    ],
)
def test_names_of_sheets_are_what_excel_takes(wanted: list[str], given: list[str], tmp_path: Path) -> None:
    assert sheet_names(wanted) == given
