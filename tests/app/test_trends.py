"""Measures over time and the age of facts, as the pages show them."""

import json
from pathlib import Path

import pytest

from components.charts.trend import FOOT_LEADING, HEIGHT, plot, trend
from components.drawing.looks import STATUS_SHAPES
from components.drawing.show import chart as _chart  # noqa: F401 - the module loads without a page
from components.policy.trend_frame import frame, ground
from components.policy.trend_labels import Label, placed
from data.model.dataset import Dataset
from data.model.selection import Selection
from data.questions.trends import Trend, trends
from tests.app.conftest import Opener
from tests.app.views import (
    DATASETS,
    chart_frames,
    classed,
    containers,
    drawer,
    elements,
    grid_html,
    panel,
    said,
    text,
    tree,
)
from tests.app.views import chart as chart_message


def of(dataset: Dataset, measure: str, *places: str) -> Trend:
    (found,) = (each for each in trends(dataset, Selection(), places) if each.measure == measure)
    return found


CERTIFIED = {"places": ["us"], "series": "us_states_certification_programme"}


def test_a_measure_is_drawn_with_its_finding(open_view: Opener) -> None:
    view = open_view("Jurisdictions", CERTIFIED)
    message = chart_message(view, "trend")
    assert "three sources disagree on 2016: 44*, 45*, 41*." in message.alt
    assert message.alt.split(". ")[0] in said(view)
    drawn = chart_frames(view, "trend")[0].set_index("fact")
    # The line joins what counts the same and no source disputes; 2016 and 2024 (substance use) are points.
    assert list(drawn.index[drawn["line"].notna()]) == ["S006", "S007"]
    assert set(drawn.index[drawn["line"].isna()]) == {"S008", "S009", "S010", "S011"}
    assert drawn.loc["S009", "head"] == "44* ≠ 45* ≠ 41*", "41 is told for July 2016"
    assert drawn.loc[["S010", "S008"], "head"].isna().all()


def test_what_has_no_year_stands_beneath(open_view: Opener) -> None:
    view = open_view("Jurisdictions", {"places": ["us"], "series": "us_medicaid_mh_states"})
    assert "S005" not in set(chart_frames(view, "trend")[0]["fact"])
    assert "Not on the axis. No year stated: 26 states." in said(view)
    table = tree(
        next(h for e in elements(view.get_by_key("trend")) if e.type == "bidi_component" and (h := grid_html(e)))
    )
    rows = [text(row) for row in table.findall(".//tr")]
    assert any("no year stated" in row and "26 states" in row for row in rows)
    opens = [button.get("data-cell") for button in table.iter("button")]
    assert opens == ["S020", "S021", "S012", "S005"]


def test_all_measures_of_the_places_are_small_multiples(open_view: Opener, psw: Dataset) -> None:
    view = open_view("Jurisdictions")
    charts = [e for e in elements(view.get_by_key("trend")) if e.type == "vega_lite_chart"]
    assert len(charts) == len(trends(psw, Selection(), psw.headline)) == 9
    assert len({message.proto.alt for message in charts}) == 9


def test_without_the_supplement_it_is_said_that_there_is_none(open_view: Opener) -> None:
    view = open_view("Jurisdictions", {"supplement": "false"})
    assert not [e for e in elements(view.get_by_key("trend")) if e.type == "vega_lite_chart"]
    assert "No measure of these places is told for several years." in [c.value for c in view.caption]


def test_an_open_point_opens_its_fact_beside_the_charts(open_view: Opener) -> None:
    view = open_view("Jurisdictions", {**CERTIFIED, "lever": "certification", "place": "us", "point": "S009"})
    first = classed(panel(view), "head")[0]
    assert "S009" in text(first)
    assert "evidence_panel" in containers(view)
    assert drawer(view)["opened"] == "S009", "the row of the table that is open is marked"
    assert list(chart_frames(view, "trend")[0].query("opened")["fact"]) == ["S009"]


def test_a_point_of_another_cell_opens_nothing_here(open_view: Opener) -> None:
    view = open_view("Jurisdictions", {"lever": "staffing", "place": "ca_on", "point": "S009"})
    assert "evidence_panel" in containers(view)
    assert not [e for e in elements(view.get_by_key("trend")) if e.type == "html" and "Staffing" in e.proto.body]


@pytest.mark.parametrize("folder", [DATASETS / "orchard", DATASETS / "tiny", "silent", "single"], ids=str)
def test_it_stands_on_every_dataset(open_view: Opener, request: pytest.FixtureRequest, folder: Path | str) -> None:
    at = request.getfixturevalue(folder) if isinstance(folder, str) else folder
    view = open_view("Jurisdictions", folder=at)
    assert not view.exception
    assert "trend" in containers(view)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_status_is_told_by_shape_and_by_dashes(psw: Dataset, theme: str) -> None:
    shapes = [(shape.shape, shape.filled) for shape in STATUS_SHAPES.values()]
    assert len(set(shapes)) == len(shapes) == len({shape.dash for shape in STATUS_SHAPES.values()})
    assert STATUS_SHAPES["observed"].shape == "circle"
    assert STATUS_SHAPES["observed"].filled
    assert STATUS_SHAPES["planned"].shape.startswith("triangle")
    assert not STATUS_SHAPES["planned"].filled
    found = of(psw, "nhs_psw_plan", "uk")
    spec = trend(ground(psw, found), theme).to_dict()  # type: ignore[arg-type]
    assert [param["name"] for param in spec["params"]] == ["point"]
    scale = next(layer["encoding"]["y"]["scale"] for layer in spec["layer"] if "y" in layer["encoding"])
    assert scale["domain"][0] == 0
    assert '"title": "people"' in json.dumps(spec)


def test_below_zero_the_axis_still_holds_zero() -> None:
    on = plot("points", [2000, 2010], [-3.0, 4.0], ("a",))
    assert on.low < -3
    assert on.high > 4
    assert 0.0 in on.ticks


@pytest.mark.parametrize(("years", "numbers"), [([2000, 2001], [0.0, 0.0]), ([1, 9999], [1e-9, 1e12])])
def test_any_numbers_can_be_drawn(years: list[int], numbers: list[float]) -> None:
    on = plot("x", years, numbers, ("a",))
    assert on.low <= 0 < on.high
    assert 1 <= len(on.ticks) <= 7
    trend(on, "light").to_dict()


def test_no_label_covers_another(psw: Dataset) -> None:
    for found in trends(psw, Selection(), tuple(psw.jurisdictions)):
        on = ground(psw, found)
        rows = frame(psw, found, on, None).dropna(subset=["head"])
        assert rows["at_y"].between(-4, HEIGHT).all()
        boxes = []
        for row in rows.itertuples():
            lines = row.foot.split("\n")
            width = max(6.6 * len(row.head), *(4.9 * len(line) for line in lines))
            left = {"left": row.at_x, "center": row.at_x - width / 2, "right": row.at_x - width}[row.align]
            boxes.append((left, row.at_y - 9, left + width, row.at_y + 13 + FOOT_LEADING * (len(lines) - 1)))
        for n, one in enumerate(boxes):
            for other in boxes[n + 1 :]:
                across = min(one[2], other[2]) - max(one[0], other[0])
                down = min(one[3], other[3]) - max(one[1], other[1])
                assert across <= 3 or down <= 3, (found.measure, one, other)


def test_what_sets_a_label_apart_is_whole(psw: Dataset) -> None:
    # "2024 · certified in ment…" stood in a chart on a slide.
    found = next(each for each in trends(psw, Selection(), ("us",)) if _certified(psw, each))
    feet = frame(psw, found, ground(psw, found), None)["foot"].dropna()
    assert "2024 · certified in mental health and substance use" in {foot.replace("\n", " ") for foot in feet}
    assert not any("…" in foot for foot in feet)


def _certified(dataset: Dataset, found: Trend) -> bool:
    return any((dataset.facts[name][1].counts or "").startswith("certified in mental") for name in found.facts)


def test_a_label_is_nearest_to_its_own_point() -> None:
    on = plot("x", [2000, 2010], [1.0, 10.0], ("a",))
    spots = placed(on, [Label("9", "2009", 2009, (9.0,)), Label("10", "2010", 2010, (10.0,))], [])
    assert spots[0].y > spots[1].y


def test_old_and_undated_facts_are_marked_where_they_are_read(open_view: Opener) -> None:
    view = open_view("Jurisdictions", {"lever": "certification", "place": "us"})
    assert "14 years before this dataset's release" in text(panel(view))
    assert "Source last looked at 2026-11-22" in text(panel(view))
    assert "The primary source reaches to 2021; later changes are not in it." in text(panel(view))
    assert "shown facts rest on undated sources or state what is over 10 years old" in said(view)
    marks = {
        text(mark): mark.get("title")
        for e in view.get("bidi_component")
        if grid_html(e)
        for mark in classed(tree(grid_html(e)), "age")
    }
    assert {"old", "undated"} <= set(marks)
    assert str(marks["undated"]).startswith("Source undated")
