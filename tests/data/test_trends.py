"""Measures over time, worked out by hand on the review's dataset, then asked of the code."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.selection import Selection
from data.questions.trend_words import alternative, finding, notes
from data.questions.trends import Dispute, Trend, trends
from tests.data.folders import append
from tests.data.snapshots import assert_unchanged, tables_of


def of(dataset: Dataset, measure: str, *places: str, selection: Selection = Selection()) -> Trend:  # noqa: B008
    (found,) = (each for each in trends(dataset, selection, places) if each.measure == measure)
    return found


def joined(trend: Trend) -> list[tuple[str, ...]]:
    return [series.facts for series in trend.series]


def test_sources_that_disagree_belong_to_no_line(psw: Dataset) -> None:
    # 38 in 2014 and 42 in 2015 count mental health, 49 in 2024 substance use, too; 41, 44 and 45 are all told for 2016.
    found = of(psw, "us_states_certification_programme", "us")
    assert joined(found) == [("S006", "S007"), ("S011",)]
    assert found.disputes == (Dispute("us_certifying_states_2016", ("S009", "S010", "S008")),)
    assert found.unit == "states"
    assert finding(psw, found) == (
        "From 38 in 2014 to 42* in 2015 (per state); 49* in 2024 (per state, mental health and substance use); "
        "three sources disagree on 2016: 44*, 45*, 41*."
    )


def test_sources_may_disagree_over_several_years(psw: Dataset) -> None:
    found = of(psw, "nl_ervaringsdeskundigen", "eu_nl")
    assert joined(found) == [("S125",)]
    assert found.disputes == (Dispute("nl_workforce", ("S126", "S127")),)
    expected = "two sources disagree: more than 2,000* in 2020-10 (in mental health care), about 910* in 2022 (employed"
    assert expected in finding(psw, found)


def test_what_has_no_year_is_listed_and_not_drawn(psw: Dataset) -> None:
    found = of(psw, "us_medicaid_mh_states", "us")
    assert joined(found) == [("S020", "S021"), ("S012",)]
    assert found.unplaced == ("S005",)
    assert "S005" not in found.facts
    # 'late 1990s plus six years' doesn't start with a year, either.
    assert of(psw, "ca_on_act_teams", "ca_on").unplaced == ("S053", "S056")


def test_planned_and_observed_are_measures_of_their_own(psw: Dataset) -> None:
    observed, planned = of(psw, "nhs_psw_headcount", "uk"), of(psw, "nhs_psw_plan", "uk")
    assert [series.status for series in (*observed.series, *planned.series)] == ["observed", "planned"]
    # A fiscal year such as 2015/16 starts with a year.
    assert finding(psw, observed) == "From 48* in 2015/16 to 862* in 2019."
    assert finding(psw, planned) == "From 4,730* in 2023/24 to more than 6,500* in 2036/37."
    secondhand, bound = notes(psw, planned)
    assert secondhand[0] == "2023/24"
    assert secondhand[1].startswith("The source reports this secondhand.")
    assert bound == ("2036/37", "A lower bound.")


def test_only_what_counts_the_same_is_joined(psw: Dataset) -> None:
    found = of(psw, "fr_msp", "eu_fr")
    assert joined(found) == [("S121",), ("S122",), ("S123", "S124")]
    assert finding(psw, found) == (
        "30 in 2012 (trained and employed); 129 in 2022 (in activity); "
        "from more than 150* in 2024 to 200 in 2025 (salaried)."
    )
    assert alternative(psw, found).endswith("* 2024: A lower bound.")


def test_another_place_is_another_series(psw: Dataset) -> None:
    both = of(psw, "au_cc_fte_per_1000", "au", "au_sa")
    assert joined(both) == [("S070", "S071"), ("S084",)]
    assert both.columns == {"S070": "au", "S071": "au", "S084": "au_sa"}
    assert "(South Australia)" in finding(psw, both)
    assert joined(of(psw, "au_cc_fte_per_1000", "au")) == [("S070", "S071")]
    parts = of(psw, "au_cc_fte_per_1000", "au", selection=Selection(parts=True))
    # The part's fact counts at its country, and is still never joined to the country's.
    assert joined(parts) == [("S070", "S071"), ("S084",)]
    assert parts.columns["S084"] == "au"
    # South Australia alone tells one year.
    assert trends(psw, Selection(), ("au_sa",)) == ()


def test_without_the_supplement_nothing_is_left(psw: Dataset) -> None:
    assert trends(psw, Selection(supplement=False), tuple(psw.jurisdictions)) == ()
    assert trends(psw, Selection(), ()) == ()


def test_every_drawn_fact_stands_once(psw: Dataset) -> None:
    for found in trends(psw, Selection(), tuple(psw.jurisdictions)):
        assert len(set(found.facts)) == len(found.facts)
        assert set(found.facts) | set(found.unplaced) == set(found.columns)
        for series in found.series:
            facts = [psw.facts[name] for name in series.facts]
            assert {(place, fact.status, fact.counts) for place, fact in facts} == {
                (series.place, series.status, series.counts)
            }
            assert all(fact.conflict is None for _, fact in facts)
            years = [fact.year or 0 for _, fact in facts]
            assert years == sorted(years)


FACT = """
  - id: {id}
    lever: crew
    value: "{id}"
    number: {number}
    unit: {unit}
    status: observed
    counts: "in all"
    as_of: "{as_of}"
    works: [{work}]
    measure: crew_total
"""


def _with(copy: Path, *facts: tuple[str, float, str, str, str]) -> Dataset:
    for name, number, unit, as_of, work in facts:
        append("jurisdictions/aa.yaml", FACT.format(id=name, number=number, unit=unit, as_of=as_of, work=work))(copy)
    return load(copy)


def test_two_values_of_one_year_disagree_though_nothing_says_so(tiny_copy: Callable[[], Path]) -> None:
    dataset = _with(
        tiny_copy(),
        ("T1", 5, "people", "2001", "beta_2015"),
        ("T2", 7, "people", "2003", "beta_2015"),
        ("T3", 8, "people", "2003-06", "gamma_2018"),
        ("T4", 9, "people", "2005", "beta_2015"),
        ("T5", 9, "people", "2005", "gamma_2018"),
    )
    found = of(dataset, "crew_total", "aa")
    # Two sources that give the same value for 2005 don't disagree.
    assert joined(found) == [("T1", "T4", "T5")]
    assert found.disputes == (Dispute(None, ("T2", "T3")),)
    assert finding(dataset, found) == "From 5 in 2001 to 9 in 2005; two values differ on 2003: 7, 8."


def test_two_units_are_two_charts_and_one_year_is_none(tiny_copy: Callable[[], Path]) -> None:
    dataset = _with(
        tiny_copy(),
        ("T1", 5, "people", "2001", "beta_2015"),
        ("T2", 2.5, "FTE", "2001", "beta_2015"),
        ("T3", 6, "people", "2002", "beta_2015"),
        ("T4", 3.5, "FTE", "2002", "beta_2015"),
        ("T5", 1, "boats", "2002", "beta_2015"),
    )
    found = [each for each in trends(dataset, Selection(), ("aa",)) if each.measure == "crew_total"]
    assert [(each.unit, joined(each)) for each in found] == [("people", [("T1", "T3")]), ("FTE", [("T2", "T4")])]


def test_a_declared_dispute_has_no_line(tiny: Dataset) -> None:
    found = of(tiny, "crew_size", "aa")
    assert found.series == ()
    assert finding(tiny, found) == "Two sources disagree: 0.66 in 2015, 0.5 in 2018."


@pytest.mark.parametrize("parts", [True, False])
def test_the_tables_are_left_as_they_are(psw: Dataset, parts: bool) -> None:
    before = tables_of(psw)
    trends(psw, Selection(parts=parts), tuple(psw.jurisdictions))
    assert_unchanged(psw, before)
