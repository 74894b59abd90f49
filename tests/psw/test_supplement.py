"""The facts of other documents: all of them, told apart from the review's, and what they contradict is marked."""

import re

import pytest

from data.model.dataset import Dataset

NUMBERED = [f"S{n:03}" for n in range(1, 135)]
LATER = [f"S{n:03}" for n in range(135, 152)]


def test_every_row_is_a_fact(psw: Dataset) -> None:
    others = {name for name, (_, fact) in psw.facts.items() if not fact.primary}
    assert others == {*NUMBERED, *LATER, "S030_2", "S074_2", "S100_2"}


def test_the_review_and_the_rest_are_told_apart(psw: Dataset) -> None:
    for name, (_, fact) in psw.facts.items():
        assert (fact.paragraph is None) == name.startswith("S"), name
        assert fact.works, name


@pytest.mark.parametrize(("name", "place"), [("S074_2", "au"), ("S100_2", "uk")])
def test_what_was_split_off_says_none(psw: Dataset, name: str, place: str) -> None:
    at, fact = psw.facts[name]
    assert (fact.status, fact.number) == ("none", None)
    origin_place, origin = psw.facts[name.removesuffix("_2")]
    assert at == origin_place
    assert fact.works == origin.works
    assert origin.status != "none"


def test_only_the_splits_are_of_status_none(psw: Dataset) -> None:
    assert [name for name, (_, f) in psw.facts.items() if not f.primary and f.status == "none"] == ["S074_2", "S100_2"]


def test_the_swiss_average_is_staffing_in_the_reviews_unit(psw: Dataset) -> None:
    place, fact = psw.facts["S060"]
    assert (place, fact.lever, fact.number, fact.unit) == ("ch", "staffing", 35, "percent of full-time")


@pytest.mark.parametrize("name", ["S051", "S097"])
def test_a_rank_and_a_pay_band_are_no_numbers(psw: Dataset, name: str) -> None:
    assert psw.facts[name][1].number is None


def test_a_second_number_stays_in_the_value(psw: Dataset) -> None:
    for name in ("S028", "S029", "S038", "S111"):
        assert len(re.findall(r"\d+(?:[.,]\d+)*", psw.facts[name][1].value)) >= 1, name


def test_every_fact_says_where_and_when_it_was_looked_at(psw: Dataset) -> None:
    for name, (_, fact) in psw.facts.items():
        if not fact.primary:
            assert fact.checked == ("2026-11-28" if name in LATER else "2026-11-22"), name
            assert fact.confidence in {"high", "medium", "low"}, name
            assert any(psw.works[work].link for work in fact.works), name


def test_a_third_partys_copy_is_partly_verified(psw: Dataset) -> None:
    for name in ("S008", "S043", "S057", "S066", "S078", "S098"):
        works = [psw.works[work] for work in psw.facts[name][1].works]
        assert any(work.verified == "partial" and work.note for work in works), name


# A conflict: the facts that disagree, and what its sentence must name for those that are no facts.
CONFLICTS = {
    "on_recruitment": ({"F034", "S051"}, []),
    "us_mandate_or_option": ({"F007", "F008", "S001", "S002"}, []),
    "ch_pay": ({"S057"}, ["E110", "HRM-3"]),
    "sa_peer_work_project": ({"F053", "S088"}, []),
    "jp_what_is_in_place": ({"F006", "S112", "S113"}, []),
    "us_certifying_states_2016": ({"S008", "S009", "S010"}, []),
    "nl_workforce": ({"S126", "S127"}, []),
}


@pytest.mark.parametrize("name", CONFLICTS)
def test_what_disagrees_is_marked_on_its_facts(psw: Dataset, name: str) -> None:
    facts, words = CONFLICTS[name]
    marked = {fact.id for _, fact in psw.facts.values() if fact.conflict == name}
    assert facts <= marked
    assert [word for word in words if word not in psw.about.conflicts[name]] == []


def test_every_conflict_has_two_sides(psw: Dataset) -> None:
    """Two facts, or a fact and a record that the sentence names."""
    for name, sentence in psw.about.conflicts.items():
        facts = [fact.id for _, fact in psw.facts.values() if fact.conflict == name]
        named = re.findall(r"\b[EFIS]\d{3}(?:_\d)?\b", sentence)
        assert all(word in psw.records or word in psw.facts or word in psw.influences for word in named), name
        assert len({*facts, *named}) >= 2, name


def test_points_of_a_series_keep_one_wording(psw: Dataset) -> None:
    """Points of one measure in one place that share status and count share their unit, so that a line may join them."""
    units: dict[tuple[str, str | None, str, str | None], set[str | None]] = {}
    for place, fact in psw.facts.values():
        if fact.measure is not None and fact.number is not None:
            units.setdefault((place, fact.measure, fact.status, fact.counts), set()).add(fact.unit)
    assert units
    assert [key for key, found in units.items() if len(found) > 1] == []


def test_counts_names_a_population_and_nothing_else(psw: Dataset) -> None:
    """Caveats go to the note."""
    caveat = re.compile(r"lower bound|second-?hand|our (own )?sum|excluding|approximate|undated", re.IGNORECASE)
    assert [f.id for _, f in psw.facts.values() if f.counts and caveat.search(f.counts)] == []
