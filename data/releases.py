"""Earlier versions of a dataset: kept small as zip files, opened when they are asked for."""

import re
import tempfile
import zipfile
from pathlib import Path
from typing import Final

from data.dataset import Dataset
from data.faults import DatasetError, Fault, quoted
from data.loading import load

RELEASES: Final = "releases"
LEFT_OUT: Final = ("releases", "codings")
MOST_FILES: Final = 1000
MOST_BYTES: Final = 64 * 1024 * 1024
VERSION: Final = r"\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.-]+)?"


def release_file(folder: Path, version: str) -> Path | None:
    """Return where a folder keeps an earlier version; None where it keeps none of that name."""
    if not re.fullmatch(VERSION, version):
        return None
    path = folder / RELEASES / f"{version}.zip"
    return path if path.is_file() else None


def keep_release(folder: Path) -> Path:
    """Write the folder's present version into its releases, and return the file.

    Further codings and earlier releases are left out: a release is what the
    dashboard shows.

    Raises
    ------
    DatasetError
        Where the folder holds no valid dataset.
    FileExistsError
        Where that version is kept already: a released version doesn't change.
    """
    dataset = load(folder)
    path = folder / RELEASES / f"{dataset.about.version}.zip"
    if path.exists():
        raise FileExistsError(f"{path} is there already; raise the version in dataset.yaml first")
    path.parent.mkdir(exist_ok=True)
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.relative_to(folder).parts[0] not in LEFT_OUT)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in files:
            # A fixed date keeps the same content the same file.
            entry = zipfile.ZipInfo(file.relative_to(folder).as_posix(), (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.read_bytes())
    return path


def open_version(source: str, beside: Path) -> Dataset:
    """Return the dataset that a folder, a zip file or a version names.

    Parameters
    ----------
    source : str
        A folder, a zip file of one, or a version: the present one of `beside`,
        or one that its releases keep.
    beside : Path
        The folder in whose releases a version is looked for.

    Raises
    ------
    DatasetError
        Where there is no such thing, or it holds no valid dataset.
    """
    path = Path(source)
    if path.is_dir():
        return load(path)
    kept = path if path.is_file() else release_file(beside, source)
    if kept is not None:
        return _unpacked(kept)
    if re.fullmatch(VERSION, source):
        present = load(beside)
        if present.about.version == source:
            return present
    expected = f"Expected a folder, a zip file, or a version kept in {RELEASES}/ of {beside}."
    raise DatasetError(source, [Fault(source, 0, "", "there is no such dataset.", expected)])


def _unpacked(path: Path) -> Dataset:
    """Return the dataset of a zip file, which may hold files of a folder and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            with zipfile.ZipFile(path) as archive:
                _extract(archive, path, Path(folder))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise DatasetError(str(path), [Fault(path.name, 0, "", f"not a readable zip file: {error}.")]) from error
        return load(Path(folder))


def _extract(archive: zipfile.ZipFile, path: Path, folder: Path) -> None:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        problem = f"more than {MOST_FILES} files or {MOST_BYTES // 1024 // 1024} MB."
        raise DatasetError(str(path), [Fault(path.name, 0, "", problem, "Expected one dataset folder.")])
    for entry in entries:
        target = (folder / entry.filename).resolve()
        if not target.is_relative_to(folder.resolve()):
            problem = f"the entry {quoted(entry.filename)} leads out of the archive."
            raise DatasetError(str(path), [Fault(path.name, 0, "", problem)])
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(archive.read(entry))
