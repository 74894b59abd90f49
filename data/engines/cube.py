"""What was counted once, so that a view of a hundred million records costs what one of a thousand costs.

A cube holds counts of records, split by everything that a view filters by, and
never a record itself. Each table has a column ``<direction>__<basis>`` for every
direction and basis, a *way* that a record can speak; the tables (one row is;
what its ways hold):

========  =====================================================================
cells     a factor and place: counted, factor, place; how many records
works     a factor, place and block of works: counted, factor, place, block;
          the works that the records there cite, a bit each
sets      a factor and set of places that records name together: set, factor;
          how many records
members   a place of a set: counted, set, place; it has no ways
totals    a factor: factor, cited (whether a work is); how many records
columns   a factor in a column of another lens: lens ("works" or "countries"),
          column, factor; how many records
========  =====================================================================

Why it stays exact:

- A record has one factor, direction and basis, and counts once in each of its
  places: the records of a cell are a sum over the ways of its row.
- A record of several places counts once in a factor's margin, and once in a
  group of places. Both are asked of ``sets``: records that name the same places
  are in or out together, so that each set is counted once or not at all.
- Distinct works are counted as bits: those of several ways, or of several
  places, are laid over each other first, so that a work is one bit wherever and
  however often it is cited. No filter makes a work be counted twice.
- With ``parts``, a country has rows of its own, made of the distinct records of
  all its parts: ``counted`` is ``own`` for its own records, ``with_parts`` for
  those, and ``alone`` for a place without parts, where both are the same.
- Where the columns are works or countries, a filter on places is asked of the
  records at those places, each taken at the first of them that it names.
- What can't be told from counts is asked of the records: a filter on works, or
  on what was seen of them (which other works do its records cite?).
  :func:`cube_cells` then returns None.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import narwhals as nw
import pandas as pd

from data.model.dataset import Dataset
from data.model.filters import chosen_factors
from data.model.frames import Lazy, Native, collected, lazy
from data.model.selection import Selection
from data.model.vocabulary import COUNTED, DIRECTED, DIRECTIONS
from data.questions.lenses import place_groups, work_columns

_CELL: Final = ("factor", "place")


@dataclass(frozen=True)
class Within:
    """What a question looks at: rows of counts by factor and place.

    Attributes
    ----------
    factors, places : tuple of ids
        Those that are looked at; all where it is empty.
    counted : tuple of words
        How places count, see the module's table.
    groups : mapping of place to column, or None
        Where columns are groups of places; places without one are left out.
    """

    factors: tuple[str, ...]
    places: tuple[str, ...]
    counted: tuple[str, ...]
    groups: Mapping[str, str] | None = None

    def of(self, counts: Lazy) -> Lazy:
        """Return the rows of counts that are looked at, by the columns of these names that they have."""
        asked = {"factor": self.factors, "place": self.places, "counted": self.counted}
        for name in counts.collect_schema().names():
            if wanted := asked.get(name):
                counts = counts.filter(nw.col(name).is_in(list(wanted)))
        return counts


class Cube(Protocol):
    """The tables of counts (see the module's table): the small ones as frames, the large ones by what is asked."""

    @property
    def cells(self) -> Native:
        """The table of that name."""

    @property
    def totals(self) -> Native:
        """The table of that name."""

    def in_columns(self, lens: str, within: Within, counted: Mapping[str, Sequence[str]]) -> pd.DataFrame:
        """Return counts of records in the columns "works" or "countries", from ``columns``.

        One row a factor and column (as place) with any record; its columns are
        factor, place, and for each name in `counted` how many records its ways hold.
        """

    def citing(self, within: Within, counted: Mapping[str, Sequence[str]]) -> pd.DataFrame:
        """Return counts of the records at places that cite a work: one row a factor with any, as above."""

    def distinct(self, within: Within, counted: Mapping[str, Sequence[str]]) -> pd.DataFrame:
        """Return distinct works, from ``works``: one row a factor and place, or group of places.

        Its columns are factor, place, and for each name in `counted` how many works its ways hold.
        """

    def together(self, within: Within, counted: Mapping[str, Sequence[str]], *, by_group: bool) -> pd.DataFrame:
        """Return sums of distinct records, from ``sets``: one row a factor (and group, as place) with any.

        Its columns are factor, place where it is by group, and for each name in
        `counted` how many records its ways hold; one of the names is records, that of all.
        """


def way(direction: str, basis: str) -> str:
    """Return the name of the column of a direction and a basis."""
    return f"{direction}__{basis}"


def cube_cells(dataset: Dataset, cube: Cube, selection: Selection, columns: str) -> pd.DataFrame | None:
    """Return the counts of :func:`data.questions.rating.factor_matrix` from the cube; None where it can't tell.

    Returns
    -------
    frame or None
        One row a factor and column with at least one record, in no order:
        factor, place, helping, hindering, mixed, neutral, records, works,
        directed_works.
    """
    if selection.works or selection.cited:
        return None
    question = _Question(dataset, selection, cube)
    if columns == "places":
        return _joined(question.records_at_places(), question.works(None))
    if columns in ("countries", "works"):
        return question.in_columns(columns)
    groups = place_groups(dataset, selection, columns)
    return _joined(question.records_in_groups(groups), question.works(groups))


def cube_margins(dataset: Dataset, cube: Cube, selection: Selection, columns: str) -> pd.DataFrame | None:
    """Return the counts of :func:`data.questions.rating.factor_margins` from the cube; None where it can't tell."""
    if selection.works or selection.cited:
        return None
    return _Question(dataset, selection, cube).margins(columns)


def _joined(records: pd.DataFrame, works: pd.DataFrame) -> pd.DataFrame:
    frame = records.merge(works, on=list(_CELL), how="left")
    return frame.fillna({"works": 0, "directed_works": 0}).astype({"works": "int64", "directed_works": "int64"})


@dataclass(frozen=True)
class _Question:
    dataset: Dataset
    selection: Selection
    cube: Cube

    def records_at_places(self) -> pd.DataFrame:
        return self._some(self._within().of(lazy(self.cube.cells)), *_CELL)

    def works(self, groups: Mapping[str, str] | None) -> pd.DataFrame:
        counted = {"works": self._ways(*DIRECTIONS), "directed_works": self._ways(*DIRECTED)}
        return self.cube.distinct(self._within(groups), counted)

    def in_columns(self, columns: str) -> pd.DataFrame:
        """Return the counts of the lens "works", where each column is one work, itself, or "countries"."""
        counted = {**self._counted(), "directed": self._ways(*DIRECTED)}
        cited = self.cube.in_columns("works", self._within(), counted)
        cited["directed_works"] = (cited.pop("directed") > 0).astype("int64")
        if columns == "works":
            return cited.assign(works=1)
        held = cited[[*_CELL, "directed_works"]].rename(columns={"place": "work"}).assign(works=1)
        held = held.merge(work_columns(self.dataset, columns), on="work").drop(columns="work")
        records = self.cube.in_columns(columns, self._within(), self._counted())
        return _joined(records, held.groupby(list(_CELL), as_index=False).sum())

    def records_in_groups(self, groups: Mapping[str, str]) -> pd.DataFrame:
        return self.cube.together(self._within(groups), self._counted(), by_group=True)

    def margins(self, columns: str) -> pd.DataFrame:
        cited = columns in ("countries", "works")
        if self.selection.places:
            within, counted = self._within(), self._counted()
            return self.cube.citing(within, counted) if cited else self.cube.together(within, counted, by_group=False)
        totals = self._within().of(lazy(self.cube.totals))
        totals = totals.filter(nw.col("cited")) if cited else totals
        return self._some(totals, "factor").groupby("factor", sort=False, as_index=False).sum()

    def _within(self, groups: Mapping[str, str] | None = None) -> Within:
        factors: tuple[str, ...] = ()
        if self.selection.levels or self.selection.domains or self.selection.factors:
            factors = chosen_factors(self.dataset, self.selection) or ("",)
        counted = ("alone", "with_parts" if self.selection.parts else "own")
        return Within(factors, self.selection.places, counted, groups)

    def _ways(self, *directions: str) -> list[str]:
        """Return the columns of some directions that the filters on directions and bases leave."""
        bases = self.selection.bases or [basis.id for basis in self.dataset.codebook.bases]
        left = [name for name in directions if name in (self.selection.directions or DIRECTIONS)]
        return [way(direction, basis) for direction in left for basis in bases]

    def _counted(self) -> dict[str, list[str]]:
        ways = {name: self._ways(direction) for name, direction in COUNTED.items()}
        return {**ways, "records": self._ways(*DIRECTIONS)}

    def _some(self, counts: Lazy, *by: str) -> pd.DataFrame:
        """Return how many records each row counts that the filters leave, all and by direction, where any."""
        counts = counts.select(*_text(*by), **{name: _sum(ways) for name, ways in self._counted().items()})
        return collected(counts.filter(nw.col("records") > 0))


def _sum(ways: Sequence[str]) -> nw.Expr:
    return (nw.sum_horizontal(*ways) if ways else nw.lit(0)).cast(nw.Int64)


def _text(*by: str) -> Iterable[nw.Expr]:
    return (nw.col(name).cast(nw.String) for name in by)
