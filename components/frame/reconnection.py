"""A tab that lost its replica starts anew at the next one by itself, before its reader clicks.

Streamlit asks for a run on reconnecting only where a part of the page runs by
itself; otherwise the next click does, and is lost: the session that it meets
has no widgets yet whose callbacks it could call.
"""

from datetime import timedelta
from typing import Final

import streamlit as st

# Never meant to come; a browser's timer holds 24 days at most.
_SELDOM: Final = timedelta(days=20)


@st.fragment(run_every=_SELDOM)
def run_when_reconnected() -> None:
    """Let a tab that reconnects run its page at once."""
