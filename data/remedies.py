"""What is reported to help against a barrier, as far as it can be read off the coding without a guess."""

from dataclasses import dataclass, replace

import narwhals as nw

from data.dataset import Dataset
from data.selection import Selection, chosen_records, collected, lazy, placed


@dataclass(frozen=True)
class Remedies:
    """What is reported to help against a barrier: ids of records and of influences, in the order of the source."""

    records: tuple[str, ...]
    influences: tuple[str, ...]


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
    tables = dataset.tables
    at = replace(selection, factors=(factor,))
    records = (
        chosen_records(tables, dataset, at)
        .filter(nw.col("direction") == "facilitator")
        .join(placed(tables, tables.record_place, at), on="id", how="inner")
    )
    helping = set(collected(records.select("id"))["id"])
    return Remedies(
        tuple(record for record in dataset.records if record in helping),
        _helpful_influences(dataset, selection, factor),
    )


def _helpful_influences(dataset: Dataset, selection: Selection, factor: str) -> tuple[str, ...]:
    tables = dataset.tables
    facilitators = set(
        collected(lazy(tables.records).filter(nw.col("direction") == "facilitator").select("factor"))["factor"]
    )
    signs = ("-", "+") if factor in facilitators else ("-",)
    stated = lazy(tables.influences).filter(
        nw.col("to_factor") == factor,
        nw.col("from_factor").is_in(list(facilitators)),
        nw.col("sign").is_in(list(signs)),
    )
    if selection.works:
        citing = lazy(tables.influence_work).filter(nw.col("work").is_in(list(selection.works)))
        stated = stated.join(citing.select("id").unique(), on="id", how="inner")
    found = set(collected(stated.select("id"))["id"])
    return tuple(name for name in dataset.influences if name in found)
