"""The type of pictures: which fonts the renderer reads, and how wide text set in them is.

Inter comes first; a letter that it lacks is taken from the first of the other
files that has it. Widths leave kerning and shaping out: Arabic is given a
little more room than it takes.
"""

import unicodedata
from collections.abc import Mapping
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
