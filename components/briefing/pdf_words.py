"""Words within a PDF: what it is about, where its lines lead, and what it shows for those who can't see it."""

import logging
from collections.abc import Mapping
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from components.briefing.figure import Figure

# The renderer writes a size into its files that is too small, which is put right here and harms nobody.
logging.getLogger("pypdf").setLevel(logging.ERROR)


def with_words(pdf: bytes, figure: Figure, about: Mapping[str, str], language: str) -> bytes:
    """Return a PDF of one page, tagged as one figure with its text alternative, with links and document properties.

    Parameters
    ----------
    pdf : bytes
        The figure as the renderer made it.
    figure : Figure
    about : mapping of a property (``/Title``, ``/Subject``, ...) to its value
    language : str
        Of the text, as a language tag.
    """
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    page = writer.pages[0]
    shrunk = float(page.mediabox.width) / figure.width
    _tag(writer, figure.alternative)
    tall = float(page.mediabox.height)
    notes = ArrayObject(
        writer._add_object(_link(line.link, [edge * shrunk for edge in line.area], tall)) for line in figure.links
    )
    page[NameObject("/Annots")] = notes
    writer.add_metadata({name: value for name, value in about.items() if value})
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(language)
    root[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def _link(address: str, area: list[float], tall: float) -> DictionaryObject:
    left, top, right, bottom = area
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject(
                FloatObject(round(x, 2)) for x in (left, tall - bottom, right, tall - top)
            ),
            NameObject("/Border"): ArrayObject(NumberObject(0) for _ in range(3)),
            NameObject("/Contents"): TextStringObject(address),
            NameObject("/A"): DictionaryObject(
                {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject(address)}
            ),
        }
    )


def _tag(writer: PdfWriter, alternative: str) -> None:
    """Make the page one tagged figure, which has a text alternative."""
    page = writer.pages[0]
    before, after = DecodedStreamObject(), DecodedStreamObject()
    before.set_data(b"/Figure <</MCID 0>> BDC\n")
    after.set_data(b"\nEMC\n")
    drawn = page.raw_get("/Contents")
    parts = drawn if isinstance(drawn, ArrayObject) else [drawn]
    page[NameObject("/Contents")] = ArrayObject([writer._add_object(before), *parts, writer._add_object(after)])
    page[NameObject("/StructParents")] = NumberObject(0)
    tree = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
    root: IndirectObject = writer._add_object(tree)
    shown = writer._add_object(
        DictionaryObject(
            {
                NameObject("/Type"): NameObject("/StructElem"),
                NameObject("/S"): NameObject("/Figure"),
                NameObject("/P"): root,
                NameObject("/Pg"): page.indirect_reference,
                NameObject("/K"): NumberObject(0),
                NameObject("/Alt"): TextStringObject(alternative),
            }
        )
    )
    tree[NameObject("/K")] = shown
    held = ArrayObject([NumberObject(0), ArrayObject([shown])])
    tree[NameObject("/ParentTree")] = DictionaryObject({NameObject("/Nums"): held})
    writer.root_object[NameObject("/StructTreeRoot")] = root
    writer.root_object[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
