"""The small words of a sentence: counts with their nouns and verbs, lists, days, names in running text.

A dataset's own words stay its own: a name keeps its capital where the dataset
never writes the word small, and what isn't written in Latin letters is never
bent by English grammar.
"""

import calendar
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

import pycountry

from data.model.dataset import Dataset
from data.model.records import Jurisdiction

NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WITH_ARTICLE: Final = re.compile(
    r"^(?:United |European Union\b|District of |Isle of |UK\b|US$)|"
    r"\b(?:Republic|Islands|Emirates|Kingdom|Territory|Territories|Federation)$"
)
_NO_NOUN: Final = re.compile(
    r"[,;:.!?<>\"“”=@]|^(?:since|when|how|who|whom|whose|what|whether|which|where|why|by|from|if|is|are|has|have|does)\b",
    re.IGNORECASE,
)
"""What keeps a term's name from standing bare in a sentence."""
_ARTICLES: Final = (
    "Whether", "How", "What", "Who", "From", "The", "A", "An", "No", "Several", "Many", "All", "Half", "One", "Two",
    "Three", "Four", "Five", "Some", "About", "Around", "Nearly", "Over", "Up", "At", "More", "Fewer", "Less",
)  # fmt: skip
"""Words that no name opens with, so that they are small inside a sentence."""


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


def tidy(text: str) -> str:
    """Return a text as one line without the full stop at its end."""
    line = " ".join(text.split())
    return line.rstrip(" .。…;,") or "–"


def running(dataset: Dataset, text: str, *, name: bool = False) -> str:
    """Return a text as it stands inside a sentence: with a small letter at its head where that word is no name.

    A word keeps its capital where more of it is in capitals, where the next
    word has one, too, and where the dataset never writes it small. Of a term's
    `name` the last is reversed: it keeps its capital where the dataset writes
    the word with one elsewhere, too, and never small.
    """
    text = tidy(text)
    found = re.match(r"([^\W\d_]+)(?:'s)?(?=[ ,-]|$)", text)
    if found is None or not english(dataset):
        return text
    word, rest = found.group(1), text[found.end() :]
    titled = re.match(r"(?: (?:of|for|and|the))* [A-Z]", rest) is not None
    if word not in _ARTICLES and (word[1:] != word[1:].lower() or titled or len(word) == 1):
        return text
    loose = name and word.isascii() and word not in dataset.capital_words
    small = word in _ARTICLES or word.lower() in dataset.small_words or loose
    return text[:1].lower() + text[1:] if small else text


def term_name(dataset: Dataset, name: str) -> str:
    """Return the name of a lever or factor as it stands inside a sentence; in quotation marks where it is no noun."""
    if foreign(dataset, name) or _NO_NOUN.search(name):
        return f"“{tidy(name)}”"
    return running(dataset, name, name=True)


def place_name(place: Jurisdiction) -> str:
    """Return a place as it stands inside a sentence: ``Ontario``, ``the Netherlands``, ``the general literature``."""
    if place.kind == "literature":
        return "the general literature"
    return f"the {place.name}" if _WITH_ARTICLE.search(place.name) or place.name in _plural() else place.name


@cache
def _plural() -> frozenset[str]:
    """Return the countries of ISO 3166 whose name is a plural with an article, by their official names."""
    official = (
        (country.name.partition(",")[0], getattr(country, "official_name", "")) for country in pycountry.countries
    )
    return frozenset(name for name, whole in official if name.endswith("s") and f"the {name}" in whole)


def english(dataset: Dataset) -> bool:
    """Whether a dataset is in English; it is taken to be where it doesn't say."""
    return (dataset.about.language or "en").lower().startswith("en")


def foreign(dataset: Dataset, text: str) -> bool:
    """Whether English grammar has no hold on a text: another language, or mostly letters that aren't Latin."""
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return not english(dataset) or 2 * latin < len(letters)


def when(as_of: str) -> str:
    """Return a date text as a sentence puts it: ``in 2015``, ``in May 2012``, ``from 2005 to 2010``; else as it is."""
    text = tidy(as_of)
    if span := re.fullmatch(rf"({_DAY})(?: to |–|-)({_DAY})", text):
        return f"from {_month(span[1])} to {_month(span[2])}"
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return f"on {_month(text)}"
    if re.fullmatch(r"\d{4}s", text):
        return f"in the {text}"
    return f"in {_month(text)}" if re.fullmatch(_DAY, text) else re.sub(_DAY, lambda day: _month(day[0]), text)


_DAY: Final = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?!\d)|/\d{2,4})?"


def _month(text: str) -> str:
    """Return a day or month in words: ``7 May 2012``, ``May 2012``; a year stays as it is."""
    parts = text.split("-")
    if len(parts) == 1:
        return text
    month = f"{calendar.month_name[int(parts[1])]} {parts[0]}"
    return f"{int(parts[2])} {month}" if len(parts) > 2 else month


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
