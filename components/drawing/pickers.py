"""The widgets of the view: each holds what the view says of its parameter, and sets nothing but that."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

import streamlit as st

from components.view import state
from components.view.parameters import EARLIEST, LATEST, PARAMETERS
from data.model.dataset import Dataset
from data.model.records import first_day

_NONE: Final = ""
"""The entry of a list that chooses nothing."""


def several(label: str, name: str, names: Mapping[str, str], *, empty: str = "All") -> None:
    """Draw a box for a parameter that is a list.

    Parameters
    ----------
    label : str
    name : str
        The parameter.
    names : mapping of id to label, in order
    empty : str
        What stands in an empty box.
    """
    told = _told_apart(names)
    # Enter takes the first of what is typed, and never all that is like it.
    st.multiselect(
        label, list(told), default=_several(name), format_func=lambda choice: told.get(choice, choice),
        placeholder=empty, select_all=False, **state.widget(name),
    )  # fmt: skip


def marks(label: str, name: str, names: Mapping[str, str]) -> None:
    """Draw pills for a parameter that is a list of few."""
    st.pills(
        label, list(names), selection_mode="multi", default=_several(name),
        format_func=lambda choice: names.get(choice, choice), **state.widget(name),
    )  # fmt: skip


def pick(
    label: str,
    name: str,
    names: Mapping[str, str],
    *,
    empty: str = "",
    named: bool | None = None,
    width: int | None = None,
) -> None:
    """Draw a select box for a parameter that is one word or none.

    Parameters
    ----------
    label : str
    name : str
        The parameter; its default is what an empty box means.
    names : mapping of id to label, in order
    empty : str
        What stands in an empty box; by default the label, which is then hidden.
    named : bool, optional
        Whether the label is seen.
    width : int, optional
        In pixels.
    """
    told = _told_apart(names)
    named = bool(empty) if named is None else named
    said, born = empty or f"{label} …", state.born(name)
    # A box that was drawn full can't be emptied but by choosing: Streamlit has a cross for those drawn empty alone.
    choices = list(told)
    if born in told and PARAMETERS[name].default is None:
        choices = [_NONE, *(choice for choice in told if told[choice] != said)]
    index = (choices.index(str(born)) if born in choices else 0) if born in told else None
    st.selectbox(
        label, choices, index=index,
        format_func=lambda choice: told.get(choice, said), placeholder=said,
        label_visibility="visible" if named else "collapsed", width=width or (230 if named else 205),
        **state.widget(name),
    )  # fmt: skip


def switch(label: str, name: str, *, note: str | None = None) -> None:
    """Draw a switch for a parameter that is a yes or no; the note says more of it."""
    st.toggle(label, value=state.flag(name), help=note, **state.widget(name))


def words(label: str, name: str, *, empty: str = "", icon: str | None = None, named: bool = False) -> None:
    """Draw a field for a parameter that is free text; `named` says whether its label is seen."""
    st.text_input(
        label, value=state.text(name) or "", placeholder=empty, icon=icon, max_chars=PARAMETERS[name].longest,
        label_visibility="visible" if named else "collapsed", **state.widget(name),
    )  # fmt: skip


def day(label: str, name: str, *, note: str | None = None) -> None:
    """Draw a field for a parameter that is a day; empty, it is today."""
    value = state.text(name)
    st.date_input(
        label, value=first_day(value) if value else None, min_value=EARLIEST, max_value=LATEST,
        format="YYYY-MM-DD", help=note, **state.widget(name),
    )  # fmt: skip


def place_names(dataset: Dataset, places: Iterable[str]) -> Mapping[str, str]:
    """Return what places are called in a list: the short name, and the long one where it says more."""
    listed = (dataset.jurisdictions[place] for place in places)
    return {p.id: p.name if _is_part_of(p.name, p.label) else f"{p.name} · {p.label}" for p in listed}


def _is_part_of(short: str, long: str) -> bool:
    """Whether a name stands in a longer one as words of it, so that typing the longer one's first word finds it."""
    return re.match(rf"{re.escape(short)}(?!\w)", long) is not None


def _several(name: str) -> list[str]:
    value = state.values()[name]
    return list(value) if isinstance(value, tuple) else []


def _told_apart(names: Mapping[str, str]) -> Mapping[str, str]:
    """Return names of which no two are alike: a widget knows its choices by their names alone."""
    alike = Counter(names.values())
    return {choice: name if alike[name] == 1 else f"{name} ({choice})" for choice, name in names.items()}
