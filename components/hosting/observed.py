"""Every request seen once: its id, one line in the log, its place in the metrics, and no error that shows internals."""

import re
import time
import uuid
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.hosting.answers import problem
from components.hosting.logs import LOG, REQUEST_ID, tell
from components.hosting.metrics import LATENCY, REQUESTS, WEBSOCKETS
from components.view.addresses import beneath
from components.view.registry import PAGES

_WELL_FORMED: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})


def request_id(headers: Headers) -> str:
    """Return the id that the proxy gives a request, where it is well-formed, else a new one."""
    given = headers.get("x-request-id", "")
    return given if _WELL_FORMED.fullmatch(given) else uuid.uuid4().hex


class Observed:
    """Middleware that tells of every request once it is answered; of websockets it counts the open ones."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.pages = frozenset(beneath(f"/{page.path}") for page in PAGES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and tell of it."""
        if scope["type"] == "websocket":
            with WEBSOCKETS.track_inprogress():
                await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._observe(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _observe(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun, status, size = time.perf_counter(), 0, 0
        name = request_id(Headers(scope=scope))
        root = scope.get("root_path", "")
        within = REQUEST_ID.set(name)

        async def told(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["x-request-id"] = name
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, told)
        except Exception:
            LOG.exception("a request could not be answered")
            if status:
                raise
            detail = f"Something went wrong here. The log knows it as request {name}."
            await problem(500, detail)(scope, receive, told)
        finally:
            seconds = time.perf_counter() - begun
            method = scope["method"] if scope["method"] in _METHODS else "OTHER"
            route = self._route(scope, root)
            REQUESTS.labels(method, route, str(status)).inc()
            LATENCY.labels(route).observe(seconds)
            tell("request", method=method, route=route, status=status, ms=round(seconds * 1000, 1), bytes=size)
            REQUEST_ID.reset(within)

    def _route(self, scope: Scope, root: str) -> str:
        """Return the template of the route that answered: of a bounded number, and nothing that a reader wrote."""
        if scope["path"] in self.pages:
            return str(scope["path"])
        route = scope.get("route")
        if route is None:
            return "none"
        above = str(scope.get("root_path", "")).removeprefix(root)
        return f"{above}/*" if isinstance(route, Mount) else f"{above}{getattr(route, 'path', '')}"
