"""Many readers at once: clients that speak the protocol, each with time to think between clicks."""

import asyncio
import random
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from ssl import SSLContext
from typing import Any, Final, TypeVar

from bench.expected import ALL, Truth
from bench.protocol import Answer, RefusedError, Session
from bench.servers import Server

Click = Callable[[Session, random.Random], Awaitable[tuple[str, Answer]]]
THINKING: Final = (2.0, 6.0)
"""The least and the most seconds between two clicks of a reader."""
ARRIVING: Final = 0.15
"""Seconds between two readers who come."""


@dataclass
class Crowd:
    """What became of the clicks of a crowd: seconds by kind of click, errors by their words."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    bytes: list[int] = field(default_factory=list)
    unanswered: int = 0

    def all_seconds(self) -> list[float]:
        """Return the seconds of every click, whatever its kind."""
        return [one for times in self.seconds.values() for one in times]


async def crowd(
    base: str, readers: int, seconds: float, click: Click, page: str, seed: int = 1, tls: SSLContext | None = None
) -> Crowd:
    """Let readers come one after the other, and click until the time is up.

    Clicks are counted once all are there; what has no answer 20 seconds after
    the end counts as not answered.
    """
    found = Crowd()
    all_here = asyncio.Event()
    arrived = 0

    async def reader(number: int) -> None:
        nonlocal arrived
        draw = random.Random(seed * 1000 + number)
        await asyncio.sleep(number * ARRIVING)
        try:
            async with Session(base, tls=tls) as session:
                await session.open(page)
                arrived += 1
                if arrived == readers:
                    all_here.set()
                while True:
                    await asyncio.sleep(draw.uniform(*THINKING))
                    counted = all_here.is_set()
                    kind, answer = await click(session, draw)
                    if counted:
                        found.seconds.setdefault(kind, []).append(answer.seconds)
                        found.bytes.append(answer.wire + answer.sent)
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001
            arrived += 1
            if arrived >= readers:
                all_here.set()
            found.errors[f"{type(error).__name__}: {error}"[:200]] += 1

    tasks = [asyncio.create_task(reader(number)) for number in range(readers)]
    try:
        await asyncio.wait_for(all_here.wait(), readers * ARRIVING + 60)
    except TimeoutError:
        found.unanswered = readers - arrived
        all_here.set()
    await asyncio.sleep(seconds)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return found


T = TypeVar("T")


def apart(work: Coroutine[Any, Any, T]) -> T:
    """Run asynchronous work to its end in a thread of its own: that of the browser has a loop already."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def level_click(truth: Truth) -> Click:
    """Return a reader who filters by a level, or clears the filters; each answer is checked against the files."""
    labels = truth.labels

    async def click(session: Session, draw: random.Random) -> tuple[str, Answer]:
        level = draw.choice((ALL, *labels))
        answer = await session.set("levels", () if level == ALL else (labels[level],))
        counts = truth.counts[level]
        _must_say(answer, f"{counts.held} of {counts.rows * counts.columns} cells hold a record")
        return "filter", answer

    return click


def radio_click(truth: Truth) -> Click:
    """Return a reader of the plain app."""

    async def click(session: Session, draw: random.Random) -> tuple[str, Answer]:
        level = draw.choice((ALL, *truth.labels))
        answer = await session.set("None", level)
        _must_say(answer, f"{truth.counts[level].records} records")
        return "filter", answer

    return click


def mixed_click(truth: Truth) -> Click:
    """Return a reader who does all that readers do: filters, cells, searches, other pages."""
    labels, cells = truth.labels, list(truth.behind)
    filters = level_click(truth)

    async def click(session: Session, draw: random.Random) -> tuple[str, Answer]:
        what = draw.choices(("filter", "cell", "page", "search"), (5, 3, 2, 1))[0]
        if what == "filter" and session.page == "factors" and "factor" not in session.query:
            return await filters(session, draw)
        if what == "cell":
            factor, place = draw.choice(cells)
            answer = await session.open("factors", f"factor={factor}&place={place}")
            _must_say(answer, truth.behind[factor, place][0])
        elif what == "search":
            answer = await session.open("evidence", f"q={draw.choice(('training', 'pay', 'stigma', 'supervision'))}")
            _must_say(answer, "")
        else:
            page = draw.choice(("", "jurisdictions", "factors", "influences", "evidence", "method"))
            level = draw.choice((*labels, None))
            answer = await session.open(page, f"levels={level}" if level else "")
            _must_say(answer, "<h1>")
        return what, answer

    return click


def _must_say(answer: Answer, words: str) -> None:
    told = answer.text.replace("&#39;", "'").replace("&amp;", "&")
    # Abbreviations are marked up within a sentence.
    if words not in told and words not in re.sub("<[^>]*>", "", told):
        raise RefusedError(f"expected {words!r}, saw {answer.text[-200:]!r}")


async def memory_of_sessions(server: Server, readers: int, click: Click, page: str) -> dict[str, float]:
    """Return what further sessions weigh: megabytes before and with them, and for each.

    The first ten don't count: what they bring is shared by all.
    """
    sessions: list[Session] = []
    draw = random.Random(5)
    try:
        for number in range(readers + 10):
            if number == 10:
                await asyncio.sleep(1)
                before = server.memory()
            session = await Session(server.address).__aenter__()
            sessions.append(session)
            await session.open(page)
            for _ in range(3):
                await click(session, draw)
        await asyncio.sleep(1)
        held = server.memory()
    finally:
        for session in sessions:
            await session.__aexit__(None, None, None)
    return {
        "before": before / 2**20,
        "with": held / 2**20,
        "each": (held - before) / 2**20 / readers,
        "sessions": readers,
    }


def warm(server: Server, click: Click, page: str, clicks: int = 30) -> None:
    """Ask for every view once, so that a measurement sees a server that has been up for a while."""

    async def once() -> None:
        draw = random.Random(3)
        async with Session(server.address) as session:
            await session.open(page)
            for _ in range(clicks):
                await click(session, draw)

    apart(once())


def first_views(server: Server, clicks: Sequence[tuple[str, str]]) -> dict[str, list[float]]:
    """Return what filter clicks cost whose view nobody asked for before, and the same clicks of the next reader.

    Returns
    -------
    dict
        The server's processor milliseconds (first, again), and the bytes of a
        click: over the wire, both ways (wire), and before compression (plain).
    """

    async def ask() -> dict[str, list[float]]:
        found: dict[str, list[float]] = {"first": [], "again": [], "wire": [], "plain": []}
        for kind in ("first", "again"):
            async with Session(server.address) as session:
                await session.open("factors")
                for key, label in clicks:
                    await asyncio.sleep(0.2)
                    before = server.processor_seconds()
                    answer = await session.set(key, (label,))
                    await asyncio.sleep(0.2)
                    found[kind].append(1000 * (server.processor_seconds() - before))
                    found["wire"].append(answer.wire + answer.sent)
                    found["plain"].append(answer.received + answer.sent)
        return found

    return apart(ask())
