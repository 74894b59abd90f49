"""How wide text is once it is set, so that nothing is printed where it has no room.

Widths are those of Inter, which is a little wider than Arial and Calibri: what
fits in Inter fits in them. Lines break where Office breaks them, which is not
where a picture does: see :mod:`components.files.fonts`.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from components.files import fonts

LEADING: Final = 1.22
"""The height of a line, as a share of its type's size: Arial's and Calibri's with some room."""


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width in points of one line of text, set in `size` points."""
    return fonts.text_width(text, size, 700 if bold else 400)


def widest_word(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width in points of the widest piece of a text that no line break parts."""
    return max((text_width(piece.rstrip(), size, bold=bold) for piece in _pieces(text)), default=0.0)


@lru_cache(maxsize=16384)
def wrapped(text: str, width: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """Return a text as the lines that it takes in a box `width` points wide; one empty line where it is empty.

    A piece that is wider than the box is broken anywhere, as Office does.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, filled = "", 0.0
        for piece in _pieces(paragraph):
            wide = text_width(piece, size, bold=bold)
            if line and filled + text_width(piece.rstrip(), size, bold=bold) > width:
                lines.append(line.rstrip())
                line, filled = "", 0.0
            if text_width(piece.rstrip(), size, bold=bold) > width:
                *whole, line = _broken(piece, width, size, bold)
                lines += whole
                filled = text_width(line, size, bold=bold)
            else:
                line, filled = line + piece, filled + wide
        lines.append(line.rstrip())
    return tuple(lines)


def height(text: str, width: float, size: float, *, bold: bool = False) -> float:
    """Return the height in points that a text takes in a box `width` points wide."""
    return len(wrapped(text, width, size, bold)) * size * LEADING


def shortened(text: str, width: float, size: float, most: int) -> str:
    """Return a text that takes no more than so many lines, cut after a word with an ellipsis where it would."""
    lines = wrapped(text, width, size)
    if len(lines) <= most:
        return text
    last = lines[most - 1]
    while " " in last and text_width(f"{last}…", size) > width:
        last = last.rpartition(" ")[0]
    while last and text_width(f"{last}…", size) > width:
        last = last[:-1]
    return " ".join((*lines[: most - 1], f"{last.rstrip()}…"))


def _pieces(text: str) -> Iterator[str]:
    """Yield the pieces of a line between which it may break, each with the space after it."""
    for word in re.findall(r"\s*\S+\s*", text):
        held = ""
        for sign in word:
            if unicodedata.east_asian_width(sign) in ("W", "F"):
                if held:
                    yield held
                yield sign
                held = ""
            else:
                held += sign
                if sign == "-" and len(held) > 1:
                    yield held
                    held = ""
        if held:
            yield held


def _broken(piece: str, width: float, size: float, bold: bool) -> list[str]:
    lines, line = [], ""
    for sign in piece:
        if line and text_width(line + sign, size, bold=bold) > width:
            lines.append(line)
            line = ""
        line += sign
    return [*lines, line]
