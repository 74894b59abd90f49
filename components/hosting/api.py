"""The data API: what the pages show, for those who script, as JSON and CSV."""

import hashlib
import re
from typing import Final
from urllib.parse import quote

import anyio
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from components.access.access import standing
from components.answers.watched import served_names
from components.hosting.access import allowed
from components.hosting.answers import problem
from components.hosting.api_parameters import MOST_TOLD, OF_ONE, Asked, Invalid, asked
from components.hosting.collections import COLLECTIONS, Collection
from components.hosting.envelope import One, OneLinks, Paged, link_header, page_links, provenance, table
from components.hosting.health import dataset_state, each_readiness
from components.hosting.identity import claims_of
from components.hosting.openapi import description
from components.hosting.origin import origin
from components.hosting.teller import Teller
from components.view.addresses import beneath

VERSION: Final = "/v1"
_DATASETS: Final = "datasets"
_JSON: Final = "application/json"
_CSV: Final = "text/csv"
# Answers are worked out beside the loop that serves everybody, a few at a time.
_AT_ONCE: Final = 4
_limiter: Final = anyio.CapacityLimiter(_AT_ONCE)


async def _answer(request: Request) -> Response:
    if (refused := allowed(request)) is not None:
        return refused
    return await anyio.to_thread.run_sync(_worked_out, request, limiter=_limiter)


def _worked_out(request: Request) -> Response:
    chosen = request.path_params.get("dataset", "")
    if chosen and chosen not in served_names():
        return problem(404, "There is no such dataset.", valid=list(served_names()))
    dataset = dataset_state(chosen).dataset
    if dataset is None:
        return problem(503, "There is no dataset to answer from.", {"retry-after": "30"})
    teller = Teller(dataset, _base(request), chosen if chosen in served_names()[1:] else "")
    name, key = request.path_params.get("name", ""), request.path_params.get("key")
    if name == "openapi.json" and key is None:
        guarded = standing(claims_of(request.cookies)).state != "open"
        return _unless_known(request, JSONResponse(description(dataset, _at(request), guarded=guarded)))
    if name and name not in COLLECTIONS:
        return problem(404, "There is no such collection.", valid=[*COLLECTIONS, "openapi.json"])
    given = request.query_params.multi_items()
    collection = COLLECTIONS.get(name)
    if key is not None:
        if collection is None or not collection.key:
            return problem(404, "There is no such address.")
        return _one(request, teller, collection, key)
    found = asked(given, collection.parameters if collection is not None else (), dataset)
    if isinstance(found, tuple):
        return _refused(found)
    form = found.form or accepted(request.headers.get("accept", ""))
    if form is None or (collection is None and form == "csv"):
        return problem(406, f"Answers are {_JSON}" + (f" or {_CSV}." if collection is not None else "."))
    if collection is None:
        return _unless_known(request, JSONResponse(_index(request, teller)))
    return _unless_known(request, _page(request, teller, collection, found, form))


def _refused(wrong: tuple[Invalid, ...]) -> Response:
    detail = "; ".join(f"{fault.parameter}: expected {fault.expected}" for fault in wrong[:3])
    more = f"; and {len(wrong) - 3} more" if len(wrong) > 3 else ""
    return problem(422, f"{detail}{more}.", invalid=[fault.told() for fault in wrong[:MOST_TOLD]])


def accepted(accept: str) -> str | None:
    """Return the form that an Accept header asks for: json or csv, json where both are as welcome; None for neither."""
    if not accept.strip():
        return "json"
    weights: dict[str, float] = {}
    for part in accept.split(","):
        kind, *options = (piece.strip().lower() for piece in part.split(";"))
        quality = next((option[2:] for option in options if option.startswith("q=")), "1")
        try:
            weights[kind] = float(quality)
        except ValueError:
            weights[kind] = 0.0

    def weight(form: str) -> float:
        family = f"{form.partition('/')[0]}/*"
        return next((weights[kind] for kind in (form, family, "*/*") if kind in weights), 0.0)

    json, csv = weight(_JSON), weight(_CSV)
    if not json and not csv:
        return None
    return "json" if json >= csv else "csv"


def _base(request: Request) -> str:
    return f"{origin(request)}{beneath('')}"


def _at(request: Request) -> str:
    """Return the path beneath which the dataset that is asked for lies."""
    chosen = request.path_params.get("dataset", "")
    return beneath(f"/api{VERSION}") + (f"/{_DATASETS}/{quote(chosen, safe='')}" if chosen else "")


async def _datasets(request: Request) -> Response:
    if (refused := allowed(request)) is not None:
        return refused
    return await anyio.to_thread.run_sync(_listed, request, limiter=_limiter)


def _listed(request: Request) -> Response:
    """Answer with the datasets that are served: names, titles, versions, and whether each can be opened."""
    told = []
    for name, (status, _) in each_readiness().items():
        opened = dataset_state(name).dataset
        about = opened.about if opened is not None else None
        told.append(
            {
                "name": name,
                "title": about.title if about else None,
                "version": about.version if about else None,
                "status": status,
                "href": beneath(f"/api{VERSION}/{_DATASETS}/{quote(name, safe='')}"),
            }
        )
    return _unless_known(request, JSONResponse({"datasets": told}))


def _index(request: Request, teller: Teller) -> dict[str, object]:
    at = _at(request)
    return {
        "collections": [
            {
                "name": collection.name,
                "title": collection.title,
                "href": f"{at}/{collection.name}",
                "parameters": [*collection.parameters, "page", "per_page", "format"],
            }
            for collection in COLLECTIONS.values()
        ],
        "description": f"{at}/openapi.json",
        "datasets": beneath(f"/api{VERSION}/{_DATASETS}"),
        "provenance": provenance(teller).model_dump(),
    }


def _page(request: Request, teller: Teller, collection: Collection, found: Asked, form: str) -> Response:
    things = collection.find(teller, found)
    first = (found.page - 1) * found.per_page
    items = [collection.tell(teller, thing) for thing in things[first : first + found.per_page]]
    pages = max(1, -(-len(things) // found.per_page))
    links = page_links(f"{_at(request)}/{collection.name}", found, pages)
    told_of = provenance(teller, collection, found)
    headers = {"link": link_header(links), "x-total-count": str(len(things)), "vary": "Accept"}
    if form == "csv":
        about = teller.dataset.about
        headers["content-disposition"] = f'attachment; filename="{about.id}-{about.version}-{collection.name}.csv"'
        return Response(table(collection.item, items, told_of), headers=headers, media_type=_CSV)
    paged = Paged(
        data=items, total=len(things), page=found.page, per_page=found.per_page, pages=pages, links=links,
        provenance=told_of,
    )  # fmt: skip
    return Response(paged.model_dump_json(serialize_as_any=True), headers=headers, media_type=_JSON)


def _one(request: Request, teller: Teller, collection: Collection, key: str) -> Response:
    """Return the one item of a key."""
    found = asked(request.query_params.multi_items(), (), teller.dataset, OF_ONE)
    if isinstance(found, tuple):
        return _refused(found)
    form = found.form or accepted(request.headers.get("accept", ""))
    if form is None:
        return problem(406, f"Answers are {_JSON} or {_CSV}.")
    thing = collection.called(teller, key)
    if thing is None:
        return problem(404, f"Nothing of the collection '{collection.name}' has this {collection.key}.")
    item = collection.tell(teller, thing)
    told_of = provenance(teller).model_copy(update={"permalink": item.model_dump()["permalink"]})
    headers = {"vary": "Accept"}
    if form == "csv":
        return _unless_known(request, Response(table(collection.item, [item], told_of), 200, headers, _CSV))
    at = f"{_at(request)}/{collection.name}"
    links = OneLinks(self=f"{at}/{key}", collection=at)
    told = One(data=item, links=links, provenance=told_of)
    return _unless_known(request, Response(told.model_dump_json(serialize_as_any=True), 200, headers, _JSON))


def _unless_known(request: Request, response: Response) -> Response:
    """Return an answer, or only that it is still the one that the asker has.

    The tag is that of the bytes: alike on every replica that serves the same
    data in the same form, weak because the bytes may be packed on their way.
    """
    tag = f'W/"{hashlib.sha256(bytes(response.body)).hexdigest()[:32]}"'
    kept = {"etag": tag, "cache-control": "private, no-cache"}
    response.headers.update(kept)
    known = [name.strip().removeprefix("W/") for name in request.headers.get("if-none-match", "").split(",")]
    if tag.removeprefix("W/") in known or "*" in known:
        return Response(status_code=304, headers={name: response.headers[name] for name in (*kept, "vary")
                                                  if name in response.headers})  # fmt: skip
    return response


def _fault(_: Request, error: Exception) -> Response:
    """Answer what the routes refuse themselves."""
    if not isinstance(error, HTTPException):
        raise error
    if error.status_code == 405:
        return problem(405, "The data can be read, not changed: GET and HEAD are answered.", error.headers)
    return problem(error.status_code, "There is no such address.", error.headers)


def _versions(_: Request) -> Response:
    return problem(404, "The version belongs to the address.", valid=[beneath(f"/api{VERSION}/")])


def api_routes() -> tuple[BaseRoute, ...]:
    """Return the routes of the API; all beneath them that it doesn't know is answered as a problem, too."""
    paths = (VERSION, f"{VERSION}/", f"{VERSION}/{{name}}", f"{VERSION}/{{name}}/{{key}}")
    of_one = f"{VERSION}/{_DATASETS}/{{dataset}}"
    several = (of_one, f"{of_one}/", f"{of_one}/{{name}}", f"{of_one}/{{name}}/{{key}}")
    addresses = [
        Route(f"{VERSION}/{_DATASETS}", _datasets),
        *(Route(path, _answer) for path in (*several, *paths)),
    ]
    faults = Middleware(ExceptionMiddleware, handlers={HTTPException: _fault})
    mounted = Mount(beneath("/api"), routes=addresses, middleware=[faults])
    # An address may hold a line's end, which is no character to a pattern otherwise.
    mounted.path_regex = re.compile(mounted.path_regex.pattern, re.DOTALL)
    return Route(beneath("/api"), _versions), mounted
