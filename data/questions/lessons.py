"""What other places have or report that ours lacks, and which barriers it shares with them.

Nothing here ranks places or weighs them up: each answer is a list, in the order
of the codebook and of the screen. No record at home is never read as absence.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

import narwhals as nw
import pandas as pd

from data.model.dataset import Dataset
from data.model.filters import chosen_places, chosen_records, placed
from data.model.frames import collected
from data.model.selection import Selection
from data.model.vocabulary import CellState
from data.questions.behind import lacking
from data.questions.cells import Cell
from data.questions.remedies import Remedies, remedies

HELPS: Final = ("+1", "+2")
HINDERS: Final = ("-1", "-2", "mixed")
LACKING: Final[tuple[CellState, ...]] = ("explicitly_none", "not_in_force", "not_reported")
"""The states in which a place has nothing of a lever, as far as is known, in the order of the lessons."""

Lacks = Mapping[tuple[str, str], int]
"""Of how many records behind a factor in a place the lack of the factor is what helps or hinders."""
NONE: Final[Lacks] = MappingProxyType({})


@dataclass(frozen=True)
class LeverLesson:
    """A lever that others have in place, and ours has no record of or explicitly lacks.

    ``home`` is our cell; ``others`` are (place, fact) pairs, one a place: the
    fact that its cell shows.
    """

    lever: str
    home: Cell
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Rated:
    """A place's rating of a factor: how many works stand behind its sign, how many records are on the lack of it."""

    place: str
    rating: str
    works: int
    lack: int = 0


@dataclass(frozen=True)
class FactorLesson:
    """A factor rated elsewhere: at home (None: no record), in named places, in the general literature (or None)."""

    factor: str
    home: Rated | None
    named: tuple[Rated, ...]
    general: Rated | None


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
        for place in chosen_places(dataset, selection)
        if place not in (home, literature(dataset))
        and not (selection.parts and ((place, home) in pairs or (home, place) in pairs))
    )


def scope(dataset: Dataset, selection: Selection, home: str) -> Selection:
    """Return the selection that lessons are drawn from: home, the others, and the general literature if chosen."""
    general = [place for place in chosen_places(dataset, selection) if place == literature(dataset)]
    return replace(selection, places=(home, *other_places(dataset, selection, home), *general))


def lever_lessons(cells: Mapping[tuple[str, str], Cell], home: str) -> tuple[LeverLesson, ...]:
    """Return the levers that others report and ours doesn't.

    Parameters
    ----------
    cells : as :func:`data.questions.policy.policy_table` returns them
        Of home and of the others.
    home : id

    Returns
    -------
    tuple of LeverLesson
        Levers that ours explicitly lacks first, then those that ended or have
        not begun there, then those without a record,
        each in the codebook's order. A lever that isn't applicable to home is none.
    """
    found: list[LeverLesson] = []
    for state in LACKING:
        for (lever, place), cell in cells.items():
            if place == home and cell.state == state:
                others = [
                    (at, other.shown)
                    for (name, at), other in cells.items()
                    if name == lever and at != home and other.state == "reported" and other.shown is not None
                ]
                if others:
                    found.append(LeverLesson(lever, cell, tuple(others)))
    return tuple(found)


def facilitators_elsewhere(
    dataset: Dataset, rated: pd.DataFrame, home: str, lacks: Lacks = NONE
) -> tuple[FactorLesson, ...]:
    """Return the factors rated as facilitators elsewhere, without a facilitator record at home.

    Parameters
    ----------
    dataset : Dataset
    rated : frame
        As :func:`data.questions.rating.factor_matrix` returns it, of :func:`scope`.
    home : id
    lacks : mapping
        As :func:`data.questions.behind.lacking` returns it.

    Returns
    -------
    tuple of FactorLesson
        One a factor, in the order of the screen; its places are those that rate
        it +1 or +2. Where no named place does, ``named`` is empty and
        ``general`` stands alone.
    """
    known = {str(row.factor) for row in rated.itertuples() if row.place == home and row.helping}
    return tuple(lesson for lesson in _lessons(dataset, rated, home, HELPS, lacks) if lesson.factor not in known)


def shared_barriers(dataset: Dataset, rated: pd.DataFrame, home: str, lacks: Lacks = NONE) -> tuple[FactorLesson, ...]:
    """Return the factors that hinder at home and elsewhere; a mixed rating counts, and is told as such.

    Parameters and shape as :func:`facilitators_elsewhere`; the places are those
    that rate the factor -1, -2 or mixed.
    """
    return tuple(
        lesson
        for lesson in _lessons(dataset, rated, home, HINDERS, lacks)
        if lesson.home is not None and lesson.home.rating in HINDERS
    )


def own_barriers(rated: pd.DataFrame, home: str) -> tuple[str, ...]:
    """Return the factors rated as a barrier, or mixed, at home."""
    at_home = rated[(rated["place"] == home) & rated["rating"].isin(HINDERS)]
    return tuple(at_home["factor"])


def _lessons(
    dataset: Dataset, rated: pd.DataFrame, home: str, ratings: Iterable[str], lacks: Lacks
) -> list[FactorLesson]:
    wanted, general = tuple(ratings), literature(dataset)
    rows: dict[str, dict[str, Rated]] = {}
    for row in rated.to_dict("records"):
        factor, place, rating = str(row["factor"]), str(row["place"]), str(row["rating"])
        works = row["works"] if rating == "neutral" else row["directed_works"]
        rows.setdefault(factor, {})[place] = Rated(place, rating, int(works), lacks.get((factor, place), 0))
    found = []
    for factor, places in rows.items():
        elsewhere = {place: cell for place, cell in places.items() if place != home and cell.rating in wanted}
        if elsewhere:
            named = tuple(cell for place, cell in elsewhere.items() if place != general)
            apart = elsewhere.get(general) if general is not None else None
            found.append(FactorLesson(factor, places.get(home), named, apart))
    return found


@dataclass(frozen=True)
class Lessons:
    """All that a place can take from others: what they have, what helps there, what hinders in both.

    ``selection`` is the :func:`scope` that it was drawn from; ``own`` are all
    factors that hinder at home, and ``remedies`` those of each shared barrier.
    """

    home: str
    selection: Selection
    others: tuple[str, ...]
    levers: tuple[LeverLesson, ...]
    facilitators: tuple[FactorLesson, ...]
    barriers: tuple[FactorLesson, ...]
    own: tuple[str, ...]
    remedies: Mapping[str, Remedies]


def lessons(
    dataset: Dataset, selection: Selection, cells: Mapping[tuple[str, str], Cell], rated: pd.DataFrame, home: str
) -> Lessons:
    """Return what `home` can take from the other places of a :func:`scope`.

    Parameters
    ----------
    dataset : Dataset
    selection : Selection
        As :func:`scope` returns it.
    cells : as :func:`data.questions.policy.policy_table` returns them, of home and the others
    rated : as :func:`data.questions.rating.factor_matrix` returns it, of the scope
    home : id
    """
    lacks = lacking(dataset, selection)
    barriers = shared_barriers(dataset, rated, home, lacks)
    return Lessons(
        home=home,
        selection=selection,
        others=tuple(place for place in selection.places if place not in (home, literature(dataset))),
        levers=lever_lessons(cells, home),
        facilitators=facilitators_elsewhere(dataset, rated, home, lacks),
        barriers=barriers,
        own=own_barriers(rated, home),
        remedies={lesson.factor: remedies(dataset, selection, lesson.factor) for lesson in barriers},
    )


def cell_paragraphs(dataset: Dataset, selection: Selection) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the paragraphs behind each cell of factors by places, in the order of the source."""
    claims = dataset.evidence.claims(selection)
    at_places = placed(claims, claims.record_place, selection)
    keys = ("factor", "place", "paragraph")
    first = (
        chosen_records(claims, dataset, selection)
        .join(at_places, on="id", how="inner")
        .group_by(*keys)
        .agg(nw.col("position").min())
    )
    rows = collected(first.select(*(nw.col(name).cast(nw.String) for name in keys), "position"))
    found: dict[tuple[str, str], list[str]] = {}
    for factor, place, paragraph in rows.sort_values("position")[list(keys)].itertuples(index=False):
        found.setdefault((factor, place), []).append(paragraph)
    return {cell: tuple(paragraphs) for cell, paragraphs in found.items()}
