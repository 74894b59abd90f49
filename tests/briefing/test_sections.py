"""The exhibits of a briefing: worked out by hand on the worked example, and whole on every dataset."""

from datetime import date

import pytest

from components.exhibits.exhibit import Exhibit
from components.exhibits.sections import SAVED
from components.view.parameters import categorized
from components.view.view import view_of_link
from data.model.dataset import Dataset

BASKET = {"tiny": "basket=E6&basket=S2&basket=I1", "psw": "basket=E001&basket=S010&basket=I001&home=ch", "orchard": ""}


def exhibits(dataset: Dataset, section: str, query: str = "") -> dict[str, Exhibit]:
    view = view_of_link(dataset, query, "https://dash.example", date(2026, 3, 9))
    return {exhibit.name: exhibit for exhibit in SAVED[section](view)}


def texts(exhibit: Exhibit) -> list[list[str]]:
    return [[cell.text for cell in row] for row in exhibit.table.rows]


def test_the_policy_table_says_the_shown_fact_its_status_its_source_and_its_gaps(tiny: Dataset) -> None:
    table = exhibits(tiny, "policy")["policy-table"]
    crew = next(row for row in table.table.rows if row[0].text == tiny.levers["crew"].name)
    assert crew[1].text == "0.5 FTE: Half of a post on every boat"
    assert crew[1].detail == "■ required · no year stated · ONE-2 · +3 · sources disagree"
    assert set(crew[1].behind) == {"F1", "S1", "S2", "S3"}
    assert crew[2].text == "35% of full-time: A ferry worker holds 35 % of a full post"
    fare = next(row for row in table.table.rows if row[0].text == tiny.levers["fare"].name)
    assert (fare[2].kind, fare[2].text) == ("none", "No fare")
    assert table.filters == ("Places: headline places",)
    assert any("two reports differ (S2, S3)" in caveat for caveat in table.caveats)


def test_the_references_of_a_table_are_those_of_the_facts_that_it_shows(tiny: Dataset) -> None:
    table = exhibits(tiny, "policy", "places=aa")["policy-table"]
    # Shown are F1 (alpha) and F2 (no work but the source itself); S1 to S4 stand behind them.
    assert table.works == ("source_2020", "alpha_2010")
    assert set(table.all_works) == {"source_2020", "alpha_2010", "beta_2015", "gamma_2018", "delta_2016"}


def test_a_gap_is_told_apart_from_none_and_from_not_applicable(psw: Dataset) -> None:
    table = exhibits(psw, "policy")["policy-table"]
    kinds = {cell.kind: cell.text for row in table.table.rows for cell in row[1:]}
    assert kinds["gap"] == "– not reported"
    assert {"value", "gap", "none"} <= set(kinds)
    said = " ".join(sign.words for sign in table.legend)
    assert "explicitly none" in said
    assert "a gap, not a 'no'" in said


def test_ontario_and_switzerland_stand_in_two_measures_with_the_reason(psw: Dataset) -> None:
    numbers = exhibits(psw, "staffing", "places=ca_on&places=ch&supplement=false&week=38")["numbers"]
    assert [words for _, words in numbers.table.bands] == [
        "required, FTE, per ACT team",
        "observed, percent of full-time, per peer support worker",
    ]
    assert [row[1].text for row in numbers.table.rows] == ["0.5 FTE", "35% of full-time"]
    assert [row[2].text for row in numbers.table.rows] == ["19", "13.3"]
    assert numbers.caveats[0].startswith("≠ Not the same measure")
    assert "status: required ≠ observed" in numbers.caveats[1]
    assert "assumed full-time week of 38 hours" in numbers.caveats[2]


def test_the_matrix_holds_ratings_worked_out_by_hand_and_empty_gaps(tiny: Dataset) -> None:
    matrix = exhibits(tiny, "matrix")["factors"]
    names = [field.name for field in matrix.sheet.fields]
    rows = {(row[0], row[2]): dict(zip(names, row, strict=True)) for row in matrix.sheet.rows}
    licence = rows["licence", "aa"]
    assert (licence["rating"], licence["records"], licence["works"], licence["record_ids"]) == (
        "facilitator_2",
        2,
        2,
        "E1; E2",
    )
    gap = rows["noise", "no"]
    assert (gap["rating"], gap["records"], gap["works"]) == ("no_record", None, None)
    fatigue = rows["fatigue", "aa"]
    assert (fatigue["rating"], fatigue["hindering"], fatigue["record_ids"]) == ("barrier_2", 2, "E10; E15")
    shown = {cell.text for row in matrix.table.rows for cell in row}
    assert {"▲▲ 2", "▼▼ 2", "–"} <= shown


def test_filters_stand_in_words_and_narrow_what_is_shown(tiny: Dataset) -> None:
    matrix = exhibits(tiny, "matrix", "places=no&directions=barrier")["factors"]
    assert matrix.filters == ("Places: Norway", "Direction: barrier")
    assert {detail.id for detail in matrix.details} == {"E6", "E12", "E13"}
    assert matrix.works == ("source_2020", "gamma_2018", "alpha_2010")
    assert any("rated on the records that the filters leave" in caveat for caveat in matrix.caveats)


def test_a_trend_says_that_sources_disagree_and_joins_nothing(tiny: Dataset) -> None:
    trend = exhibits(tiny, "trends")["trend-1-crew-size"]
    assert [row[0].text for row in trend.table.rows] == ["2015", "2018"]
    assert all("sources disagree" in row[2].detail for row in trend.table.rows)
    assert "≠" in {sign.sign for sign in trend.legend}


def test_the_records_are_those_of_the_basket_in_its_order(tiny: Dataset) -> None:
    records = exhibits(tiny, "records", BASKET["tiny"])["records"]
    assert [row[0].text for row in records.table.rows] == ["E6", "S2", "I1"]
    assert "gamma_2018" in records.works
    assert not exhibits(tiny, "records")


def test_without_a_place_of_ours_there_are_no_lessons(psw: Dataset) -> None:
    assert not exhibits(psw, "lessons")
    assert "lessons-levers" in exhibits(psw, "lessons", "home=ch")


@pytest.mark.parametrize("section", SAVED)
@pytest.mark.parametrize("name", ["tiny", "psw", "orchard"])
def test_every_exhibit_carries_what_it_must(name: str, section: str, request: pytest.FixtureRequest) -> None:
    dataset: Dataset = request.getfixturevalue(name)
    shown = exhibits(dataset, section, BASKET[name])
    for exhibit in shown.values():
        assert exhibit.section == section
        assert exhibit.title
        assert exhibit.filters
        assert exhibit.finding
        assert exhibit.link.startswith("https://dash.example/")
        assert set(exhibit.all_works) <= set(dataset.works)
        assert all(len(row) == len(exhibit.table.columns) for row in exhibit.table.rows)
        assert all(len(row) == len(exhibit.sheet.fields) for row in exhibit.sheet.rows)
        assert exhibit.sheet.rows
        gaps = [cell for row in exhibit.table.rows for cell in row if cell.kind == "gap" and cell.text == "–"]
        assert not gaps or any("gap" in sign.words for sign in exhibit.legend), exhibit.name
        behind = {name for row in exhibit.table.rows for cell in row for name in cell.behind}
        assert behind <= {detail.id for detail in exhibit.details}, exhibit.name


def test_every_lens_of_the_matrix_is_an_exhibit(psw: Dataset) -> None:
    for columns in ("countries", "works", *categorized(psw)):
        shown = exhibits(psw, "matrix", f"columns={columns}")
        assert len(shown) == 1
        assert next(iter(shown.values())).table.rows


def test_names_are_unique_within_a_briefing_of_all_sections(psw: Dataset) -> None:
    names = [name for section in SAVED for name in exhibits(psw, section, BASKET["psw"])]
    assert len(names) == len(set(names))
