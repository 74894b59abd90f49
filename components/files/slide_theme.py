"""The page of a slide deck: what its template, ours or the reader's own, leaves room for."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Pt

from components.files.slide_template import opened

OWN: Final = Path(__file__).with_name("office") / "briefing.pptx"
"""Our own template, in Arial: on every office machine, so that what was measured is what is shown."""
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
    foot : float
        The lower edge of what stands at a slide's foot beside its number.
    title_size : float
        In points; a title that is too long for its box is set smaller.
    scale : float
        1 on a slide of 960 by 540 points: what is read from afar depends on
        the share of the slide that type takes, not on its points.
    room : float
        How much larger than it is type is taken to be when it is measured: a
        template's may be wider and higher than ours, and isn't known here.
    """

    deck: Deck
    cover: SlideLayout
    plain: SlideLayout
    title: Box
    body: Box
    foot: float
    title_size: float
    scale: float
    room: float


def stage(template: bytes | None = None) -> Stage:
    """Return an empty deck on a template of the user's, or on our own one.

    Raises
    ------
    components.files.slide_template.TemplateError
        Where the template can't be used, in words for whoever chose it.
    """
    own = template is None
    return _on(opened(OWN.read_bytes() if template is None else template), own=own)


def _drop_thumbnail(deck: Deck) -> None:
    """Drop the small picture of the file's first slide, which shows another deck's."""
    package = deck.part.package
    for name, rel in list(package._rels.items()):
        if rel.reltype.endswith("/thumbnail"):
            package._rels.pop(name)


def _on(file: bytes, *, own: bool) -> Stage:
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
    size = min(_size(plain) or 28 * scale, 32 * scale)
    low = high - 4 if own else body.bottom
    return Stage(deck, cover, plain, title, body, low, size, scale, 1.0 if own else ROOM)


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


def set_language(deck: Deck, language: str) -> None:
    """Say of all text of a deck's slides and notes in which language it is, by its tag."""
    for slide in deck.slides:
        pages = (slide, slide.notes_slide) if slide.has_notes_slide else (slide,)
        for page in pages:
            element: Any = page._element
            for run in element.iter(qn("a:r"), qn("a:fld")):
                run.get_or_add_rPr().set("lang", language)
