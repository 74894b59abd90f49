"""What is wrong with a dataset folder, said so that an analyst can mend it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from time import monotonic
from typing import Final, Literal

from rapidfuzz import fuzz, process

MOST_TOLD: Final = 1000
"""Faults told of one table; the rest is counted."""
LONGEST_COMPARED: Final = 100
"""Characters of a word: one that is longer is no slip of the pen."""
_LIKE: Final = 60.0
"""How much alike, of 100, two words must be to be taken for one another."""
HINT_SECONDS: Final = 2.0
"""Seconds that the hints of one check may take, all together."""
_HINTED_UNTIL: ContextVar[float] = ContextVar("hinted_until", default=float("inf"))


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

    def __reduce__(self) -> tuple[type["DatasetError"], tuple[str, tuple[Fault, ...], tuple[Fault, ...]]]:
        """Return what makes it again, so that it travels from the process that checks."""
        return type(self), (self.folder, self.faults, self.warnings)

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
    if len(value) > LONGEST_COMPARED or monotonic() > _HINTED_UNTIL.get():
        return ""
    found = process.extractOne(value.strip(), list(valid), scorer=fuzz.ratio, score_cutoff=_LIKE)
    return f"Did you mean '{found[0]}'?" if found else ""


@contextmanager
def hints_in_time() -> Iterator[None]:
    """Leave out hints within the context once they have taken :data:`HINT_SECONDS`: faults are told all the same."""
    before = _HINTED_UNTIL.set(monotonic() + HINT_SECONDS)
    try:
        yield
    finally:
        _HINTED_UNTIL.reset(before)


def unknown(what: str, value: str, valid: Iterable[str]) -> tuple[str, str]:
    """Return problem and expectation for an id that the dataset doesn't define."""
    words = list(valid)
    hint = nearest(value, words)
    expected = f"Expected one of: {choices(words)}." if words else f"No {what} is defined."
    return f"unknown {what} {quoted(value)}.", " ".join(part for part in (hint, expected) if part)
