"""Every cell of every dataset says the same on the page, in the files and in the API: state, words, count of works."""

from datetime import date

import pytest

from components.exhibits.sections import SAVED
from components.exhibits.sections.parts import RATING_IDS
from components.hosting.api_parameters import Asked
from components.hosting.cells import policy_cell, policy_cells, rated_cell, rated_cells
from components.hosting.teller import Teller
from components.view.view import view_of_link
from data.model.dataset import Dataset
from tests.app.conftest import Opener
from tests.app.views import DATASETS, PSW, grid, matrix_cells

FOLDERS = {"psw": PSW, "tiny": DATASETS / "tiny", "orchard": DATASETS / "orchard"}
VIEWS = ({}, {"cited": "true"}, {"supplement": "false", "parts": "true"}, {"directions": "barrier"})
each = pytest.mark.parametrize("query", VIEWS, ids=str)
every = pytest.mark.parametrize("name", FOLDERS)


def rows(dataset: Dataset, section: str, exhibit: str, query: dict[str, str]) -> list[dict[str, object]]:
    """Return the rows of an exhibit's data, as its CSV and Excel files hold them."""
    view = view_of_link(dataset, "&".join(f"{k}={v}" for k, v in query.items()), "", date(2026, 11, 28))
    sheet = next(found.sheet for found in SAVED[section](view) if found.name == exhibit)
    heads = [field.name for field in sheet.fields]
    return [dict(zip(heads, row, strict=True)) for row in sheet.rows]


def asked_for(dataset: Dataset, query: dict[str, str]) -> Asked:
    return Asked(view_of_link(dataset, "&".join(f"{k}={v}" for k, v in query.items())).values)


@every
@each
def test_the_matrix(request: pytest.FixtureRequest, open_view: Opener, name: str, query: dict[str, str]) -> None:
    dataset: Dataset = request.getfixturevalue(name)
    shown = matrix_cells(open_view("Factors", query, folder=FOLDERS[name])).to_dict("records")
    filed = {(row["factor"], row["column"]): row for row in rows(dataset, "matrix", "factors", query)}
    teller, asked = Teller(dataset, ""), asked_for(dataset, query)
    told = {(i.factor.id, i.column.id): i for i in (rated_cell(teller, c) for c in rated_cells(teller, asked))}
    assert len(shown) == len(filed) == len(told)
    for cell in shown:
        file, item = filed[cell["factor"], cell["place"]], told[cell["factor"], cell["place"]]
        rating = item.rating or item.state
        assert file["rating"] == RATING_IDS.get(rating, rating)
        assert (cell["rating"] == "none") == (item.rating is None)
        assert cell["rating"] in ("none", item.rating)
        assert file["rating_words"] == item.rating_words
        assert file["behind"] == cell["behind"]
        assert (file["records"], file["works"]) == (item.records, item.distinct_works)
        assert file["directed_works"] == item.works_behind_sign
        assert (cell["records"], cell["works"]) == (item.records or 0, item.distinct_works or 0)
        assert ("its lack" in item.rating_words) == ("∅" in cell["label"])


@every
@each
def test_the_policy_table(request: pytest.FixtureRequest, open_view: Opener, name: str, query: dict[str, str]) -> None:
    dataset: Dataset = request.getfixturevalue(name)
    levers = {lever.name: lever.id for lever in dataset.levers.values()}
    shown = grid(open_view("Jurisdictions", query, folder=FOLDERS[name]))
    # A file holds all facts of a cell, the shown one first.
    filed: dict[tuple[object, object], dict[str, object]] = {}
    for row in rows(dataset, "policy", "policy-table", query):
        filed.setdefault((row["lever"], row["place"]), row)
    teller, asked = Teller(dataset, ""), asked_for(dataset, query)
    told = [policy_cell(teller, cell) for cell in policy_cells(teller, asked)]
    assert len(shown) == len(filed) == len(told)
    kinds = {"gap": "not_reported", "na": "not_applicable", "none": "explicitly_none", "over": "not_in_force"}
    for cell, item in zip(shown, told, strict=True):
        assert levers[cell.row] == item.lever.id
        assert kinds.get(cell.kind, cell.kind or "reported") == item.state
        file = filed[item.lever.id, item.place.id]
        assert (str(file["state"]).lower(), file["fact"]) == (item.state.replace("_", " "), item.fact)
        assert str(file["works"] or "") == "; ".join(work.key for work in item.works)
