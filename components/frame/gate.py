"""What stands in place of every page for whoever is not let in: it says nothing of the dataset."""

from collections.abc import Callable
from urllib.parse import quote, urlencode, urlsplit

import streamlit as st

from components.access.access import Standing
from components.access.access_settings import SettingsError, settings
from components.drawing.markup import rendered
from components.drawing.show import theme
from components.view.addresses import beneath
from components.view.parameters import Params


def asked() -> Params:
    """Return the parameters of the address as they stand, read by nobody yet."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def sign_in_link() -> str:
    """Return the way to the provider, which knows the view that this page was opened with."""
    path, query = urlsplit(st.context.url or "").path or beneath("/"), urlencode(asked(), doseq=True)
    return f"{beneath('/sign-in')}?next={quote(f'{path}?{query}' if query else path, safe='')}"


def title() -> str:
    """Return what the dashboard is called before anybody is let in."""
    try:
        held = settings()
    except SettingsError:
        held = None
    return held.access.title if held else "Policy comparison dashboard"


def gate(found: Standing) -> Callable[[], None]:
    """Return the page that asks to sign in, or says why nothing is shown."""

    def closed() -> None:
        with st.container(key="gate"):
            st.html(rendered("gate.html", theme=theme(), title=title(), standing=found, link=sign_in_link()))
            if found.state == "refused":
                st.button("Sign out", on_click=st.logout, key="sign_out")

    return closed
