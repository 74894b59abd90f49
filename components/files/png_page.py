"""A PNG put together from rendered pieces and from text that is set here, a band of rows at a time.

A page has many more pixels than its chart, most of them white: bands that fit
the processor's cache are laid out and packed one after the other. Runs in the
renderer's process.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from isal import isal_zlib
from PIL import ImageColor

from components.files.canvas import Line
from components.files.pixels import Pixels, lay
from components.files.png_read import pixels_of
from components.files.png_text import SIGNATURE, chunk
from components.files.stamps import rows_of, stamp

_BAND: Final = 96
"""Rows that are laid out at a time, at least."""
_LEVEL: Final = 2
"""How hard ISA-L packs: a fifth of zlib's time, for a sixth more bytes."""
_PER_METRE: Final = 72 / 0.0254


@dataclass(frozen=True)
class Rule:
    """A rectangle of one colour, in pixels before scaling."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True)
class Drawn:
    """A rendered piece, a PNG, scaled already; where its upper left corner is, in pixels before scaling."""

    png: bytes
    x: float
    y: float


@dataclass(frozen=True)
class Page:
    """What a page is made of, in pixels before scaling: marks, each above those before it, and lines above them."""

    width: float
    height: float
    marks: Sequence[Rule | Drawn]
    lines: Sequence[Line]


@dataclass(frozen=True)
class _Patch:
    """A mark in pixels of the picture: where it is, how large, its colours, what it covers."""

    left: int
    top: int
    size: tuple[int, int]
    colours: Pixels
    coverage: Pixels | None = None

    def lay(self, canvas: Pixels, top: int) -> None:
        """Lay what falls on some rows of the picture, of which `top` is the first, upon them."""
        lay(canvas, (self.top - top, self.left), self.colours, self.coverage, self.size)


def put_together(page: Page, scale: float) -> bytes:
    """Return a page as a PNG, `scale` pixels a pixel, its lines above its marks."""
    wide, high = round(page.width * scale), round(page.height * scale)
    patches = [_patch(mark, scale) for mark in page.marks]
    # Type of less than a pixel can't be seen, and no font is drawn as small.
    seen = [at for at, line in enumerate(page.lines) if line.text.strip() and line.type.size * scale >= 1]
    lines = sorted((rows_of(page.lines[at], scale), at) for at in seen)
    packer = isal_zlib.compressobj(_LEVEL)
    packed = []
    for top, bottom, first, last in _bands([rows for rows, _ in lines], high):
        # No filter, which the first byte of each row says: flat colour packs best so.
        rows: Pixels = np.full((bottom - top, 1 + 3 * wide), 255, np.uint8)
        rows[:, 0] = 0
        canvas = rows[:, 1:]
        for patch in patches:
            patch.lay(canvas, top)
        for _, at in lines[first:last]:
            stamp(canvas, page.lines[at], scale, top)
        packed.append(packer.compress(rows))
    packed.append(packer.flush())
    resolution = round(_PER_METRE * scale)
    return b"".join(
        (
            SIGNATURE,
            chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)),
            chunk(b"pHYs", struct.pack(">IIB", resolution, resolution, 1)),
            chunk(b"IDAT", b"".join(packed)),
            chunk(b"IEND", b""),
        )
    )


def _bands(lines: Sequence[tuple[int, int]], high: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield the bands into which a picture is cut, none of them through a line: their rows, and which lines they hold.

    ``lines`` are each line's first row and the one behind its last, in order of the first.
    """
    top = at = 0
    while top < high:
        bottom, first = min(top + _BAND, high), at
        while at < len(lines) and lines[at][0] < bottom:
            bottom = min(max(bottom, lines[at][1]), high)
            at += 1
        yield top, bottom, first, at
        top = bottom


def _patch(mark: Rule | Drawn, scale: float) -> _Patch:
    left, top = round(mark.x * scale), round(mark.y * scale)
    if isinstance(mark, Rule):
        right, bottom = round((mark.x + mark.width) * scale), round((mark.y + mark.height) * scale)
        colour = np.array(ImageColor.getrgb(mark.colour), np.uint8)
        return _Patch(left, top, (bottom - top, right - left), colour)
    colours, coverage = pixels_of(mark.png)
    return _Patch(left, top, colours.shape[:2], colours, coverage)
