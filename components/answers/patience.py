"""Questions that may take long: progress is shown after a second, and the next click breaks them off."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, TypeVar

import streamlit as st

from data.model.dataset import Dataset
from data.model.evidence import Cancel

Answer = TypeVar("Answer")

PATIENCE: Final = 1.0
"""Seconds after which a reader is told that an answer takes time."""
_BEAT: Final = 0.25
_HERE: Final = threading.local()
"""Whether this thread answers such a question already."""
_WORKERS: Final = ThreadPoolExecutor(max_workers=16, thread_name_prefix="question")


def patiently(dataset: Dataset, question: Callable[[], Answer]) -> Answer:
    """Return the answer to a question; where an engine is asked, so that the reader can change their mind.

    Streamlit tells a run that it is over, because the reader clicked, when the
    run shows something. So the question is asked in another thread, this one
    shows how long it takes, and breaks the question off when it is told.

    Parameters
    ----------
    dataset : Dataset
    question : function without arguments
        It shows nothing itself; answers that are kept come at once.
    """
    if dataset.evidence.in_memory or getattr(_HERE, "asked", False):
        return question()
    asked = _Asked()
    answer = _WORKERS.submit(asked.ask, dataset, question)
    try:
        return _awaited(answer, dataset.evidence.size)
    finally:
        if not answer.done():
            asked.break_off()


class _Asked:
    """A question on its way, and what breaks it off."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cancel: Cancel | None = None
        self._unwanted = False

    def ask(self, dataset: Dataset, question: Callable[[], Answer]) -> Answer:
        with dataset.evidence.cancellable() as cancel:
            with self._lock:
                self._cancel = cancel
                if self._unwanted:
                    cancel()
            _HERE.asked = True
            try:
                return question()
            finally:
                _HERE.asked = False
                with self._lock:
                    self._cancel = None

    def break_off(self) -> None:
        with self._lock:
            self._unwanted = True
            if self._cancel is not None:
                self._cancel()


def _awaited(answer: Future[Answer], size: int) -> Answer:
    began = time.monotonic()
    try:
        return answer.result(PATIENCE)
    except TimeoutError:
        if answer.done():
            raise
    slot = st.empty()
    while not answer.done():
        seconds = time.monotonic() - began
        slot.caption(f"Asking {size:,} records … {seconds:.0f} s. The next click breaks it off.")
        try:
            answer.result(_BEAT)
        except TimeoutError:
            continue
    slot.empty()
    return answer.result()
