"""Numbers side by side, with the guard that keeps unlike measures off one axis."""

import streamlit as st

from components.drawing.markup import rendered
from components.drawing.pickers import pick
from components.drawing.show import theme
from components.drawing.words import amount, fact_marks, source_mark, stated_status, status_term_words
from components.view import state
from data.model.dataset import Dataset
from data.model.records import Fact
from data.questions.cells import Cell
from data.questions.commensurability import comparable_groups, reasons, weekly_hours
from data.questions.figures import rounded
from data.questions.policy import numbers, numeric_levers


def show_numbers(dataset: Dataset, cells: dict[tuple[str, str], Cell]) -> None:
    """Show the numbers of one lever, in groups that measure the same thing.

    The lever is the reader's choice, else the one that the primary source
    counts in most places. Groups never share an axis, and it is said why.
    """
    levers = numeric_levers(dataset, cells)
    if not levers:
        st.caption("No number is reported for these places.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        pick(
            "Numbers of",
            "numbers",
            {lever: dataset.levers[lever].name for lever in levers},
            empty=dataset.levers[levers[0]].name,
        )
        box = st.container(width="content")
    chosen = state.text("numbers")
    lever = chosen if chosen in levers else levers[0]
    found = numbers(dataset, cells, lever)
    groups = comparable_groups(found)
    week = state.number("week")
    if any(weekly_hours(fact, week) is not None for _, fact in found):
        box.number_input(
            "Hours in a full-time week (assumed)",
            1.0,
            80.0,
            step=0.5,
            format="%g",
            value=state.number("week"),
            width=270,
            **state.widget("week"),
        )
    st.html(
        rendered(
            "numbers.html",
            theme=theme(),
            lever=dataset.levers[lever].name,
            groups=[_group(dataset, group, week, _largest(groups, group)) for group in groups],
            apart=apart(groups),
            week=f"{week:g}",
            abbreviations=dataset.about.abbreviations,
        )
    )


def _largest(groups: list[list[tuple[str, Fact]]], group: list[tuple[str, Fact]]) -> float:
    """Return the largest number of a group's unit: bars of one unit have one scale, in whichever group they are."""
    unit = group[0][1].unit
    return max((abs(fact.number or 0.0) for each in groups for _, fact in each if fact.unit == unit), default=0.0)


def _group(dataset: Dataset, group: list[tuple[str, Fact]], week: float, largest: float) -> dict[str, object]:
    return {
        "title": group_title(dataset, group),
        "facts": [
            {
                "place": dataset.jurisdictions[place].name,
                "amount": amount(fact),
                "as_of": fact.as_of or "no year stated",
                "value": fact.value,
                "source": source_mark(dataset, fact),
                "primary": fact.primary,
                "marks": fact_marks(dataset, fact),
                "hours": rounded(hours) if (hours := weekly_hours(fact, week)) is not None else "",
                "width": f"{100 * abs(fact.number or 0.0) / largest:.1f}" if len(group) > 1 and largest else "",
            }
            for place, fact in group
        ],
    }


def group_title(dataset: Dataset, group: list[tuple[str, Fact]]) -> str:
    """Return what a group of comparable numbers measures: status, unit, what is counted."""
    first = group[0][1]
    unit, counts = first.unit or "unit not stated", first.counts or "what it counts isn't stated"
    return f"{status_term_words(dataset, stated_status(first))}, {unit}, {counts}"


def apart(groups: list[list[tuple[str, Fact]]]) -> list[str]:
    """Return on which aspects the groups differ, in words; nothing where there is one group."""
    if len(groups) < 2:
        return []
    aspects: dict[str, dict[str, None]] = {}
    first = groups[0][0][1]
    for group in groups[1:]:
        for reason in reasons(first, group[0][1]):
            stated = aspects.setdefault(reason.aspect, {})
            for value in (reason.first, reason.second):
                stated[value if value is not None else "not stated"] = None
    return [f"{aspect}: {' ≠ '.join(values)}" for aspect, values in aspects.items()]
