"""A briefing's data as a Data Package, checked by the standard's own library."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from frictionless import Package, system

from components.exhibits.assemble import brief
from components.files.package import package_bytes, whole_package
from data.model.dataset import Dataset
from tests.briefing.files import ALL, HOSTILE, made, must_hold, viewed


def unpacked(file: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert all(not name.startswith("/") and ".." not in name for name in archive.namelist())
        archive.extractall(folder)
    return folder


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "data" / name).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.mark.parametrize("name", ["tiny", "psw", "orchard"])
@pytest.mark.parametrize("kind", ["shown", "whole"])
def test_it_is_valid_by_the_standard(name: str, kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    dataset: Dataset = request.getfixturevalue(name)
    file = whole_package(viewed(dataset)) if kind == "whole" else package_bytes(made(dataset, ALL))
    folder = unpacked(file, tmp_path)
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["fieldName", "rowNumber", "type", "note"])[:5]


def test_its_readme_holds_all_that_a_file_must_and_the_references(tiny: Dataset, tmp_path: Path) -> None:
    whole = made(tiny, "basket=E6&home=aa" + ALL)
    folder = unpacked(package_bytes(whole), tmp_path)
    told = (folder / "README.md").read_text(encoding="utf-8")
    assert [text for text in must_hold(whole) if text not in told and text != whole.author] == []
    assert "@" in (folder / "references.bib").read_text(encoding="utf-8")
    keys = {item["id"] for item in json.loads((folder / "references.json").read_text(encoding="utf-8"))}
    assert keys == set(whole.behind)


def test_shown_is_what_the_filters_leave_and_whole_is_all(tiny: Dataset, tmp_path: Path) -> None:
    view = viewed(tiny, "places=no&sections=matrix")
    shown = unpacked(package_bytes(brief(view)), tmp_path / "shown")
    assert {row["column"] for row in rows(shown, "factors.csv")} == {"no"}
    whole = unpacked(whole_package(view), tmp_path / "whole")
    assert len(rows(whole, "records.csv")) == 15
    assert len(rows(whole, "facts.csv")) == 10


def test_a_gap_is_an_empty_cell_and_never_zero(tiny: Dataset, tmp_path: Path) -> None:
    folder = unpacked(package_bytes(made(tiny, "sections=matrix")), tmp_path)
    gaps = [row for row in rows(folder, "factors.csv") if row["rating"] == "no_record"]
    assert gaps
    assert {row["records"] for row in gaps} == {""}


def test_hostile_words_are_neither_formula_nor_path(orchard: Dataset, tmp_path: Path) -> None:
    view = viewed(orchard, ALL.removeprefix("&"))
    hostile = brief(
        view.__class__(orchard, {**view.values, "title": HOSTILE, "note": HOSTILE}, view.address, view.made)
    )
    folder = unpacked(package_bytes(hostile), tmp_path)
    for file in (folder / "data").iterdir():
        with file.open(encoding="utf-8", newline="") as opened:
            cells = [cell for row in csv.reader(opened) for cell in row]
        # A number may be less than nothing; a text may not begin like a formula.
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t")) and not cell[1:2].isdigit()]
    assert json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["name"].isascii()


def test_the_same_view_gives_the_same_archive(tiny: Dataset) -> None:
    assert package_bytes(made(tiny, ALL)) == package_bytes(made(tiny, ALL))
