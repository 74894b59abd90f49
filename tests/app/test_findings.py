"""Findings in words agree in number with what they count, and a caution on a work is said once."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.drawing.words import agreeing, caution_words, counted, share, stopped
from components.exhibits.sections.facts import fact_detail
from components.factors.levels import level_finding, named_axes
from components.factors.matrix import axes, finding
from components.influences import influences
from components.lessons.lessons import findings
from components.method.limits import limit_words
from data.model.dataset import Dataset
from data.model.selection import Selection
from data.model.vocabulary import DIRECTIONS
from data.questions.influence import influence_pairs
from data.questions.lenses import lens
from data.questions.lessons import lessons, scope
from data.questions.policy import narrowed, policy_table
from data.questions.rating import factor_matrix, level_counts
from data.questions.staleness import summary

# A count of one with the verb or the noun of several.
UNEVEN = re.compile(
    r"(?<![\d.,])1 (?:of \d+ )?(?:\w+ )?(?:are|have|were|hold|rest|carry|make|stand|run|lead)\b|"
    r"(?<![\d.,])1 of 1 \w+s\b|(?<![\d.,])1 (?:facts|records|works|factors|links|cells|places|levers|statements)\b|"
    r"(?<![\d.,])1 rated as facilitators|(?<![\d.,])1 as barriers|on since when"
)


def test_one_is_one() -> None:
    assert (counted(1, "entry", "entries"), counted(2, "entry", "entries")) == ("1 entry", "2 entries")
    assert (agreeing(1, "is", "are"), agreeing(2, "is", "are")) == ("is", "are")
    assert share(1, 1, "place", "has", "have") == "1 of 1 place has"
    assert share(1, 5, "place", "has", "have") == "1 of 5 places has"
    assert share(0, 1, "place", "has", "have") == "0 of 1 place has"
    assert share(0, 5, "place", "has", "have") == "0 of 5 places have"
    assert (stopped("Undated"), stopped("Undated.")) == ("Undated.", "Undated.")


def said_of_the_matrix(dataset: Dataset, selection: Selection) -> str:
    rated = factor_matrix(dataset, selection)
    shown, hidden = axes(dataset, selection, lens(dataset, selection, "places"), rated, hide=True)
    return finding(shown, rated, hidden, removed=1)


def test_the_matrix_by_hand(tiny: Dataset) -> None:
    assert said_of_the_matrix(tiny, Selection(places=("no",), factors=("piers",))) == (
        "1 of 1 cell holds a record: 0 rated as facilitators, 1 as a barrier, 0 mixed, 0 neutral. "
        "Your filter took all records out of 1 cell: it is no gap."
    )
    assert said_of_the_matrix(tiny, Selection(places=("aa",), factors=("subsidy", "skill"))).startswith(
        "2 of 2 cells hold a record: 1 rated as a facilitator, 0 as barriers, 0 mixed, 1 neutral."
    )


def test_levels_by_hand(tiny: Dataset) -> None:
    places = ("no",)
    levels, _ = named_axes(tiny, places)
    said = level_finding(levels, level_counts(tiny, Selection(places=places)), places)
    assert said == "1 of 1 place has a record at shore level; 0 of 1 place has a record at deck level."


def test_the_policy_table_by_hand(tiny: Dataset) -> None:
    said = narrowed(tiny, policy_table(tiny, Selection(), ("no",))).finding
    assert said == (
        "1 of 4 cells is reported, 1 explicitly none, 2 not reported: the sources are silent there. "
        "The sources do not say anything on each of pilotage and logbook for 1 of 1 place."
    )


def test_a_lever_s_name_stands_in_a_sentence(psw: Dataset) -> None:
    places = tuple(place.id for place in psw.jurisdictions.values() if place.kind != "literature")
    table = {key: cell for key, cell in policy_table(psw, Selection(), places).items() if key[0] == "since"}
    assert "The sources do not say anything on “Since when” for" in narrowed(psw, table).finding


def every_finding(dataset: Dataset, selection: Selection) -> Iterator[str]:
    places = selection.places
    yield said_of_the_matrix(dataset, selection)
    levels, _ = named_axes(dataset, places)
    yield level_finding(levels, level_counts(dataset, selection), places)
    cells = policy_table(dataset, selection, places)
    yield narrowed(dataset, cells).finding
    yield summary(dataset, [name for cell in cells.values() for name in cell.facts][:1])
    yield influences.finding(dataset, selection, influence_pairs(dataset, selection))
    drawn = scope(dataset, selection, places[0])
    table = policy_table(dataset, drawn, drawn.places)
    yield from findings(dataset, lessons(dataset, drawn, table, factor_matrix(dataset, drawn), places[0])).values()
    yield from (f"{head} {words}" for head, words in limit_words(dataset))


@pytest.mark.parametrize("name", ["tiny", "orchard", "psw"])
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_finding_counts_one_as_several(request: pytest.FixtureRequest, name: str, data: st.DataObject) -> None:
    dataset: Dataset = request.getfixturevalue(name)
    named = [place.id for place in dataset.jurisdictions.values() if place.kind != "literature"]
    selection = Selection(
        places=tuple(data.draw(st.lists(st.sampled_from(named), min_size=1, max_size=3, unique=True))),
        factors=tuple(data.draw(st.lists(st.sampled_from(list(dataset.factors)), max_size=3, unique=True))),
        directions=tuple(data.draw(st.lists(st.sampled_from(DIRECTIONS), max_size=2, unique=True))),
    )
    assert [said for said in every_finding(dataset, selection) if UNEVEN.search(said)] == []


@pytest.mark.parametrize("name", ["tiny", "orchard", "psw"])
def test_a_caution_on_a_work_is_said_once(request: pytest.FixtureRequest, name: str) -> None:
    dataset: Dataset = request.getfixturevalue(name)
    for key, (place, fact) in dataset.facts.items():
        words = caution_words(dataset, fact.works, (place,))
        assert len(words) <= len(fact.works)
        cautions = fact_detail(dataset, key).cautions
        assert len(set(cautions)) == len(cautions)
        assert [caution for caution in cautions if not caution.endswith((".", "!", "?"))] == []


def test_cautions_by_hand(psw: Dataset) -> None:
    assert fact_detail(psw, "F018").cautions[-1] == (
        "White et al. 2003: Only partly verified. The reference is as a second reader knew it; it was not seen at a "
        "source."
    )
    # Where a work's own note says where the study was carried out, it isn't said again.
    said = " ".join(caution_words(psw, psw.facts["F004"][1].works, ("au",)))
    assert said.count("China") == 1
