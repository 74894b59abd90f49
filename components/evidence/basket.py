"""The basket: entries that a reader keeps, in the URL like everything else."""

from typing import Final

import streamlit as st

from components.drawing.clickable import clickable
from components.drawing.markup import rendered
from components.drawing.show import theme
from components.view import state

MOST: Final = 100
"""How many entries a basket holds: its link stays short enough for mail and documents."""


def chosen() -> tuple[str, ...]:
    """Return the ids in the basket, in the order in which they were chosen."""
    held = state.values()["basket"]
    return held if isinstance(held, tuple) else ()


def full() -> bool:
    """Whether the basket takes no more."""
    return len(chosen()) >= MOST


def toggle(name: str) -> None:
    """Put an entry into the basket, or take it out."""
    held = chosen()
    if name in held:
        state.choose(basket=tuple(other for other in held if other != name))
    elif not full():
        state.choose(basket=(*held, name))


def empty(_: str = "") -> None:
    """Take everything out of the basket."""
    state.choose(basket=())


def strip() -> None:
    """Say how much is in the basket, with the way to it and the way to empty it."""
    with st.container(key="basket_strip", width="content"):
        clickable(
            rendered(
                "basket.html", theme=theme(), count=len(chosen()), most=MOST, shown=state.text("show") == "basket"
            ),
            key="basket_clicks",
            acts={"show": lambda what: state.choose(show=what), "empty": empty},
        )
