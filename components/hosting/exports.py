"""Files on their way to readers: one at a time for each reader, a few together, and a word where one can't be made."""

import asyncio
import logging
import time
from collections import Counter, defaultdict, deque
from typing import Final

import anyio
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse, DeferredFileResponsePayload
from streamlit.runtime.backend_operation_handler import DeferredFileHandler

from components.workers.budgets import EXPORT_PATIENCE, EXPORTS_READER, EXPORTS_TOGETHER, EXPORTS_WAITING
from components.workers.workers import WorkError

_LOG: Final = logging.getLogger("dashboard")
_FETCHED: Final = 2.0
"""Seconds that a browser is given to fetch the file that it was told of."""
_asked: Final[Counter[str]] = Counter()
"""Files that a session has asked for and not been given yet."""
_told: Final[deque[float]] = deque()
"""When files were told of, the last ones."""
_turns: Final[defaultdict[str, asyncio.Semaphore]] = defaultdict(lambda: asyncio.Semaphore(EXPORTS_READER))
_together: Final = asyncio.Semaphore(EXPORTS_TOGETHER)
_threads: Final = anyio.CapacityLimiter(EXPORTS_TOGETHER)


def exports_under_way() -> int:
    """Return how many files are being made, wait for that, or were told of a moment ago and may be fetched now."""
    now = time.monotonic()
    while _told and now - _told[0] > _FETCHED:
        _told.popleft()
    return _asked.total() + len(_told)


async def _made(
    handler: DeferredFileHandler, request: BackendOperationRequest, session_id: str
) -> BackendOperationResponse:
    """Answer a request for a file: in turn with the reader's others, and with those of other readers."""

    def refused(words: str) -> BackendOperationResponse:
        return BackendOperationResponse(request_id=request.request_id, error_msg=words)

    if _asked[session_id] >= EXPORTS_READER + EXPORTS_WAITING:
        return refused("A file of yours is being made, and others wait. Ask again once you have them.")
    _asked[session_id] += 1
    try:
        async with asyncio.timeout(EXPORT_PATIENCE):
            await _turns[session_id].acquire()
        try:
            async with asyncio.timeout(EXPORT_PATIENCE):
                await _together.acquire()
            try:
                url = await anyio.to_thread.run_sync(
                    handler._get_media_file_mgr().execute_deferred, request.deferred_file.file_id, limiter=_threads
                )
            finally:
                _together.release()
        finally:
            _turns[session_id].release()
        _told.append(time.monotonic())
        return BackendOperationResponse(
            request_id=request.request_id, deferred_file=DeferredFileResponsePayload(url=url)
        )
    except TimeoutError:
        return refused("The files of others took too long. Ask again in a minute.")
    except WorkError as error:
        _LOG.warning("a file could not be made: %s", error)
        return refused(str(error))
    except Exception:  # noqa: BLE001 - logged, and told
        _LOG.exception("a file could not be made")
        return refused("The file could not be made. The server's log says why; the view itself is not affected.")
    finally:
        _asked[session_id] -= 1
        if not _asked[session_id]:
            del _asked[session_id]
            _turns.pop(session_id, None)


def take_turns() -> None:
    """Have every session's files be made so."""
    DeferredFileHandler.handle = _made  # type: ignore[assignment,method-assign]
