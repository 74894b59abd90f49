"""The sentences that the pages say above their tables, each worked out once a view."""

from dataclasses import replace

from components.answers.kept import kept
from data.model.dataset import Dataset
from data.model.selection import Selection
from data.questions import sentences
from data.questions.influence import behind
from data.questions.sentences import Sentence


def answer(dataset: Dataset, selection: Selection) -> Sentence | None:
    """Return the whole answer on what the places of a selection have; None of a dataset without levers."""
    return _answer(dataset.fingerprint, selection, dataset) if dataset.levers else None


def effects(dataset: Dataset, selection: Selection) -> Sentence | None:
    """Return what helps and hinders in the chosen places, in all where none is chosen.

    None where nothing is reported, or where an engine holds the records.
    """
    if not dataset.evidence.in_memory:
        return None
    named = tuple(place.id for place in dataset.jurisdictions.values() if place.kind != "literature")
    return _effects(dataset.fingerprint, replace(selection, places=selection.places or named), dataset)


def lesson(dataset: Dataset, selection: Selection, home: str) -> Sentence | None:
    """Return the first thing that our place could examine; None where an engine holds the records."""
    return _lesson(dataset.fingerprint, selection, home, dataset) if dataset.evidence.in_memory else None


def link(dataset: Dataset, selection: Selection) -> Sentence | None:
    """Return the link between factors that most statements make; None without a link."""
    stated = behind(dataset, selection)
    most = max(stated.values(), key=len, default=())
    return sentences.influence_sentence(dataset, most) if most else None


@kept(max_entries=512)
def _answer(fingerprint: str, selection: Selection, _dataset: Dataset) -> Sentence:
    return sentences.answer(_dataset, selection)


@kept(max_entries=512)
def _effects(fingerprint: str, selection: Selection, _dataset: Dataset) -> Sentence | None:
    return sentences.effects(_dataset, selection)


@kept(max_entries=512)
def _lesson(fingerprint: str, selection: Selection, home: str, _dataset: Dataset) -> Sentence | None:
    return next(iter(sentences.home_sentences(_dataset, selection, home)), None)
