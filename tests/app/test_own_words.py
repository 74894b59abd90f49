"""A dataset's own statuses, categories and attributes are on screen, in files and in the API as its source has them."""

import json
from pathlib import Path

import pytest

from components.exhibits.assemble import exhibits
from components.view.view import view_of_link
from data.intake.loading import load
from tests.app.conftest import Opener
from tests.app.views import said


@pytest.fixture
def bills(tmp_path: Path) -> Path:
    """Return a dataset of two bills, one of them vetoed, with an attribute and two categories at once."""
    folder = tmp_path / "bills"
    (folder / "jurisdictions").mkdir(parents=True)

    def write(name: str, content: object) -> None:
        (folder / name).write_text(json.dumps(content), encoding="utf-8")

    write("dataset.yaml", {"id": "bills", "title": "Bills", "version": "1.0.0", "sources": ["w"]})
    write(
        "codebook.yaml",
        {
            "levers": [{"id": "bill", "label": "Open textbooks", "categories": ["grants", "labels"]}],
            "statuses": [
                {"id": "enacted", "label": "Enacted", "sign": "E", "behaves_as": "required"},
                {"id": "vetoed", "label": "Vetoed", "sign": "V", "behaves_as": "none"},
            ],
            "attributes": [{"id": "chamber", "label": "Chamber", "kind": "category"}],
        },
    )
    for place, fact in (
        ("aa", {"status": "vetoed"}),
        ("bb", {"status": "enacted", "categories": ["grants", "labels"], "chamber": "Senate"}),
    ):
        facts = [{"id": place.upper(), "lever": "bill", "value": f"Bill of {place}", "works": ["w"], **fact}]
        write(f"jurisdictions/{place}.yaml", {"id": place, "label": place, "kind": "region", "facts": facts})
    (folder / "works.csv").write_text("key,authors,year,title,verified\nw,Office,2020,Bills,yes\n")
    (folder / "evidence.csv").write_text("id,paragraph,factor,direction,jurisdictions,basis,works,statement\n")
    (folder / "influences.csv").write_text("id,from_factor,to_factor,sign,paragraph,works,statement\n")
    return folder


def test_own_statuses_are_said_in_files(bills: Path) -> None:
    (table,) = exhibits(view_of_link(load(bills), ""), "policy")
    cells = [cell.detail for row in table.table.rows for cell in row[1:]]
    assert [detail.partition(" · ")[0] for detail in cells] == ["V vetoed", "E enacted"]
    assert not any("S Office" in detail for detail in cells), "without a primary source nothing is a supplement"
    status = [field.name for field in table.sheet.fields].index("status")
    category = [field.name for field in table.sheet.fields].index("category")
    assert [(row[status], row[category]) for row in table.sheet.rows] == [
        ("vetoed", None),
        ("enacted", "grants; labels"),
    ]


def test_own_words_are_on_screen_and_no_supplement_where_there_is_no_primary_source(
    open_view: Opener, bills: Path
) -> None:
    view = open_view("Jurisdictions", {"lever": "bill", "place": "bb"}, folder=bills)
    assert not view.exception
    assert "supplement" not in {toggle.key.partition("-")[0] for toggle in view.toggle}
    words = said(view)
    assert "supplement" not in words.lower()
    assert "primary source" not in words.lower()
