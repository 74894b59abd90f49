"""Who may ask for data that is served beside the pages."""

from starlette.requests import Request
from starlette.responses import Response


def allowed(request: Request) -> Response | None:  # noqa: ARG001 - what is refused is told by the request
    """Return None where a request may be answered with data, else the response that refuses it.

    Asked before every answer of the data API. Without a sign-in everybody
    reads, as on the pages.
    """
    return None
