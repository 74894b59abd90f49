"""A template of the user's own: opened with care, emptied of its slides."""

from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck

LARGEST: Final = 30 * 2**20
_LARGEST_UNPACKED: Final = 100 * 2**20
_LARGEST_XML: Final = 12 * 2**20
"""Bytes of all XML in it: what is read into memory, where an empty element of four bytes takes a hundred times that."""
_MOST_PARTS: Final = 5000
_TYPES: Final = "[Content_Types].xml"
_PRESENTATION: Final = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_TEMPLATE: Final = b"application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"
_OLD_FILE: Final = b"\xd0\xcf\x11\xe0"
_SAVE: Final = "In PowerPoint, save it with “Save as”, type “PowerPoint Presentation (*.pptx)”, and choose it again."


class TemplateError(ValueError):
    """A template that can't be used: what is wrong with it, and what to do."""


def opened(file: bytes) -> bytes:
    """Return a template as a presentation without slides.

    Parameters
    ----------
    file : bytes
        Of a .pptx or .potx.

    Raises
    ------
    TemplateError
        Where it is too large, holds macros, is protected by a password, or is no such file.
    """
    if len(file) > LARGEST:
        raise TemplateError(
            f"The template is {len(file) / 2**20:.0f} MB large; at most {LARGEST // 2**20} MB can be used. "
            "Take large pictures and films out of it, and choose it again."
        )
    if file.startswith(_OLD_FILE):
        raise TemplateError(f"The template is an old .ppt file, or is protected by a password. {_SAVE}")
    try:
        deck = Presentation(BytesIO(_as_presentation(file)))
        _without_slides(deck)
        if not len(deck.slide_layouts):
            raise TemplateError("The template has no slide layouts, so that nothing can be put on its slides.")
        emptied = BytesIO()
        deck.save(emptied)
    except TemplateError:
        raise
    except Exception as error:  # a broken file fails in as many ways as a file has parts
        raise TemplateError(
            f"The template can't be read as a PowerPoint file: it seems to be damaged. {_SAVE}"
        ) from error
    return emptied.getvalue()


def _as_presentation(file: bytes) -> bytes:
    """Return the file, a template (.potx) made a presentation, once its parts were looked at."""
    try:
        with ZipFile(BytesIO(file)) as archive:
            entries = archive.infolist()
            if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _LARGEST_UNPACKED:
                raise TemplateError(
                    f"The template unpacks to more than {_LARGEST_UNPACKED // 2**20} MB or {_MOST_PARTS} parts, "
                    "which no usual template does. Choose another file."
                )
            xml = sum(
                entry.file_size for entry in entries if entry.filename.lower().endswith((".xml", ".rels", ".vml"))
            )
            if xml > _LARGEST_XML:
                raise TemplateError(
                    f"The template holds {xml / 2**20:.0f} MB of layouts and text; at most {_LARGEST_XML // 2**20} MB "
                    "can be used. Save a copy without its slides, and choose that."
                )
            names = [entry.filename for entry in entries]
            types = archive.read(_TYPES) if _TYPES in names else b""
            if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
                raise TemplateError(f"The template holds macros (.pptm, .potm), which are not taken over. {_SAVE}")
            if _PRESENTATION not in types and _TEMPLATE not in types:
                raise TemplateError(f"The template is not a PowerPoint file (.pptx or .potx). {_SAVE}")
            if _PRESENTATION in types:
                return file
            made = BytesIO()
            with ZipFile(made, "w") as written:
                for entry in entries:
                    held = types.replace(_TEMPLATE, _PRESENTATION) if entry.filename == _TYPES else archive.read(entry)
                    written.writestr(entry, held)
            return made.getvalue()
    except BadZipFile as error:
        raise TemplateError(
            f"The template is not a PowerPoint file (.pptx or .potx), or is damaged. {_SAVE}"
        ) from error


def _without_slides(deck: Deck) -> None:
    """Drop the example slides, and what names them: shows of the user's own, and sections."""
    listed = deck.slides._sldIdLst
    for slide in list(listed):
        deck.part.drop_rel(slide.rId)
        listed.remove(slide)
    element = deck.part._element
    for name in ("p:custShowLst", "p:extLst"):
        for held in element.findall(qn(name)):
            element.remove(held)
