"""The coded claims of a dataset, wherever they are held: in memory, in an embedded engine, on a server.

A page never asks for all of them. What it asks is either a question over the
long tables, written in narwhals and so answered where they are held (matrix,
margins, counts), or some records by their ids, or a page of a list.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

import pandas as pd

from data.model.frames import Native
from data.model.records import Record
from data.model.selection import Selection
from data.model.tables import Tables

Term: TypeAlias = Literal["paragraph", "factor", "direction", "basis", "place", "work", "aspect"]


class Claims(Protocol):
    """The long tables of the records as one engine holds them, see :mod:`data.model.tables`.

    Every frame of one ``Claims`` can be joined with every other, and with what
    ``beside`` returns. :class:`data.model.tables.Tables` is one.
    """

    @property
    def records(self) -> Native:
        """One row a coded claim."""

    @property
    def record_place(self) -> Native:
        """One row a claim at a place that the text names."""

    @property
    def record_work(self) -> Native:
        """One row a work cited for a claim."""

    @property
    def texts(self) -> Native:
        """One row a record: id, and folded, its own id and statement as a search compares them."""

    @property
    def place_within(self) -> Native:
        """One row a place and a place that it counts towards."""

    def beside(self, frame: pd.DataFrame) -> Native:
        """Return a small frame where the records are, to be joined with them."""


class Evidence(Protocol):
    """The coded claims of a dataset."""

    @property
    def size(self) -> int:
        """How many there are."""

    @property
    def in_memory(self) -> bool:
        """Whether they are few enough to be listed at will."""

    def claims(self, selection: Selection) -> Claims:
        """Return tables that hold every record which the filters leave, and perhaps others.

        They are good until the same thread asks for others.
        """

    def named(self, ids: Iterable[object]) -> tuple[str, ...]:
        """Return the dataset's own ids for those of :meth:`claims`, in the same order."""

    def records(self, ids: Iterable[str]) -> dict[str, Record]:
        """Return some records by their ids, in the order asked for; ids that no record has are left out."""

    def used(self, term: Term) -> frozenset[str]:
        """Return the ids of a kind of term that a record uses."""

    def cell_counts(self, selection: Selection, columns: str) -> pd.DataFrame | None:
        """Return the counts of a matrix's cells from those made once; None where they can't tell.

        Returns
        -------
        frame or None
            One row a factor and column of the lens with at least one record, in no
            order: factor, place, helping, hindering, mixed, neutral, records, works,
            directed_works.
        """

    def margin_counts(self, selection: Selection, columns: str) -> pd.DataFrame | None:
        """Return the counts of a matrix's margins from those made once; None where they can't tell.

        Returns
        -------
        frame or None
            One row a factor with at least one record, in no order: factor, helping,
            hindering, mixed, neutral, records.
        """

    def cancellable(self) -> AbstractContextManager["Cancel"]:
        """Return a context for one question, within which :class:`Cancel` breaks off what this thread asks."""


class BrokenOffError(Exception):
    """The question was broken off before it was answered."""


class Cancel(Protocol):
    """Breaks off a question that another thread is asking."""

    def __call__(self) -> None:
        """Break it off: the thread that asks is told by an error of its engine."""


@dataclass(frozen=True)
class Held:
    """Records held in memory, as the frames of :class:`data.model.tables.Tables`."""

    tables: Tables
    known: Mapping[str, Record]
    in_memory = True

    @property
    def size(self) -> int:
        """How many records there are."""
        return len(self.tables.records)

    def claims(self, selection: Selection) -> Tables:  # noqa: ARG002 - all of them, whatever is asked
        """Return the tables themselves."""
        return self.tables

    def named(self, ids: Iterable[object]) -> tuple[str, ...]:
        """Return the ids themselves."""
        return tuple(map(str, ids))

    def records(self, ids: Iterable[str]) -> dict[str, Record]:
        """Return some records by their ids."""
        return {name: self.known[name] for name in ids if name in self.known}

    def used(self, term: Term) -> frozenset[str]:
        """Return the ids of a kind of term that a record uses."""
        tables = {"work": self.tables.record_work, "place": self.tables.record_place}
        return frozenset(tables.get(term, self.tables.records)[term])

    def cell_counts(self, selection: Selection, columns: str) -> None:
        """Return nothing: few records are counted anew as fast."""

    def margin_counts(self, selection: Selection, columns: str) -> None:
        """Return nothing: few records are counted anew as fast."""

    def cancellable(self) -> AbstractContextManager[Cancel]:
        """Return a context in which nothing has to be broken off."""
        return nullcontext(lambda: None)


class FetchedRecords(Mapping[str, Record]):
    """Records by id, fetched when they are asked for; they can't be listed, since they may be too many."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence

    def __getitem__(self, name: str) -> Record:
        return self._evidence.records([name])[name]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self._evidence.records([name])

    def __len__(self) -> int:
        return self._evidence.size

    def __iter__(self) -> Iterator[str]:
        raise TypeError("Records that an engine holds are fetched by id or by page, never listed.")
