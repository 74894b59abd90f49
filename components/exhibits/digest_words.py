"""The words that the short form of a briefing has of its own: days, lists of names, what is said aloud."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from data.questions.counting import listed

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
LEAST_SPOKEN, MOST_SPOKEN = 80, 120
"""Words that the notes of a slide give its speaker: about a minute."""

STATUS: Final = "Draft for decision"
SURE: Final = {
    "several": "two or more sources",
    "one": "one source",
    "unverified": "only the citation was checked",
    "mixed": "sources differ",
    "silent": "the sources are silent",
}
"""How sure a sentence is, by the strength of what stands behind it."""


def day_words(iso: str) -> str:
    """Return an ISO date in words: ``28 November 2026``."""
    day = date.fromisoformat(iso)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def few(names: Sequence[str], most: int) -> str:
    """Return names as one lists them; of more than `most` the first ones, and how many there are besides."""
    if len(names) <= most:
        return listed(names) if names else ""
    return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} more"


def head_of(sentence: str) -> str:
    """Return a sentence up to where it says why: ``The numbers cannot be compared.`` of a longer one."""
    head = re.split(r",? because |: ", sentence, maxsplit=1)[0]
    return f"{head.rstrip('.')}."


def more(count: int, *, annexed: bool) -> str:
    """Return how many there are besides, and where: ``6 more in the annex.``; empty where there are none."""
    if not count:
        return ""
    return f"{count} more in the annex." if annexed else f"{count} more {'is' if count == 1 else 'are'} left out here."


def spoken(sentences: Iterable[str]) -> str:
    """Return sentences to say aloud, in their order: whole ones, until a minute is filled."""
    told: list[str] = []
    count = 0
    for sentence in dict.fromkeys(filter(None, sentences)):
        words = len(sentence.split())
        if count + words <= MOST_SPOKEN:
            told.append(sentence)
            count += words
        if count >= LEAST_SPOKEN:
            break
    return " ".join(told)
