"""What other places have or report that ours lacks, and which barriers it shares with them.

Nothing here ranks places or weighs them up: each answer is a list, in the order
of the codebook and of the screen. No record at home is never read as absence.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import narwhals as nw
import pandas as pd

from data.dataset import Dataset
from data.policy import Cell
from data.selection import Selection, chosen_records, collected, lazy, placed

HELPS: Final = ("+1", "+2")
HINDERS: Final = ("-1", "-2", "mixed")


@dataclass(frozen=True)
class LeverLesson:
    """A lever that others have in place, and ours has no record of or explicitly lacks.

    ``home`` is our cell; ``others`` are (place, fact) pairs, one a place: the
    first fact of its cell that doesn't say that there is none.
    """

    lever: str
    home: Cell
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Rated:
    """A place's rating of a factor, and how many works stand behind it."""

    place: str
    rating: str
    works: int


@dataclass(frozen=True)
class FactorLesson:
    """A factor rated elsewhere: at home (None: no record), in named places, in the general literature (or None)."""

    factor: str
    home: Rated | None
    named: tuple[Rated, ...]
    general: Rated | None


@dataclass(frozen=True)
class Remedies:
    """What is reported to help against a barrier: ids of records and of influences, in the order of the source."""

    records: tuple[str, ...]
    influences: tuple[str, ...]


def literature(dataset: Dataset) -> str | None:
    """Return the place that stands for passages which name none; None where the dataset has no such place."""
    return next((place.id for place in dataset.jurisdictions.values() if place.kind == "literature"), None)


def other_places(dataset: Dataset, selection: Selection, home: str) -> tuple[str, ...]:
    """Return the named places to learn from: those chosen, all where none is chosen, but for `home`.

    Where parts count under their country, home's own parts are home, and a place
    that home is a part of would only mirror it: both are left out.
    """
    pairs = set(zip(dataset.tables.place_within["part"], dataset.tables.place_within["place"], strict=True))
    return tuple(
        place
        for place in selection.place_ids(dataset)
        if place not in (home, literature(dataset))
        and not (selection.parts and ((place, home) in pairs or (home, place) in pairs))
    )


def scope(dataset: Dataset, selection: Selection, home: str) -> Selection:
    """Return the selection that lessons are drawn from: home, the others, and the general literature if chosen."""
    general = [place for place in selection.place_ids(dataset) if place == literature(dataset)]
    return replace(selection, places=(home, *other_places(dataset, selection, home), *general))


def lever_lessons(dataset: Dataset, cells: Mapping[tuple[str, str], Cell], home: str) -> tuple[LeverLesson, ...]:
    """Return the levers that others report and ours doesn't.

    Parameters
    ----------
    dataset : Dataset
    cells : as :func:`data.policy.policy_table` returns them
        Of home and of the others.
    home : id

    Returns
    -------
    tuple of LeverLesson
        Levers that ours explicitly lacks first, then those without a record,
        each in the codebook's order. A lever that isn't applicable to home is none.
    """
    found: list[LeverLesson] = []
    for state in ("explicitly_none", "not_reported"):
        for (lever, place), cell in cells.items():
            if place == home and cell.state == state:
                others = [
                    (at, _in_place(dataset, other))
                    for (name, at), other in cells.items()
                    if name == lever and at != home and other.state == "reported"
                ]
                if others:
                    found.append(LeverLesson(lever, cell, tuple(others)))
    return tuple(found)


def _in_place(dataset: Dataset, cell: Cell) -> str:
    return next(name for name in cell.facts if dataset.facts[name][1].status != "none")


def facilitators_elsewhere(dataset: Dataset, rated: pd.DataFrame, home: str) -> tuple[FactorLesson, ...]:
    """Return the factors rated as facilitators elsewhere, without a facilitator record at home.

    Parameters
    ----------
    dataset : Dataset
    rated : frame
        As :func:`data.rating.factor_matrix` returns it, of :func:`scope`.
    home : id

    Returns
    -------
    tuple of FactorLesson
        One a factor, in the order of the screen; its places are those that rate
        it +1 or +2. Where no named place does, ``named`` is empty and
        ``general`` stands alone.
    """
    known = {str(row.factor) for row in rated.itertuples() if row.place == home and row.helping}
    return tuple(lesson for lesson in _lessons(dataset, rated, home, HELPS) if lesson.factor not in known)


def shared_barriers(dataset: Dataset, rated: pd.DataFrame, home: str) -> tuple[FactorLesson, ...]:
    """Return the factors that hinder at home and elsewhere; a mixed rating counts, and is told as such.

    Parameters and shape as :func:`facilitators_elsewhere`; the places are those
    that rate the factor -1, -2 or mixed.
    """
    return tuple(
        lesson
        for lesson in _lessons(dataset, rated, home, HINDERS)
        if lesson.home is not None and lesson.home.rating in HINDERS
    )


def own_barriers(rated: pd.DataFrame, home: str) -> tuple[str, ...]:
    """Return the factors rated as a barrier, or mixed, at home."""
    at_home = rated[(rated["place"] == home) & rated["rating"].isin(HINDERS)]
    return tuple(at_home["factor"])


def _lessons(dataset: Dataset, rated: pd.DataFrame, home: str, ratings: Iterable[str]) -> list[FactorLesson]:
    wanted, general = tuple(ratings), literature(dataset)
    rows: dict[str, dict[str, Rated]] = {}
    for factor, place, rating, works in zip(
        rated["factor"], rated["place"], rated["rating"], rated["works"], strict=True
    ):
        rows.setdefault(factor, {})[place] = Rated(place, rating, int(works))
    found = []
    for factor, places in rows.items():
        elsewhere = {place: cell for place, cell in places.items() if place != home and cell.rating in wanted}
        if elsewhere:
            named = tuple(cell for place, cell in elsewhere.items() if place != general)
            apart = elsewhere.get(general) if general is not None else None
            found.append(FactorLesson(factor, places.get(home), named, apart))
    return found


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
