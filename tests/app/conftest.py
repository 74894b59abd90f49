"""Datasets on which every page is opened, and the way to open it."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.views import DATASETS, PSW, Params, opened

Opener = Callable[..., AppTest]


@pytest.fixture
def open_view(monkeypatch: pytest.MonkeyPatch) -> Opener:
    """Return a function that opens a page on a dataset folder, the review's unless another is given."""

    def opener(title: str, params: Params | None = None, *, folder: Path = PSW) -> AppTest:
        monkeypatch.setenv("POLICY_DATASET", str(folder))
        return opened(title, params)

    return opener


@pytest.fixture(scope="session")
def single(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a dataset of one jurisdiction, with no general literature."""
    folder = Path(shutil.copytree(DATASETS / "tiny", tmp_path_factory.mktemp("single") / "dataset"))
    for file in (folder / "jurisdictions").glob("*.yaml"):
        if file.stem != "aa":
            file.unlink()
    rows = _rows(folder / "evidence.csv")
    for row in rows:
        row["jurisdictions"] = "aa" if "aa" in row["jurisdictions"].split(";") else ""
    _write(folder / "evidence.csv", list(rows[0]), [row for row in rows if row["jurisdictions"]])
    return folder


@pytest.fixture(scope="session")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a dataset whose tables have headers only and whose jurisdictions hold no fact."""
    folder = Path(shutil.copytree(DATASETS / "tiny", tmp_path_factory.mktemp("silent") / "dataset"))
    for name in ("evidence.csv", "influences.csv"):
        _write(folder / name, list(_rows(folder / name)[0]), [])
    for file in (folder / "jurisdictions").glob("*.yaml"):
        head = file.read_text(encoding="utf-8").partition("facts:")[0]
        file.write_text(head + "facts: []\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with three faults, one of them spelled to be run by a careless page."""
    folder = Path(shutil.copytree(DATASETS / "tiny", tmp_path_factory.mktemp("broken") / "dataset"))
    rows = _rows(folder / "evidence.csv")
    rows[0]["factor"] = "lisence"
    rows[1]["direction"] = "<script>alert(1)</script>"
    rows[2]["works"] = "nobody_1999"
    _write(folder / "evidence.csv", list(rows[0]), rows)
    return folder


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened_file:
        return list(csv.DictReader(opened_file))


def _write(file: Path, columns: list[str], rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened_file:
        writer = csv.DictWriter(opened_file, columns)
        writer.writeheader()
        writer.writerows(rows)
