"""What helps and hinders where, and how factors act on one another, as sentences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from data.model.dataset import Dataset
from data.model.records import Record
from data.model.selection import Selection
from data.model.vocabulary import DIRECTED
from data.questions.behind import behind_cells
from data.questions.counting import counted, listed
from data.questions.policy_sentences import place_list
from data.questions.rating import cell_records, factor_matrix
from data.questions.sentence import Sentence, Strength, inside, sources_report, stated, strength_of
from data.questions.wording import english, foreign, place_name, term_name

_EFFECTS: Final = {"facilitator": "helping", "barrier": "hindering", "mixed": "both helping and hindering"}
_PLAIN: Final = {"facilitator": ("facilitator", "helps"), "barrier": ("barrier", "hinders"), "mixed": ("mixed",)}
_ACTS: Final = {"+": "strengthening", "-": "weakening"}
_MOST_FACTORS: Final = 3
NO_EFFECT: Final = "without a stated effect"


def factor_name(dataset: Dataset, factor: str) -> str:
    """Return a factor's name as it stands inside a sentence."""
    return term_name(dataset, dataset.factors[factor].name)


def rating_sentence(dataset: Dataset, selection: Selection, factor: str, place: str) -> Sentence:
    """Return what the sources say of a factor in a place: the cell of the matrix in words."""
    names = cell_records(dataset, selection, factor, place)
    if not names and selection.narrows_evidence():
        every = selection.of_cells
        if removed := cell_records(dataset, every, factor, place):
            told = counted(len(removed), "record")
            where = place_name(dataset.jurisdictions[place])
            text = f"Your filter took out what the sources say on {factor_name(dataset, factor)} in {where} ({told})"
            return Sentence(stated(text), tuple(removed), strength="silent")
    return rated_sentence(dataset, factor, place, names)


def rating_sentences(dataset: Dataset, selection: Selection) -> dict[tuple[str, str], Sentence]:
    """Return the sentence of each cell of factors by places that holds a record, in no order.

    Empty of a dataset whose records an engine holds: they are asked for one by one.
    """
    cells = behind_cells(dataset, selection).records
    return {cell: rated_sentence(dataset, *cell, names) for cell, names in cells.items()}


def rated_sentence(dataset: Dataset, factor: str, place: str, names: Sequence[str]) -> Sentence:
    """Return what some records say of a factor in a place; without one, that the sources do not say anything."""
    where, what = place_name(dataset.jurisdictions[place]), factor_name(dataset, factor)
    records = [dataset.evidence.records(names)[name] for name in names]
    if not records:
        return Sentence(stated(f"The sources do not say anything on {what} in {where}"), strength="silent")
    works = _works(dataset, records)
    directed = [record for record in records if record.direction in DIRECTED]
    lacks = sum(record.aspect == "lack" for record in directed)
    subject = f"a lack of {what}" if directed and lacks == len(directed) else what
    only = records[0] if len(records) == 1 else None
    said = f": {only.statement}" if only is not None else ""
    if only is not None and not english(dataset):
        return Sentence(stated(f"{where}: {only.statement}"), tuple(names), (), works, strength_of(dataset, works))
    if not directed:
        text = f"{sources_report(dataset, works, 'describe')} {subject} in {where}, {NO_EFFECT}{said}"
        return Sentence(stated(text), tuple(names), (), works, strength_of(dataset, works))
    counts = {direction: [one for one in directed if one.direction == direction] for direction in DIRECTED}
    present = [direction for direction, some in counts.items() if some]
    behind = _works(dataset, directed)
    if len(present) == 1:
        acts = effect(dataset, present[0])
        part = f" (its lack in {counted(lacks, 'record')} of {len(directed)})" if 0 < lacks < len(directed) else ""
        text = f"{sources_report(dataset, behind)} {subject} in {where} {acts}{part}{said}"
        strength: Strength = "mixed" if present[0] == "mixed" else strength_of(dataset, behind)
        return Sentence(stated(text), tuple(names), (), works, strength)
    if {(one.direction, one.aspect) for one in directed} == {("facilitator", ""), ("barrier", "lack")}:
        # The presence of a thing that helps and its lack that hinders are one and the same claim.
        acts = f"{effect(dataset, 'facilitator')}, and its lack {effect(dataset, 'barrier')}"
        text = f"{sources_report(dataset, behind)} {what} in {where} {acts}"
        return Sentence(stated(text), tuple(names), (), works, strength_of(dataset, behind))
    parts: list[str] = []
    for way in present:
        of_lack = sum(one.aspect == "lack" for one in counts[way]) if lacks < len(directed) else 0
        of_it = len(counts[way]) - of_lack
        parts += [f"{_EFFECTS[way]}: {counted(of_it, 'record')}"] if of_it else []
        parts += [f"its lack {_EFFECTS[way]}: {counted(of_lack, 'record')}"] if of_lack else []
    text = f"Reports differ on {subject} in {where} ({'; '.join(parts)})"
    return Sentence(stated(text), tuple(names), (), works, "mixed")


def effect(dataset: Dataset, direction: str) -> str:
    """Return a direction in words: as helping; in the dataset's own word where it isn't the plain one."""
    label = next((term.label or "" for term in dataset.codebook.directions if term.id == direction), "")
    own = label and label.casefold() not in _PLAIN[direction]
    return f"as “{label}”" if own else f"as {_EFFECTS[direction]}"


def _works(dataset: Dataset, records: Iterable[Record]) -> tuple[str, ...]:
    cited = {key for record in records for key in record.works}
    return tuple(key for key in dataset.works if key in cited)


def influence_sentence(dataset: Dataset, names: Sequence[str]) -> Sentence:
    """Return what influences of one link say: that one factor is reported as strengthening or weakening another."""
    influences = [dataset.influences[name] for name in names]
    first = influences[0]
    cited = {key for influence in influences for key in influence.works}
    works = tuple(key for key in dataset.works if key in cited)
    statement = f": {first.statement}" if len(influences) == 1 else ""
    if statement and foreign(dataset, first.statement):
        return Sentence(stated(first.statement), tuple(names), (), works, strength_of(dataset, works))
    ends = (factor_name(dataset, end) for end in (first.from_factor, first.to_factor))
    text = f"{sources_report(dataset, works)} {f' as {_ACTS[first.sign]} '.join(ends)}{statement}"
    return Sentence(stated(text), tuple(names), (), works, strength_of(dataset, works))


def of_records(dataset: Dataset, text: str, names: Sequence[str]) -> Sentence:
    """Return words as a sentence that rests on records."""
    works = _works(dataset, dataset.evidence.records(names).values())
    return Sentence(stated(text), tuple(names), (), works, strength_of(dataset, works))


def subject_of(dataset: Dataset, factor: str, names: Sequence[str]) -> str:
    """Return a factor, or the lack of it where that is what all directed records are about, or some."""
    records = dataset.evidence.records(names).values()
    lacks = [record.aspect == "lack" for record in records if record.direction in DIRECTED]
    what = factor_name(dataset, factor)
    if lacks and all(lacks):
        return f"a lack of {what}"
    return f"{what} (in part, its lack)" if any(lacks) else what


def effects_sentence(dataset: Dataset, selection: Selection, place: str) -> Sentence | None:
    """Return what is reported to help and to hinder in a place, of most works first; None where nothing is."""
    at = replace(selection, places=(place,))
    rated = factor_matrix(dataset, at).sort_values("directed_works", ascending=False, kind="stable")
    parts: list[str] = []
    names: list[str] = []
    for direction, ratings in (("facilitator", ("+1", "+2")), ("barrier", ("-1", "-2")), ("mixed", ("mixed",))):
        factors = [str(name) for name in rated[rated["rating"].isin(ratings)]["factor"]]
        if factors:
            behind = [cell_records(dataset, at, factor, place) for factor in factors[:_MOST_FACTORS]]
            subjects = [subject_of(dataset, *each) for each in zip(factors, behind, strict=False)]
            more = len(factors) - len(subjects)
            subjects += [counted(more, "more factor")] if more else []
            parts.append(f"{listed(subjects)} {effect(dataset, direction)}")
            names += [name for each in behind for name in each]
    if not parts:
        return None
    where, told = place_name(dataset.jurisdictions[place]), tuple(dict.fromkeys(names))
    works = _works(dataset, dataset.evidence.records(told).values())
    who = inside(sources_report(dataset, works)) if len(works) < 2 else "the sources report"
    return of_records(dataset, f"In {where}, {who} {'; '.join(parts)}", told)


def spread_sentence(dataset: Dataset, selection: Selection, places: Sequence[str]) -> Sentence | None:
    """Return in how many of some places which factor helps or hinders: that of most places; None without one."""
    rated = factor_matrix(dataset, replace(selection, places=tuple(places)))
    rated = rated[rated["rating"] != "neutral"]
    if rated.empty:
        return None
    factor = str(rated["factor"].value_counts(sort=False).idxmax())
    rows = rated[rated["factor"] == factor]
    behind = {place: cell_records(dataset, selection, factor, place) for place in map(str, rows["place"])}
    parts: list[str] = []
    for direction, ratings in (("facilitator", ("+1", "+2")), ("barrier", ("-1", "-2")), ("mixed", ("mixed",))):
        where = [str(place) for place in rows[rows["rating"].isin(ratings)]["place"]]
        if where:
            subject = subject_of(dataset, factor, _behind_places(where, behind))
            again = "a lack of it " if subject.startswith("a lack of ") else ""
            lead = again if parts else f"{subject} "
            parts.append(f"{lead}{effect(dataset, direction)} in {place_list(dataset, where)}")
    return of_records(dataset, f"The sources report {'; '.join(parts)}", _behind_places(list(behind), behind))


def _behind_places(places: Sequence[str], behind: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for place in places for name in behind[place]))
