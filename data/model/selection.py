"""What the reader chose to look at: one frozen object that applies and describes itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any, TypeAlias, cast

import narwhals as nw
import pandas as pd

from data.model.dataset import Dataset
from data.model.evidence import Claims, Native

Lazy: TypeAlias = nw.LazyFrame[Any]
"""A lazy frame of whichever engine holds the tables."""


@dataclass(frozen=True)
class Selection:
    """The filters of a view; an empty tuple chooses everything.

    Attributes
    ----------
    places, levels, domains, factors, directions, bases, works : tuple of ids
        A record passes where each filter that isn't empty names one of its ids.
    parts : bool
        Count the records and facts of programmes and regions under the place
        that they are a part of, too.
    supplement : bool
        Keep facts that rest on other documents than the primary source.
    """

    places: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    parts: bool = False
    supplement: bool = True

    def factor_ids(self, dataset: Dataset) -> tuple[str, ...]:
        """Return the factors that levels, domains and factors leave, in the order of the screen."""
        return tuple(
            factor.id
            for factor in dataset.factors.values()
            if (not self.factors or factor.id in self.factors)
            and (not self.domains or factor.domain in self.domains)
            and (not self.levels or dataset.level_of(factor.id) in self.levels)
        )

    def place_ids(self, dataset: Dataset) -> tuple[str, ...]:
        """Return the chosen places, all where none is chosen, in the order of the screen."""
        return tuple(place for place in dataset.jurisdictions if not self.places or place in self.places)

    def words(self, dataset: Dataset) -> tuple[str, ...]:
        """Return each filter that is on, in words, one phrase a filter."""
        return tuple(self._phrases(dataset))

    def _phrases(self, dataset: Dataset) -> Iterator[str]:
        named = {
            "places": ("Places", {p.id: p.name for p in dataset.jurisdictions.values()}),
            "levels": ("Level", {t.id: t.name for t in dataset.levels.values()}),
            "domains": ("Domain", {t.id: t.name for t in dataset.domains.values()}),
            "factors": ("Factor", {t.id: t.name for t in dataset.factors.values()}),
            "directions": ("Direction", {d: d for d in self.directions}),
            "bases": ("Basis", {b.id: b.name for b in dataset.codebook.bases}),
            "works": ("Cited work", {w.key: w.name for w in dataset.works.values()}),
        }
        for key, (title, names) in named.items():
            chosen: tuple[str, ...] = getattr(self, key)
            if chosen:
                yield f"{title}: {', '.join(names.get(name, name) for name in chosen)}"
        if self.parts:
            yield "Programmes and regions count under their country, too"
        if not self.supplement:
            yield "Facts of the primary source only"

    def narrows_evidence(self) -> bool:
        """Whether a filter leaves out records of a cell, so that its rating may differ."""
        return bool(self.directions or self.bases or self.works)


FILTERS = tuple(field.name for field in fields(Selection))


def lazy(frame: Native) -> Lazy:
    """Return an engine's frame as a lazy narwhals frame, whatever the engine."""
    return cast("Lazy", nw.from_native(frame).lazy())


def collected(frame: Lazy) -> pd.DataFrame:
    """Return a lazy answer as a pandas frame: answers are small, whatever they were asked of."""
    if frame.implementation.is_pandas():
        return cast("pd.DataFrame", frame.collect(backend="pandas").to_native())
    # Through Arrow, which every engine hands over as it is; only what is small ever comes here.
    table = frame.collect(backend="pyarrow").to_native()
    return _plain(cast("pd.DataFrame", table.to_pandas()))


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Return an engine's answer with the types that pandas would have given: text, whole numbers."""
    for name, column in frame.items():
        if isinstance(column.dtype, pd.CategoricalDtype) or column.dtype == object:
            frame[name] = column.astype("str").where(column.notna())
    return frame


def chosen_records(tables: Claims, dataset: Dataset, selection: Selection) -> Lazy:
    """Return the records that the evidence filters leave, wherever they are placed.

    Returns
    -------
    lazy frame
        One row a record, the columns of ``Tables.records``.
    """
    records = lazy(tables.records)
    if selection.levels or selection.domains or selection.factors:
        records = _among(records, "factor", selection.factor_ids(dataset))
    records = _among(records, "direction", selection.directions) if selection.directions else records
    records = _among(records, "basis", selection.bases) if selection.bases else records
    if selection.works:
        citing = _among(lazy(tables.record_work), "work", selection.works).select("id").unique()
        records = records.join(citing, on="id", how="inner")
    return records


def placed(tables: Claims, long: Native, selection: Selection) -> Lazy:
    """Return at which places each id of a long table counts: columns id, place.

    With ``selection.parts`` an id also counts at every place that its place is
    a part of, once each.
    """
    pairs = lazy(long).select("id", "place")
    if selection.parts:
        pairs = (
            pairs.rename({"place": "part"})
            .join(lazy(tables.place_within), on="part", how="inner")
            .select("id", "place")
            .unique()
        )
    return _among(pairs, "place", selection.places) if selection.places else pairs


def counted(frame: Lazy) -> int:
    """Return how many rows a lazy answer has."""
    return int(collected(frame.select(nw.len().alias("rows")))["rows"].iloc[0])


def first_ids(records: Lazy, most: int | None = None) -> list[object]:
    """Return the ids of records in the order of the source, each once; the first `most` of them."""
    ordered = records.select("position", "id").unique().sort("position")
    return list(collected(ordered if most is None else ordered.head(most))["id"])


def _among(frame: Lazy, column: str, ids: Iterable[str]) -> Lazy:
    return frame.filter(nw.col(column).is_in(list(ids)))
