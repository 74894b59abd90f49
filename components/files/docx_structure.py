"""The parts of a Word document that python-docx has no verbs for: links, bookmarks, numbered captions, fields."""

from collections.abc import Iterator
from typing import Any, Final

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from components.drawing.printable import link_target

PORTRAIT: Final = (Mm(210), Mm(297))
SIDE, EDGE, LANDSCAPE_EDGE = Mm(20), Mm(20), Mm(15)
"""White at the sides, above and beneath; less of it beneath large tables."""
TEXT_WIDTH: Final = (210 - 40) / 25.4 * 72
LANDSCAPE_WIDTH: Final = (297 - 40) / 25.4 * 72
TEXT_HEIGHT: Final = (297 - 40 - 20) / 25.4 * 72
LANDSCAPE_HEIGHT: Final = (210 - 30 - 20) / 25.4 * 72
"""Of the page between its margins, in points, with some to spare."""


def element(name: str, /, **attributes: str) -> Any:
    """Return an element of WordprocessingML; attributes are those of its own namespace."""
    made: Any = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def add_link(paragraph: Paragraph, text: str, address: str) -> Run:
    """Add a text that opens an address; plain text where the address is none that may be opened."""
    run = paragraph.add_run(text)
    target = link_target(address)
    if target:
        opened = OxmlElement("w:hyperlink")
        opened.set(qn("r:id"), paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        paragraph._p.append(opened)
        opened.append(run._r)
        run.style = "Hyperlink"
    return run


def add_jump(paragraph: Paragraph, text: str, bookmark: str) -> Run:
    """Add a text that leads to a bookmark of the document."""
    run = paragraph.add_run(text)
    jump = element("w:hyperlink", anchor=bookmark, history="1")
    paragraph._p.append(jump)
    jump.append(run._r)
    return run


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Put a bookmark around what a paragraph holds."""
    start, end = element("w:bookmarkStart", id=str(number), name=name), element("w:bookmarkEnd", id=str(number))
    properties = paragraph._p.pPr
    if properties is None:
        paragraph._p.insert(0, start)
    else:
        properties.addnext(start)
    paragraph._p.append(end)


def add_bookmark_over(first: Paragraph, last: Paragraph, name: str, number: int) -> None:
    """Put a bookmark around all from one paragraph to another."""
    first._p.insert(0 if first._p.pPr is None else 1, element("w:bookmarkStart", id=str(number), name=name))
    last._p.append(element("w:bookmarkEnd", id=str(number)))


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Add a field with what it shows until Word works it out anew, which it does without asking."""
    for piece in _field(instruction, shown):
        paragraph.add_run()._r.append(piece)


def _field(instruction: str, shown: str) -> Iterator[Any]:
    yield element("w:fldChar", fldCharType="begin")
    told = element("w:instrText")
    told.set(qn("xml:space"), "preserve")
    told.text = f" {instruction} "
    yield told
    yield element("w:fldChar", fldCharType="separate")
    text = element("w:t")
    text.text = shown
    yield text
    yield element("w:fldChar", fldCharType="end")


def open_field(paragraph: Paragraph, instruction: str) -> None:
    """Open a field that goes on over further paragraphs."""
    begin, told, separate, *_ = _field(instruction, "")
    for piece in (begin, told, separate):
        paragraph.add_run()._r.append(piece)


def close_field(paragraph: Paragraph) -> None:
    """Close the field that an earlier paragraph opened."""
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="end"))


def add_page_of(paragraph: Paragraph, bookmark: str) -> None:
    """Add a tab and the number of the page on which a bookmark stands, which Word works out when it opens the file."""
    paragraph.add_run("\t")
    begin, *others = _field(f"PAGEREF {bookmark} \\h", "")
    begin.set(qn("w:dirty"), "true")
    for piece in (begin, *others):
        paragraph.add_run()._r.append(piece)


def caption(paragraph: Paragraph, label: str, number: int, words: str) -> None:
    """Write a caption that Word numbers itself: ``Figure 1. Words``."""
    paragraph.add_run(f"{label} ")
    add_field(paragraph, f"SEQ {label} \\* ARABIC", str(number))
    paragraph.add_run(f". {words}")


def set_page(section: Section, *, landscape: bool) -> None:
    """Set a section to A4, upright or on its side, with its margins."""
    wide, high = PORTRAIT if not landscape else PORTRAIT[::-1]
    section.page_width, section.page_height = wide, high
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = SIDE
    section.top_margin = section.bottom_margin = LANDSCAPE_EDGE if landscape else EDGE
    section.footer_distance = section.header_distance = Mm(8)


def turn(document: Document, *, landscape: bool) -> None:
    """Begin a new page on its side, or upright, where the document isn't so already."""
    if on_its_side(document) != landscape:
        set_page(document.add_section(WD_SECTION.NEW_PAGE), landscape=landscape)


def on_its_side(document: Document) -> bool:
    """Return whether the page that is being written lies on its side."""
    return bool(document.sections[-1].orientation == WD_ORIENT.LANDSCAPE)


def text_size(document: Document) -> tuple[float, float]:
    """Return width and height of the page that is being written, between its margins, in points."""
    if on_its_side(document):
        return LANDSCAPE_WIDTH, LANDSCAPE_HEIGHT
    return TEXT_WIDTH, TEXT_HEIGHT


def shade(run: Run, fill: str) -> None:
    """Put a colour behind a run."""
    run._r.get_or_add_rPr().append(element("w:shd", val="clear", color="auto", fill=fill))


def keep_together(document: Document, first: int) -> None:
    """Keep on one page what a document's body holds from its `first` element on, if a page has room for it."""
    held = [piece for piece in document.element.body[first:] if piece.tag != qn("w:sectPr")]
    paragraphs = [each for piece in held for each in piece.iter(qn("w:p"))]
    for paragraph in paragraphs:
        paragraph.get_or_add_pPr().get_or_add_keepLines().val = True
    for paragraph in paragraphs[:-1]:
        paragraph.get_or_add_pPr().get_or_add_keepNext().val = True
