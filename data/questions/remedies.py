"""What is reported to help against a barrier, as far as it can be read off the coding without a guess."""

from dataclasses import dataclass, replace
from typing import Final

import narwhals as nw

from data.model.dataset import Dataset
from data.model.filters import chosen_records, placed, resting
from data.model.frames import collected, counted, first_ids, lazy
from data.model.selection import Selection

MOST: Final = 200
"""Records that are listed against one barrier; how many more there are is told."""


@dataclass(frozen=True)
class Remedies:
    """What is reported to help against a barrier: ids of records and of influences, in the order of the source.

    ``more`` is how many records there are besides.
    """

    records: tuple[str, ...]
    influences: tuple[str, ...]
    more: int = 0


def remedies(dataset: Dataset, selection: Selection, factor: str) -> Remedies:
    """Return what is reported to help against a barrier.

    Two things can be read off the coding without a guess, and nothing else is
    listed. First, the records that code the barrier's own factor as a
    facilitator: what the text says would help is coded so, and so is the
    helpful thing whose lack is the barrier. Second, stated influences on the
    factor that come from a factor reported as a facilitator somewhere in the
    dataset: those that weaken the barrier (-), and those that strengthen it (+)
    where the factor is reported as a facilitator itself, so that having more of
    it is what helps.

    Parameters
    ----------
    dataset : Dataset
    selection : Selection
        Its places are those whose records count; influences name no place.
    factor : id
    """
    at = replace(selection, factors=(factor,))
    claims = dataset.evidence.claims(at)
    records = (
        chosen_records(claims, dataset, at)
        .filter(nw.col("direction") == "facilitator")
        .join(placed(claims, claims.record_place, at), on="id", how="inner")
    )
    helping = first_ids(records, MOST)
    more = counted(records.select("id").unique()) - MOST if len(helping) == MOST else 0
    return Remedies(dataset.evidence.named(helping), _helpful_influences(dataset, selection, factor), more)


def _helpful_influences(dataset: Dataset, selection: Selection, factor: str) -> tuple[str, ...]:
    tables = dataset.tables
    records = lazy(dataset.evidence.claims(Selection()).records).filter(nw.col("direction") == "facilitator")
    facilitators = set(collected(records.select(nw.col("factor").cast(nw.String)).unique())["factor"])
    signs = ("-", "+") if factor in facilitators else ("-",)
    stated = lazy(tables.influences).filter(
        nw.col("to_factor") == factor,
        nw.col("from_factor").is_in(list(facilitators)),
        nw.col("sign").is_in(list(signs)),
    )
    found = set(collected(resting(stated, tables.influence_work, dataset, selection).select("id"))["id"])
    return tuple(name for name in dataset.influences if name in found)
