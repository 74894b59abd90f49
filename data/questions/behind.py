"""What stands behind every cell of the factor matrix at once: its records and the works that they cite there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import narwhals as nw

from data.model.dataset import Dataset
from data.model.filters import chosen_records
from data.model.frames import collected
from data.model.selection import Selection
from data.model.vocabulary import DIRECTED
from data.questions.lenses import membership

LACK: Final = "lack"
Place = tuple[str, str]
"""A factor and a column of the lens."""


@dataclass(frozen=True)
class Behind:
    """The ids of the records and the keys of the works behind each cell that holds a record.

    Records stand in the order of the source, works in that of works.csv. Both
    are empty of a dataset whose records an engine holds: they are too many to
    be listed, and asked for cell by cell.
    """

    records: Mapping[Place, tuple[str, ...]]
    works: Mapping[Place, tuple[str, ...]]


def behind_cells(dataset: Dataset, selection: Selection, columns: str = "places") -> Behind:
    """Return what :func:`data.questions.rating.cell_records` returns of one cell, for all of them.

    Parameters
    ----------
    dataset : Dataset
    selection : Selection
    columns : str
        What the columns are, see :mod:`data.questions.lenses`.
    """
    if not dataset.evidence.in_memory:
        return Behind({}, {})
    member = membership(dataset, selection, columns)
    chosen = chosen_records(dataset.tables, dataset, selection).select("id", "factor")
    records = collected(chosen.join(member.pairs, on="id", how="inner").select("factor", "place", "id"))
    cited = collected(chosen.join(member.cited, on="id", how="inner").select("factor", "place", "work"))
    return Behind(
        _grouped(records.itertuples(index=False, name=None), list(dataset.records)),
        _grouped(cited.itertuples(index=False, name=None), list(dataset.works)),
    )


def lacking(dataset: Dataset, selection: Selection, columns: str = "places") -> dict[Place, int]:
    """Return of how many directed records behind each cell the lack of the factor is what helps or hinders.

    Cells without such a record are left out; parameters as of :func:`behind_cells`.
    """
    if LACK not in dataset.evidence.used("aspect"):
        return {}
    directed = nw.col("direction").is_in(list(DIRECTED))
    lacks = chosen_records(dataset.evidence.claims(selection), dataset, selection).filter(
        nw.col("aspect") == LACK, directed
    )
    pairs = membership(dataset, selection, columns).pairs
    counts = lacks.select("id", "factor").join(pairs, on="id", how="inner").group_by("factor", "place").agg(nw.len())
    rows = collected(counts)
    return {
        (str(factor), str(place)): int(count)
        for factor, place, count in zip(rows["factor"], rows["place"], rows["len"], strict=True)
    }


def _grouped(rows: Iterable[tuple[str, str, str]], order: list[str]) -> dict[Place, tuple[str, ...]]:
    found: dict[Place, set[str]] = {}
    for factor, place, name in rows:
        found.setdefault((factor, place), set()).add(name)
    rank = {name: n for n, name in enumerate(order)}
    return {cell: tuple(sorted(names, key=rank.__getitem__)) for cell, names in found.items()}
