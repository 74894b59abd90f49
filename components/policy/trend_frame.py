"""A trend as the frame that its chart draws: one row a fact, with the place of its label."""

from textwrap import shorten, wrap

import pandas as pd

from components.charts.trend import Plot, plot
from components.drawing.words import amount
from components.policy.trend_labels import Label, Placed, at_ends, placed
from data.model.dataset import Dataset
from data.questions.trend_words import figure, sets_apart
from data.questions.trends import Trend

FOOT, FOOT_LINES = 25, 3
"""Characters of a line under a point's number, and lines: the caption says in full what is cut here."""


def ground(dataset: Dataset, each: Trend) -> Plot:
    """Return the ground on which a trend is drawn."""
    facts = [dataset.facts[name] for name in each.facts]
    return plot(
        each.unit or "unit not stated",
        [fact.moment or 0.0 for _, fact in facts],
        [fact.number or 0.0 for _, fact in facts],
        tuple(dict.fromkeys(place for place, _ in facts)),
        crowded=each.crowded,
    )


def frame(dataset: Dataset, each: Trend, on: Plot, opened: str | None) -> pd.DataFrame:
    """Return one row a fact that is drawn, as :func:`components.charts.trend.trend` asks for it."""
    line = {name: str(n) for n, s in enumerate(each.series) if len(_years(dataset, s.facts)) > 1 for name in s.facts}
    carried = _ends(dataset, each, on) if each.crowded else _everywhere(dataset, each, on)
    several = len(on.places) > 1
    rows = []
    for name in each.facts:
        place, fact = dataset.facts[name]
        where = f"{dataset.jurisdictions[place].name}: " if several else ""
        label, spot = carried.get(name, (None, None))
        rows.append(
            {
                "fact": name,
                "place": place,
                "year": fact.moment,
                "number": fact.number,
                "status": fact.status,
                "line": line.get(name),
                "opened": name == opened,
                "words": f"{where}{amount(fact)}, {fact.as_of}: {fact.value}",
                "head": label.head if label else None,
                "foot": label.foot if label else None,
                "at_x": spot.x if spot else None,
                "at_y": spot.y if spot else None,
                "align": spot.align if spot else None,
            }
        )
    return pd.DataFrame(rows)


def _ends(dataset: Dataset, each: Trend, on: Plot) -> dict[str, tuple[Label, Placed]]:
    """Return the labels at the ends of lines, by fact: of the newest year alone, as others would point at nothing."""
    newest = max((dataset.facts[series.facts[-1]][1].moment or 0.0 for series in each.series), default=0.0)
    names = [series.facts[-1] for series in each.series if (dataset.facts[series.facts[-1]][1].moment or 0.0) == newest]
    labels = []
    for name in names:
        place, fact = dataset.facts[name]
        foot = shorten(f"{dataset.jurisdictions[place].name} · {fact.year}", FOOT + 5, placeholder="…")
        labels.append(Label(figure(fact), foot, newest, (fact.number or 0.0,)))
    return {names[n]: (labels[n], spot) for n, spot in at_ends(on, labels).items()}


def _everywhere(dataset: Dataset, each: Trend, on: Plot) -> dict[str, tuple[Label, Placed]]:
    """Return the labels of all points, by the fact that carries one."""
    disputed = {name: n for n, dispute in enumerate(each.disputes) for name in dispute.facts}
    clusters: dict[tuple[object, ...], list[str]] = {}
    for name in each.facts:
        place, fact = dataset.facts[name]
        # Those that disagree within a year share one label; two dates of a year have two.
        at = (disputed[name], fact.year) if name in disputed else fact.moment
        clusters.setdefault((place, fact.status, fact.counts, at), []).append(name)
    labels = [_label(dataset, each, names) for names in clusters.values()]
    lines = [
        [(fact.moment or 0, fact.number or 0.0) for fact in (dataset.facts[name][1] for name in series.facts)]
        for series in each.series
    ]
    spots = placed(on, labels, lines)
    return {names[0]: (label, spot) for names, label, spot in zip(clusters.values(), labels, spots, strict=True)}


def _years(dataset: Dataset, names: tuple[str, ...]) -> set[float | None]:
    return {dataset.facts[name][1].moment for name in names}


def _label(dataset: Dataset, each: Trend, names: list[str]) -> Label:
    facts = [dataset.facts[name][1] for name in names]
    dates = {fact.as_of for fact in facts}
    date = facts[0].as_of if len(dates) == 1 and facts[0].as_of and len(facts[0].as_of) <= 10 else str(facts[0].year)
    foot = " · ".join([str(date), *sets_apart(dataset, each, names[0])])
    return Label(
        " ≠ ".join(dict.fromkeys(figure(fact) for fact in facts)),
        "\n".join(wrap(foot, FOOT, max_lines=FOOT_LINES, placeholder="…")),
        float(facts[0].moment or 0),
        tuple(fact.number or 0.0 for fact in facts),
    )
