"""The type of pictures: which fonts the renderer reads, and how wide text set in them is.

Inter comes first; a letter that it lacks is taken from the first of the other
files that has it. Widths leave kerning and shaping out: Arabic is given a
little more room than it takes.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont

FONTS: Final = Path(__file__).resolve().parent / "fonts"
INTER: Final = {400: "Inter-Regular.ttf", 600: "Inter-SemiBold.ttf", 700: "Inter-Bold.ttf"}
_UNKNOWN: Final = 1.0
"""The width of a letter that no file has, as a share of its type's size: the renderer draws a box."""


@cache
def _advances(file: str) -> Mapping[int, float]:
    """Return the width of each letter that a file has, as a share of its type's size."""
    with TTFont(FONTS / file, lazy=True) as font:
        units, widths = font["head"].unitsPerEm, font["hmtx"].metrics
        return {code: widths[name][0] / units for code, name in font.getBestCmap().items()}


@cache
def _others() -> tuple[str, ...]:
    # The largest file last: most text is found before it is read.
    files = sorted((path for path in FONTS.glob("Noto*.?tf")), key=lambda path: path.stat().st_size)
    return tuple(path.name for path in files)


def advances(weight: int) -> Mapping[int, float]:
    """Return the width of each letter that Inter has in a weight, as a share of its type's size."""
    return _advances(INTER[weight])


@lru_cache(maxsize=8192)
def _em(sign: str, weight: int) -> float:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf", "Cc"):
        return 0.0
    for file in (INTER[weight], *_others()):
        found = _advances(file).get(ord(sign))
        if found is not None:
            return found
    return _UNKNOWN


def missing(text: str) -> str:
    """Return the letters of a text that no font has: the renderer draws a box for each."""
    files = (INTER[400], *_others())
    return "".join(sign for sign in text if not sign.isspace() and not any(ord(sign) in _advances(f) for f in files))


def text_width(text: str, size: float, weight: int = 400) -> float:
    """Return the width of one line of text in pixels, set in `size` pixels."""
    return sum(_em(sign, weight) for sign in text) * size


@lru_cache(maxsize=16384)
def wrapped(text: str, width: float, size: float, weight: int = 400, most: int | None = None) -> tuple[str, ...]:
    """Return a text as the lines that it takes in a box `width` pixels wide; none where it is empty.

    A piece wider than the box is broken anywhere. Of more than `most` lines
    the rest is left out, and the last one ends in an ellipsis.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, filled = "", 0.0
        for piece in _pieces(paragraph):
            wide = text_width(piece, size, weight)
            if line and filled + text_width(piece.rstrip(), size, weight) > width:
                lines.append(line.rstrip())
                line, filled = "", 0.0
            if text_width(piece.rstrip(), size, weight) > width:
                *whole, rest = _broken(piece, width, size, weight)
                lines += whole
                line, filled = rest, text_width(rest, size, weight)
            else:
                line, filled = line + piece, filled + wide
        if line:
            lines.append(line.rstrip())
        if most is not None and len(lines) > most:
            return (*lines[: most - 1], _cut(lines[most - 1], width, size, weight))
    return tuple(lines)


def _broken(piece: str, width: float, size: float, weight: int) -> list[str]:
    lines, line = [], ""
    for sign in piece:
        if line and text_width(line + sign.rstrip(), size, weight) > width:
            lines.append(line)
            line = ""
        line += sign
    return [*lines, line]


def _cut(line: str, width: float, size: float, weight: int) -> str:
    while line and text_width(line + "…", size, weight) > width:
        line = line[:-1].rstrip()
    return line + "…"


def _pieces(text: str) -> Iterator[str]:
    """Yield the pieces of a line between which it may break, each with the space after it.

    A line may break at a space, beside a letter of a script without spaces,
    and within an address where it has a sign that parts it.
    """
    for word in re.findall(r"\S+\s*", text):
        held = ""
        for sign, after in zip(word, word[1:] + " ", strict=True):
            wide = unicodedata.east_asian_width(sign) in ("W", "F")
            if held and wide:
                yield held
                held = ""
            held += sign
            if sign in "/&?;" and after != "/" and len(held) > 1:
                yield held
                held = ""
        if held:
            yield held
