"""Findings as sentences, as the data API finds and tells them."""

from collections.abc import Iterator, Sequence
from typing import Any

from components.answers.store import policy
from components.hosting.api_parameters import Asked
from components.hosting.items import SentenceItem
from components.hosting.teller import Teller
from data.questions import sentences
from data.questions.sentences import Sentence

Found = tuple[str, Sentence, dict[str, Any]]
"""The kind of a sentence, the sentence, and the view that shows what it is about."""


def found_sentences(teller: Teller, asked: Asked) -> Sequence[Found]:
    """Return the sentences on the chosen places, the answer first."""
    return tuple(_found(teller, asked))


def _found(teller: Teller, asked: Asked) -> Iterator[Found]:
    dataset, chosen = teller.dataset, asked.selection
    home = asked.text("home") or None
    places = sentences.places_of(dataset, chosen)
    cells = policy(dataset, chosen.of_facts, places)
    view: dict[str, Any] = {"places": places or chosen.places}
    told: tuple[tuple[str, Sequence[Sentence]], ...] = (
        ("answer", (sentences.answer(dataset, chosen),)),
        ("message", sentences.messages(dataset, chosen, home)),
        ("key_point", sentences.key_points(dataset, chosen, home)),
        ("difference", sentences.difference_sentences(dataset, cells)),
        ("comparability", sentences.numeric_sentences(dataset, cells)),
        ("disagreement", sentences.disagreement_sentences(dataset, places)),
        ("unknown", sentences.unknown_sentences(dataset, cells)),
        ("lesson", sentences.home_sentences(dataset, chosen, home)),
    )
    for kind, every in told:
        yield from ((kind, sentence, view | ({"home": home} if kind == "lesson" else {})) for sentence in every)


def told_sentence(teller: Teller, found: Found) -> SentenceItem:
    """Return a sentence as an item."""
    kind, sentence, view = found
    told: Any = kind
    return SentenceItem(
        kind=told,
        text=sentence.text,
        strength=sentence.strength,
        record_ids=list(sentence.records),
        fact_ids=list(sentence.facts),
        works=teller.sources(sentence.works),
        permalink=teller.page("Lessons" if kind == "lesson" else "Jurisdictions", **view),
    )
