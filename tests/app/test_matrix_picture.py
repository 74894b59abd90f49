"""The heatmap's data: rows, columns and cells in the order of the screen, its specification untouched by them."""

import json
from typing import Any

import pyarrow as pa
import pytest

from components import matrix_picture
from components.charts.heatmap import Axes, heatmap
from components.factor_view import FactorView, factor_view
from components.show import stream
from data.dataset import Dataset
from data.selection import Selection
from tests.app.conftest import Opener
from tests.app.views import chart, elements


def view(dataset: Dataset, columns: str = "places", sort: str = "codebook", **filters: tuple[str, ...]) -> FactorView:
    selection = Selection(**filters)  # type: ignore[arg-type]
    return factor_view(dataset, selection, columns, hide=True, sort=sort, measure="rating")


def rows(streams: Any, name: str) -> list[dict[str, Any]]:
    return pa.ipc.open_stream(streams[name]).read_all().to_pylist()


def test_rows_and_columns_come_in_the_order_of_the_screen(tiny: Dataset) -> None:
    shown = view(tiny)
    assert [row["factor"] for row in rows(shown.alone, "rows")] == [factor for factor, _ in shown.axes.rows]
    # An empty column stands before the one that is set apart.
    assert [row["place"] for row in rows(shown.alone, "columns")] == ["aa", "no", "aa_boat", "", "anywhere"]
    assert [row["first"] for row in rows(shown.alone, "columns")] == [True, False, False, False, False]
    assert rows(shown.alone, "bands") == [
        {"factor": "licence", "domain": "Rules", "level": "Shore"},
        {"factor": "weather_watch", "domain": "People", "level": "Deck"},
    ]


def test_the_margins_are_counted_by_hand(tiny: Dataset) -> None:
    counted = {row["place"]: row["records"] for row in rows(view(tiny).alone, "columns")}
    cells = rows(view(tiny).alone, "cells")
    assert counted == {"": 0} | {
        place: sum(cell["records"] for cell in cells if cell["place"] == place) for place in counted if place
    }
    # licence: E1, E2, E11 and E12 help or hinder by the file; every length is on one scale.
    margins = {row["factor"]: row for row in rows(view(tiny).alone, "rows")}
    most = max(max(row["helping"], row["hindering"]) for row in margins.values())
    for row in margins.values():
        assert row["right"] == pytest.approx(62 * row["helping"] / most)
        assert row["left"] == pytest.approx(62 * row["hindering"] / most)


def test_beside_a_panel_the_margin_goes_and_the_open_cell_is_marked(tiny: Dataset) -> None:
    beside = view(tiny).streams(("licence", "no"))
    assert rows(beside, "opened") == [{"factor": "licence", "place": "no"}]
    assert {(row["helping"], row["hindering"]) for row in rows(beside, "rows")} == {(0, 0)}
    assert {row["compact"] for row in rows(beside, "columns")} == {True}
    assert rows(view(tiny).streams(None), "opened") == []
    # The cells are the same: opening one sends none of them again.
    assert beside["cells"] == view(tiny).alone["cells"]


def test_narrow_columns_are_slanted_and_wide_ones_wrapped() -> None:
    empty = matrix_picture.Counts({}, {}, {})
    cells = pa.table({"factor": []})
    few = Axes(rows=(("a", "A"),), columns=(("x", "Southern Australia"), ("y", "Norway")), bands=())
    wide = matrix_picture.picture(few, cells, empty, "", compact=False)["columns"].to_pylist()
    assert [(row["label"], row["lines"], row["slanted"]) for row in wide] == [
        ("Southern\nAustralia", 2, False), ("Norway", 1, False),
    ]  # fmt: skip
    many = Axes(rows=few.rows, columns=tuple((str(n), "United States") for n in range(40)), bands=())
    slanted = matrix_picture.picture(many, cells, empty, "", compact=False)["columns"].to_pylist()
    assert {(row["label"], row["slanted"], row["step"]) for row in slanted} == {("United States", True, 36)}


@pytest.mark.parametrize(
    "params", [{}, {"levels": "macro"}, {"factor": "certification", "place": "au"}, {"sort": "evidence"}]
)
def test_the_specification_stays_whatever_is_shown(open_view: Opener, params: dict[str, str]) -> None:
    """A specification or an alternative that changes draws the picture anew: slow, and the reader's place is lost."""
    plain, shown = open_view("Factors"), open_view("Factors", params)
    for container in ("factor_matrix", "level_profiles"):
        before, after = chart(plain, container), chart(shown, container)
        assert after.spec == before.spec
        assert after.alt == before.alt
        assert after.id == before.id
        assert len(before.spec) < 16_000
    assert [d.name for d in chart(shown, "factor_matrix").datasets] == [
        d.name for d in chart(plain, "factor_matrix").datasets
    ]


def test_the_finding_stands_in_the_picture_for_those_who_cannot_see_it(open_view: Opener) -> None:
    message = chart(open_view("Factors"), "factor_matrix")
    said = next(d.data.data for d in message.datasets if d.name == "said")
    (row,) = pa.ipc.open_stream(said).read_all().to_pylist()
    shown = [e.proto.body for e in elements(open_view("Factors").get_by_key("factor_matrix")) if e.type == "html"]
    assert row["finding"][:40] in shown[0]
    layers = heatmap("rating", "light").to_dict()["layer"]
    named = [layer for layer in layers if layer.get("data") == {"name": "said"}]
    assert [json.dumps(layer["mark"]["description"]) for layer in named] == ['{"expr": "datum.finding"}']


def test_a_stream_is_read_back(tiny: Dataset) -> None:
    table = pa.table({"a": [1, None], "b": ["é", ""]})
    assert pa.ipc.open_stream(stream(table)).read_all() == table


def test_cells_travel_small_and_keep_their_marks(tiny: Dataset) -> None:
    cells = view(tiny).parts["cells"]
    assert cells.column("cell").to_pylist() == list(range(cells.num_rows))
    kinds = {str(field.type) for field in cells.schema}
    assert kinds == {"int32", "float", "dictionary<values=string, indices=int8, ordered=0>"}
    drawn = heatmap("rating", "light").to_dict(validate=False)
    (rated,) = [layer for layer in drawn["layer"] if layer.get("encoding", {}).get("key", {}).get("field") == "cell"
                and layer["mark"]["type"] == "rect"]  # fmt: skip
    # What draws cells asks for nothing to be worked out first: else the page can't tell how many there are.
    assert "transform" not in rated
    assert "place_name" in rated["mark"]["description"]["expr"]
