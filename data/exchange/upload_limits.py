"""How large a dataset in one file may be, packed and unpacked.

What is uploaded comes from anyone and is opened in the server's memory; what
lies on one's own disk is trusted further, though not without end.
"""

from dataclasses import dataclass
from typing import Final

MB: Final = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What an archive may hold.

    Attributes
    ----------
    packed, unpacked : int
        Bytes of the file, and of all that it holds.
    entries : int
        Files and directories in it.
    ratio : int
        Unpacked to packed bytes; what is squeezed further is made to burst.
    yaml : int
        Bytes of all YAML files together, which take longest to read.
    rows : int
        Lines of all tables together.
    marks : int
        Brackets and equals signs in a workbook's XML: how many pieces it makes.
    cells : int
        Factors by places, or levers by places: what a page has to draw.
    """

    packed: int
    unpacked: int
    entries: int
    ratio: int
    yaml: int
    rows: int
    marks: int
    cells: int


UPLOAD: Final = Limits(5 * MB, 50 * MB, 2_000, 100, 4 * MB, 100_000, 1_500_000, 200_000)
LOCAL: Final = Limits(64 * MB, 512 * MB, 10_000, 200, 64 * MB, 2_000_000, 30_000_000, 20_000_000)
"""For files of one's own: releases, and workbooks given on the command line."""
