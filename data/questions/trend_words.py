"""What a trend shows, in words: the caption of its chart, and the text for those who don't see it."""

from typing import Final

from data.model.dataset import Dataset
from data.model.records import Fact
from data.questions import figures
from data.questions.trends import Dispute, Series, Trend

NOTED: Final = "*"
"""The mark of a number that is not to be read without its note: a lower bound, an estimate, a sum."""

_COUNTED: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def figure(fact: Fact) -> str:
    """Return a fact's number as one writes it, marked where it has a note: ``6,500*``; empty where it holds none."""
    return "" if fact.number is None else f"{figures.figure(fact)}{NOTED if fact.note else ''}"


def sets_apart(dataset: Dataset, trend: Trend, name: str) -> tuple[str, ...]:
    """Return what sets a fact of a trend apart from the others: its place, status and counts, where they differ."""
    facts = [dataset.facts[other] for other in trend.facts]
    place, fact = dataset.facts[name]
    said = [dataset.jurisdictions[place].name] if len({place for place, _ in facts}) > 1 else []
    if len({other.status for _, other in facts}) > 1:
        said.append("explicitly none" if fact.status == "none" else fact.status)
    if len({other.counts for _, other in facts}) > 1:
        said.append(fact.counts or "what it counts isn't stated")
    return tuple(said)


def finding(dataset: Dataset, trend: Trend) -> str:
    """Return in words what a trend shows: from what to what, what stands alone, on what sources disagree."""
    if trend.crowded:
        return _crowd_words(dataset, trend)
    said = [_series_words(dataset, trend, series) for series in trend.series]
    said += [_dispute_words(dataset, trend, dispute) for dispute in trend.disputes]
    words = "; ".join(said)
    return f"{words[:1].upper()}{words[1:]}."


def _crowd_words(dataset: Dataset, trend: Trend) -> str:
    """Return what many series show: how far the newest numbers reach, and how many rose and fell over their time."""
    ends = [(dataset.facts[series.facts[0]][1], dataset.facts[series.facts[-1]]) for series in trend.series]
    if not ends:
        return f"{len(trend.facts):,} numbers, all of which sources dispute."
    newest = max(last.year or 0 for _, (_, last) in ends)
    ranked = sorted((at for _, at in ends if at[1].year == newest), key=lambda at: at[1].number or 0.0)
    (low, least), (high, most) = ranked[0], ranked[-1]
    steps = [(last.number or 0.0) - (first.number or 0.0) for first, (_, last) in ends]
    first_year = min(first.year or 0 for first, _ in ends)
    words = (
        f"In {newest}, {len(ranked):,} of {len(ends):,} series reach from {figure(least)} "
        f"({dataset.jurisdictions[low].name}) to {figure(most)} ({dataset.jurisdictions[high].name}). "
        f"From its first year (the earliest is {first_year}) to its last, {sum(s > 0 for s in steps):,} rose, "
        f"{sum(s < 0 for s in steps):,} fell, {sum(s == 0 for s in steps):,} ended where they began."
    )
    disputed = sum(len(dispute.facts) for dispute in trend.disputes)
    return f"{words} Sources disagree on {disputed:,} numbers." if disputed else words


def _point(dataset: Dataset, name: str) -> str:
    fact = dataset.facts[name][1]
    return f"{figure(fact)} in {fact.as_of}"


def _series_words(dataset: Dataset, trend: Trend, series: Series) -> str:
    first, last = series.facts[0], series.facts[-1]
    apart = ", ".join(sets_apart(dataset, trend, first))
    words = _point(dataset, first)
    if dataset.facts[first][1].year != dataset.facts[last][1].year:
        words = f"from {words} to {_point(dataset, last)}"
    return f"{words} ({apart})" if apart else words


def _dispute_words(dataset: Dataset, trend: Trend, dispute: Dispute) -> str:
    facts = [dataset.facts[name][1] for name in dispute.facts]
    sources = {fact.works or (fact.paragraph,) for fact in facts}
    if len(facts) == 1:
        return f"{_point(dataset, dispute.facts[0])} is disputed by a source that gives no other number here"
    years = {fact.year for fact in facts}
    several = _COUNTED[len(facts)] if len(facts) < len(_COUNTED) else str(len(facts))
    who = (
        f"{several} sources disagree" if dispute.conflict and len(sources) == len(facts) else f"{several} values differ"
    )
    if len(years) == 1:
        place = ", ".join(sets_apart(dataset, trend, dispute.facts[0])) if dispute.conflict is None else ""
        return f"{who} on {years.pop()}{f' ({place})' if place else ''}: {', '.join(figure(fact) for fact in facts)}"
    apart = [", ".join(sets_apart(dataset, trend, name)) for name in dispute.facts]
    points = [
        _point(dataset, name) + (f" ({words})" if words else "")
        for name, words in zip(dispute.facts, apart, strict=True)
    ]
    return f"{who}: {', '.join(points)}"


def notes(dataset: Dataset, trend: Trend) -> tuple[tuple[str, str], ...]:
    """Return the notes of the facts that are drawn, each once, as pairs (of which years, note); "" for all of them."""
    noted: dict[str, list[str]] = {}
    for name in sorted(trend.facts, key=lambda name: dataset.facts[name][1].year or 0):
        fact = dataset.facts[name][1]
        if fact.note is not None:
            noted.setdefault(fact.note, []).append(fact.as_of or "")
    whole = len(trend.facts)
    return tuple(
        ("" if len(years) == whole else ", ".join(dict.fromkeys(years)), note) for note, years in noted.items()
    )


def alternative(dataset: Dataset, trend: Trend) -> str:
    """Return the finding with its notes, for those who can't see the chart."""
    said = [f"{NOTED} {f'{years}: ' if years else ''}{note}" for years, note in notes(dataset, trend)]
    return " ".join([finding(dataset, trend), *said])
