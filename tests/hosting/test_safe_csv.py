"""Tables leave by one way, and nothing in them is run by a spreadsheet."""

import ast
import csv
import io
import math
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from components.files.safe_csv import csv_bytes, csv_text, neutral
from tests.conftest import PROJECT


@pytest.mark.parametrize("opening", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_what_could_be_a_formula_is_text(opening: str) -> None:
    text = f"{opening}cmd|' /C calc'!A0"
    assert neutral(text) == f"'{text}"
    assert csv_text([text], [[text]]).count("'" + opening) == 2


@pytest.mark.parametrize("text", ["", "a=1", " =1", "'=1", "−5", "0.5 FTE", "مدن", "a\nb"])
def test_other_texts_stay(text: str) -> None:
    assert neutral(text) == text


def test_numbers_stay_numbers_and_texts_stay_texts() -> None:
    rows = [[-5, -0.5, "-5", "+2", None, math.nan, True, False]]
    assert csv_text(list("abcdefgh"), rows).splitlines()[1] == '''-5,-0.5,"'-5","'+2","","","true","false"'''


def test_a_table_is_read_again_as_it_was() -> None:
    rows = [['a "quote", and a comma', "two\nlines"], ["مدن", "京都"]]
    written = csv_bytes(["one", "two"], rows)
    assert written.startswith(b'\xef\xbb\xbf"one","two"\r\n')
    assert list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))[1:] == rows


def test_a_row_of_another_width_is_refused() -> None:
    with pytest.raises(ValueError, match="3 cells, the header 2"):
        csv_text(["a", "b"], [[1, 2, 3]])


def test_there_is_no_other_way_out() -> None:
    """Only the one writer writes CSV; the shell's built-in export of tables, which runs formulas, is off."""
    found = []
    for part in ("components", "pages", "data"):
        for path in (PROJECT / part).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute) and (
                    node.attr in ("to_csv", "to_clipboard", "write_csv", "DictWriter")
                    or (node.attr == "writer" and getattr(node.value, "id", "") == "csv")
                ):
                    found.append(path.relative_to(PROJECT).as_posix())
    # A workbook is read as the files of a folder, and written back as them: without loss, and to be checked, not shown.
    assert found == ["components/files/safe_csv.py", "data/exchange/sheets.py"]
    assert "disableDataExport = true" in (PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("text", "written"), [
    ("see;=1+1", "see;'=1+1"), ("a\n=1+1", "a\n'=1+1"), ("a\t@x", "a\t'@x"), ("a; = b", "a; = b"), ("x=1;y", "x=1;y"),
    ("=1;-2", "'=1;'-2"),
])  # fmt: skip
def test_no_formula_opens_after_a_separator(text: str, written: str) -> None:
    assert neutral(text) == written


@pytest.mark.skipif(shutil.which("soffice") is None, reason="there is no LibreOffice")
def test_libreoffice_keeps_cells_whole_where_it_parts_at_semicolons_too(tmp_path: Path) -> None:
    rows = [["a; b; c", "see;=1+1", 5], ["two\nlines; more", "=2+2", -7]]
    file = tmp_path / "t.csv"
    file.write_bytes(csv_bytes(["x", "y", "n"], rows))
    parted = "CSV:44/59,34,76"  # commas and semicolons, in UTF-8: what its dialog offers at first
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", f"--infilter={parted}",
         "--convert-to", "xlsx", "--outdir", str(tmp_path), str(file)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["x", "y", "n"], ["a; b; c", "see;'=1+1", 5], ["two\nlines; more", "'=2+2", -7]
    ]  # fmt: skip
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
