"""A word on a file that was asked for and lost: with its server, the browser says "Connection closed" for seconds."""

from collections.abc import Callable
from typing import Final

import streamlit as st

_STYLE: Final = """
.note { font: 400 14px var(--st-font); color: var(--st-text-color); display: flex; gap: 12px; align-items: center;
  border-left: 4px solid var(--st-primary-color); background: var(--st-secondary-background-color);
  border-radius: 4px; padding: 10px 14px; position: fixed; z-index: 1000; bottom: 16px; left: 16px; right: 16px;
  max-width: 40rem; margin: 0 auto; box-shadow: 0 2px 14px rgba(0, 0, 0, .25); }
.note[hidden] { display: none; }
p { margin: 0; flex: 1; }
button { font: inherit; color: inherit; background: transparent; cursor: pointer;
  border: 1px solid var(--st-border-color); border-radius: 5px; padding: 3px 10px; }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 1px; }
"""
_HTML: Final = """<div class="note" role="alert" hidden><p>The file that you asked for was not made: the connection to
the server was lost meanwhile. Ask for it again.</p><button type="button">Dismiss</button></div>"""

# The word outlives the session: a tab that connects again gets its page, and this component, anew.
_SCRIPT: Final = """
export default function ({ parentElement }) {
  const note = parentElement.querySelector(".note");
  const held = (window.policyLostFile ??= { lost: false });
  held.show = () => { note.hidden = !held.lost; };
  note.querySelector("button").onclick = () => { held.lost = false; held.show(); };
  held.watch ??= new MutationObserver(() => {
    for (const error of document.querySelectorAll('[data-testid="stDownloadButtonError"]')) {
      if (!/Connection closed|Request timed out|not connected to server/.test(error.textContent)) continue;
      held.lost = true;
      held.show();
    }
  });
  held.watch.observe(document.body, { childList: true, subtree: true });
  held.show();
}
"""


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., object]:
    return st.components.v2.component("lost_file", html=_HTML, css=_STYLE, js=_SCRIPT)


def lost_file() -> None:
    """Draw the word, hidden until there is something to say."""
    _component()(key="lost_file", data={})
