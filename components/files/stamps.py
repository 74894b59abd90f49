"""Letters stamped upon rows of pixels: each is drawn once a size, weight, colour and quarter of a pixel.

A renderer draws each letter anew wherever it stands, which takes ten times as long.
"""

from collections.abc import Iterator
from functools import lru_cache
from math import ceil
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageColor, ImageDraw, ImageFont

from components.files.canvas import Line
from components.files.fonts import FONTS, INTER, advances
from components.files.letters import is_small, left, width
from components.files.pixels import Pixels

PHASES: Final = 4
"""Places within a pixel at which a letter may begin."""
UP: Final = 1.3
"""How far above its base line a line's ink may reach, as a share of its type's size."""
DOWN: Final = 0.45
"""How far below."""
_TALL: Final = (0.8, 0.25)
"""How far most letters reach: what is behind these decides how they are set."""


class Stamp(NamedTuple):
    """A letter or a text as bytes of red, green and blue, and how far ``down`` and ``right`` of the pen they begin.

    Without ``clear`` it is the colour on white. With it, it is the colour as
    far as it covers, times 255; ``clear`` is how much of what is there stays.
    """

    paint: npt.NDArray[Any]
    clear: npt.NDArray[np.uint16] | None
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
    white = _is_white(canvas, base, size, (start, start + reach))
    stamps = _stamps(kind.weight, size, kind.colour, white, not small)
    pens = _pens(line, start, size) if small else [(line.text, start)]
    if not white:
        for text, pen in pens:
            _press(canvas, stamps[text, int(pen % 1 * PHASES)], base, int(pen // 1))
        return
    for text, pen in pens:  # tens of thousands, of which each takes two microseconds
        whole = int(pen)
        paint, _, down, high, right, wide = stamps[text, int((pen - whole) * PHASES)]
        y, x = base + down, 3 * whole + right
        place = canvas[y : y + high, x : x + wide]
        np.minimum(place, paint, out=place)


def _press(canvas: Pixels, each: Stamp, base: int, pen: int) -> None:
    """Press a stamp upon whatever is there; what stands out of the rows is cut off."""
    y, x = base + each.down, 3 * pen + each.right
    rows = slice(max(0, -y), max(0, canvas.shape[0] - y))
    columns = slice(max(0, -x), max(0, canvas.shape[1] - x))
    place = canvas[max(0, y) : max(0, y + each.high), max(0, x) : max(0, x + each.wide)]
    if each.clear is not None and place.size:
        place[:] = (place * each.clear[rows, columns] + each.paint[rows, columns]) // 255


def _is_white(canvas: Pixels, base: int, size: float, reach: tuple[float, float]) -> bool:
    """Return whether a line stands within the canvas and on white."""
    # A letter may stand out of its line by a share of its size.
    first, last = int(reach[0] - size), int(reach[1] + size) + 1
    if first < 0 or 3 * last > canvas.shape[1] or base < UP * size or base + DOWN * size > canvas.shape[0]:
        return False
    above, below = (round(share * size) for share in _TALL)
    return bool(canvas[base - above : base + below, 3 * first : 3 * last].min(initial=255) == 255)


def _pens(line: Line, start: float, size: float) -> Iterator[tuple[str, float]]:
    """Yield the letters of a line, and where each begins."""
    known = advances(line.type.weight)
    for sign in line.text:
        if sign != " ":
            yield sign, start
        start += known[ord(sign)] * size


class _Stamps(dict[tuple[str, int], Stamp]):
    """The stamps of one weight, size and colour, each drawn when it is first asked for."""

    def __init__(self, face: ImageFont.FreeTypeFont, colour: str, on_white: bool, kerned: bool) -> None:
        self._face, self._on_white, self._kerned = face, on_white, kerned
        self._colour = np.array(ImageColor.getrgb(colour), np.uint16)

    def __missing__(self, key: tuple[str, int]) -> Stamp:
        drawn = self._drawn(*key)
        if not self._kerned:  # letters come again, titles hardly
            self[key] = drawn
        return drawn

    def _drawn(self, text: str, phase: int) -> Stamp:
        size = ceil(self._face.size)
        # What reaches further than a line's ink may is cut off.
        up, down = round(UP * self._face.size), round(DOWN * self._face.size)
        ink = Image.new("L", (ceil(self._face.getlength(text)) + 2 * size, up + down))
        ImageDraw.Draw(ink).text((size + phase / PHASES, up), text, fill=255, font=self._face, anchor="ls")
        box = ink.getbbox() or (0, 0, 1, 1)
        share = np.repeat(np.asarray(ink.crop(box), np.uint16), 3, axis=1)
        paint = share * np.tile(self._colour, share.shape[1] // 3) + 127
        clear = None if self._on_white else 255 - share
        if self._on_white:
            paint = ((255 * (255 - share) + paint) // 255).astype(np.uint8)
        return Stamp(paint, clear, box[1] - up, share.shape[0], 3 * (box[0] - size), share.shape[1])


@lru_cache(maxsize=64)
def _stamps(weight: int, size: float, colour: str, on_white: bool, kerned: bool) -> _Stamps:
    return _Stamps(_face(weight, size, kerned), colour, on_white, kerned)


@lru_cache(maxsize=64)
def _face(weight: int, size: float, kerned: bool) -> ImageFont.FreeTypeFont:
    layout = ImageFont.Layout.RAQM if kerned else ImageFont.Layout.BASIC
    return ImageFont.truetype(str(FONTS / INTER[weight]), size, layout_engine=layout)
