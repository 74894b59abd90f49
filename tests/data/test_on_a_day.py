"""What is in place on a day: one rule, by the facts' own dates, for cells, lists, files and the API."""

import json
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.view.parameters import parse
from data.intake.loading import load
from data.lists.library import passing
from data.model.dataset import Dataset
from data.model.records import Fact
from data.model.selection import Selection
from data.questions.cells import cell_of, in_force, over_words
from data.questions.policy import numbers, policy_table
from tests.conftest import DATASETS
from tests.data.folders import append

DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


def with_facts(folder: Path, *facts: dict[str, object]) -> Dataset:
    """Return the worked example with these facts of the logbook, of which it has none, in Norway."""
    base = {"lever": "logbook", "value": "x", "status": "required", "works": ["beta_2015"]}
    lines = [f"  - {json.dumps({'id': f'Z{n}'} | base | fact)}\n" for n, fact in enumerate(facts)]
    append("jurisdictions/no.yaml", "".join(lines))(folder)
    return load(folder)


@pytest.mark.parametrize(
    ("on", "state", "shown", "over"),
    [
        # Z0 holds from 15 March 2020 to 1 June 2021, Z1 from 2021 on; on both days of 2021 the newer one stands first.
        ("2020-03-14", "not_in_force", "Z1", {"Z0": "not before 2020-03-15", "Z1": "not before 2021"}),
        ("2020-03-15", "reported", "Z0", {"Z1": "not before 2021"}),
        ("2020-12-31", "reported", "Z0", {"Z1": "not before 2021"}),
        ("2021", "reported", "Z1", {}),
        ("2021-05-31", "reported", "Z1", {}),
        ("2021-06-01", "reported", "Z1", {"Z0": "ended 2021-06-01"}),
    ],
)
def test_by_hand(tiny_copy: Callable[[], Path], on: str, state: str, shown: str, over: dict[str, str]) -> None:
    dataset = with_facts(
        tiny_copy(),
        {"from": "2020-03-15", "to": "2021-06-01", "as_of": "2020"},
        {"from": "2021", "as_of": "2021", "number": 3},
    )
    cells = policy_table(dataset, Selection(on=on), tuple(dataset.jurisdictions))
    cell = cells["logbook", "no"]
    assert (cell.state, cell.shown) == (state, shown)
    assert {name: words for name in cell.facts if (words := over_words(dataset, cell, name))} == over
    assert passing(dataset, Selection(on=on)) & {"Z0", "Z1"} == set(cell.present)
    assert ("no", dataset.facts["Z1"][1]) in numbers(dataset, cells, "logbook") or "Z1" in cell.over


def test_a_none_ends_what_was_there_from_its_own_day_on(tiny_copy: Callable[[], Path]) -> None:
    dataset = with_facts(tiny_copy(), {"as_of": "2010"}, {"status": "none", "as_of": "2018-05"})

    def state(on: str) -> tuple[str, tuple[str, ...]]:
        cell = policy_table(dataset, Selection(on=on), ("no",))["logbook", "no"]
        return cell.state, cell.over

    assert state("2018-05-01") == ("explicitly_none", ("Z0",))
    assert state("2018-04-30")[1] == (), "nobody had ended it yet"


@given(starts=st.none() | DAYS, ends=st.none() | DAYS, on=DAYS)
def test_in_force_from_its_first_day_until_the_day_before_its_end(
    starts: date | None, ends: date | None, on: date
) -> None:
    if starts and ends and ends <= starts:
        starts, ends = ends, starts + timedelta(days=1)
    fact = Fact.model_validate(
        {
            "id": "X", "lever": "v", "value": "x", "status": "required", "works": ["w"],
            "from": starts and starts.isoformat(), "to": ends and ends.isoformat(),
        }
    )  # fmt: skip
    assert in_force(fact, on) == ((starts is None or starts <= on) and (ends is None or on < ends))


@given(on=DAYS)
def test_a_gap_stays_a_gap_on_every_day(tiny: Dataset, on: date) -> None:
    """No day makes a silence into a statement, and what the sources say nothing of isn't over either."""
    for lever in tiny.levers:
        for place in tiny.jurisdictions:
            cell = cell_of(tiny, lever, place, (), on=on)
            assert cell.state in ("not_reported", "not_applicable")


@settings(deadline=None)
@given(first=DAYS, later=DAYS)
def test_what_is_in_place_changes_on_days_that_the_facts_name_alone(
    dated_facts: Dataset, first: date, later: date
) -> None:
    """Between two days of which no fact speaks nothing changes."""
    named = (date(2020, 3, 15), date(2021, 6, 1), date(2021, 1, 1), date(2024, 1, 1))
    first, later = min(first, later), max(first, later)
    if any(first < day <= later for day in named):
        return
    cells = [
        policy_table(dated_facts, Selection(on=day.isoformat()), ("no",))["logbook", "no"] for day in (first, later)
    ]
    assert cells[0] == cells[1]


@pytest.fixture(scope="module")
def dated_facts(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Return the worked example with two facts that start and end."""
    folder = Path(shutil.copytree(DATASETS / "tiny", tmp_path_factory.mktemp("dated") / "dataset"))
    return with_facts(folder, {"from": "2020-03-15", "to": "2021-06-01"}, {"from": "2021", "to": "2024"})


@pytest.mark.parametrize("text", ["2021", "2021-03", "2021-03-01", "1000", "9999-12-31"])
def test_a_day_a_month_and_a_year_stand_in_the_address(dated_facts: Dataset, text: str) -> None:
    assert parse({"on": [text]}, dated_facts)[0]["on"] == text
    assert parse({"on": [text]}, dated_facts)[1] == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2021-02-30",
        "21-03-01",
        "2021-3-1",
        "2021-03-01T00:00",
        "0000",
        "0999",
        "0999-12-31",
        "٢٠٢١",
        "2021\n",
    ],
)
def test_what_is_no_day_is_dropped_and_said(dated_facts: Dataset, text: str) -> None:
    values, (dropped,) = parse({"on": [text]}, dated_facts)
    assert values["on"] is None
    assert "such as 2021-03-01" in dropped.hint


def test_without_dates_every_day_is_as_today(tiny: Dataset) -> None:
    assert not tiny.dated
    assert parse({"on": ["2021"]}, tiny)[1] == ()
    places = tuple(tiny.jurisdictions)
    assert policy_table(tiny, Selection(on="2021"), places) == policy_table(tiny, Selection(), places)
