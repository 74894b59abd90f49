"""The statements on accessibility and privacy: texts that whoever runs the dashboard fills in."""

import os
import re
from pathlib import Path
from typing import Final

import streamlit as st

from components.drawing.markup import rendered
from components.drawing.show import theme
from components.view.registry import PageCard

_OWN: Final = Path(__file__).parent / "statements"
_BLANK: Final = re.compile(r"\[FILL IN: [^\]]+\]")


def statement_file(name: str) -> Path:
    """Return the file of a statement: of the folder ``POLICY_STATEMENTS`` where it is there, else the template."""
    folder = os.environ.get("POLICY_STATEMENTS", "")
    own = Path(folder) / f"{name}.md"
    return own if folder and own.is_file() else _OWN / f"{name}.md"


def blanks(text: str) -> list[str]:
    """Return the blanks of a statement that nobody has filled in yet."""
    return _BLANK.findall(text)


def statement(card: PageCard) -> None:
    """Draw a statement, marked where blanks are left."""
    text = statement_file(card.path).read_text(encoding="utf-8")
    left = len(blanks(text))
    st.html(rendered("heading.html", theme=theme(), title=card.title, question=card.question))
    with st.container(key="statement"):
        if left:
            st.html(rendered("unfilled.html", theme=theme(), left=left))
        st.markdown(text)
