"""What stands behind all cells at once is what stands behind each of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.selection import Selection
from data.questions.behind import behind_cells, lacking
from data.questions.rating import cell_records, factor_matrix
from tests.data.snapshots import assert_unchanged, tables_of


def test_by_hand(tiny: Dataset) -> None:
    behind = behind_cells(tiny, Selection())
    assert behind.records["piers", "aa"] == ("E5", "E6")
    assert behind.works["piers", "aa"] == ("alpha_2010", "gamma_2018")
    assert behind.records["noise", "aa"] == ("E9",)
    assert ("noise", "aa") not in behind.works  # synthesis: no work is no work
    assert ("noise", "no") not in behind.records
    assert behind_cells(tiny, Selection(works=("beta_2015",))).records["licence", "aa"] == ("E2",)


@pytest.mark.parametrize("columns", ["places", "countries", "works", "fare"])
@pytest.mark.parametrize("selection", [Selection(), Selection(parts=True), Selection(directions=("barrier",))])
def test_same_as_asked_one_by_one(tiny: Dataset, columns: str, selection: Selection) -> None:
    before = tables_of(tiny)
    behind = behind_cells(tiny, selection, columns)
    rated = factor_matrix(tiny, selection, columns)
    cells = list(zip(rated["factor"], rated["place"], strict=True))
    assert set(behind.records) == set(cells)
    for factor, column in cells:
        assert behind.records[factor, column] == cell_records(tiny, selection, factor, column, columns)
    works = {cell: len(keys) for cell, keys in behind.works.items()}
    counted = zip(cells, rated["works"], strict=True)
    assert {cell: works.get(cell, 0) for cell in cells} == {cell: int(count) for cell, count in counted}
    assert_unchanged(tiny, before)


def test_of_how_many_records_the_lack_is_what_hinders(tiny_copy: Callable[[], Path]) -> None:
    """E12 says that the lack hinders, E4 is neutral: only what has a direction is counted."""
    folder = tiny_copy()
    lines = (folder / "evidence.csv").read_text(encoding="utf-8").splitlines()
    lacks = ("E12,", "E4,", "E11,")
    rows = [f"{lines[0]},aspect", *(f"{line},{'lack' if line.startswith(lacks) else ''}" for line in lines[1:])]
    (folder / "evidence.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    dataset = load(folder)
    assert lacking(dataset, Selection()) == {("licence", "no"): 1, ("licence", "aa_boat"): 1}
    assert lacking(dataset, Selection(parts=True)) == {
        ("licence", "no"): 1, ("licence", "aa_boat"): 1, ("licence", "aa"): 1,
    }  # fmt: skip
    assert lacking(dataset, Selection(cited=True)) == {("licence", "no"): 1}
    assert lacking(dataset, Selection(), "works") == {("licence", "alpha_2010"): 1, ("licence", "gamma_2018"): 1}


def test_without_a_lack_nothing_is_counted(tiny: Dataset) -> None:
    assert lacking(tiny, Selection()) == {}
