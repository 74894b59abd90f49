"""Counts with the noun and the verb that go with them, and lists: the small words of every sentence."""

from collections.abc import Iterable
from typing import Final

NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun: ``1 work``, ``2 works``; `plural` where it takes more than an s."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def agreeing(number: int, one: str, several: str) -> str:
    """Return the verb that goes with a count: ``agreeing(1, "is", "are")`` is ``is``."""
    return one if number == 1 else several


def spelled(number: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun as a sentence spells it: ``two studies``, from eleven on in figures."""
    how_many = NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"
    return f"{how_many} {noun if number == 1 else plural or f'{noun}s'}"


def listed(words: Iterable[str]) -> str:
    """Return words as one lists them: ``a``, ``a and b``, ``a, b and c``; with a comma more where one holds an and."""
    *first, last = words
    comma = "," if any(" and " in word for word in (*first, last)) else ""
    return f"{', '.join(first)}{comma} and {last}" if first else last


def capital(text: str) -> str:
    """Return a text with a capital at its head."""
    return text[:1].upper() + text[1:]


def share(number: int, whole: int, noun: str, one: str, several: str) -> str:
    """Return a part of a whole with noun and verb: ``share(1, 5, "work", "carries", "carry")``."""
    return f"{number:,} of {counted(whole, noun)} {agreeing(min(number or whole, whole), one, several)}"


def stopped(text: str) -> str:
    """Return a text that ends as a sentence does, so that the next one can follow it."""
    return text if text.endswith((".", "!", "?", "…", "。")) else f"{text}."
