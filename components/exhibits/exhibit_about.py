"""What an exhibit's data can't say in its cells: title, filters, origin, legend, caveats, references, columns."""

from collections.abc import Sequence

from components.drawing.printable import one_line
from components.exhibits.exhibit import Exhibit
from components.exhibits.provenance import Provenance
from components.references.references import Reference

Block = tuple[str, tuple[str, ...]]
"""A heading and the lines beneath it."""


def about(exhibit: Exhibit, provenance: Provenance, references: Sequence[Reference]) -> tuple[Block, ...]:
    """Return all that an exhibit's data carries beside its cells; blocks without a line are left out."""
    dated = f"{provenance.version} ({provenance.released})" if provenance.released else provenance.version
    blocks: tuple[Block, ...] = (
        ("Title", (exhibit.title,)),
        ("What it shows", (exhibit.finding,)),
        ("Shown", exhibit.filters),
        ("Source", (provenance.source,)),
        ("Dataset", (provenance.dataset,)),
        ("Version", (dated,)),
        ("Made on", (provenance.made,)),
        ("Permalink", (exhibit.link,)),
        ("Cite as", (provenance.cite,)),
        ("Licence", (provenance.licence,)),
        ("Legend of the picture", tuple(f"{sign.sign}  {sign.words}" for sign in exhibit.legend)),
        ("Before quoting", exhibit.caveats),
        ("Columns of the data", tuple(f"{f.name} ({f.type}): {f.description}" for f in exhibit.sheet.fields)),
        ("Empty cells", ("An empty cell is not stated in the source: a gap, never a zero or a no.",)),
        ("References of what is shown", tuple(reference.text for reference in references)),
    )
    said = ((heading, tuple(one_line(line) for line in lines if line)) for heading, lines in blocks)
    return tuple((heading, lines) for heading, lines in said if lines)


def readme(blocks: Sequence[Block]) -> str:
    """Return the blocks as a plain text file."""
    return "\n".join(f"{heading}\n{'-' * len(heading)}\n" + "\n".join(lines) + "\n" for heading, lines in blocks)
