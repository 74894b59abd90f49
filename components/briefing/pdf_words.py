"""Words within a PDF: what it is about, where its lines lead, and what it shows for those who can't see it."""

import logging
from collections.abc import Mapping, Sequence
from io import BytesIO

from pypdf import PageObject, PdfReader, PdfWriter
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

from components.briefing.canvas import Line
from components.briefing.figure import Figure
from components.briefing.pdf_type import typeset

# The renderer writes a size into its files that is too small, which is put right here and harms nobody.
logging.getLogger("pypdf").setLevel(logging.ERROR)


def with_words(pdf: bytes, figure: Figure, lines: Sequence[Line], about: Mapping[str, str], language: str) -> bytes:
    """Return a PDF of one page with lines of text set upon it, tagged as one figure, with links and properties.

    Parameters
    ----------
    pdf : bytes
        The figure as the renderer made it.
    figure : Figure
    lines : sequence of Line
        Those of the figure that the renderer was not given.
    about : mapping of a property (``/Title``, ``/Subject``, ...) to its value
    language : str
        Of the text, as a language tag.
    """
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    page = writer.pages[0]
    shrunk = float(page.mediabox.width) / figure.width
    tall = float(page.mediabox.height)
    operators, fonts = typeset(writer, lines, shrunk, tall)
    _add_fonts(page, fonts)
    _tag(writer, figure.alternative, operators)
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


def _add_fonts(page: PageObject, fonts: DictionaryObject) -> None:
    resources = page[NameObject("/Resources")].get_object()
    if not isinstance(resources, DictionaryObject):
        raise TypeError("The renderer's page names no resources.")
    known = resources.get("/Font", DictionaryObject()).get_object()
    resources[NameObject("/Font")] = DictionaryObject({**known, **fonts})


def _tag(writer: PdfWriter, alternative: str, text: bytes) -> None:
    """Make the page with its text one tagged figure, which has a text alternative."""
    page = writer.pages[0]
    before, after = DecodedStreamObject(), DecodedStreamObject()
    before.set_data(b"/Figure <</MCID 0>> BDC\nq\n")
    after.set_data(b"\nQ\n" + text + b"\nEMC\n")
    drawn = page.raw_get("/Contents")
    parts = drawn if isinstance(drawn, ArrayObject) else [drawn]
    ends = [writer._add_object(before), *parts, writer._add_object(after.flate_encode())]
    page[NameObject("/Contents")] = ArrayObject(ends)
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
