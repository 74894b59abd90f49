"""A stop that nobody notices: readiness falls first, what is being answered is answered, then the server stops."""

import asyncio
import signal
import threading
from collections.abc import Callable
from types import FrameType

from uvicorn import Server

from components.hosting.exports import exports_under_way
from components.hosting.logs import tell
from components.workers.budgets import STOP_PATIENCE

_asked = threading.Event()


def stopping() -> bool:
    """Whether the server was asked to stop."""
    return _asked.is_set()


def running_server() -> Server | None:
    """Return the server that the process runs, by what it has set to hear signals; None under another server."""
    handler = signal.getsignal(signal.SIGTERM)
    owner = getattr(handler, "__self__", None)
    return owner if isinstance(owner, Server) else None


def hide_server_name() -> None:
    """Keep the server from naming itself in every response."""
    if (server := running_server()) is not None:
        server.config.encoded_headers = [pair for pair in server.config.encoded_headers if pair[0] != b"server"]


def watch_for_stop(seconds: float) -> None:
    """Have the server go on for some seconds after SIGTERM, while it says that it isn't ready.

    A second signal stops it at once; so does Ctrl-C, as before. Called while
    the server starts, when its own handlers are set: they are kept and run
    after the time.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    before = signal.getsignal(signal.SIGTERM)
    if not callable(before):
        return
    signal.signal(signal.SIGTERM, _delayed(before, loop, seconds))


def _delayed(
    before: Callable[[int, FrameType | None], object], loop: asyncio.AbstractEventLoop, seconds: float
) -> Callable[[int, FrameType | None], None]:
    def heard(number: int, frame: FrameType | None) -> None:
        if _asked.is_set() or not seconds:
            _asked.set()
            before(number, frame)
            return
        _asked.set()
        loop.call_soon_threadsafe(tell, "asked to stop: not ready any more")
        loop.call_soon_threadsafe(loop.call_later, seconds, _once_done, before, loop, number, loop.time() + seconds)

    return heard


def _once_done(
    before: Callable[[int, FrameType | None], object], loop: asyncio.AbstractEventLoop, number: int, asked_to: float
) -> None:
    """Stop once no file is being made any more, or after :data:`STOP_PATIENCE` at the latest."""
    if exports_under_way() and loop.time() < asked_to + STOP_PATIENCE:
        loop.call_later(0.25, _once_done, before, loop, number, asked_to)
        return
    before(number, None)
