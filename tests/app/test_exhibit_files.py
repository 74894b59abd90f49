"""The data of every exhibit as CSV and Excel, what files are called, and the menu that gives them."""

import csv
import io
import os
import zipfile
from datetime import date

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from components.briefing import save
from components.exhibits.exhibit import Exhibit
from components.exhibits.sections import SAVED
from components.files import exhibit_files
from components.files.csv_package import csv_package
from components.files.exhibit_files import FORMS, exhibit_file, file_name
from components.files.render_process import NOTHING
from components.files.rendering import RENDERER, Renderer
from components.files.sheet_xlsx import cell_text, sheet_xlsx
from components.references.references import references
from components.view.view import view_of_link
from components.workers.budgets import PICTURE
from components.workers.workers import worked
from data.intake.loading import load
from tests.app.conftest import Opener
from tests.app.exhibits import HOSTILE, every_exhibit, full_view, hostile_exhibit, origin
from tests.conftest import PROJECT

PSW = load(PROJECT / "data" / "psw")
EXHIBITS = {exhibit.name: exhibit for exhibit in every_exhibit(PSW)}
EACH = pytest.mark.parametrize("name", EXHIBITS)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def carried(exhibit: Exhibit) -> list[str]:
    return [
        exhibit.title, exhibit.finding, *exhibit.filters, *exhibit.caveats, exhibit.link,
        *(sign.words for sign in exhibit.legend), f"https://doi.org/{PSW.source.doi}",
        f"{PSW.about.version} ({PSW.about.released})",
        *(field.description for field in exhibit.sheet.fields),
        *(entry.text for entry in references([PSW.works[key] for key in exhibit.works])),
    ]  # fmt: skip


def tidy(text: str) -> str:
    return " ".join(text.split())


@EACH
def test_the_csv_holds_the_data_and_its_readme_all_else(name: str) -> None:
    exhibit = EXHIBITS[name]
    made = exhibit_file(full_view(PSW), exhibit.section, name, "csv")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist() == [file_name(full_view(PSW), name, "svg").replace(".svg", ".csv"), "README.txt"]
        rows = list(csv.reader(io.StringIO(archive.read(archive.namelist()[0]).decode("utf-8-sig"), newline="")))
        readme = tidy(archive.read("README.txt").decode("utf-8-sig"))
    assert rows[0] == [field.name for field in exhibit.sheet.fields]
    assert len(rows) == len(exhibit.sheet.rows) + 1
    assert [text for text in carried(exhibit) if tidy(text) not in readme] == []


@EACH
def test_the_workbook_holds_the_data_and_all_else(name: str) -> None:
    exhibit = EXHIBITS[name]
    book = openpyxl.load_workbook(io.BytesIO(exhibit_file(full_view(PSW), exhibit.section, name, "xlsx")))
    data, about = book.worksheets
    assert about.title == "About"
    assert data.freeze_panes == "A2"
    rows = list(data.iter_rows(values_only=True))
    assert list(rows[0]) == [field.name for field in exhibit.sheet.fields]
    for row, cells in zip(exhibit.sheet.rows, rows[1:], strict=True):
        for value, cell in zip(row, cells, strict=True):
            expected = None if value == "" else value
            assert cell == (pytest.approx(expected) if isinstance(expected, float) else expected)
            assert (cell is None) == (expected is None), "a gap is an empty cell, not a zero"
    said = tidy(" ".join(str(cell) for row in about.iter_rows(values_only=True) for cell in row if cell))
    assert [text for text in carried(exhibit) if tidy(text) not in said] == []


def test_the_works_of_other_views_are_not_listed() -> None:
    exhibit = next(each for each in EXHIBITS.values() if each.section == "trends")
    with zipfile.ZipFile(io.BytesIO(exhibit_file(full_view(PSW), "trends", exhibit.name, "csv"))) as archive:
        readme = archive.read("README.txt").decode("utf-8-sig")
    listed = readme.partition("References of what is shown")[2]
    assert len([line for line in listed.splitlines()[2:] if line]) == len(exhibit.works)


def test_hostile_text_is_no_formula_in_csv() -> None:
    made = csv_package(hostile_exhibit(), origin(), (), "hostile")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        rows = list(csv.reader(io.StringIO(archive.read("hostile.csv").decode("utf-8-sig"), newline="")))
        assert all("/" not in name and ".." not in name for name in archive.namelist())
    texts = [cell for row in rows for cell in row[:2]] + rows[0]
    assert [text for text in texts if text.startswith(FORMULA)] == []
    assert rows[2][2] == "-1", "a number stays a number"


def test_hostile_text_is_no_formula_and_no_link_in_a_workbook() -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheet_xlsx(hostile_exhibit(), origin(), ())))
    data = book.worksheets[0]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [cell for cell in cells if cell.hyperlink] == []
    assert data.cell(2, 1).value == HOSTILE[0]
    assert data.cell(2, 1).data_type == "s"
    assert data.cell(3, 3).value == -1


@EACH
@pytest.mark.parametrize("form", FORMS)
def test_file_names_are_safe_everywhere(name: str, form: str) -> None:
    view = full_view(PSW)
    called = file_name(view, name, form)  # type: ignore[arg-type]
    assert called.startswith(f"psw_{name}_")
    assert called.removesuffix(FORMS[form].suffix).endswith(view.made.isoformat())  # type: ignore[index]
    assert set(called) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-@")


def test_a_file_name_cannot_leave_its_folder() -> None:
    view = full_view(PSW)
    assert file_name(view, "../../etc/pass\x00wd", "svg").startswith("psw_etc-pass-wd_")


def test_a_file_name_says_the_subject_the_places_and_the_day() -> None:
    day = date(2026, 11, 28)
    few = view_of_link(PSW, "places=ca_on&places=ch", made=day)
    assert file_name(few, "matrix", "svg") == "psw_matrix_Ontario-ACT_Switzerland_2026-11-28.svg"
    many = view_of_link(PSW, "places=ca_on&places=ch&places=uk&places=us", made=day)
    assert file_name(many, "matrix", "svg") == "psw_matrix_4-places_2026-11-28.svg"
    assert file_name(view_of_link(PSW, "", made=day), "matrix", "svg") == "psw_matrix_2026-11-28.svg"


def test_an_exhibit_that_is_not_there_is_named() -> None:
    with pytest.raises(ValueError, match="no exhibit 'nothing' in the section 'matrix'"):
        exhibit_files.exhibit_file(full_view(PSW), "matrix", "nothing", "csv")


MENUS = [
    ("Overview", "save_overview_overview"), ("Overview", "save_overview_levels"),
    ("Overview", "save_overview_differences"), ("Jurisdictions", "save_policy"), ("Jurisdictions", "save_staffing"),
    ("Jurisdictions", "save_trends"), ("Factors", "save_matrix_factors"), ("Factors", "save_matrix_levels-by-place"),
    ("Influences", "save_influences"), ("Lessons", "save_lessons"), ("Evidence", "save_entries"),
    ("Method", "save_coverage"), ("Method", "save_reliability"), ("Method", "save_codebook"),
    ("Method", "save_cautions"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "key"), MENUS)
def test_an_open_menu_offers_each_form_and_a_closed_one_makes_nothing(
    open_view: Opener, monkeypatch: pytest.MonkeyPatch, title: str, key: str
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(RENDERER, "render", lambda *_: asked.append("render") or b"")
    monkeypatch.setattr(save, "exhibits", lambda view, section: asked.append("exhibits") or SAVED[section](view))
    at: AppTest = open_view(title, {"home": PSW.headline[0]})
    assert not at.exception
    assert not [button for button in at.get("download_button") if key in str(button.proto.id)]
    assert asked == []
    at.session_state[key] = True
    at.run()
    assert not at.exception
    offered = [button.proto.label for button in at.get("download_button") if key in str(button.proto.id)]
    assert offered == [form.label for form in FORMS.values()]
    assert set(asked) == {"exhibits"}, "nothing is rendered before it is asked for"


def test_the_renderer_is_warmed_once_and_renders_the_first_picture() -> None:
    renderer = Renderer()
    renderer.warm()
    process = worked(PICTURE, os.getpid)
    renderer.warm()
    assert renderer.render("svg", NOTHING).startswith(b"<svg")
    assert worked(PICTURE, os.getpid) == process


@pytest.mark.parametrize("letter", ["x", "😀"])
def test_a_text_that_no_cell_can_hold_says_that_it_is_cut(letter: str) -> None:
    """Excel holds 32,767 letters of a text, and counts those beyond the first plane twice."""
    fits = letter * (32_767 // len(letter.encode("utf-16-le")) * 2)
    assert cell_text(fits) == fits
    cut = cell_text(letter * 40_000)
    assert cut.startswith(letter * 10_000)
    assert len(cut.encode("utf-16-le")) // 2 <= 32_767
    assert cut.endswith("[cut here: a cell holds 32,767 letters, this text has 40,000; the CSV file has it whole]")
