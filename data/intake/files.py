"""The files of a dataset, wherever they lie: in a folder, or in memory and nowhere else."""

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from data.model.faults import Fault
from data.model.tables import CACHE

DEFAULT_FOLDER: Final = "data/psw"
DEFAULT_FOLDERS: Final = "data"
ABOUT: Final = "dataset.yaml"
"""What makes a folder a dataset."""
DEEPEST: Final = 3
"""How many steps down a file of a dataset lies at most: ``codings/<coder>/evidence.csv``."""


class Files(Protocol):
    """What the checks read: names, and the bytes of each.

    Attributes
    ----------
    label : str
        What the whole is called in a message.
    folder : Path or None
        Where it lies; None where it lies in memory.
    faults : tuple of Fault
        What was found wrong before the first file was read.
    """

    @property
    def label(self) -> str:
        """What the whole is called in a message."""
        ...

    @property
    def folder(self) -> Path | None:
        """Where it lies; None where it lies in memory."""
        ...

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What was found wrong before the first file was read."""
        ...

    def names(self) -> tuple[str, ...]:
        """Return the names of all files in order, with forward slashes; a directory's ends with one."""
        ...

    def read(self, name: str) -> bytes:
        """Return the content of a file; an OSError says why that can't be done."""
        ...

    def fingerprint(self) -> str:
        """Return a text that changes whenever the content does."""
        ...


@dataclass(frozen=True)
class Folder:
    """A dataset folder on disk."""

    folder: Path
    faults: tuple[Fault, ...] = ()

    @property
    def label(self) -> str:
        """The folder's path."""
        return str(self.folder)

    def names(self) -> tuple[str, ...]:
        """Return what lies in the folder; what can't be listed is passed over, and missed when it is read."""
        return tuple(sorted(name for name, _ in _listed(self.folder)))

    def read(self, name: str) -> bytes:
        """Return the content of a file; what is no file, such as a pipe, would keep its reader waiting."""
        path = self.folder / name
        kind = stat.S_IFMT(path.stat().st_mode)
        if kind not in (stat.S_IFREG, stat.S_IFDIR):
            raise OSError("it is no ordinary file")
        return path.read_bytes()

    def fingerprint(self) -> str:
        """Return a text that changes whenever a file is written, renamed, or closed to reading."""
        return fingerprint(self.folder)


@dataclass(frozen=True)
class Memory:
    """A dataset that was unpacked into memory."""

    label: str
    contents: Mapping[str, bytes] = field(repr=False)
    faults: tuple[Fault, ...] = ()
    folder: None = None

    def names(self) -> tuple[str, ...]:
        """Return the names of all files."""
        return tuple(sorted(self.contents))

    def read(self, name: str) -> bytes:
        """Return the content of a file."""
        try:
            return self.contents[name]
        except KeyError:
            raise FileNotFoundError(name) from None

    def fingerprint(self) -> str:
        """Return a text that follows from the content alone."""
        whole = hashlib.sha256()
        for name in self.names():
            for part in (name.encode(errors="surrogatepass"), self.contents[name]):
                whole.update(len(part).to_bytes(8, "big") + part)
        return whole.hexdigest()[:16]


def fingerprint(folder: Path) -> str:
    """Return a text that changes whenever a file of the folder is written, renamed, or closed to reading."""
    lines = []
    for name, entry in sorted(_listed(folder), key=lambda pair: pair[0]):
        try:
            found = entry.stat()
        except OSError as error:
            lines.append(f"{name} {error.errno}")
        else:
            # The time of change as well: a copy may keep size and date, and a lost permission changes neither.
            lines.append(
                f"{name} {found.st_ino} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_mode}"
            )
    said = "\n".join(lines).encode(errors="surrogatepass")
    return hashlib.sha256(said).hexdigest()[:16]


def _listed(folder: Path, below: str = "", depth: int = 1) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Yield the entries of a folder as deep as a dataset goes; what vanishes or is closed meanwhile is passed over."""
    try:
        with os.scandir(folder) as listing:
            entries = list(listing)
    except OSError:
        return
    for entry in entries:
        if entry.name == CACHE:
            continue
        try:
            is_directory = entry.is_dir()
            linked = entry.is_symlink()
        except OSError:
            continue
        if not is_directory:
            yield f"{below}{entry.name}", entry
            continue
        yield f"{below}{entry.name}/", entry
        if depth < DEEPEST and not linked and not entry.name.startswith("."):
            yield from _listed(Path(entry.path), f"{below}{entry.name}/", depth + 1)


def folders_from_environment() -> Mapping[str, Path]:
    """Return the dataset folders to open, by the name of each: the first is open where nobody names one.

    ``POLICY_DATASET`` names the first. ``POLICY_DATASETS`` names a folder of
    dataset folders, which follow in the order of their names; where neither is
    set, it is ``data``.
    """
    one, several = os.environ.get("POLICY_DATASET"), os.environ.get("POLICY_DATASETS")
    folders = {Path(one).resolve().name: Path(one)} if one else {}
    if several or not one:
        within = Path(several or DEFAULT_FOLDERS)
        try:
            inside = sorted(path for path in within.iterdir() if (path / ABOUT).is_file())
        except OSError:
            inside = []
        # A folder of folders that holds none is read as a dataset, so that its faults say what is missing.
        for path in inside or ([] if one else [within]):
            folders.setdefault(path.name, path)
    return folders


def folder_from_environment() -> Path:
    """Return the dataset folder that is open where nobody names one."""
    return next(iter(folders_from_environment().values()))
