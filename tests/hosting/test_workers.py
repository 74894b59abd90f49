"""Work in processes that can be ended: limits of time and memory, a queue with an end, one who fails harms nobody."""

import os
import threading
import time
from dataclasses import replace

import pytest

from components.workers.budgets import CHECK, LAYOUT, MB, Work
from components.workers.workers import BusyError, WorkError, worked

SMALL = Work("The task", 1.0, 300 * MB, 1, 3.0)


def test_work_is_done_in_another_process() -> None:
    assert worked(SMALL, os.getpid) != os.getpid()
    assert worked(SMALL, os.getpid) == worked(SMALL, os.getpid), "it is used again"


def test_what_takes_too_long_is_ended_and_the_next_is_served() -> None:
    process = worked(SMALL, os.getpid)
    begun = time.monotonic()
    with pytest.raises(WorkError, match="The task took longer than 1 seconds and was ended"):
        worked(SMALL, time.sleep, 60)
    assert time.monotonic() - begun < 5
    assert worked(SMALL, len, "ab") == 2
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_what_takes_too_much_memory_is_given_up() -> None:
    with pytest.raises(WorkError, match="300 MB"):
        worked(SMALL, bytes, 400 * MB)
    assert worked(SMALL, len, "ab") == 2


def test_a_process_that_breaks_is_replaced() -> None:
    with pytest.raises(WorkError, match="broke its process"):
        worked(SMALL, os._exit, 3)
    assert worked(SMALL, len, "ab") == 2


def test_who_comes_when_too_many_wait_is_told_so_at_once() -> None:
    slow = replace(SMALL, seconds=4.0, patience=10.0)
    waiting = [threading.Thread(target=worked, args=(slow, time.sleep, 1.5)) for _ in range(2)]
    worked(slow, len, "")
    for thread in waiting:
        thread.start()
        time.sleep(0.2)
    begun = time.monotonic()
    with pytest.raises(BusyError, match="too many wait"):
        worked(slow, len, "ab")
    assert time.monotonic() - begun < 0.5
    for thread in waiting:
        thread.join()


def test_the_errors_of_the_work_itself_are_told() -> None:
    with pytest.raises(ZeroDivisionError):
        worked(SMALL, divmod, 1, 0)


def test_together_the_limits_leave_room_for_the_server() -> None:
    """A replica has 2 GB in the files of deploy/: one check and one layout beside a server of 500 MB."""
    assert CHECK.memory + LAYOUT.memory + 500 * MB < 2048 * MB
