"""Names of a workbook's sheets, no two alike."""

from collections.abc import Sequence

from components.files.sheet_xlsx import LONGEST_NAME, sheet_name


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Return names for sheets, in order, as :func:`.sheet_xlsx.sheet_name` has them, each once in any case."""
    taken: set[str] = set()
    names = []
    for text in wanted:
        plain = sheet_name(text)
        name, number = plain, 2
        while name.casefold() in taken:
            mark = f" {number}"
            name, number = plain[: LONGEST_NAME - len(mark)] + mark, number + 1
        taken.add(name.casefold())
        names.append(name)
    return names
