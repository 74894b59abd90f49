"""What places have beside one another as sentences: who has what, where they differ, what compares, what is unknown."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from data.model.dataset import Dataset
from data.model.records import Fact, in_words
from data.model.vocabulary import LIST_SEPARATOR
from data.questions.cells import Cell
from data.questions.conflicts import conflict_members
from data.questions.counting import agreeing, listed
from data.questions.fact_sentences import fact_works, lever_name
from data.questions.policy import differences
from data.questions.sentence import Sentence, stated, strength_of
from data.questions.wording import place_name, running, tidy

Cells = Mapping[tuple[str, str], Cell]
MOST_NAMED: Final = 6
"""Places that a sentence names; of more it says how many they are."""
_STANDINGS: Final = {
    "required": ("has a requirement", "have a requirement"),
    "recommended": ("has a recommendation", "have a recommendation"),
    "planned": ("has a plan", "have a plan"),
    "none": ("explicitly has none", "explicitly have none"),
}


def place_list(dataset: Dataset, places: Sequence[str], *, of: int = 0) -> str:
    """Return places by name, of many how many they are: ``21 of 51 states``."""
    if len(places) <= MOST_NAMED:
        return listed(place_name(dataset.jurisdictions[place]) for place in places)
    word = dataset.codebook.words.place
    plural = word.plural if word is not None else "places"
    amount = f"all {of:,}" if of == len(places) else f"{len(places):,} of {of:,}" if of else f"{len(places):,}"
    return f"{amount} {plural}"


def standing(dataset: Dataset, facts: Iterable[tuple[str, str]]) -> str:
    """Return which places have what of a lever, by status: ``A and B have a requirement; C explicitly has none``.

    Parameters
    ----------
    dataset : Dataset
    facts : iterable of (place, fact's id)
        What is observed is told by its category, where it has one.
    """
    groups: dict[tuple[str, str], list[str]] = {}
    pairs = list(facts)
    for place, name in pairs:
        groups.setdefault(_what(dataset.facts[name][1]), []).append(place)
    order = [*_STANDINGS, *dataset.statuses, "observed"]
    return "; ".join(
        _standing(dataset, what, places, len(pairs))
        for what, places in sorted(groups.items(), key=lambda item: order.index(item[0][0]))
    )


def _what(fact: Fact) -> tuple[str, str]:
    status = fact.own_status or fact.status
    return status, fact.category or "" if status == "observed" else ""


def _standing(dataset: Dataset, what: tuple[str, str], places: Sequence[str], of: int) -> str:
    status, category = what
    who = place_list(dataset, places, of=of)
    if status in dataset.statuses:
        has = agreeing(len(places), "has", "have")
        return f"{who} {has} something with the status “{tidy(dataset.statuses[status].name)}”"
    if status == "observed":
        return f"“{in_words(category).lower()}” is reported of {who}" if category else f"something is reported of {who}"
    return f"{who} {_STANDINGS[status][len(places) != 1]}"


def standing_sentence(dataset: Dataset, cells: Cells, lever: str) -> Sentence | None:
    """Return who has what of a lever, and on whom the sources are silent; None where nothing is stated of it."""
    row = [cell for (at, _), cell in cells.items() if at == lever]
    shown = [cell.shown for cell in row if cell.shown is not None]
    if not shown:
        return None
    name = lever_name(dataset, lever)
    told = [(cell.place, cell.shown) for cell in row if cell.shown is not None and cell.state != "not_in_force"]
    parts = [standing(dataset, told)] if told else []
    for state, lead in (
        ("not_in_force", "nothing is in force in"),
        ("not_reported", "the sources do not say anything on"),
        ("filtered", "your filter took out what they say on"),
    ):
        places = [cell.place for cell in row if cell.state == state]
        parts += [f"{lead} {place_list(dataset, places)}"] if places else []
    return of_facts(dataset, f"On {name}, {'; '.join(parts)}", shown)


def of_facts(dataset: Dataset, text: str, names: Sequence[str]) -> Sentence:
    """Return words as a sentence that rests on facts."""
    works = fact_works(dataset, names)
    cited = [key for name in names for key in dataset.facts[name][1].works]
    return Sentence(stated(text), (), tuple(names), works, strength_of(dataset, cited))


def difference_sentences(dataset: Dataset, cells: Cells) -> tuple[Sentence, ...]:
    """Return a sentence for each lever on which places state things that exclude each other."""
    found = []
    for difference in differences(dataset, cells):
        parts = [
            f"{_group(dataset, key)} in {place_list(dataset, places)}" for key, places in difference.groups.items()
        ]
        parts += [f"the sources do not say for {place_list(dataset, difference.gaps)}"] if difference.gaps else []
        told = [place for places in difference.groups.values() for place in places]
        names = [name for place in told if (name := cells[difference.lever, place].shown) is not None]
        text = f"On {lever_name(dataset, difference.lever)}, the places differ: {'; '.join(parts)}"
        found.append(of_facts(dataset, text, names))
    return tuple(found)


def _group(dataset: Dataset, key: str) -> str:
    words = {"reported": "something is reported", "explicitly_none": "explicitly none", "not_in_force": "not in force"}
    return " and ".join(words.get(one, running(dataset, in_words(one), name=True)) for one in key.split(LIST_SEPARATOR))


def unknown_sentences(dataset: Dataset, cells: Cells) -> tuple[Sentence, ...]:
    """Return on which levers the sources say nothing: of all these places in one sentence, then of each that is left.

    What a filter took out, and what makes no sense for a place, is no silence.
    """
    levers, places = (tuple(dict.fromkeys(key[n] for key in cells)) for n in (0, 1))
    silent = {place: [name for name in levers if cells[name, place].state == "not_reported"] for place in places}
    everywhere = [name for name in levers if all(name in names for names in silent.values())] if places else []
    said = []
    if everywhere:
        where = place_list(dataset, places)
        said.append(f"The sources do not say anything on {_named(dataset, everywhere)} in {where}")
    for place, names in silent.items():
        left = [name for name in names if name not in everywhere]
        if left and len(places) <= MOST_NAMED:
            also = " either" if everywhere else ""
            who = place_name(dataset.jurisdictions[place])
            said.append(f"The sources do not say anything on {_named(dataset, left)} in {who}{also}")
    return tuple(Sentence(stated(text), strength="silent") for text in said)


def _named(dataset: Dataset, levers: Iterable[str]) -> str:
    return listed(lever_name(dataset, lever) for lever in levers)


def disagreement_sentences(dataset: Dataset, places: Iterable[str]) -> tuple[Sentence, ...]:
    """Return a sentence for each disagreement of sources on these places: what dataset.yaml says of it.

    The ids that it names in brackets are left out of the text: they are in
    ``facts`` and ``records``.
    """
    chosen = set(places)
    found = []
    for conflict, names in conflict_members(dataset).items():
        facts = tuple(name for name in names if name in dataset.facts)
        influences = tuple(name for name in names if name in dataset.influences)
        others = [name for name in names if name not in dataset.facts and name not in dataset.influences]
        records = dataset.evidence.records(others)
        at = {dataset.facts[name][0] for name in facts} | {p for one in records.values() for p in one.places}
        if chosen & at:
            works = [*fact_works(dataset, facts), *(key for one in records.values() for key in one.works)]
            known = {*names, *dataset.about.paragraphs}
            said = f"Sources disagree: {running(dataset, _without_ids(dataset.about.conflicts[conflict], known))}"
            found.append(
                Sentence(stated(said), (*records, *influences), facts, tuple(dict.fromkeys(works)), "mixed")
            )  # fmt: skip
    return tuple(found)


def _without_ids(text: str, known: set[str]) -> str:
    """Return a text without the brackets that hold nothing but ids, paragraphs and the words between them."""

    def bracket(found: re.Match[str]) -> str:
        words = re.findall(r"[\w§-]+", found.group(1))
        small = {"also", "and", "record", "records", "fact", "facts", "but"}
        return "" if words and all(word in known or word in small for word in words) else found.group()

    return re.sub(r"\s*\(([^()]*)\)", bracket, text)
