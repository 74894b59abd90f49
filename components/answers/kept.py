"""Answers kept for the next reader; those about somebody's own data for that reader alone."""

from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

OWN: Final = "own-"
"""How the fingerprint of a reader's own data begins; no folder's does."""

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def kept(
    *, show_spinner: bool | str = False, max_entries: int | None = None
) -> Callable[[Callable[Arguments, Answer]], Callable[Arguments, Answer]]:
    """Keep the answers of a function whose first argument is a dataset's fingerprint.

    Those about the folder are shared by all readers. Those about a reader's own
    data are kept in that reader's session, and go with it.
    """

    def decorate(question: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
        shared = st.cache_resource(show_spinner=show_spinner, max_entries=max_entries)(question)
        own = st.cache_resource(show_spinner=show_spinner, max_entries=max_entries, scope="session")(question)

        @wraps(question)
        def answer(*given: Arguments.args, **named: Arguments.kwargs) -> Answer:
            if not str(given[0]).startswith(OWN):
                return shared(*given, **named)
            # A file is made outside of the session that asks for it: there, nothing is kept.
            return (own if get_script_run_ctx(suppress_warning=True) else question)(*given, **named)

        return answer

    return decorate
