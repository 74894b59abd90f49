"""Every page on every kind of dataset: it stands, it speaks the dataset's own words, it runs none of them."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from components.view.registry import PAGES as REGISTERED
from data.intake.loading import load
from data.model.dataset import Dataset
from tests.app.conftest import Opener
from tests.app.views import (
    DATASETS,
    EVERYWHERE,
    PAGES,
    PSW,
    PageCase,
    containers,
    elements,
    grid,
    matrix_view,
    pieces,
    said,
)

STATES = PSW.parent / "us_states"

every_page = pytest.mark.parametrize("case", PAGES, ids=lambda case: case.title)


def test_each_registered_page_is_tested() -> None:
    assert [(card.title, card.file.name) for card in REGISTERED] == [(case.title, case.script) for case in PAGES]


@every_page
@pytest.mark.parametrize("folder", [PSW, DATASETS / "orchard", DATASETS / "tiny", "single", "silent"], ids=str)
def test_a_page_stands(open_view: Opener, request: pytest.FixtureRequest, case: PageCase, folder: Path | str) -> None:
    at = request.getfixturevalue(folder) if isinstance(folder, str) else folder
    view = open_view(case.title, folder=at)
    assert not view.exception
    assert [piece.findtext(".//h1") for piece in pieces(view) if piece.find(".//h1") is not None] == [case.title]
    assert set(case.containers) | set(EVERYWHERE) <= containers(view)
    assert "evidence_panel" not in containers(view)
    assert load(at).about.title in said(view)
    assert [link.proto.label for link in view.get("page_link")][: len(PAGES)] == [case.title for case in PAGES]


@every_page
@pytest.mark.parametrize(
    "params", [{"places": "anywhere"}, {"on": "1000"}, {"on": "9999-12-31"}, {"on": "0999"}], ids=str
)
def test_a_page_stands_whatever_is_chosen(open_view: Opener, case: PageCase, params: dict[str, str]) -> None:
    """The general literature alone has no facts; a year before 1000 is told as what is no day."""
    view = open_view(case.title, params, folder=DATASETS / "tiny")
    assert not view.exception
    assert set(EVERYWHERE) <= containers(view)


@every_page
def test_a_second_run_keeps_the_shell(open_view: Opener, case: PageCase) -> None:
    view = open_view(case.title).run()
    assert set(EVERYWHERE) | set(case.containers) <= containers(view)


@pytest.mark.parametrize("case", [case for case in PAGES if case.title not in ("Factors", "Influences")],
                         ids=lambda case: case.title)  # fmt: skip
def test_a_dataset_without_factors_speaks_of_none(open_view: Opener, case: PageCase) -> None:
    """The states have levers alone: no page, frame, filter or question is about factors."""
    view = open_view(case.title, folder=STATES)
    assert not view.exception
    labels = [link.proto.label for link in view.get("page_link")]
    assert not {"Factors", "Influences"} & set(labels)
    assert not [label for label in labels if "factor" in label]
    assert "levels" not in containers(view)
    assert "Levels and factors" not in [menu.proto.popover.label for menu in view.get("popover")]


def test_the_grid_has_a_row_a_lever_and_a_column_a_headline_place(open_view: Opener, psw: Dataset) -> None:
    cells = grid(open_view("Jurisdictions"))
    assert list(dict.fromkeys(cell.row for cell in cells)) == [lever.name for lever in psw.levers.values()]
    assert list(dict.fromkeys(cell.column for cell in cells)) == [psw.jurisdictions[p].name for p in psw.headline]


def test_the_overview_opens_with_the_levers_that_the_dataset_names(open_view: Opener, psw: Dataset) -> None:
    rows = list(dict.fromkeys(cell.row for cell in grid(open_view("Overview"))))
    assert rows == [psw.levers[lever].name for lever in psw.about.overview]


def test_a_single_jurisdiction_differs_on_nothing(open_view: Opener, single: Path) -> None:
    assert "On no lever do the sources state things that exclude each other." in said(
        open_view("Overview", folder=single)
    )


def test_silence_is_said_on_every_page(open_view: Opener, silent: Path) -> None:
    for title in ("Overview", "Jurisdictions"):
        cells = grid(open_view(title, folder=silent))
        assert cells
        assert all(cell.kind in ("gap", "na") for cell in cells)
        assert all("not reported" in cell.text or "not applicable" in cell.text for cell in cells)
    numbers = open_view("Jurisdictions", folder=silent).get_by_key("staffing")
    assert any("No number is reported" in str(getattr(e, "value", e.proto)) for e in elements(numbers))
    assert matrix_view(open_view("Factors", folder=silent))["finding"] == "No record passes these filters."


@every_page
def test_a_broken_folder_is_told_fault_by_fault(open_view: Opener, broken: Path, case: PageCase) -> None:
    view = open_view(case.title, folder=broken)
    assert not view.exception
    words = said(view)
    for told in ("3 faults", "evidence.csv", "lisence", "licence", "<script>alert(1)</script>", "nobody_1999"):
        assert told in words
    assert not [piece for piece in pieces(view) if piece.find(".//script") is not None]
    assert "Traceback" not in words


HOSTILE_VIEWS = (
    ("Overview", {}),
    ("Overview", {"places": ["no", "bg_plovdiv", "no_oslo", "no_oslo_loekka", "islands"]}),
    ("Jurisdictions", {"places": ["no", "bg_plovdiv", "no_oslo"], "lever": "picking_right", "place": "no_oslo"}),
    ("Jurisdictions", {"lever": "planting_rule", "place": "no", "places": "no"}),
    ("Factors", {"factor": "planting_permit", "place": "jp_kyoto"}),
    ("Factors", {"factor": "planting_permit", "place": "no_oslo"}),
    ("Factors", {"factor": "liability", "place": "no_oslo"}),
    ("Factors", {"factor": "donations", "place": "elsewhere", "measure": "works"}),
)


@pytest.mark.parametrize(("title", "params"), HOSTILE_VIEWS)
def test_hostile_text_stays_text(open_view: Opener, title: str, params: dict[str, str]) -> None:
    view = open_view(title, params, folder=DATASETS / "orchard")
    assert not view.exception
    for piece in pieces(view):
        for element in piece.iter():
            assert element.tag not in ("script", "img", "iframe", "object", "svg", "form")
            assert not [name for name in element.attrib if name.startswith("on")]
            assert urlsplit(element.get("href", "")).scheme in ("", "http", "https")


def test_hostile_text_is_shown_as_it_was_written(open_view: Opener) -> None:
    orchard = DATASETS / "orchard"
    kyoto = said(open_view("Factors", {"factor": "planting_permit", "place": "jp_kyoto"}, folder=orchard))
    assert "<script>alert(1)</script> slows the permit." in kyoto
    assert "街路樹の植栽には許可が必要である。" in kyoto
    everywhere = {"factor": "liability", "place": "elsewhere"}
    assert "**bold** claims, $x$ times, :smile: and {{ statement }}." in said(
        open_view("Factors", everywhere, folder=orchard)
    )
    norway = said(open_view("Jurisdictions", {"places": ["no", "ma_fes"]}, folder=orchard))
    assert "Only species of the national list, <script>alert(1)</script>" in norway
    assert "لا يُسمح لأحد بالقطف" in norway
    assert "حق القطف" in norway


def _strings(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from _strings(inner)


def test_labels_with_quotes_and_other_scripts_reach_the_matrix_whole(open_view: Opener) -> None:
    view = open_view("Factors", {"empty": "false"}, folder=DATASETS / "orchard")
    strings = set(_strings(matrix_view(view)))
    assert {'City hall & its "departments"', "قطاف مشترك", "踏み固め", "@budget"} <= strings


def test_two_places_of_one_name_keep_a_column_each(open_view: Opener) -> None:
    view = open_view("Factors", {"empty": "false"}, folder=DATASETS / "orchard")
    columns = [column["said"] for column in matrix_view(view)["columns"] if column["label"].startswith("Green belt")]
    assert columns == ["Green belt (no_oslo)", "Green belt (no_oslo_loekka)"]
