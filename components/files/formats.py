"""The forms in which a briefing leaves the dashboard, by the ending of the file's name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from components.exhibits.brief import Brief
from components.files.document import docx_bytes
from components.files.memo_pdf import pdf_bytes
from components.files.package import package_bytes
from components.files.slides import pptx_bytes
from components.files.web_page import html_bytes
from components.files.workbook import xlsx_bytes


@dataclass(frozen=True)
class Format:
    """One form: what it is called, its media type, and what writes it."""

    ending: str
    name: str
    media_type: str
    icon: str
    write: Callable[[Brief], bytes]


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"

ANNEXED: Final = ("pptx", "docx", "pdf")
"""Those that have a short form and an annex; the others hold the exhibits and their data."""

FORMATS: Final[Mapping[str, Format]] = {
    form.ending: form
    for form in (
        Format("pptx", "PowerPoint", f"{_OFFICE}.presentationml.presentation", "slideshow", pptx_bytes),
        Format("docx", "Word", f"{_OFFICE}.wordprocessingml.document", "description", docx_bytes),
        Format("pdf", "PDF", "application/pdf", "picture_as_pdf", pdf_bytes),
        Format("xlsx", "Excel", f"{_OFFICE}.spreadsheetml.sheet", "table", xlsx_bytes),
        Format("html", "Web page", "text/html", "public", html_bytes),
        Format("zip", "Data package", "application/zip", "folder_zip", package_bytes),
    )
}
