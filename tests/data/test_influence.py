"""Links and chains between factors, worked out by hand, then asked of the code."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.selection import Selection
from data.questions.influence import Link, behind, chosen_influences, distances, focus, influence_pairs, kept, links
from data.questions.influence_summary import summary
from tests.data.folders import append
from tests.data.snapshots import assert_unchanged, tables_of

# A ring a -> b -> c -> a, a way in (x -> a) and a way out (c -> y -> z); b weakens c as well.
RING: list[Link] = [
    ("x", "a", "+"), ("a", "b", "+"), ("b", "c", "+"), ("b", "c", "-"), ("c", "a", "-"), ("c", "y", "+"),
    ("y", "z", "-"),
]  # fmt: skip


@pytest.fixture
def ring() -> pd.DataFrame:
    return pd.DataFrame(
        [(*link, 1, 1) for link in RING], columns=["from_factor", "to_factor", "sign", "statements", "works"]
    )


def counted(pairs: pd.DataFrame) -> dict[Link, tuple[int, int]]:
    return dict(zip(links(pairs), zip(pairs["statements"], pairs["works"], strict=True), strict=True))


def test_links_are_counted_with_their_statements_and_distinct_works(tiny: Dataset) -> None:
    before = tables_of(tiny)
    assert counted(influence_pairs(tiny, Selection())) == {
        ("subsidy", "skill", "+"): (1, 1),
        ("skill", "fatigue", "-"): (1, 0),
        ("noise", "fatigue", "+"): (1, 0),
    }
    assert_unchanged(tiny, before)


def test_one_work_behind_two_statements_is_one_work_and_both_signs_are_two_links(
    tiny_copy: Callable[[], Path],
) -> None:
    folder = tiny_copy()
    append(
        "influences.csv",
        "I4,subsidy,skill,+,TWO-1,alpha_2010;beta_2015,Again.\nI5,subsidy,skill,-,TWO-1,alpha_2010,The other way.\n",
    )(folder)
    dataset = load(folder)
    pairs = influence_pairs(dataset, Selection())
    assert counted(pairs)["subsidy", "skill", "+"] == (2, 2)
    assert counted(pairs)["subsidy", "skill", "-"] == (1, 1)
    assert behind(dataset, Selection())["subsidy", "skill", "+"] == ("I1", "I4")


@pytest.mark.parametrize(
    ("selection", "left"),
    [
        (Selection(levels=("deck",)), {"I2", "I3"}),  # I1 starts on the shore: one end isn't enough
        (Selection(levels=("shore",)), set()),
        (Selection(factors=("skill", "fatigue")), {"I3"}),
        (Selection(works=("alpha_2010",)), {"I1"}),
        (Selection(works=("alpha_2010",), levels=("deck",)), set()),
        (Selection(places=("aa",), directions=("barrier",), bases=("finding",)), {"I1", "I2", "I3"}),  # don't apply
    ],
)
def test_an_influence_passes_where_both_of_its_factors_do(tiny: Dataset, selection: Selection, left: set[str]) -> None:
    assert set(chosen_influences(tiny, selection)["id"]) == left


def test_distances_go_round_a_ring_once(ring: pd.DataFrame) -> None:
    assert distances(ring, "b", "upstream") == {"b": 0, "a": 1, "x": 2, "c": 2}
    assert distances(ring, "b", "downstream") == {"b": 0, "c": 1, "a": 2, "y": 2, "z": 3}
    assert distances(ring, "z", "downstream") == {"z": 0}


def test_a_focus_keeps_the_links_of_each_side_by_step(ring: pd.DataFrame) -> None:
    held = focus(ring, "b")
    assert held.upstream == {
        ("a", "b", "+"): 1, ("x", "a", "+"): 2, ("c", "a", "-"): 2, ("b", "c", "+"): 3, ("b", "c", "-"): 3,
    }  # fmt: skip
    assert held.downstream == {
        ("b", "c", "+"): 1, ("b", "c", "-"): 1, ("c", "a", "-"): 2, ("c", "y", "+"): 2, ("a", "b", "+"): 3,
        ("y", "z", "-"): 3,
    }  # fmt: skip
    assert held.circular == {"a", "c"}
    assert held.step(("b", "c", "-")) == 1
    assert held.step(("x", "b", "+")) == 0


def test_steps_bound_both_sides(ring: pd.DataFrame) -> None:
    near = focus(ring, "b", 1)
    assert set(near.upstream) == {("a", "b", "+")}
    assert set(near.downstream) == {("b", "c", "+"), ("b", "c", "-")}
    assert links(kept(ring, near)) == [("a", "b", "+"), ("b", "c", "+"), ("b", "c", "-")]
    assert ("y", "z", "-") not in focus(ring, "b", 2).downstream
    assert focus(ring, "b", 3) == focus(ring, "b")
    assert not focus(ring, "nowhere").holds_links


def test_a_factor_that_acts_on_itself_is_one_step_round(ring: pd.DataFrame) -> None:
    own = focus(ring.assign(to_factor=ring["from_factor"]).head(1), "x")
    assert own.upstream == own.downstream == {("x", "x", "+"): 1}


def test_the_summary_counts_levels_and_ends(tiny: Dataset) -> None:
    found = summary(tiny, influence_pairs(tiny, Selection()))
    assert (found.links, found.statements, found.factors, found.stronger, found.weaker) == (3, 3, 4, 2, 1)
    assert found.across == 1
    assert found.routes == {("shore", "deck"): 1, ("deck", "deck"): 2}
    assert list(found.incoming.items()) == [("fatigue", 2), ("skill", 1)]
    assert found.outgoing == {"subsidy": 1, "skill": 1, "noise": 1}


def test_the_review_is_counted_whole(psw: Dataset) -> None:
    pairs = influence_pairs(psw, Selection())
    assert int(pairs["statements"].sum()) == len(psw.influences)
    assert sum(map(len, behind(psw, Selection()).values())) == len(psw.influences)
    assert not pairs.duplicated(["from_factor", "to_factor", "sign"]).any()


def test_no_influence_is_no_link(tiny: Dataset) -> None:
    assert influence_pairs(tiny, Selection(factors=("piers",))).empty
    assert behind(tiny, Selection(factors=("piers",))) == {}
