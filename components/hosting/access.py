"""Who may ask for data that is served beside the pages."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from components.access.access import State, standing
from components.hosting.answers import problem
from components.hosting.identity import claims_of

_REFUSALS: Final[dict[State, tuple[int, str]]] = {
    "signed_out": (401, "Sign in to the dashboard in this browser first."),
    "ended": (401, "Your session has ended. Sign in to the dashboard again."),
    "refused": (403, "Your address is not on the list of those who are let in."),
    "broken": (503, "The sign-in of this dashboard is not set up correctly. Nobody can sign in for now."),
}


def allowed(request: Request) -> Response | None:
    """Return None where a request may be answered with data, else the response that refuses it.

    Asked before every answer of the data API, before downloads and uploads.
    Without a sign-in everybody reads, as on the pages.
    """
    found = standing(claims_of(request.cookies))
    if found.state not in _REFUSALS:
        return None
    status, words = _REFUSALS[found.state]
    return problem(status, words)
