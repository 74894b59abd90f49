"""Series of the world year by year: few labels, the newest beside each other, and the page is there in seconds."""

import time
from pathlib import Path

import pytest

from components.policy.trend_frame import frame, ground
from components.policy.trend_labels import MOST_ENDS
from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.selection import Selection
from data.questions.trend_words import finding
from data.questions.trends import Trend, trends
from tests.app.conftest import Opener
from tests.app.views import said
from tests.sized import COUNTRIES, YEARS, write_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_world(tmp_path_factory.mktemp("world") / "dataset")


@pytest.fixture(scope="module")
def dataset(world: Path) -> Dataset:
    return load(world)


@pytest.fixture(scope="module")
def trend(dataset: Dataset) -> Trend:
    (found,) = trends(dataset, Selection(), tuple(dataset.jurisdictions))
    return found


def test_lines_are_labelled_at_their_ends_and_labels_stand_apart(dataset: Dataset, trend: Trend) -> None:
    assert len(trend.facts) == COUNTRIES * YEARS
    on = ground(dataset, trend)
    rows = frame(dataset, trend, on, None)
    assert len(rows) == COUNTRIES * YEARS, "every number is drawn"
    labels = rows[rows["head"].notna()].sort_values("at_y")
    assert len(labels) == MOST_ENDS
    assert set(labels["year"]) == {2023.0}
    assert {labels["number"].max(), labels["number"].min()} == {99, 40}, "the highest and the lowest are among them"
    assert labels["at_y"].diff().dropna().min() >= 25
    assert labels["at_y"].between(-5, on.height).all()


def test_what_many_series_show_is_counted(dataset: Dataset, trend: Trend) -> None:
    """Each country's number is 40 and a remainder by 60, so that 36 years on 24 of each 60 rose; here it is counted."""
    firsts = [40 + (at * 7 + 1988) % 60 for at in range(COUNTRIES)]
    lasts = [40 + (at * 7 + 2023) % 60 for at in range(COUNTRIES)]
    rose = sum(last > first for first, last in zip(firsts, lasts, strict=True))
    words = finding(dataset, trend)
    assert words.startswith(f"In 2023, {COUNTRIES} of {COUNTRIES} series reach from 40 (")
    assert f"{rose} rose, {COUNTRIES - rose} fell, 0 ended where they began." in words


def test_a_few_facts_are_labelled_each(tmp_path: Path) -> None:
    few = load(write_world(tmp_path / "few", countries=4, years=3))
    (found,) = trends(few, Selection(), tuple(few.jurisdictions))
    assert frame(few, found, ground(few, found), None)["head"].notna().sum() == 12


def test_jurisdictions_opens_on_all_of_them_in_three_seconds(open_view: Opener, world: Path) -> None:
    open_view("Method", folder=world)
    began = time.process_time()
    view = open_view("Jurisdictions", folder=world)
    taken = time.process_time() - began
    assert not view.exception
    assert f"{COUNTRIES} of {COUNTRIES} series reach" in said(view)
    # The overview that precedes, as a first page must, is in it, too.
    assert taken < 6, f"{taken:.1f} s of processor time"
