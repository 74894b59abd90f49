"""What a reader takes away: the answer in one sentence, three messages, five key points."""

from collections.abc import Iterator, Sequence
from typing import Final

from data.model.dataset import Dataset
from data.model.selection import Selection
from data.questions.comparability_sentences import numeric_sentences
from data.questions.fact_sentences import fact_clause, fact_works, lever_name
from data.questions.lesson_sentences import lesson_sentences
from data.questions.lessons import lessons, literature, scope
from data.questions.policy import by_lever, differences, overview_levers, policy_table, reporting
from data.questions.policy_sentences import (
    Cells,
    disagreement_sentences,
    place_list,
    standing_sentence,
    unknown_sentences,
)
from data.questions.rating import factor_matrix
from data.questions.rating_sentences import effects_sentence, spread_sentence
from data.questions.sentence import Sentence, inside, stated, strength_of

_BY_NAME: Final = 2
"""Places whose facts the answer tells; of more it tells who has what."""


def places_of(dataset: Dataset, selection: Selection) -> tuple[str, ...]:
    """Return the places that an answer is about: those chosen, else those that the overview opens with."""
    chosen = tuple(place for place in dataset.jurisdictions if place in selection.places)
    return tuple(place for place in chosen or dataset.headline if place != literature(dataset))


def _rated_places(dataset: Dataset, selection: Selection) -> tuple[str, ...]:
    """Return the places of which it is told what helps and hinders: the general literature where it alone is chosen."""
    general = literature(dataset)
    return places_of(dataset, selection) or ((general,) if general is not None else ())


def answer(dataset: Dataset, selection: Selection) -> Sentence:
    """Return the whole answer in one sentence: what the places have of the lever that decides.

    That is the first of the overview's levers on which they differ and of which
    something is stated of each; else the first of which something is stated.
    Without a lever, and of the general literature, it is what helps and hinders there.
    """
    cells = policy_table(dataset, selection.of_facts, places_of(dataset, selection))
    for lever in _deciding(dataset, cells):
        return lever_sentence(dataset, cells, lever)
    places = _rated_places(dataset, selection)
    for effect in _effects(dataset, selection, places):
        return effect
    where = place_list(dataset, places) if places else "any place"
    every = Selection(places=selection.places, parts=selection.parts)
    removed = any(cell.state == "filtered" for cell in cells.values()) or any(_effects(dataset, every, places))
    silent = "Your filter took out what the sources say on" if removed else "The sources do not say anything on"
    return Sentence(stated(f"{silent} {where}"), strength="silent")


def messages(dataset: Dataset, selection: Selection, home: str | None = None) -> tuple[Sentence, ...]:
    """Return up to three messages that support the answer: numbers, what helps and hinders, what is not known."""
    return _chosen(dataset, selection, home, 3)


def key_points(dataset: Dataset, selection: Selection, home: str | None = None) -> tuple[Sentence, ...]:
    """Return up to five key points: the messages, then disagreements, and what `home` could examine."""
    return _chosen(dataset, selection, home, 5)


def lever_sentence(dataset: Dataset, cells: Cells, lever: str) -> Sentence:
    """Return what the places of a table have of a lever: of one or two what it is, of more who has what."""
    row = [cell for (at, _), cell in cells.items() if at == lever]
    if len(row) > _BY_NAME:
        found = standing_sentence(dataset, cells, lever)
        if found is not None:
            return found
    name = lever_name(dataset, lever)
    parts, names = [], []
    for cell in row:
        who = place_list(dataset, (cell.place,))
        if cell.shown is not None:
            parts.append(inside(fact_clause(dataset, cell.shown, among=cell, led=True)))
            names.append(cell.shown)
        elif cell.state == "filtered":
            parts.append(f"your filter took out what the sources say on {who}")
        elif cell.state == "not_reported":
            parts.append(f"the sources do not say anything on {who}")
    cited = [key for fact in names for key in dataset.facts[fact][1].works]
    text = f"On {name}, {'; '.join(parts) or 'the sources do not say anything'}"
    return Sentence(stated(text), (), tuple(names), fact_works(dataset, names), strength_of(dataset, cited))


def _deciding(dataset: Dataset, cells: Cells) -> tuple[str, ...]:
    """Return the levers of which something is stated: the overview's first, of them those that tell places apart."""
    levers = dict.fromkeys((*overview_levers(dataset, cells), *dataset.levers))
    apart = {difference.lever for difference in differences(dataset, cells)}
    places = len({place for _, place in cells})
    reported = {lever: reporting(row) for lever, row in by_lever(cells).items()}
    held = [lever for lever in levers if reported.get(lever)]
    order = list(levers)
    shown = set(overview_levers(dataset, cells))
    return tuple(
        sorted(
            held,
            key=lambda lever: (
                lever not in shown, not (lever in apart and reported[lever] == places), order.index(lever),
            ),
        )
    )  # fmt: skip


def _chosen(dataset: Dataset, selection: Selection, home: str | None, most: int) -> tuple[Sentence, ...]:
    """Return what supports the answer, one of each kind in turn, none that repeats it."""
    places = places_of(dataset, selection)
    cells = policy_table(dataset, selection.of_facts, places)
    deciding = _deciding(dataset, cells)
    kinds: list[Iterator[Sentence]] = [
        iter(numeric_sentences(dataset, cells)),
        _effects(dataset, selection, _rated_places(dataset, selection)),
        iter(home_sentences(dataset, selection, home)),
        iter(disagreement_sentences(dataset, places)),
        (lever_sentence(dataset, cells, lever) for lever in deciding[1:]),
        iter(unknown_sentences(dataset, cells)),
    ]
    said = {answer(dataset, selection).text: None}
    found: list[Sentence] = []
    while kinds and len(found) < most:
        for kind in tuple(kinds):
            sentence = next((one for one in kind if one.text not in said), None)
            if sentence is None:
                kinds.remove(kind)
            elif len(found) < most:
                found.append(sentence)
                said[sentence.text] = None
    return tuple(found)


def effects(dataset: Dataset, selection: Selection) -> Sentence | None:
    """Return what helps and hinders in the places of a selection, in one sentence; None where nothing is reported."""
    return next(_effects(dataset, selection, _rated_places(dataset, selection)), None)


def _effects(dataset: Dataset, selection: Selection, places: tuple[str, ...]) -> Iterator[Sentence]:
    """Yield what helps and hinders: place by place for one or two, else the factor that most places tell of."""
    if not dataset.factors:
        return
    if len(places) <= _BY_NAME:
        told = [found for place in places if (found := effects_sentence(dataset, selection, place)) is not None]
        if told:
            yield joined(dataset, told)
    elif (spread := spread_sentence(dataset, selection, places)) is not None:
        yield spread


def joined(dataset: Dataset, sentences: Sequence[Sentence]) -> Sentence:
    """Return sentences of our own words as one, a semicolon between them."""
    first, *rest = (sentence.text.removesuffix(".") for sentence in sentences)
    works = tuple(dict.fromkeys(key for sentence in sentences for key in sentence.works))
    return Sentence(
        stated("; ".join((first, *map(inside, rest)))),
        tuple(dict.fromkeys(name for sentence in sentences for name in sentence.records)),
        tuple(dict.fromkeys(name for sentence in sentences for name in sentence.facts)),
        works,
        strength_of(dataset, works),
    )


def home_sentences(dataset: Dataset, selection: Selection, home: str | None) -> tuple[Sentence, ...]:
    """Return what our place could examine; nothing without one."""
    if home is None or home not in dataset.jurisdictions:
        return ()
    drawn = scope(dataset, selection, home)
    cells = policy_table(dataset, drawn.of_facts, drawn.places)
    return lesson_sentences(dataset, lessons(dataset, drawn, cells, factor_matrix(dataset, drawn), home))
