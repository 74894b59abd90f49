"""Those who left: their sessions end and are collected, though nobody comes after them.

Streamlit forgets a session when the next one leaves; and what is frozen while
a page is shown for the first time is looked at by no collection.
"""

import asyncio
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack

import pytest

from bench.protocol import Session
from tests.conftest import DATASETS
from tests.hosting.conftest import Serve, Server, free_port
from tests.hosting.test_metrics import samples

READERS = 4
WITHIN = 40
"""Seconds: two until a session is overdue, and some looks."""


@pytest.fixture
def short_of_memory(serve: Serve) -> tuple[Server, int]:
    port = free_port()
    options = ("--server.disconnectedSessionTTL", "2")
    return serve(DATASETS / "tiny", *options, environment={"POLICY_METRICS_PORT": str(port)}), port


def test_sessions_of_those_who_left_are_collected(short_of_memory: tuple[Server, int]) -> None:
    server, port = short_of_memory

    def sessions() -> Iterator[float]:
        told = samples(server, port)
        yield from (told[name, ()] for name in ("dashboard_sessions", "dashboard_sessions_in_memory"))

    async def readers_come_and_go() -> None:
        async with AsyncExitStack() as here:
            readers = [await here.enter_async_context(Session(server.address)) for _ in range(READERS)]
            # Each is the first on a page, while all are there.
            for reader, page in zip(readers, ("factors", "jurisdictions", "method", "evidence"), strict=True):
                await reader.open(page)
            assert [*sessions()] == [READERS, READERS]

    asyncio.run(readers_come_and_go())
    until = time.monotonic() + WITHIN
    while (found := [*sessions()])[1] > 1 and time.monotonic() < until:
        time.sleep(0.5)
    # Streamlit's own loop holds on to the one that it looked at last.
    assert found[0] == 0
    assert found[1] <= 1
