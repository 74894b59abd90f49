"""The influence map as the reader steers it: the chosen factor, the steps, the opened link."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from components.charts.influence_map import SELECTION
from components.drawing.words import counted
from components.influences.influences import link_id
from components.view import state
from data.model.dataset import Dataset
from data.questions.influence import Link, focus


def pick_steps(pairs: pd.DataFrame, factor: str | None) -> None:
    """Draw the choice of how many links a chain may have: as many as lead to or from the factor, or any."""
    held = focus(pairs, factor) if factor is not None else None
    longest = max((*held.upstream.values(), *held.downstream.values()), default=1) if held else 1
    offered = sorted({*(float(step) for step in range(longest + 1)), state.number("steps")})
    st.selectbox(
        "Steps",
        offered,
        index=offered.index(state.number("steps")),
        format_func=lambda steps: counted(int(steps), "step") if steps else "Any number of steps",
        **state.widget("steps"),
        disabled=factor is None,
        label_visibility="collapsed",
        width=200,
    )


def opened_link(dataset: Dataset, factor: str | None) -> Link | None:
    """Return the link that the view has open beside its factor; None where none is."""
    influence = dataset.influences.get(state.text("record") or "")
    if influence is None or factor is None:
        return None
    return (influence.from_factor, influence.to_factor, influence.sign)


def opener(stated: dict[Link, tuple[str, ...]], factor: str | None) -> Callable[[str], None]:
    """Return what opens a link in the view: its statements, beside the factor that is chosen or that it starts from."""
    links = {link_id(link): (link, names[0]) for link, names in stated.items()}

    def open_link(name: str) -> None:
        if name in links:
            link, record = links[name]
            state.choose(factor=factor if factor in link[:2] else link[0], record=record)

    return open_link


def clicked(key: str, open_link: Callable[[str], None]) -> Callable[[], None]:
    """Return what a click on the map does: choose the factor, or open the link."""

    def chosen() -> None:
        for point in state.points(key, SELECTION):
            if point.get("link"):
                open_link(str(point["link"]))
            elif point.get("factor"):
                state.choose(factor=str(point["factor"]), record=None)

    return chosen
