"""The factor matrix on its way to the screen, counted by hand on the worked example."""

import pandas as pd
import pytest

from components.charts.heatmap import Axes
from components.drawing.looks import NO_RECORD, RATINGS
from components.factors import matrix
from data.model.dataset import Dataset
from data.model.selection import Selection
from data.questions.lenses import lens
from data.questions.rating import factor_matrix


def _matrix(
    dataset: Dataset, *, hide: bool = True, sort: str = "codebook", **filters: tuple[str, ...]
) -> tuple[pd.DataFrame, Axes, matrix.Hidden]:
    selection = Selection(**filters)  # type: ignore[arg-type]
    rated = factor_matrix(dataset, selection)
    axes, hidden = matrix.axes(dataset, selection, lens(dataset, selection, "places"), rated, hide=hide, sort=sort)
    return rated, axes, hidden


def test_rows_and_columns_stand_in_the_order_of_the_screen(tiny: Dataset) -> None:
    _, axes, hidden = _matrix(tiny)
    assert [name for name, _ in axes.rows] == [
        "licence", "subsidy", "piers", "weather_watch", "skill", "noise", "fatigue",
    ]  # fmt: skip
    assert [name for name, _ in axes.columns] == ["aa", "no", "aa_boat", "anywhere"]
    assert axes.columns[0] == ("aa", "Alder")
    assert axes.apart == "anywhere"
    assert hidden == matrix.Hidden((), ())


def test_bands_begin_at_each_domain_and_name_a_level_once(tiny: Dataset) -> None:
    _, axes, _ = _matrix(tiny)
    assert axes.bands == (("licence", 3, "Rules", "Shore"), ("weather_watch", 4, "People", "Deck"))


def test_what_holds_no_record_is_hidden_and_named(tiny: Dataset) -> None:
    _, axes, hidden = _matrix(tiny, directions=("mixed",))
    assert [name for name, _ in axes.rows] == ["weather_watch"]
    assert [name for name, _ in axes.columns] == ["aa"]
    assert hidden.columns == ("Norway", "Alder night boat", "General literature")
    assert len(hidden.factors) == 6
    assert axes.apart is None


def test_nothing_is_hidden_where_the_reader_asks_for_all(tiny: Dataset) -> None:
    _, axes, hidden = _matrix(tiny, hide=False, directions=("mixed",))
    assert (len(axes.rows), len(axes.columns)) == (7, 4)
    assert hidden == matrix.Hidden((), ())


def test_rows_sorted_by_evidence_hold_no_bands(tiny: Dataset) -> None:
    _, axes, _ = _matrix(tiny, sort="evidence")
    # licence: E1 E2 E11 E12 E13; piers: E5, E6 twice; fatigue: E10, E15 twice; subsidy and skill: two each.
    assert [name for name, _ in axes.rows] == [
        "licence", "piers", "fatigue", "subsidy", "skill", "weather_watch", "noise",
    ]  # fmt: skip
    assert axes.bands == ()


# Factor, place, measure, what the cell says.
SAID = (
    ("licence", "aa", "rating", "+2", "▲ 2"),
    ("licence", "no", "rating", "-1", "▼ 1"),
    ("licence", "no", "records", "-1", "2"),
    ("piers", "aa", "rating", "mixed", "◆ 2"),
    ("skill", "aa", "rating", "neutral", "○ 1"),
    ("skill", "anywhere", "rating", "+1", "▲"),
    ("skill", "anywhere", "works", "+1", "0"),
    ("noise", "aa", "rating", "-1", "▼"),
    ("fatigue", "aa", "works", "-2", "2"),
    # One of its two works helps, the other saw no effect.
    ("subsidy", "aa", "rating", "+1", "▲ 1/2"),
    ("subsidy", "no", "rating", "none", "–"),
    ("subsidy", "no", "records", "none", "–"),
    ("subsidy", "no", "works", "none", "–"),
)


@pytest.mark.parametrize(("factor", "place", "measure", "rating", "label"), SAID)
def test_a_cell_says_what_was_counted(
    tiny: Dataset, factor: str, place: str, measure: str, rating: str, label: str
) -> None:
    rated, axes, _ = _matrix(tiny, hide=False)
    frame = matrix.cells(axes, rated, measure)
    (row,) = frame[(frame["factor"] == factor) & (frame["place"] == place)].to_dict("records")
    assert (row["rating"], row["label"]) == (rating, label)
    assert row["words"] == (NO_RECORD if rating == "none" else RATINGS[rating]).words


def test_every_cell_is_there_once_and_no_shade_leaves_its_range(tiny: Dataset) -> None:
    rated, axes, _ = _matrix(tiny, hide=False)
    for measure in ("rating", "records", "works"):
        frame = matrix.cells(axes, rated, measure)
        assert len(frame) == len(frame.drop_duplicates(["factor", "place"])) == 28
        assert frame["shade"].between(0, 1).all()
        assert (frame.loc[frame["rating"] == "none", "shade"] == 0).all()


def test_the_finding_is_counted(tiny: Dataset) -> None:
    rated, axes, hidden = _matrix(tiny)
    # +: licence and subsidy at aa, skill anywhere; -: licence at no and on the boat, piers at no, noise and fatigue
    # at aa, fatigue on the boat; mixed: piers and the watch at aa; neutral: skill at aa.
    said = matrix.finding(axes, rated, hidden)
    assert "12 of 28 cells hold a record: 3 rated as facilitators, 6 as barriers, 2 mixed" in said
    assert "1 neutral" in said
    assert "“Licence” is reported" in said
    assert "(3)" in said


def test_nothing_left_is_said_so(tiny: Dataset) -> None:
    rated, axes, hidden = _matrix(tiny, works=("delta_2016",))
    assert matrix.finding(axes, rated, hidden) == "No record passes these filters."


def test_the_input_is_not_altered(tiny: Dataset) -> None:
    rated, axes, hidden = _matrix(tiny)
    before = rated.copy(deep=True)
    frame = matrix.cells(axes, rated, "works")
    drawn = frame.copy(deep=True)
    matrix.finding(axes, rated, hidden)
    pd.testing.assert_frame_equal(rated, before)
    pd.testing.assert_frame_equal(frame, drawn)


@pytest.mark.parametrize("count", [1, 5, 20, 200])
def test_a_column_is_wide_enough_for_a_sign_and_a_number(count: int) -> None:
    axes = Axes(rows=(), columns=tuple((str(n), "x") for n in range(count)), bands=())
    assert 36 <= matrix.column_step(axes) <= 74
