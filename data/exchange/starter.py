"""A small, commented, valid dataset to start from; it lies in ``data/exchange/starter``."""

import io
import zipfile
from pathlib import Path
from typing import Final

from data.exchange.schemas import FOLDER, schema_files
from data.intake.files import Folder

STARTER: Final = Folder(Path(__file__).resolve().parent / "starter")
TOP: Final = "my-dataset"
"""The folder that the zip file unpacks to."""


def starter_files() -> dict[str, bytes]:
    """Return the files of the starter by name, and the schemas that they name."""
    files = {name: STARTER.read(name) for name in STARTER.names() if not name.endswith("/")}
    return files | {f"{FOLDER}/{name}": content for name, content in schema_files().items()}


def starter_zip() -> bytes:
    """Return the starter as a zip file that holds one folder."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in starter_files().items():
            archive.writestr(zipfile.ZipInfo(f"{TOP}/{name}", (1980, 1, 1, 0, 0, 0)), content)
    return result.getvalue()
