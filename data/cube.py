"""What was counted once, so that a view of a hundred million records costs what one of a thousand costs.

A cube holds counts of records, split by everything that a view filters by, and
never a record itself. The tables (one row is; columns):

========  =====================================================================
cells     a factor, place, direction and basis: counted, ..., records
works     a factor, place and work: counted, ..., and for each direction and
          basis, in a column ``<direction>__<basis>``, the records there that
          cite the work
sets      a factor, direction, basis and set of places that records name
          together: set, ..., records
members   a place of a set: counted, set, place
totals    a factor, direction and basis: cited (whether a work is), records
columns   a factor, direction and basis in a column of another lens: lens
          ("works" or "countries"), column, ..., records
========  =====================================================================

Why it stays exact:

- A record has one factor, direction and basis, and counts once in each of its
  places: the records of a cell are a sum over ``cells``.
- A record of several places counts once in a factor's margin, and once in a
  group of places. Both are asked of ``sets``: records that name the same places
  are in or out together, so that each set is counted once or not at all.
- Distinct works of a cell are rows of ``works`` with a record that the filters
  leave: a work has one row a factor and place, so that rows are counted, never
  added up over directions or bases.
- With ``parts``, a country has rows of its own, made of the distinct records of
  all its parts: ``counted`` is ``own`` for its own records, ``with_parts`` for
  those, and ``alone`` for a place without parts, where both are the same.
- What can't be told from counts is asked of the records: a filter on works
  (which other works do its records cite?), and one on places where the columns
  are works or countries. :func:`cube_cells` then returns None.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import narwhals as nw
import pandas as pd

from data.dataset import Dataset
from data.evidence import Claims, Native
from data.lenses import place_groups, work_columns
from data.selection import Lazy, Selection, collected, lazy
from data.vocabulary import DIRECTIONS

DIRECTED: Final = ("facilitator", "barrier", "mixed")
COUNTED: Final = {"helping": "facilitator", "hindering": "barrier", "mixed": "mixed", "neutral": "neutral"}
_CELL: Final = ("factor", "place")


@dataclass(frozen=True)
class Cube:
    """The tables of counts, in one engine's frames (see the module's table)."""

    cells: Native
    works: Native
    sets: Native
    members: Native
    totals: Native
    columns: Native


def work_column(direction: str, basis: str) -> str:
    """Return the name of the column of ``works`` that counts the records of a direction and a basis."""
    return f"{direction}__{basis}"


def cube_cells(dataset: Dataset, selection: Selection, columns: str) -> pd.DataFrame | None:
    """Return the counts of :func:`data.rating.factor_matrix` from the cube; None where it can't tell.

    Returns
    -------
    frame or None
        One row a factor and column with at least one record, in no order:
        factor, place, helping, hindering, mixed, neutral, records, works,
        directed_works.
    """
    cube = dataset.evidence.cube()
    if cube is None or not _answers(selection, columns):
        return None
    question = _Question(dataset, selection, cube, dataset.evidence.claims(selection))
    if columns == "places":
        return _joined(question.records_at_places(), question.works_at_places())
    if columns in ("countries", "works"):
        return _joined(question.records_in_columns(columns), question.works_in_columns(columns))
    return _joined(question.records_in_groups(columns), question.works_in_groups(columns))


def cube_margins(dataset: Dataset, selection: Selection, columns: str) -> pd.DataFrame | None:
    """Return the counts of :func:`data.rating.factor_margins` from the cube, in no order; None where it can't tell."""
    cube = dataset.evidence.cube()
    if cube is None or not _answers(selection, columns):
        return None
    return _Question(dataset, selection, cube, dataset.evidence.claims(selection)).margins(columns)


def _answers(selection: Selection, columns: str) -> bool:
    return not selection.works and not (selection.places and columns in ("countries", "works"))


def _joined(records: Lazy, works: Lazy) -> pd.DataFrame:
    frame = collected(records).merge(collected(works), on=list(_CELL), how="left")
    return frame.fillna({"works": 0, "directed_works": 0}).astype({"works": "int64", "directed_works": "int64"})


@dataclass(frozen=True)
class _Question:
    dataset: Dataset
    selection: Selection
    cube: Cube
    claims: Claims

    def records_at_places(self) -> Lazy:
        return self._summed(self._at_places(self._left(lazy(self.cube.cells))), *_CELL)

    def works_at_places(self) -> Lazy:
        return self._distinct(self._at_places(self._factors_left(lazy(self.cube.works))))

    def records_in_columns(self, columns: str) -> Lazy:
        counts = lazy(self.cube.columns).filter(nw.col("lens") == columns)
        return self._summed(self._left(counts).rename({"column": "place"}), *_CELL)

    def works_in_columns(self, columns: str) -> Lazy:
        counts = self._left(lazy(self.cube.columns).filter(nw.col("lens") == "works")).rename({"column": "work"})
        held = counts.group_by("factor", "work").agg(directed=self._directed(nw.col("records")).sum())
        of_works = self._beside(work_columns(self.dataset, columns))
        return (
            held.join(of_works, on="work", how="inner")
            .group_by(*_CELL)
            .agg(works=nw.len(), directed_works=(nw.col("directed") > 0).cast(nw.Int64).sum())
            .select(*self._cell(), "works", "directed_works")
        )

    def records_in_groups(self, lever: str) -> Lazy:
        members = self._at_places(lazy(self.cube.members)).join(self._groups(lever), on="place", how="inner")
        within = members.select("set", nw.col("column").alias("place")).unique()
        return self._summed(self._left(lazy(self.cube.sets)).join(within, on="set", how="inner"), *_CELL)

    def works_in_groups(self, lever: str) -> Lazy:
        works = self._at_places(self._factors_left(lazy(self.cube.works))).join(
            self._groups(lever), on="place", how="inner"
        )
        names = self._work_columns(DIRECTIONS)
        grouped = works.group_by("factor", "column", "work").agg(nw.col(name).sum() for name in names)
        return self._distinct(grouped.rename({"column": "place"}))

    def margins(self, columns: str) -> pd.DataFrame:
        if columns in ("countries", "works"):
            return collected(self._summed(self._left(lazy(self.cube.totals).filter(nw.col("cited"))), "factor"))
        if not self.selection.places:
            return collected(self._summed(self._left(lazy(self.cube.totals)), "factor"))
        within = self._at_places(lazy(self.cube.members)).select("set").unique()
        return collected(self._summed(self._left(lazy(self.cube.sets)).join(within, on="set", how="inner"), "factor"))

    def _groups(self, lever: str) -> Lazy:
        groups = place_groups(self.dataset, self.selection, lever)
        return self._beside(pd.DataFrame({"place": list(groups), "column": list(groups.values())}, dtype="str"))

    def _beside(self, frame: pd.DataFrame) -> Lazy:
        return lazy(self.claims.beside(frame))

    def _left(self, counts: Lazy) -> Lazy:
        """Return the rows of counts that the filters on factors, directions and bases leave."""
        counts = self._factors_left(counts)
        for name, chosen in (("direction", self.selection.directions), ("basis", self.selection.bases)):
            counts = counts.filter(nw.col(name).is_in(list(chosen))) if chosen else counts
        return counts

    def _factors_left(self, counts: Lazy) -> Lazy:
        if not (self.selection.levels or self.selection.domains or self.selection.factors):
            return counts
        return counts.filter(nw.col("factor").is_in(list(self.selection.factor_ids(self.dataset))))

    def _at_places(self, counts: Lazy) -> Lazy:
        counted = ("alone", "with_parts" if self.selection.parts else "own")
        counts = counts.filter(nw.col("counted").is_in(list(counted)))
        chosen = list(self.selection.places)
        return counts.filter(nw.col("place").is_in(chosen)) if chosen else counts

    def _directed(self, value: nw.Expr) -> nw.Expr:
        return nw.when(nw.col("direction").is_in(list(DIRECTED))).then(value).otherwise(nw.lit(0))

    def _summed(self, counts: Lazy, *by: str) -> Lazy:
        """Return how many records there are, and how many of each direction."""
        ways = {
            name: nw.when(nw.col("direction") == direction).then(nw.col("records")).otherwise(nw.lit(0))
            for name, direction in COUNTED.items()
        }
        summed = (
            counts.with_columns(**ways)
            .group_by(*by)
            .agg(*(nw.col(name).sum().cast(nw.Int64) for name in COUNTED), nw.col("records").sum().cast(nw.Int64))
        )
        return summed.select(*(nw.col(name).cast(nw.String) for name in by), *COUNTED, "records")

    def _distinct(self, works: Lazy) -> Lazy:
        """Return how many works the records that are left cite, and the directed ones of them."""
        every = self._work_columns(self.selection.directions or DIRECTIONS)
        directed = [name for name in every if name.partition("__")[0] in DIRECTED]
        held = works.select(
            *_CELL,
            works=(nw.sum_horizontal(every) > 0).cast(nw.Int64),
            directed_works=(nw.sum_horizontal(directed) > 0).cast(nw.Int64) if directed else nw.lit(0),
        )
        summed = held.group_by(*_CELL).agg(nw.col("works").sum(), nw.col("directed_works").sum())
        return summed.select(*self._cell(), *(nw.col(n).cast(nw.Int64) for n in ("works", "directed_works")))

    def _cell(self) -> Iterable[nw.Expr]:
        return (nw.col(name).cast(nw.String) for name in _CELL)

    def _work_columns(self, directions: Iterable[str]) -> list[str]:
        bases = self.selection.bases or [basis.id for basis in self.dataset.codebook.bases]
        return [work_column(direction, basis) for direction in directions for basis in bases]
