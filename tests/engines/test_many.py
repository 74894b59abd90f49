"""Many records are never listed: of a list its page is fetched, and a search ends when it is broken off."""

import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from bench.growth.generate import write_generated
from data.intake.loading import load
from data.lists import listing as listed
from data.lists.findable import index
from data.lists.library import entries
from data.lists.listing import Listing, listing
from data.model.dataset import Dataset
from data.model.evidence import BrokenOffError, Cancel
from data.model.frames import Lazy
from data.model.search import query
from data.model.selection import Selection

RECORDS, PAGE = 120_000, 50


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Return a dataset of more records than are held in memory, chosen by their number alone."""
    dataset = load(write_generated(tmp_path_factory.mktemp("many") / "set", RECORDS))
    assert not dataset.evidence.in_memory
    return dataset


def asked(dataset: Dataset, text: str = "", **filters: object) -> Listing:
    return listing(dataset, index(dataset, entries(dataset)), Selection(**filters), (), "source", query(text))


@pytest.mark.parametrize(
    ("text", "filters"),
    [("", {}), ("stigma", {}), ("", {"works": ("w0100", "w0200", "w0300")}), ("pay", {"places": ("p001", "p050")})],
)
def test_a_page_is_fetched_and_no_more(
    many: Dataset, monkeypatch: pytest.MonkeyPatch, text: str, filters: dict[str, tuple[str, ...]]
) -> None:
    fetched: list[int] = []
    rows: list[int] = []
    held, told = type(many.evidence).records, listed.collected

    def records(evidence: object, ids: Iterable[str]) -> object:
        names = list(ids)
        fetched.append(len(names))
        return held(evidence, names)

    def collected(frame: Lazy) -> pd.DataFrame:
        answer = told(frame)
        rows.append(len(answer))
        return answer

    monkeypatch.setattr(type(many.evidence), "records", records)
    monkeypatch.setattr(listed, "collected", collected)
    found = asked(many, text, **filters)
    assert found.records > 2 * PAGE
    assert len(found.page(PAGE, PAGE)) == PAGE
    assert fetched == [PAGE]
    assert max(rows) == 2 * PAGE, "the places in the list up to the page's end"


def test_a_search_is_counted_by_the_engine(many: Dataset) -> None:
    """Three of a statement's words are drawn from eighteen; a claim's number stands in its text."""
    assert len(asked(many, "stigma").page(0, PAGE)) == PAGE
    share = asked(many, "stigma").records / RECORDS
    assert abs(share - (1 - (17 / 18) ** 3)) < 0.01
    (entry, *others) = asked(many, '"claim 777"').page(0, PAGE)
    assert entry.id == "E000000777"
    assert [other for other in others if other.kind == "records"] == []


def test_a_search_ends_when_it_is_broken_off(many: Dataset) -> None:
    cancels: list[Cancel] = []
    begun = threading.Event()

    def ask() -> None:
        with many.evidence.cancellable() as cancel:
            cancels.append(cancel)
            begun.set()
            while True:
                asked(many, "stigma trust pay").page(0, PAGE)

    with ThreadPoolExecutor(1) as worker:
        running = worker.submit(ask)
        assert begun.wait(30)
        time.sleep(0.2)  # the engine is in the middle of it
        cancels[0]()
        with pytest.raises((BrokenOffError, duckdb.InterruptException)):
            running.result(60)


def test_folders_are_the_same_for_the_same_number(tmp_path: Path) -> None:
    first, second = (write_generated(tmp_path / name, 300) for name in ("one", "two"))
    rows = [duckdb.sql(f"FROM '{folder / 'evidence.parquet'}'").fetchall() for folder in (first, second)]
    assert rows[0] == rows[1]
