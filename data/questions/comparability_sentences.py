"""Whether the numbers of places can be compared, and why not, as sentences."""

from collections.abc import Mapping
from itertools import combinations

from data.model.dataset import Dataset
from data.model.records import Fact
from data.questions.commensurability import Reason, reasons
from data.questions.counting import listed
from data.questions.fact_sentences import lever_name
from data.questions.figures import amount
from data.questions.policy import numbers
from data.questions.policy_sentences import MOST_NAMED, Cells, of_facts, place_list
from data.questions.sentence import Sentence
from data.questions.wording import place_name


def comparability_sentence(dataset: Dataset, cells: Cells, lever: str) -> Sentence | None:
    """Return whether the numbers of a lever can be compared, and why not; None where fewer than two places have one."""
    names: dict[str, list[str]] = {}
    for (at, place), cell in cells.items():
        held = [name for name in cell.present if at == lever and dataset.facts[name][1].number is not None]
        if held:
            names[place] = held
    if len(names) < 2:
        return None
    pairs = [
        (one, other)
        for first, second in combinations(names, 2)
        for one in names[first]
        for other in names[second]
    ]  # fmt: skip
    alike = [pair for pair in pairs if not reasons(*(dataset.facts[name][1] for name in pair))]
    lead = f"The numbers on {lever_name(dataset, lever)} in "
    if alike:
        one = dataset.facts[alike[0][0]][1]
        among = [name for pair in alike for name in pair if not reasons(one, dataset.facts[name][1])]
        where = [place for place, held in names.items() if set(held) & set(among)]
        shown = {place: next(name for name in names[place] if name in among) for place in where}
        kind = "observed" if one.status == "observed" else one.status
        text = (
            f"{lead}{_amounts(dataset, shown)} can be compared: all are {kind}, in {one.unit}, and count {one.counts}"
        )
        return of_facts(dataset, text, tuple(dict.fromkeys(among)))
    shown = {place: held[0] for place, held in names.items()}
    facts = {place: dataset.facts[name][1] for place, name in shown.items()}
    text = f"{lead}{_amounts(dataset, shown)} cannot be compared, because {_why(dataset, facts)}"
    return of_facts(dataset, text, tuple(shown.values()))


def _amounts(dataset: Dataset, shown: Mapping[str, str]) -> str:
    """Return places with their amounts, as far as they are named: ``Ontario (0.5 FTE) and Switzerland (35%)``."""
    if len(shown) > MOST_NAMED:
        return place_list(dataset, list(shown))
    return listed(
        f"{place_name(dataset.jurisdictions[place])} ({amount(dataset.facts[name][1])})"
        for place, name in shown.items()
    )


def _why(dataset: Dataset, facts: Mapping[str, Fact]) -> str:
    """Return why numbers aren't one measure: what they are in, what they are, what they count."""
    found: list[Reason] = [reason for pair in combinations(facts.values(), 2) for reason in reasons(*pair)]
    aspects = dict.fromkeys(reason.aspect for reason in found)
    said = []
    for aspect, differ, unsaid, field in (
        ("unit", "their units differ", "the unit is not stated for", "unit"),
        ("status", "they are not of one kind", "", "status"),
        ("what they count", "they count different things", "it is not stated what is counted for", "counts"),
    ):
        if aspect not in aspects:
            continue
        values = {place: getattr(fact, field) for place, fact in facts.items()}
        gaps = [place for place, value in values.items() if value is None]
        if gaps:
            said.append(f"{unsaid} {place_list(dataset, gaps)}")
            continue
        if len(facts) > 2:
            said.append(differ)
        elif field == "status":
            one, other = ("explicitly none" if value == "none" else value for value in values.values())
            said.append(f"one is {one} and the other {other}")
        else:
            said.append(f"{differ} ({'; '.join(values.values())})")
    return listed(said)


def numeric_sentences(dataset: Dataset, cells: Cells) -> tuple[Sentence, ...]:
    """Return, for each lever on which two places or more give a number, whether their numbers can be compared."""
    levers = dict.fromkeys(lever for lever, _ in cells)
    found = (comparability_sentence(dataset, cells, lever) for lever in levers if numbers(dataset, cells, lever))
    return tuple(sentence for sentence in found if sentence is not None)
