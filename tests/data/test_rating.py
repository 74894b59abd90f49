"""The rating of a cell, worked out by hand on the worked example, then asked of the code."""

import pandas as pd
import pytest

from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.selection import Selection
from data.questions.rating import cell_records, disagreement, factor_matrix, level_counts, rating
from tests.data.folders import append, write
from tests.data.snapshots import assert_unchanged, tables_of

# By hand, from evidence.csv: rating, helping, hindering, mixed, neutral, records, works, directed works.
BY_HAND = {
    ("licence", "aa"): ("+2", 2, 0, 0, 0, 2, 2, 2),  # E1 of Alpha, E2 of Beta
    ("licence", "no"): ("-1", 0, 2, 0, 0, 2, 1, 1),  # E12 and E13, both of Alpha: two records, one work
    ("licence", "aa_boat"): ("-1", 0, 1, 0, 0, 1, 1, 1),  # E11
    ("subsidy", "aa"): ("+1", 1, 0, 0, 1, 2, 2, 1),  # E3 directs; the work of E4, which is neutral, doesn't count
    ("piers", "aa"): ("mixed", 1, 1, 0, 0, 2, 2, 2),  # E5 helps, E6 hinders
    ("piers", "no"): ("-1", 0, 1, 0, 0, 1, 1, 1),  # E6, which names both places
    ("weather_watch", "aa"): ("mixed", 0, 0, 1, 0, 1, 2, 2),  # E7 is itself mixed, whatever its two works
    ("skill", "aa"): ("neutral", 0, 0, 0, 1, 1, 1, 0),  # E8
    ("skill", "anywhere"): ("+1", 1, 0, 0, 0, 1, 0, 0),  # E14, synthesis: no work is no work
    ("noise", "aa"): ("-1", 0, 1, 0, 0, 1, 0, 0),  # E9, synthesis
    ("fatigue", "aa"): ("-2", 0, 2, 0, 0, 2, 2, 2),  # E10 of Alpha and Beta, E15 of none
    ("fatigue", "aa_boat"): ("-1", 0, 1, 0, 0, 1, 0, 0),  # E15, which names both
}

# With parts, the night boat's E11 counts towards Alder as well; its E15 is Alder's already and counts once.
WITH_PARTS = {**BY_HAND, ("licence", "aa"): ("mixed", 2, 1, 0, 0, 3, 3, 3)}

MEASURES = ["rating", "helping", "hindering", "mixed", "neutral", "records", "works", "directed_works"]


def cells(matrix: pd.DataFrame) -> dict[tuple[str, str], tuple[object, ...]]:
    """Return a matrix as cells by factor and place."""
    return {(row["factor"], row["place"]): tuple(row[name] for name in MEASURES) for row in matrix.to_dict("records")}


def test_every_cell_by_hand(tiny: Dataset) -> None:
    assert cells(factor_matrix(tiny, Selection())) == BY_HAND


def test_every_rating_stands_in_the_worked_example() -> None:
    assert {values[0] for values in BY_HAND.values()} == {"+2", "+1", "mixed", "neutral", "-1", "-2"}


def test_every_cell_by_hand_with_parts(tiny: Dataset) -> None:
    assert cells(factor_matrix(tiny, Selection(parts=True))) == WITH_PARTS


def test_cells_come_in_the_order_of_the_screen(tiny: Dataset) -> None:
    matrix = factor_matrix(tiny, Selection())
    assert list(zip(matrix["factor"], matrix["place"], strict=True)) == list(BY_HAND)
    assert list(matrix.index) == list(range(len(BY_HAND)))


@pytest.mark.parametrize("parts", [False, True])
def test_asking_changes_no_table(tiny: Dataset, parts: bool) -> None:
    before = tables_of(tiny)
    matrix = factor_matrix(tiny, Selection(parts=parts, works=("alpha_2010",), levels=("deck",)))
    kept = matrix.copy(deep=True)
    disagreement(matrix)
    pd.testing.assert_frame_equal(matrix, kept)
    level_counts(tiny, Selection(parts=parts))
    cell_records(tiny, Selection(parts=parts), "licence", "aa")
    assert_unchanged(tiny, before)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((2, 0, 0, 2), "+2"), ((1, 0, 0, 5), "+2"), ((9, 0, 0, 1), "+1"), ((1, 0, 0, 0), "+1"),
        ((0, 2, 0, 2), "-2"), ((0, 9, 0, 1), "-1"), ((0, 1, 0, 0), "-1"),
        ((1, 1, 0, 2), "mixed"), ((5, 0, 1, 9), "mixed"), ((0, 0, 1, 0), "mixed"), ((0, 0, 0, 0), "neutral"),
    ],
)  # fmt: skip
def test_the_rule(counts: tuple[int, int, int, int], expected: str) -> None:
    assert rating(*counts) == expected


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        # One work of two is left, so the strength goes.
        (Selection(works=("alpha_2010",), factors=("licence",), places=("aa",)), {("licence", "aa"): "+1"}),
        # One direction of two is left, so that nothing points the other way.
        (Selection(directions=("facilitator",), factors=("piers",)), {("piers", "aa"): "+1"}),
        (Selection(bases=("synthesis",)), {("skill", "anywhere"): "+1", ("noise", "aa"): "-1", ("fatigue", "aa"): "-1",
                                           ("fatigue", "aa_boat"): "-1"}),
        (Selection(levels=("shore",), places=("no",)), {("licence", "no"): "-1", ("piers", "no"): "-1"}),
        (Selection(domains=("people",), places=("aa_boat",)), {("fatigue", "aa_boat"): "-1"}),
        (Selection(levels=("shore",), domains=("people",)), {}),
        (Selection(places=("anywhere",), parts=True), {("skill", "anywhere"): "+1"}),
    ],
)  # fmt: skip
def test_the_rating_is_that_of_what_the_filters_leave(
    tiny: Dataset, selection: Selection, expected: dict[tuple[str, str], str]
) -> None:
    assert {cell: values[0] for cell, values in cells(factor_matrix(tiny, selection)).items()} == expected


def test_disagreement_by_hand(tiny: Dataset) -> None:
    shares = disagreement(factor_matrix(tiny, Selection()))
    # Licence: Alder +, Norway -, the boat -: two of three pairs disagree. Fatigue: both -. The others have one place.
    assert shares == {"licence": pytest.approx(2 / 3), "fatigue": 0.0}
    # With parts Alder's licence is mixed and leaves the pairs.
    assert disagreement(factor_matrix(tiny, Selection(parts=True))) == {"licence": 0.0, "fatigue": 0.0}


def test_records_behind_a_cell(tiny: Dataset) -> None:
    assert cell_records(tiny, Selection(), "licence", "aa") == ("E1", "E2")
    assert cell_records(tiny, Selection(parts=True), "licence", "aa") == ("E1", "E2", "E11")
    assert cell_records(tiny, Selection(works=("beta_2015",)), "licence", "aa") == ("E2",)
    assert cell_records(tiny, Selection(places=("no",)), "licence", "aa") == ("E1", "E2"), "the cell names its place"
    assert cell_records(tiny, Selection(), "noise", "no") == ()


@pytest.mark.parametrize("name", ["tiny", "orchard", "psw"])
@pytest.mark.parametrize("parts", [False, True])
def test_a_cell_counts_the_records_behind_it(name: str, parts: bool, request: pytest.FixtureRequest) -> None:
    dataset: Dataset = request.getfixturevalue(name)
    selection = Selection(parts=parts)
    for row in factor_matrix(dataset, selection).to_dict("records"):
        behind = [dataset.records[r] for r in cell_records(dataset, selection, row["factor"], row["place"])]
        directed = [record for record in behind if record.direction != "neutral"]
        ways = ("facilitator", "barrier", "mixed", "neutral")
        counted = tuple(sum(record.direction == way for record in behind) for way in ways)
        assert row["records"] == len(behind) > 0
        assert (row["helping"], row["hindering"], row["mixed"], row["neutral"]) == counted
        assert row["works"] == len({work for record in behind for work in record.works})
        assert row["directed_works"] == len({work for record in directed for work in record.works})


def test_levels_by_hand(tiny: Dataset) -> None:
    counts = level_counts(tiny, Selection(places=("aa", "no")))
    found = {(row["level"], row["place"]): row for row in counts.to_dict("records")}
    assert {key: (row["helping"], row["hindering"], row["other"], row["records"]) for key, row in found.items()} == {
        ("shore", "aa"): (4, 1, 1, 6),  # E1 E2 E3 E5 help, E6 hinders, E4 neutral
        ("shore", "no"): (0, 3, 0, 3),  # E12 E13 E6
        ("deck", "aa"): (0, 3, 2, 5),  # E9 E10 E15 hinder, E7 mixed, E8 neutral
    }


def test_no_record_at_all_is_no_cell(tiny_copy) -> None:
    folder = tiny_copy()
    write("evidence.csv", (folder / "evidence.csv").read_bytes().splitlines(keepends=True)[0])(folder)
    empty = load(folder)
    for parts in (False, True):
        matrix = factor_matrix(empty, Selection(parts=parts))
        assert matrix.empty
        assert list(matrix.columns) == ["factor", "place", *MEASURES]
    assert disagreement(matrix) == {}
    assert cell_records(empty, Selection(), "licence", "aa") == ()
    assert level_counts(empty, Selection()).empty


def test_a_work_named_twice_in_a_cell_is_one_work(tiny_copy) -> None:
    folder = tiny_copy()
    append("evidence.csv", "E16,ONE-2,piers,facilitator,no;no,finding,beta_2015; beta_2015 ;,Piers help.\n")(folder)
    dataset = load(folder)
    assert dataset.records["E16"].places == ("no",)
    assert dataset.records["E16"].works == ("beta_2015",)
    found = cells(factor_matrix(dataset, Selection(directions=("facilitator",))))
    assert found["piers", "no"] == ("+1", 1, 0, 0, 0, 1, 1, 1)
