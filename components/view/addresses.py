"""Where routes lie: beneath the path that the server is given, if it is given one."""

from typing import Final

import streamlit as st

BEHIND: Final = "/behind"
"""The route that answers with what is behind a cell."""


def beneath(path: str) -> str:
    """Return a path as it is asked for: beneath ``server.baseUrlPath``, at the root without one."""
    base = (st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}{path}" if base else path
