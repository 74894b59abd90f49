"""The policy table, worked out by hand on the worked example, then asked of the code."""

import pytest

from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.selection import Selection
from data.questions.policy import (
    category_of,
    differences,
    numbers,
    numeric_levers,
    overview_levers,
    policy_table,
    reported_by,
)
from tests.data.folders import append, replace
from tests.data.snapshots import assert_unchanged, tables_of

PLACES = ("aa", "no", "aa_boat", "anywhere")

# By hand, from the jurisdictions' files: the state, and the facts, the shown one first.
BY_HAND = {
    # The source's F1 first, though it stands last; then 2018, 2015, and what has no year.
    ("crew", "aa"): ("reported", ("F1", "S3", "S2", "S1")),
    ("crew", "no"): ("reported", ("F4",)),
    ("crew", "aa_boat"): ("reported", ("F3",)),
    ("crew", "anywhere"): ("not_applicable", ()),
    # F2 says none and is shown, since the source's stands first; S4, a plan, says the contrary.
    ("fare", "aa"): ("explicitly_none", ("F2", "S4")),
    ("fare", "no"): ("explicitly_none", ("F5", "S5")),
    ("fare", "aa_boat"): ("not_reported", ()),
    ("fare", "anywhere"): ("not_applicable", ()),
    ("pilotage", "aa"): ("not_reported", ()),
    ("pilotage", "no"): ("not_reported", ()),
    ("pilotage", "aa_boat"): ("not_applicable", ()),
    ("pilotage", "anywhere"): ("not_applicable", ()),
    ("logbook", "aa"): ("not_reported", ()),
    ("logbook", "no"): ("not_reported", ()),
    ("logbook", "aa_boat"): ("not_reported", ()),
    ("logbook", "anywhere"): ("not_reported", ()),
}


def test_every_cell_by_hand(tiny: Dataset) -> None:
    cells = policy_table(tiny, Selection(), PLACES)
    assert {key: (cell.state, cell.facts) for key, cell in cells.items()} == BY_HAND
    assert list(cells) == list(BY_HAND), "lever by lever, place by place"
    assert all((cell.lever, cell.place) == key for key, cell in cells.items())


def test_the_shown_fact_and_how_many_more(tiny: Dataset) -> None:
    cells = policy_table(tiny, Selection(), PLACES)
    assert (cells["crew", "aa"].shown, cells["crew", "aa"].more) == ("F1", 3)
    assert (cells["crew", "no"].shown, cells["crew", "no"].more) == ("F4", 0)
    assert (cells["logbook", "aa"].shown, cells["logbook", "aa"].more) == (None, 0)


def test_with_parts_the_parts_facts_follow(tiny: Dataset) -> None:
    cells = policy_table(tiny, Selection(parts=True), PLACES)
    assert cells["crew", "aa"].facts == ("F1", "S3", "S2", "S1", "F3")
    assert cells["crew", "aa_boat"].facts == ("F3",), "the part's own column stays"
    assert {key for key, cell in cells.items() if (cell.state, cell.facts) != BY_HAND[key]} == {("crew", "aa")}


def test_without_the_supplement(tiny: Dataset) -> None:
    cells = policy_table(tiny, Selection(supplement=False), PLACES)
    assert cells["crew", "aa"].facts == ("F1",)
    assert (cells["fare", "aa"].state, cells["fare", "aa"].facts) == ("explicitly_none", ("F2",))
    assert cells["fare", "no"].facts == ("F5",)


def test_newest_is_told_by_the_month_where_the_year_is_one(tiny_copy) -> None:
    folder = tiny_copy()
    append("jurisdictions/no.yaml", "".join(
        f"  - {{id: {name}, lever: logbook, value: x, status: observed, as_of: {when}, works: [beta_2015]}}\n"
        for name, when in [("S6", "2016-03"), ("S7", "2016-11-30"), ("S8", "2015"), ("S9", "2016-09"), ("S10", "2016"),
                           ("S11", "2014-2016"), ("S12", "late 1990s"), ("S13", "2016/17")]
    ))(folder)  # fmt: skip
    cells = policy_table(load(folder), Selection(), ("no",))
    # 2016/17 reaches into 2017, and 2014-2016 to the end of 2016: a range is as new as its end.
    assert cells["logbook", "no"].facts == ("S13", "S7", "S9", "S6", "S10", "S11", "S8", "S12")


def test_places_may_be_told_one_by_one(tiny: Dataset) -> None:
    assert policy_table(tiny, Selection(), iter(PLACES)) == policy_table(tiny, Selection(), PLACES)


def test_no_places_are_no_cells(tiny: Dataset) -> None:
    assert policy_table(tiny, Selection(), ()) == {}


def test_asking_changes_no_table(tiny: Dataset) -> None:
    before = tables_of(tiny)
    for selection in (Selection(), Selection(parts=True, supplement=False)):
        cells = policy_table(tiny, selection, PLACES)
        differences(tiny, cells)
        overview_levers(tiny, cells)
        numeric_levers(tiny, cells)
    assert_unchanged(tiny, before)


def test_differences_by_hand(tiny: Dataset) -> None:
    found = {d.lever: dict(d.groups) for d in differences(tiny, policy_table(tiny, Selection(), PLACES))}
    # Crew is reported by all to whom it applies; of pilotage and logbook nobody reports: no differences there.
    # Of Alder's fare one fact says free, the other paid: both are read.
    assert found == {"fare": {"free;paid": ("aa",), "explicitly_none": ("no",)}}
    assert [d.gaps for d in differences(tiny, policy_table(tiny, Selection(), PLACES))] == [("aa_boat",)]


def test_category_of_a_cell(tiny: Dataset) -> None:
    cells = policy_table(tiny, Selection(), PLACES)
    asked = [("fare", "aa"), ("fare", "no"), ("crew", "aa"), ("logbook", "no")]
    assert [category_of(tiny, cells[key]) for key in asked] == [
        "free;paid",
        "explicitly_none",
        "reported",
        "not_reported",
    ]


def test_how_many_places_report(tiny: Dataset) -> None:
    cells = policy_table(tiny, Selection(), PLACES)
    assert [reported_by(cells, lever) for lever in tiny.levers] == [3, 2, 0, 0]


def test_levers_of_the_overview(tiny: Dataset, orchard: Dataset) -> None:
    assert overview_levers(tiny, policy_table(tiny, Selection(), PLACES)) == ("crew", "fare")
    # The orchard names none: those that most places report, in the codebook's order. By hand: trees 5 places,
    # picking right 2, upkeep 3, register 3, planting rule 3, leaf fall day 1.
    cells = policy_table(orchard, Selection(), orchard.jurisdictions)
    assert {lever: reported_by(cells, lever) for lever in orchard.levers} == {
        "planting_rule": 3, "trees": 5, "picking_right": 2, "upkeep_cost": 3, "tree_register": 3, "leaf_fall_day": 1,
    }  # fmt: skip
    assert overview_levers(orchard, cells, most=4) == ("planting_rule", "trees", "upkeep_cost", "tree_register")
    assert len(overview_levers(orchard, cells)) == 6


def test_numbers_of_a_lever(tiny: Dataset) -> None:
    cells = policy_table(tiny, Selection(), PLACES)
    assert [(place, fact.id, fact.number) for place, fact in numbers(tiny, cells, "crew")] == [
        ("aa", "F1", 0.5), ("aa", "S3", 0.5), ("aa", "S2", 0.66), ("no", "F4", 35.0), ("aa_boat", "F3", 1.0),
    ]  # fmt: skip
    # A number of zero is a number.
    assert [fact.number for _, fact in numbers(tiny, cells, "fare")] == [0.0]
    assert numbers(tiny, cells, "logbook") == []
    assert numeric_levers(tiny, cells) == ("crew", "fare")


def test_parts_of_parts_count_towards_the_whole(orchard: Dataset) -> None:
    cells = policy_table(orchard, Selection(parts=True), ("no", "no_oslo", "no_oslo_loekka"))
    assert cells["trees", "no"].facts == ("T03", "T02", "T08")
    assert cells["trees", "no_oslo"].facts == ("T08",)
    assert cells["picking_right", "no"].facts == ("T04", "T05", "T06")
    register = cells["tree_register", "no_oslo"]
    assert (register.state, register.facts) == ("explicitly_none", ("T09",))


@pytest.mark.parametrize(
    ("lever", "place", "state"),
    [
        ("planting_rule", "no_oslo_loekka", "not_applicable"), ("upkeep_cost", "islands", "not_applicable"),
        ("trees", "islands", "not_reported"), ("picking_right", "ma_fes", "explicitly_none"),
        ("tree_register", "elsewhere", "not_applicable"), ("trees", "elsewhere", "not_reported"),
    ],
)  # fmt: skip
def test_states_of_the_orchard(orchard: Dataset, lever: str, place: str, state: str) -> None:
    assert policy_table(orchard, Selection(), orchard.jurisdictions)[lever, place].state == state


def test_a_fact_speaks_louder_than_the_kind(tiny_copy) -> None:
    """A lever said not to apply to a kind of place, and a fact all the same: the fact is shown."""
    folder = tiny_copy()
    replace("jurisdictions/aa_boat.yaml", "lever: crew", "lever: pilotage")(folder)
    assert policy_table(load(folder), Selection(), ("aa_boat",))["pilotage", "aa_boat"].state == "reported"
