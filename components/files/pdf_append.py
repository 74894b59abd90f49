"""Objects added to a PDF behind its end, as the format foresees: what is there stays as it is, and is not read."""

from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject, NameObject, NumberObject, PdfObject


class Appended:
    """A PDF and what is added to it; a large picture has a thousand objects, of which two are read."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        self.reader = PdfReader(BytesIO(pdf))
        self._objects: dict[int, PdfObject] = {}
        self._next = max(number for held in self.reader.xref.values() for number in held) + 1

    def add(self, thing: PdfObject) -> IndirectObject:
        """Add an object, and return how others refer to it."""
        self._objects[self._next] = thing
        self._next += 1
        return IndirectObject(self._next - 1, 0, self.reader)

    def put(self, place: IndirectObject, thing: PdfObject) -> None:
        """Let an object stand in place of the one that is there."""
        self._objects[place.idnum] = thing

    def written(self, about: DictionaryObject) -> bytes:
        """Return the file with all that was added; `about` are the document's properties."""
        told = self.add(about)
        file = BytesIO()
        file.write(self._pdf.rstrip() + b"\n")
        places = {}
        for number, thing in sorted(self._objects.items()):
            places[number] = file.tell()
            file.write(f"{number} 0 obj\n".encode())
            thing.write_to_stream(file)
            file.write(b"\nendobj\n")
        start = file.tell()
        file.write(b"xref\n")
        for number, place in places.items():
            file.write(f"{number} 1\n{place:010} 00000 n \n".encode())
        trailer = DictionaryObject(
            {
                NameObject("/Size"): NumberObject(self._next),
                NameObject("/Root"): self.reader.trailer.raw_get("/Root"),
                NameObject("/Info"): told,
                NameObject("/Prev"): NumberObject(int(self._pdf[self._pdf.rindex(b"startxref") + 9 :].split()[0])),
            }
        )
        file.write(b"trailer\n")
        trailer.write_to_stream(file)
        file.write(f"\nstartxref\n{start}\n%%EOF\n".encode())
        return file.getvalue()
