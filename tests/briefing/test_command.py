"""Briefings from the command line, as a schedule makes them."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from tests.conftest import PROJECT


def run(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "components.briefing", *options],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_deck_is_made_of_places_and_sections(tmp_path: Path) -> None:
    out = tmp_path / "brief.pptx"
    told = run(
        "--dataset", "data/psw", "--places", "ca_on,ch", "--sections", "staffing,trends", "--title", "Two systems",
        "--date", "2026-03-09", "--address", "https://dash.example", "--out", str(out),
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    assert "brief.pptx" in told.stdout
    titles = [slide.shapes.title.text for slide in Presentation(str(out)).slides if slide.shapes.title is not None]
    assert titles[0] == "Two systems"
    assert titles[2] == (
        "The numbers on staffing in Ontario ACT (0.5 FTE) and Switzerland (35% of full-time) cannot be compared."
    )
    assert len(titles) <= 6


@pytest.mark.parametrize("ending", ["pptx", "docx", "pdf"])
def test_the_annex_is_a_second_file_where_that_is_asked_for(tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"brief.{ending}"
    told = run("--dataset", "tests/datasets/tiny", "--annex", "apart", "--out", str(out))
    assert told.returncode == 0, told.stderr
    assert sorted(each.name for each in tmp_path.iterdir()) == [f"brief.{ending}", f"brief_annex.{ending}"]


def test_without_an_address_it_is_told_where_to_give_one(tmp_path: Path) -> None:
    out = tmp_path / "brief.docx"
    told = run("--dataset", "tests/datasets/tiny", "--out", str(out))
    assert "give --address" in told.stderr
    with zipfile.ZipFile(out) as archive:
        assert b"/briefing?" not in archive.read("word/document.xml")


def test_a_permalink_is_the_view_and_options_come_before_it(tmp_path: Path) -> None:
    out = tmp_path / "brief.xlsx"
    link = "https://dash.example/sub/briefing?places=au&sections=policy&title=From+the+link&v=1.0.0"
    told = run("--view", link, "--places", "ch", "--out", str(out))
    assert told.returncode == 0, told.stderr
    book = load_workbook(out)
    assert book["Contents"]["A1"].value == "From the link"
    links = [
        cell.value for row in book["Contents"].iter_rows() for cell in row if str(cell.value).startswith("https://dash")
    ]
    assert links[0].startswith("https://dash.example/sub/briefing?places=ch&sections=policy")
    head = [cell.value for cell in book["policy-table"][6]]
    assert {row[head.index("place")] for row in book["policy-table"].iter_rows(min_row=7, values_only=True)} == {"ch"}


@pytest.mark.parametrize("ending", ["docx", "html", "zip", "pdf"])
def test_each_ending_is_made(tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"brief.{ending}"
    told = run("--dataset", "tests/datasets/tiny", "--sections", "staffing,policy", "--out", str(out))
    assert told.returncode == 0, told.stderr
    held = out.read_bytes()
    starts = {"html": b"<!doctype html>", "pdf": b"%PDF-"}
    assert held.startswith(starts[ending]) if ending in starts else zipfile.is_zipfile(io.BytesIO(held))


@pytest.mark.parametrize(
    ("options", "status", "words"),
    [
        (["--out", "brief.odt"], 2, "expected one of .pptx"),
        (["--places", "chh", "--out", "OUT/a.zip"], 1, "places=chh"),
        (["--sections", "matrixx", "--out", "OUT/a.zip"], 1, "matrix"),
        (["--sections", "records", "--out", "OUT/a.zip"], 1, "none of the sections has anything to show"),
        (["--dataset", "no/such/folder", "--out", "OUT/a.zip"], 1, "there is no such folder"),
        (["--template", "README.md", "--out", "OUT/a.docx"], 2, "a template is for .pptx"),
        (["--template", "README.md", "--out", "OUT/a.pptx"], 1, "README.md"),
        (["--out", "OUT/missing/a.zip"], 1, "missing"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    tmp_path: Path, options: list[str], status: int, words: str
) -> None:
    told = run(*(option.replace("OUT", str(tmp_path)) for option in options))
    assert told.returncode == status
    assert words in told.stderr + told.stdout
    assert "Traceback" not in told.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_failed_briefing_leaves_the_earlier_one(tmp_path: Path) -> None:
    out = tmp_path / "brief.zip"
    out.write_bytes(b"earlier")
    assert run("--places", "nowhere", "--out", str(out)).returncode == 1
    assert out.read_bytes() == b"earlier"
