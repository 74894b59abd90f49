"""The styles of a Word document, from a file that an office can change in Word, and how a table is set."""

from pathlib import Path
from typing import Final

import docx
from docx.document import Document
from docx.oxml.ns import qn

from components.files.table_layout import Setting

STYLES: Final = Path(__file__).with_name("office") / "briefing.docx"
"""Our styles, in Arial: on every office machine, so that the widths of columns that were worked out hold."""
SETTING: Final = Setting(size=8.5, small=7.5, head=8.5, beside=3.2, above=2.2)
"""How a table is set on paper, in points."""


def styled(language: str) -> Document:
    """Return an empty document with our styles, its text of a language, given as a tag."""
    document: Document = docx.Document(str(STYLES))
    for each in document.styles.element.iter(qn("w:lang")):
        each.set(qn("w:val"), language)
    return document
