"""One entry on its way to the screen: its sign, what it is about, the found words told apart."""

from typing import Final

from components.drawing import looks
from components.drawing.words import amount, stated_status, status_sign, status_term_words
from components.view import basket, state
from data.lists.findable import entry_texts
from data.lists.library import Entry
from data.model.dataset import Dataset
from data.model.records import in_words
from data.model.search import EVERYTHING, Query, joined

_SHOWN: Final = frozenset({"id", "statement", "number", "factor", "lever", "place", "paragraph", "work"})


def label(dataset: Dataset, entry: Entry) -> tuple[str, ...]:
    """Return what an entry is about: its factor, the two ends of a link, or its lever."""
    if entry.lever is not None:
        return (dataset.levers[entry.lever].name,)
    names = tuple(dataset.factors[factor].name for factor in entry.factors)
    if entry.kind == "records" and dataset.records[entry.id].aspect == "lack":
        return tuple(f"Lack of: {name}" for name in names)
    return names


def sign(dataset: Dataset, entry: Entry) -> tuple[str, str]:
    """Return an entry's sign and the word that goes with it."""
    if entry.kind == "records":
        return looks.DIRECTION_SIGNS[entry.sign], entry.sign
    if entry.kind == "facts":
        said = stated_status(dataset.facts[entry.id][1])
        return status_sign(dataset, said), status_term_words(dataset, said)
    return looks.INFLUENCE_SIGNS[entry.sign].sign, looks.INFLUENCE_SIGNS[entry.sign].verb


def row(dataset: Dataset, entry: Entry, asked: Query = EVERYTHING) -> dict[str, object]:
    """Return an entry as the templates draw it, the found words told apart."""
    shown, word = sign(dataset, entry)
    level = dataset.levels[dataset.level_of(entry.factors[0])].name if entry.factors else ""
    fact = dataset.facts[entry.id][1] if entry.kind == "facts" else None
    return {
        "id": entry.id,
        "kind": entry.kind,
        "noun": entry.kind.removesuffix("s"),
        "sign": shown,
        "beside": dataset.has_primary,
        "word": word,
        "about": [asked.marked(name) for name in label(dataset, entry)],
        "level": level if entry.kind == "records" else "",
        "category": in_words(fact.category) if fact and fact.category else "",
        "amount": asked.marked(amount(fact)) if fact else (),
        "as_of": (fact.as_of or "") if fact else "",
        "statement": asked.marked(entry.statement),
        "plain": entry.statement,
        "places": [asked.marked(dataset.jurisdictions[place].name) for place in entry.places],
        "paragraph": asked.marked(entry.paragraph or ""),
        "works": [asked.marked(dataset.works[key].name) for key in entry.works],
        "elsewhere": _elsewhere(dataset, entry, asked) if asked else None,
        "kept": entry.id in basket.chosen(),
        "open": entry.id == state.text("record"),
    }


def _elsewhere(dataset: Dataset, entry: Entry, asked: Query) -> tuple[str, tuple[tuple[str, bool], ...]] | None:
    """Return a text out of the row's sight with a term that the row itself doesn't hold, and what it is."""
    texts = entry_texts(dataset, entry)
    seen = joined(text for what, text in texts if what in _SHOWN)
    unseen = Query(tuple(term for term in asked.terms if not term.pattern.search(seen)))
    return next(((what, asked.marked(text)) for what, text in texts if what not in _SHOWN and unseen.spans(text)), None)
