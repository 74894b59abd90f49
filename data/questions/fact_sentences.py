"""One fact, or one cell of the policy table, as a sentence; see :mod:`data.questions.sentences`."""

import re
from collections.abc import Iterable
from typing import Final

from data.model.dataset import Dataset
from data.model.records import Fact
from data.questions.cells import Cell, only_cited, over_words
from data.questions.counting import NUMBERS, agreeing, counted
from data.questions.figures import amount, figure
from data.questions.phrases import is_phrase
from data.questions.sentence import Sentence, sources_report, stated, strength_of
from data.questions.wording import english, foreign, place_name, running, term_name, tidy, when

_VERBS: Final = {"required": "requires", "recommended": "recommends", "planned": "plans"}
_NOUNS: Final = {"required": "a requirement", "recommended": "a recommendation", "planned": "a plan"}
ONLY_CITED: Final = "only the citation was checked"
SCOPES: Final = {"part": "for a part of it", "programme": "for one programme or service"}


def fact_works(dataset: Dataset, names: Iterable[str]) -> tuple[str, ...]:
    """Return the works behind facts: the primary source first for what it states, then the works cited."""
    keys: list[str] = []
    for name in names:
        fact = dataset.facts[name][1]
        keys += [*([dataset.source.key] if fact.primary else []), *fact.works]
    return tuple(dict.fromkeys(keys))


def fact_sentence(dataset: Dataset, fact: str, *, among: Cell | None = None) -> Sentence:
    """Return a fact as a sentence; `among` is the cell that shows it, whose other facts are then heeded."""
    said = _with(fact_clause(dataset, fact, among=among), _qualifiers(dataset, fact, among))
    contrary = among.contrary if among is not None else ()
    names = (fact, *(name for name in contrary if name != fact))
    works = fact_works(dataset, names)
    strength = "mixed" if _disputed(dataset, fact, among) else strength_of(dataset, dataset.facts[fact][1].works)
    return Sentence(stated(said), (), names, works, strength)


def fact_clause(dataset: Dataset, name: str, *, among: Cell | None = None, led: bool = False) -> str:
    """Return what a fact says, without its qualifiers and full stop.

    Status and value give the verb where the value is surely a phrase: ``Ontario
    requires 0.5 FTE of paid staff``. Where it isn't, the value stands as it is
    after a colon: ``Ontario has a requirement on staffing: ...``. With `led`
    the sentence has named the lever already: ``Ontario has a requirement: ...``.
    """
    place, fact = dataset.facts[name]
    who, value, lever = place_name(dataset.jurisdictions[place]), tidy(fact.value), lever_name(dataset, fact.lever)
    lead, on = ("", "") if led else (f"On {lever}, ", f" on {lever}")
    if foreign(dataset, value):
        return f"{who}: {value}" if led else f"{who}, {lever}: {value}"
    over = over_words(dataset, among, name) if among is not None else ""
    said = running(dataset, value)
    if over:
        tense, left = ("has", "not in force yet") if over.startswith("not before") else ("had", "no longer in force")
        return f"{who} {tense} {_NOUNS.get(fact.status, 'something in place')}{on}, {left}: {said}"
    if is_phrase(value) and fact.status in _VERBS:
        return f"{lead}{who} {_VERBS[fact.status]} {said}"
    if fact.status in _NOUNS:
        return f"{who} has {_NOUNS[fact.status]}{on}: {said}"
    if fact.status == "none":
        bare = is_phrase(value) and re.match(r"no\b", value, re.IGNORECASE) is not None
        return f"{lead}{who} has {said}" if bare else f"{who} explicitly has none{on}: {said}"
    return f"{sources_report(dataset, fact.works)}{on} in {who}: {said}"


def lever_name(dataset: Dataset, lever: str) -> str:
    """Return a lever's name as it stands inside a sentence."""
    return term_name(dataset, dataset.levers[lever].name)


def _with(clause: str, qualifiers: list[str]) -> str:
    """Return a clause with its qualifiers in brackets; square ones beside round ones."""
    if not qualifiers:
        return clause
    left, right = "[]" if clause.endswith(")") else "()"
    return f"{clause} {left}{'; '.join(qualifiers)}{right}"


def _qualifiers(dataset: Dataset, name: str, among: Cell | None) -> list[str]:
    """Return what limits a fact, in brackets: amount, day, scope, own status, how far it was checked, who differs."""
    at, fact = dataset.facts[name]
    said = [*_quantity(fact)]
    if not english(dataset):
        return [*said, *([fact.as_of] if fact.as_of else [])]
    over = over_words(dataset, among, name) if among is not None else ""
    said += [over] if over else [f"from {fact.starts}"] if fact.starts else []
    said += [f"until {fact.ends}"] if fact.ends and not over else []
    said += [when(fact.as_of)] if fact.as_of and fact.as_of not in fact.value else []
    said += [SCOPES[fact.scope]] if fact.scope in SCOPES else []
    if among is not None and among.place != at:
        said.append(f"counted under {place_name(dataset.jurisdictions[among.place])}")
    if fact.own_status is not None:
        said.append(running(dataset, dataset.statuses[fact.own_status].name, name=True))
    led_by_source = fact.status == "observed" and not over and not foreign(dataset, fact.value)
    said += [ONLY_CITED] if only_cited(dataset, fact.works) and not led_by_source else []
    said += ["low confidence"] if fact.confidence == "low" else []
    if among is not None and name in among.present and among.contrary and name not in among.contrary:
        others = counted(len(among.contrary), "other fact")
        verb = agreeing(len(among.contrary), "says", "say")
        said.append(f"{others} {verb} " + ("otherwise" if fact.status == "none" else "that there is none"))
    said += ["sources disagree on it"] if fact.conflict is not None else []
    return said


def _quantity(fact: Fact) -> list[str]:
    """Return the amount where the value doesn't hold it, and what is counted where the value doesn't say so."""
    if fact.number is None or (fact.status == "none" and fact.unit is None):
        return []
    plain, number = re.sub(r"[^\d.–-]", "", figure(fact)), int(fact.number)
    word = NUMBERS[number] if fact.number in range(1, len(NUMBERS)) else plain
    value = fact.value.replace(",", "").casefold()
    counts = fact.counts if fact.counts and fact.counts.casefold() not in fact.value.casefold() else ""
    if re.search(rf"(?<![\w.])(?:{re.escape(plain)}|{word})(?![\w]|[.]\d)", value):
        return [counts] if counts else []
    if fact.unit and counts.startswith(f"{fact.unit} "):
        return [f"{figure(fact)} {counts}"]
    return [f"{amount(fact)}, {counts}" if counts else amount(fact)]


def _disputed(dataset: Dataset, name: str, among: Cell | None) -> bool:
    return dataset.facts[name][1].conflict is not None or bool(among is not None and among.contrary)


def cell_sentence(dataset: Dataset, cell: Cell) -> Sentence:
    """Return what a place has of a lever today, whatever the state of its cell."""
    place = dataset.jurisdictions[cell.place]
    who, lever = place_name(place), lever_name(dataset, cell.lever)
    if cell.shown is not None:
        return fact_sentence(dataset, cell.shown, among=cell)
    if cell.state == "filtered":
        told = counted(len(cell.removed), "fact")
        text = f"Your filter took out what the sources say on {lever} in {who} ({told})"
        return Sentence(stated(text), (), cell.removed, fact_works(dataset, cell.removed), "silent")
    if cell.state == "not_applicable":
        text = f"The question of {lever} does not apply to {who}, because of the kind of place that it is"
        return Sentence(stated(text), strength="silent")
    return Sentence(stated(f"The sources do not say anything on {lever} in {who}"), strength="silent")
