"""The codebook's terms with their counts, the search in them, the limits and what is behind a conflict, by hand."""

import pytest

from data.model.dataset import Dataset
from data.questions.codebook import codebook_terms, matching, of_kind
from data.questions.conflicts import conflict_members
from data.questions.limits import limits


def test_counts_by_hand(tiny: Dataset) -> None:
    uses = {(term.kind, term.within, term.id): term.uses for term in codebook_terms(tiny)}
    # E1 E2 E11-E13; E3 E4; E5 E6; E7; E8 E14; E9; E10 E15
    assert [uses["factor", "rules", f] for f in ("licence", "subsidy", "piers")] == [5, 2, 2]
    assert [uses["factor", "people", f] for f in ("weather_watch", "skill", "noise", "fatigue")] == [1, 2, 1, 2]
    assert uses["domain", "shore", "rules"] == uses["level", "", "shore"] == 9
    assert uses["level", "", "deck"] == 6
    assert uses["basis", "", "synthesis"] == 3
    assert uses["direction", "", "neutral"] == 2


@pytest.mark.parametrize("name", ["psw", "tiny", "orchard"])
def test_counts_add_up(name: str, request: pytest.FixtureRequest) -> None:
    dataset: Dataset = request.getfixturevalue(name)
    terms = codebook_terms(dataset)
    for kind in ("level", "domain", "factor", "basis"):
        assert sum(term.uses for term in of_kind(terms, kind)) == len(dataset.records)
    assert sum(term.uses for term in of_kind(terms, "lever")) == len(dataset.facts)
    for lever in of_kind(terms, "lever"):
        assert sum(category.uses for category in of_kind(terms, "category", lever.id)) <= lever.uses


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("fatigue", ["fatigue"]),
        ("RULES", ["licence", "subsidy", "piers"]),  # the domain
        ("grants crossing", ["licence", "subsidy", "piers"]),  # the level's definition
        ("paid", ["fare"]),  # a category
        ("pilotage", ["pilotage"]),
        ("nothing of the kind", []),
    ],
)
def test_a_search_finds_a_term_by_what_it_stands_in(tiny: Dataset, text: str, found: list[str]) -> None:
    assert [term.id for term in matching(codebook_terms(tiny), text)] == found


def test_an_empty_search_leaves_every_factor_and_lever(orchard: Dataset) -> None:
    found = matching(codebook_terms(orchard), "  ")
    assert [term.id for term in found] == [*orchard.factors, *orchard.levers]


def test_limits_by_hand(tiny: Dataset) -> None:
    counts = limits(tiny)
    assert (counts.sources, counts.paragraphs, counts.coded_paragraphs) == (1, 5, 3)
    assert (counts.works, counts.unverified, counts.partly, counts.unsaid, counts.cautioned) == (5, 1, 1, 0, 1)
    assert (counts.records, counts.synthesis, counts.unplaced) == (15, 3, 1)  # E9 E14 E15; E14
    assert counts.other_facts == sum(not fact.primary for _, fact in tiny.facts.values())


def test_what_is_behind_a_conflict(tiny: Dataset, orchard: Dataset) -> None:
    assert conflict_members(tiny) == {"crew_dispute": ("S2", "S3")}
    assert conflict_members(orchard) == {"harvest_right": ("T04", "T05", "R07")}


def test_each_conflict_of_the_review_opens_to_two_sides(psw: Dataset) -> None:
    assert {name: members for name, members in conflict_members(psw).items() if len(members) < 2} == {}
