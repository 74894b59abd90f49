"""The heatmap's data for pictures: rows, columns and cells in the order of the screen."""

from typing import Any

import pytest

from components.charts.heatmap import Axes, heatmap
from components.factors import matrix, matrix_picture
from components.factors.factor_view import factor_view
from components.files.fonts import text_width
from data.model.dataset import Dataset
from data.model.selection import Selection


def parts(dataset: Dataset) -> dict[str, list[dict[str, Any]]]:
    view = factor_view(dataset, Selection(), "places", hide=True, sort="codebook", measure="rating")
    return {name: table.to_pylist() for name, table in view.parts.items()}


def test_rows_and_columns_come_in_the_order_of_the_screen(tiny: Dataset) -> None:
    shown = parts(tiny)
    assert [row["factor"] for row in shown["rows"]][:2] == ["licence", "subsidy"]
    # An empty column stands before the one that is set apart.
    assert [row["place"] for row in shown["columns"]] == ["aa", "no", "aa_boat", "", "anywhere"]
    assert [row["first"] for row in shown["columns"]] == [True, False, False, False, False]
    assert shown["bands"] == [
        {"factor": "licence", "domain": "Rules", "level": "Shore"},
        {"factor": "weather_watch", "domain": "People", "level": "Deck"},
    ]


def axes(columns: list[str], domain: str, rows: int) -> Axes:
    named = tuple((f"f{number}", f"Factor {number}") for number in range(rows))
    return Axes(named, tuple((name, name) for name in columns), (("f0", rows, domain, "Level"),))


def test_heads_beside_each_other_keep_apart() -> None:
    counts = matrix.Counts({}, {}, {})
    names = ["Switzerland", "UK NHS", "Netherlands", *"abcdefghi"]
    columns = matrix_picture._columns(axes(names, "Rules", 2), counts).to_pylist()
    assert not columns[0]["slanted"]
    assert [column["label"] for column in columns][:3] == names[:3]
    assert columns[0]["step"] > (text_width("UK NHS", 11) + text_width("Netherlands", 11)) / 2 + 2


@pytest.mark.parametrize(("rows", "lines"), [(1, 1), (2, 2)])
def test_a_domain_of_one_row_is_named_whole(rows: int, lines: int) -> None:
    domain = "Regulatory and political context"
    shown = axes(["Here"], domain, rows)
    (band,) = matrix_picture._bands(shown).to_pylist()
    assert band["domain"].replace("\n", " ") == domain
    assert len(band["domain"].split("\n")) == lines


def test_the_margins_are_on_one_scale(tiny: Dataset) -> None:
    shown = parts(tiny)
    counted = {row["place"]: row["records"] for row in shown["columns"]}
    assert counted == {"": 0} | {
        place: sum(cell["records"] for cell in shown["cells"] if cell["place"] == place) for place in counted if place
    }
    most = max(max(row["helping"], row["hindering"]) for row in shown["rows"])
    for row in shown["rows"]:
        assert row["right"] == pytest.approx(54 * row["helping"] / most)
        assert row["left"] == pytest.approx(54 * row["hindering"] / most)


def test_cells_travel_small(tiny: Dataset) -> None:
    view = factor_view(tiny, Selection(), "places", hide=True, sort="codebook", measure="rating")
    cells = matrix_picture.cell_table(view.cells)
    assert cells.column("cell").to_pylist() == list(range(cells.num_rows))
    kinds = {str(field.type) for field in cells.schema}
    assert kinds == {"int32", "float", "dictionary<values=string, indices=int8, ordered=0>"}
    drawn = heatmap("rating", "light").to_dict(validate=False)
    (rated,) = [layer for layer in drawn["layer"] if layer.get("encoding", {}).get("key", {}).get("field") == "cell"
                and layer["mark"]["type"] == "rect"]  # fmt: skip
    assert "place_name" in rated["mark"]["description"]["expr"]
