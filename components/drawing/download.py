"""A button for a file that is made when it is pressed, and that stays until the browser has fetched it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from time import monotonic
from typing import Any, Final

import streamlit as st
from streamlit import runtime

STAY: Final = 60.0
"""Seconds after the last download for which files stay at their addresses."""
MOST: Final = 64
"""Files that stay at the most; the oldest gives way."""

_NOBODY: Final = "dontcare"
"""What Streamlit calls the session of who adds a file outside of a page's run."""
_turns: Final = count()


@dataclass
class _Latest:
    """When a file was last asked for; without one nothing is held."""

    at: float | None = None


_latest: Final = _Latest()


def download_button(
    label: str, make: Callable[[], bytes | str], name: str, media_type: str, *, key: str, **options: Any
) -> None:
    """Draw a button for a file that is made when it is pressed; the page isn't run for it.

    Parameters
    ----------
    label : str
    make : callable
        Returns the file. Called outside of the page's run: what it needs of the session it must hold.
    name : str
        What the file is called.
    media_type, key : str
    options : object
        What else :func:`streamlit.download_button` takes.
    """
    held = partial(_held, make, name, media_type)
    st.download_button(label, held, file_name=name, mime=media_type, key=key, on_click="ignore", **options)


def _held(make: Callable[[], bytes | str], name: str, media_type: str) -> bytes:
    """Make a file, and hold it.

    Streamlit tells the browser where the file lies, and drops it at the end
    of the second run after that, whoever's: with many readers that is before
    the browser has asked for it.
    """
    made = make()
    data = made.encode() if isinstance(made, str) else made
    if runtime.exists():
        _latest.at = monotonic()
        place = f"download {next(_turns) % MOST}"
        files = runtime.get_instance().media_file_mgr
        files.add(data, media_type, place, file_name=name, is_for_static_download=True)
    return data


def let_go() -> bool:
    """Let all files go that are held, once nobody has asked for one for :data:`STAY`; return whether any were."""
    if _latest.at is None or monotonic() - _latest.at < STAY or not runtime.exists():
        return False
    _latest.at = None
    files = runtime.get_instance().media_file_mgr
    files.clear_session_refs(_NOBODY)
    # The first time marks what nobody refers to, the second removes it.
    files.remove_orphaned_files()
    files.remove_orphaned_files()
    return True
