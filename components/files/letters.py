"""Which text can be set letter by letter, without the renderer's shaping, and where its letters stand.

The renderer opens a font's file four times for each letter that it draws or
measures, which is most of its time. What needs no shaping is therefore set
here, in a PNG and in a PDF: left to right, in letters that Inter has.
"""

from functools import cache
from typing import Final

from components.files.canvas import Line
from components.files.fonts import advances

SMALL: Final = 14.0
"""Pixels of type up to which kerning isn't seen."""
_JOINED: Final = range(0x0300, 0x0370)
"""Marks that stand on the letter before them: their place is the shaper's to find."""


@cache
def _plain(weight: int) -> frozenset[str]:
    return frozenset(chr(code) for code in advances(weight) if code not in _JOINED)


def is_plain(line: Line) -> bool:
    """Return whether a line is set without shaping: every letter stands in Inter, none of them on another."""
    return _plain(line.type.weight).issuperset(line.text)


def is_small(line: Line) -> bool:
    """Return whether a line's type is so small that its letters stand at their own widths."""
    return line.type.size <= SMALL


def width(line: Line) -> float:
    """Return the width in pixels of a plain line, without kerning."""
    return sum(map(advances(line.type.weight).__getitem__, map(ord, line.text))) * line.type.size


def left(line: Line, wide: float) -> float:
    """Return where a line begins that is so many pixels wide."""
    return line.x - {"start": 0.0, "middle": wide / 2, "end": wide}[line.anchor]
