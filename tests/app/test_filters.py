"""Every parameter of the URL: its widget, what it changes, its permalink, what of it is dropped."""

from typing import Any

import pytest

from components.view.parameters import PARAMETERS
from tests.app.conftest import Opener
from tests.app.views import (
    DATASETS,
    PAGES,
    PROJECT,
    address,
    content,
    follow,
    grid,
    matrix_cells,
    matrix_view,
    panel,
    said,
    text,
    widgets,
    within,
)

# Page, parameter, what its widget is set to, what the URL then holds.
CASES = (
    ("Overview", "places", ["au", "ch"], ["au", "ch"]),
    ("Overview", "parts", True, ["true"]),
    ("Overview", "supplement", False, ["false"]),
    ("Overview", "cited", True, ["true"]),
    ("Jurisdictions", "places", ["hk", "jp"], ["hk", "jp"]),
    ("Jurisdictions", "parts", True, ["true"]),
    ("Jurisdictions", "supplement", False, ["false"]),
    ("Jurisdictions", "cited", True, ["true"]),
    ("Jurisdictions", "differ", True, ["true"]),
    ("Jurisdictions", "shared", True, ["true"]),
    ("Jurisdictions", "numbers", "workforce", ["workforce"]),
    ("Jurisdictions", "week", 37.5, ["37.5"]),
    ("Jurisdictions", "series", "nhs_psw_plan", ["nhs_psw_plan"]),
    ("Factors", "places", ["au"], ["au"]),
    ("Factors", "levels", ["macro"], ["macro"]),
    ("Factors", "domains", ["culture"], ["culture"]),
    ("Factors", "factors", ["certification", "supervision"], ["certification", "supervision"]),
    ("Factors", "directions", ["barrier"], ["barrier"]),
    ("Factors", "bases", ["synthesis"], ["synthesis"]),
    ("Factors", "works", ["byrne_2016"], ["byrne_2016"]),
    ("Factors", "parts", True, ["true"]),
    ("Factors", "cited", True, ["true"]),
    ("Factors", "measure", "records", ["records"]),
    ("Factors", "empty", False, ["false"]),
    ("Factors", "columns", "countries", ["countries"]),
    ("Factors", "sort", "evidence", ["evidence"]),
    ("Influences", "places", ["au"], ["au"]),
    ("Influences", "levels", ["macro"], ["macro"]),
    ("Influences", "domains", ["culture"], ["culture"]),
    ("Influences", "factors", ["certification", "mandate"], ["certification", "mandate"]),
    ("Influences", "directions", ["barrier"], ["barrier"]),
    ("Influences", "bases", ["synthesis"], ["synthesis"]),
    ("Influences", "works", ["chinman_2010"], ["chinman_2010"]),
    ("Influences", "parts", True, ["true"]),
    ("Influences", "cited", True, ["true"]),
    ("Influences", "empty", False, ["false"]),
    ("Lessons", "home", "ch", ["ch"]),
    ("Lessons", "places", ["au"], ["au"]),
    ("Lessons", "levels", ["macro"], ["macro"]),
    ("Lessons", "domains", ["culture"], ["culture"]),
    ("Lessons", "factors", ["certification"], ["certification"]),
    ("Lessons", "directions", ["barrier"], ["barrier"]),
    ("Lessons", "bases", ["synthesis"], ["synthesis"]),
    ("Lessons", "works", ["chinman_2010"], ["chinman_2010"]),
    ("Lessons", "parts", True, ["true"]),
    ("Lessons", "supplement", False, ["false"]),
    ("Lessons", "cited", True, ["true"]),
    ("Lessons", "memo", True, ["true"]),
    ("Evidence", "places", ["au"], ["au"]),
    ("Evidence", "parts", True, ["true"]),
    ("Evidence", "supplement", False, ["false"]),
    ("Evidence", "cited", True, ["true"]),
    ("Evidence", "levels", ["micro"], ["micro"]),
    ("Evidence", "domains", ["culture"], ["culture"]),
    ("Evidence", "factors", ["supervision"], ["supervision"]),
    ("Evidence", "directions", ["mixed"], ["mixed"]),
    ("Evidence", "bases", ["synthesis"], ["synthesis"]),
    ("Evidence", "works", ["burr_2020"], ["burr_2020"]),
    ("Evidence", "q", 'paid "peer support"', ['paid "peer support"']),
    ("Evidence", "kinds", ["facts"], ["facts"]),
    ("Evidence", "order", "newest", ["newest"]),
    ("Evidence", "show", "works", ["works"]),
    ("Briefing", "places", ["au"], ["au"]),
    ("Briefing", "parts", True, ["true"]),
    ("Briefing", "supplement", False, ["false"]),
    ("Briefing", "cited", True, ["true"]),
    ("Briefing", "levels", ["micro"], ["micro"]),
    ("Briefing", "domains", ["culture"], ["culture"]),
    ("Briefing", "factors", ["supervision"], ["supervision"]),
    ("Briefing", "directions", ["mixed"], ["mixed"]),
    ("Briefing", "bases", ["synthesis"], ["synthesis"]),
    ("Briefing", "works", ["burr_2020"], ["burr_2020"]),
    ("Briefing", "home", "ch", ["ch"]),
    ("Briefing", "title", "Peer roles, compared", ["Peer roles, compared"]),
    ("Briefing", "author", "Policy unit", ["Policy unit"]),
    ("Briefing", "note", "For the minister.", ["For the minister."]),
    ("Briefing", "preview", True, ["true"]),
    ("Briefing", "annex", "with", ["with"]),
    ("Method", "term", "pay", ["pay"]),
)
each = pytest.mark.parametrize(("title", "name", "value", "held"), CASES, ids=str)
# What a cell of a policy table is called that holds no fact.
EMPTY = ("gap", "na", "filtered")
# What opens a cell, and what is counted from an open one, is tested where it is open.
OPENERS = {"factor", "place", "steps"}
# Alone they change nothing: where all places are listed, their parts are, too; an influence names no place; lessons
# need a place of ours before they say anything; what goes with a briefing is in its files; of the headline
# places no fact rests on works alone of which only the citation was seen.
ALONE_THE_SAME = {
    ("Evidence", "parts"),
    ("Briefing", "annex"),
    ("Influences", "parts"),
    *((page, "cited") for page in ("Overview", "Jurisdictions", "Briefing")),
    *(("Lessons", title[1]) for title in CASES if title[0] == "Lessons" and title[1] != "home"),
}


def choose(view: Any, name: str, value: object) -> None:
    widgets(view)[name].set_value(value)
    view.run()


@pytest.fixture(scope="module")
def plain() -> dict[str, Any]:
    """Return what each page shows without a parameter, filled as the tests come by."""
    return {}


@each
def test_a_choice_is_shown_linked_kept_and_taken_back(
    open_view: Opener, plain: dict[str, Any], title: str, name: str, value: object, held: list[str]
) -> None:
    """One visit a widget: opening a page takes longer than all else."""
    view = open_view(title)
    plain.setdefault(title, content(view))
    assert address(view) == {}
    choose(view, name, value)
    assert not view.exception
    chosen = content(view)
    assert (chosen != plain[title]) != ((title, name) in ALONE_THE_SAME)
    assert address(view) == {name: held}
    # A permalink gives the view that the widget gave.
    linked = open_view(title, {name: held})
    assert content(linked) == chosen
    assert widgets(linked)[name].value == value
    assert address(linked) == address(view)
    # Back to the default empties the address. A select box that holds something offers to choose nothing.
    default = PARAMETERS[name].default
    choose(linked, name, list(default) if isinstance(default, tuple) else "" if default is None else default)
    assert address(linked) == {}
    assert content(linked) == plain[title]
    # A choice survives leaving the page, and a run on another one.
    others = [case.title for case in PAGES if case.title != title]
    for other in (others[0], others[-1]):
        follow(view, other)
        assert not view.exception
        assert address(view) == {name: held}
    view.run()
    assert address(view) == {name: held}
    follow(view, title)
    assert content(view) == chosen
    assert widgets(view)[name].value == value
    view.run()
    assert (address(view), content(view)) == ({name: held}, chosen)


def test_a_choice_made_before_the_address_arrived_keeps_the_one_before(open_view: Opener) -> None:
    """Who is quick says with the second choice the address that the first has left."""
    view = open_view("Factors", {"places": "au"})
    for widget, value in (("levels", ["macro"]), ("directions", ["barrier"]), ("factors", ["certification"])):
        view.query_params.clear()
        view.query_params["places"] = "au"
        choose(view, widget, value)
    assert address(view) == {
        "places": ["au"], "levels": ["macro"], "directions": ["barrier"], "factors": ["certification"],
    }  # fmt: skip


def test_back_is_back_and_a_choice_after_it_starts_there(open_view: Opener) -> None:
    view = open_view("Factors", {"places": "au"})
    choose(view, "levels", ["macro"])
    view.query_params.clear()
    view.query_params["places"] = "au"
    view.run()
    assert address(view) == {"places": ["au"]}
    choose(view, "directions", ["barrier"])
    assert address(view) == {"places": ["au"], "directions": ["barrier"]}


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case.title)
def test_each_widget_with_a_parameter_is_tested(open_view: Opener, case: Any) -> None:
    tested = {name for title, name, *_ in CASES if title == case.title}
    assert set(widgets(open_view(case.title))) - OPENERS == tested


def test_filters_are_said_in_words(open_view: Opener) -> None:
    view = open_view("Factors", {"places": ["au", "ch"], "levels": "macro", "directions": "barrier", "parts": "true"})
    words = said(view)
    assert "Places: Australia, Switzerland" in words
    assert "Level: Macro" in words
    assert "Direction: " in words
    assert "Programmes and regions count under their country, too" in words
    assert "Places: all" in said(open_view("Factors"))


def test_clear_filters_leaves_what_is_not_a_filter(open_view: Opener) -> None:
    view = open_view("Factors", {"places": ["au"], "directions": ["barrier"], "measure": "records", "empty": "false"})
    view.button(key="clear_filters").click().run()
    assert address(view) == {"measure": ["records"], "empty": ["false"]}
    assert widgets(view)["places"].value == []
    assert view.button(key="clear_filters").disabled


INVALID = (
    ("places", ["au", "atlantis", "ch"], ["au", "ch"], "places=atlantis"),
    ("places", ["Australia"], None, "places=Australia"),
    ("places", ["au,ch"], None, "places=au,ch"),
    ("directions", ["barrier", "sideways"], ["barrier"], "directions=sideways"),
    ("levels", ["macro", "Macro"], ["macro"], "levels=Macro"),
    ("measure", ["weight"], None, "measure=weight"),
    ("empty", ["no"], None, "empty=no"),
    ("parts", ["1", "true"], ["true"], "parts=1"),
    ("week", ["forty"], None, "week=forty"),
    ("week", ["nan"], None, "week=nan"),
    ("week", ["0"], None, "week=0"),
    ("colour", ["red"], None, "colour=red"),
    ("works", ["<b>x</b>", "byrne_2016"], ["byrne_2016"], "works=<b>x</b>"),
)


@pytest.mark.parametrize(("name", "given", "kept", "told"), INVALID)
@pytest.mark.parametrize("title", ["Overview", "Factors"])
def test_what_is_not_valid_is_dropped_with_a_note(
    open_view: Opener, title: str, name: str, given: list[str], kept: list[str] | None, told: str
) -> None:
    view = open_view(title, {name: given, "differ": "true"})
    assert not view.exception
    assert address(view) == ({name: kept} if kept else {}) | {"differ": ["true"]}
    assert told in said(view)
    follow(view, "Jurisdictions")
    assert told not in said(view)


def test_a_valid_permalink_has_no_note(open_view: Opener) -> None:
    assert "Left out of this link" not in said(open_view("Factors", {"places": ["au"], "measure": "works"}))


def test_the_nearest_id_is_offered(open_view: Opener) -> None:
    assert "certification" in said(open_view("Overview", {"factors": "certifcation"})).partition("Left out")[2]


def test_ids_of_another_dataset_are_dropped(open_view: Opener) -> None:
    view = open_view("Factors", {"places": ["au", "no"], "factor": "supervision"}, folder=DATASETS / "orchard")
    assert address(view) == {"places": ["no"]}
    assert "places=au" in said(view)
    assert "factor=supervision" in said(view)


def test_without_the_supplement_only_the_primary_source_speaks(open_view: Opener) -> None:
    for title in ("Overview", "Jurisdictions"):
        everything = [c for c in grid(open_view(title)) if c.kind not in EMPTY]
        primary = [c for c in grid(open_view(title, {"supplement": "false"})) if c.kind not in EMPTY]
        assert 0 < len(primary) < len(everything)
        assert any("other" in e.get("class", "").split() for c in everything for e in c.html.iter("span"))
        assert not any("other" in e.get("class", "").split() for c in primary for e in c.html.iter("span"))


def test_without_unseen_sources_what_rests_on_them_alone_is_gone_everywhere(open_view: Opener) -> None:
    """Of gamma_2018 only the citation was seen: E6, E11, S3 and S5 rest on nothing else."""
    folder = DATASETS / "tiny"
    everything = open_view("Jurisdictions", {"lever": "fare", "place": "no"}, folder=folder)
    assert [e.get("id") for e in panel(everything).iter("li") if e.get("id")] == ["F5", "S5"]
    assert "2015" in text(within(everything, "trend"))
    left = open_view("Jurisdictions", {"lever": "fare", "place": "no", "cited": "true"}, folder=folder)
    assert [e.get("id") for e in panel(left).iter("li") if e.get("id")] == ["F5"]
    assert any("No measure of these places" in each.value for each in left.caption)
    assert "Only sources that were checked" in said(left)
    listed = said(open_view("Evidence", {"cited": "true"}, folder=folder))
    assert "Piers silt up" not in listed
    assert "Piers let boats land" in listed
    cells = matrix_cells(open_view("Factors", {"cited": "true"}, folder=folder)).set_index(["factor", "place"])
    assert cells.loc[("piers", "no"), "behind"] == "1 record taken out by your filter"
    assert cells.loc[("piers", "aa"), "label"] == "▲ 1⊖"


def test_a_cell_that_a_filter_emptied_opens_and_says_what_was_taken_out(open_view: Opener) -> None:
    folder = DATASETS / "tiny"
    opened = open_view("Factors", {"factor": "piers", "place": "no", "cited": "true"}, folder=folder)
    assert address(opened) == {"factor": ["piers"], "place": ["no"], "cited": ["true"]}
    told = text(panel(opened))
    assert "Taken out by your filter" in told
    assert "Your filter took out 1 record on this factor here: the source is not silent." in told
    # Of the fare in Norway S5 is of another document; of the logbook nobody says anything.
    cell = {"lever": "fare", "place": "no", "supplement": "false"}
    left = open_view("Jurisdictions", cell, folder=folder)
    assert "Still no fare" in text(panel(left))
    silent = open_view("Jurisdictions", {"lever": "logbook", "place": "no", "supplement": "false"}, folder=folder)
    assert "The sources say nothing on this lever here." in text(panel(silent))


def test_there_is_no_switch_where_every_source_was_seen(open_view: Opener) -> None:
    assert "cited" in widgets(open_view("Overview"))
    assert "cited" not in widgets(open_view("Overview", folder=PROJECT / "data" / "us_states"))


def test_no_supplement_fact_stands_behind_a_cell_when_it_is_left_out(open_view: Opener) -> None:
    cell = {"lever": "issuer", "place": "ca_on"}
    both = panel(open_view("Jurisdictions", cell))
    primary = panel(open_view("Jurisdictions", cell | {"supplement": "false"}))
    assert "another public document" in text(both)
    assert "another public document" not in text(primary)
    assert [e.get("id") for e in both.iter("li") if e.get("id")] == ["F032", "S050"]
    assert [e.get("id") for e in primary.iter("li") if e.get("id")] == ["F032"]


def test_only_shared_levers_are_reported_twice_or_more(open_view: Opener) -> None:
    everything, shared = grid(open_view("Jurisdictions")), grid(open_view("Jurisdictions", {"shared": "true"}))
    reported = {cell.row: sum(c.kind not in EMPTY for c in everything if c.row == cell.row) for cell in everything}
    assert min(reported.values()) < 2
    assert {cell.row for cell in shared} == {row for row, count in reported.items() if count >= 2}


def test_only_levers_that_differ_are_left(open_view: Opener) -> None:
    places = ["au", "ch"]
    everything = grid(open_view("Jurisdictions", {"places": places}))
    left = {cell.row for cell in grid(open_view("Jurisdictions", {"places": places, "differ": "true"}))}
    states = {row: {c.kind if c.kind in EMPTY else "held" for c in everything if c.row == row} for row in
              dict.fromkeys(c.row for c in everything)}  # fmt: skip
    uneven = {row for row, kinds in states.items() if {"gap", "held"} <= kinds}
    silent = {row for row, kinds in states.items() if kinds <= {"gap", "na"}}
    assert uneven
    assert silent
    assert not uneven & left, "of two places one is silent, and a gap is no difference"
    assert not silent & left
    assert {"Policy instrument", "Bindingness"} <= left


def test_another_filter_is_another_view_and_the_same_filter_the_same(open_view: Opener) -> None:
    """By the view's id the browser tells whether the matrix is drawn anew."""
    several = ({}, {"directions": "barrier"}, {"works": "byrne_2016"}, {"directions": "neutral"})
    views = [open_view("Factors", {"empty": "false", **params}) for params in several]
    assert len({matrix_view(view)["id"] for view in views}) == len(views)
    assert all(not matrix_cells(view).equals(matrix_cells(views[0])) for view in views[1:])
    again = open_view("Factors", {"empty": "false", "directions": "barrier", "factor": "certification", "place": "au"})
    assert matrix_view(again) == matrix_view(views[1])


def test_a_direction_filter_leaves_one_direction(open_view: Opener) -> None:
    view = open_view("Factors", {"directions": "barrier"})
    assert set(matrix_cells(view)["rating"]) == {"none", "-1", "-2"}
    assert not any("▲" in said for said in matrix_view(view)["texts"])


def test_parts_count_under_their_country(open_view: Opener) -> None:
    def counts(params: dict[str, str]) -> dict[str, int]:
        frame = matrix_cells(open_view("Factors", {"empty": "false"} | params))
        return frame.groupby("place")["records"].sum().to_dict()

    without, together = counts({}), counts({"parts": "true"})
    assert together["us"] > without["us"]
    assert together["us_va"] == without["us_va"]
    assert together["ch"] == without["ch"]
