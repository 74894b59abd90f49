"""Labels broken into lines that fit a width, in any script, without a font at hand."""

import unicodedata
from typing import Final

# Advance widths of the type family, in shares of the font's size, by class of character.
_NARROW: Final = "iljtfrI.,;:'|!()[]- "
_WIDE: Final = "mwMWQGO@%&"


def text_width(text: str, size: float) -> float:
    """Return how wide a text is at a font size, in pixels, to within some per cent."""
    return size * sum(_advance(character) for character in text)


def _advance(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if unicodedata.category(character) in ("Mn", "Cf"):
        return 0.0
    if character in _NARROW:
        return 0.33
    if character in _WIDE:
        return 0.86
    return 0.7 if character.isupper() else 0.59


def broken(text: str, width: float, size: float, most: int = 3) -> list[str]:
    """Return a text as lines that fit a width in pixels, the last one cut where it must be.

    Words are kept whole where they fit a line; a longer one, or a script
    without spaces, is broken anywhere.
    """
    lines = _filled(text, width, size)
    if len(lines) > most:
        return [*lines[: most - 1], _cut(lines[most - 1] + "…", width, size)]
    # As narrow as the same number of lines allows, so that no short word stands alone.
    least = max((text_width(word, size) for word in text.split()), default=width)
    while (width := width * 0.95) >= least and len(narrower := _filled(text, width, size)) == len(lines):
        lines = narrower
    return lines


def _filled(text: str, width: float, size: float) -> list[str]:
    lines = [""]
    for word in text.split():
        for piece in _pieces(word, width, size):
            joined = f"{lines[-1]} {piece}".strip()
            if text_width(joined, size) <= width:
                lines[-1] = joined
            else:
                lines.append(piece)
    return [line for line in lines if line] or [""]


def _pieces(word: str, width: float, size: float) -> list[str]:
    pieces = [""]
    for character in word:
        if text_width(pieces[-1] + character, size) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _cut(line: str, width: float, size: float) -> str:
    while len(line) > 1 and text_width(line, size) > width:
        line = line[:-2] + "…"
    return line
