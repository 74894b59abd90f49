"""Earlier versions of a dataset: kept small as zip files, opened when they are asked for."""

import re
import zipfile
from pathlib import Path
from typing import Final

from data.exchange.archive import RELEASES, unpacked
from data.exchange.upload_limits import LOCAL
from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.faults import DatasetError, Fault

LEFT_OUT: Final = (RELEASES, "codings")
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
        try:
            return load(unpacked(kept.read_bytes(), kept.name, LOCAL))
        except OSError as error:
            raise DatasetError(source, [Fault(source, 0, "", f"the file can't be read: {error.strerror}.")]) from error
    if re.fullmatch(VERSION, source):
        present = load(beside)
        if present.about.version == source:
            return present
    expected = f"Expected a folder, a zip file, or a version kept in {RELEASES}/ of {beside}."
    raise DatasetError(source, [Fault(source, 0, "", "there is no such dataset.", expected)])
