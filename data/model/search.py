"""Searching texts of any script: accents and case folded, several words, phrases in quotes.

A query is words and quoted phrases; all of them must occur. A word matches
from the start of a word: ``train`` finds *training*, ``act`` doesn't find
*fact*. A phrase matches whole words in its own order, so that ``"act"`` finds
*ACT* alone. In scripts that join articles to words or set no spaces between
them (Arabic, Hebrew, Chinese, Japanese, Thai ...) both match anywhere.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

FIELD_END: Final = "\n␞\n"
"""Stands between the fields of one entry: no phrase reaches over it."""

# Letters that Unicode doesn't take apart into a letter and a mark, and signs that keyboards have in one form.
_ALIKE: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
     "’": "'", "‘": "'", "ʼ": "'", "‐": "-", "–": "-", "—": "-", "−": "-"}
)  # fmt: skip
_QUOTES: Final = str.maketrans(dict.fromkeys("“”„‟«»「」『』", '"'))
_VOICED: Final = "\u3099\u309a"  # marks that make another letter, not an accent, of a Japanese one
_LAST_SPACED: Final = "\u058f"  # Latin, Greek, Cyrillic and Armenian end here
_LETTER: Final = rf"[^\W_{chr(ord(_LAST_SPACED) + 1)}-\U0010ffff]"
_WORD_OR_PHRASE: Final = re.compile(r'"([^"]*)"|([^\s"]+)')


class _Folding(dict[int, str]):
    """Each character as it is compared, worked out once."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code)).casefold()
        kept = (
            str(unicodedata.decimal(c, "")) or c
            for c in unicodedata.normalize("NFKD", plain)
            if c in _VOICED or not (unicodedata.combining(c) or unicodedata.category(c) == "Cf")
        )
        self[code] = "".join(kept).translate(_ALIKE)
        return self[code]


_FOLDING: Final = _Folding()


def fold(text: str) -> str:
    """Return a text as it is compared: without accents, case, hidden characters or kinds of dash.

    Character by character, so that a place in the folded text has its place in
    the original.
    """
    return text.translate(_FOLDING)


def alike() -> tuple[str, str]:
    """Return letters, and what each is compared as, for an engine's ``translate``: those that stay one letter."""
    pairs = [
        (chr(code), fold(chr(code))) for code in (*range(0xC0, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x2000))
    ]
    pairs += [(chr(code), letter) for code, letter in _ALIKE.items() if isinstance(letter, str)]
    single = dict(pair for pair in pairs if len(pair[1]) == 1 and pair[0] != pair[1])
    return "".join(single), "".join(single.values())


SEVERAL: Final = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ĳ": "ij"}
"""Small letters that are compared as several; an engine replaces them one after another."""


@dataclass(frozen=True)
class Term:
    """One word or phrase of a query, folded."""

    text: str
    phrase: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What the term matches in a folded text."""
        body = r"\s+".join(re.escape(word) for word in self.text.split())
        before = rf"(?<!{_LETTER})" if _spaced(self.text[0]) else ""
        after = rf"(?!{_LETTER})" if self.phrase and _spaced(self.text[-1]) else ""
        return re.compile(before + body + after)

    @property
    def expression(self) -> str:
        """What the term matches in a text that an engine folded: in words that every engine's expressions know."""
        body = r"\s+".join(re.sub(r"(\W)", r"\\\1", word) for word in self.text.split())
        before = r"(?:^|\W|_)" if _spaced(self.text[0]) else ""
        after = r"(?:\W|_|$)" if self.phrase and _spaced(self.text[-1]) else ""
        return before + body + after


def _spaced(char: str) -> bool:
    return char.isalnum() and char <= _LAST_SPACED


@dataclass(frozen=True)
class Query:
    """What a reader searches for; without terms it finds everything."""

    terms: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    def finds(self, folded: str) -> bool:
        """Whether every term occurs in a folded text (fields joined by ``FIELD_END``)."""
        return all(term.pattern.search(folded) for term in self.terms)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where the terms occur in an original text: (start, end) pairs, apart and in order."""
        pieces = [fold(char) for char in text]
        origin = [place for place, piece in enumerate(pieces) for _ in piece]
        folded = "".join(pieces)
        found = sorted(
            (origin[match.start()], origin[match.end() - 1] + 1)
            for term in self.terms
            for match in term.pattern.finditer(folded)
        )
        merged: list[tuple[int, int]] = []
        for start, end in found:
            whole = next((n for n in range(end, len(text)) if pieces[n]), len(text))
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(whole, merged[-1][1]))
            else:
                merged.append((start, whole))
        return merged

    def marked(self, text: str) -> tuple[tuple[str, bool], ...]:
        """Return a text in pieces, each with whether it is a match; joined they are the text."""
        pieces: list[tuple[str, bool]] = []
        at = 0
        for start, end in self.spans(text) if self.terms else ():
            pieces += [(text[at:start], False), (text[start:end], True)]
            at = end
        pieces.append((text[at:], False))
        return tuple(piece for piece in pieces if piece[0])


EVERYTHING: Final = Query()
"""The query without terms."""


def query(text: str) -> Query:
    """Return the query that a reader wrote; a quote that isn't closed counts as none."""
    terms: dict[Term, None] = {}
    for phrase, word in _WORD_OR_PHRASE.findall(fold(text).translate(_QUOTES)):
        bare = " ".join(phrase.split()) if phrase else re.sub(r"^\W+|\W+$", "", word)
        if any(char.isalnum() for char in bare):
            terms[Term(bare, phrase=bool(phrase))] = None
    return Query(tuple(terms))


def joined(fields: Iterable[str]) -> str:
    """Return the fields of one entry as one folded text, for :meth:`Query.finds`."""
    return FIELD_END.join(fold(field) for field in fields)
