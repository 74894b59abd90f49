"""What several sections of a briefing say alike: filters in words, signs, details, caveats."""

from collections.abc import Iterable, Sequence

from components.answers import store
from components.drawing import looks
from components.drawing.words import basis_name, caution_words, counted, status_sign, status_term_words
from components.exhibits.exhibit import Detail, Sign
from components.view.view import View
from data.model.dataset import Dataset
from data.model.filters import selection_words
from data.model.records import Record
from data.model.selection import Selection

Behind = dict[tuple[str, str], tuple[str, ...]]
"""The records or facts behind each cell, by row and column."""

RATING_IDS = {
    "+2": "facilitator_2", "+1": "facilitator_1", "mixed": "mixed", "neutral": "neutral",
    "-1": "barrier_1", "-2": "barrier_2",
}  # fmt: skip
"""Ratings as data: a leading sign would be taken for a formula, or be kept from it by a quote."""

TOO_MANY = "The records behind the cells are too many to be listed here; the dashboard opens them cell by cell."

GAP: Sign = Sign(looks.NO_RECORD.sign, f"{looks.NO_RECORD.words} (a gap, not a zero)")


def filter_words(view: View, default_places: str, *, evidence: bool) -> tuple[str, ...]:
    """Return the filters of a view in words, the places always among them.

    Parameters
    ----------
    view : View
    default_places : str
        Which places are shown where none is chosen.
    evidence : bool
        Whether the filters of records apply, or those of places and facts alone.
    """
    chosen = view.selection if evidence else view.facts
    phrases = selection_words(view.dataset, chosen)
    return phrases if chosen.places else (f"Places: {default_places}", *phrases)


def rating_legend(measure: str) -> tuple[Sign, ...]:
    """Return what each sign of a matrix means, its gap last."""
    if measure != "rating":
        return (Sign("1", f"number of {measure}: the darker, the more"), GAP)
    marks = [Sign(m.sign, m.words, m.fill["light"], m.text["light"]) for m in looks.RATINGS.values()]
    return (*marks, Sign("1/3", "number: works behind the sign, of all works there (none: the source's own synthesis)"),
            Sign(looks.LACK_SIGN, "its lack helps or hinders"),
            Sign(looks.STATE_SIGNS["filtered"], looks.STATE_WORDS["filtered"]), GAP)  # fmt: skip


def status_legend(dataset: Dataset, shown: Iterable[str]) -> tuple[Sign, ...]:
    """Return what the signs of statuses mean, of those that are shown, in the order of the vocabulary."""
    held = set(shown)
    known = (*looks.STATUS_SIGNS, *dataset.statuses)
    return tuple(Sign(status_sign(dataset, s), status_term_words(dataset, s)) for s in known if s in held)


def record_detail(dataset: Dataset, name: str, places: Sequence[str]) -> Detail:
    """Return a coded record in full; `places` are those that its works are cited for."""
    record = dataset.records[name]
    where = dataset.section_of(record.paragraph)
    return Detail(
        id=name,
        text=record.statement,
        about=f"{direction_words(record)}, {basis_name(dataset, record.basis)}",
        place=f"{record.paragraph}, {where}" if where else record.paragraph,
        works=record.works,
        cautions=caution_words(dataset, record.works, places),
    )


def direction_words(record: Record) -> str:
    """Return a record's sign and direction; of a lack, that it is one."""
    words = f"{looks.DIRECTION_SIGNS[record.direction]} {record.direction}"
    return f"{words} (by {looks.LACK_WORDS})" if record.aspect == "lack" else words


def with_source(dataset: Dataset, works: Iterable[str], *, primary: bool = True) -> tuple[str, ...]:
    """Return works, each once, the primary source before them where something shown stands in it."""
    source = dataset.about.sources[:1] if primary else ()
    return tuple(dict.fromkeys((*source, *works)))


def behind_works(dataset: Dataset, behind: Behind) -> tuple[str, ...]:
    """Return the works that the records behind some cells cite, each once."""
    records = dict.fromkeys(name for names in behind.values() for name in names)
    return tuple(dict.fromkeys(key for name in records for key in dataset.records[name].works))


def shown_works(view: View, behind: Behind, selection: Selection | None = None) -> tuple[str, ...]:
    """Return the works behind some cells; where an engine holds the records, all that pass the filters."""
    dataset = view.dataset
    if dataset.evidence.in_memory:
        return behind_works(dataset, behind)
    return tuple(store.matrix(dataset, selection or view.selection, "works")["place"].unique())


def verified_caveat(dataset: Dataset, works: Iterable[str]) -> tuple[str, ...]:
    """Return how many of some works are verified in part or not at all, in words; nothing where all are."""
    states = [dataset.works[key].verified for key in works]
    parts = [
        f"{states.count(state)} {looks.VERIFIED_MARKS[state][1]}"
        for state in ("partial", "no", "")
        if states.count(state)
    ]
    return (f"Of {counted(len(states), 'work')} behind what is shown, {' and '.join(parts)}.",) if parts else ()
