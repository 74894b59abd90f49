"""Names of a workbook's sheets: what Excel allows, each once."""

import re
from collections.abc import Sequence
from typing import Final

LONGEST: Final = 31
"""Characters of a sheet's name."""


def sheet_names(wanted: Sequence[str]) -> list[str]:
    r"""Return names for sheets, in order: without ``[]:*?/\'``, at most 31 characters, no two alike in any case."""
    taken: set[str] = set()
    names = []
    for text in wanted:
        plain = re.sub(r"[\[\]:*?/\\'\x00-\x1f]", " ", text).strip() or "sheet"
        name, number = plain[:LONGEST], 2
        while name.casefold() in taken:
            mark = f" {number}"
            name, number = plain[: LONGEST - len(mark)] + mark, number + 1
        taken.add(name.casefold())
        names.append(name)
    return names
