"""Which texts are surely phrases that can follow a verb, and which may be clauses of their own."""

import re
from collections.abc import Sequence
from typing import Final

from data.questions.counting import NUMBERS
from data.questions.wording import tidy

_AUXILIARY: Final = (
    "is", "are", "was", "were", "be", "has", "have", "had", "may", "might", "must", "can", "could", "will", "would",
    "shall", "should", "do", "does", "did", "needs", "need", "needed", "requires", "apply", "applies", "applied",
    "began", "begins", "offer", "offers", "hold", "holds", "held", "exist", "exists", "led", "leads", "grew", "rose",
    "fell", "rest", "rests",
)  # fmt: skip
_LINKS: Final = (
    "of", "in", "on", "at", "for", "from", "to", "by", "with", "without", "within", "under", "over", "per", "as",
    "and", "or", "than", "through", "across", "before", "after", "between", "among", "against", "about", "a", "an",
    "every", "each", "until", "that", "who", "which",
)  # fmt: skip


def is_phrase(text: str) -> bool:
    """Whether a text is surely a phrase that can follow a verb: ``at least 40 hours of training``.

    It opens with a number, an article or ``No``, and nothing in its first part
    looks like a verb of its own; in doubt it is none.
    """
    bare = re.sub(r"\([^()]*\)", "", tidy(text))
    head = re.split(r"[,;:]| and ", bare, maxsplit=1)[0].split()
    lead = re.match(
        r"(?:(?:at least|at most|up to|about|around|nearly|over|more than|fewer than|less than|some) )?\d|"
        rf"(?:a|an|the|half|{'|'.join(NUMBERS)}) ",
        text,
        re.IGNORECASE,
    )
    if lead is None or any(word.lower() in _AUXILIARY for word in head):
        return False
    numeric = lead.group()[-1].isdigit() or lead.group().strip().lower() in NUMBERS[1:]
    return all(_nominal(head, at, numeric=numeric) for at in range(1, len(head)))


def _nominal(words: Sequence[str], at: int, *, numeric: bool) -> bool:
    """Whether a word of a phrase may be a noun or an adjective, and no verb, by its ending and its neighbours."""
    before, word = words[at - 1].lower(), words[at].lower()
    after = words[at + 1].lower() if at + 1 < len(words) else ""
    if word.endswith("ed") and at > 1 and after:
        return after in _LINKS or before in _LINKS
    if re.search(r"[^sui]s$", word) and word not in _LINKS:
        amount = before in _COUNTS or re.fullmatch(r"[\d.,]{1,3}|\d{1,3}[,.]\d+", before) is not None
        if amount or before in ("of", "in", "for", "at", "with", "per"):
            return not after or after in _LINKS or (numeric and at == 1)
        return numeric and (not after or after in _LINKS)
    return True


_COUNTS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "core")
