"""A chart on a slide: as large as its room lets it be, under what it shows and above what explains it."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from PIL import Image
from pptx.util import Pt

from components.exhibits.exhibit import Exhibit
from components.exhibits.exhibit_words import PIXELS, alternative
from components.files.slide_pages import add_slide
from components.files.slide_theme import Box, Stage
from components.files.slide_words import Words, put_finding, put_words

LARGEST: Final = 1.6
"""Points a pixel beyond which a chart looks clumsy."""


def scale_of(stage: Stage, drawn: bytes, room: Box) -> float:
    """Return at how many points a pixel a picture stands in a room."""
    wide, high = pixels(drawn)
    return min(room.width / wide, room.height / high, LARGEST * stage.scale)


def pixels(drawn: bytes) -> tuple[float, float]:
    """Return the width and height of a picture in pixels of its chart."""
    with Image.open(BytesIO(drawn)) as image:
        return image.width / PIXELS, image.height / PIXELS


def add_picture(
    stage: Stage, exhibit: Exhibit, title: str, words: Words, notes: Sequence[str], room: Box, drawn: bytes
) -> None:
    """Add a slide with an exhibit's picture in the room that it has."""
    (wide, high), scale = pixels(drawn), scale_of(stage, drawn, room)
    slide = add_slide(stage, stage.plain, title, notes)
    if room.top > stage.body.top + 4 * stage.scale:
        put_finding(stage, slide, words)
    left = room.left + (room.width - wide * scale) / 2
    shown: Any = slide.shapes.add_picture(BytesIO(drawn), Pt(left), Pt(room.top), Pt(wide * scale), Pt(high * scale))
    shown.name = "Chart"
    shown._element.nvPicPr.cNvPr.set("descr", alternative(exhibit))
    put_words(stage, slide, words)
