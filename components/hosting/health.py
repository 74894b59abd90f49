"""Whether the process lives, and whether it has a dataset to show."""

import logging
import threading
from dataclasses import dataclass
from typing import Final, Literal

from starlette.requests import Request
from starlette.responses import JSONResponse

from components.answers.watched import watched
from components.hosting.logs import tell
from components.hosting.stopping import stopping
from data.model.dataset import Dataset
from data.model.faults import DatasetError

Readiness = Literal["ready", "stale", "loading", "broken", "stopping"]

READY: Final = ("ready", "stale")
"""States in which requests are welcome: in a stale one a sound version is served."""

_NO_STORE: Final = {"cache-control": "no-store"}
_looked = threading.Event()


@dataclass(frozen=True)
class DatasetState:
    """The dataset that is served, the last sound one, and what is wrong with the folder now; either may be None."""

    dataset: Dataset | None
    error: DatasetError | None


def dataset_state() -> DatasetState:
    """Return what is served and what is wrong; who asks may have a session, but is told of the folder."""
    folder = watched()
    try:
        return DatasetState(folder.dataset, folder.error)
    except DatasetError as error:
        return DatasetState(None, error)


def look_first() -> None:
    """Open the dataset before anybody asks for it, and tell the log what is wrong with it."""
    try:
        state = dataset_state()
        if state.dataset is not None:
            about = state.dataset.about
            tell("dataset opened", dataset=about.id, version=about.version, fingerprint=state.dataset.fingerprint)
        if state.error is not None:
            faults = [str(fault) for fault in state.error.faults]
            tell("the dataset can't be opened", level=logging.ERROR, faults=faults)
    finally:
        _looked.set()


def readiness() -> tuple[Readiness, str]:
    """Return whether requests are welcome, and why not in words that name no path of the machine."""
    if stopping():
        return "stopping", "The server was asked to stop."
    if not _looked.is_set():
        return "loading", "The dataset is still being read."
    state = dataset_state()
    faults = len(state.error.faults) if state.error else 0
    told = f"The dataset folder has {faults} fault{'' if faults == 1 else 's'}; 'python -m data check' lists them."
    if state.dataset is None:
        return "broken", told
    return ("stale", f"{told} The last version without a fault is served.") if faults else ("ready", "")


def healthz(_: Request) -> JSONResponse:
    """Answer that the process is alive, whatever the dataset is like."""
    return JSONResponse({"status": "alive"}, headers=_NO_STORE)


def readyz(_: Request) -> JSONResponse:
    """Answer whether requests are welcome: 200, or 503 with the reason.

    A folder that has become faulty while a sound version is served is told
    (``stale``), with 200: taking such a replica out would take out all of
    them, since they share the folder.
    """
    status, reason = readiness()
    body = {"status": status, **({"reason": reason} if reason else {})}
    return JSONResponse(body, 200 if status in READY else 503, headers=_NO_STORE)
