"""The digest of a view: question, answer, messages, key points, and the frames of its sections."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

from components.answers import store
from components.exhibits.digest import Digest, Frame
from components.exhibits.digest_factors import factors, home, influences, kept, trends
from components.exhibits.digest_policy import (
    LONGEST_TITLE,
    Asked,
    compared,
    coverage,
    disputed,
    in_place,
    stated_levers,
    unknown,
)
from components.exhibits.digest_words import SURE, spoken
from components.view.view import View
from data.model.filters import selection_words
from data.questions.lessons import literature
from data.questions.sentences import (
    Sentence,
    answer,
    effects_sentence,
    key_points,
    lever_sentence,
    messages,
    spread_sentence,
    standing_sentence,
    unknown_sentences,
)
from data.questions.wording import place_name

_POLICY: Final = frozenset({"overview", "policy", "staffing"})
_PARTS: Final[tuple[tuple[Callable[[Asked], Frame | None], frozenset[str]], ...]] = (
    (kept, frozenset({"records"})),
    (in_place, frozenset({"overview", "policy"})),
    (coverage, frozenset({"overview", "policy"})),
    (compared, frozenset({"staffing"})),
    (disputed, _POLICY),
    (trends, frozenset({"trends"})),
    (factors, frozenset({"matrix"})),
    (influences, frozenset({"influences"})),
    (home, frozenset({"lessons"})),
)
"""The frames in their order, and the sections of a briefing of which one at least asks for each."""
_POINTS: Final = 12
"""Points among which a memo chooses, by the room that its list of sources has."""


def digest(view: View, sections: Sequence[str]) -> Digest | None:
    """Return the short form of a briefing of some sections; None where the view has no place."""
    dataset = view.dataset
    places = tuple(place for place in view.places if place != literature(dataset))
    if not places:
        return None
    asked = Asked(view, places, store.policy(dataset, view.facts, places))
    chosen = frozenset(sections)
    frames = [frame for build, own in _PARTS if own & chosen and (frame := build(asked)) is not None]
    said = _answer(asked, chosen)
    told = [one for one in messages(dataset, view.selection, view.text("home")) if one.text != said.text]
    words = selection_words(dataset, view.selection)
    return Digest(
        title=view.text("title") or dataset.about.title,
        places=tuple(dataset.jurisdictions[place].name for place in places),
        question=_question(asked),
        headline=_headline(asked, said, frames),
        answer=said,
        messages=tuple(told),
        points=tuple(islice(_points(asked, {one.text for one in (said, *told[:2])}), _POINTS)),
        frames=(*frames, unknown(asked)),
        filters=words[1:] if view.selection.places else words,
        spoken=spoken([said.text, f"On how sure this is: {SURE[said.strength]}.", *(one.text for one in told)]),
    )


def _answer(asked: Asked, chosen: frozenset[str]) -> Sentence:
    """Return the answer: of what helps and hinders where nothing else is asked, else of the lever that decides."""
    dataset, selection = asked.dataset, asked.view.selection
    if not chosen & _POLICY and "matrix" in chosen:
        if len(asked.places) == 1:
            found = effects_sentence(dataset, selection, asked.places[0])
        else:
            found = spread_sentence(dataset, selection, asked.places)
        if found is not None:
            return found
    return answer(dataset, selection)


def _headline(asked: Asked, said: Sentence, frames: Sequence[Frame]) -> Sentence:
    """Return the answer if a title has room for it, else who has what of its lever, else where they differ."""
    if len(said.text) <= LONGEST_TITLE or not said.facts:
        return said
    lever = asked.dataset.facts[said.facts[0]][1].lever
    standing = standing_sentence(asked.dataset, asked.cells, lever)
    if standing is not None and len(standing.text) <= LONGEST_TITLE:
        return standing
    return next((Sentence(frame.title) for frame in frames if frame.name == "in_place"), said)


def _points(asked: Asked, said: set[str]) -> Iterator[Sentence]:
    """Yield key points, then what each deciding lever holds, then the silences; none that was said before."""
    dataset, view = asked.dataset, asked.view
    for one in (
        *key_points(dataset, view.selection, view.text("home")),
        *(lever_sentence(dataset, asked.cells, lever) for lever in stated_levers(asked)),
        *unknown_sentences(dataset, asked.cells),
    ):
        if one.text not in said:
            said.add(one.text)
            yield one


def _question(asked: Asked) -> str:
    dataset, ours = asked.dataset, asked.view.text("home")
    several = len(asked.places) > 1
    told = f"What {'do' if several else 'does'} {asked.where} have in place"
    told += ", can it be compared," if several else ""
    told += f" and what helps and hinders {'there' if not several else 'in each'}" if dataset.factors else ""
    if ours is not None:
        told += f"; and what could {place_name(dataset.jurisdictions[ours])} examine"
    return f"{told}?"
