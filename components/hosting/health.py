"""Whether the process lives, and whether it has datasets to show."""

import logging
import threading
from dataclasses import dataclass
from typing import Final, Literal

from starlette.requests import Request
from starlette.responses import JSONResponse

from components.answers.watched import served_names, watched
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


def dataset_state(name: str = "") -> DatasetState:
    """Return what is served under a name, the first without one, and what is wrong with its folder.

    Who asks may have a session, but is told of the folder.
    """
    folder = watched(name)
    try:
        return DatasetState(folder.dataset, folder.error)
    except DatasetError as error:
        return DatasetState(None, error)


def look_first() -> None:
    """Open every dataset before anybody asks for it, and tell the log what is wrong with it."""
    try:
        for name in served_names():
            state = dataset_state(name)
            if state.dataset is not None:
                about = state.dataset.about
                tell("dataset opened", dataset=about.id, version=about.version, fingerprint=state.dataset.fingerprint)
            if state.error is not None:
                faults = [str(fault) for fault in state.error.faults]
                tell("the dataset can't be opened", level=logging.ERROR, folder=name, faults=faults)
    finally:
        _looked.set()


def readiness() -> tuple[Readiness, str]:
    """Return whether requests are welcome, and why not in words that name no path of the machine.

    As long as one of several datasets can be opened, requests are welcome.
    """
    if stopping():
        return "stopping", "The server was asked to stop."
    if not _looked.is_set():
        return "loading", "The dataset is still being read."
    states = each_readiness()
    faulty = {name: found for name, found in states.items() if found[0] != "ready"}
    if len(states) == 1 or not faulty:
        return next(iter(faulty.values()), ("ready", ""))
    status: Readiness = "stale" if any(found[0] in READY for found in states.values()) else "broken"
    return status, " ".join(f"{name}: {reason}" for name, (_, reason) in faulty.items())


def each_readiness() -> dict[str, tuple[Readiness, str]]:
    """Return, for each dataset by name, whether it can be shown, and why not."""
    return {name: _of_one(dataset_state(name)) for name in served_names()}


def _of_one(state: DatasetState) -> tuple[Readiness, str]:
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
    body: dict[str, object] = {"status": status, **({"reason": reason} if reason else {})}
    if status not in ("stopping", "loading") and len(each := each_readiness()) > 1:
        body["datasets"] = {name: found[0] for name, found in each.items()}
    return JSONResponse(body, 200 if status in READY else 503, headers=_NO_STORE)
