"""Several datasets in one dashboard: the address says which, the chooser leads to each."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.briefing.__main__ import main as briefing
from data.__main__ import main as command
from data.intake.files import folders_from_environment
from tests.app.views import DATASETS, SHELL, address, opened


@pytest.fixture
def several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Serve the worked example first, the orchards second, and a folder that can't be opened."""
    for name, source in (("ferries", "tiny"), ("orchard", "orchard"), ("wrecked", "tiny")):
        shutil.copytree(DATASETS / source, tmp_path / name)
    (tmp_path / "wrecked" / "evidence.csv").write_text("id\n", encoding="utf-8")
    monkeypatch.delenv("POLICY_DATASET", raising=False)
    monkeypatch.setenv("POLICY_DATASETS", str(tmp_path))
    return tmp_path


def links(view: AppTest) -> dict[str, str]:
    """Return the links of the chooser: label, and the parameters that it carries."""
    return {link.proto.label: link.proto.query_string for link in view.get("page_link")}


def brand(view: AppTest) -> str:
    return next(part.proto.body for part in view.get("html") if "brand" in part.proto.body[:40])


def test_an_address_without_a_dataset_opens_the_first(several: Path) -> None:
    view = opened("Overview")
    assert "Ferry crossings" in brand(view)
    assert address(view) == {}
    assert links(view)["Ferry crossings"] == ""
    assert "dataset=orchard" in links(view).values()


def test_the_address_opens_another_and_every_link_stays_with_it(several: Path) -> None:
    view = opened("Overview", {"dataset": "orchard"})
    assert "Ferry crossings" not in brand(view)
    assert address(view) == {"dataset": ["orchard"]}
    pages = {label: query for label, query in links(view).items() if label in ("Evidence", "Method")}
    assert set(pages.values()) == {"dataset=orchard"}


def test_the_name_of_the_first_is_left_out_and_an_unknown_one_is_told(several: Path) -> None:
    assert address(opened("Overview", {"dataset": "ferries"})) == {}
    view = opened("Overview", {"dataset": "ochard"})
    assert address(view) == {}
    told = " ".join(part.proto.body for part in view.get("html"))
    assert "dataset=ochard" in told
    assert "datasets are: ferries, orchard, wrecked; the first is shown" in told


def test_one_that_cannot_be_opened_says_so_and_leads_to_the_others(several: Path) -> None:
    view = AppTest.from_file(str(SHELL), default_timeout=60)
    view.query_params["dataset"] = "wrecked"
    view.run()
    assert "wrecked (can't be opened at present)" in links(view)
    assert links(view)["Ferry crossings"] == ""


def test_one_dataset_alone_has_no_chooser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_DATASET", str(DATASETS / "tiny"))
    assert "Ferry crossings" not in links(opened("Overview"))


def test_the_first_is_the_one_that_is_named(several: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_DATASET", str(DATASETS / "tiny"))
    assert list(folders_from_environment()) == ["tiny", "ferries", "orchard", "wrecked"]


def test_the_command_lines_know_all_of_them(several: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["check"]) == 1
    told = capsys.readouterr().out
    assert told.count("\nvalid\n") == 2
    assert f"{several / 'wrecked'}: " in told
    made = several.parent / "made.html"
    assert (
        briefing(["--view", "https://host.example/briefing?dataset=orchard&sections=policy", "--out", str(made)]) == 0
    )
    assert "dataset=orchard" in made.read_text(encoding="utf-8")
    assert briefing(["--dataset", "orchard", "--sections", "policy", "--out", str(made)]) == 0
    assert "dataset=orchard" in made.read_text(encoding="utf-8")
    capsys.readouterr()
    assert briefing(["--view", "dataset=ochard", "--out", str(made)]) == 1
    assert "they are: ferries, orchard, wrecked" in capsys.readouterr().err
