"""What spreadsheets make of a table is read as what was meant, and what was read otherwise than written is told."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from data.exchange.upload import dataset_in
from data.exchange.upload_limits import UPLOAD
from data.exchange.workbook import workbook_of
from data.intake.cell_forms import authors_of, doi_of, serial_date
from data.intake.files import Folder
from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.faults import DatasetError
from tests.conftest import DATASETS
from tests.data.folders import Change, append, replace, write
from tests.data.same import assert_same

TABLES = ("evidence.csv", "influences.csv", "works.csv")


def saved(separator: str, head: str = "", more: int = 0) -> Change:
    """Return a change that saves the tables with another separator, blank columns and blank rows."""

    def change(folder: Path) -> None:
        for name in TABLES:
            with (folder / name).open(encoding="utf-8", newline="") as opened:
                rows = list(csv.reader(opened))
            text = io.StringIO(newline="")
            csv.writer(text, delimiter=separator).writerows(
                [[*row, *[""] * more] for row in [*rows, *[[""] * len(rows[0])] * more]]
            )
            (folder / name).write_text(head + text.getvalue(), encoding="utf-8")

    return change


FORMS: dict[str, Change] = {
    "semicolons, as Excel saves where the comma is a decimal sign": saved(";", "\ufeff"),
    "tabs": saved("\t"),
    "a line that names the separator": saved(";", "sep=;\r\n"),
    "blank rows and columns at the end": saved(",", more=5),
    "heads with capitals and blanks": replace(
        "influences.csv", "id,from_factor,to_factor", "ID, From factor ,TO_FACTOR"
    ),
    "blanks that nobody sees": replace("evidence.csv", "E3,ONE-2,subsidy,", "E3,ONE-2,\u00a0subsidy\u00a0,"),
    "a lever with such a blank": replace(
        "jurisdictions/aa.yaml", "id: F1\n    lever: crew", 'id: F1\n    lever: "crew\u00a0"'
    ),
    "a DOI with its address": replace("works.csv", "10.1000/182", "https://doi.org/10.1000/182"),
    "a DOI with its word": replace("works.csv", "10.1000/182", "doi: 10.1000/182"),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_form_of_a_spreadsheet_is_the_same_dataset(form: str, tiny_copy: Callable[[], Path]) -> None:
    folder = tiny_copy()
    expected = load(folder)
    FORMS[form](folder)
    assert_same(load(folder), expected)


def told(dataset: Dataset) -> list[str]:
    return [str(warning) for warning in dataset.warnings]


def test_a_comma_in_a_list_is_read_and_told(tiny_copy: Callable[[], Path]) -> None:
    folder = tiny_copy()
    replace("evidence.csv", "barrier,aa;no,finding", 'barrier,"aa, no",finding')(folder)
    dataset = load(folder)
    assert dataset.records["E6"].places == ("aa", "no")
    assert [line for line in told(dataset) if line.startswith("evidence.csv, row 7, jurisdictions: 'aa, no'")]


def test_a_number_of_a_day_is_read_as_the_day_and_told(tiny_copy: Callable[[], Path]) -> None:
    folder = tiny_copy()
    fact = '  - {id: Z1, lever: crew, value: x, status: observed, as_of: "43905", works: [beta_2015]}\n'
    append("jurisdictions/aa.yaml", fact)(folder)
    dataset = load(folder)
    assert dataset.facts["Z1"][1].as_of == "2020-03-15"
    assert [line for line in told(dataset) if "'43905' is read as 2020-03-15" in line]


def test_a_cell_in_a_column_without_a_head_is_no_blank(tiny_copy: Callable[[], Path]) -> None:
    folder = tiny_copy()
    rows = (folder / "influences.csv").read_text(encoding="utf-8").splitlines()
    write("influences.csv", "\n".join([rows[0] + ",", rows[1] + ",stray"]).encode())(folder)
    with pytest.raises(DatasetError) as error:
        load(folder)
    assert str(error.value.faults[0]).startswith("influences.csv, row 2: the row has 8 cells, the header 7.")


def altered(folder: Path, change: Callable[[openpyxl.Workbook], None]) -> Dataset:
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(Folder(folder))))
    change(book)
    result = io.BytesIO()
    book.save(result)
    return dataset_in(result.getvalue(), "x", UPLOAD)


def test_a_percentage_is_the_number_that_it_shows(tiny_copy: Callable[[], Path]) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book["facts"]
        heads = [cell.value for cell in sheet[1]]
        row = {"jurisdiction": "aa", "id": "Z1", "lever": "crew", "value": "x", "status": "observed",
               "works": "beta_2015", "number": 0.125}  # fmt: skip
        sheet.append([row.get(str(head)) for head in heads])
        sheet.cell(sheet.max_row, heads.index("number") + 1).number_format = "0.0%"

    fact = altered(tiny_copy(), change).facts["Z1"][1]
    assert (fact.number, fact.unit) == (12.5, "%")


def test_blank_rows_of_a_sheet_are_passed_over(tiny_copy: Callable[[], Path]) -> None:
    def change(book: openpyxl.Workbook) -> None:
        for sheet in book.worksheets:
            sheet.append([])
            sheet.append([" "])
            sheet.append(["\u00a0", " "])

    folder = tiny_copy()
    assert_same(altered(folder, change), load(folder))


def test_a_column_that_a_sheet_has_not_is_told(tiny_copy: Callable[[], Path]) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book["codebook"]
        sheet.cell(1, sheet.max_column + 1, "group")
        sheet.cell(2, sheet.max_column, "g")

    folder = tiny_copy()
    dataset = altered(folder, change)
    assert dataset.codebook == load(folder).codebook
    assert [line for line in told(dataset) if "the column 'group' is not read; it holds 'g'" in line]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Okoro O, Lind L", "Okoro, O.; Lind, L."),
        ("Smith JA, van der Berg T, et al.", "Smith, J. A.; van der Berg, T.; et al."),
        ("Meyer, M. and Kim, J.", "Meyer, M.; Kim, J."),
        ("Example, E.; Sample, S.", "Example, E.; Sample, S."),
        ("Department of Health and Human Services", "Department of Health and Human Services"),
        ("Ministry of Health UK", "Ministry of Health UK"),
    ],
)
def test_authors_are_told_apart(text: str, expected: str) -> None:
    assert authors_of(text) == expected


@pytest.mark.parametrize("before", ["https://doi.org/", "http://dx.doi.org/", "doi:", "DOI: "])
def test_a_doi_is_one_in_every_form(before: str) -> None:
    assert doi_of(f"{before}10.1000/182") == "10.1000/182"


def test_only_five_digits_are_a_number_of_a_day() -> None:
    assert serial_date("44271") == "2021-03-16"  # Excel's own: 1 is 1 January 1900, and 1900 counts as a leap year
    assert [serial_date(text) for text in ("2019", "2019-03", "19999", "80000", "", None)] == [None] * 6


@pytest.mark.parametrize("name", ["tiny", "starter"])
def test_a_folder_of_before_stays_valid(name: str) -> None:
    """Copies of folders as they were before the format grew: they open, and hold what they held."""
    dataset = load(DATASETS / "before" / name)
    held = (dataset.evidence.size, len(dataset.facts), len(dataset.influences), len(dataset.works))
    assert held == {"tiny": (15, 10, 3, 5), "starter": (3, 3, 1, 4)}[name]
    assert {fact.own_status for _, fact in dataset.facts.values()} == {None}
