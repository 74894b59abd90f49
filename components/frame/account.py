"""Who is signed in, and the way out; nothing where there is no sign-in."""

import streamlit as st

from components.access.access import standing
from components.drawing.markup import rendered
from components.drawing.show import theme


def account() -> None:
    """Draw the menu of who is signed in."""
    found = standing()
    if found.state != "let_in":
        return
    with st.popover("Account", icon=":material/account_circle:", key="account"):
        st.html(rendered("account.html", theme=theme(), standing=found))
        st.button("Sign out", on_click=st.logout, key="sign_out")
