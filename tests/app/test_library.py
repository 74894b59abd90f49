"""The evidence page: each entry is found, opens with its whole chain, and can be kept; views by work and by year."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from streamlit.testing.v1 import AppTest

from components.evidence.library import PAGE
from components.view.basket import MOST
from data.model.dataset import Dataset
from tests.app.conftest import Opener
from tests.app.views import (
    DATASETS,
    Params,
    address,
    chart,
    chart_frames,
    containers,
    elements,
    grid_html,
    text,
    tree,
    widgets,
)

ORCHARD = DATASETS / "orchard"
TINY = DATASETS / "tiny"


def _component(view: AppTest, key: str) -> ElementTree.Element:
    """Return the HTML of the clickable list with this key."""
    found = next((e for e in view.get("bidi_component") if e.key == key), None)
    return tree(grid_html(found) if found is not None else "")


def _listed(view: AppTest) -> list[str]:
    """Return the ids of the listed entries, in order."""
    return [act.partition(" ")[2] for act in _acts(_component(view, "library_clicks")) if act.startswith("open ")]


def _acts(html: ElementTree.Element) -> list[str]:
    return [button.get("data-act", "") for button in html.iter("button")]


def _said(view: AppTest) -> str:
    """Return the sentence above the list."""
    bodies = [e.proto.body for e in elements(view.get_by_key("evidence_table")) if e.type == "html"]
    return text(tree(bodies[0]))


def _chain(view: AppTest) -> ElementTree.Element:
    return _component(view, "chain_clicks")


def test_every_entry_is_listed_page_by_page(open_view: Opener) -> None:
    found: list[str] = []
    for page in (1, 2):
        found += _listed(open_view("Evidence", {"page": str(page)} if page > 1 else {}, folder=TINY))
    assert len(found) == 28
    assert found[:4] == ["E1", "E2", "E3", "E4"]
    assert len(set(found)) == 28


def test_a_page_holds_so_many_and_no_page_lies_beyond_the_last(open_view: Opener) -> None:
    assert len(_listed(open_view("Evidence"))) == PAGE
    last = open_view("Evidence", {"page": "99999"}, folder=TINY)
    assert len(_listed(last)) == 28 - PAGE
    pager = next(nav for nav in _component(last, "library_clicks").iter("nav"))
    here = [text(button) for button in pager.iter("button") if button.get("aria-current") == "page"]
    assert here == ["2"]


def test_what_is_found_is_counted_in_words(open_view: Opener) -> None:
    assert _said(open_view("Evidence", folder=TINY)) == "28 entries: 15 records, 10 facts, 3 influences."
    found = open_view("Evidence", {"q": '"night trips"'}, folder=TINY)
    assert _said(found) == "1 entry of 28: 1 record."
    assert _listed(found) == ["E11"]


def test_found_words_are_marked(open_view: Opener) -> None:
    rows = _component(open_view("Evidence", {"q": "løkka DONORS"}, folder=ORCHARD), "library_clicks")
    assert {text(mark) for mark in rows.iter("mark")} >= {"Donors"}


def test_a_match_out_of_sight_is_shown(open_view: Opener) -> None:
    rows = _component(open_view("Evidence", {"q": "alfa subsidy"}, folder=TINY), "library_clicks")
    assert any(text(p) == "source's spelling: Alfa, 2010" for p in rows.iter("p"))


def test_what_says_a_word_stands_before_what_only_cites_a_title_with_it(open_view: Opener) -> None:
    """By the review's file: records on stigma say the word; others only rest on works whose titles have it."""
    rows = list(_component(open_view("Evidence", {"q": "stigma"}), "library_clicks").iter("tr"))[1:]
    own = ["work's title" not in text(row).lower() and "source's spelling" not in text(row) for row in rows]
    assert own == sorted(own, reverse=True)
    assert all(list(row.iter("mark")) for row in rows), "what matched is marked"
    last = list(_component(open_view("Evidence", {"q": "stigma", "page": "3"}), "library_clicks").iter("tr"))[1:]
    assert last
    assert any("work's title" in text(row) for row in last)


def test_a_search_for_nothing_that_is_there_says_which_word_fails(open_view: Opener) -> None:
    view = open_view("Evidence", {"q": "piers zeppelin"}, folder=TINY)
    assert _listed(view) == []
    assert "“piers” stands in 2, “zeppelin” stands in none" in _said(view)
    assert "not evidence that it isn't so" in _said(view)


FILTERED: tuple[tuple[Params, set[str], str], ...] = (
    ({"places": "aa_boat"}, {"E11", "E15", "F3"}, "Influences are left out: they have no place."),
    ({"places": "aa_boat", "parts": "true"}, {"E11", "E15", "F3"}, "Influences are left out: they have no place."),
    (
        {"places": "aa", "parts": "true", "levels": "shore"},
        {"E1", "E2", "E3", "E4", "E5", "E6", "E11"},
        "Influences are left out: they have no place.",
    ),
    ({"directions": "mixed"}, {"E7"}, "Facts are left out: they have no direction."),
    ({"works": "gamma_2018", "supplement": "false"}, {"E6", "E11"}, ""),
    ({"kinds": "influences"}, {"I1", "I2", "I3"}, ""),
    ({"kinds": ["facts", "influences"], "factors": "subsidy"}, {"I1"}, "Facts are left out: they have no factor."),
)


@pytest.mark.parametrize(("params", "expected", "told"), FILTERED)
def test_all_filters_hold_and_what_they_leave_out_is_told(
    open_view: Opener, params: Params, expected: set[str], told: str
) -> None:
    view = open_view("Evidence", params, folder=TINY)
    assert set(_listed(view)) == expected
    assert told in _said(view)
    assert ("left out" in _said(view)) == bool(told)


def test_the_order_is_the_readers_and_heard(open_view: Opener) -> None:
    view = open_view("Evidence", {"order": "newest"}, folder=TINY)
    assert _listed(view)[:4] == ["E6", "E11", "S3", "S5"]
    heads = [th.get("aria-sort") for th in _component(view, "library_clicks").findall(".//thead//th")]
    assert heads == [None, None, None, "descending", None]


def test_a_record_opens_with_its_whole_chain(open_view: Opener, psw: Dataset) -> None:
    view = open_view("Evidence", {"record": "E110"})
    words, record = text(_chain(view)), psw.records["E110"]
    work = psw.works[record.works[0]]
    assert "evidence_panel" in containers(view)
    for told in (
        record.statement,
        record.direction,
        psw.factors[record.factor].name,
        psw.jurisdictions[record.places[0]].label,
        record.paragraph,
        psw.section_of(record.paragraph),
        psw.source.name,
        work.authors,
        "Only partly verified.",
        "Sources disagree.",
        psw.about.conflicts["ch_pay"],
        "other entries of the same work",
    ):
        assert told in words, told
    others = [act.partition(" ")[2] for act in _acts(_chain(view)) if act.startswith("open ")]
    assert others
    assert "E110" not in others
    assert all(set(record.works) & set(_works_of(psw, other)) for other in others)
    assert f"work {work.key}" in _acts(_chain(view))


def _works_of(dataset: Dataset, name: str) -> tuple[str, ...]:
    if name in dataset.facts:
        return dataset.facts[name][1].works
    return (dataset.records.get(name) or dataset.influences[name]).works


def test_a_fact_opens_with_its_number_its_caveats_and_its_link(open_view: Opener) -> None:
    view = open_view("Evidence", {"record": "S3"}, folder=TINY)
    words = text(_chain(view))
    for told in ("0.5 FTE", "per boat", "2018", "supplement", "Not verified", "S2, S3", "Title not known"):
        assert told in words
    links = [link.proto for link in view.get("page_link") if "policy table" in link.proto.label]
    assert "lever=crew" in links[0].query_string
    assert "place=aa" in links[0].query_string


def test_an_influence_says_what_acts_on_what(open_view: Opener) -> None:
    words = text(_chain(open_view("Evidence", {"record": "I3"}, folder=TINY)))
    assert "Skill → Fatigue" in words
    assert "weakens" in words
    assert "own synthesis" in words


def test_a_study_from_elsewhere_is_told(open_view: Opener) -> None:
    words = text(_chain(open_view("Evidence", {"record": "S5"}, folder=TINY)))
    assert "China; Norway" in words


def test_the_basket_is_in_the_link_and_out_of_the_filters_reach(open_view: Opener) -> None:
    params: Params = {"basket": ["S5", "E1", "I2"], "show": "basket", "q": "zeppelin", "directions": "mixed"}
    view = open_view("Evidence", params, folder=TINY)
    assert _listed(view) == ["E1", "I2", "S5"]
    assert _said(view).startswith("In the basket: 1 record, 1 fact, 1 influence.")
    pressed = {
        button.get("data-act", ""): button.get("aria-pressed")
        for button in _component(view, "library_clicks").iter("button")
    }
    assert pressed["basket E1"] == "true"
    assert text(_component(view, "basket_clicks")).startswith("3 in the basket")
    assert address(view)["basket"] == ["S5", "E1", "I2"]


def test_a_full_basket_takes_no_more_and_says_so(open_view: Opener, psw: Dataset) -> None:
    held = list(psw.records)[:MOST]
    view = open_view("Evidence", {"basket": held, "page": "1", "order": "place"})
    assert f"It is full: {MOST} at most" in text(_component(view, "basket_clicks"))
    for button in _component(view, "library_clicks").iter("button"):
        verb, _, name = button.get("data-act", "").partition(" ")
        if verb == "basket":
            assert (button.get("disabled") is not None) == (name not in held)


def test_an_empty_basket_says_how_it_is_filled(open_view: Opener) -> None:
    view = open_view("Evidence", {"show": "basket"}, folder=TINY)
    assert _listed(view) == []
    assert "nothing yet" in _said(view)


def test_the_works_with_what_each_contributes(open_view: Opener) -> None:
    view = open_view("Evidence", {"show": "works", "order": "most"}, folder=TINY)
    rows = _component(view, "works_clicks").findall(".//tbody/tr")
    cells = [[text(cell) for cell in row] for row in rows]
    assert "Alpha 2010" in cells[0][0]
    assert "verified" in cells[0][0]
    assert cells[0][1:] == ["2010", "Norway", "11", "▲ 3 facilitator▼ 2 barrier", "▼ 1 barrier◆ 1 mixed○ 1 neutral",
                            "2", "1", "Alder 7, Norway 3"]  # fmt: skip
    assert "not verified" in next(row[0] for row in cells if "Gamma" in row[0])
    assert _said(view).startswith("5 works: 1 coded as a source, 3 cited by the primary source, 1 of the supplement.")


def test_a_search_among_works_looks_at_the_works(open_view: Opener) -> None:
    view = open_view("Evidence", {"show": "works", "q": "bravo"}, folder=TINY)
    assert [act for act in _acts(_component(view, "works_clicks")) if act.startswith("work ")] == ["work beta_2015"]


def test_a_work_opens_with_all_that_rests_on_it(open_view: Opener) -> None:
    view = open_view("Evidence", {"show": "works", "work": "gamma_2018", "directions": "barrier"}, folder=TINY)
    chain = _chain(view)
    assert [act for act in _acts(chain) if act.startswith("open ")] == ["open E6", "open E11", "open S3", "open S5"]
    assert "2 of them don't pass the filters" in text(chain)


def test_the_timeline_puts_dated_works_on_the_axis_and_no_other(open_view: Opener) -> None:
    view = open_view("Evidence", {"show": "timeline"}, folder=ORCHARD)
    frame = chart_frames(view, "timeline")[0]
    assert set(frame["work"]) & {"tree_census", "leaflet"} == set()
    assert "0" not in {str(year) for year in frame["year"]}
    beneath = _acts(_component(view, "undated_clicks"))
    assert {"work tree_census", "work leaflet"} <= set(beneath)
    assert "2 carry no year" in _said(view)


def test_the_timeline_tells_sources_apart_and_marks_the_cut_off(open_view: Opener) -> None:
    view = open_view("Evidence", {"show": "timeline"}, folder=TINY)
    frame = chart_frames(view, "timeline")[0].set_index("work")
    assert frame["at"].to_dict() == {
        "alpha_2010": 1, "beta_2015": 1, "gamma_2018": 1, "source_2020": 1, "delta_2016": -1,
    }  # fmt: skip
    assert frame["role"].to_dict()["delta_2016"] == "supplement"
    message = chart(view, "timeline")
    assert "2021-12-31" in message.alt
    assert "coded sources end 2021-12-31" in message.spec
    rows = [[text(cell) for cell in row] for row in _component(view, "undated_clicks").findall(".//tbody/tr")]
    assert rows == [["2010", "–", "1", "–"], ["2015", "–", "1", "–"], ["2016", "–", "–", "1"], ["2018", "–", "1", "–"],
                    ["2020", "1", "–", "–"]]  # fmt: skip


def test_without_a_cut_off_none_is_claimed(open_view: Opener) -> None:
    view = open_view("Evidence", {"show": "timeline"}, folder=ORCHARD)
    assert "coded sources" not in _said(view)
    assert "coded sources end" not in chart(view, "timeline").spec


def _views() -> Iterator[Params]:
    yield from ({"show": show} for show in ("records", "works", "timeline", "basket"))
    yield {"record": "R05"}
    yield {"record": "R08", "q": "=HYPERLINK script"}
    yield {"record": "T01", "q": "<script>"}
    yield {"work": "leaflet", "show": "works"}
    yield {"record": "L08"}


@pytest.mark.parametrize("params", list(_views()), ids=str)
def test_nothing_of_the_data_is_run(open_view: Opener, params: Params) -> None:
    view = open_view("Evidence", params, folder=ORCHARD)
    assert not view.exception
    for component in view.get("bidi_component"):
        html = tree(grid_html(component))
        assert {element.tag for element in html.iter()} & {"script", "img", "iframe"} == set()
        for link in html.iter("a"):
            assert link.get("href", "").startswith(("https://", "http://"))
        assert not [key for element in html.iter() for key in element.attrib if key.startswith("on")]


@pytest.mark.parametrize("show", ["records", "works", "timeline", "basket"])
@pytest.mark.parametrize("folder", ["single", "silent"])
def test_each_view_stands_on_a_small_dataset(
    open_view: Opener, request: pytest.FixtureRequest, folder: str, show: str
) -> None:
    at: Path = request.getfixturevalue(folder)
    view = open_view("Evidence", {"show": show}, folder=at)
    assert not view.exception
    assert "evidence_table" in containers(view)


def test_a_filter_begins_again_at_the_first_page(open_view: Opener) -> None:
    view = open_view("Evidence", {"page": "3"})
    assert address(view) == {"page": ["3"]}
    widgets(view)["q"].set_value("peer").run()
    assert address(view) == {"q": ["peer"]}
    view = open_view("Evidence", {"page": "3"})
    widgets(view)["supplement"].set_value(False).run()
    assert address(view) == {"supplement": ["false"]}
