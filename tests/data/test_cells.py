"""One rule says what a cell holds: worked out by hand, then asked of every question that rests on it."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.selection import Selection
from data.questions.cells import only_cited, over_words
from data.questions.commensurability import weekly_hours
from data.questions.figures import amount, figure, rounded, written
from data.questions.lessons import LACKING, lever_lessons
from data.questions.policy import differences, narrowed, policy_table
from data.questions.staleness import staleness
from data.questions.trends import trends
from tests.data.folders import append

TODAY = date(2026, 11, 28)


def with_facts(folder: Path, place: str, *facts: dict[str, object]) -> Dataset:
    """Return the worked example with these facts of the logbook, of which it has none, in a place."""
    base = {"lever": "logbook", "value": "x", "status": "required", "works": ["beta_2015"]}
    lines = [f"  - {json.dumps({'id': f'Z{n}'} | base | fact)}\n" for n, fact in enumerate(facts)]
    append(f"jurisdictions/{place}.yaml", "".join(lines))(folder)
    return load(folder)


@pytest.mark.parametrize(
    ("facts", "state", "shown", "over"),
    [
        # In force on a day where from <= day < to.
        ([{"to": "2017"}], "not_in_force", "Z0", {"Z0": "ended 2017"}),
        ([{"to": "2026-11-28"}], "not_in_force", "Z0", {"Z0": "ended 2026-11-28"}),
        ([{"to": "2026-11-29"}], "reported", "Z0", {}),
        ([{"from": "2026-11-28"}], "reported", "Z0", {}),
        ([{"from": "2026-12"}], "not_in_force", "Z0", {"Z0": "not before 2026-12"}),
        # What holds stands before what has ended, however new that is.
        ([{"to": "2026", "as_of": "2025"}, {"as_of": "2001"}], "reported", "Z1", {"Z0": "ended 2026"}),
        # No pupil paid from 2010 to 2017; since 2018 there is no rule any more.
        ([{"as_of": "2010-2017"}, {"status": "none", "as_of": "2018"}], "explicitly_none", "Z1", {"Z0": "ended since"}),
        # What is seen isn't ended by a rule that there is none, nor is what is as new as that.
        ([{"status": "observed", "as_of": "2010"}, {"status": "none", "as_of": "2018"}], "explicitly_none", "Z1", {}),
        ([{"as_of": "2018"}, {"status": "none", "as_of": "2018"}], "reported", "Z0", {}),
        # One programme's none ends nothing of the whole place, and isn't shown for it.
        ([{"as_of": "2010"}, {"status": "none", "as_of": "2018", "scope": "programme"}], "reported", "Z0", {}),
        # The widest scope is shown, though another is newer.
        ([{"as_of": "2020", "scope": "programme"}, {"as_of": "2010", "scope": "national"}], "reported", "Z1", {}),
    ],
)  # fmt: skip
def test_by_hand(
    tiny_copy: Callable[[], Path], facts: list[dict[str, object]], state: str, shown: str, over: dict[str, str]
) -> None:
    dataset = with_facts(tiny_copy(), "no", *facts)
    cell = policy_table(dataset, Selection(), ("no",), TODAY)["logbook", "no"]
    assert (cell.state, cell.shown) == (state, shown)
    assert {name: over_words(dataset, cell, name) for name in cell.over} == over


def test_what_a_filter_takes_out_is_no_silence(tiny_copy: Callable[[], Path]) -> None:
    dataset = with_facts(tiny_copy(), "no", {})
    cells = policy_table(dataset, Selection(supplement=False), ("no", "aa"), TODAY)
    assert (cells["logbook", "no"].state, cells["logbook", "no"].removed) == ("filtered", ("Z0",))
    assert cells["logbook", "aa"].state == "not_reported"
    assert "1 taken out by a filter" in narrowed(dataset, cells).finding


def test_what_rests_on_sources_that_nobody_saw_is_taken_out_and_no_silence(tiny_copy: Callable[[], Path]) -> None:
    """Of gamma_2018 only the citation was seen; what rests on beta_2015, too, stays."""
    alone, both = {"works": ["gamma_2018"]}, {"works": ["gamma_2018", "beta_2015"]}
    dataset = with_facts(tiny_copy(), "no", alone)
    cell = policy_table(dataset, Selection(cited=True), ("no",), TODAY)["logbook", "no"]
    assert (cell.state, cell.removed) == ("filtered", ("Z0",))
    dataset = with_facts(tiny_copy(), "no", alone, both)
    cell = policy_table(dataset, Selection(cited=True), ("no",), TODAY)["logbook", "no"]
    assert (cell.state, cell.facts, cell.removed) == ("reported", ("Z1",), ("Z0",))
    # What the primary source states without a work, it states itself.
    fare = policy_table(dataset, Selection(cited=True), ("no",), TODAY)["fare", "no"]
    assert (fare.facts, fare.removed) == (("F5",), ("S5",))


def test_a_trend_draws_only_what_the_filter_leaves(tiny: Dataset) -> None:
    # Two years of the crew of Alder: 2015 of beta_2015, 2018 of gamma_2018, of which only the citation was seen.
    assert [trend.facts for trend in trends(tiny, Selection(), ("aa",))] == [("S2", "S3")]
    assert trends(tiny, Selection(cited=True), ("aa",)) == ()
    assert trends(tiny, Selection(works=("beta_2015",)), ("aa",)) == trends(tiny, Selection(), ("aa",))


@pytest.mark.parametrize("name", ["tiny", "psw", "orchard"])
@pytest.mark.parametrize(
    "selection",
    [Selection(), Selection(parts=True), Selection(supplement=False), Selection(cited=True)],
    ids=str,
)
def test_every_question_takes_the_same_of_every_cell(
    request: pytest.FixtureRequest, name: str, selection: Selection
) -> None:
    dataset: Dataset = request.getfixturevalue(name)
    places = tuple(place.id for place in dataset.jurisdictions.values() if place.kind != "literature")
    cells = policy_table(dataset, selection, places, TODAY)
    finding = narrowed(dataset, cells).finding
    for cell in cells.values():
        if cell.shown is not None and cell.present:
            none = dataset.facts[cell.shown][1].status == "none"
            assert (cell.state == "explicitly_none") == none, "a cell that shows an explicit none is one"
        assert bool(cell.facts) == (cell.state in ("reported", "explicitly_none", "not_in_force"))
    crosses = sum(cell.state == "explicitly_none" for cell in cells.values())
    assert f"{crosses} explicitly none" in finding
    for difference in differences(dataset, cells):
        silent = {place for place in places if cells[difference.lever, place].state == "not_reported"}
        assert set(difference.gaps) == silent
        assert not silent & {place for group in difference.groups.values() for place in group}
        assert len(difference.groups) > 1
    for home in places:
        for lesson in lever_lessons(cells, home):
            assert lesson.home.state in LACKING
            for place, fact in lesson.others:
                other = cells[lesson.lever, place]
                assert (other.state, other.shown) == ("reported", fact)
                assert dataset.facts[fact][1].status != "none"


def test_a_tie_of_gaps_is_told_as_one(tiny: Dataset) -> None:
    # Of aa, no and aa_boat nobody reports a logbook; pilotage is silent for aa and no alone.
    cells = policy_table(tiny, Selection(), ("aa", "no"), TODAY)
    assert narrowed(tiny, cells).finding.endswith(
        "The sources do not say anything on each of pilotage and logbook for 2 of 2 places."
    )


def test_a_range_is_as_old_as_its_end(tiny_copy: Callable[[], Path]) -> None:
    dataset = with_facts(tiny_copy(), "no", {"as_of": "2006-2025"}, {"as_of": "2006"})
    assert [dataset.facts[name][1].year for name in ("Z0", "Z1")] == [2025, 2006]
    assert staleness(dataset, dataset.facts["Z0"][1]).mark == ""


def test_two_dates_of_a_year_do_not_disagree(tiny_copy: Callable[[], Path]) -> None:
    prices = [("2019-01-01", 9.25), ("2019-03-29", 9.45), ("2020-01-01", 9.65)]
    facts = [{"as_of": when, "number": price, "unit": "EUR", "measure": "price"} for when, price in prices]
    (found,) = trends(with_facts(tiny_copy(), "no", *facts), Selection(), ("no",))
    assert found.disputes == ()
    assert [series.facts for series in found.series] == [("Z0", "Z1", "Z2")]


def test_two_numbers_of_one_date_disagree(tiny_copy: Callable[[], Path]) -> None:
    told = [("2019-03", 1), ("2019-03", 2), ("2020", 3)]
    facts = [{"as_of": when, "number": number, "measure": "price"} for when, number in told]
    (found,) = trends(with_facts(tiny_copy(), "no", *facts), Selection(), ("no",))
    assert [dispute.facts for dispute in found.disputes] == [("Z0", "Z1")]


@pytest.mark.parametrize(
    ("number", "value", "words"),
    [
        (3485, "Up to 3,485 posts", "up to 3,485"),
        (3485, "3485 posts", "3,485"),
        (13, "13-14 hours a week", "13–14"),
        (2000, "More than 2000 workers", "more than 2,000"),
        (0.5, "Half of a post", "0.5"),
        (4e22, "very many", "40,000,000,000,000,000,000,000"),
        (0.00001, "very few", "0.00001"),
        # The year is another number, and 5 is not part of 15.
        (5, "15 in 2015, at most 5", "at most 5"),
        (80, "at least 80% of them", "at least 80"),
    ],
)
def test_numbers_are_written_as_people_write_them(
    tiny_copy: Callable[[], Path], number: float, value: str, words: str
) -> None:
    dataset = with_facts(tiny_copy(), "no", {"number": number, "value": value})
    assert figure(dataset.facts["Z0"][1]) == words


@pytest.mark.parametrize(
    ("limit", "value", "words"),
    [
        ("at_most", "Höchstens 3.485 Stellen", "at most 3,485"),
        ("at_least", "少なくとも3485人", "at least 3,485"),
        ("more_than", "x", "more than 3,485"),
        ("less_than", "x", "less than 3,485"),
        ("about", "rund 3485", "about 3,485"),
        # What the data say holds, whatever the words before the number.
        ("at_most", "at least 3485", "at most 3,485"),
        (None, "höchstens 3485", "3,485"),
    ],
)
def test_a_limit_is_stated_in_the_data_whatever_the_language(
    tiny_copy: Callable[[], Path], limit: str | None, value: str, words: str
) -> None:
    dataset = with_facts(tiny_copy(), "no", {"number": 3485, "unit": "posts", "value": value, "limit": limit})
    assert figure(dataset.facts["Z0"][1]) == words
    assert amount(dataset.facts["Z0"][1]) == f"{words} posts"


def test_hours_are_rounded_and_never_computed_beside_stated_ones(tiny_copy: Callable[[], Path]) -> None:
    assert [rounded(hours) for hours in (4000.0, 37.52, 0.754, 12345.6)] == ["4,000", "37.5", "0.75", "12,346"]
    assert written(1234567.5) == "1,234,567.5"
    post = {"number": 0.33, "unit": "FTE"}
    dataset = with_facts(tiny_copy(), "no", post, post | {"value": "A third of a post, 14 hours a week"})
    assert weekly_hours(dataset.facts["Z0"][1], 40.0) == pytest.approx(13.2)
    assert weekly_hours(dataset.facts["Z1"][1], 40.0) is None


def test_only_cited_is_what_no_seen_work_stands_behind(tiny: Dataset) -> None:
    unseen = [key for key, work in tiny.works.items() if work.verified == "no"]
    seen = [key for key, work in tiny.works.items() if work.verified in ("yes", "partial")]
    assert only_cited(tiny, unseen[:1])
    assert not only_cited(tiny, [*unseen[:1], *seen[:1]])
    assert not only_cited(tiny, [])
