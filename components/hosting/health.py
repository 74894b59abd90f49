"""Whether the process lives, and whether it has a dataset to show."""

from starlette.requests import Request
from starlette.responses import JSONResponse


def healthz(_: Request) -> JSONResponse:
    """Answer that the process is alive, whatever the dataset is like."""
    return JSONResponse({"status": "alive"})
