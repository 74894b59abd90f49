"""The words of a dataset inside a sentence: names in running text, places with their article, days.

A dataset's own words stay its own: a name keeps its capital where the dataset
never writes the word small, and what isn't written in Latin letters is never
bent by English grammar.
"""

import calendar
import re
import unicodedata
from functools import cache
from typing import Final

import pycountry

from data.model.dataset import Dataset
from data.model.records import Jurisdiction

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
