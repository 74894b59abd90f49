"""A PNG put together from rendered pieces and from text that is set here, letter by letter.

A letter is drawn once a size, weight and quarter of a pixel, and stamped
wherever it stands: the renderer takes ten times as long. Runs in the
renderer's process, as a large page takes some hundred megabytes.
"""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from components.briefing.canvas import Line
from components.briefing.fonts import FONTS, INTER, advances
from components.briefing.letters import is_small, left, width
from components.briefing.png_text import SIGNATURE, chunk

Pixels = npt.NDArray[np.uint8]

PHASES: Final = 4
"""Places within a pixel at which a letter may begin."""
_STRIP: Final = 64
"""Rows that are packed at a time."""
_LEVEL: Final = 3
"""How hard zlib packs: half the time of its default, for a tenth more bytes."""
_PER_METRE: Final = 72 / 0.0254


@dataclass(frozen=True)
class Page:
    """What a page is made of, in pixels before scaling: rendered pieces with their places, rules, lines of text."""

    width: float
    height: float
    pieces: Sequence[tuple[bytes, float, float]]
    rules: Sequence[tuple[float, float, float, float, str]]
    lines: Sequence[Line]


def put_together(page: Page, scale: float) -> bytes:
    """Return a page as a PNG, `scale` pixels a pixel, its lines above its rules above its pieces."""
    image = Image.new("RGB", (round(page.width * scale), round(page.height * scale)), "#ffffff")
    for drawn, x, y in page.pieces:
        with Image.open(BytesIO(drawn)) as piece:
            image.paste(piece.convert("RGB"), (round(x * scale), round(y * scale)))
    brush = ImageDraw.Draw(image)
    for x, y, wide, high, colour in page.rules:
        right, low = round((x + wide) * scale), round((y + high) * scale)
        brush.rectangle((round(x * scale), round(y * scale), right - 1, low - 1), fill=colour)
    for line in page.lines:
        if line.text.strip():
            _set(image, line, scale)
    return _encoded(image, scale)


@lru_cache(maxsize=64)
def _face(weight: int, size: float, kerned: bool) -> ImageFont.FreeTypeFont:
    layout = ImageFont.Layout.RAQM if kerned else ImageFont.Layout.BASIC
    return ImageFont.truetype(str(FONTS / INTER[weight]), size, layout_engine=layout)


def _drawn(text: str, weight: int, size: float, phase: int, kerned: bool) -> tuple[Pixels, int, int]:
    """Return a text's coverage, and how far its upper left corner is from where its base line begins."""
    core, (x, y) = _face(weight, size, kerned).getmask2(text, mode="L", anchor="ls", start=(phase / PHASES, 0))
    wide, high = core.size
    pixels: Any = core
    return np.asarray(pixels, dtype=np.uint8).reshape(high, wide), int(x), int(y)


@lru_cache(maxsize=16384)
def _letter(letter: str, weight: int, size: float, phase: int) -> tuple[Pixels, int, int]:
    return _drawn(letter, weight, size, phase, kerned=False)


def _set(image: Image.Image, line: Line, scale: float) -> None:
    """Set a line upon a picture: small type letter by letter, larger type as a whole, for its kerning."""
    weight, size, base = line.type.weight, line.type.size * scale, round(line.y * scale)
    small = is_small(line)
    reach = width(line) * scale if small else _face(weight, size, kerned=True).getlength(line.text)
    start = left(line, reach / scale) * scale
    first, up = int(start // 1) - round(size), round(1.3 * size)
    ink: Pixels = np.zeros((round(1.75 * size), int(reach + 2 * size) + 4), np.uint8)
    pen = start - first
    if small:
        known = advances(weight)
        for sign in line.text:
            whole = int(pen)
            _press(ink, _letter(sign, weight, size, int((pen - whole) * PHASES)), whole, up)
            pen += known[ord(sign)] * size
    else:
        whole = int(pen)
        _press(ink, _drawn(line.text, weight, size, int((pen - whole) * PHASES), kerned=True), whole, up)
    image.paste(line.type.colour, (first, base - up), Image.fromarray(ink))


def _press(ink: Pixels, stamp: tuple[Pixels, int, int], x: int, base: int) -> None:
    """Lay a stamp upon the ink that is there, where letters meet the darker of both."""
    pixels, right, down = stamp
    high, wide = pixels.shape
    place = ink[base + down : base + down + high, x + right : x + right + wide]
    np.maximum(place, pixels[: place.shape[0], : place.shape[1]], out=place)


def _encoded(image: Image.Image, scale: float) -> bytes:
    """Return a picture as a PNG, unfiltered: flat colour packs best so, and filters take as long as packing."""
    wide, high = image.size
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS, 9)
    rows: Pixels = np.zeros((_STRIP, 1 + 3 * wide), np.uint8)
    packed = []
    for top in range(0, high, _STRIP):
        tall = min(_STRIP, high - top)
        strip = image.crop((0, top, wide, top + tall)).tobytes()
        rows[:tall, 1:] = np.frombuffer(strip, np.uint8).reshape(tall, -1)
        packed.append(packer.compress(rows[:tall].tobytes()))
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
