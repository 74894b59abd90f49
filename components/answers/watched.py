"""The dataset folders while the server runs: the last good version of each, and what is wrong with it at present.

A change is picked up without a restart. A folder that is being written is left
alone until it has been quiet, and what was read counts only if nothing moved
meanwhile: a half-written folder is never shown. A broken one leaves the last
good version as it was. No session is needed to ask.
"""

import gc
import logging
import threading
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from data.intake.files import fingerprint, folders_from_environment
from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.faults import DatasetError, Fault

POLL: Final = 0.25
"""Seconds between two looks at the folder."""

QUIET: Final = 1.5
"""Seconds for which nothing may have been written before a change is shown."""

AGAIN: Final = 15.0
"""Seconds after which a folder is read again whose reading failed for what lies outside of it, such as a full disk."""

_OTHERS: Final = 8
"""Folders that are kept though the environment doesn't name them any more."""

_log: Final = logging.getLogger("dashboard")


class PassingError(DatasetError):
    """A folder that could not be read for what lies outside of it: a full disk, a machine that is short of memory."""


class Watched:
    """One dataset folder: the last good dataset, and the faults of what it holds now.

    Parameters
    ----------
    folder : Path
    quiet : float
        Seconds without a change before what was read is shown.
    """

    def __init__(self, folder: Path, quiet: float = QUIET) -> None:
        self.folder = folder
        self._quiet = quiet
        self._lock = threading.Lock()
        self._seen = fingerprint(folder)
        self._since = time.monotonic()
        # What was read last, of which state of the folder; and what is shown, as one value, so that a swap is whole.
        self._read: tuple[str, Dataset | DatasetError] | None = None
        self._shown: tuple[Dataset | None, DatasetError | None] = (None, None)
        self._shown_of = ""
        self._tried = 0.0
        self._first()

    @property
    def dataset(self) -> Dataset:
        """The last good dataset.

        Raises
        ------
        DatasetError
            Where there never was one: what is wrong with the folder.
        """
        dataset, error = self._shown
        if dataset is None:
            raise error or _unread(self.folder, "it was not read yet.")
        return dataset

    @property
    def error(self) -> DatasetError | None:
        """What is wrong with the folder at present; None where all is well."""
        return self._shown[1]

    def refresh(self) -> None:
        """Look at the folder once: note a change, read it, show it once it has been quiet."""
        with self._lock:
            mark = fingerprint(self.folder)
            if mark != self._seen:
                self._seen, self._since, self._read = mark, time.monotonic(), None
            elif (mark != self._shown_of and self._read is None) or (
                self._read is None and self._passing() and time.monotonic() - self._tried >= AGAIN
            ):
                self._read = (mark, self._look())
            elif self._read is not None and time.monotonic() - self._since >= self._quiet:
                self._show(*self._read)

    def _look(self) -> Dataset | DatasetError:
        self._tried = time.monotonic()
        return _loaded(self.folder)

    def _passing(self) -> bool:
        """Whether what keeps the folder from being read may pass without a change of it."""
        return isinstance(self._shown[1], PassingError)

    def _first(self) -> None:
        """Read the folder at once, and again for a while as long as somebody writes into it."""
        for _ in range(5):
            mark = fingerprint(self.folder)
            found = self._look()
            if mark == fingerprint(self.folder):
                break
        self._seen = mark
        self._show(mark, found)

    def _show(self, mark: str, found: Dataset | DatasetError) -> None:
        if isinstance(found, Dataset):
            self._shown = (found, None)
            # What was read stays for long: kept out of the collections that follow every run.
            gc.unfreeze()
            gc.collect()
            gc.freeze()
        else:
            self._shown = (self._shown[0], found)
            _log.warning("dataset folder %s: %s", self.folder, found.first)
        self._shown_of, self._read = mark, None


def _loaded(folder: Path) -> Dataset | DatasetError:
    try:
        return load(folder)
    except DatasetError as error:
        return _without_path(folder, error)
    except OSError as error:
        return _unread(folder, f"it can't be read: {error.strerror or error}.")
    except Exception as error:  # noqa: BLE001 - told and logged, never swallowed
        # The watch must outlive whatever a folder may hold; the log says what the check itself got wrong.
        _log.exception("the check of the dataset folder ended early")
        return _unread(folder, f"the check of it ended early ({type(error).__name__}); the server's log says where.")


def _unread(folder: Path, problem: str) -> PassingError:
    name = _name(folder)
    return PassingError(name, [Fault(name, 0, "", problem)])


def _without_path(folder: Path, error: DatasetError) -> DatasetError:
    """Return the same faults as readers may see them: where the folder lies on the server is not for them."""
    name, path = _name(folder), str(folder)
    faults, warnings = (
        [replace(fault, file=name) if fault.file == path else fault for fault in found]
        for found in (error.faults, error.warnings)
    )
    return DatasetError(name, faults, warnings)


def _name(folder: Path) -> str:
    return folder.resolve().name or "dataset folder"


class _Watch:
    """The one thread of the process; it looks at the folders that the environment names."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[Path, Watched] = {}
        self._served: tuple[Path, ...] = ()
        self._thread: threading.Thread | None = None

    def on(self, folder: Path, served: Iterable[Path]) -> Watched:
        self._served = tuple(served)
        found = self._known.get(folder)
        if found is None:
            # Reading takes a while: who asks for a folder that is known already doesn't wait for it.
            with self._lock:
                found = self._known.get(folder) or Watched(folder)
                kept = {path: known for path, known in self._known.items() if path in self._served}
                others = [item for item in self._known.items() if item[0] not in kept][-_OTHERS:]
                self._known = {**dict(others), **kept, folder: found}
        if self._thread is None or not self._thread.is_alive():
            with self._lock:
                if self._thread is None or not self._thread.is_alive():
                    self._thread = threading.Thread(target=self._run, name="dataset-watch", daemon=True)
                    self._thread.start()
        return found

    def _run(self) -> None:
        while True:
            started = time.monotonic()
            for folder in self._served:
                if (known := self._known.get(folder)) is not None:
                    known.refresh()
            # A large folder takes longer to look at; it never takes more than a tenth of one processor.
            time.sleep(max(POLL, min(1.0, 9 * (time.monotonic() - started))))


_WATCH: Final = _Watch()


def served_names() -> tuple[str, ...]:
    """Return the names of the datasets that are served, the first one first."""
    return tuple(folders_from_environment())


def watched(name: str = "") -> Watched:
    """Return the watched folder of a name, one a process; it is read on the first call.

    Parameters
    ----------
    name : str
        One of :func:`served_names`; the first folder takes the place of any other.
    """
    folders = folders_from_environment()
    folder = folders.get(name) or next(iter(folders.values()))
    return _WATCH.on(folder, folders.values())
