"""Lists that are saved: the picture shows some of them and says so, the data holds them all, row by row."""

import shutil
from datetime import date

import pytest

from components.exhibits.exhibit import Exhibit
from components.exhibits.sections import SAVED, entries
from components.view.view import view_of_link
from data.intake.loading import load
from data.model.dataset import Dataset
from tests.conftest import PROJECT

NEWEST_BARRIERS = "q=stigma&kinds=records&order=newest&directions=barrier"


def saved(dataset: Dataset, section: str, query: str = "") -> Exhibit:
    view = view_of_link(dataset, query, "https://dash.example", date(2026, 3, 9))
    return next(iter(SAVED[section](view)))


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Return the dataset of the review with its records in the embedded engine."""
    folder = shutil.copytree(PROJECT / "data" / "psw", tmp_path_factory.mktemp("embedded") / "psw")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POLICY_ENGINE", "duckdb")
        dataset = load(folder)
    assert not dataset.evidence.in_memory
    return dataset


def test_a_picture_of_a_list_says_how_many_it_shows_and_the_data_holds_all(psw: Dataset) -> None:
    for section, things, total in (("entries", "entries", 483), ("works", "works", 138)):
        exhibit = saved(psw, section)
        assert len(exhibit.table.rows) == entries.DRAWN == 40
        assert len(exhibit.sheet.rows) == total
        assert f"The picture shows the first 40 of {total} {things}; CSV and Excel hold all {total}." in exhibit.finding
        assert len({*exhibit.works, *exhibit.more_works}) == 138


def test_a_short_list_is_whole_and_says_what_it_is_narrowed_to(psw: Dataset) -> None:
    exhibit = saved(psw, "entries", NEWEST_BARRIERS)
    assert "The picture shows" not in exhibit.finding
    assert [row[0].text for row in exhibit.table.rows] == [row[0] for row in exhibit.sheet.rows]
    assert 0 < len(exhibit.sheet.rows) < entries.DRAWN
    assert {(row[1], row[2]) for row in exhibit.sheet.rows} == {("record", "barrier")}
    assert exhibit.filters == (
        "Places: all", "Direction: barrier", "Kinds: records", "Search: stigma", "Order: newest work first",
    )  # fmt: skip
    assert "show=" not in exhibit.link
    assert "order=newest" in exhibit.link


def test_what_is_beyond_the_limit_is_left_out_and_told(psw: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "MOST", 100)
    exhibit = saved(psw, "entries")
    assert len(exhibit.sheet.rows) == len(list(exhibit.sheet.rows)) == 100
    assert "CSV and Excel hold the first 100: narrow the list for the others." in exhibit.finding


def test_rows_are_fetched_a_few_at_a_time_and_are_those_of_the_list(
    psw: Dataset, embedded: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "_FETCHED", 50)
    for query in ("", NEWEST_BARRIERS, "places=us&order=most"):
        here, there = saved(psw, "entries", query), saved(embedded, "entries", query)
        # An engine lists records before facts and influences.
        assert sorted(map(str, there.sheet.rows)) == sorted(map(str, here.sheet.rows))
        assert [row[0].text for row in there.table.rows] == [row[0] for row in there.sheet.rows[:40]]
        assert there.sheet.rows[-1] == list(there.sheet.rows)[-1]
    assert "Those of the others stand in the data by their keys" in " ".join(saved(embedded, "entries").caveats)
    assert len(saved(embedded, "works").sheet.rows) == 138


def test_works_that_carry_a_caution_are_those_of_the_folder(psw: Dataset) -> None:
    exhibit = saved(psw, "cautions")
    assert [row[0] for row in exhibit.sheet.rows] == [work.key for work in psw.works.values() if work.cautions]


def test_coverage_counts_every_record_once(psw: Dataset) -> None:
    exhibit = saved(psw, "coverage")
    at = [field.name for field in exhibit.sheet.fields].index("records")
    assert sum(int(str(row[at])) for row in exhibit.sheet.rows) == len(psw.records)
