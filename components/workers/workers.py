"""Work that a reader asks for, in processes that can be ended: the server's own interpreter is never held by it.

The pool is loky's: one process for each kind of work, used again by the next
who asks, left to end where nobody does for a while. One that takes too long or
too much is ended, and another takes its place. What such a process has to be
worked out itself, it works out where it is, within its own limits.
"""

import logging
import resource
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, ParamSpec, TypeVar

from loky.backend import get_context  # type: ignore[import-untyped]
from loky.process_executor import BrokenProcessPool, ProcessPoolExecutor  # type: ignore[import-untyped]

from components.workers.budgets import Work

Given = ParamSpec("Given")
Result = TypeVar("Result")
_LOG: Final = logging.getLogger("dashboard")
_SCRIPTS: Final = Path(__file__).resolve().parents[1]
_IDLE: Final = 120.0
"""Seconds after which a process that nobody asks ends, and gives back its memory."""
_START: Final = 60.0
"""Seconds that a process has to start."""


class WorkError(RuntimeError):
    """Work that was refused or ended, in words for who asked for it."""


class BusyError(WorkError):
    """Work that was refused because of others' work: the same may be done a little later."""


class _Place:
    """Where some kinds of work are done: one piece at a time, in a process that is started when it is needed."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._turn = threading.Semaphore(1)
        self._counting = threading.Lock()
        self._waiting = 0
        self._pool: ProcessPoolExecutor | None = None

    @contextmanager
    def turn(self, work: Work) -> Iterator[None]:
        """Wait for the turn, and keep it as long as the context lasts."""
        with self._counting:
            if self._waiting >= work.waiting:
                raise BusyError(f"{work.name} has to wait, and too many wait already. Try again in a minute.")
            self._waiting += 1
        try:
            mine = self._turn.acquire(timeout=work.patience)
        finally:
            with self._counting:
                self._waiting -= 1
        if not mine:
            raise BusyError(f"{work.name} had to wait for others for too long. Try again in a minute.")
        try:
            yield
        finally:
            self._turn.release()

    def pool(self) -> ProcessPoolExecutor:
        """Return the process, started where none is running."""
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                1, timeout=_IDLE, context=get_context("loky"), initializer=_limit, initargs=(self._memory,)
            )
            self._pool.submit(int).result(_START)
        return self._pool

    def end(self) -> None:
        """End the process, whatever it does."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, kill_workers=True)

    def busy(self) -> bool:
        """Whether somebody's work is being done."""
        return self._turn._value == 0


_PLACES: Final[dict[tuple[str, int], _Place]] = {}


def _place(work: Work) -> _Place:
    return _PLACES.setdefault((work.process, work.memory), _Place(work.memory))


class _Here:
    """Whether this is a process of a pool."""

    apart = False


def worked(work: Work, function: Callable[Given, Result], *given: Given.args, **named: Given.kwargs) -> Result:
    """Return what a function returns, run in a process of its own within the limits of its kind.

    Parameters
    ----------
    work : Work
        What it may cost.
    function : callable
        Of a module, by name; what it is given and returns travels between processes.
    given, named : objects

    Raises
    ------
    WorkError
        Where it took longer or more than it may, or its process ended.
    BusyError
        Where too many wait already.
    """
    if _Here.apart:
        return function(*given, **named)
    place = _place(work)
    with place.turn(work):
        try:
            done: Result = place.pool().submit(function, *given, **named).result(work.seconds)
        except TimeoutError:
            place.end()
            raise WorkError(f"{work.name} took longer than {work.seconds:.0f} seconds and was ended.") from None
        except (MemoryError, BrokenProcessPool):
            _LOG.warning("%s was given up", work.name, exc_info=True)
            place.end()
            much = f"{work.memory // 2**20} MB of memory"
            raise WorkError(f"{work.name} needed more than {much}, or broke its process, and was given up.") from None
        return done


def apart() -> bool:
    """Whether this is a process of a pool, and not the server's own."""
    return _Here.apart


def prepare(work: Work, function: Callable[Given, object], *given: Given.args, **named: Given.kwargs) -> None:
    """Have a process load what a function needs, so that the first who asks doesn't wait for it; nobody waits here."""

    def ahead() -> None:
        try:
            worked(work, function, *given, **named)
        except RuntimeError:
            # Refused, ended, or the server stops: whoever asks is told.
            return

    if not _Here.apart and not _place(work).busy():
        threading.Thread(target=ahead, name="prepare", daemon=True).start()


def _limit(memory: int) -> None:
    """Set the limits of a worker's process, as it starts."""
    # Streamlit puts the folder of its script first, where a module of ours may hide one of Python's.
    _Here.apart = True
    sys.path[:] = [path for path in sys.path if not Path(path).resolve().is_relative_to(_SCRIPTS)]
    for kind, limit in ((resource.RLIMIT_DATA, memory), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(kind, (limit, limit))
