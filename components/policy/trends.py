"""Measures over time on their way to the screen: small charts, their captions, and the table beneath."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st

from components.charts.trend import CROWDED, SELECTION, WIDTH, trend
from components.drawing import looks
from components.drawing.clickable import clickable
from components.drawing.markup import rendered, shortened
from components.drawing.pickers import pick
from components.drawing.show import chart, theme
from components.drawing.words import amount, counted, fact_marks, share, stated_status, status_sign, status_term_words
from components.panel.panel import work_shown
from components.policy.trend_frame import frame, ground
from components.view import state
from data.model.dataset import Dataset
from data.model.records import Fact
from data.questions.cells import Cell
from data.questions.trend_words import NOTED, alternative, finding, notes
from data.questions.trends import Trend

MOST_CHARTS = 12
"""So many charts are drawn at once; beyond, the reader chooses."""
MOST_NAMED = 3
"""So many places stand in a chart's title; the labels of its points name each of them."""


def opened_here(cell: Cell | None) -> Cell | None:
    """Return the open cell, the clicked fact first, where it was opened from a chart or its table; else None."""
    point = state.text("point")
    if cell is None or point not in cell.facts:
        return None
    return replace(cell, facts=(point, *(name for name in cell.facts if name != point)))


def show_trends(dataset: Dataset, found: tuple[Trend, ...]) -> None:
    """Show each measure as a small chart with its finding, and all of them as a table.

    Parameters
    ----------
    dataset : Dataset
    found : tuple of Trend
        As :func:`data.questions.trends.trends` returns it.
    """
    if not found:
        st.caption("No measure of these places is told for several years.")
        return
    names = _names(dataset, found)
    if len(names) > 1 or state.text("series") is not None:
        pick("Measure", "series", names, empty=f"All {len(names)} measures told for several years", width=430)
    chosen = state.text("series")
    shown = tuple(each for each in found if chosen not in names or each.measure == chosen)
    drawn = shown[:MOST_CHARTS]
    if len(drawn) < len(shown):
        drawn_words = share(len(drawn), len(shown), "measure", "is", "are")
        st.caption(f"{drawn_words} drawn; choose one, or fewer places, to see the others.")
    st.html(rendered("trend_legend.html", theme=theme(), **_legend(dataset, drawn)))
    with st.container(horizontal=True, gap="small", key="trend_charts"):
        for number, each in enumerate(drawn):
            wide = CROWDED[0] if each.crowded else WIDTH
            with st.container(width=wide, gap="xxsmall", key=f"trend_{number}"):
                _show(dataset, each)
    clickable(_table(dataset, shown), key="trend_table", acts={"open": _opener(dataset, shown)})


def _show(dataset: Dataset, each: Trend) -> None:
    point = state.text("point")
    st.html(rendered("trend_head.html", theme=theme(), **trend_title(dataset, each)))
    drawn_on = ground(dataset, each)
    # The key names the open point: a chart whose point was closed can have the same one opened again.
    key = f"trend_{each.measure}_{_unit_id(each)}_{point if point in each.columns else ''}"
    points = frame(dataset, each, drawn_on, point).assign(words=lambda rows: rows["words"].map(shortened))
    chart(
        trend, (drawn_on, theme()), points, key=key,
        alt_text=alternative(dataset, each), on_select=_picker(dataset, each, key), selection=SELECTION,
    )  # fmt: skip
    st.html(
        rendered(
            "trend_notes.html",
            theme=theme(),
            finding=finding(dataset, each),
            noted=NOTED,
            notes=notes(dataset, each),
            unplaced=[_unplaced(dataset.facts[name][1]) for name in each.unplaced],
        )
    )


def _unit_id(each: Trend) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in each.unit or "")


def _names(dataset: Dataset, found: tuple[Trend, ...]) -> Mapping[str, str]:
    """Return what each measure is called in the select box; those that would sound alike carry their id."""
    names: dict[str, str] = {}
    for each in found:
        said = trend_title(dataset, each)
        names.setdefault(each.measure, f"{said['title']}: {said['words']}")
    alike = list(names.values())
    return {m: name if alike.count(name) == 1 else f"{name} ({m})" for m, name in names.items()}


def trend_title(dataset: Dataset, each: Trend) -> dict[str, str]:
    """Return the place or places of a trend, and in words what its numbers are."""
    facts = [dataset.facts[name] for name in each.facts]
    places = list(dict.fromkeys(dataset.jurisdictions[place].name for place, _ in facts))
    said = [" and ".join(dict.fromkeys(dataset.levers[fact.lever].name for _, fact in facts))]
    statuses, counts = ({getattr(fact, field) for _, fact in facts} for field in ("status", "counts"))
    said += [looks.STATUS_WORDS[status] for status in statuses if len(statuses) == 1 and status != "observed"]
    said += [text for text in counts if text and len(counts) == 1]
    title = " · ".join(places) if len(places) <= MOST_NAMED else counted(len(places), "place")
    return {"title": title, "words": ", ".join(said)}


def _legend(dataset: Dataset, drawn: tuple[Trend, ...]) -> dict[str, object]:
    """Return the signs that are drawn: of statuses (sign, status, the words of its line), of disputes, of notes."""
    facts = [dataset.facts[name][1] for each in drawn for name in each.facts]
    held = {fact.status for fact in facts}
    return {
        "statuses": [
            (looks.STATUS_SIGNS[status], looks.STATUS_WORDS[status], shape.words)
            for status, shape in looks.STATUS_SHAPES.items()
            if status in held
        ],
        "disputed": any(each.disputes for each in drawn),
        "noted": NOTED if any(fact.note for fact in facts) else "",
    }


def _unplaced(fact: Fact) -> dict[str, str]:
    return {"as_of": fact.as_of or "No year stated", "amount": amount(fact) or fact.value, "note": fact.note or ""}


def _table(dataset: Dataset, shown: tuple[Trend, ...]) -> str:
    return rendered(
        "trend_table.html",
        theme=theme(),
        summary=_summary(shown),
        trends=[
            {
                **trend_title(dataset, each),
                "facts": _rows(dataset, each),
                "several": len(ground(dataset, each).places) > 1,
            }
            for each in shown
        ],
        abbreviations=dataset.about.abbreviations,
    )


def _summary(shown: tuple[Trend, ...]) -> str:
    words = counted(sum(len(each.columns) for each in shown), "fact")
    crowded = any(each.crowded for each in shown)
    return f"{words}; where they are many, the newest of each series, and all in the file" if crowded else words


def _rows(dataset: Dataset, each: Trend) -> list[dict[str, object]]:
    disputed = {name for dispute in each.disputes for name in dispute.facts}
    # Of many, the newest of each series side by side; the file holds them all.
    newest = tuple(series.facts[-1] for series in each.series)
    held = newest if each.crowded else each.facts
    names = sorted(held, key=lambda name: dataset.facts[name][1].year or 0)
    rows: list[dict[str, object]] = []
    for name in (*names, *each.unplaced):
        place, fact = dataset.facts[name]
        rows.append(
            {
                "id": name,
                "place": dataset.jurisdictions[place].name,
                "as_of": fact.as_of or "no year stated",
                "drawn": name not in each.unplaced,
                "amount": amount(fact) or "no number",
                "sign": status_sign(dataset, stated_status(fact)),
                "status": status_term_words(dataset, stated_status(fact)),
                "disputed": name in disputed,
                "value": fact.value,
                "counts": fact.counts or "",
                "marks": fact_marks(dataset, fact),
                "note": fact.note or "",
                "paragraph": fact.paragraph or "",
                "works": [work_shown(dataset, dataset.works[key], (place,)) for key in fact.works],
            }
        )
    return rows


def _picker(dataset: Dataset, each: Trend, key: str) -> Callable[[], None]:
    opener = _opener(dataset, (each,))

    def picked() -> None:
        for point in state.points(key, SELECTION)[-1:]:
            opener(str(point.get("fact")))

    return picked


def _opener(dataset: Dataset, shown: tuple[Trend, ...]) -> Callable[[str], None]:
    columns = {name: place for each in shown for name, place in each.columns.items()}

    def opened(name: str) -> None:
        if name in columns:
            state.choose(lever=dataset.facts[name][1].lever, place=columns[name], point=name)

    return opened
