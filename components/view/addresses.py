"""Where routes lie: beneath the path that the server is given, if it is given one."""

import streamlit as st


def beneath(path: str) -> str:
    """Return a path as it is asked for: beneath ``server.baseUrlPath``, at the root without one."""
    base = (st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}{path}" if base else path
