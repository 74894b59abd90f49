"""Works as CSL-JSON: the one form from which every reference and every file for a reference manager is made.

What the dataset doesn't know stays absent; what isn't verified says so in its note.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Final

from data.model.records import Work

Item = dict[str, Any]
"""A CSL-JSON item: names and dates nested, all else text."""

CSL_TYPES: Final[Mapping[str, str]] = {
    "article": "article-journal",
    "report": "report",
    "law": "legislation",
    "guideline": "report",
    "statistics": "dataset",
    "webpage": "webpage",
    "news": "article-newspaper",
    "book": "book",
    "chapter": "chapter",
    "thesis": "thesis",
    "preprint": "article",
    "dataset": "dataset",
    "case": "legal_case",
    "bill": "bill",
    "": "document",
}
GENRES: Final[Mapping[str, str]] = {"guideline": "Guideline"}
"""Words for the types that CSL has no type of their own for."""

UNVERIFIED: Final[Mapping[str, str]] = {
    "partial": "Partly verified",
    "no": "Not verified, only its citation was seen",
}
_FIELDS: Final[Mapping[str, str]] = {
    "title": "title",
    "container": "container-title",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "publisher": "publisher",
    "doi": "DOI",
    "url": "URL",
}
_ET_AL: Final = re.compile(r"[;,]?\s*\bet al\.?\s*$", re.IGNORECASE)
_SUFFIX: Final = re.compile(r"^(jr|sr|ii|iii|iv)\.?$", re.IGNORECASE)
_WORDS_OF_A_BODY: Final = re.compile(r"&|\b(and|of|for|on|the)\b")
_BIDI_CONTROLS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def csl_items(works: Sequence[Work]) -> list[Item]:
    """Return CSL-JSON items, one a work, in the order given; of works with one key the first is taken."""
    return [csl_item(work) for work in distinct(works).values()]


def distinct(works: Sequence[Work]) -> dict[str, Work]:
    """Return works by their keys, in the order given; of works with one key the first."""
    found: dict[str, Work] = {}
    for work in works:
        found.setdefault(work.key, work)
    return found


def csl_item(work: Work) -> Item:
    """Return a work as a CSL-JSON item whose ``id`` is the work's key."""
    item: Item = {"id": work.key, "type": CSL_TYPES[work.type]}
    if genre := GENRES.get(work.type):
        item["genre"] = genre
    item["author"] = names(work)
    if work.year:
        item["issued"] = {"date-parts": [[int(work.year[:4])]]}
    if letter := year_letter(work):
        item["year-suffix"] = letter
    item |= {name: text for field, name in _FIELDS.items() if (text := plain(getattr(work, field)))}
    if work.type == "news" and "publisher" in item:
        # Reference managers keep no publisher for a news item, but the paper in which it stands.
        item.setdefault("container-title", item["publisher"])
    if note := noted(work):
        item["note"] = note
    return item


def plain(text: str) -> str:
    """Return a text of the data as one line.

    Line ends and other control characters could end a field, direction
    overrides turn what stands around it, and characters of private use mean
    nothing outside one program.
    """
    kept = ("" if char in _BIDI_CONTROLS or unicodedata.category(char) in ("Co", "Cs", "Cn") else char for char in text)
    spaced = (" " if unicodedata.category(char) == "Cc" else char for char in "".join(kept))
    return " ".join("".join(spaced).split())


def names(work: Work) -> list[dict[str, str]]:
    """Return a work's authors as CSL names; "et al." is none of them.

    A name with a comma is a person's. It is a body's (``literal``) without one,
    where it is the publisher or the container too, or where it holds words that
    stand in names of bodies only.
    """
    listed = (plain(name) for name in _ET_AL.sub("", plain(work.authors)).split(";"))
    bodies = (plain(work.publisher), plain(work.container))
    return [_name(name, body=name in bodies) for name in listed if name]


def and_others(work: Work) -> bool:
    """Whether the dataset lists only the first authors, and says so with "et al."."""
    return _ET_AL.search(plain(work.authors)) is not None


def year_letter(work: Work) -> str:
    """Return the letter by which the source tells works of one year apart, as :attr:`Work.name` has it."""
    return work.name.rsplit(" ", 1)[-1][4:] if work.year else ""


def state_of(work: Work) -> str:
    """Return how far a work is short of verified, in words; empty where it is not."""
    return UNVERIFIED.get(work.verified, "")


def noted(work: Work) -> str:
    """Return what a reader of the exported reference must know: what is not verified, left out, or told apart."""
    state, note = state_of(work), plain(work.note)
    said = f"{state}: {note}" if state and note else state or note
    parts = (
        _ended(said),
        "Further authors are not listed (et al.)." if and_others(work) else "",
        f"Cited as {work.year[:4]}{letter}." if (letter := year_letter(work)) else "",
    )
    return " ".join(part for part in parts if part)


def _ended(sentence: str) -> str:
    return sentence if not sentence or sentence.endswith((".", "!", "?")) else f"{sentence}."


def _name(name: str, *, body: bool) -> dict[str, str]:
    family, *rest = (part.strip() for part in name.split(","))
    if body or not family or not rest or not rest[0] or _WORDS_OF_A_BODY.search(name):
        return {"literal": name}
    if len(rest) == 1:
        return {"family": family} | _given(rest[0])
    suffixes = [part for part in rest if _SUFFIX.match(part)]
    given = [part for part in rest if part not in suffixes]
    if len(suffixes) == len(given) == 1:
        return {"family": family} | _given(given[0]) | {"suffix": suffixes[0]}
    return {"literal": name}


def _given(text: str) -> dict[str, str]:
    """Return given names apart from what belongs before the family's: "J. van der" of "Berg, J. van der"."""
    words = text.split()
    last = max((at for at, word in enumerate(words) if not word.islower()), default=len(words) - 1)
    particle = " ".join(words[last + 1 :])
    return {"given": " ".join(words[: last + 1])} | ({"dropping-particle": particle} if particle else {})
