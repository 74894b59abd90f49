"""A dataset in one file: a zipped folder or a workbook, told apart by what it holds, checked, and opened in memory."""

import io
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
