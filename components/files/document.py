"""A briefing as a Word document: headings, captions, native tables, references, and the evidence in an annex."""

from collections.abc import Callable
from io import BytesIO
from typing import Final

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from components.drawing.printable import one_line, printable
from components.exhibits.brief import Brief
from components.exhibits.digest_words import day_words
from components.exhibits.exhibit import Exhibit
from components.exhibits.exhibit_words import PIXELS, Progress, origin_lines, unheard
from components.exhibits.sections import SECTIONS
from components.files.docx_exhibit import Writer, add_exhibit, asks_for_landscape
from components.files.docx_lists import add_abbreviations, add_evidence, add_origin, add_references, marks
from components.files.docx_memo import add_memo
from components.files.docx_structure import (
    TEXT_WIDTH,
    add_bookmark_over,
    add_field,
    add_jump,
    add_link,
    add_page_of,
    close_field,
    open_field,
    turn,
)
from components.files.docx_styles import styled
from components.files.office_file import describe, fixed
from components.files.picture import chart_png
from components.files.type_metrics import shortened
from components.references.references import references

ANNEX: Final = "Annex"
_LISTED: Final = "listed_in_contents"
_CONTENTS: Final = f'TOC \\o "1-2" \\b {_LISTED} \\h \\z \\u'
"""Headings of two levels as links with page numbers."""


def docx_bytes(
    brief: Brief,
    progress: Progress | None = None,
    picture: Callable[[Exhibit, float], bytes] = chart_png,
) -> bytes:
    """Return a briefing as a Word document; the same briefing gives the same bytes.

    Parameters
    ----------
    brief : Brief
        ``brief.behind`` are its references, as the document holds the evidence in full.
    progress : callable, optional
        See :data:`components.exhibits.exhibit_words.Progress`.
    picture : callable
        Draws an exhibit's chart as a PNG of so many pixels a pixel.
    """
    tell = progress or unheard
    document = styled(brief.language)
    if brief.digest is not None:
        add_memo(document, brief, brief.digest)
    if brief.with_annex:
        _add_annex(document, brief, tell, picture)
    _add_foot(document, brief)
    describe(document.core_properties, brief)
    file = BytesIO()
    document.save(file)
    tell(1.0, "Done")
    return fixed(file.getvalue(), brief.provenance.made)


def _add_annex(document: Document, brief: Brief, tell: Progress, picture: Callable[[Exhibit, float], bytes]) -> None:
    """Add the exhibits in their order, the lists and the evidence."""
    writer = Writer(document)
    contents = _add_front(document, brief)
    section = ""
    for number, exhibit in enumerate(brief.exhibits):
        tell(number / (len(brief.exhibits) + 1), one_line(exhibit.title))
        drawn = picture(exhibit, PIXELS) if exhibit.drawing is not None else b""
        turn(document, landscape=asks_for_landscape(exhibit, drawn))
        if exhibit.section != section:
            section = exhibit.section
            writer.heading(SECTIONS[section].name, 1)
        add_exhibit(writer, brief, exhibit, drawn)
    tell(len(brief.exhibits) / (len(brief.exhibits) + 1), "References and evidence")
    turn(document, landscape=False)
    printed = references(tuple(brief.behind.values()))
    if printed:
        add_references(writer, printed)
    add_origin(writer, brief)
    add_abbreviations(writer, brief)
    add_evidence(writer, brief, brief.exhibits, marks(printed))
    _fill_contents(contents, writer)


def _add_front(document: Document, brief: Brief) -> Paragraph:
    """Add title, author, day, note and the head of the contents, and return the paragraph that they go before.

    Behind a memo, which says all that, the annex has its name and its contents alone.
    """
    if brief.digest is not None:
        document.add_paragraph(ANNEX, "Title").paragraph_format.page_break_before = True
        document.add_paragraph("Contents", "TOC Heading")
        return document.add_paragraph()
    document.add_paragraph(one_line(brief.title), "Title")
    document.add_paragraph(" · ".join(filter(None, (one_line(brief.author), brief.provenance.made))), "Subtitle")
    for line in printable(brief.note).split("\n"):
        if line.strip():
            document.add_paragraph(line.strip(), "Normal")
    for line in origin_lines(brief):
        document.add_paragraph(line, "Exhibit Note")
    link = document.add_paragraph("View: ", "Exhibit Note")
    add_link(link, one_line(brief.provenance.link), brief.provenance.link)
    document.add_paragraph("Contents", "TOC Heading")
    return document.add_paragraph()


def _fill_contents(last: Paragraph, writer: Writer) -> None:
    """Write the contents before a paragraph: a field of Word's that already shows what it would.

    They reach from the first heading to the last that is listed, so that they fit the first page: a bookmark holds
    these, and the field lists no others.
    """
    lines = [heading for heading in writer.headings if heading[0] <= 2]
    for number, (level, words, name, _) in enumerate(lines):
        line = last.insert_paragraph_before("", f"toc {level}")
        if not number:
            open_field(line, _CONTENTS)
        add_jump(line, words, name)
        add_page_of(line, name)
        line.paragraph_format.tab_stops.add_tab_stop(Pt(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    close_field(last)
    if lines:
        add_bookmark_over(lines[0][3], lines[-1][3], _LISTED, next(writer.marks))


def _add_foot(document: Document, brief: Brief) -> None:
    """Add to each page what it belongs to, and its number."""
    foot = document.sections[0].footer.paragraphs[0]
    foot.style = "Exhibit Note"
    foot.alignment = WD_ALIGN_PARAGRAPH.LEFT
    words = " · ".join(filter(None, (one_line(brief.author), one_line(brief.title), day_words(brief.provenance.made))))
    foot.add_run(f"{shortened(words, TEXT_WIDTH * 0.8, 9, 1)} · Page ")
    add_field(foot, "PAGE", "1")
    foot.add_run(" of ")
    add_field(foot, "NUMPAGES", "1")
