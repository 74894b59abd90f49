"""The basket on the page of the evidence: how much is in it, and the way to it."""

import streamlit as st

from components.drawing.clickable import clickable
from components.drawing.markup import rendered
from components.drawing.show import theme
from components.view import basket, state


def empty(_: str = "") -> None:
    """Take everything out of the basket."""
    state.choose(basket=())


def strip() -> None:
    """Say how much is in the basket, with the way to it and the way to empty it."""
    with st.container(key="basket_strip", width="content"):
        clickable(
            rendered(
                "basket.html",
                theme=theme(),
                count=len(basket.chosen()),
                most=basket.MOST,
                shown=state.text("show") == "basket",
            ),
            key="basket_clicks",
            acts={"show": lambda what: state.choose(show=what), "empty": empty},
        )
