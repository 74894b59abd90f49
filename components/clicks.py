"""HTML whose buttons act: one component for every list that is clicked through."""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from components import state

# The pressed button keeps the focus though its HTML is new; a turned page is shown from its head.
_SCRIPT: Final = """
export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector("div");
  if (root.dataset.shown !== data.html) {
    const held = root.contains(document.activeElement) ? document.activeElement.dataset.act : undefined;
    const turned = root.dataset.page !== undefined && root.dataset.page !== data.page;
    root.innerHTML = data.html;
    root.dataset.shown = data.html;
    root.dataset.page = data.page;
    if (turned) root.scrollIntoView({ block: "start" });
    if (held) root.querySelector(`[data-act="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  }
  root.onclick = (event) => {
    const button = event.target.closest("button[data-act]");
    if (button && !button.disabled) setTriggerValue("act", button.dataset.act);
  };
}
"""


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., object]:
    # Not isolated: the page's one stylesheet serves it, too.
    return st.components.v2.component("clicks", html="<div></div>", js=_SCRIPT, isolate_styles=False)


def clickable(html: str, *, key: str, acts: Mapping[str, Callable[[str], None]], page: str = "") -> None:
    """Show HTML whose buttons say in ``data-act`` what they do: a verb, a space, and to what.

    Parameters
    ----------
    html : str
        From a template.
    key : str
        Of the component.
    acts : mapping of verb to function
        What a verb does to the view, called with what stands behind it before the page runs.
    page : str
        Where it changes, the reader is taken to the head of the list.
    """

    def acted() -> None:
        verb, _, what = (state.trigger(key, "act") or "").partition(" ")
        if verb in acts:
            acts[verb](what)

    _component()(key=key, data={"html": html, "page": page}, on_act_change=acted)
