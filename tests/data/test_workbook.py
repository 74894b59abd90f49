"""A dataset as a workbook and back: nothing is lost, nothing is guessed, nothing is run."""

import csv
import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.__main__ import main
from data.exchange.sheets import shape
from data.exchange.starter import starter_files, starter_zip
from data.exchange.upload import dataset_in
from data.exchange.upload_limits import LOCAL, UPLOAD
from data.exchange.workbook import LONGEST_CELL, decoded, encoded, workbook_of
from data.intake.files import Folder
from data.intake.loading import load
from tests.conftest import DATASETS, PROJECT
from tests.data.same import assert_same

TINY = DATASETS / "tiny"
TEXTS = (
    "=1+1", "+1", "-1", "@x", "no", "yes", "null", "true", "2012-05-07", "0.5", "007", "1e3", " spaced ", "'quoted",
    "two\nlines", "two\r\nlines", "tab\there", "_x000D_", "_x005F_", r"\u{000D}", "\\u{", "http://example.org/a b",
    "a;b", '"q"', "<b>&amp;</b>", "😀 شارع 京都", "\u202e", "v\x0b1", "\x7f", "#N/A", "=HYPERLINK(\"http://x\",\"y\")",
)  # fmt: skip


@pytest.mark.parametrize("folder", [PROJECT / "data" / "psw", TINY, DATASETS / "orchard"], ids=lambda f: f.name)
def test_export_and_import_give_the_same_dataset(folder: Path, tmp_path: Path, capsys) -> None:
    out, back = tmp_path / "out.xlsx", tmp_path / "back"
    assert main(["export", str(folder), str(out)]) == 0
    assert main(["import", str(out), str(back)]) == 0
    assert_same(load(back), load(folder))
    assert main(["export", str(back), str(tmp_path / "again.xlsx")]) == 0
    assert_same(dataset_in((tmp_path / "again.xlsx").read_bytes(), "x", LOCAL), load(folder))


def statement(folder: Path, texts: tuple[str, ...]) -> Path:
    """Write texts as statements, notes, labels and keys of the worked example."""
    with (folder / "evidence.csv").open("a", encoding="utf-8", newline="") as opened:
        for number, text in enumerate(texts):
            csv.writer(opened).writerow(
                [f"X{number}", "ONE-2", "noise", "barrier", "aa", "finding", "alpha_2010", text]
            )
    file = folder / "jurisdictions" / "aa.yaml"
    place = yaml.safe_load(file.read_text(encoding="utf-8"))
    for number, text in enumerate(texts):
        fact = {"id": f"Y{number}", "lever": "crew", "value": f"v{text}", "status": "observed", "works": ["beta_2015"]}
        place["facts"].append(fact | {"note": f"n{text}", "number": "0.50"})
    file.write_text(yaml.safe_dump(place, allow_unicode=True), encoding="utf-8")
    about = folder / "dataset.yaml"
    tree = yaml.safe_load(about.read_text(encoding="utf-8"))
    tree["abbreviations"] = {text: f"m{text}" for text in texts}
    about.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    return folder


def test_texts_that_look_like_something_else_stay_text(tiny_copy: Callable[[], Path]) -> None:
    folder = statement(tiny_copy(), TEXTS)
    data = workbook_of(Folder(folder))
    assert_same(dataset_in(data, "x", UPLOAD), load(folder))
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
        assert kinds == {"s"}
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]


@given(st.text(max_size=60))
def test_any_text_survives_a_cell(text: str) -> None:
    assert decoded(encoded(text)) == text


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(
        st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=30), max_size=6
    )
)
def test_any_texts_survive_the_round(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = Path(shutil.copytree(TINY, tmp_path_factory.mktemp("texts") / "tiny"))
    statement(folder, tuple(dict.fromkeys(f"a{text}" for text in texts)))
    assert_same(dataset_in(workbook_of(Folder(folder)), "x", UPLOAD), load(folder))


def test_a_workbook_that_excel_or_a_person_has_saved_again_is_the_same(tmp_path: Path) -> None:
    """Another program writes shared strings, styles and dimensions of its own."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(Folder(TINY))))
    book.save(tmp_path / "again.xlsx")
    assert_same(dataset_in((tmp_path / "again.xlsx").read_bytes(), "x", UPLOAD), load(TINY))


def test_numbers_dates_and_truths_typed_into_cells_are_read_as_they_look(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(Folder(TINY))))
    facts = [[cell.value for cell in row] for row in book["facts"].iter_rows()]
    at = {name: number + 1 for number, name in enumerate(facts[0])}
    row = next(number for number, cells in enumerate(facts, start=1) if cells[at["id"] - 1] == "F1")
    book["facts"].cell(row, at["number"]).value = 0.5
    book["facts"].cell(row, at["as_of"]).value = 2015
    book["facts"].cell(row, at["checked"]).value = date(2020, 1, 31)
    place = [[cell.value for cell in line] for line in book["jurisdictions"].iter_rows()]
    head = place[0].index("headline") + 1
    for number in range(2, len(place) + 1):
        book["jurisdictions"].cell(number, head).value = True
    released = next(r for r in book["dataset"].iter_rows() if r[0].value == "released")
    released[2].value = datetime(2012, 5, 8)
    book.save(tmp_path / "typed.xlsx")
    dataset = dataset_in((tmp_path / "typed.xlsx").read_bytes(), "x", UPLOAD)
    fact = dataset.facts["F1"][1]
    assert (fact.number, fact.as_of, fact.checked) == (0.5, "2015", "2020-01-31")
    assert dataset.about.released == "2012-05-08"
    assert all(place.headline for place in dataset.jurisdictions.values())


def test_a_date_that_shows_a_part_of_itself_is_told(tmp_path: Path) -> None:
    """Excel makes a date of "5-12" and shows May-12: what is read is 2012-05-01, and whoever typed it is told."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(Folder(TINY))))
    heads = [cell.value for cell in book["works"][1]]
    pages, title = heads.index("note") + 1, heads.index("title") + 1
    for column, number_format in ((pages, "mmm-yy"), (title, "[$-409]d\\-mmm;@")):
        cell = book["works"].cell(2, column)
        cell.value, cell.number_format = datetime(2012, 5, 1), number_format
    whole = book["works"].cell(3, pages)
    whole.value, whole.number_format = datetime(2012, 5, 1), "dd/mm/yyyy"
    book.save(tmp_path / "typed.xlsx")
    dataset = dataset_in((tmp_path / "typed.xlsx").read_bytes(), "x", UPLOAD)
    told = [(w.file, w.row, w.problem) for w in dataset.warnings if "a part of itself" in w.problem]
    words = "the cell is a date that shows a part of itself (as {}); it is read as 2012-05-01."
    assert sorted(told) == [("sheet works", 2, words.format(shown)) for shown in ("[$-409]d\\-mmm;@", "mmm-yy")]


def test_a_share_that_shows_percent_is_read_as_it_looks(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(Folder(TINY))))
    heads = [cell.value for cell in book["works"][1]]
    cell = book["works"].cell(2, heads.index("title") + 1)
    cell.value, cell.number_format = 0.35, "0%"
    book.save(tmp_path / "typed.xlsx")
    dataset = dataset_in((tmp_path / "typed.xlsx").read_bytes(), "x", UPLOAD)
    assert "35%" in {work.title for work in dataset.works.values()}


def test_a_text_too_long_for_a_cell_is_told_and_nothing_is_written(
    tiny_copy: Callable[[], Path], tmp_path: Path, capsys
) -> None:
    folder = tiny_copy()
    fits = "x" * LONGEST_CELL
    with (folder / "evidence.csv").open("a", encoding="utf-8") as opened:
        opened.write(f"E90,ONE-2,noise,barrier,aa,finding,alpha_2010,{fits}\n")
    assert main(["export", str(folder), str(tmp_path / "fits.xlsx")]) == 0
    assert load(folder).records["E90"].statement == fits
    assert dataset_in((tmp_path / "fits.xlsx").read_bytes(), "x", LOCAL).records["E90"].statement == fits
    with (folder / "evidence.csv").open("a", encoding="utf-8") as opened:
        opened.write(f"E91,ONE-2,noise,barrier,aa,finding,alpha_2010,{fits}y\n")
    assert main(["export", str(folder), str(tmp_path / "out.xlsx")]) == 1
    told = capsys.readouterr().out
    assert "sheet evidence, row 18, statement: the text has 32,768 characters; a workbook's cell holds 32,767." in told
    assert not (tmp_path / "out.xlsx").exists()


def test_further_codings_come_along_even_an_empty_one(tiny_copy: Callable[[], Path]) -> None:
    folder = tiny_copy()
    text = (folder / "evidence.csv").read_text(encoding="utf-8")
    for coder, content in (("ann <b>", text), ("bob", text.splitlines()[0] + "\n")):
        (folder / "codings" / coder).mkdir(parents=True)
        (folder / "codings" / coder / "evidence.csv").write_text(content, encoding="utf-8")
    dataset = dataset_in(workbook_of(Folder(folder)), "x", UPLOAD)
    assert list(dataset.codings) == ["ann <b>", "bob"]
    assert_same(dataset, load(folder))


def test_every_key_of_the_contract_has_a_place_in_the_sheets() -> None:
    assert {key: shape(key) for key in ("id", "sources", "overview", "abbreviations", "conflicts", "paragraphs")} == {
        "id": "text", "sources": "list", "overview": "list", "abbreviations": "mapping", "conflicts": "mapping",
        "paragraphs": "mapping",
    }  # fmt: skip
    assert shape("changelog") == "changes"


def test_a_broken_folder_is_not_exported(tiny_copy: Callable[[], Path], tmp_path: Path, capsys) -> None:
    folder = tiny_copy()
    (folder / "works.csv").unlink()
    assert main(["export", str(folder), str(tmp_path / "out.xlsx")]) == 1
    assert "works.csv: the file is missing" in capsys.readouterr().out


def test_nothing_is_written_over(tmp_path: Path, capsys) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "mine.txt").write_text("mine")
    assert main(["new", str(tmp_path / "taken")]) == 1
    assert "something lies there already" in capsys.readouterr().out
    (tmp_path / "out.xlsx").write_bytes(workbook_of(Folder(TINY)))
    assert main(["import", str(tmp_path / "out.xlsx"), str(tmp_path / "taken")]) == 1
    assert [path.name for path in (tmp_path / "taken").iterdir()] == ["mine.txt"]
    assert main(["import", str(tmp_path / "absent.xlsx"), str(tmp_path / "x")]) == 1
    assert "can't be read: No such file" in capsys.readouterr().out


def test_a_broken_workbook_writes_nothing(tmp_path: Path, capsys) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(Folder(TINY))))
    book["jurisdictions"]["A2"] = "../../outside"
    book.save(tmp_path / "bad.xlsx")
    assert main(["import", str(tmp_path / "bad.xlsx"), str(tmp_path / "x")]) == 1
    assert "'../../outside' can't be used here" in capsys.readouterr().out
    assert not (tmp_path / "x").exists()


def test_the_starter_is_valid_commented_and_small(tmp_path: Path, capsys) -> None:
    folder = tmp_path / "new" / "folder"
    assert main(["new", str(folder)]) == 0
    assert main(["check", str(folder)]) == 0
    assert load(folder).warnings == ()
    assert sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()) == sorted(starter_files())
    small = [content for name, content in starter_files().items() if not name.startswith(".schema/")]
    assert sum(map(len, small)) < 10_000
    for file in folder.rglob("*.yaml"):
        assert "#" in file.read_text(encoding="utf-8")
    with zipfile.ZipFile(io.BytesIO(starter_zip())) as archive:
        assert {name.partition("/")[0] for name in archive.namelist()} == {"my-dataset"}
    assert_same(dataset_in(starter_zip(), "x", UPLOAD), load(folder))


@pytest.mark.parametrize("saved", [False, True])
def test_the_workbook_opens_and_comes_back_from_another_program(tmp_path: Path, saved: bool) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None or not (shutil.which("localc") or shutil.which("scalc")):
        pytest.skip("LibreOffice Calc isn't installed")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "book.xlsx").write_bytes(workbook_of(Folder(DATASETS / ("orchard" if saved else "tiny"))))
    subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx",
         "--outdir", str(tmp_path / "out"), str(tmp_path / "in" / "book.xlsx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    dataset = dataset_in((tmp_path / "out" / "book.xlsx").read_bytes(), "x", UPLOAD)
    assert_same(dataset, load(DATASETS / ("orchard" if saved else "tiny")))
