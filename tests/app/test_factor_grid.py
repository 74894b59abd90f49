"""What the browser is given of the factor matrix: rows, columns, cells and margins in the order of the screen."""

from typing import Any

import pandas as pd
import pytest

from components.charts.heatmap import Axes
from components.drawing import looks
from components.factors import matrix
from components.factors.factor_grid import grid_view
from components.factors.factor_view import factor_view
from data.model.dataset import Dataset
from data.model.selection import Selection
from tests.app.conftest import Opener
from tests.app.test_evidence import CELLS, PLACES
from tests.app.views import grid_html, matrix_view, text, tree


def shown(dataset: Dataset, sort: str = "codebook", measure: str = "rating", **filters: tuple[str, ...]) -> Any:
    selection = Selection(**filters)  # type: ignore[arg-type]
    return factor_view(dataset, selection, "places", hide=True, sort=sort, measure=measure).grid


def test_rows_columns_and_bands_come_in_the_order_of_the_screen(tiny: Dataset) -> None:
    view = shown(tiny)
    assert [row["id"] for row in view["rows"]] == [
        "licence", "subsidy", "piers", "weather_watch", "skill", "noise", "fatigue",
    ]  # fmt: skip
    assert [column["id"] for column in view["columns"]] == ["aa", "no", "aa_boat", "anywhere"]
    assert view["apart"] == "anywhere"
    assert view["bands"] == [
        {"row": 0, "rows": 3, "domain": "Rules", "level": "Shore", "of_level": 3},
        {"row": 3, "rows": 4, "domain": "People", "level": "Deck", "of_level": 4},
    ]
    assert shown(tiny, sort="evidence")["bands"] == []


def test_a_level_spans_the_rows_of_all_its_domains() -> None:
    axes = Axes(
        rows=tuple((name, name) for name in "abcde"),
        columns=(("x", "X"),),
        bands=(("a", 2, "One", "Upper"), ("c", 1, "Two", ""), ("d", 2, "Three", "Lower")),
    )
    cells = matrix.cells(axes, factor_frame(), "rating")
    view = grid_view(axes, cells, matrix.Counts({}, {}, {}), "", "rating", "Place")
    assert [(band["row"], band["level"], band["of_level"]) for band in view["bands"]] == [
        (0, "Upper", 3), (2, "", 0), (3, "Lower", 2),
    ]  # fmt: skip


def factor_frame() -> pd.DataFrame:
    return pd.DataFrame(
        [{"factor": "c", "place": "x", "rating": "-2", "records": 3, "works": 2, "helping": 0, "hindering": 3,
          "mixed": 0, "neutral": 0, "directed_works": 2}]
    )  # fmt: skip


def test_a_cell_without_a_record_does_not_travel() -> None:
    axes = Axes(rows=(("a", "A"), ("c", "C")), columns=(("x", "X"), ("y", "Y")), bands=())
    view = grid_view(
        axes, matrix.cells(axes, factor_frame(), "rating"), matrix.Counts({}, {}, {"x": 3}), "", "rating", "Place"
    )
    # Two rows of two: the third cell, counted from nought, is that of c and x.
    assert view["cells"]["at"] == [2]
    assert list(looks.RATINGS)[view["cells"]["rating"][0]] == "-2"
    assert view["texts"][view["cells"]["label"][0]] == "▼ 2"
    assert view["texts"][view["cells"]["behind"][0]] == "3 records, 2 distinct works"
    assert [column["records"] for column in view["columns"]] == [3, 0]
    assert view["gap"] == {"words": "no record in this source", "behind": "nothing: a gap in the source"}


def test_the_margins_are_counted_by_hand(tiny: Dataset) -> None:
    view = shown(tiny)
    # By the file: E1 calls licence a facilitator of Alder and Norway, E2, E11, E12 and E13 stand beside it.
    rows = {row["id"]: (row["helping"], row["hindering"]) for row in view["rows"]}
    frame = tiny.evidence.records(tuple(f"E{n}" for n in range(1, 16)))
    for factor, sides in rows.items():
        of_factor = [record for record in frame.values() if record.factor == factor]
        helping = sum(record.direction == "facilitator" for record in of_factor)
        hindering = sum(record.direction == "barrier" for record in of_factor)
        assert sides == (helping, hindering)


def test_a_count_is_shaded_and_a_rating_is_not(tiny: Dataset) -> None:
    assert shown(tiny)["cells"]["shade"] == []
    shades = shown(tiny, measure="records")["cells"]["shade"]
    assert max(shades) == 1.0
    assert all(0 < shade <= 1 for shade in shades)


def test_narrow_columns_are_slanted_and_wide_ones_are_not() -> None:
    few = Axes(rows=(("a", "A"),), columns=(("x", "Southern Australia"), ("y", "Norway")), bands=())
    assert not matrix.slanted(few, matrix.column_step(few))
    many = Axes(rows=few.rows, columns=tuple((str(n), "United States") for n in range(40)), bands=())
    assert matrix.column_step(many) == 36
    assert matrix.slanted(many, 36)


@pytest.mark.parametrize("params", [{"factor": "certification", "place": "au"}, {"guide": "false"}])
def test_what_changes_no_cell_draws_nothing_anew(open_view: Opener, params: dict[str, str]) -> None:
    assert matrix_view(open_view("Factors", params)) == matrix_view(open_view("Factors"))


def test_levels_by_place_are_a_table_with_the_gaps_named(open_view: Opener) -> None:
    component = next(e for e in open_view("Factors").get("bidi_component") if e.key == "levels_by_place")
    table = tree(grid_html(component)).find(".//table")
    assert table is not None
    heads = [text(cell) for cell in table.findall("./thead/tr/th")]
    assert [head.split()[0] for head in heads] == ["Macro", "Meso", "Micro"]
    named = {place for _, place in CELLS if PLACES[place]["kind"] != "literature"}
    rows = table.findall("./tbody/tr")
    assert len(rows) == len(named)
    silent = [cell for cell in table.iter("td") if cell.get("aria-label") == "no record in this source"]
    sides = [cell for cell in table.iter("td") if cell.get("class") in ("hindering", "helping")]
    # Each place has at each level either a gap over both columns, or two sides.
    assert 2 * len(silent) + len(sides) == 2 * 3 * len(rows)
    assert silent
