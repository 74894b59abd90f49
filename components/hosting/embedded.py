"""One exhibit as a page of its own, light enough to stand in a page of an intranet: no script, its source below it."""

from functools import partial
from html import escape
from typing import Final

import anyio
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from components.access.access import standing
from components.answers.watched import served_names
from components.drawing.markup import rendered, stylesheet
from components.exhibits.assemble import exhibits
from components.exhibits.exhibit import Exhibit
from components.exhibits.provenance import provenance
from components.exhibits.sections import SAVED
from components.files.exhibit_files import kept_chart
from components.files.rendering import RenderError
from components.hosting.access import allowed
from components.hosting.health import dataset_state
from components.hosting.identity import claims_of
from components.hosting.origin import origin
from components.view.addresses import beneath
from components.view.view import NotValidError, View, view_of_link

EXHIBIT: Final = "/exhibit/{section}/{name}"
_SHEETS: Final = ("style.css", "briefing.css", "embed/page.css")
# A page with a chart takes the one process that draws; two readers at a time leave it to others as well.
_limiter: Final = anyio.CapacityLimiter(2)


async def exhibit_page(request: Request) -> Response:
    """Answer with an exhibit of the view that the query describes.

    404 where this view has no such exhibit, 422 where the query names what isn't
    there, 503 where there is no dataset; each says so in words, for whoever reads
    the page around it.
    """
    if (refused := allowed(request)) is not None:
        state = standing(claims_of(request.cookies)).state
        words = "Sign in to the dashboard, then load this page again."
        return refused if state == "broken" else _told(words, refused.status_code, request)
    return await anyio.to_thread.run_sync(partial(_answer, request), limiter=_limiter)


def _address(request: Request) -> str:
    return f"{origin(request)}{beneath('')}"


def _answer(request: Request) -> Response:
    section, name = request.path_params["section"], request.path_params["name"]
    chosen = request.query_params.get("dataset", "")
    if chosen and chosen not in served_names():
        return _told(f"There is no dataset '{chosen}' here.", 404, request)
    dataset = dataset_state(chosen).dataset
    if dataset is None:
        return _told("The dataset can't be opened at present.", 503, request)
    try:
        view = view_of_link(dataset, request.url.query, _address(request))
    except NotValidError as error:
        pieces = "; ".join(str(piece) for piece in error.dropped)
        return _told(f"The address names what is not here: {pieces}.", 422, request)
    found = exhibits(view, section) if section in SAVED else ()
    exhibit = next((each for each in found if each.name == name), None)
    if exhibit is None:
        return _told("This view has no such exhibit.", 404, request)
    try:
        return HTMLResponse(_page(view, exhibit), headers={"cache-control": "private, max-age=60"})
    except RenderError:
        return _told("The chart can't be drawn at present. Load the page again in a minute.", 503, request)


def _page(view: View, exhibit: Exhibit) -> str:
    drawn = Markup(kept_chart(view, exhibit).svg) if exhibit.drawing is not None else ""  # noqa: S704 (our own chart)
    works = [view.dataset.works[key] for key in exhibit.works]
    return rendered(
        "embed/page.html",
        exhibit=exhibit,
        chart=drawn,
        origin=provenance(view).showing(works),
        language=view.dataset.about.language or "en",
        style=_style(),
    )


def _style() -> Markup:
    fonts = "".join(
        f"@font-face {{ font-family: Inter; font-weight: 100 900; font-display: swap; unicode-range: {extent}; "
        f'src: url("{beneath(f"/app/static/{name}.woff2")}") format("woff2"); }}\n'
        for name, extent in (("inter-latin", "U+0000-2189"), ("inter-symbols", "U+2190-2BFF"))
    )
    return Markup(fonts + "\n".join(stylesheet(name) for name in _SHEETS))  # noqa: S704 (our own files)


def _told(words: str, status: int, request: Request) -> Response:
    home = escape(f"{_address(request)}/")
    page = rendered("embed/told.html", words=words, home=home, style=_style())
    return HTMLResponse(page, status, {"cache-control": "no-store"})
