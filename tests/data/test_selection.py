"""Filters apply, and say in words what they do."""

import dataclasses

import pytest

from data.model.dataset import Dataset
from data.model.filters import chosen_factors, chosen_places, chosen_records, placed, selection_words
from data.model.frames import collected
from data.model.selection import FILTERS, Selection
from tests.data.snapshots import assert_unchanged, tables_of

ALL = ("licence", "subsidy", "piers", "weather_watch", "skill", "noise", "fatigue")


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), ALL),
        (Selection(levels=("shore",)), ALL[:3]),
        (Selection(domains=("people",)), ALL[3:]),
        (Selection(factors=("noise", "licence")), ("licence", "noise")),
        (Selection(levels=("shore",), factors=("noise", "licence")), ("licence",)),
        (Selection(levels=("shore",), domains=("people",)), ()),
        (Selection(directions=("mixed",), works=("alpha_2010",)), ALL),
    ],
)
def test_factors_that_are_left(tiny: Dataset, selection: Selection, expected: tuple[str, ...]) -> None:
    assert chosen_factors(tiny, selection) == expected


def test_places_come_in_the_order_of_the_screen(tiny: Dataset) -> None:
    assert chosen_places(tiny, Selection()) == ("aa", "no", "aa_boat", "anywhere")
    assert chosen_places(tiny, Selection(places=("aa_boat", "no"))) == ("no", "aa_boat")


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), ()),
        (Selection(places=("aa", "no")), ("Places: Alder, Norway",)),
        (Selection(levels=("deck",)), ("Level: Deck",)),
        (Selection(domains=("rules",)), ("Domain: Rules",)),
        (Selection(factors=("weather_watch",)), ("Factor: Weather watch",)),
        (Selection(directions=("barrier",)), ("Direction: barrier",)),
        (Selection(bases=("synthesis",)), ("Basis: Synthesis",)),
        (Selection(works=("beta_2015",)), ("Cited work: Beta and Bravo 2015",)),
        (Selection(works=("gamma_2018",)), ("Cited work: Gamma et al. 2018",)),
        (Selection(parts=True), ("Programmes and regions count under their country, too",)),
        (Selection(supplement=False), ("Facts of the primary source only",)),
        (Selection(cited=True), ("Only sources that were checked",)),
        (Selection(on="2021-03"), ("In place on 2021-03",)),
    ],
)
def test_each_filter_in_words(tiny: Dataset, selection: Selection, expected: tuple[str, ...]) -> None:
    assert selection_words(tiny, selection) == expected


def test_every_filter_has_words(tiny: Dataset) -> None:
    """A filter that is on and goes unsaid would let a picture lie."""
    on = {
        "places": ("aa",), "levels": ("deck",), "domains": ("rules",), "factors": ("noise",), "directions": ("mixed",),
        "bases": ("finding",), "works": ("alpha_2010",), "parts": True, "supplement": False,
        "cited": True, "on": "2021-03-01",
    }  # fmt: skip
    assert set(on) == set(FILTERS)
    for name, value in on.items():
        assert len(selection_words(tiny, Selection(**{name: value}))) == 1, name
    assert len(selection_words(tiny, Selection(**on))) == len(on)


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(directions=("mixed", "neutral")), ["E4", "E7", "E8"]),
        (Selection(bases=("synthesis",)), ["E9", "E14", "E15"]),
        (Selection(works=("gamma_2018",)), ["E6", "E11"]),
        (Selection(works=("gamma_2018", "beta_2015")), ["E2", "E4", "E6", "E7", "E10", "E11"]),
        (Selection(works=("beta_2015",), directions=("barrier",)), ["E10"]),
        (Selection(factors=("piers",)), ["E5", "E6"]),
        (Selection(works=("delta_2016",)), []),
        # Of gamma_2018 alone only the citation was seen: E6 and E11 rest on nothing else, E4 and E9 on no work at all.
        (Selection(cited=True, directions=("barrier",)), ["E9", "E10", "E12", "E13", "E15"]),
        (Selection(cited=True, works=("gamma_2018", "beta_2015")), ["E2", "E4", "E7", "E10"]),
    ],
)
def test_records_that_are_left(tiny: Dataset, selection: Selection, expected: list[str]) -> None:
    before = tables_of(tiny)
    frame = collected(chosen_records(tiny.tables, tiny, selection))
    assert sorted(frame["id"], key=lambda name: int(name[1:])) == expected
    assert_unchanged(tiny, before)


def test_where_a_record_counts(tiny: Dataset) -> None:
    def at(selection: Selection) -> set[tuple[str, str]]:
        pairs = collected(placed(tiny.tables, tiny.tables.record_place, selection))
        assert not pairs.duplicated().any()
        return {(row["id"], row["place"]) for row in pairs.to_dict("records") if row["id"] in ("E11", "E15")}

    own = {("E11", "aa_boat"), ("E15", "aa"), ("E15", "aa_boat")}
    assert at(Selection()) == own
    assert at(Selection(parts=True)) == own | {("E11", "aa")}
    assert at(Selection(parts=True, places=("aa",))) == {("E11", "aa"), ("E15", "aa")}


@pytest.mark.parametrize("name", ["directions", "bases", "works"])
def test_what_narrows_evidence(name: str) -> None:
    assert Selection(**{name: ("x",)}).narrows_evidence()
    assert Selection(cited=True).narrows_evidence()
    assert Selection(places=("x",), parts=True, cited=True, **{name: ("x",)}).of_cells == Selection(("x",), parts=True)
    assert not Selection(places=("x",), factors=("x",), parts=True).narrows_evidence()


def test_a_selection_is_frozen_and_can_be_a_key() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Selection().parts = True  # type: ignore[misc]
    assert hash(Selection(places=("a",))) == hash(Selection(places=("a",)))


def test_what_facts_heed() -> None:
    everything = Selection(
        ("aa",), ("deck",), ("rules",), ("noise",), ("mixed",), ("finding",), ("alpha_2010",), parts=True,
        supplement=False, cited=True,
    )  # fmt: skip
    assert everything.of_facts == Selection(places=("aa",), parts=True, supplement=False, cited=True)
    assert Selection(directions=("mixed",)).of_facts == Selection()
