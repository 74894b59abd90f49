"""An Office file as bytes that depend on nothing but what it holds."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Final, Protocol
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from components.drawing.printable import one_line
from components.exhibits.brief import Brief

LONGEST_PROPERTY: Final = 255
"""Characters that Office keeps of a property of a file."""


class Properties(Protocol):
    """The core properties of a file, as python-pptx and python-docx alike name them."""

    author: str
    comments: str
    created: datetime
    keywords: str
    language: str
    last_modified_by: str
    modified: datetime
    revision: int
    subject: str
    title: str
    version: str


def describe(properties: Properties, brief: Brief) -> None:
    """Set the properties by which a file is found and cited: title, author, subject, dataset, day."""
    come = brief.provenance
    made = datetime.combine(date.fromisoformat(come.made), datetime.min.time(), UTC)
    properties.title = _cut(brief.title)
    properties.author = _cut(brief.author or come.dataset)
    properties.last_modified_by = properties.author
    properties.subject = _cut(f"{come.dataset}, version {come.version}")
    properties.keywords = _cut("; ".join(dict.fromkeys(exhibit.title for exhibit in brief.exhibits)))
    properties.comments = _cut(come.link)
    properties.language = brief.language
    properties.version = _cut(come.version)
    properties.created = properties.modified = made
    properties.revision = 1


def _cut(text: str) -> str:
    return one_line(text)[:LONGEST_PROPERTY]


def fixed(file: bytes, made: str) -> bytes:
    """Return a file packed anew with the day on which it was made as the date of each of its parts.

    Parameters
    ----------
    file : bytes
        A zip archive, as Office files are.
    made : str
        ISO date.
    """
    day = date.fromisoformat(made)
    stamp = (max(day.year, 1980), day.month, day.day, 0, 0, 0)
    packed = BytesIO()
    with ZipFile(BytesIO(file)) as given, ZipFile(packed, "w", ZIP_DEFLATED) as written:
        for name in given.namelist():
            entry = ZipInfo(name, stamp)
            entry.compress_type = ZIP_DEFLATED
            written.writestr(entry, given.read(name))
    return packed.getvalue()
