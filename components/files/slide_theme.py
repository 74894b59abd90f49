"""The page of a slide deck: our own plain one, or what a template leaves room for."""

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Pt

from components.exhibits.exhibit_words import BLUE, INK, QUIET
from components.files.slide_template import opened

FONT: Final = "Arial"
"""On every office machine, so that what was measured is what is shown; Inter is not."""
ROOM: Final = 1.14
WIDTH, HEIGHT, MARGIN = 960, 540, 36
_TITLES: Final = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_FOOT: Final = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)


@dataclass(frozen=True)
class Box:
    """A rectangle on a slide, in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height


@dataclass(frozen=True)
class Stage:
    """A deck that is being written, and where its slides have room.

    Attributes
    ----------
    deck : Presentation
    cover, plain : SlideLayout
        Of the first slide, and of all others.
    title : Box
        Of the title of a slide.
    body : Box
        Beneath it, down to the slide's foot.
    title_size : float
        In points; a title that is too long for its box is set smaller.
    scale : float
        1 on a slide of 960 by 540 points: what is read from afar depends on
        the share of the slide that type takes, not on its points.
    own : bool
        Whether the theme is ours.
    room : float
        How much larger than it is type is taken to be when it is measured: a
        template's may be wider and higher than ours, and isn't known here.
    """

    deck: Deck
    cover: SlideLayout
    plain: SlideLayout
    title: Box
    body: Box
    title_size: float
    scale: float
    own: bool
    room: float


def stage(template: bytes | None = None) -> Stage:
    """Return an empty deck on a template of the user's, or on our own plain one.

    Raises
    ------
    components.files.slide_template.TemplateError
        Where the template can't be used, in words for whoever chose it.
    """
    return _own() if template is None else _on(opened(template))


def _own() -> Stage:
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    layouts = deck.slide_layouts
    cover, plain = (
        next(layout for layout in layouts if layout._element.get("type") == kind) for kind in ("title", "titleOnly")
    )
    for layout in list(layouts):
        if layout not in (cover, plain):
            layouts.remove(layout)
    _drop_thumbnail(deck)
    wide = WIDTH - 2 * MARGIN
    title = Box(MARGIN, 20, wide, 34)
    for page in (deck.slide_master, cover, plain):
        for shape in _placeholders(page):
            kind = shape.placeholder_format.type
            if kind == PP_PLACEHOLDER.CENTER_TITLE:
                _put(shape, Box(MARGIN, 128, wide, 96), "b")
            elif kind == PP_PLACEHOLDER.SUBTITLE:
                _put(shape, Box(MARGIN, 232, wide, 30), "t")
            elif kind in _TITLES:
                _put(shape, title, "b")
            elif kind == PP_PLACEHOLDER.BODY:
                _put(shape, Box(MARGIN, 66, wide, 430), "t")
            elif kind == PP_PLACEHOLDER.SLIDE_NUMBER:
                _put(shape, Box(WIDTH - MARGIN - 48, HEIGHT - 27, 48, 16), "b")
            else:
                shape._element.getparent().remove(shape._element)
    _set_type(deck)
    return Stage(deck, cover, plain, title, Box(MARGIN, 58, wide, HEIGHT - 58 - 14), 24, 1.0, own=True, room=1.0)


def _put(shape: Any, box: Box, anchor: str) -> None:
    shape.left, shape.top, shape.width, shape.height = (Pt(n) for n in (box.left, box.top, box.width, box.height))
    body = shape._element.txBody.find(qn("a:bodyPr"))
    for side in ("lIns", "tIns", "rIns", "bIns"):
        body.set(side, "0")
    body.set("anchor", anchor)
    for fit in list(body):
        body.remove(fit)


def _set_type(deck: Deck) -> None:
    """Set the theme's family and colours, and titles in bold, to the left."""
    master = deck.slide_master
    part = next(rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme"))
    theme = part.blob.decode("utf-8")
    theme = theme.replace('typeface="Calibri"', f'typeface="{FONT}"')
    theme = theme.replace('<a:srgbClr val="1F497D"/>', f'<a:srgbClr val="{QUIET}"/>')
    theme = theme.replace('<a:sysClr val="windowText" lastClr="000000"/>', f'<a:srgbClr val="{INK}"/>')
    for named in ("hlink", "folHlink"):
        theme = re.sub(rf'(<a:{named}><a:srgbClr val=")[^"]+', rf"\g<1>{BLUE}", theme)
    part._blob = theme.encode("utf-8")
    for page in (master, deck.slide_layouts[0]):
        for paragraph in page._element.iter(qn("a:lvl1pPr")):
            if paragraph.get("algn") == "ctr":
                paragraph.set("algn", "l")
    first = master._element.find(qn("p:txStyles")).find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    first.find(qn("a:defRPr")).set("sz", "2400")
    first.find(qn("a:defRPr")).set("b", "1")
    for paragraph in deck.slide_layouts[0].placeholders[0]._element.iter(qn("a:lstStyle")):
        paragraph.append(parse_xml(f'<a:lvl1pPr {nsdecls("a")} algn="l"><a:defRPr sz="3600" b="1"/></a:lvl1pPr>'))
    for text in deck.slide_layouts[0]._element.iter(qn("a:schemeClr")):
        for shade in list(text):
            text.remove(shade)


def _drop_thumbnail(deck: Deck) -> None:
    """Drop the small picture of the file's first slide, which shows another deck's."""
    package = deck.part.package
    for name, rel in list(package._rels.items()):
        if rel.reltype.endswith("/thumbnail"):
            package._rels.pop(name)


def _on(file: bytes) -> Stage:
    deck = Presentation(BytesIO(file))
    _drop_thumbnail(deck)
    wide, high = (deck.slide_width or Pt(WIDTH)) / 12700, (deck.slide_height or Pt(HEIGHT)) / 12700
    scale = min(wide / WIDTH, high / HEIGHT)
    layouts = list(deck.slide_layouts)
    titled = [layout for layout in layouts if _title_of(layout) is not None] or layouts
    cover = next((layout for layout in layouts if layout._element.get("type") == "title"), titled[0])
    plain = min(titled, key=lambda layout: (layout._element.get("type") != "titleOnly", _held(layout)))
    margin = MARGIN * scale
    title = Box(margin, 20 * scale, wide - 2 * margin, 34 * scale)
    named = _title_of(plain)
    if named is not None and named.width and named.width > deck.slide_width * 0.5:
        box = Box(*(n / 12700 for n in (named.left, named.top, named.width, named.height)))
        title = box if box.bottom < high * 0.33 else Box(box.left, 20 * scale, box.width, 34 * scale)
    foot = min(
        (shape.top / 12700 for shape in _placeholders(plain)
         if shape.placeholder_format.type in _FOOT and shape.top and shape.top / 12700 > high * 0.8),
        default=high - 14 * scale,
    )  # fmt: skip
    top = title.bottom + 4 * scale
    body = Box(title.left, top, title.width, foot - top - 2 * scale)
    return Stage(
        deck, cover, plain, title, body, min(_size(plain) or 28 * scale, 32 * scale), scale, own=False, room=ROOM
    )


def _placeholders(page: Any) -> list[Any]:
    return list(page.placeholders)


def _title_of(layout: SlideLayout) -> Any:
    return next((shape for shape in _placeholders(layout) if shape.placeholder_format.type in _TITLES), None)


def _held(layout: SlideLayout) -> int:
    return sum(shape.placeholder_format.type not in (*_TITLES, *_FOOT) for shape in _placeholders(layout))


def _size(layout: SlideLayout) -> float | None:
    """Return the size of the titles of a layout, its own before its master's, in points."""
    master: Any = layout.slide_master._element
    for element in (_title_of(layout) and _title_of(layout)._element, master.find(f".//{qn('p:titleStyle')}")):
        for text in element.iter(qn("a:defRPr")) if element is not None else ():
            if text.get("sz"):
                return int(text.get("sz")) / 100
    return None
