"""The briefing as its reader puts it together: words, sections, preview."""

import base64
from typing import Final

import streamlit as st
from markupsafe import Markup

from components.drawing.clickable import clickable
from components.drawing.markup import rendered
from components.drawing.pickers import pick, words
from components.drawing.show import theme
from components.exhibits.assemble import brief, chosen_sections, exhibits, missing
from components.exhibits.brief import Brief
from components.exhibits.exhibit import Exhibit
from components.exhibits.sections import SECTIONS
from components.files.exhibit_files import kept_chart
from components.references.references import references
from components.view import state
from components.view.parameters import PARAMETERS
from components.view.view import View
from components.workers.workers import WorkError
from data.model.dataset import Dataset

ANNEX_WORDS: Final = {
    "short": "Short: about eight slides, three pages",
    "with": "With annex, in the same file",
    "apart": "Annex as a second file",
}


def choose_words(dataset: Dataset) -> None:
    """Draw the title, the author's line and the note."""
    words("Title", "title", empty=dataset.about.title, named=True)
    words("Author line", "author", named=True)
    longest = PARAMETERS["note"].longest
    st.text_area("Note", value=state.text("note") or "", max_chars=longest, height=84, **state.widget("note"))


def choose_annex() -> None:
    """Draw the choice of what goes with the short form of slides and memo."""
    pick("What goes with slides and memo", "annex", ANNEX_WORDS, named=True, width=300)


def choose_sections(view: View) -> None:
    """Draw the sections: those that are in, in their order, then the others."""
    held = chosen_sections(view)
    rows = [
        {
            "id": name,
            "name": SECTIONS[name].name,
            "holds": SECTIONS[name].holds,
            "kept": name in held,
            "only": held == (name,),
            "first": name == held[0],
            "last": name == held[-1],
            "exhibits": len(shown := exhibits(view, name) if name in held else ()),
            "rows": sum(len(exhibit.sheet.rows) for exhibit in shown),
            "missing": missing(name),
        }
        for name in (*held, *(other for other in SECTIONS if other not in held))
    ]
    clickable(
        rendered("briefing/sections.html", theme=theme(), rows=rows),
        key="briefing_sections",
        acts={
            "add": lambda name: _arrange((*held, name)),
            "drop": lambda name: _arrange(tuple(other for other in held if other != name)),
            "up": lambda name: _arrange(_moved(held, name, -1)),
            "down": lambda name: _arrange(_moved(held, name, 1)),
        },
    )


def _arrange(sections: tuple[str, ...]) -> None:
    known = tuple(name for name in sections if name in SECTIONS)
    if known:
        state.choose(sections=known)


def _moved(held: tuple[str, ...], name: str, by: int) -> tuple[str, ...]:
    if name not in held or not 0 <= held.index(name) + by < len(held):
        return held
    order = list(held)
    at = order.index(name)
    order.insert(at + by, order.pop(at))
    return tuple(order)


def show_preview(view: View) -> Brief:
    """Show the briefing: its outline, or, on request, every page of it."""
    whole = brief(view)
    if state.flag("preview"):
        with st.spinner("Drawing the pictures …", show_time=True):
            pictures, reason = _pictures(view, whole)
        if reason:
            words = f"{reason} Tables stand in the place of charts that are missing here."
            st.html(rendered("briefing/refused.html", theme=theme(), reason=words))
        cited = references(list(whole.works.values()))
        st.html(rendered("briefing/preview.html", brief=whole, exhibits=pictures, references=cited))
    else:
        st.html(rendered("briefing/outline.html", theme=theme(), brief=whole, references=len(whole.works)))
    return whole


def _pictures(view: View, whole: Brief) -> tuple[list[tuple[Exhibit, str]], str]:
    """Return each exhibit with its picture, and why some have none: after one that failed no other is tried."""
    pictures, reason = [], ""
    for exhibit in whole.exhibits:
        try:
            picture = "" if reason else _picture(view, exhibit)
        except WorkError as error:
            picture, reason = "", str(error)
        pictures.append((exhibit, picture))
    return pictures, reason


def _picture(view: View, exhibit: Exhibit) -> str:
    """Return an exhibit's chart as an address that holds it; empty for a table."""
    if exhibit.drawing is None:
        return ""
    svg = kept_chart(view, exhibit).svg
    # Letters and digits of our own making, and never too long: a picture that is cut is none.
    return Markup(f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}")  # noqa: S704
