"""Text as outlines, for the PNG alone: the renderer opens a font's file four times a letter, which is most of its time.

Only what needs no shaping is drawn so: small type, in letters that Inter has,
left to right. Kerning isn't seen in it. All else stays text, and so does
everything in SVG and PDF.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from components.briefing.canvas import Line
from components.briefing.fonts import FONTS, INTER

SMALL: Final = 14.0
"""Pixels of type up to which it is small."""
_JOINED: Final = range(0x0300, 0x0370)
"""Marks that stand on the letter before them: their place is the shaper's to find."""


class _RelativePen(BasePen):  # type: ignore[misc]
    """Writes a glyph as path commands relative to where it begins, so that one text serves at every place."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self.commands: list[str] = []
        self._at = self._start = (0.0, 0.0)

    def _moved(self, *points: tuple[float, float]) -> str:
        x, y = self._at
        self._at = points[-1]
        return " ".join(f"{point[0] - x:g} {point[1] - y:g}" for point in points)

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 (the names are those of fontTools)
        self.commands.append(f"m{self._moved(pt)}")
        self._start = pt

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.commands.append(f"l{self._moved(pt)}")

    def _qCurveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float]) -> None:  # noqa: N802
        self.commands.append(f"q{self._moved(pt1, pt2)}")

    def _closePath(self) -> None:  # noqa: N802
        self.commands.append("z")
        self._at = self._start


class _Face:
    """One weight of Inter: its letters as paths and their widths, in units of the font."""

    def __init__(self, weight: int) -> None:
        font = TTFont(FONTS / INTER[weight])
        self.units: int = font["head"].unitsPerEm
        self.names: dict[int, str] = font.getBestCmap()
        self._widths = font["hmtx"].metrics
        self._glyphs = font.getGlyphSet()
        self.path = lru_cache(maxsize=None)(self._path)

    def width(self, name: str) -> int:
        return int(self._widths[name][0])

    def _path(self, name: str) -> str:
        pen = _RelativePen(self._glyphs)
        self._glyphs[name].draw(pen)
        return "".join(pen.commands)


@cache
def _face(weight: int) -> _Face:
    return _Face(weight)


def is_plain(line: Line) -> bool:
    """Return whether a line is set without shaping: small, every letter stands in Inter, none of them on another."""
    names = _face(line.type.weight).names
    return line.type.size <= SMALL and all(ord(sign) in names and ord(sign) not in _JOINED for sign in line.text)


@lru_cache(maxsize=4096)
def outline(text: str, weight: int) -> tuple[str, float, float]:
    """Return a plain text as the commands of a path, its width, and how many units make up the type's size.

    Width and path are in units of the font, from the start of the base line, upwards.
    """
    face = _face(weight)
    commands, pen = [], 0
    for sign in text:
        name = face.names[ord(sign)]
        drawn = face.path(name)
        if drawn:
            commands.append(f"M{pen} 0{drawn}")
        pen += face.width(name)
    return "".join(commands), float(pen), float(face.units)


@dataclass(frozen=True)
class Outline:
    """A line as a path: its commands, where it begins, and its size as a share of the font's units."""

    commands: str
    x: float
    y: float
    scale: float
    colour: str

    @classmethod
    def of(cls, line: Line) -> "Outline":
        """Return the outline of a plain line."""
        commands, wide, units = outline(line.text, line.type.weight)
        scale = line.type.size / units
        left = line.x - {"start": 0.0, "middle": wide / 2, "end": wide}[line.anchor] * scale
        return cls(commands, left, line.y, scale, line.type.colour)
