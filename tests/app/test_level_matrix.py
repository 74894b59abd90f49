"""A chart of one or two levels keeps its rows apart: as high as in the picture that is saved."""

import pytest

from components.charts.level_matrix import ROW, level_matrix


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_row_is_higher_than_its_name(count: int) -> None:
    levels = tuple((f"l{n}", f"Level {n}") for n in range(count))
    drawn = level_matrix(levels, (("a", "Northland"), ("b", "Southland")), "light", 96).to_dict(validate=False)
    size = drawn["encoding"] if "encoding" in drawn else drawn["layer"][0]["encoding"]
    assert size["y"]["axis"]["labelFontSize"] < ROW - 4
    assert drawn["height"] == ROW * count
    # The height is that of the cells alone: the names of the places above take nothing of it.
    assert drawn["autosize"] == {"type": "pad", "contains": "content"}
