"""Work in processes that can be ended: limits of time and memory, a queue with an end, one who fails harms nobody."""

import os
import threading
import time
from dataclasses import replace

import pytest

from components.workers import budgets
from components.workers.budgets import MB, Work
from components.workers.workers import BusyError, WorkError, worked

SMALL = Work("The task", "task", 1.0, 300 * MB, 1, 3.0)


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
    """All processes at their limits, beside a server with as many uploads and own data as there may be."""
    assert budgets.REPLICA == (768 + 384 + 640 + 1024 + 768) * MB
    assert budgets.SERVER >= (budgets.UPLOADS_TOGETHER + budgets.OWN_TOGETHER) + 256 * MB
    assert len({work.process for work in budgets.WORKS}) == 4


def test_what_a_process_has_to_be_worked_out_it_works_out_itself() -> None:
    """Else each process would have processes of its own, which no budget counts."""
    process = worked(SMALL, os.getpid)
    assert worked(SMALL, worked, SMALL, os.getpid) == process


def test_works_of_one_process_take_turns_and_keep_their_own_time() -> None:
    other = replace(SMALL, name="The other task", seconds=0.5)
    assert worked(SMALL, os.getpid) == worked(other, os.getpid)
    with pytest.raises(WorkError, match="The other task took longer than 0"):
        worked(other, time.sleep, 30)
