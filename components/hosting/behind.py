"""What is behind a cell of a table, for the page's own use: fetched while the pointer rests on the cell."""

from typing import Final

import anyio
from starlette.requests import Request
from starlette.responses import Response

from components.answers.store import matrix as rated_matrix
from components.answers.store import policy
from components.answers.watched import served_names
from components.drawing.looks import ThemeName
from components.hosting.access import allowed
from components.hosting.answers import problem
from components.hosting.api_parameters import Asked, asked
from components.hosting.health import dataset_state
from components.hosting.origin import origin
from components.panel.panel import facts_html, records_html
from components.view.addresses import beneath
from data.model.dataset import Dataset
from data.model.selection import FILTERS
from data.questions.lenses import lens

_OWN: Final = ("cell", "of", "theme", "dataset")
_limiter: Final = anyio.CapacityLimiter(4)


async def behind(request: Request) -> Response:
    """Answer with the panel of a cell as HTML, the same that a run of the page would show.

    The query holds ``cell`` (factor and column, or lever and place, apart by a
    space), ``of`` ("records", or "facts" for a lever), ``theme``, ``dataset`` (the
    fingerprint of the one that the page shows), ``columns`` and the filters. 404
    where there is no such cell, or another dataset by now.
    """
    if (refused := allowed(request)) is not None:
        return refused
    return await anyio.to_thread.run_sync(_panel, request, limiter=_limiter)


def _panel(request: Request) -> Response:
    given = request.query_params
    opened = (dataset_state(name).dataset for name in served_names())
    dataset = next((each for each in opened if each is not None and each.fingerprint == given.get("dataset")), None)
    name: ThemeName = "dark" if given.get("theme") == "dark" else "light"
    if dataset is None or not dataset.evidence.in_memory:
        return problem(404, "This dataset is not open.")
    view = asked([item for item in given.multi_items() if item[0] not in _OWN], (*FILTERS, "columns"), dataset, ())
    if isinstance(view, tuple):
        return problem(422, "These are no filters of this dataset.")
    row, _, column = given.get("cell", "").partition(" ")
    drawn = _facts if given.get("of") == "facts" else _records
    html = drawn(dataset, view, row, column, name, origin(request))
    if html is None:
        return problem(404, "There is no such cell.")
    return Response(html, headers={"cache-control": "private, max-age=60"}, media_type="text/html")


def _records(dataset: Dataset, view: Asked, factor: str, column: str, name: ThemeName, host: str) -> str | None:
    columns = view.text("columns") or "places"
    if factor not in dataset.factors or column not in lens(dataset, view.selection, columns).columns:
        return None
    rated = rated_matrix(dataset, view.selection, columns)
    page = f"{host}{beneath('/factors')}"
    return records_html(dataset, view.selection, rated, factor, column, columns, name=name, address=page)


def _facts(dataset: Dataset, view: Asked, lever: str, place: str, name: ThemeName, host: str) -> str | None:
    if lever not in dataset.levers or place not in dataset.jurisdictions:
        return None
    cell = policy(dataset, view.selection.of_facts, (place,))[lever, place]
    return facts_html(dataset, cell, name=name, address=f"{host}{beneath('/jurisdictions')}")
