"""Everything the dataset says, in one list: records, facts and influences alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

import narwhals as nw

from data.model.dataset import Dataset
from data.model.filters import chosen_factors, chosen_records, placed, resting
from data.model.frames import Lazy, collected, lazy
from data.model.records import Record, first_day, leading_year
from data.model.selection import Selection
from data.questions.cells import in_force

EntryKind = Literal["records", "facts", "influences"]
Order = Literal["source", "newest", "place", "factor", "most"]

KINDS: Final[tuple[EntryKind, ...]] = get_args(EntryKind)
ORDERS: Final[tuple[Order, ...]] = get_args(Order)

_NOT_OF_FACTS: Final = ("levels", "domains", "factors", "directions", "bases")
_NOT_OF_INFLUENCES: Final = ("places", "directions", "bases")
_LAST: Final = 10**9


@dataclass(frozen=True)
class Entry:
    """One thing that the dataset says.

    Attributes
    ----------
    kind : {"records", "facts", "influences"}
    id : str
    sign : str
        A record's direction, a fact's status, an influence's + or -.
    statement : str
        The paraphrase; of a fact, its value.
    places, factors, works : tuple of ids
        A record has one factor, an influence two (from, to), a fact none; an
        influence has no place.
    lever : str or None
        Of a fact.
    paragraph : str or None
        In the primary source; None where another document says it.
    year : int or None
        Of the newest work behind it.
    """

    kind: EntryKind
    id: str
    sign: str
    statement: str
    places: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    lever: str | None = None
    paragraph: str | None = None
    year: int | None = None


def entries(dataset: Dataset) -> tuple[Entry, ...]:
    """Return every record, fact and influence, in the order of the primary source.

    Records that an engine holds are not among them, see :mod:`data.lists.listing`.
    Within a paragraph records come first, then facts, then influences, each in
    the order of its file; what rests on other documents follows, by place.
    """
    records = dataset.records.values() if dataset.evidence.in_memory else ()
    found = [
        *(record_entry(dataset, record) for record in records),
        *(
            Entry("facts", f.id, f.status, f.value, (place,), (), f.works, f.lever, f.paragraph,
                  _newest(dataset, f.works))
            for place, f in dataset.facts.values()
        ),
        *(
            Entry("influences", i.id, i.sign, i.statement, (), (i.from_factor, i.to_factor), i.works, None,
                  i.paragraph, _newest(dataset, i.works))
            for i in dataset.influences.values()
        ),
    ]  # fmt: skip
    paragraphs = [*dataset.about.paragraphs, *(entry.paragraph for entry in found if entry.paragraph is not None)]
    rank = {paragraph: n for n, paragraph in enumerate(dict.fromkeys(paragraphs))}
    return tuple(sorted(found, key=lambda entry: rank[entry.paragraph] if entry.paragraph is not None else _LAST))


def record_entry(dataset: Dataset, record: Record) -> Entry:
    """Return a record as an entry."""
    return Entry(
        "records", record.id, record.direction, record.statement, record.places, (record.factor,), record.works,
        None, record.paragraph, _newest(dataset, record.works),
    )  # fmt: skip


def _newest(dataset: Dataset, works: Iterable[str]) -> int | None:
    return max((year for key in works if (year := leading_year(dataset.works[key].year)) is not None), default=None)


def passing(dataset: Dataset, selection: Selection) -> frozenset[str]:
    """Return the ids of the records, facts and influences that the filters leave.

    A filter that a kind can't answer leaves that kind out, see :func:`left_out`.
    An influence passes the filters of factors by either of its ends.
    """
    tables = dataset.tables
    records = (
        chosen_records(tables, dataset, selection)
        .select("id")
        .join(placed(tables, tables.record_place, selection).select("id").unique(), on="id", how="inner")
    )
    return frozenset(collected(records)["id"]) | passing_others(dataset, selection)


def passing_others(dataset: Dataset, selection: Selection) -> frozenset[str]:
    """Return the ids of the facts and influences that the filters leave."""
    tables = dataset.tables
    left = left_out(selection)
    kept = []
    if "facts" not in left:
        facts = lazy(tables.facts)
        facts = facts if selection.supplement else facts.filter(nw.col("primary"))
        facts = _on_day(facts, dataset, selection.on) if selection.on else facts
        at = placed(tables, tables.facts, selection).select("id").unique()
        facts = resting(facts.select("id"), tables.fact_work, dataset, selection)
        kept.append(facts.join(at, on="id", how="inner"))
    if "influences" not in left:
        among = nw.col("from_factor").is_in(ids := chosen_factors(dataset, selection)) | nw.col("to_factor").is_in(ids)
        links = lazy(tables.influences).filter(among).select("id")
        kept.append(resting(links, tables.influence_work, dataset, selection))
    return frozenset(name for frame in kept for name in collected(frame)["id"])


def _on_day(facts: Lazy, dataset: Dataset, on: str) -> Lazy:
    """Return the facts that are in force on a day, by their own from and to."""
    day = first_day(on)
    over = [name for name, (_, fact) in dataset.facts.items() if not in_force(fact, day)]
    return facts.filter(~nw.col("id").is_in(over)) if over else facts


def left_out(selection: Selection) -> Mapping[EntryKind, tuple[str, ...]]:
    """Return the kinds that a filter leaves out as a whole, each with the filters that it can't answer.

    A fact has no factor, direction or basis; an influence no place, direction
    or basis.
    """
    unlike: Mapping[EntryKind, tuple[str, ...]] = {"facts": _NOT_OF_FACTS, "influences": _NOT_OF_INFLUENCES}
    found = {kind: tuple(name for name in names if getattr(selection, name)) for kind, names in unlike.items()}
    return {kind: names for kind, names in found.items() if names}


def ordered(dataset: Dataset, found: Iterable[Entry], order: Order) -> tuple[Entry, ...]:
    """Return entries in an order; those that are alike in it keep the source's.

    Parameters
    ----------
    dataset : Dataset
    found : iterable of Entry
        In the order of the source.
    order : {"source", "newest", "place", "factor", "most"}
        By the newest work behind an entry (undated last), by its first place
        (none last), by factor and then lever as the codebook lists them, or by
        the number of works behind it, most first.
    """
    if order == "newest":
        return tuple(sorted(found, key=lambda entry: -(entry.year or -_LAST)))
    if order == "place":
        places = {place: n for n, place in enumerate(dataset.jurisdictions)}
        return tuple(sorted(found, key=lambda entry: min((places[p] for p in entry.places), default=_LAST)))
    if order == "factor":
        terms = {term: n for n, term in enumerate((*dataset.factors, *("lever " + lever for lever in dataset.levers)))}
        return tuple(sorted(found, key=lambda e: terms[e.factors[0] if e.factors else f"lever {e.lever}"]))
    if order == "most":
        return tuple(sorted(found, key=lambda entry: -len(entry.works)))
    return tuple(found)
