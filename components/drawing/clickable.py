"""HTML whose buttons act: one component for every table and list that is clicked through."""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from components.view import state

# Drawn anew, it stays as the reader left it: scrolled, unfolded, with the focus on the button that was pressed.
# Only a turned page is shown from its head.
_SCRIPT: Final = """
const verb = (button) => button.dataset.act ?? `open ${button.dataset.cell}`;
const BUTTONS = "button[data-act], button[data-cell]";

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector("div");
  if (root.dataset.shown !== data.html) {
    const left = root.querySelector(".scroll")?.scrollLeft ?? 0;
    const unfolded = new Set([...root.querySelectorAll("details[open][id]")].map((part) => part.id));
    const turned = root.dataset.page !== undefined && root.dataset.page !== data.page;
    root.innerHTML = data.html;
    root.dataset.shown = data.html;
    root.dataset.page = data.page;
    root.querySelectorAll("details[id]").forEach((part) => { part.open = unfolded.has(part.id); });
    const scroll = root.querySelector(".scroll");
    if (scroll) scroll.scrollLeft = left;
    if (turned) root.scrollIntoView({ block: "start" });
    const pressed = [...root.querySelectorAll(BUTTONS)].find((button) => verb(button) === window.pressedButton);
    if (pressed && document.activeElement === document.body) pressed.focus({ preventScroll: true });
  }
  root.onclick = (event) => {
    const button = event.target.closest(BUTTONS);
    if (!button || button.disabled) return;
    window.pressedButton = verb(button);
    setTriggerValue("act", verb(button));
  };
}
"""

Act = Callable[[str], None]


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., object]:
    # Not isolated: the page's one stylesheet serves what is clickable, too.
    return st.components.v2.component("clickable", html="<div></div>", js=_SCRIPT, isolate_styles=False)


def clickable(html: str, *, key: str, acts: Mapping[str, Act], page: str = "") -> None:
    """Show HTML whose buttons act on the view.

    Parameters
    ----------
    html : str
        As :func:`components.drawing.markup.rendered` returns it. A button says in
        ``data-act`` what it does: a verb, a space, and to what; ``data-cell``
        is short for the verb "open".
    key : str
        Of the component.
    acts : mapping of verb to function
        Called with what stands behind the verb, before the page runs.
    page : str
        Where it changes, the reader is taken to the head of the list.
    """

    def acted() -> None:
        verb, _, what = (state.trigger(key, "act") or "").partition(" ")
        if verb in acts:
            acts[verb](what)

    _component()(key=key, data={"html": html, "page": page}, on_act_change=acted)
