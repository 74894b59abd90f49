"""A button that copies a text: a permalink, the code that embeds an exhibit."""

from collections.abc import Callable
from typing import Final

import streamlit as st

_STYLE: Final = """
button { font: 500 14px var(--st-font); color: var(--st-text-color); background: transparent; cursor: pointer;
  border: 1px solid var(--st-border-color); border-radius: 5px; padding: 5px 10px; white-space: nowrap; }
button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 1px; }
input { font: 12px var(--st-font); width: 220px; margin-left: 6px; color: inherit; background: transparent;
  border: 1px solid var(--st-border-color); }
"""

# Where the browser keeps the clipboard from the page, the address is laid out to be copied by hand.
_SCRIPT: Final = """
export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  const field = parentElement.querySelector("input");
  button.textContent = data.label;
  field.value = data.text;
  field.setAttribute("aria-label", data.field);
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(data.text);
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = data.label; }, 1600);
    } catch {
      field.hidden = false;
      field.select();
    }
  };
}
"""


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., object]:
    html = '<button type="button"></button><input readonly hidden>'
    return st.components.v2.component("copy_button", html=html, css=_STYLE, js=_SCRIPT)


def copy_button(key: str, label: str, text: str, field: str) -> None:
    """Draw a button that copies `text`; where the clipboard is closed, a field with a name of its own holds it."""
    _component()(key=key, data={"label": label, "text": text, "field": field}, width="content")
