"""Legends: what each sign and colour of a picture means, gaps included."""

from functools import cache

import streamlit as st

from components.drawing import looks
from components.drawing.markup import rendered
from components.drawing.show import theme


@cache
def rating_legend(measure: str, name: looks.ThemeName) -> str:
    """Return the legend of the factor matrix as HTML."""
    return rendered(
        "rating_legend.html",
        measure=measure,
        marks=[(mark.sign, mark.words, mark.fill[name], mark.text[name]) for mark in looks.RATINGS.values()],
        gap=looks.NO_RECORD,
    )


def show_rating_legend() -> None:
    """Draw the legend of ratings beside what isn't the matrix."""
    name = theme()
    st.html(f'<p class="pc legend {name}" aria-label="Legend">{rating_legend("rating", name)}</p>')


def influence_legend() -> None:
    """Draw the legend of the influence map."""
    st.html(rendered("influence_legend.html", theme=theme()))
