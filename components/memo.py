"""The lessons as one printed page: what fits is said, what doesn't is counted."""

from collections.abc import Sequence
from math import ceil
from typing import Any, Final

import streamlit as st

from components import looks, state
from components.copy_link import permalink
from components.grid import paragraph_example
from components.lessons import lines
from components.markup import rendered
from data.dataset import Dataset
from data.lessons import Lessons, cell_paragraphs

ROOM: Final = 45
"""Lines of the sheet that the three lists share; what stands around them has its own."""
LINE: Final = 104
"""Characters that stand on one line beside the name of a lever or factor, about."""
MOST_FACTORS: Final = 20
MOST_BARRIERS: Final = 4
MOST_REMEDIES: Final = 2
MOST_PLACES: Final = 3

Line = dict[str, Any]


def show_memo(dataset: Dataset, found: Lessons) -> None:
    """Show the sheet, and say how it is printed."""
    st.caption("Print this page (Ctrl+P, on a Mac ⌘P): what comes out, or is kept as a PDF, is the sheet alone.")
    with st.container(key="lessons_memo"):
        st.html(rendered("memo.html", **sheet(dataset, found)))


def sheet(dataset: Dataset, found: Lessons) -> dict[str, object]:
    """Return what the sheet says: of each list as much as fits, and how much is left out."""
    said: dict[str, Any] = lines(dataset, found)
    paragraphs = cell_paragraphs(dataset, found.selection)
    facilitators = said["facilitators"][:MOST_FACTORS]
    every_barrier = said["barriers"] + said["general_barriers"]
    barriers = [_barrier(row) for row in every_barrier[:MOST_BARRIERS]]
    taken = ceil(len(facilitators) / 2) + 2 + sum(_barrier_lines(row) for row in barriers)
    every_lever = [{**row, "state": group["state"]} for group in said["levers"] for row in group["rows"]]
    levers = fitted(every_lever, ROOM - taken)
    return said | {
        "about": dataset.about,
        "source": dataset.source,
        "filters": _filter_words(dataset, found),
        "link": permalink(dataset),
        "example": paragraph_example(dataset),
        "levers": levers,
        "more_levers": [row["name"] for row in every_lever[len(levers) :]],
        "facilitators": [_marked(row, paragraphs) for row in facilitators],
        "more_facilitators": len(said["facilitators"]) - len(facilitators),
        "general": [_marked(row, paragraphs) for row in said["general"]],
        "barriers": [_marked(row, paragraphs) for row in barriers],
        "more_barriers": len(every_barrier) - len(barriers),
        "statuses": {sign: words for words, sign in looks.STATUS_SIGNS.items()},
    }


def _filter_words(dataset: Dataset, found: Lessons) -> list[str]:
    chosen = state.filters()
    words = list(chosen.words(dataset))
    return words if chosen.places else [f"Others: all {len(found.others)} named places of the dataset", *words]


def _marked(row: Line, paragraphs: dict[tuple[str, str], tuple[str, ...]]) -> Line:
    """Return a factor's line with the paragraphs behind each of its cells."""

    def marked(cell: Line | None) -> Line | None:
        if cell is None:
            return None
        factor, place = cell["opens"].split()[1:]
        return {**cell, "paragraphs": paragraphs.get((factor, place), ())}

    cells = {"named": [marked(cell) for cell in row["named"]], "general": marked(row["general"])}
    return {**row, **cells, "home": marked(row["home"])}


def _barrier(row: Line) -> Line:
    return {
        **row,
        "remedies": row["remedies"][:MOST_REMEDIES],
        "more": max(0, len(row["remedies"]) - MOST_REMEDIES),
    }


def _barrier_lines(row: Line) -> int:
    return 1 + sum(_lines(remedy["from"], remedy["statement"], remedy["source"]) for remedy in row["remedies"])


def _lines(*texts: str) -> int:
    """Return how many lines texts take, two at most: the sheet cuts what is longer."""
    return min(2, ceil(sum(len(text) + 1 for text in texts) / LINE))


def fitted(levers: Sequence[Line], room: int) -> list[Line]:
    """Return the levers that a number of lines has room for, each with as many places as all can have.

    Parameters
    ----------
    levers : sequence of lines, as :func:`components.lessons.lines` returns them
    room : int

    Returns
    -------
    list of lines
        With ``others`` cut to the places that are told, one at least, and
        ``more``, the names of those that aren't.
    """
    for places in range(MOST_PLACES, 0, -1):
        rows = [_told(row, places) for row in levers]
        if sum(_lever_lines(row) for row in rows) <= room:
            return rows
    kept: list[Line] = []
    for row in rows if levers else []:
        room -= _lever_lines(row)
        if room < 0:
            break
        kept.append(row)
    return kept


def _told(row: Line, places: int) -> Line:
    return {**row, "others": row["others"][:places], "more": [item["place"] for item in row["others"][places:]]}


def _lever_lines(row: Line) -> int:
    told = [item for item in (row["home"], *row["others"]) if item]
    said = sum(_lines(item["place"], item["amount"], item["value"], item["source"], " " * 20) for item in told)
    return said + (1 if row["more"] else 0)
