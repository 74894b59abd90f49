"""The menu "Save" beside a chart or table: the same as a picture, or its data, with all that it must carry."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html import escape
from typing import Final

import streamlit as st

from components.drawing.copy_button import copy_button
from components.drawing.download import download_button
from components.exhibits.assemble import exhibits
from components.files.exhibit_files import FORMS, FormId, exhibit_file, file_name
from components.files.file_process import warm
from components.view import state
from components.view.current_view import current_view
from components.view.view import View
from data.model.dataset import Dataset

_PICTURES: Final[tuple[FormId, ...]] = tuple(form.id for form in FORMS.values() if form.picture)
_DATA: Final[tuple[FormId, ...]] = tuple(form.id for form in FORMS.values() if not form.picture)


@contextmanager
def saved(dataset: Dataset, section: str, what: str, *names: str) -> Iterator[None]:
    """Draw what stands within, with its menu "Save" at the right of its first line; arguments as :func:`save_menu`."""
    with st.container(key="_".join(("saved", section, *names))):
        yield
        save_menu(dataset, section, what, *names)


def save_menu(dataset: Dataset, section: str, what: str, *names: str) -> None:
    """Draw the menu of one exhibit, or of several of a section.

    Nothing is worked out before the menu is opened, and nothing is rendered
    before a file is asked for.

    Parameters
    ----------
    dataset : Dataset
    section : str
        An id of :data:`~components.exhibits.sections.SAVED`.
    what : str
        What is saved, in words: "matrix".
    names : str
        What the exhibits' names begin with; without one, all of the section.
    """
    key = "_".join(("save", section, *names))
    with st.container(key=f"{key}_menu", horizontal=True, horizontal_alignment="right"):
        menu = st.popover(
            "Save", key=key, icon=":material/download:", type="tertiary", on_change=state.touch, help=f"Save the {what}"
        )
        if menu.open:
            warm()
            with menu:
                _choices(current_view(dataset), section, names, key)


def embed_code(view: View, section: str, name: str, title: str) -> str:
    """Return the HTML by which a page of an intranet shows an exhibit: a frame, see ``hosting/embedded.py``."""
    address = f"{view.address}/exhibit/{section}/{name}?{view.query()}"
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" height="600" loading="lazy" '
        'style="border: 1px solid #d5dbe1"></iframe>'
    )


def _choices(view: View, section: str, names: tuple[str, ...], key: str) -> None:
    titles = {
        exhibit.name: exhibit.title
        for exhibit in exhibits(view, section)
        if not names or exhibit.name.startswith(names)
    }
    if not titles:
        st.caption("Nothing is shown here that could be saved.")
        return
    name = next(iter(titles))
    if len(titles) > 1:
        name = st.selectbox(
            "What", list(titles), format_func=lambda each: titles[each], key=f"{key}_what", on_change=state.touch
        )
    st.caption("With title, filters, legend, caveats, source and references; on white.")
    for heading, forms in (("Picture", _PICTURES), ("Data", _DATA)):
        with st.container(key=f"{key}_{heading.lower()}", horizontal=True, gap="small"):
            for form in forms:
                download_button(
                    FORMS[form].label,
                    partial(exhibit_file, view, section, name, form),
                    file_name(view, name, form),
                    FORMS[form].media_type,
                    key=f"{key}_{form}",
                )
    st.caption("On a page of your intranet")
    copy_button(f"{key}_embed", "Copy embed code", embed_code(view, section, name, titles[name]), "Embed code")
