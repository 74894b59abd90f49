"""An exhibit's data as CSV, with what it must carry beside it.

A CSV file holds data alone: lines of comment above its header would break
every program that reads it, and a column for the source would be dropped with
the first selection of columns. So the button gives a small ZIP archive of two
files, the data and ``README.txt``.
"""

import zipfile
from collections.abc import Sequence
from io import BytesIO

from components.exhibits.exhibit import Exhibit
from components.exhibits.exhibit_about import about, readme
from components.exhibits.provenance import Provenance
from components.files.safe_csv import csv_bytes
from components.references.references import Reference


def csv_package(exhibit: Exhibit, provenance: Provenance, references: Sequence[Reference], name: str) -> bytes:
    """Return a ZIP archive of ``name.csv`` and ``README.txt``.

    Parameters
    ----------
    exhibit : Exhibit
    provenance : Provenance
    references : sequence of Reference
        Of what is shown.
    name : str
        Letters, digits, hyphens, underscores and points only.
    """
    day = tuple(int(part) for part in provenance.made.split("-"))
    files = {
        f"{name}.csv": csv_bytes([field.name for field in exhibit.sheet.fields], exhibit.sheet.rows),
        "README.txt": readme(about(exhibit, provenance, references)).encode("utf-8-sig"),
    }
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, content in files.items():
            # The day alone: the same view of the same dataset gives the same bytes.
            entry = zipfile.ZipInfo(file, (day[0], day[1], day[2], 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return made.getvalue()
