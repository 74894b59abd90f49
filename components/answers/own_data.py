"""A reader's own data: checked and opened in memory, for that reader's visit alone."""

import hashlib
import logging
import pickle
import secrets
import threading
import weakref
from dataclasses import dataclass, replace
from typing import Final

from starlette.formparsers import MultiPartParser

from components.access.access import plain, role, standing
from components.answers.kept import OWN
from components.view import state
from components.workers.budgets import CHECK, MB, OWN_ONE, OWN_TOGETHER
from components.workers.workers import WorkError, worked
from data.exchange.upload import kind_of, packed_dataset
from data.exchange.upload_limits import UPLOAD
from data.intake.files import Memory
from data.model.dataset import Dataset
from data.model.faults import DatasetError, Fault

LABEL: Final = "your file"

_audit: Final = logging.getLogger("dashboard.audit")
_room: Final = threading.Lock()

# An upload is kept in memory while it arrives, too: Starlette would put all beyond 1 MB into a temporary file.
MultiPartParser.spool_max_size = UPLOAD.packed + MB


@dataclass(frozen=True)
class OwnData:
    """What a reader has opened: the dataset, and the files it was read from."""

    dataset: Dataset
    files: Memory


@dataclass
class _Held:
    """Bytes of all own data that is open, together."""

    size: int = 0


_HELD: Final = _Held()


def may_open() -> bool:
    """Whether this reader may open data of their own: with a sign-in, an editor alone; without one, everybody."""
    return role() == "editor"


def opened(data: bytes) -> OwnData:
    """Return the dataset in a file that a reader brought, checked in a process of its own.

    Its fingerprint can't be guessed and is never given twice, so that no answer
    about it can reach another session.

    Raises
    ------
    DatasetError
        With every fault, or the one for which the file is refused: unread, or because
        the check took more than it may, or because it is larger than a reader's data may be.
    """
    try:
        packed = worked(CHECK, packed_dataset, data, LABEL, UPLOAD)
    except WorkError as error:
        raise _refused(f"{error}", "Bring a smaller dataset, or try again later.") from None
    if len(packed) > OWN_ONE:
        raise _refused(f"it takes {len(packed) // MB} MB of memory.", f"It may take {OWN_ONE // MB} MB.")
    with _room:
        if _HELD.size + len(packed) > OWN_TOGETHER:
            problem = "other readers' own data leave no room for it at the moment."
            raise _refused(problem, "Try again in a few minutes, or ask who runs the dashboard for more room.")
        _HELD.size += len(packed)
    try:
        files, dataset = pickle.loads(packed)  # noqa: S301 - what our own process packed
        token = f"{OWN}{dataset.fingerprint}-{secrets.token_hex(16)}"
        own = OwnData(replace(dataset, fingerprint=token), files)
        weakref.finalize(own, _let_go, len(packed))
    except BaseException:
        _let_go(len(packed))
        raise
    return own


def _let_go(size: int) -> None:
    with _room:
        _HELD.size -= size


def _refused(problem: str, expected: str) -> DatasetError:
    return DatasetError(LABEL, [Fault(LABEL, 0, "", problem, expected)])


def take(key: str) -> None:
    """Open the file in the uploader with this key, or keep what is on screen and tell its faults; for callbacks."""
    data = state.uploaded(key)
    if data is None:
        state.refuse_own(None)
        return
    if not may_open():
        _audit.warning("own data: not allowed, reader=%s, bytes=%d", _reader(), len(data))
        return
    kind = kind_of(data)
    try:
        own = opened(data)
    except DatasetError as error:
        _audit.info(
            "own data: refused, reader=%s, kind=%s, bytes=%d, faults=%d", _reader(), kind, len(data), len(error.faults)
        )
        state.refuse_own(error)
    else:
        warnings = len(own.dataset.warnings)
        _audit.info("own data: opened, reader=%s, kind=%s, bytes=%d, warnings=%d", _reader(), kind, len(data), warnings)
        state.open_own(own)


def _reader() -> str:
    """Return who is signed in, as a mark that whoever knows the address can tell again; "-" without a sign-in."""
    address = standing().address
    return hashlib.sha256(plain(address).encode()).hexdigest()[:12] if address else "-"


def close() -> None:
    """Go back to the dataset of all readers; for callbacks."""
    _audit.info("own data: closed, reader=%s", _reader())
    state.open_own(None)


def present() -> OwnData | None:
    """Return what this reader has opened; None where it is the dataset of all readers."""
    own = state.own()
    return own if isinstance(own, OwnData) else None
