"""Peer support in the US states: what was counted by hand, and what may not be claimed."""

from pathlib import Path

import pytest

from data.intake.loading import load
from data.model.dataset import Dataset

FOLDER = Path(__file__).parents[2] / "data" / "us_states"
# Places with a fact, counted in the table that the facts were made from.
COUNTS = {
    "certification": 51,
    "certifying_body": 46,
    "training_hours": 43,
    "examination": 41,
    "medicaid_mental_health": 39,
    "medicaid_group_unstated": 11,
    "experience_hours": 25,
    "continuing_education": 18,
}
# Sources that say of Medicaid and peer support nothing on mental health, and Alaska, on which they say nothing at all.
UNSPECIFIC = {f"us_{s}" for s in ["al", "az", "ia", "ks", "ky", "mo", "ms", "ok", "or", "tn", "ut", "ak"]}
NO_TRAINING = {f"us_{s}" for s in ["ak", "az", "hi", "mn", "ms", "sd", "vt", "wi"]}
# Sellers of courses and private sites; the trade's blog has keys of its own.
TRADE = {
    "aceu_wi",
    "cecredit_oh",
    "cecredit_ut",
    "legalclarity_ak",
    "legalclarity_ar",
    "peerbridge_md",
    "p2p_tx",
    "pcaco_co",
}


@pytest.fixture(scope="module")
def states() -> Dataset:
    """Return the dataset in data/us_states."""
    return load(FOLDER)


def places_with(states: Dataset, lever: str) -> set[str]:
    """Return the ids of the places with a fact on the lever."""
    return {place for place, fact in states.facts.values() if fact.lever == lever}


def test_there_are_as_many_facts_and_places_as_counted(states: Dataset) -> None:
    assert len(states.facts) == 334
    assert {lever: len(places_with(states, lever)) for lever in COUNTS} == COUNTS
    assert {fact.lever for _, fact in states.facts.values()} == set(COUNTS)


def test_what_does_not_name_mental_health_is_no_coverage_in_it(states: Dataset) -> None:
    every = {place for place, _ in states.facts.values()}
    assert every - places_with(states, "medicaid_mental_health") == UNSPECIFIC
    assert places_with(states, "medicaid_group_unstated") == UNSPECIFIC - {"us_ak"}


def test_states_without_a_row_on_training_have_no_fact_on_it(states: Dataset) -> None:
    every = {place for place, _ in states.facts.values()}
    assert every - places_with(states, "training_hours") == NO_TRAINING


def test_trade_sources_are_never_high(states: Dataset) -> None:
    for name, (_, fact) in states.facts.items():
        for work in fact.works:
            if work in TRADE or work.startswith("bh"):
                assert fact.confidence in {"medium", "low"}, name


def test_an_undated_fact_says_so(states: Dataset) -> None:
    for name, (_, fact) in states.facts.items():
        assert fact.as_of is not None or "Undated" in (fact.note or ""), name
        if fact.as_of is None:
            assert not any(states.works[work].year for work in fact.works), name


def test_connecticut_is_a_conflict_not_a_decision(states: Dataset) -> None:
    facts = [f for p, f in states.facts.values() if p == "us_ct" and f.lever == "medicaid_mental_health"]
    assert sorted(f.status for f in facts) == ["none", "none", "observed"]
    assert {f.conflict for f in facts} == {"ct_medicaid"}


def test_every_conflict_has_two_sides(states: Dataset) -> None:
    assert len(states.about.conflicts) == 13
    for conflict in states.about.conflicts:
        assert sum(fact.conflict == conflict for _, fact in states.facts.values()) >= 2, conflict
