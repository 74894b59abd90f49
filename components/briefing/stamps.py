"""Letters stamped upon rows of pixels: each is drawn once a size, weight, colour and quarter of a pixel.

A renderer draws each letter anew wherever it stands, which takes ten times as long.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
from PIL import ImageColor, ImageFont

from components.briefing.canvas import Line
from components.briefing.fonts import FONTS, INTER, advances
from components.briefing.letters import is_small, left, width
from components.briefing.pixels import Pixels, lay

PHASES: Final = 4
"""Places within a pixel at which a letter may begin."""
UP: Final = 1.3
"""How far above its base line a line's ink may reach, as a share of its type's size."""
DOWN: Final = 0.45
"""How far below."""
_TALL: Final = (0.8, 0.25)
"""How far most letters reach: what is behind these decides how they are set."""


class Stamp(NamedTuple):
    """A letter or a text as pixels, and how far ``down`` and ``right`` of the pen they begin: columns, or thrice that.

    ``pixels`` are its coverage, or its colour on white: red, green and blue side by side.
    """

    pixels: Pixels
    down: int
    high: int
    right: int
    wide: int


def rows_of(line: Line, scale: float) -> tuple[int, int]:
    """Return the first row of pixels that a line's ink may reach, and the one behind the last."""
    base, size = round(line.y * scale), line.type.size * scale
    return base - round(UP * size), base + round(DOWN * size)


def stamp(canvas: Pixels, line: Line, scale: float, top: int) -> None:
    """Set a line upon rows of pixels: small type letter by letter, larger type as a whole, for its kerning.

    Parameters
    ----------
    canvas : (rows, columns * 3) array
        Red, green and blue, side by side.
    line : Line
        A plain one; what stands out of the rows is cut off.
    scale : float
        Pixels of the canvas for each of the line's.
    top : int
        The row of the page with which the canvas begins.
    """
    kind, size = line.type, line.type.size * scale
    base = round(line.y * scale) - top
    small = is_small(line)
    reach = width(line) * scale if small else _face(kind.weight, size, kerned=True).getlength(line.text)
    start = left(line, reach / scale) * scale
    pens = _pens(line, start, size) if small else iter([(line.text, start)])
    if _is_white(canvas, base, size, (start, start + reach)):
        stamps = _stamps(kind.weight, size, kind.colour, not small)
        for text, pen in pens:
            whole = int(pen)
            pixels, down, high, right, wide = stamps[text, int((pen - whole) * PHASES)]
            x, y = 3 * whole + right, base + down
            place = canvas[y : y + high, x : x + wide]
            np.minimum(place, pixels, out=place)
        return
    stamps, colour = _stamps(kind.weight, size, "", not small), np.array(ImageColor.getrgb(kind.colour), np.uint8)
    for text, pen in pens:
        whole = int(pen // 1)
        pixels, down, high, right, wide = stamps[text, int((pen - whole) * PHASES)]
        lay(canvas, (base + down, whole + right), colour, pixels, (high, wide))


def _is_white(canvas: Pixels, base: int, size: float, reach: tuple[float, float]) -> bool:
    """Return whether a line stands within the canvas and on white."""
    # A letter may stand out of its line by a share of its size.
    first, last = int(reach[0] - size), int(reach[1] + size) + 1
    if first < 0 or 3 * last > canvas.shape[1] or base < UP * size or base + DOWN * size > canvas.shape[0]:
        return False
    above, below = (round(share * size) for share in _TALL)
    return bool(canvas[base - above : base + below, 3 * first : 3 * last].min() == 255)


def _pens(line: Line, start: float, size: float) -> Iterator[tuple[str, float]]:
    """Yield the letters of a line, and where each begins."""
    known = advances(line.type.weight)
    for sign in line.text:
        if sign != " ":
            yield sign, start
        start += known[ord(sign)] * size


class _Stamps(dict[tuple[str, int], Stamp]):
    """The stamps of one weight, size and colour, each drawn when it is first asked for."""

    def __init__(self, weight: int, size: float, colour: str, kerned: bool) -> None:
        self._face = _face(weight, size, kerned)
        self._size, self._colour, self._kerned = size, colour, kerned

    def __missing__(self, key: tuple[str, int]) -> Stamp:
        drawn = self._drawn(*key)
        if not self._kerned:  # letters come again, titles hardly
            self[key] = drawn
        return drawn

    def _drawn(self, text: str, phase: int) -> Stamp:
        core, (right, down) = self._face.getmask2(text, mode="L", anchor="ls", start=(phase / PHASES, 0))
        wide, high = core.size
        raw: Any = core
        pixels = np.asarray(raw, np.uint8).reshape(high, wide)
        right, down = int(right), int(down)
        # What reaches further than a line's ink may is cut off.
        above, below = max(0, -round(UP * self._size) - down), max(0, down + high - round(DOWN * self._size))
        pixels = pixels[above : high - below]
        down, high = down + above, pixels.shape[0]
        if not self._colour:
            return Stamp(np.ascontiguousarray(pixels), down, high, right, wide)
        white: Pixels = np.full((high, 3 * wide), 255, np.uint8)
        lay(white, (0, 0), np.array(ImageColor.getrgb(self._colour), np.uint8), pixels, (high, wide))
        return Stamp(white, down, high, 3 * right, 3 * wide)


@lru_cache(maxsize=128)
def _stamps(weight: int, size: float, colour: str, kerned: bool) -> _Stamps:
    return _Stamps(weight, size, colour, kerned)


@lru_cache(maxsize=64)
def _face(weight: int, size: float, kerned: bool) -> ImageFont.FreeTypeFont:
    layout = ImageFont.Layout.RAQM if kerned else ImageFont.Layout.BASIC
    return ImageFont.truetype(str(FONTS / INTER[weight]), size, layout_engine=layout)
