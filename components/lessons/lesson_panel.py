"""What is behind an open line of the lessons: facts, records, or a stated influence."""

from collections.abc import Mapping

import pandas as pd

from components.drawing import looks
from components.drawing.markup import rendered
from components.drawing.show import theme
from components.drawing.words import conflicts_naming
from components.panel.drawer import evidence_drawer
from components.panel.open_fact import opened
from components.panel.panel import facts_html, records_html, works_cited
from components.panel.report import report_link
from components.view import state
from data.model.dataset import Dataset
from data.questions.cells import Cell
from data.questions.lessons import Lessons

Cells = Mapping[tuple[str, str], Cell]


def _kind(dataset: Dataset, cells: Cells, found: Lessons) -> str:
    """Return which of the view's open things this page shows; nothing where none is."""
    if opened(cells) is not None:
        return "lever"
    if state.text("factor") is not None and state.text("place") in found.selection.places:
        return "factor"
    return "record" if state.text("record") in dataset.influences else ""


def lesson_drawer(dataset: Dataset, cells: Cells, rated: pd.DataFrame, found: Lessons) -> None:
    """Mount the drawer of the lessons, with what is behind the open line, where there is one."""
    kind = _kind(dataset, cells, found)
    cell, factor, place, record = opened(cells), state.text("factor"), state.text("place"), state.text("record")
    name, title, html = "", "", ""
    if kind == "lever" and cell is not None:
        name, html = f"lever {cell.lever} {cell.place}", facts_html(dataset, cell)
        title = f"{dataset.levers[cell.lever].name}, {dataset.jurisdictions[cell.place].name}"
    elif kind == "factor" and factor is not None and place is not None:
        name, html = f"factor {factor} {place}", records_html(dataset, found.selection, rated, factor, place)
        title = f"{dataset.factors[factor].name}, {dataset.jurisdictions[place].name}"
    elif kind == "record" and record is not None:
        ends = dataset.influences[record]
        name, html = f"record {record}", influence_html(dataset, record)
        title = f"{dataset.factors[ends.from_factor].name} on {dataset.factors[ends.to_factor].name}"
    evidence_drawer(dataset, name, title, html, closes=("lever", "factor", "place", "record"))


def influence_html(dataset: Dataset, name: str) -> str:
    """Return what is behind a stated influence, as HTML."""
    influence = dataset.influences[name]
    return rendered(
        "lesson_influence.html",
        theme=theme(),
        influence=influence,
        sign=looks.INFLUENCE_SIGNS[influence.sign].sign,
        acts=looks.INFLUENCE_SIGNS[influence.sign].verb,
        begins=dataset.factors[influence.from_factor].name,
        ends=dataset.factors[influence.to_factor].name,
        section=dataset.section_of(influence.paragraph),
        works=works_cited(dataset, influence.works),
        conflicts=conflicts_naming(dataset, name),
        report=report_link(dataset, name),
        source=dataset.source,
        abbreviations=dataset.about.abbreviations,
    )
