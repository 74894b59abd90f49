"""What is behind a cell: each word and number one click from its record, counted here again by hand."""

import csv
import math
import re
from pathlib import Path

import pytest
import yaml
from streamlit.testing.v1 import AppTest

from components.panel.panel import records_html
from data.model.dataset import Dataset
from data.model.selection import Selection
from data.questions.rating import factor_matrix
from tests.app.conftest import Opener
from tests.app.views import (
    PSW,
    chart,
    classed,
    containers,
    grid,
    matrix_cells,
    matrix_view,
    panel,
    said,
    text,
    tree,
    widgets,
    within,
)

PLACES = {
    file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in (PSW / "jurisdictions").glob("*.yaml")
}


def _rows(name: str) -> list[dict[str, str]]:
    with (PSW / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


RECORDS = _rows("evidence.csv")
WORKS = {row["key"]: row for row in _rows("works.csv")}
CELLS: dict[tuple[str, str], list[dict[str, str]]] = {}
for _record in RECORDS:
    for _place in _record["jurisdictions"].split(";"):
        CELLS.setdefault((_record["factor"], _place), []).append(_record)


def rated(records: list[dict[str, str]]) -> str:
    """Rate a cell by the table of the dataset contract, apart from the code that the pages use."""
    directed = [record for record in records if record["direction"] != "neutral"]
    directions = {record["direction"] for record in directed}
    works = {work for record in directed for work in record["works"].split(";") if work}
    if not directed:
        return "neutral"
    if directions == {"facilitator"}:
        return "+2" if len(works) > 1 else "+1"
    if directions == {"barrier"}:
        return "-2" if len(works) > 1 else "-1"
    return "mixed"


# The factor matrix


def test_the_picture_holds_the_ratings_counted_by_hand(open_view: Opener) -> None:
    frame = matrix_cells(open_view("Factors", {"empty": "false"}))
    assert len(frame) == len(frame.drop_duplicates(["factor", "place"]))
    for row in frame.to_dict("records"):
        behind = CELLS.get((row["factor"], row["place"]), [])
        works = {work for record in behind for work in record["works"].split(";") if work}
        assert row["rating"] == (rated(behind) if behind else "none")
        assert (row["records"], row["works"]) == (len(behind), len(works))
    assert set(CELLS) <= set(zip(frame["factor"], frame["place"], strict=True))


def test_the_text_alternative_states_what_was_counted_by_hand(open_view: Opener) -> None:
    view = open_view("Factors")
    said = matrix_view(view)["finding"]
    ratings = [rated(records) for records in CELLS.values()]
    rows, columns = {factor for factor, _ in CELLS}, {place for _, place in CELLS}
    assert f"{len(CELLS)} of {len(rows) * len(columns)} cells" in said
    assert f"{sum(r.startswith('+') for r in ratings)} rated as facilitators" in said
    assert f"{sum(r.startswith('-') for r in ratings)} as barriers" in said
    assert f"{ratings.count('mixed')} mixed" in said
    for place in set(PLACES) - columns:
        assert PLACES[place].get("short_label") or PLACES[place]["label"] in said


def test_the_text_alternative_follows_the_filters(open_view: Opener) -> None:
    left = {cell: kept for cell, all_ in CELLS.items() if (kept := [r for r in all_ if r["direction"] == "barrier"])}
    said = matrix_view(open_view("Factors", {"directions": "barrier"}))["finding"]
    rows, columns = {factor for factor, _ in left}, {place for _, place in left}
    assert f"{len(left)} of {len(rows) * len(columns)} cells" in said
    assert f"0 rated as facilitators, {len(left)} as barriers" in said


def test_the_overviews_levels_are_counted_by_hand(open_view: Opener, psw: Dataset) -> None:
    said = chart(open_view("Overview"), "levels").alt
    for level in psw.levels.values():
        held = {place for factor, place in CELLS if psw.level_of(factor) == level.id} & set(psw.headline)
        assert f"{len(held)} of {len(psw.headline)} places have a record at {level.name.lower()} level" in said


@pytest.mark.parametrize("measure", ["rating", "records", "works"])
def test_a_gap_is_never_a_zero(open_view: Opener, measure: str) -> None:
    frame = matrix_cells(open_view("Factors", {"empty": "false", "measure": measure}))
    gaps = frame[frame["rating"] == "none"]
    # A gap is a tick without a letter: no label, no colour of a rating.
    assert set(gaps["label"]) == {""}
    assert set(gaps["words"]) == {"no record in this source"}
    held = frame[frame["rating"] != "none"]
    assert "–" not in set(held["label"])
    synthesis = held[held["works"] == 0]
    assert len(synthesis)
    if measure == "works":
        assert set(synthesis["label"]) == {"0"}


OPENED = (("certification", "au"), ("certification", "general"), ("medical_model", "au"), ("mandate", "us"))


@pytest.mark.parametrize(("factor", "place"), OPENED)
def test_an_open_cell_shows_its_records(open_view: Opener, psw: Dataset, factor: str, place: str) -> None:
    view = open_view("Factors", {"factor": factor, "place": place})
    assert "evidence_panel" in containers(view)
    shown = panel(view)
    words = text(shown)
    assert psw.factors[factor].name in words
    assert psw.jurisdictions[place].label in words
    items = {item.get("id"): item for item in shown.iter("li") if item.get("id")}
    assert list(items) == [record["id"] for record in CELLS[factor, place]]
    for record in CELLS[factor, place]:
        item = items[record["id"]]
        assert " ".join(record["statement"].split()) in text(item)
        assert record["direction"] in text(item)
        assert [text(chip) for chip in classed(item, "chip")] == [record["paragraph"]]
        assert psw.codebook.sections[record["paragraph"].split("-")[0]] in text(item)
        links = [link.get("href") for link in item.iter("a")]
        for key in filter(None, record["works"].split(";")):
            work = WORKS[key]
            if work["doi"]:
                assert f"https://doi.org/{work['doi']}" in links
                assert work["doi"] in text(item)
            assert work["title"] in text(item)


def test_every_cell_holds_its_records_and_no_others(psw: Dataset) -> None:
    everything = Selection()
    matrix = factor_matrix(psw, everything)
    for (factor, place), records in CELLS.items():
        shown = tree(records_html(psw, everything, matrix, factor, place))
        assert [e.get("id") for e in shown.iter("li") if e.get("id")] == [r["id"] for r in records]
        for record in records:
            assert " ".join(record["statement"].split()) in text(shown)


def test_a_study_carried_out_elsewhere_is_told(open_view: Opener) -> None:
    assert WORKS["fan_2018"]["study_country"] == "China"
    cautions = [
        text(c) for c in classed(panel(open_view("Factors", {"factor": "certification", "place": "au"})), "caution")
    ]
    # The work's own note names the country of the study and what it is cited for: that isn't said twice.
    (own,) = [caution for caution in cautions if "carried out in China" in caution]
    assert own.startswith("A study carried out in China; cited for certification in Australia")
    cell = {"lever": "certification", "place": "au"}
    assert text(panel(open_view("Jurisdictions", cell))).count("study carried out in China") == 1


def test_a_study_of_the_place_itself_bears_no_such_caution(open_view: Opener) -> None:
    assert WORKS["burr_2020"]["study_country"] == "Switzerland"
    cell = {"lever": "staffing", "place": "ch", "supplement": "false"}
    assert "Study carried out" not in text(panel(open_view("Jurisdictions", cell)))


@pytest.mark.parametrize(("verified", "words"), [("partial", "Only partly verified"), ("no", "Not verified")])
def test_a_work_that_is_not_verified_is_told(open_view: Opener, verified: str, words: str) -> None:
    doubtful = {key for key, work in WORKS.items() if work["verified"] == verified}
    cells = [cell for cell, records in CELLS.items() if any(doubtful & set(r["works"].split(";")) for r in records)]
    if not cells:
        pytest.skip(f"the review cites no work that is verified: {verified}")
    factor, place = cells[0]
    shown = panel(open_view("Factors", {"factor": factor, "place": place}))
    assert any(words in text(caution) for caution in classed(shown, "caution"))


def test_a_record_in_a_conflict_says_on_what(open_view: Opener, psw: Dataset) -> None:
    record = next(r for r in RECORDS if r["id"] == "E110")
    assert "E110" in psw.about.conflicts["ch_pay"]
    place = record["jurisdictions"].split(";")[0]
    shown = panel(open_view("Factors", {"factor": record["factor"], "place": place}))
    assert any(psw.about.conflicts["ch_pay"] in text(c) for c in classed(shown, "conflict"))


@pytest.mark.parametrize(("factor", "place"), [("certification", "eu_fr"), ("economic_case", "jp")])
def test_a_cell_without_a_record_says_gap(open_view: Opener, factor: str, place: str) -> None:
    assert (factor, place) not in CELLS
    shown = panel(open_view("Factors", {"factor": factor, "place": place}))
    assert "gap" in text(shown)
    assert "No record in this source" in text(shown)
    assert not list(shown.iter("li"))


def test_half_an_open_cell_opens_nothing(open_view: Opener) -> None:
    for params in ({"factor": "certification"}, {"place": "au"}):
        assert "evidence_panel" not in containers(open_view("Factors", params))
        assert "evidence_panel" not in containers(open_view("Jurisdictions", params))


def test_the_two_boxes_open_a_cell(open_view: Opener) -> None:
    view = open_view("Factors")
    widgets(view)["factor"].set_value("certification").run()
    assert "evidence_panel" not in containers(view)
    widgets(view)["place"].set_value("au").run()
    assert "Formal training and certification" in text(panel(view))
    assert dict(view.query_params) == {"factor": "certification", "place": "au"}


def test_what_is_behind_a_cell_heeds_the_filters(open_view: Opener) -> None:
    cell = {"factor": "remuneration", "place": "general"}
    directions = {r["direction"] for r in CELLS["remuneration", "general"]}
    assert len(directions) > 1
    shown = panel(open_view("Factors", cell | {"directions": "facilitator"}))
    left = [r["id"] for r in CELLS["remuneration", "general"] if r["direction"] == "facilitator"]
    assert [e.get("id") for e in shown.iter("li") if e.get("id")] == left
    assert "rated on the records that the filters leave" in text(shown)


# The policy table


@pytest.mark.parametrize("title", ["Overview", "Jurisdictions"])
def test_a_policy_cell_shows_its_facts(open_view: Opener, psw: Dataset, title: str) -> None:
    shown = panel(open_view(title, {"lever": "staffing", "place": "ca_on"}))
    words = text(shown)
    assert "Staffing" in words
    assert "Ontario (Assertive Community Treatment)" in words
    for fact in (f for f in PLACES["ca_on"]["facts"] if f["lever"] == "staffing"):
        item = next(e for e in shown.iter("li") if e.get("id") == fact["id"])
        for told in (fact["value"], f"{fact['number']:g} {fact['unit']}", fact["counts"], fact["status"]):
            assert told in text(item)
        if "paragraph" in fact:
            assert [text(chip) for chip in classed(item, "chip")] == [fact["paragraph"]]
            assert "Regulatory & Political Context" in text(item)
        for key in fact.get("works", []):
            if WORKS[key]["doi"]:
                assert f"https://doi.org/{WORKS[key]['doi']}" in [link.get("href") for link in item.iter("a")]


def test_a_policy_cell_whose_sources_disagree_says_on_what(open_view: Opener, psw: Dataset) -> None:
    view = open_view("Jurisdictions", {"lever": "reported_result", "place": "ca_on"})
    conflicts = [text(c) for c in classed(panel(view), "conflict")]
    assert conflicts == [f"Sources disagree. {psw.about.conflicts['on_recruitment']}"]
    marked = {cell.opens for cell in grid(view) if "disagree" in cell.text}
    by_hand = {
        f"{fact['lever']} {place}" for place in psw.headline for fact in PLACES[place]["facts"] if fact.get("conflict")
    }
    assert marked == by_hand


def test_a_lever_without_a_fact_says_gap(open_view: Opener) -> None:
    assert not [f for f in PLACES["au"]["facts"] if f["lever"] == "staffing"]
    shown = panel(open_view("Jurisdictions", {"lever": "staffing", "place": "au"}))
    assert "a gap in what is known, not an absence of policy" in text(shown)
    assert not list(shown.iter("li"))


def test_the_four_states_stand_apart_without_colour(open_view: Opener) -> None:
    cells = {(c.row, c.column): c for c in grid(open_view("Jurisdictions", {"places": ["au", "ch", "general"]}))}
    assert cells["Bindingness", "Switzerland"].kind == "none"
    assert "✗" in cells["Bindingness", "Switzerland"].text
    assert "explicitly none" in cells["Bindingness", "Switzerland"].text
    assert (cells["Staffing", "Australia"].kind, cells["Staffing", "Australia"].text) == ("gap", "– not reported")
    assert cells["Staffing", "General literature"].text == "⊘ not applicable"
    assert "● observed" in cells["Staffing", "Switzerland"].text


def test_each_cell_counts_its_facts(open_view: Opener, psw: Dataset) -> None:
    names = {psw.jurisdictions[place].name: place for place in psw.headline}
    levers = {lever.name: lever.id for lever in psw.levers.values()}
    for cell in grid(open_view("Jurisdictions")):
        facts = [f for f in PLACES[names[cell.column]]["facts"] if f["lever"] == levers[cell.row]]
        assert cell.opens == f"{levers[cell.row]} {names[cell.column]}", "a gap says what it is, too"
        assert bool(facts) == (cell.kind not in ("gap", "na"))
        more = re.search(r"\+(\d+)(, \d+ to the contrary)?$", cell.text)
        assert (int(more.group(1)) if more else 0) == max(0, len(facts) - 1)


# Numbers side by side


def _numbers(view: AppTest) -> tuple[str, list[str]]:
    shown = within(view, "staffing")
    return text(shown), [text(section) for section in shown.iter("section")]


def test_ontario_and_switzerland_are_not_the_same_measure(open_view: Opener) -> None:
    words, groups = _numbers(open_view("Jurisdictions", {"places": ["ca_on", "ch"], "supplement": "false"}))
    assert "Not the same measure" in words
    reasons = words.partition("Ontario")[0]
    for aspect in ("unit: FTE ≠ percent of full-time", "status: required ≠ observed"):
        assert aspect in reasons
    assert "what they count: per ACT team ≠ per peer support worker" in reasons
    assert len(groups) == 2
    assert "0.5 FTE" in groups[0]
    assert "35% of full-time" in groups[1]


def test_no_bar_is_drawn_for_numbers_that_stand_alone(open_view: Opener) -> None:
    alone = within(open_view("Jurisdictions", {"places": ["ca_on", "ch"], "supplement": "false"}), "staffing")
    assert not classed(alone, "bar")
    together = within(open_view("Jurisdictions", {"places": "au", "numbers": "workforce"}), "staffing")
    assert classed(together, "bar")


@pytest.mark.parametrize("week", [40.0, 37.5, 42.0])
def test_the_converter_shows_its_assumption(open_view: Opener, week: float) -> None:
    view = open_view("Jurisdictions", {"places": ["ca_on", "ch"], "supplement": "false"})
    widgets(view)["week"].set_value(week).run()
    _, groups = _numbers(view)
    for group, share in zip(groups, (0.5, 0.35), strict=True):
        hours = float(re.search(r"= ([\d.]+) hours a week", group).group(1))  # type: ignore[union-attr]
        assert math.isclose(hours, share * week, rel_tol=0.01)
        assert f"if a full-time week has {week:g} hours" in group


def test_numbers_of_one_measure_share_a_group(open_view: Opener) -> None:
    _, groups = _numbers(open_view("Jurisdictions", {"places": "au", "numbers": "workforce"}))
    series = next(group for group in groups if "FTE per 1,000 FTE" in group)
    assert "3.5 FTE per 1,000 FTE" in series
    assert "4.6 FTE per 1,000 FTE" in series


def test_the_folder_read_by_hand_is_the_one_on_screen(psw: Dataset) -> None:
    assert set(psw.records) == {record["id"] for record in RECORDS}
    assert Path(psw.folder).name == PSW.name


def test_a_level_that_the_filters_leave_out_has_no_panel(open_view: Opener) -> None:
    """Where only one level is chosen, nothing is said of the others: they were not asked for."""
    words = said(open_view("Factors", {"levels": ["meso"]}))
    assert "places have a record at meso level" in words
    assert "at macro level" not in words
