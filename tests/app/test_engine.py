"""Records in an engine: every page opens, none lists them all, and all say what they say of records in memory."""

from pathlib import Path

import pytest

from tests.app.conftest import Opener
from tests.app.views import PAGES, PageCase, Params, containers, said
from tests.engines.drawn import write_random


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a dataset drawn by chance."""
    return write_random(tmp_path_factory.mktemp("engine") / "set", 5)


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_ENGINE", "duckdb")


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case.title)
def test_every_page_opens(open_view: Opener, drawn: Path, case: PageCase) -> None:
    view = open_view(case.title, folder=drawn)
    assert not view.exception
    assert set(case.containers) - {"trend", "staffing", "reliability", "policy_cards"} <= containers(view)


@pytest.mark.parametrize(
    ("title", "params"),
    [
        ("Factors", {"factor": "f0", "place": "a", "parts": "true"}),
        ("Factors", {"columns": "works", "factor": "f1", "column": "w1"}),
        ("Lessons", {"home": "a"}),
        ("Lessons", {"home": "a", "memo": "true"}),
        ("Evidence", {"q": "matters", "places": "a", "parts": "true"}),
        ("Evidence", {"q": "nothing_like_it"}),
        ("Evidence", {"show": "works"}),
        ("Evidence", {"show": "timeline"}),
        ("Evidence", {"work": "w1"}),
        ("Evidence", {"order": "newest", "page": "3", "kinds": "records"}),
    ],
)
def test_every_view_opens(open_view: Opener, drawn: Path, title: str, params: Params) -> None:
    assert not open_view(title, params, folder=drawn).exception


def test_a_record_opens_by_its_id(open_view: Opener, drawn: Path) -> None:
    rows = (drawn / "evidence.csv").read_text(encoding="utf-8").splitlines()
    name, statement = rows[1].split(",")[0], rows[1].rsplit(",", 1)[1]
    view = open_view("Evidence", {"record": name, "basket": [name]}, folder=drawn)
    assert not view.exception
    assert statement in said(view)
    assert "evidence_open" in containers(view)


def test_an_id_of_no_record_is_told(open_view: Opener, drawn: Path) -> None:
    view = open_view("Evidence", {"record": "E9999"}, folder=drawn)
    assert "record=E9999" in said(view)


@pytest.mark.parametrize("params", [{}, {"q": "helps"}, {"places": "a", "parts": "true"}, {"show": "works"}])
def test_the_list_says_the_same_as_in_memory(
    open_view: Opener, drawn: Path, monkeypatch: pytest.MonkeyPatch, params: Params
) -> None:
    found = _finding(said(open_view("Evidence", params, folder=drawn)))
    monkeypatch.setenv("POLICY_ENGINE", "pandas")
    twin = drawn.parent / f"twin_{len(params)}_{'_'.join(params)}"
    write_random(twin, 5)
    assert found == _finding(said(open_view("Evidence", params, folder=twin)))


def _finding(words_said: str) -> str:
    words = words_said.split()
    at = next(n for n, word in enumerate(words) if word.startswith(("entries", "works:", "entry")))
    return " ".join(words[at - 1 : at + 12])
