"""Text on a slide: boxes that are as large as their words, links that open, signs on their colour."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Pt

from components.drawing.printable import link_target, one_line
from components.exhibits.exhibit import Sign
from components.files.slide_theme import Box
from components.files.type_metrics import LEADING, wrapped

GAP: Final = 0.3
"""The white between two paragraphs, as a share of their type's size."""
NBSP: Final = "\u00a0"


@dataclass(frozen=True)
class Run:
    """A stretch of text that is set in one way; colours are ``rrggbb``, empty for those of the theme."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    fill: str = ""
    ink: str = ""


Paragraph = tuple[Run, ...]


def said(paragraph: Paragraph) -> str:
    """Return the words of a paragraph."""
    return "".join(run.text for run in paragraph)


def height(paragraphs: Sequence[Paragraph], width: float, size: float) -> float:
    """Return the height in points that paragraphs take in a box `width` points wide."""
    lines = sum(count_lines(paragraph, width, size) for paragraph in paragraphs)
    return lines * size * LEADING + max(0, len(paragraphs) - 1) * size * GAP


def count_lines(paragraph: Paragraph, width: float, size: float) -> int:
    """Return how many lines a paragraph takes in a box `width` points wide."""
    bold = bool(paragraph) and all(run.bold for run in paragraph)
    return len(wrapped(said(paragraph), width, size, bold))


def legend(signs: Sequence[Sign]) -> Paragraph:
    """Return a legend as one paragraph: each sign on its colour, its words after it."""
    runs: list[Run] = []
    for number, sign in enumerate(signs):
        shown = f"{NBSP}{one_line(sign.sign).replace(' ', NBSP)}{NBSP}"
        runs.append(Run(shown, bold=True, fill=sign.fill.lstrip("#"), ink=sign.ink.lstrip("#") if sign.fill else ""))
        runs.append(Run(f"{NBSP}{one_line(sign.words)}{'' if number + 1 == len(signs) else '    '}"))
    return tuple(runs)


def led(lead: str, text: str, link: str = "") -> Paragraph:
    """Return a paragraph with its first words in bold."""
    return (Run(f"{lead} ", bold=True), Run(text, link=link_target(link)))


def put(slide: Slide, box: Box, paragraphs: Sequence[Paragraph], size: float, name: str) -> Any:
    """Put paragraphs in a box of their own on a slide, and return its shape; `name` is what it is called there."""
    shape = slide.shapes.add_textbox(*(Pt(n) for n in (box.left, box.top, box.width, box.height)))
    shape.name = name
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    fill(frame, paragraphs, size)
    return shape


def fill(frame: Any, paragraphs: Sequence[Paragraph], size: float | None) -> None:
    """Write paragraphs into a text frame; without a size in that of the theme."""
    for number, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
        if size and number:
            paragraph.space_before = Pt(round(size * GAP, 1))
        write(paragraph, runs, size)


def colour(ink: str) -> RGBColor:
    """Return a colour, ``rrggbb``, as a slide takes it."""
    made: Callable[..., RGBColor] = RGBColor
    return made(*bytes.fromhex(ink))


def write(paragraph: Any, runs: Paragraph, size: float | None) -> None:
    """Write runs into a paragraph of a slide; without a size in that of the theme."""
    for run in runs:
        target = paragraph.add_run()
        target.text = run.text
        if size:
            target.font.size = Pt(round(size, 1))
        if run.bold:
            target.font.bold = True
        if run.italic:
            target.font.italic = True
        if run.ink:
            target.font.color.rgb = colour(run.ink)
        if run.fill:
            ground = f'<a:highlight {nsdecls("a")}><a:srgbClr val="{run.fill}"/></a:highlight>'
            target._r.get_or_add_rPr().append(parse_xml(ground))
        if run.link:
            target.hyperlink.address = run.link


def bulleted(frame: Any, indent: float, *, but_last: bool = False) -> None:
    """Set each paragraph of a frame behind a bullet, `indent` points in; the last one plain where that is asked."""
    paragraphs = list(frame.paragraphs)
    for paragraph in paragraphs[: len(paragraphs) - but_last]:
        properties = paragraph._p.get_or_add_pPr()
        properties.set("marL", str(round(indent * 12700)))
        properties.set("indent", str(-round(indent * 12700)))
        properties.append(parse_xml(f'<a:buFont {nsdecls("a")} typeface="Arial"/>'))
        properties.append(parse_xml(f'<a:buChar {nsdecls("a")} char="•"/>'))
