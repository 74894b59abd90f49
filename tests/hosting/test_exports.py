"""Files in turn: one reader's many don't keep another waiting, and what can't be made is told in words."""

import asyncio
import time
from types import SimpleNamespace

import pytest
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.runtime.backend_operation_handler import DeferredFileHandler

from components.files.rendering import RenderError
from components.hosting import exports
from components.workers.budgets import EXPORTS_READER, EXPORTS_WAITING


def made(session: str, seconds: float = 0.0, error: Exception | None = None) -> object:
    def execute(file_id: str) -> str:
        time.sleep(seconds)
        if error is not None:
            raise error
        return f"/media/{file_id}"

    handler = DeferredFileHandler(lambda: SimpleNamespace(execute_deferred=execute))  # type: ignore[arg-type, return-value]
    request = BackendOperationRequest(request_id="r")
    request.deferred_file.file_id = "f"
    return exports._made(handler, request, session)


def test_one_readers_many_files_leave_the_others_their_turn() -> None:
    async def both() -> tuple[float, list[str]]:
        greedy = [asyncio.create_task(made("greedy", 0.4)) for _ in range(20)]  # type: ignore[arg-type]
        await asyncio.sleep(0.05)
        begun = time.monotonic()
        other = await made("other", 0.1)  # type: ignore[misc]
        waited = time.monotonic() - begun
        assert other.deferred_file.url == "/media/f"
        return waited, [(await task).error_msg for task in greedy]

    waited, errors = asyncio.run(both())
    assert waited < 0.35
    served = EXPORTS_READER + EXPORTS_WAITING
    assert sum(not error for error in errors) == served
    assert {error for error in errors if error} == {
        "A file of yours is being made, and others wait. Ask again once you have them."
    }
    assert exports.exports_under_way() == served + 1, "the browsers were told where they lie a moment ago"
    exports._told.clear()
    assert exports.exports_under_way() == 0


def test_a_stop_waits_until_the_file_was_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is made, and gone before the browser asks for it, is lost without a word."""
    exports._told.clear()
    asyncio.run(made("a"))  # type: ignore[arg-type]
    assert exports.exports_under_way() == 1
    later = time.monotonic() + 2.1
    monkeypatch.setattr(exports.time, "monotonic", lambda: later)
    assert exports.exports_under_way() == 0


def test_what_cannot_be_made_is_told() -> None:
    told = asyncio.run(made("a", error=RenderError("The picture took longer than 60 seconds and was ended.")))  # type: ignore[arg-type]
    assert told.error_msg == "The picture took longer than 60 seconds and was ended."
    told = asyncio.run(made("a", error=KeyError("/srv/secret")))  # type: ignore[arg-type]
    assert "secret" not in told.error_msg
    assert told.error_msg.startswith("The file could not be made.")
