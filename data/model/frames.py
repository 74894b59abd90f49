"""Verbs on frames of whichever engine, through narwhals: ask lazily, collect what is small, count."""

from typing import Any, TypeAlias, cast

import narwhals as nw
import pandas as pd

Native: TypeAlias = Any
"""A frame of whichever engine: of pandas, Polars, DuckDB, Spark, Ibis."""


Lazy: TypeAlias = nw.LazyFrame[Any]
"""A lazy frame of whichever engine holds the tables."""


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


def counted(frame: Lazy) -> int:
    """Return how many rows a lazy answer has."""
    return int(collected(frame.select(nw.len().alias("rows")))["rows"].iloc[0])


def first_ids(records: Lazy, most: int | None = None) -> list[object]:
    """Return the ids of records in the order of the source, each once; the first `most` of them."""
    ordered = records.select("position", "id").unique().sort("position")
    return list(collected(ordered if most is None else ordered.head(most))["id"])
