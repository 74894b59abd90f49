"""The long tables of some of an embedded engine's records: in the engine, or in memory where they are few."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import duckdb
import pandas as pd

from data.engines.cube_tables import text
from data.model.frames import Native, collected, lazy
from data.model.search import SEVERAL, alike

FEW: Final = 100_000
"""So many records and fewer are taken into memory: each step of a question costs the engine more than they do."""


@dataclass(frozen=True)
class Relations:
    """The long tables of some records as DuckDB holds them, see :class:`data.model.evidence.Claims`."""

    connection: duckdb.DuckDBPyConnection
    table: str
    source: str
    folded: str

    @property
    def records(self) -> Native:
        """One row a record; its id is its position."""
        return self.connection.sql(
            f"SELECT n AS id, n AS position, paragraph, factor, direction, basis, aspect FROM {self.table}"
        )

    @property
    def record_place(self) -> Native:
        """One row a record at a place that its text names."""
        return self.connection.sql(f"""
            SELECT n AS id, place FROM {self.table}
            JOIN (SELECT set, place FROM made.members WHERE counted <> 'with_parts') USING (set)
        """)

    @property
    def record_work(self) -> Native:
        """One row a work cited for a record."""
        return self.connection.sql(f"SELECT n AS id, unnest(works) AS work FROM {self.table}")

    @property
    def texts(self) -> Native:
        """One row a record of the dataset: id, and its text as a search compares it."""
        return self.connection.sql(f"SELECT n AS id, {self.folded} AS folded FROM {self.source}")

    @property
    def place_within(self) -> Native:
        """One row a place and a place that it counts towards."""
        return self.connection.sql("SELECT part, place FROM made.place_within")

    def beside(self, frame: pd.DataFrame) -> Native:
        """Return a small frame as a relation of the same connection."""
        return self.connection.from_df(frame)


def folding(letters: Collection[str]) -> str:
    """Return the SQL of a record's text as a search compares it.

    Parameters
    ----------
    letters : collection of str
        Those beyond ASCII that occur in any record. To fold a letter costs this
        engine as much as there are letters to fold, in every record: those that
        occur nowhere are left out.
    """
    pairs = [pair for pair in zip(*alike(), strict=True) if pair[0] in letters]
    folded = "id || ' ' || statement"
    if pairs:
        folded = f"translate({folded}, {text(''.join(a for a, _ in pairs))}, {text(''.join(b for _, b in pairs))})"
    folded = f"lower({folded})"
    small = {letter.lower() for letter in letters}
    for letter, others in SEVERAL.items():
        folded = f"replace({folded}, {text(letter)}, {text(others)})" if letter in small else folded
    return folded


class Few:
    """The same tables of few records, as frames in memory, each fetched when it is first asked for."""

    def __init__(self, relations: Relations, place_within: pd.DataFrame) -> None:
        self._relations = relations
        self.place_within = place_within

    @property
    def table(self) -> str:
        """What they were narrowed to."""
        return self._relations.table

    @cached_property
    def records(self) -> pd.DataFrame:
        """One row a record; its id is its position."""
        return collected(lazy(self._relations.records))

    @cached_property
    def record_place(self) -> pd.DataFrame:
        """One row a record at a place that its text names."""
        return collected(lazy(self._relations.record_place))

    @cached_property
    def record_work(self) -> pd.DataFrame:
        """One row a work cited for a record."""
        return collected(lazy(self._relations.record_work))

    @cached_property
    def texts(self) -> pd.DataFrame:
        """One row a record: id, and its text as a search compares it."""
        held = self._relations
        among = f"{held.source} SEMI JOIN {held.table} USING (n)"
        return collected(lazy(held.connection.sql(f"SELECT n AS id, {held.folded} AS folded FROM {among}")))

    def beside(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return a small frame as one that these tables can be joined with: itself."""
        return frame
