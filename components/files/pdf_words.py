"""Words within a PDF: what it is about, where its lines lead, and what it shows for those who can't see it."""

import logging
from collections.abc import Mapping, Sequence

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

from components.files.canvas import Line
from components.files.figure import Figure
from components.files.pdf_append import Appended
from components.files.pdf_type import typeset

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
    file = Appended(pdf)
    held = file.reader.pages[0]
    at = held.indirect_reference
    if at is None:
        raise TypeError("The renderer's page stands nowhere.")
    page, root = DictionaryObject(held), DictionaryObject(file.reader.root_object)
    tall, shrunk = float(held.mediabox.height), float(held.mediabox.width) / figure.width
    operators, fonts = typeset(file, lines, shrunk, tall)
    _add_fonts(page, fonts)
    _tag(file, page, at, root, figure.alternative, operators)
    page[NameObject("/Annots")] = ArrayObject(
        file.add(_link(line.link, [edge * shrunk for edge in line.area], tall)) for line in figure.links
    )
    root[NameObject("/Lang")] = TextStringObject(language)
    root[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    file.put(at, page)
    file.put(file.reader.trailer.raw_get("/Root"), root)
    told = {NameObject(name): TextStringObject(value) for name, value in about.items() if value}
    return file.written(DictionaryObject(told))


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


def _add_fonts(page: DictionaryObject, fonts: DictionaryObject) -> None:
    resources = page[NameObject("/Resources")].get_object()
    if not isinstance(resources, DictionaryObject):
        raise TypeError("The renderer's page names no resources.")
    known = resources.get("/Font", DictionaryObject()).get_object()
    page[NameObject("/Resources")] = DictionaryObject(
        {**resources, NameObject("/Font"): DictionaryObject({**known, **fonts})}
    )


def _tag(
    file: Appended,
    page: DictionaryObject,
    at: IndirectObject,
    root: DictionaryObject,
    alternative: str,
    text: bytes,
) -> None:
    """Make the page with its text one tagged figure, which has a text alternative."""
    before, after = DecodedStreamObject(), DecodedStreamObject()
    before.set_data(b"/Figure <</MCID 0>> BDC\nq\n")
    after.set_data(b"\nQ\n" + text + b"\nEMC\n")
    drawn = page.raw_get("/Contents")
    parts = drawn if isinstance(drawn, ArrayObject) else [drawn]
    page[NameObject("/Contents")] = ArrayObject([file.add(before), *parts, file.add(after.flate_encode())])
    page[NameObject("/StructParents")] = NumberObject(0)
    tree = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
    top = file.add(tree)
    shown = file.add(
        DictionaryObject(
            {
                NameObject("/Type"): NameObject("/StructElem"),
                NameObject("/S"): NameObject("/Figure"),
                NameObject("/P"): top,
                NameObject("/Pg"): at,
                NameObject("/K"): NumberObject(0),
                NameObject("/Alt"): TextStringObject(alternative),
            }
        )
    )
    tree[NameObject("/K")] = shown
    held = ArrayObject([NumberObject(0), ArrayObject([shown])])
    tree[NameObject("/ParentTree")] = DictionaryObject({NameObject("/Nums"): held})
    root[NameObject("/StructTreeRoot")] = top
    root[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
