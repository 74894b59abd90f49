"""Bytes to text, YAML and rows: nothing is guessed, everything stays text."""

from pathlib import Path

import pytest

from data.intake.files import Folder
from data.intake.reading import read_sheet, read_text, read_yaml
from data.model.faults import Fault


@pytest.mark.parametrize(
    "text",
    ["no", "yes", "on", "off", "true", "False", "2012-05-07", "2012-05-07 10:00:00", "12", "012", "0x1F", "1e3",
     "1_000", "0.50", ".inf", ".nan", "12:30:45", "=", "<<", "+47 1", "NO", "n", "y", "nullable"],
)  # fmt: skip
def test_a_scalar_stays_as_written(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f"key: {text}\n{text}: value\n", encoding="utf-8")
    faults: list[Fault] = []
    assert read_yaml(Folder(tmp_path), "a.yaml", faults) == {"key": text, text: "value"}
    assert not faults


@pytest.mark.parametrize("nothing", ["", "null", "~", "Null", "NULL"])
def test_only_null_is_nothing(nothing: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f'key: {nothing}\nother: "{nothing}"\n', encoding="utf-8")
    assert read_yaml(Folder(tmp_path), "a.yaml", []) == {"key": None, "other": nothing}


def test_lists_and_keys_nest(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: [1, {b: no}, []]\nc:\n  d: >-\n    two\n    lines\n", encoding="utf-8")
    assert read_yaml(Folder(tmp_path), "a.yaml", []) == {"a": ["1", {"b": "no"}, []], "c": {"d": "two lines"}}


def test_the_place_of_broken_yaml(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: 1\nb: [1,\nc: 2\n", encoding="utf-8")
    faults: list[Fault] = []
    assert read_yaml(Folder(tmp_path), "a.yaml", faults) is None
    assert [(fault.file, fault.row, fault.where) for fault in faults] == [("a.yaml", 0, "line 4, column 1")]


def test_text_of_a_byte_order_mark_begins_after_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfid")
    assert read_text(Folder(tmp_path), "a.txt", []) == "id"


def test_rows_count_as_in_a_spreadsheet(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('a,b\n1,"two\nlines"\n\n 3 ,"q ""x"" q"\n', encoding="utf-8")
    sheet = read_sheet(Folder(tmp_path), "a.csv", [])
    assert sheet is not None
    assert sheet.columns == ("a", "b")
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (2, {"a": "1", "b": "two\nlines"}),
        (4, {"a": "3", "b": 'q "x" q'}),
    ]


def test_cells_that_look_like_nothing_stay_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b,c,d\nNA,null,nan,\nNone,no,0,-\n", encoding="utf-8")
    sheet = read_sheet(Folder(tmp_path), "a.csv", [])
    assert sheet is not None
    assert [list(row.cells.values()) for row in sheet.rows] == [["NA", "null", "nan", ""], ["None", "no", "0", "-"]]


def test_a_header_alone_is_a_table(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b", encoding="utf-8")
    sheet = read_sheet(Folder(tmp_path), "a.csv", [])
    assert sheet is not None
    assert sheet.rows == ()


def test_a_row_of_another_length_is_told_and_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n3\n4,5,6\n7,8\n", encoding="utf-8")
    faults: list[Fault] = []
    sheet = read_sheet(Folder(tmp_path), "a.csv", faults)
    assert sheet is not None
    assert [row.cells["a"] for row in sheet.rows] == ["1", "7"]
    assert [fault.row for fault in faults] == [3, 4]


def test_a_cell_may_be_long(tmp_path: Path) -> None:
    long = "x" * 300_000
    (tmp_path / "a.csv").write_text(f"a\n{long}\n", encoding="utf-8")
    sheet = read_sheet(Folder(tmp_path), "a.csv", [])
    assert sheet is not None
    assert sheet.rows[0].cells["a"] == long


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "shift_jis", "cp1251"])
def test_another_encoding_is_told(encoding: str, tmp_path: Path) -> None:
    text = "ключ,значение" if encoding == "cp1251" else "京都,都"
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    faults: list[Fault] = []
    assert read_sheet(Folder(tmp_path), "a.csv", faults) is None
    assert len(faults) == 1
