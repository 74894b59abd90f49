"""A question over a second says so, and the next click breaks it off."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from components.answers import patience
from data.model.evidence import Cancel


class Clicked(BaseException):
    """What Streamlit raises in a run that shows something after the reader clicked."""


class Slow:
    """Evidence on an engine whose question ends when it is told to, or is broken off."""

    in_memory, size = False, 1_000_000

    def __init__(self) -> None:
        self.answered, self.broken_off, self.over = threading.Event(), threading.Event(), threading.Event()

    @contextmanager
    def cancellable(self) -> Iterator[Cancel]:
        yield self.broken_off.set

    def question(self) -> str:
        try:
            while not self.answered.wait(0.01):
                if self.broken_off.is_set():
                    raise InterruptedError
            return "the answer"
        finally:
            self.over.set()


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is shown while a question waits; patience is short."""
    said: list[str] = []
    slot = SimpleNamespace(caption=said.append, empty=lambda: said.append(""))
    monkeypatch.setattr(patience.st, "empty", lambda: slot)
    monkeypatch.setattr(patience, "PATIENCE", 0.05)
    monkeypatch.setattr(patience, "_BEAT", 0.02)
    return said


def test_a_quick_question_shows_nothing(shown: list[str]) -> None:
    evidence = Slow()
    evidence.answered.set()
    assert patience.patiently(SimpleNamespace(evidence=evidence), evidence.question) == "the answer"
    assert shown == []


def test_a_slow_question_says_so_until_it_is_answered(shown: list[str]) -> None:
    evidence = Slow()
    threading.Timer(0.3, evidence.answered.set).start()
    assert patience.patiently(SimpleNamespace(evidence=evidence), evidence.question) == "the answer"
    assert shown[0] == "Asking 1,000,000 records … 0 s. The next click breaks it off."
    assert len(shown) > 2
    assert shown[-1] == "", "it goes when the answer is there"
    assert not evidence.broken_off.is_set()


def test_the_next_click_breaks_it_off(shown: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def clicked(text: str) -> None:
        shown.append(text)
        if len(shown) == 2:
            raise Clicked

    monkeypatch.setattr(patience.st, "empty", lambda: SimpleNamespace(caption=clicked))
    evidence = Slow()
    with pytest.raises(Clicked):
        patience.patiently(SimpleNamespace(evidence=evidence), evidence.question)
    assert evidence.over.wait(10)
    assert evidence.broken_off.is_set()


def test_records_in_memory_are_asked_at_once(shown: list[str]) -> None:
    thread = patience.patiently(SimpleNamespace(evidence=SimpleNamespace(in_memory=True)), threading.current_thread)
    assert thread is threading.current_thread()
