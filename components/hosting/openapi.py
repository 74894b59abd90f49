"""The description of the data API (OpenAPI 3.1), made of the same definitions that answer."""

from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from components.hosting.answers import PROBLEM
from components.hosting.api_parameters import MEANINGS, OF_ONE, OWN, schema
from components.hosting.collections import COLLECTIONS, Collection
from components.hosting.envelope import One, Paged
from data.model.dataset import Dataset
from data.model.vocabulary import RECORD_ID

_REFERENCE: Final = "#/components/schemas/{model}"
_PROBLEMS: Final = {
    "406": "Neither JSON nor CSV is accepted.",
    "422": "Something that is asked for isn't valid here; what would be is listed, nearest first.",
    "503": "There is no dataset to answer from.",
}
_PROBLEM_SCHEMA: Final = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "invalid": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["parameter", "value", "expected"],
                "properties": {
                    "parameter": {"type": "string"},
                    "value": {"type": "string"},
                    "expected": {"type": "string"},
                    "valid": {"type": "array", "items": {"type": "string"}},
                    "valid_in_all": {"type": "integer"},
                },
            },
        },
    },
}
_HEADERS: Final = {
    "ETag": {"schema": {"type": "string"}, "description": "Of this answer; ask with If-None-Match."},
    "Link": {"schema": {"type": "string"}, "description": "Other pages of the answer (RFC 8288)."},
    "X-Total-Count": {"schema": {"type": "string"}, "description": "How many items there are on all pages."},
}


_REFUSALS: Final = {
    "401": "Nobody is signed in, or the session has ended.",
    "403": "Whoever is signed in is not on the list of those who are let in.",
}


def description(dataset: Dataset, base: str, *, guarded: bool = False) -> dict[str, Any]:
    """Return the description.

    Parameters
    ----------
    dataset : Dataset
        Its ids are what parameters may hold.
    base : str
        The path beneath which the API lies.
    guarded : bool
        Whether there is a sign-in: all is then behind the cookie of a browser that is signed in.
    """
    every = COLLECTIONS.values()
    paged: dict[str, type[BaseModel]] = {each.name: Paged[each.item] for each in every}  # type: ignore[name-defined]
    single: dict[str, type[BaseModel]] = {each.name: One[each.item] for each in every if each.key}  # type: ignore[name-defined]
    keys, schemas = models_json_schema(
        [(model, "serialization") for model in (*paged.values(), *single.values())], ref_template=_REFERENCE
    )  # fmt: skip
    problems = {
        status: {"description": words, "content": {PROBLEM: {"schema": {"$ref": _REFERENCE.format(model="Problem")}}}}
        for status, words in (_PROBLEMS | (_REFUSALS if guarded else {})).items()
    }
    cookie = {"type": "apiKey", "in": "cookie", "name": USER_COOKIE_NAME}
    security = {"securitySchemes": {"session": cookie}} if guarded else {}
    about = dataset.about
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{about.title}: data",
            "version": about.version,
            "description": "What the pages show, read-only. Parameters are those of the pages' addresses: ids, never "
            "labels; a list repeats its parameter. A gap is never a zero: it is told by its state, and its numbers "
            "are null. Texts in CSV that a spreadsheet could take for a formula are led by an apostrophe.",
        },
        "servers": [{"url": base}],
        "paths": {
            **{
                f"/{each.name}": _operation(
                    each.name,
                    each.title,
                    [_parameter(name, dataset) for name in (*each.parameters, *OWN)],
                    {"200": _success(each, keys[(paged[each.name], "serialization")], _HEADERS), **problems},
                )
                for each in every
            },
            **{
                f"/{each.name}/{{{each.key}}}": _operation(
                    f"{each.name}_one",
                    f"{each.title}: one of them",
                    [_key(each), *(_parameter(name, dataset) for name in OF_ONE)],
                    {
                        "200": _success(each, keys[(single[each.name], "serialization")], {"ETag": _HEADERS["ETag"]}),
                        **problems,
                        "404": {**problems["422"], "description": f"Nothing has this {each.key}."},
                    },
                )
                for each in every
                if each.key
            },
        },
        "components": {"schemas": {**schemas["$defs"], "Problem": _PROBLEM_SCHEMA}, **security},
        **({"security": [{"session": []}]} if guarded else {}),
    }


def _parameter(name: str, dataset: Dataset) -> dict[str, Any]:
    words = OWN[name][0] if name in OWN else MEANINGS[name]
    return {"name": name, "in": "query", "description": words, "schema": schema(name, dataset)}


def _key(collection: Collection) -> dict[str, Any]:
    words = "As a collection tells it."
    shape = {"type": "string", "pattern": RECORD_ID}
    return {"name": collection.key, "in": "path", "required": True, "description": words, "schema": shape}


def _operation(
    name: str, title: str, parameters: list[dict[str, Any]], answers: dict[str, Any]
) -> dict[str, dict[str, Any]]:
    known = {"description": "The same as what If-None-Match names."}
    responses = dict(sorted({**answers, "304": known}.items()))
    return {"get": {"operationId": name, "summary": title, "parameters": parameters, "responses": responses}}


def _success(collection: Collection, reference: dict[str, Any], headers: dict[str, Any]) -> dict[str, Any]:
    return {
        "description": f"{collection.title}.",
        "headers": headers,
        "content": {"application/json": {"schema": reference}, "text/csv": {"schema": {"type": "string"}}},
    }
