"""How much may come in: messages and sockets of browsers, above all of those who are not signed in, and uploads."""

import time
from collections import deque
from typing import Final

import anyio
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg

from components.access.access import standing
from components.hosting.access import allowed
from components.hosting.answers import problem
from components.hosting.identity import claims_of
from components.hosting.stopping import running_server
from components.view.addresses import beneath
from components.workers import budgets

_UPLOADS: Final = "/_stcore/upload_file/"
_TOO_BIG: Final = 1009
_AGAINST_THE_RULES: Final = 1008
_LATER: Final = 1013
# Messages that a page of ours never sends: they empty the caches of all readers, or are for those who develop.
_NOT_OURS: Final = frozenset(
    {"clear_cache", "set_run_on_save", "load_git_info", "debug_disconnect_websocket", "debug_shutdown_runtime"}
)


def limit_server() -> None:
    """Have the server itself refuse what is too long before it is unpacked, and connections beyond its number."""
    if (server := running_server()) is not None:
        server.config.ws_max_size = budgets.MESSAGE
        server.config.limit_concurrency = budgets.REQUESTS


class Doors:
    """Middleware that counts sockets, messages and uploads, and refuses those beyond the budgets."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.uploads = beneath(_UPLOADS)
        self.open = 0
        self.unknown = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on and count."""
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["type"] == "http" and scope["method"] == "PUT" and scope["path"].startswith(self.uploads):
            await self._upload(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        known = standing(claims_of(HTTPConnection(scope).cookies)).state in ("open", "let_in")
        if self.open >= budgets.SOCKETS or (not known and self.unknown >= budgets.SOCKETS_UNKNOWN):
            await send({"type": "websocket.close", "code": _LATER})
            return
        self.open += 1
        self.unknown += not known
        try:
            await self.app(scope, _counted(receive, known=known), send)
        finally:
            self.open -= 1
            self.unknown -= not known

    async def _upload(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        refusal = allowed(request)
        length = Headers(scope=scope).get("content-length", "")
        if refusal is None and standing(claims_of(request.cookies)).role != "editor":
            refusal = problem(403, "Your role reads; it may not bring files of its own.")
        if refusal is None and not length.isdecimal():
            refusal = problem(411, "The length of an upload must be told.")
        if refusal is None and not _room_for(scope["path"].removeprefix(self.uploads), int(length)):
            refusal = problem(413, "Too many or too large files were uploaded. Remove some, or reload the page.")
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        with anyio.move_on_after(budgets.REQUEST_SECONDS) as waiting:
            await self.app(scope, receive, send)
        if waiting.cancelled_caught:
            await problem(408, "The upload took too long to arrive.")(scope, receive, send)


def _room_for(place: str, size: int) -> bool:
    """Whether an upload fits beside those of its session, and beside those of all sessions."""
    if not runtime.exists():
        return True
    session = place.partition("/")[0]
    held = runtime.get_instance().uploaded_file_mgr.file_storage  # type: ignore[attr-defined]
    sizes = {name: [len(file.data) for file in list(files.values())] for name, files in list(held.items())}
    own = sizes.get(session, [])
    return (
        len(own) < budgets.UPLOADS_SESSION_FILES
        and sum(own) + size <= budgets.UPLOADS_SESSION
        and sum(map(sum, sizes.values())) + size <= budgets.UPLOADS_TOGETHER
    )


def _counted(receive: Receive, *, known: bool) -> Receive:
    """Return what hears a socket within the budgets: beyond them it hears that the socket was closed."""
    times: deque[float] = deque(maxlen=budgets.MESSAGES_UNKNOWN)

    async def heard() -> Message:
        while True:
            message = await receive()
            data = message.get("bytes")
            if message["type"] != "websocket.receive" or data is None:
                return message
            if len(data) > (budgets.MESSAGE if known else budgets.MESSAGE_UNKNOWN):
                return {"type": "websocket.disconnect", "code": _TOO_BIG}
            now = time.monotonic()
            if not known and len(times) == times.maxlen and now - times[0] < 60:
                return {"type": "websocket.disconnect", "code": _AGAINST_THE_RULES}
            times.append(now)
            if not _foreign(data):
                return message

    return heard


def _foreign(data: bytes) -> bool:
    try:
        return BackMsg.FromString(data).WhichOneof("type") in _NOT_OURS
    except Exception:  # noqa: BLE001 - what is no message at all is refused by Streamlit itself
        return False
