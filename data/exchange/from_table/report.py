"""What became of every row: facts, records, or a reason why it has no place."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Report:
    """What came of a table, row by row, and what else of it was not taken over.

    Attributes
    ----------
    placed : mapping of a row's number to the ids of its facts and records
    unplaced : list of row, column, cell and reason
        A row that came to nothing has an empty column; of a row that came to
        something, single cells stand here.
    passed : list of str
        What is no row of the table: lines above the heads, other sheets, empty columns.
    """

    file: str
    placed: dict[int, list[str]] = field(default_factory=dict)
    unplaced: list[tuple[int, str, str, str]] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)

    @property
    def lost(self) -> list[int]:
        """The rows of which nothing is in the folder."""
        return sorted({row for row, *_ in self.unplaced} - set(self.placed))

    def lines(self) -> list[str]:
        """Return the report in words, reasons counted."""
        ids = sum(map(len, self.placed.values()))
        said = [f"{self.file}: {len(self.placed):,} rows became {ids:,} facts or records"]
        reasons = Counter((column, reason) for _, column, _, reason in self.unplaced)
        for (column, reason), count in reasons.most_common():
            said.append(f"  {count:,} × {f'{column}: ' if column else ''}{reason}")
        return [*said, *(f"  not read: {line}" for line in self.passed)]

    def rows(self) -> list[list[str]]:
        """Return not_placed.csv, its head first."""
        listed = [[self.file, str(row), column, cell, reason] for row, column, cell, reason in self.unplaced]
        passed = [[self.file, "", "", "", line] for line in self.passed]
        return [["file", "row", "column", "cell", "reason"], *listed, *passed]
