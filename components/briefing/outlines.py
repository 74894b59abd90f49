"""Text as outlines, for the PNG alone: the renderer opens a font's file four times a letter, which is most of its time.

Only what needs no shaping is drawn so: letters that Inter has, left to right,
with its kerning. All else stays text, and so does everything in SVG and PDF.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from components.briefing.canvas import Line
from components.briefing.fonts import FONTS, INTER

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
    """One weight of Inter: its letters as paths, their widths, its kerning; all in units of the font."""

    def __init__(self, weight: int) -> None:
        font = TTFont(FONTS / INTER[weight])
        self.units: int = font["head"].unitsPerEm
        self.names: dict[int, str] = font.getBestCmap()
        self._widths = font["hmtx"].metrics
        self._glyphs = font.getGlyphSet()
        table = font["GPOS"].table
        numbers = {
            n for f in table.FeatureList.FeatureRecord if f.FeatureTag == "kern" for n in f.Feature.LookupListIndex
        }
        lookups = [table.LookupList.Lookup[number] for number in sorted(numbers)]
        pairs = [getattr(part, "ExtSubTable", part) for lookup in lookups for part in lookup.SubTable]
        self._kerning = [(set(part.Coverage.glyphs), part) for part in pairs]
        self.path = lru_cache(maxsize=None)(self._path)
        self.kern = lru_cache(maxsize=None)(self._kern)

    def width(self, name: str) -> int:
        return int(self._widths[name][0])

    def _path(self, name: str) -> str:
        pen = _RelativePen(self._glyphs)
        self._glyphs[name].draw(pen)
        return "".join(pen.commands)

    def _kern(self, left: str, right: str) -> int:
        for covered, part in self._kerning:
            if left not in covered:
                continue
            if part.Format == 2:
                first, second = part.ClassDef1.classDefs.get(left, 0), part.ClassDef2.classDefs.get(right, 0)
                return _advance(part.Class1Record[first].Class2Record[second].Value1)
            held = part.PairSet[part.Coverage.glyphs.index(left)].PairValueRecord
            found = next((pair for pair in held if pair.SecondGlyph == right), None)
            if found is not None:
                return _advance(found.Value1)
        return 0


def _advance(value: Any) -> int:
    return int(getattr(value, "XAdvance", 0) or 0)


@cache
def _face(weight: int) -> _Face:
    return _Face(weight)


def is_plain(text: str, weight: int) -> bool:
    """Return whether a text is set without shaping: every letter stands in Inter, none of them on another."""
    names = _face(weight).names
    return all(ord(sign) in names and ord(sign) not in _JOINED for sign in text)


@lru_cache(maxsize=4096)
def outline(text: str, weight: int) -> tuple[str, float, float]:
    """Return a plain text as the commands of a path, its width, and how many units make up the type's size.

    Width and path are in units of the font, from the start of the base line, upwards.
    """
    face = _face(weight)
    commands, pen, before = [], 0, ""
    for sign in text:
        name = face.names[ord(sign)]
        pen += face.kern(before, name) if before else 0
        drawn = face.path(name)
        if drawn:
            commands.append(f"M{pen} 0{drawn}")
        pen, before = pen + face.width(name), name
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
