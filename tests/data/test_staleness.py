"""How old what a fact states is: by hand, and never by the clock of the machine."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from data.intake.loading import load
from data.model.dataset import Dataset
from data.questions import staleness as module
from data.questions.staleness import (
    OLD_AFTER_YEARS,
    Staleness,
    age_words,
    checked_words,
    cut_off_words,
    staleness,
    summary,
)
from tests.data.folders import replace


def of(dataset: Dataset, name: str) -> Staleness:
    return staleness(dataset, dataset.facts[name][1])


def words(dataset: Dataset, name: str) -> tuple[str, ...]:
    return age_words(dataset, dataset.facts[name][1])


# The review's dataset was released in 2026; its primary source reaches to 2021.
BY_HAND = (
    # Of 2008 by its own year; the work is of 2012.
    ("F044", Staleness(2008, True, 18, False, False), "old",
     ("Stated for 2008, 18 years before this dataset's release",)),
    # No year of its own; its one work is of 2012.
    ("F003", Staleness(2012, False, 14, False, False), "old",
     ("The newest source cited is of 2012, 14 years before this dataset's release",)),
    # The newest of three works counts: 2020.
    ("F005", Staleness(2020, False, 6, False, False), "", ()),
    # Ten years are not more than ten.
    ("S009", Staleness(2016, True, 10, False, False), "", ()),
    # Its work has no year, and it has one of its own.
    ("S091", Staleness(2019, True, 7, True, False), "undated", ("Source undated",)),
    # 2015/16 reaches into 2016, ten years ago: a range is as old as its end.
    ("S090", Staleness(2016, True, 10, True, False), "undated", ("Source undated",)),
    # Nothing at all is dated.
    ("S005", Staleness(None, False, None, True, False), "undated", ("Source undated",)),
    # What came after the primary source's last year.
    ("S011", Staleness(2024, True, 2, False, True), "", ("Later than 2021, where the primary source ends",)),
)  # fmt: skip


@pytest.mark.parametrize(("name", "found", "mark", "said"), BY_HAND, ids=[row[0] for row in BY_HAND])
def test_by_hand(psw: Dataset, name: str, found: Staleness, mark: str, said: tuple[str, ...]) -> None:
    assert of(psw, name) == found
    assert found.mark == mark
    assert words(psw, name) == said


def test_when_a_source_was_last_looked_at_is_told_or_missed(psw: Dataset) -> None:
    assert checked_words(psw.facts["S009"][1]) == "Source last looked at 2026-11-22"
    assert checked_words(psw.facts["F003"][1]) == "When its source was last looked at isn't told"


def test_a_primary_fact_that_cites_nothing_is_as_old_as_the_primary_source(tiny: Dataset) -> None:
    assert of(tiny, "F2") == Staleness(2020, False, -8, False, False)


def test_the_summary_counts_each_fact_once(psw: Dataset) -> None:
    said = summary(psw, ["F044", "F003", "F005", "S009", "S091", "S005", "S005"])
    assert said == (
        f"4 of 6 shown facts rest on undated sources or state what is over {OLD_AFTER_YEARS} years old. "
        "The primary source reaches to 2021; later changes are not in it."
    )
    assert summary(psw, []) == cut_off_words(psw)


def test_without_a_release_date_no_age_is_told(tiny_copy: Callable[[], Path]) -> None:
    folder = tiny_copy()
    replace("dataset.yaml", 'released: "2012-05-07"\n', "")(folder)
    replace("dataset.yaml", 'coded_until: "2021-12-31"\n', "")(folder)
    dataset = load(folder)
    assert of(dataset, "S2") == Staleness(2015, True, None, False, False)
    assert cut_off_words(dataset) == ""
    assert summary(dataset, ["S2"]) == (
        "0 of 1 shown fact rests on undated sources; without the dataset's release date no age can be told."
    )


def test_no_clock_is_read() -> None:
    imported = {
        name
        for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (getattr(node, "module", None), *(alias.name for alias in node.names))
    }
    assert not imported & {"datetime", "time", "date"}
