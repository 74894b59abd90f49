"""The open cell of a policy table."""

from collections.abc import Mapping
from typing import Final

from components.panel.drawer import evidence_drawer
from components.panel.panel import facts_html
from components.panel.sentences import fact_words
from components.view import state
from data.model.dataset import Dataset
from data.questions.cells import Cell

_CLOSES: Final = ("lever", "place", "point")


def opened(cells: Mapping[tuple[str, str], Cell]) -> Cell | None:
    """Return the cell that the view has open; None where none is, or it isn't on the page."""
    lever, place = state.text("lever"), state.text("place")
    return cells.get((lever, place)) if lever is not None and place is not None else None


def fact_drawer(dataset: Dataset, cell: Cell | None) -> None:
    """Mount the drawer of a page whose tables open facts."""
    if cell is None:
        evidence_drawer(dataset, "", "", "", closes=_CLOSES)
        return
    title = f"{dataset.levers[cell.lever].name}, {dataset.jurisdictions[cell.place].name}"
    name = state.text("point") or f"{cell.lever} {cell.place}"
    evidence_drawer(dataset, name, title, facts_html(dataset, cell), closes=_CLOSES, sentence=fact_words(dataset, cell))
