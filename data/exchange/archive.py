"""A zip file that holds one dataset folder, unpacked into memory, or why it is refused.

Nothing is written to disk. Whatever could lead out of the archive, fill the
memory or hide a file behind another is refused with its name.
"""

import io
import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable
from typing import Final, NoReturn

from data.exchange.upload_limits import MB, Limits
from data.intake.checking import ABOUT
from data.intake.files import Memory
from data.model.faults import DatasetError, Fault, quoted

RELEASES: Final = "releases"
LEFT_BY_SYSTEMS: Final = re.compile(r"(^|/)(__MACOSX/|\._[^/]*$|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")
"""What operating systems leave in archives and folders, and no dataset means."""

_BELONGS: Final = re.compile(r"[^/]+\.(yaml|csv|parquet)|jurisdictions/[^/]+\.yaml|codings/.+\.(csv|yaml)")
"""What a dataset is read from; whatever else lies in an archive is let go at once."""
SMALL: Final = 64 * 1024
"""An entry below this may be squeezed to any ratio: it can't fill anything."""


def refuse(label: str, problem: str, expected: str = "") -> NoReturn:
    """Raise the one fault for which an archive isn't opened."""
    raise DatasetError(label, [Fault(label, 0, "", problem, expected)])


def unpacked(data: bytes, label: str, limits: Limits) -> Memory:
    """Return the files of a zipped dataset folder; earlier releases in it are passed over.

    Raises
    ------
    DatasetError
        With the one fault for which the archive is refused.
    """
    contents = contents_of(data, label, limits)
    names = [name for name in contents if not LEFT_BY_SYSTEMS.search(name)]
    top = _top_folder(names, label)
    kept = {name.removeprefix(top): contents[name] for name in names}
    kept = {name: content for name, content in kept.items() if _BELONGS.fullmatch(name)}
    yaml = sum(len(content) for name, content in kept.items() if name.endswith(".yaml"))
    if yaml > limits.yaml:
        refuse(label, f"its YAML files have {_size(yaml)} in all.", f"They may have {_size(limits.yaml)}.")
    rows = sum(content.count(b"\n") for name, content in kept.items() if name.endswith(".csv"))
    if rows > limits.rows:
        refuse(label, f"its tables have {rows:,} lines in all.", f"They may have {limits.rows:,}.")
    return Memory(label, kept)


def contents_of(data: bytes, label: str, limits: Limits) -> dict[str, bytes]:
    """Return what lies in a zip file by name, directories left out, once every entry was found harmless."""
    if len(data) > limits.packed:
        refuse(label, f"the file has {_size(len(data))}.", f"It may have {_size(limits.packed)}.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_whole(entries, label, limits, len(data))
            for entry in entries:
                _check_entry(entry, label, limits)
            files = [entry for entry in entries if not entry.is_dir()]
            return {_name(entry): _content(archive, entry, label) for entry in files}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        refuse(label, f"not a readable zip file: {error}.", "Pack the folder again.")


def _check_whole(entries: list[zipfile.ZipInfo], label: str, limits: Limits, packed: int) -> None:
    if len(entries) > limits.entries:
        refuse(label, f"it holds {len(entries):,} entries.", f"It may hold {limits.entries:,}.")
    size = sum(entry.file_size for entry in entries)
    if size > limits.unpacked:
        refuse(label, f"unpacked it has {_size(size)}.", f"It may have {_size(limits.unpacked)}.")
    if size > SMALL and size > limits.ratio * packed:
        refuse(label, f"it is squeezed {size // packed:,} times.", f"It may be squeezed {limits.ratio} times.")
    twice = [name for name, count in Counter(map(_name, entries)).items() if count > 1]
    if twice:
        refuse(label, f"it holds the entry {quoted(twice[0])} more than once.", "Keep one of them.")


def _check_entry(entry: zipfile.ZipInfo, label: str, limits: Limits) -> None:
    name, shown = _name(entry), quoted(entry.filename)
    if name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in name.split("/"):
        refuse(label, f"the entry {shown} leads out of the archive.", "Pack the folder itself, without outer paths.")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind == stat.S_IFLNK:
        refuse(label, f"the entry {shown} is a link.", "Put the file itself in its place.")
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        refuse(label, f"the entry {shown} is neither a file nor a folder.", "Leave it out.")
    if entry.flag_bits & 0x1:
        refuse(label, f"the entry {shown} is encrypted.", "Pack the folder without a password.")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        refuse(label, f"the entry {shown} is packed in an unusual way.", "Use the ordinary method, 'deflate'.")
    if entry.file_size > SMALL and entry.file_size > limits.ratio * max(entry.compress_size, 1):
        times = entry.file_size // max(entry.compress_size, 1)
        refuse(label, f"the entry {shown} is squeezed {times:,} times.", f"It may be squeezed {limits.ratio} times.")


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, label: str) -> bytes:
    with archive.open(entry) as file:
        content = file.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        refuse(label, f"the entry {quoted(entry.filename)} is not as long as the archive says.", "Pack it again.")
    return content


def _name(entry: zipfile.ZipInfo) -> str:
    return re.sub(r"^(\./)+", "", entry.filename.replace("\\", "/"))


def _top_folder(names: Iterable[str], label: str) -> str:
    """Return the one folder that holds all files, with a slash; empty where the files lie at the top."""
    heads = {name.partition("/")[0] for name in names}
    if ABOUT in names:
        return ""
    if len(heads) == 1 and f"{(top := heads.pop())}/{ABOUT}" in names:
        return f"{top}/"
    refuse(label, f"there is no {ABOUT} in it.", "Expected the files of one dataset folder, or that folder.")


def _size(number: int) -> str:
    return f"{number / MB:,.1f} MB" if number >= MB / 10 else f"{number:,} bytes"
