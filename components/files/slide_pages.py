"""Slides of a deck: their titles, numbers and notes, and lists of text that go on from slide to slide."""

from collections.abc import Iterator, Sequence
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide, SlideLayout
from pptx.util import Pt

from components.drawing.printable import one_line, printable
from components.files.slide_text import GAP, Paragraph, Run, height, put, said
from components.files.slide_theme import Box, Stage
from components.files.type_metrics import LEADING, wrapped

_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
COVER_TITLE, LEAST_TITLE = 36, 14
"""The largest type of the first slide's title and the smallest of any, in points of a slide of 960.

What is longer still is cut, and whole in the notes.
"""


def add_slide(stage: Stage, layout: SlideLayout, title: str, notes: Sequence[str]) -> Slide:
    """Add a slide with its title, its number and its notes, and nothing else."""
    slide: Slide = stage.deck.slides.add_slide(layout)
    for shape in list(slide.placeholders):
        if shape.placeholder_format.type not in (*_TITLES, PP_PLACEHOLDER.SUBTITLE):
            shape._element.getparent().remove(shape._element)
    held = _title(slide, stage.title)
    if layout is stage.plain:
        _place(held, stage.title)
    box, size = (stage.title, stage.title_size) if layout is stage.plain else (_box(held), COVER_TITLE * stage.scale)
    words, size = _fitted(one_line(title), box, size, stage)
    held.text_frame.text = words
    for run in held.text_frame.paragraphs[0].runs:
        run.font.size = Pt(size)
    _number(slide, layout)
    notes_frame: Any = slide.notes_slide.notes_text_frame
    notes_frame.text = printable("\n\n".join(notes))
    return slide


def _fitted(title: str, box: Box, size: float, stage: Stage) -> tuple[str, float]:
    """Return a title and the size in which it fits its box, cut where none does."""

    def fits(words: str) -> bool:
        lines = len(wrapped(words, box.width - 14 * stage.scale, size * stage.room, True))
        return lines * size * stage.room * LEADING <= max(box.height, size * stage.room * LEADING)

    while size > LEAST_TITLE * stage.scale and not fits(title):
        size -= 1
    if fits(title):
        return title, size
    while title and not fits(f"{title}…"):
        title = title[:-1]
    return f"{title.rstrip()}…", size


def _box(shape: Any) -> Box:
    return Box(*((side or 0) / 12700 for side in (shape.left, shape.top, shape.width, shape.height)))


def _place(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = (Pt(n) for n in (box.left, box.top, box.width, box.height))


def _title(slide: Slide, box: Box) -> Any:
    return slide.shapes.title if slide.shapes.title is not None else _own_title(slide, box)


def _own_title(slide: Slide, box: Box) -> Any:
    """Return a title for a slide whose layout has none, so that the slide has a name to those who hear it."""
    element = parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="2" name="Title"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        '</p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr/>'
        "<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
    )
    slide.shapes._spTree.append(element)
    title: Any = slide.shapes.title
    _place(title, box)
    return title


def _number(slide: Slide, layout: SlideLayout) -> None:
    """Give a slide its number where its layout has a place for it."""
    placeholders: Any = layout.placeholders
    for shape in placeholders:
        form = shape.placeholder_format
        if form.type == PP_PLACEHOLDER.SLIDE_NUMBER:
            slide.shapes._spTree.append(
                parse_xml(
                    f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{90 + form.idx}" name="Slide number"/>'
                    '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
                    f'<p:nvPr><p:ph type="sldNum" sz="quarter" idx="{form.idx}"/></p:nvPr></p:nvSpPr><p:spPr/>'
                    '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" '
                    'type="slidenum"><a:rPr/><a:t>‹#›</a:t></a:fld></a:p></p:txBody></p:sp>'
                )
            )
            return


def numbered(title: str, number: int, count: int) -> str:
    """Return the title of one of several slides that belong together."""
    return f"{title} ({number} of {count})" if count > 1 else title


def add_text_slides(
    stage: Stage, title: str, paragraphs: Sequence[Paragraph], size: float, notes: Sequence[str]
) -> None:
    """Add as many slides as some paragraphs take; `size` is in points of a slide of 960."""
    size, measured = size * stage.scale, size * stage.scale * stage.room
    top = stage.body.top + 10 * stage.scale
    box = Box(stage.body.left, top, stage.body.width, stage.body.bottom - top - 20 * stage.scale)
    pages = list(_paged(paragraphs, box, measured))
    for number, page in enumerate(pages, start=1):
        slide = add_slide(stage, stage.plain, numbered(title, number, len(pages)), notes)
        put(slide, Box(box.left, box.top, box.width, height(page, box.width, measured)), page, size, "Text")


def _paged(paragraphs: Sequence[Paragraph], box: Box, size: float) -> Iterator[list[Paragraph]]:
    page: list[Paragraph] = []
    for paragraph in (piece for whole in paragraphs for piece in _pieces(whole, box, size)):
        if page and height([*page, paragraph], box.width, size) > box.height:
            yield page
            page = []
        page.append(paragraph)
    if page:
        yield page


def _pieces(paragraph: Paragraph, box: Box, size: float) -> Iterator[Paragraph]:
    """Yield a paragraph, or the plain ones that it is parted into where it is higher than a slide."""
    if height([paragraph], box.width, size) <= box.height:
        yield paragraph
        return
    most = max(1, int(box.height / (size * (LEADING + GAP))))
    lines = wrapped(said(paragraph), box.width, size)
    for start in range(0, len(lines), most):
        yield (Run(" ".join(lines[start : start + most])),)
