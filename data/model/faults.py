"""What is wrong with a dataset folder, said so that an analyst can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, Literal

# Finding the nearest word takes time for each word compared: beyond these the hint is left out.
LONGEST_COMPARED: Final = 100
MOST_COMPARED: Final = 2_000


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong, or worth a warning, in a dataset folder.

    Attributes
    ----------
    file : str
        Path within the folder, with forward slashes.
    row : int
        Row as a spreadsheet shows it (the header is row 1); 0 where the file
        has no rows.
    where : str
        YAML path (``facts[3].status``), column, or ``line 4, column 2``.
    problem : str
        What is wrong, with the offending value.
    expected : str
        What was expected, and what to do.
    severity : {"fault", "warning"}
        Only a fault keeps the dataset from opening.
    """

    file: str
    row: int
    where: str
    problem: str
    expected: str = ""
    severity: Literal["fault", "warning"] = "fault"

    def __post_init__(self) -> None:
        # Half characters, as a file name of another encoding holds them, can be neither printed nor sent.
        for name in ("file", "where", "problem", "expected"):
            object.__setattr__(self, name, getattr(self, name).encode(errors="backslashreplace").decode())

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.file, f"row {self.row}" if self.row else "", self.where) if part)
        return f"{place}: {self.problem}" + (f" {self.expected}" if self.expected else "")


class DatasetError(Exception):
    """A dataset folder that can't be opened; ``faults`` lists every reason."""

    def __init__(self, folder: str, faults: Iterable[Fault], warnings: Iterable[Fault] = ()) -> None:
        self.folder = folder
        self.faults = tuple(sorted(faults))
        self.warnings = tuple(sorted(warnings))
        super().__init__(f"{folder}: {len(self.faults)} fault(s)")

    @property
    def first(self) -> str:
        """The first fault, on one line, and how many there are beside it."""
        more = len(self.faults) - 1
        return f"{self.faults[0]}" + (f" And {more:,} more." if more > 0 else "") if self.faults else str(self)


def quoted(value: object, longest: int = 80) -> str:
    """Return `value` in quotes, on one line, cut after `longest` characters."""
    text = " ".join(str(value).split())
    return f"'{text[: longest - 1]}…'" if len(text) > longest else f"'{text}'"


def choices(valid: Iterable[str], most: int = 12) -> str:
    """Return the valid words as a phrase, shortened when there are many."""
    words = list(valid)
    shown = ", ".join(words[:most])
    return shown + (f", … ({len(words)} in all)" if len(words) > most else "")


def nearest(value: str, valid: Iterable[str]) -> str:
    """Return ``Did you mean 'x'?`` for the closest valid id, or nothing."""
    words = list(valid)
    if len(value) > LONGEST_COMPARED or len(words) > MOST_COMPARED:
        return ""
    close = get_close_matches(value.strip(), words, n=1, cutoff=0.6)
    return f"Did you mean '{close[0]}'?" if close else ""


def unknown(what: str, value: str, valid: Iterable[str]) -> tuple[str, str]:
    """Return problem and expectation for an id that the dataset doesn't define."""
    words = list(valid)
    hint = nearest(value, words)
    expected = f"Expected one of: {choices(words)}." if words else f"No {what} is defined."
    return f"unknown {what} {quoted(value)}.", " ".join(part for part in (hint, expected) if part)
