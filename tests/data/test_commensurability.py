"""Which numbers may share an axis, worked out by hand on the worked example."""

import pytest

from data.model.dataset import Dataset
from data.model.records import Fact
from data.questions.commensurability import (
    FULL_TIME_UNITS,
    Reason,
    commensurable,
    comparable_groups,
    reasons,
    weekly_hours,
)
from tests.data.snapshots import assert_unchanged, tables_of

# The facts with numbers: F1 0.5 FTE required per boat; S2 0.66 and S3 0.5 FTE observed per boat; F3 1 FTE required
# per boat; F4 35 percent observed per worker; F2, of another lever, 0, with neither unit nor count, status none.
APART = {
    ("F1", "F3"): [],
    ("S2", "S3"): [],
    ("F1", "S3"): ["status"],
    ("F1", "F4"): ["unit", "status", "what they count"],
    ("S3", "F4"): ["unit", "what they count"],
    ("F1", "F2"): ["lever", "unit", "status", "what they count"],
    ("F1", "S1"): ["number"],
}


def fact(**fields: object) -> Fact:
    """Return a fact that is commensurable with itself, but for what is given."""
    given = {"id": "X", "lever": "crew", "value": "x", "status": "observed", "number": 1.0, "unit": "FTE",
             "counts": "per boat", "works": ("a",)}  # fmt: skip
    return Fact.model_validate({**given, **fields})


@pytest.mark.parametrize("pair", APART)
def test_reasons_by_hand(tiny: Dataset, pair: tuple[str, str]) -> None:
    first, second = (tiny.facts[name][1] for name in pair)
    assert [reason.aspect for reason in reasons(first, second)] == APART[pair]
    assert [reason.aspect for reason in reasons(second, first)] == APART[pair]
    assert commensurable(first, second) is not APART[pair]
    assert commensurable(first, second) == (not APART[pair])


def test_a_reason_says_both_sides(tiny: Dataset) -> None:
    said = [str(reason) for reason in reasons(tiny.facts["F1"][1], tiny.facts["F4"][1])]
    assert said == [
        "unit: FTE / percent of full-time",
        "status: required / observed",
        "what they count: per boat / per worker",
    ]
    assert str(Reason("unit", None, "FTE")) == "unit: not stated / FTE"


@pytest.mark.parametrize("field", ["unit", "counts"])
def test_what_neither_states_cannot_be_shown_to_agree(field: str) -> None:
    silent = fact(**{field: None})
    assert not commensurable(silent, silent)
    assert not commensurable(silent, fact())
    assert commensurable(fact(), fact())


def test_groups_by_hand(tiny: Dataset) -> None:
    before = tables_of(tiny)
    facts = [tiny.facts[name] for name in ("F1", "S3", "S2", "F4", "F3")]
    groups = comparable_groups(facts)
    assert [[fact.id for _, fact in group] for group in groups] == [["F1", "F3"], ["S3", "S2"], ["F4"]]
    assert comparable_groups([]) == []
    assert_unchanged(tiny, before)


def test_numbers_without_a_count_stand_each_alone() -> None:
    facts = [("a", fact(counts=None)), ("b", fact(counts=None))]
    assert [len(group) for group in comparable_groups(facts)] == [1, 1]


def test_hours_of_a_share(tiny: Dataset) -> None:
    assert weekly_hours(tiny.facts["F1"][1], 40.0) == pytest.approx(20.0)
    assert weekly_hours(tiny.facts["F4"][1], 40.0) == pytest.approx(14.0)
    assert weekly_hours(fact(unit=" fte "), 37.0) == pytest.approx(37.0)
    assert weekly_hours(fact(unit="hours/week"), 40.0) is None
    assert weekly_hours(fact(unit=None), 40.0) is None
    assert weekly_hours(fact(number=None), 40.0) is None
    assert weekly_hours(fact(number=0), 40.0) == 0.0
    assert set(FULL_TIME_UNITS) == {"fte", "percent of full-time"}
