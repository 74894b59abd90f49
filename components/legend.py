"""Legends: what each sign and colour of a picture means, gaps included."""

import streamlit as st

from components import looks
from components.markup import rendered
from components.show import theme


def rating_legend(measure: str) -> None:
    """Draw the legend of the factor matrix."""
    name = theme()
    st.html(
        rendered(
            "rating_legend.html",
            theme=name,
            measure=measure,
            marks=[(mark.sign, mark.words, mark.fill[name], mark.text[name]) for mark in looks.RATINGS.values()],
            gap=looks.NO_RECORD,
        )
    )


def influence_legend() -> None:
    """Draw the legend of the influence map."""
    st.html(rendered("influence_legend.html", theme=theme()))
