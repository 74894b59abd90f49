"""Archives that a test makes, good and bad."""

import io
import zipfile
from pathlib import Path


def zipped(folder: Path, top: str = "") -> bytes:
    """Return a folder as a zip file, in a folder of its own where one is named."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return packed({f"{top}{path.relative_to(folder).as_posix()}": path.read_bytes() for path in files})


def packed(contents: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return contents by name as a zip file."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", method) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return result.getvalue()


def with_entry(data: bytes, name: str, content: bytes = b"x", *, mode: int = 0) -> bytes:
    """Return an archive with one entry more, of a kind that the mode says."""
    result = io.BytesIO(data)
    with zipfile.ZipFile(result, "a", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, content)
    return result.getvalue()
