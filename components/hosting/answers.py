"""The form of answers: problems, told as RFC 9457 describes them."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from starlette.responses import JSONResponse

PROBLEM: Final = "application/problem+json"


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None, **told: object) -> JSONResponse:
    """Return the answer to what can't be answered: title, status, detail, and what else is told."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **told}
    return JSONResponse(body, status, {"cache-control": "no-store", **(headers or {})}, PROBLEM)
