"""Small choices of one thing: the keyboard's way to what a click on a picture does."""

from collections.abc import Mapping

import streamlit as st

from components.view import state


def pick(label: str, name: str, names: Mapping[str, str], *, empty: str = "") -> None:
    """Draw a select box for a parameter that is one word or none.

    Parameters
    ----------
    label : str
    name : str
        The parameter; its default is what an empty box means.
    names : mapping of id to label, in order
    empty : str
        What stands in an empty box; by default the label, which is then hidden.
    """
    state.keep_valid(name, names)
    st.selectbox(
        label,
        list(names),
        index=None,
        format_func=lambda choice: names.get(choice, choice),
        key=state.key(name),
        placeholder=empty or f"{label} …",
        label_visibility="visible" if empty else "collapsed",
        width=230 if empty else 205,
    )
