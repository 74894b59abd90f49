"""The map on the page: a lever to choose, the picture, its legend, and the same as a list that keys reach."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from components.answers.store import policy
from components.charts.place_map import SELECTION, place_map, size
from components.charts.place_shapes import MapKind, spots
from components.drawing.clickable import clickable
from components.drawing.markup import rendered, shortened
from components.drawing.pickers import pick
from components.drawing.show import chart, theme
from components.panel.behind import behind_address
from components.policy.place_map import (
    DISPUTED,
    Cells,
    Entry,
    entries,
    finding,
    frame,
    ground,
    kind_of,
    on_map,
    opening_lever,
    place_words,
)
from components.view import state
from data.model.dataset import Dataset
from data.model.filters import chosen_places
from data.model.selection import Selection
from data.questions.lever_map import LeverMap, lever_map


@dataclass(frozen=True)
class MapView:
    """A map as a view has it: the map that its places stand on, the places, their cells, the lever and its groups."""

    kind: MapKind
    places: tuple[str, ...]
    cells: Cells
    found: LeverMap

    def absent(self, dataset: Dataset) -> tuple[str, ...]:
        """Return the names of the places that have no spot on the map."""
        known = spots(self.kind)
        return tuple(dataset.jurisdictions[p].name for p in self.places if dataset.jurisdictions[p].iso not in known)


def map_view(dataset: Dataset, selection: Selection, lever: str | None) -> MapView | None:
    """Return the map of the view; None where the dataset has none.

    Parameters
    ----------
    dataset : Dataset
    selection : Selection
        Without chosen places, all stand on it that have a spot, and all others that are part of nothing.
    lever : id or None
        None opens with one on which the places are divided.
    """
    kind = kind_of(dataset)
    if kind is None:
        return None
    if selection.places:
        places = chosen_places(dataset, selection)
    else:
        drawn = on_map(dataset, kind)
        places = tuple(
            place.id
            for place in dataset.jurisdictions.values()
            if place.id in drawn or (place.part_of is None and place.kind != "literature" and place.facts)
        )
    cells = policy(dataset, selection.of_facts, places)
    return MapView(
        kind,
        places,
        cells,
        lever_map(dataset, cells, lever or opening_lever(dataset, cells, places), places),
    )


def show_map(dataset: Dataset, view: MapView) -> None:
    """Show a lever's map; a click on a place, or its name in the list, opens its cell in the view."""
    lever = view.found.lever
    legend = entries(dataset, view.found, theme())
    words = finding(dataset, view.found, legend)
    opened = state.text("place") if state.text("lever") == lever else None
    rows = frame(dataset, view.kind, view.found, view.cells, legend, opened)
    rows = rows.assign(words=rows["words"].map(shortened))
    key = f"place_map_{lever}_{opened or ''}"
    with st.container(key="place_map", horizontal=True, gap="medium"):
        with st.container(width=size(view.kind)[0], key="place_map_picture"):
            chart(
                place_map, (ground(dataset, view.kind, legend), theme()), rows, key=key, stretch=True,
                alt_text=words, on_select=_picker(view, key), selection=SELECTION,
            )  # fmt: skip
        with st.container(width="stretch", key="place_map_words", gap="xsmall"):
            names = {name: term.name for name, term in dataset.levers.items()}
            pick("On the map", "map", names, empty=names[lever], named=True, width=300)
            st.html(rendered("finding.html", theme=theme(), finding=words))
            html = rendered("place_map.html", theme=theme(), **_list(dataset, view, legend))
            opener = _opener(view)
            acts = {"open": lambda cell: opener(cell.partition(" ")[2])}
            clickable(html, key="place_map_list", acts=acts, behind=behind_address(dataset, "facts"))


def _list(dataset: Dataset, view: MapView, legend: tuple[Entry, ...]) -> dict[str, object]:
    groups = [
        {
            "entry": entry,
            "places": [
                {
                    "id": place,
                    "name": dataset.jurisdictions[place].name,
                    "words": place_words(dataset, view.cells[view.found.lever, place], entry),
                    "disputed": place in view.found.disputed,
                    "opens": f"{view.found.lever} {place}" if view.cells[view.found.lever, place].facts else "",
                }
                for place in entry.group.places
            ],
        }
        for entry in legend
    ]
    return {
        "groups": groups,
        "absent": view.absent(dataset),
        "disputed": DISPUTED if view.found.disputed else "",
        "lever": dataset.levers[view.found.lever].name,
    }


def _picker(view: MapView, key: str) -> Callable[[], None]:
    opener = _opener(view)

    def picked() -> None:
        for point in state.points(key, SELECTION)[-1:]:
            opener(str(point.get("place")))

    return picked


def _opener(view: MapView) -> Callable[[str], None]:
    def opened(place: str) -> None:
        cell = view.cells.get((view.found.lever, place))
        if cell is not None and cell.facts:
            state.choose(lever=cell.lever, place=place, point=None)

    return opened
