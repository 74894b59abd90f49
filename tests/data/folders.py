"""Ways in which a test alters a dataset folder, each of them small."""

from collections.abc import Callable
from pathlib import Path

Change = Callable[[Path], None]


def replace(file: str, old: str, new: str) -> Change:
    """Return a change that puts one text in place of another, which must stand there exactly once."""

    def change(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")

    return change


def append(file: str, text: str) -> Change:
    """Return a change that adds text at the end of a file, which it makes if need be."""

    def change(folder: Path) -> None:
        with (folder / file).open("a", encoding="utf-8") as opened:
            opened.write(text)

    return change


def write(file: str, content: bytes) -> Change:
    """Return a change that gives a file this content."""
    return lambda folder: (folder / file).write_bytes(content) and None


def recode(file: str, encoding: str) -> Change:
    """Return a change that saves a file in another encoding."""

    def change(folder: Path) -> None:
        (folder / file).write_bytes((folder / file).read_text(encoding="utf-8").encode(encoding))

    return change


def remove(file: str) -> Change:
    """Return a change that deletes a file."""
    return lambda folder: (folder / file).unlink()


def directory_instead(file: str) -> Change:
    """Return a change that puts a directory where a file is expected."""

    def change(folder: Path) -> None:
        (folder / file).unlink()
        (folder / file).mkdir()

    return change


def drop_column(file: str, column: str) -> Change:
    """Return a change that leaves out one column of a table."""

    def change(folder: Path) -> None:
        import csv

        with (folder / file).open(encoding="utf-8", newline="") as opened:
            rows = list(csv.reader(opened))
        at = rows[0].index(column)
        with (folder / file).open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened).writerows([*row[:at], *row[at + 1 :]] for row in rows)

    return change


def all_of(*changes: Change) -> Change:
    """Return one change that makes several, in turn."""

    def change(folder: Path) -> None:
        for each in changes:
            each(folder)

    return change
