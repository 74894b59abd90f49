"""Answers kept for the next reader; those about somebody's own data for that reader alone."""

from collections.abc import Callable, Mapping
from functools import partial, wraps
from typing import Any, Final, ParamSpec, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.answers.patience import patiently
from components.view.view import View
from data.model.dataset import Dataset

OWN: Final = "own-"
"""How the fingerprint of a reader's own data begins; no folder's does."""

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


_MARKS: Final[Mapping[type, Callable[[Any], object]]] = {
    Dataset: lambda dataset: dataset.fingerprint,
    View: lambda view: view.key,
}
"""What tells one from another where an answer is looked up: much less than all that it holds."""


def kept(
    *, show_spinner: bool | str = False, max_entries: int | None = None, patient: bool = False
) -> Callable[[Callable[Arguments, Answer]], Callable[Arguments, Answer]]:
    """Keep the answers of a function about a dataset: its first argument is one, or a view of one, or a fingerprint.

    Those about the folder are shared by all readers. Those about a reader's own
    data are kept in that reader's session, and go with it. Answers are never
    changed, so they are kept as they are, not copied.

    Parameters
    ----------
    show_spinner : bool or str
    max_entries : int or None
        How many answers are kept.
    patient : bool
        Whether an engine is asked for the answer, see :mod:`components.answers.patience`; the first argument is a
        dataset then.
    """

    def decorate(question: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
        cache = partial(st.cache_resource, show_spinner=show_spinner, max_entries=max_entries, hash_funcs=dict(_MARKS))
        shared, own = cache()(question), cache(scope="session")(question)

        @wraps(question)
        def answer(*given: Arguments.args, **named: Arguments.kwargs) -> Answer:
            of = question
            if not _fingerprint(given[0]).startswith(OWN):
                of = shared
            elif get_script_run_ctx(suppress_warning=True):
                # A file is made outside of the session that asks for it: there, nothing is kept.
                of = own
            if patient and isinstance(given[0], Dataset):
                return patiently(given[0], lambda: of(*given, **named))
            return of(*given, **named)

        return answer

    return decorate


def _fingerprint(of: object) -> str:
    if isinstance(of, View):
        return of.dataset.fingerprint
    return of.fingerprint if isinstance(of, Dataset) else str(of)
