"""The styles of a Word document: what a heading, a caption, a cell looks like, said once."""

from typing import Any, Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from components.exhibits.exhibit_words import BLUE, INK, QUIET
from components.files.docx_structure import element
from components.files.office_file import LANGUAGE
from components.files.table_layout import Setting

FONT: Final = "Arial"
"""On every office machine, so that the widths of columns that were worked out hold; Inter is not."""
SETTING: Final = Setting(size=8.5, small=7.5, head=8.5, beside=3.2, above=2.2)
"""How a table is set on paper, in points."""

_STYLES: Final = {
    # name: (size, colour, bold, white before, white after, kept with the next)
    "Normal": (10, INK, False, 0, 6, False),
    "Title": (26, INK, True, 60, 4, True),
    "Subtitle": (13, QUIET, False, 0, 10, False),
    "TOC Heading": (15, INK, True, 16, 6, True),
    "Heading 1": (17, INK, True, 20, 6, True),
    "Heading 2": (13, INK, True, 14, 4, True),
    "Heading 3": (10.5, INK, True, 8, 3, True),
    "Caption": (9, INK, True, 6, 4, True),
    "List Bullet": (9.5, INK, False, 0, 3, False),
}
_OWN: Final = {
    "Exhibit Note": (9, QUIET, False, 4, 2, False),
    "Reference": (9.5, INK, False, 0, 5, False),
    "Evidence": (9.5, INK, False, 0, 5, False),
    "toc 1": (10, INK, True, 4, 1, False),
    "toc 2": (10, INK, False, 0, 1, False),
    "Cell": (SETTING.size, INK, False, 0, 0, False),
    "Cell Name": (SETTING.size, INK, True, 0, 0, False),
    "Cell Head": (SETTING.head, INK, True, 0, 0, True),
    "Cell Detail": (SETTING.small, QUIET, False, 0, 0, False),
    "Cell Band": (SETTING.small, QUIET, True, 0, 0, True),
}


def set_styles(document: Document) -> None:
    """Set the styles of a new document: one family, dark on white, in British English."""
    styles = document.styles
    for name in _OWN:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    for name, (size, colour, bold, before, after, kept) in (_STYLES | _OWN).items():
        style: Any = styles[name]
        font, form = style.font, style.paragraph_format
        font.size, font.bold, font.italic, font.color.rgb = Pt(size), bold, False, RGBColor.from_string(colour.upper())
        form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(after), kept
        form.line_spacing_rule = WD_LINE_SPACING.SINGLE
        form.widow_control = True
        _set_family(style.element.get_or_add_rPr())
    styles["toc 2"].paragraph_format.left_indent = Mm(5)
    for name in ("Reference", "Evidence"):
        styles[name].paragraph_format.left_indent = Mm(6)
        styles[name].paragraph_format.first_line_indent = Mm(-6)
    for border in styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = RGBColor.from_string(BLUE.upper()), True
    _set_language(document)


def _set_family(properties: Any) -> None:
    for fonts in properties.findall(qn("w:rFonts")):
        properties.remove(fonts)
    properties.insert(0, element("w:rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT))
    for spacing in properties.findall(qn("w:spacing")):
        properties.remove(spacing)


def _set_language(document: Document) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
