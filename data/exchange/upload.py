"""A dataset in one file: a zipped folder or a workbook, told apart by what it holds, checked, and opened in memory."""

import io
import pickle
import zipfile
from typing import Literal

from data.exchange.archive import refuse, unpacked
from data.exchange.upload_limits import Limits
from data.exchange.workbook import CONTENT_TYPES, read_workbook
from data.intake.files import Memory
from data.intake.loading import load
from data.model.dataset import Dataset

Kind = Literal["zip", "workbook", "other"]


def kind_of(data: bytes) -> Kind:
    """Return what a file is, whatever it is called."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "workbook" if CONTENT_TYPES in archive.namelist() else "zip"
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        return "other"


def files_in(data: bytes, label: str, limits: Limits) -> Memory:
    """Return the files of a dataset in one file.

    Raises
    ------
    DatasetError
        With the one fault for which it is refused unread.
    """
    if len(data) > limits.packed:
        return unpacked(data, label, limits)
    kind = kind_of(data)
    if kind == "other":
        refuse(label, "it is neither a zip file nor a workbook.", "Expected a zipped dataset folder, or an .xlsx file.")
    return read_workbook(data, label, limits) if kind == "workbook" else unpacked(data, label, limits)


def dataset_in(data: bytes, label: str, limits: Limits) -> Dataset:
    """Return the dataset in one file.

    Raises
    ------
    DatasetError
        With every fault, as for a folder.
    """
    return load(files_in(data, label, limits))


def packed_dataset(data: bytes, label: str, limits: Limits) -> bytes:
    """Return files and dataset of a file, packed for the way from the process that checks to the one that shows.

    Raises
    ------
    DatasetError
        With every fault, or the one that there is more in it than a page can draw.
    """
    files = files_in(data, label, limits)
    dataset = load(files)
    rows, columns = max(len(dataset.factors), len(dataset.levers)), len(dataset.jurisdictions)
    if rows * columns > limits.cells:
        problem = f"{rows:,} factors or levers at {columns:,} places make a table of {rows * columns:,} cells."
        refuse(label, problem, f"A table may have {limits.cells:,} cells here; a dataset of the server may have more.")
    return pickle.dumps((files, dataset), pickle.HIGHEST_PROTOCOL)
