"""Text set into a PDF letter by letter, with the part of Inter that it uses embedded: it can be read and searched."""

import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any, Final

import numpy as np
from fontTools.ttLib import TTFont
from fontTools.ttLib.sfnt import SFNTWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from components.files.canvas import Line
from components.files.fonts import FONTS, INTER
from components.files.letters import left, width
from components.files.pdf_append import Appended

_TABLES: Final = ("head", "hhea", "hmtx", "maxp")
"""Tables of a font that a PDF needs beside its outlines, taken as they are."""
_UPRIGHT: Final = 32
"""Flag of a font that has letters in the usual sense, none of them slanted."""


class _Face:
    """One weight of Inter: the number, width and outline of each glyph, in units of the font."""

    def __init__(self, weight: int) -> None:
        font = TTFont(FONTS / INTER[weight], lazy=True)
        self.name = INTER[weight].removesuffix(".ttf")
        self.units: int = font["head"].unitsPerEm
        head, metrics = font["head"], font["hhea"]
        self.box = tuple(round(edge * 1000 / self.units) for edge in (head.xMin, head.yMin, head.xMax, head.yMax))
        self.ascent, self.descent = (round(edge * 1000 / self.units) for edge in (metrics.ascent, metrics.descent))
        names = font.getBestCmap()
        self.glyphs: dict[int, int] = {code: font.getGlyphID(name) for code, name in names.items()}
        self.widths: list[int] = [round(font["hmtx"][name][0] * 1000 / self.units) for name in font.getGlyphOrder()]
        self._tables: dict[str, bytes] = {tag: font.reader[tag] for tag in _TABLES}
        glyf, order = font["glyf"], font.getGlyphOrder()
        self._parts = {
            number: [font.getGlyphID(part) for part in glyf[order[number]].getComponentNames(glyf)]
            for number in set(self.glyphs.values())
            if glyf[order[number]].isComposite()
        }
        data, places = font.reader["glyf"], list(font["loca"])
        self._outlines = [data[start:end] for start, end in pairwise(places)]
        self._long = head.indexToLocFormat == 1
        font.close()

    def program(self, glyphs: set[int]) -> bytes:
        """Return the font with the outlines of some glyphs alone, all of them under their own numbers."""
        held = {0, *glyphs}
        waiting = list(held)
        while waiting:
            parts = set(self._parts.get(waiting.pop(), ())) - held
            held |= parts
            waiting += parts
        kept = sorted(held)
        sizes = np.zeros(len(self._outlines), np.int64)
        sizes[kept] = [len(self._outlines[number]) for number in kept]
        places = np.concatenate(([0], np.cumsum(sizes)))
        loca = places.astype(">u4") if self._long else (places // 2).astype(">u2")
        written = BytesIO()
        tables = {**self._tables, "glyf": b"".join(self._outlines[number] for number in kept), "loca": loca.tobytes()}
        writer = SFNTWriter(written, len(tables), "\0\1\0\0")
        for tag in sorted(tables):
            writer[tag] = tables[tag]
        writer.close()
        return written.getvalue()


@cache
def _face(weight: int) -> _Face:
    return _Face(weight)


def typeset(writer: Appended, lines: Sequence[Line], scale: float, tall: float) -> tuple[bytes, DictionaryObject]:
    """Return lines as operators of a page, and the fonts that they name.

    Parameters
    ----------
    writer : Appended
        Takes the fonts' objects.
    lines : sequence of Line
        Plain ones, in pixels from the page's upper left corner.
    scale : float
        Points a pixel.
    tall : float
        The page's height in points.
    """
    drawn: list[str] = ["BT"]
    used: dict[int, dict[int, str]] = {}
    set_in: tuple[object, ...] = ()
    for line in lines:
        weight, face = line.type.weight, _face(line.type.weight)
        held = used.setdefault(weight, {})
        numbers = [face.glyphs[ord(sign)] for sign in line.text]
        held.update(zip(numbers, line.text, strict=True))
        if set_in != (weight, line.type.size, line.type.colour):
            set_in = (weight, line.type.size, line.type.colour)
            red, green, blue = (int(line.type.colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
            drawn.append(f"/Inter{weight} {line.type.size * scale:.3f} Tf {red:.3f} {green:.3f} {blue:.3f} rg")
        x, y = left(line, width(line)) * scale, tall - line.y * scale
        drawn.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm <{''.join(f'{number:04x}' for number in numbers)}> Tj")
    drawn.append("ET")
    fonts = DictionaryObject(
        {NameObject(f"/Inter{weight}"): _font(writer, _face(weight), held) for weight, held in used.items()}
    )
    return "\n".join(drawn).encode(), fonts


def _font(writer: Appended, face: _Face, letters: Mapping[int, str]) -> IndirectObject:
    """Write a font that holds the outlines of some glyphs, with the letters that they stand for."""
    name = NameObject(f"/{_tag(letters)}+{face.name}")
    described = _held(
        writer,
        Type=NameObject("/FontDescriptor"), FontName=name, Flags=NumberObject(_UPRIGHT),
        FontBBox=ArrayObject(map(NumberObject, face.box)), ItalicAngle=NumberObject(0),
        Ascent=NumberObject(face.ascent), Descent=NumberObject(face.descent), CapHeight=NumberObject(face.ascent),
        StemV=NumberObject(80), FontFile2=_packed(writer, face.program(set(letters))),
    )  # fmt: skip
    widths = ArrayObject()
    for number in sorted(letters):
        widths += [NumberObject(number), ArrayObject([NumberObject(face.widths[number])])]
    system = DictionaryObject(
        {
            NameObject("/Registry"): TextStringObject("Adobe"),
            NameObject("/Ordering"): TextStringObject("Identity"),
            NameObject("/Supplement"): NumberObject(0),
        }
    )
    glyphs = _held(
        writer,
        Type=NameObject("/Font"), Subtype=NameObject("/CIDFontType2"), BaseFont=name, CIDSystemInfo=system,
        FontDescriptor=described, W=widths, CIDToGIDMap=NameObject("/Identity"),
    )  # fmt: skip
    return _held(
        writer,
        Type=NameObject("/Font"), Subtype=NameObject("/Type0"), BaseFont=name, Encoding=NameObject("/Identity-H"),
        DescendantFonts=ArrayObject([glyphs]), ToUnicode=_packed(writer, _meaning(letters)),
    )  # fmt: skip


def _tag(letters: Mapping[int, str]) -> str:
    """Return six capitals that tell a part of a font from its other parts."""
    number = zlib.crc32(repr(sorted(letters)).encode())
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))


def _meaning(letters: Mapping[int, str]) -> bytes:
    """Return which glyph stands for which letter, as PDF writes it down: a hundred in a block at the most."""
    pairs = [f"<{number:04x}> <{sign.encode('utf-16-be').hex()}>" for number, sign in sorted(letters.items())]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    lines = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
        "1 begincodespacerange", "<0000> <ffff>", "endcodespacerange",
        *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
        "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end",
    ]  # fmt: skip
    return "\n".join(lines).encode()


def _held(writer: Appended, **entries: Any) -> IndirectObject:
    return writer.add(DictionaryObject({NameObject(f"/{name}"): entry for name, entry in entries.items()}))


def _packed(writer: Appended, data: bytes) -> IndirectObject:
    stream = StreamObject()
    stream._data = zlib.compress(data)
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    stream[NameObject("/Length1")] = NumberObject(len(data))
    return writer.add(stream)
