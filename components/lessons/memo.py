"""The lessons as one printed page: what fits is said, what doesn't is counted."""

from collections.abc import Sequence
from itertools import accumulate
from math import ceil
from typing import Any, Final

import streamlit as st

from components.drawing import looks
from components.drawing.markup import rendered
from components.drawing.words import paragraph_example
from components.lessons.lessons import lines
from components.view import state
from components.view.current_view import permalink
from data.model.dataset import Dataset
from data.model.filters import selection_words
from data.questions.lessons import Lessons, cell_paragraphs

ROOM: Final = 38
"""Lines of the sheet that the three lists share; what stands around them has its own."""
LINK_LINE: Final = 120
"""Characters of an address on one line of the sheet's foot, about."""
NAME_LINE: Final = 18
"""Characters of a lever's or barrier's name on one line, about."""
LINE: Final = 92
"""Characters that stand on one line beside the name of a lever or barrier, about."""
HALF_LINE: Final = 46
"""Characters that stand on one line of a list in two columns, about."""
MOST_FACTORS: Final = 18
MOST_GENERAL: Final = 8
MOST_CELLS: Final = 3
MOST_BARRIERS: Final = 4
DENSITIES: Final = ((3, 2), (2, 2), (2, 1), (1, 2), (1, 1))
"""Places told a lever and remedies told a barrier, the fullest first."""

Line = dict[str, Any]


def show_memo(dataset: Dataset, found: Lessons) -> None:
    """Show the sheet, and say how it is printed."""
    with st.container(key="memo_hint"):
        st.caption("Print this page (Ctrl+P, on a Mac ⌘P): what comes out, or is kept as a PDF, is the sheet alone.")
    st.html(rendered("memo.html", **sheet(dataset, found)))


def sheet(dataset: Dataset, found: Lessons) -> dict[str, object]:
    """Return what the sheet says: of each list as much as fits, and how much is left out."""
    said: dict[str, Any] = lines(dataset, found)
    paragraphs = cell_paragraphs(dataset, found.selection)
    facilitators = [_marked(row, paragraphs) for row in said["facilitators"][:MOST_FACTORS]]
    every_barrier = said["barriers"] + said["general_barriers"]
    marked = [_marked(row, paragraphs) for row in every_barrier[:MOST_BARRIERS]]
    every_lever = [{**row, "state": group["state"]} for group in said["levers"] for row in group["rows"]]
    link = permalink(dataset)
    room = ROOM - ceil(sum(map(_factor_lines, facilitators)) / 2) - len(link) // LINK_LINE
    levers, barriers = fitted(every_lever, marked, room)
    return said | {
        "about": dataset.about,
        "source": dataset.source,
        "filters": _selection_words(dataset, found),
        "link": link,
        "example": paragraph_example(dataset),
        "levers": levers,
        "more_levers": [row["name"] for row in every_lever[len(levers) :]],
        "facilitators": facilitators,
        "more_facilitators": len(said["facilitators"]) - len(facilitators),
        "general": said["general"][:MOST_GENERAL],
        "more_general": max(0, len(said["general"]) - MOST_GENERAL),
        "barriers": barriers,
        "more_barriers": len(every_barrier) - len(barriers),
        "statuses": {sign: words for words, sign in looks.STATUS_SIGNS.items()},
    }


def _selection_words(dataset: Dataset, found: Lessons) -> list[str]:
    chosen = state.filters()
    words = list(selection_words(dataset, chosen))
    return words if chosen.places else [f"Others: all {len(found.others)} named places of the dataset", *words]


def _marked(row: Line, paragraphs: dict[tuple[str, str], tuple[str, ...]]) -> Line:
    """Return a factor's line with the paragraphs behind each of its cells."""

    def marked(cell: Line | None) -> Line | None:
        if cell is None:
            return None
        factor, place = cell["opens"].split()[1:]
        return {**cell, "paragraphs": paragraphs.get((factor, place), ())}

    return {
        **row,
        "named": [marked(cell) for cell in row["named"][:MOST_CELLS]],
        "more_named": max(0, len(row["named"]) - MOST_CELLS),
        "general": marked(row["general"]),
        "home": marked(row["home"]),
    }


def _remedied(row: Line, remedies: int) -> Line:
    return {**row, "remedies": row["remedies"][:remedies], "more": max(0, len(row["remedies"]) - remedies)}


def _factor_lines(row: Line) -> int:
    cells = [cell for cell in (row["home"], *row["named"]) if cell]
    told = len(row["name"]) + sum(len(cell["place"]) + 4 + sum(map(len, cell["paragraphs"][:3])) for cell in cells)
    return min(2, ceil(told / HALF_LINE))


def _barrier_lines(row: Line) -> int:
    remedies = sum(_lines(remedy["from"], remedy["statement"], remedy["source"]) for remedy in row["remedies"]) or 1
    return max(1 + remedies + bool(row["more"]), ceil(len(row["name"]) / NAME_LINE))


def _lines(*texts: str) -> int:
    """Return how many lines texts take, two at most: the sheet cuts what is longer."""
    return min(2, ceil(sum(len(text) + 1 for text in texts) / LINE))


def fitted(levers: Sequence[Line], barriers: Sequence[Line], room: int) -> tuple[list[Line], list[Line]]:
    """Return the levers and barriers that a number of lines has room for, told as fully as all can be.

    Parameters
    ----------
    levers, barriers : sequences of lines, as :func:`components.lessons.lessons.lines` returns them
    room : int

    Returns
    -------
    levers : list of lines
        With ``others`` cut to the places that are told, one at least, and
        ``more``, the names of those that aren't. The last levers are left out
        where even one place each is too much.
    barriers : list of lines
        With ``remedies`` cut alike, and ``more``, how many aren't told.
    """
    told: list[Line] = []
    remedied: list[Line] = []
    for places, remedies in DENSITIES:
        told = [_told(row, places) for row in levers]
        remedied = [_remedied(row, remedies) for row in barriers]
        if sum(map(_lever_lines, told)) + sum(map(_barrier_lines, remedied)) <= room:
            break
    room -= sum(map(_barrier_lines, remedied))
    return [
        row for row, taken in zip(told, accumulate(map(_lever_lines, told)), strict=True) if taken <= room
    ], remedied


def _told(row: Line, places: int) -> Line:
    return {**row, "others": row["others"][:places], "more": [item["place"] for item in row["others"][places:]]}


def _lever_lines(row: Line) -> int:
    told = [item for item in (row["home"], *row["others"]) if item]
    said = sum(_lines(item["place"], item["amount"], item["value"], item["source"], " " * 20) for item in told)
    return max(said + bool(row["more"]), ceil(len(row["name"]) / NAME_LINE))
