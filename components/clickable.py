"""HTML whose buttons report what they stand for: one click opens the evidence behind a line."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from components import state

_SCRIPT: Final = """
export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector("div");
  if (root.dataset.shown !== data.html) {
    const left = root.querySelector(".scroll")?.scrollLeft ?? 0;
    const unfolded = new Set([...root.querySelectorAll("details[open][id]")].map((part) => part.id));
    root.innerHTML = data.html;
    root.dataset.shown = data.html;
    root.querySelectorAll("details[id]").forEach((part) => { part.open = unfolded.has(part.id); });
    const scroll = root.querySelector(".scroll");
    if (scroll) scroll.scrollLeft = left;
    // Whoever reads by keyboard goes on from the button that was pressed, though the table was drawn anew.
    const pressed = [...root.querySelectorAll("button[data-cell]")].find((b) => b.dataset.cell === window.pressedCell);
    if (pressed && document.activeElement === document.body) pressed.focus({ preventScroll: true });
  }
  root.onclick = (event) => {
    const cell = event.target.closest("button[data-cell]");
    if (cell) window.pressedCell = cell.dataset.cell;
    if (cell) setTriggerValue("cell", cell.dataset.cell);
  };
}
"""


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., object]:
    # Not isolated: the page's one stylesheet serves what is clickable, too.
    return st.components.v2.component("clickable", html="<div></div>", js=_SCRIPT, isolate_styles=False)


def clickable(html: str, *, key: str, on_click: Callable[[str], None]) -> None:
    """Show HTML; a click on a ``button[data-cell]`` of it is told to `on_click`.

    Parameters
    ----------
    html : str
        As :func:`components.markup.rendered` returns it. What a reader has
        unfolded (``details`` with an id) stays unfolded when it is shown anew.
    key : str
        Of the component.
    on_click : function of the button's ``data-cell``
        Runs before the page does.
    """

    def clicked() -> None:
        chosen = state.trigger(key, "cell")
        if chosen is not None:
            on_click(chosen)

    _component()(key=key, data={"html": html}, on_cell_change=clicked)
