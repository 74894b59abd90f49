"""What is refused before anything else looks at it."""

from typing import Final
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from components.view.addresses import beneath

# Streamlit tells its numbers and describes an interface of its own there, to anybody who asks.
_CLOSED: Final = ("/_stcore/metrics", "/_stcore/agent")


def same_origin(origin: str | None, host: str | None) -> bool:
    """Whether a websocket may be opened by a page of this origin.

    Pages of the host itself may, of the public address that
    ``browser.serverAddress`` names, and of what ``server.corsAllowedOrigins``
    lists. Streamlit itself would look up the machine's public address
    elsewhere first, at every attempt.
    """
    if origin is None:
        return True
    named = urlsplit(origin)
    public = st.get_option("browser.serverAddress") or ""
    return named.netloc == host or named.hostname == public or origin in st.get_option("server.corsAllowedOrigins")


class Guard:
    """Middleware that closes Streamlit's own open doors, and websockets to other origins' pages."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.closed = tuple(beneath(path) for path in _CLOSED)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on."""
        if scope["type"] == "websocket":
            headers = Headers(scope=scope)
            if not same_origin(headers.get("origin"), headers.get("host")):
                await send({"type": "websocket.close", "code": 1008})
                return
        elif scope["type"] == "http" and any(
            scope["path"] == path or scope["path"].startswith(f"{path}/") for path in self.closed
        ):
            await PlainTextResponse("Not found.", 404)(scope, receive, send)
            return
        await self.app(scope, receive, send)
