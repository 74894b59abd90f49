"""The commands that make a dataset folder: from the starter, into a workbook, and from one."""

from collections.abc import Mapping
from pathlib import Path

from data.exchange.starter import starter_files
from data.exchange.upload import files_in
from data.exchange.upload_limits import LOCAL
from data.exchange.workbook import workbook_of
from data.intake.files import Folder
from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.faults import DatasetError, Fault


def new_folder(folder: Path) -> None:
    """Write the starter into a new or empty folder.

    Raises
    ------
    DatasetError
        Where something lies there already, or nothing can be written.
    """
    write_folder(starter_files(), folder)


def export_folder(folder: Path, out: Path) -> Dataset:
    """Write a valid dataset folder as a workbook, and return the dataset.

    Raises
    ------
    DatasetError
        With every fault of the folder, or of what a workbook can't hold, or
        where the file can't be written.
    """
    dataset = load(folder)
    content = workbook_of(Folder(folder))
    if out.suffix.lower() != ".xlsx":
        raise DatasetError(str(out), [Fault(str(out), 0, "", "the name doesn't end with .xlsx.", "Name a workbook.")])
    try:
        out.write_bytes(content)
    except OSError as error:
        raise _unwritten(out, error) from error
    return dataset


def import_file(source: Path, folder: Path) -> Dataset:
    """Write the dataset of a workbook (or a zip file) into a new or empty folder, and return it.

    Raises
    ------
    DatasetError
        With every fault of what was given; then nothing is written. Or where
        something lies in the folder already, or nothing can be written.
    """
    try:
        data = source.read_bytes()
    except OSError as error:
        problem = f"the file can't be read: {error.strerror}."
        raise DatasetError(str(source), [Fault(str(source), 0, "", problem)]) from error
    files = files_in(data, source.name, LOCAL)
    dataset = load(files)
    write_folder(files.contents, folder)
    return dataset


def write_folder(contents: Mapping[str, bytes], folder: Path) -> None:
    """Write files into a new or empty folder.

    Raises
    ------
    DatasetError
        Where something lies there already, or nothing can be written.
    """
    try:
        if folder.exists() and any(folder.iterdir()):
            problem = "something lies there already."
            raise DatasetError(str(folder), [Fault(str(folder), 0, "", problem, "Name a new or empty folder.")])
        for name, content in contents.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        raise _unwritten(folder, error) from error


def _unwritten(path: Path, error: OSError) -> DatasetError:
    return DatasetError(str(path), [Fault(str(path), 0, "", f"it can't be written: {error.strerror}.")])
