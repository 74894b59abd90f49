"""Many places and factors: every page opens, whole, and its choices can still be searched."""

from pathlib import Path

import pytest

from tests.app.conftest import Opener
from tests.app.views import PAGES, PageCase, containers, matrix_cells, widgets
from tests.wide import FACTORS, PLACES, write_wide


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the made dataset."""
    return write_wide(tmp_path_factory.mktemp("wide") / "dataset")


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case.title)
def test_every_page_opens(open_view: Opener, wide: Path, case: PageCase) -> None:
    view = open_view(case.title, folder=wide)
    assert not view.exception
    assert set(case.containers) - {"trend", "reliability"} <= containers(view)


def test_the_matrix_holds_every_factor_and_place(open_view: Opener, wide: Path) -> None:
    cells = matrix_cells(open_view("Factors", {"empty": "false"}, folder=wide))
    assert cells["factor"].nunique() == FACTORS
    assert cells["place"].nunique() == PLACES
    assert len(cells) == FACTORS * PLACES


def test_the_filters_offer_all_of_them(open_view: Opener, wide: Path) -> None:
    view = open_view("Factors", folder=wide)
    assert len(widgets(view)["places"].options) == PLACES
    assert len(widgets(view)["factors"].options) == FACTORS
