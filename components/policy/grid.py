"""The grid of levers by places: a real table whose cells open their evidence."""

from collections.abc import Iterable, Mapping
from typing import Final

from components.drawing import looks
from components.drawing.clickable import clickable
from components.drawing.markup import rendered
from components.drawing.show import theme
from components.drawing.words import (
    amount,
    paragraph_example,
    source_mark,
    stated_status,
    status_sign,
    status_term_words,
)
from components.panel.behind import behind_address
from components.view import state
from data.model.dataset import Dataset
from data.questions.cells import Cell, only_cited, over_words
from data.questions.staleness import OLD_AFTER_YEARS, age_words, staleness

_SEPARATOR: Final = " "


def more_words(cell: Cell) -> str:
    """Return what stands behind the shown fact: ``+2``, and how many of those say the contrary."""
    if not cell.more:
        return ""
    return f"+{cell.more}" + (f", {len(cell.contrary)} to the contrary" if cell.contrary else "")


def _cell(dataset: Dataset, cell: Cell) -> dict[str, object]:
    said: dict[str, object] = {"state": cell.state, "id": f"{cell.lever}{_SEPARATOR}{cell.place}"}
    if cell.shown is None:
        return said
    place, fact = dataset.facts[cell.shown]
    disagree = any(dataset.facts[name][1].conflict for name in cell.facts)
    return said | {
        "value": fact.value,
        "amount": amount(fact),
        "sign": status_sign(dataset, stated_status(fact)),
        "status": status_term_words(dataset, stated_status(fact)),
        "as_of": fact.as_of or "",
        "source": source_mark(dataset, fact),
        "primary": fact.primary,
        "age": staleness(dataset, fact).mark,
        "age_words": "; ".join(age_words(dataset, fact)),
        "more": cell.more,
        "more_words": more_words(cell),
        "over": over_words(dataset, cell, cell.shown),
        "scope": looks.SCOPE_WORDS.get(fact.scope or "", ""),
        "scope_words": looks.SCOPE_LONG.get(fact.scope or "", ""),
        "only_cited": only_cited(dataset, fact.works),
        "disagree": disagree,
        "place": dataset.jurisdictions[place].name if place != cell.place else "",
    }


def _legend(dataset: Dataset, cells: Iterable[Cell]) -> dict[str, bool]:
    """Return which of the rarer marks some cells bear."""
    every = list(cells)
    facts = [dataset.facts[cell.shown][1] for cell in every if cell.shown is not None]
    return {
        "over": any(cell.state == "not_in_force" for cell in every),
        "filtered": any(cell.state == "filtered" for cell in every),
        "scope": any(looks.SCOPE_WORDS.get(fact.scope or "") for fact in facts),
        "only_cited": any(only_cited(dataset, fact.works) for fact in facts),
    }


def grid(
    dataset: Dataset,
    cells: Mapping[tuple[str, str], Cell],
    levers: Iterable[str],
    places: Iterable[str],
    *,
    key: str,
    label: str,
    short: bool = False,
) -> None:
    """Show levers by places; a click on a cell opens it in the view.

    Parameters
    ----------
    dataset : Dataset
    cells : as :func:`data.questions.policy.policy_table` returns them
    levers, places : ids, the rows and the columns
    key : str
        Of the component.
    label : str
        What the table shows, for those who hear it.
    short : bool
        Cut values after two lines, where a whole page has to fit one screen.
    """
    columns = [dataset.jurisdictions[place] for place in places]
    names = tuple(levers)
    html = rendered(
        "grid.html",
        theme=theme(),
        label=label,
        corner="Lever",
        example=paragraph_example(dataset),
        short=short,
        aged=f"over {OLD_AFTER_YEARS} years" + ("" if short else " before this version of the dataset"),
        abbreviations=dataset.about.abbreviations,
        columns=[{"name": place.name, "label": place.label} for place in columns],
        rows=[
            {
                "name": dataset.levers[lever].name,
                "definition": dataset.levers[lever].definition or "",
                "cells": [_cell(dataset, cells[lever, place.id]) for place in columns],
            }
            for lever in names
        ],
        statuses=[
            (status_sign(dataset, name), status_term_words(dataset, name))
            for name in (*looks.STATUS_WORDS, *dataset.statuses)
            if name != "none"
        ],
        primary=dataset.has_primary,
        legend=_legend(dataset, [cells[lever, place.id] for lever in names for place in columns]),
    )

    def clicked(chosen: str) -> None:
        lever, _, place = chosen.partition(_SEPARATOR)
        state.choose(lever=lever, place=place, point=None)

    clickable(html, key=key, acts={"open": clicked}, behind=behind_address(dataset, "facts"))
