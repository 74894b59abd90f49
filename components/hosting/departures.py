"""Readers who left: their sessions are ended in time, and what they held is collected."""

import gc
from typing import Final
from weakref import WeakSet

import anyio
from streamlit import runtime
from streamlit.runtime.app_session import AppSession

from components.drawing.download import let_go

LOOK: Final = 5.0
"""Seconds between two looks."""

_met: Final[WeakSet[AppSession]] = WeakSet()


def sessions_in_memory() -> int:
    """Return how many sessions there are: of those who are here, may come back, or left and were not collected yet."""
    _meet()
    return len(_met)


def _meet() -> int:
    """Note every session, and return how many readers are here."""
    if not runtime.exists():
        return 0
    manager = runtime.get_instance()._session_mgr
    _met.update(info.session for info in manager.list_sessions())
    return len(manager.list_active_sessions())


def _end_overdue() -> int:
    """End the sessions that nobody came back to within ``server.disconnectedSessionTTL``, and return how many.

    Streamlit drops them when the next reader leaves: the last ones would stay for ever.
    """
    if not runtime.exists():
        return 0
    stored = runtime.get_instance()._session_mgr._session_storage._cache  # type: ignore[attr-defined]
    ended = [info.session for _, info in stored.expire()]
    for session in ended:
        session.shutdown()
    return len(ended)


def _collect() -> None:
    """Collect what sessions left behind, and freeze again what stays.

    What a page's first run brings is frozen, and with it what belongs to the
    sessions of that moment: no other collection looks at it.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


async def see_off() -> None:
    """Look after those who left for as long as the server runs; collect once nobody is here to wait for it.

    The files that were fetched go, too.
    """
    left = 0
    while True:
        await anyio.sleep(LOOK)
        let_go()
        here = _meet()
        left += _end_overdue()
        if left and not here:
            left = 0
            await anyio.to_thread.run_sync(_collect, abandon_on_cancel=True)
