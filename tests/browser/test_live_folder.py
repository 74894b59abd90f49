"""The dataset folder changes while a real server runs: slowly, to something broken, and to something mended."""

import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ORCHARD, PROJECT, Reader, Server, started
from tests.browser.screen import go, heading, keyed, quiet
from tests.data.folders import replace

pytestmark = pytest.mark.long

TINY = PROJECT / "tests" / "datasets" / "tiny"
TITLE = "Fruit trees in streets and squares <b>of cities</b>"
PICKED_UP = 3_000
"""Milliseconds after which a change is shown to who loads or clicks."""


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a copy of the worked example that everybody may read, which pytest's own folders don't allow."""
    with TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        copied = Path(shutil.copytree(TINY, Path(place) / "live"))
        for path in (copied, *copied.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        yield copied


@pytest.fixture
def live(serve: Callable[[Path], Server], folder: Path) -> Server:
    """Return a server on a folder of its own."""
    return serve(folder)


def stands(page: Page) -> None:
    """Wait until the Method page stands whole, on whichever dataset."""
    expect(heading(page, "Method")).to_be_visible()
    expect(keyed(page, "starter")).to_be_visible()
    quiet(page)


def later(page: Page) -> None:
    """Load the page anew once a change must have been picked up."""
    page.wait_for_timeout(PICKED_UP)
    page.reload()
    stands(page)


def test_a_slow_writer_is_waited_for_and_no_half_is_shown(reader: Reader, live: Server, folder: Path) -> None:
    """File by file over four seconds another dataset takes the folder: what lies there between is neither of them."""
    page = reader.open(live, "/method")
    stands(page)
    new = [path.relative_to(ORCHARD) for path in sorted(ORCHARD.rglob("*")) if path.is_file()]
    old = [path.relative_to(TINY) for path in sorted(TINY.rglob("*")) if path.is_file()]
    stale = [name for name in old if name not in new]
    pause = 4 / (len(new) + len(stale))

    def write() -> None:
        for name in new:
            (folder / name).write_bytes((ORCHARD / name).read_bytes())
            time.sleep(pause)
        for name in stale:
            (folder / name).unlink()
            time.sleep(pause)

    writer = Thread(target=write)
    writer.start()
    seen = set()
    while writer.is_alive():
        page.reload()
        stands(page)
        seen.add((keyed(page, "masthead").inner_text().splitlines()[0], keyed(page, "broken_banner").count()))
    # What was seen last may already be the new dataset, whole; nothing else ever was.
    assert seen <= {("Ferry crossings", 0), (TITLE, 0)}
    later(page)
    expect(keyed(page, "masthead")).to_contain_text(TITLE)
    expect(keyed(page, "broken_banner")).to_have_count(0)


def test_a_broken_change_leaves_the_last_good_version_and_a_mended_one_is_picked_up(
    reader: Reader, live: Server, folder: Path
) -> None:
    page = reader.open(live, "/method")
    stands(page)
    replace("dataset.yaml", 'title: "Ferry crossings"', 'title: "Ferries"')(folder)
    later(page)
    expect(keyed(page, "masthead")).to_contain_text("Ferries")
    replace("evidence.csv", "E3,ONE-2,subsidy", "E3,ONE-2,subsidi")(folder)
    later(page)
    expect(keyed(page, "masthead")).to_contain_text("Ferries")
    words = "unknown factor 'subsidi'. Did you mean 'subsidy'?"
    expect(keyed(page, "broken_banner")).to_contain_text(words)
    expect(keyed(page, "folder_faults").get_by_role("row").nth(1)).to_contain_text("subsidi")
    go(page, "Factors")
    expect(keyed(page, "broken_banner")).to_contain_text(words)
    keyed(page, "broken_banner").get_by_role("link", name="See all faults").click()
    stands(page)
    # A click is enough to see the mended folder; nothing is loaded anew.
    replace("evidence.csv", "E3,ONE-2,subsidi", "E3,ONE-2,piers")(folder)
    page.wait_for_timeout(PICKED_UP)
    go(page, "Factors")
    expect(keyed(page, "broken_banner")).to_have_count(0)
    assert live.process.poll() is None


def _told_and_over(
    page: Page, server: Server, folder: Path, breaks: Callable[[], object], words: str, mends: Callable[[], object]
) -> None:
    """What is on screen stays, a banner says what is wrong and where, but not where on the server; mended, it goes."""
    go(page, "Factors")
    shown = keyed(page, "factor_matrix").inner_text()
    expect(keyed(page, "broken_banner")).to_have_count(0)
    breaks()
    # A click is enough to be told; nothing is loaded anew.
    page.wait_for_timeout(PICKED_UP)
    go(page, "Overview")
    banner = keyed(page, "broken_banner")
    expect(banner).to_contain_text(
        "The dataset folder can't be read as it is now; shown is its last good version, 1.2.0."
    )
    expect(banner).to_contain_text(words)
    _no_internals(banner.inner_text(), folder)
    expect(keyed(page, "masthead")).to_contain_text("Ferry crossings")
    go(page, "Factors")
    assert keyed(page, "factor_matrix").inner_text() == shown
    banner.get_by_role("link", name="See all faults").click()
    stands(page)
    place, _, problem = words.partition(": ")
    row = keyed(page, "folder_faults").get_by_role("row").nth(1)
    expect(row.get_by_role("rowheader")).to_have_text(place.partition(",")[0])
    expect(row).to_contain_text(problem)
    _no_internals(keyed(page, "folder_faults").inner_text(), folder)
    # Who comes anew is told the same.
    page.goto("/factors")
    expect(heading(page, "Factors")).to_be_visible()
    expect(banner).to_contain_text(words)
    quiet(page)
    mends()
    page.wait_for_timeout(PICKED_UP)
    go(page, "Overview")
    expect(banner).to_have_count(0)
    go(page, "Factors")
    assert keyed(page, "factor_matrix").inner_text() == shown
    assert server.process.poll() is None


def _no_internals(text: str, folder: Path) -> None:
    for word in (str(folder), str(folder.parent), "Errno", "Error", "Traceback", ".py"):
        assert word not in text


def test_the_folder_is_removed(reader: Reader, live: Server, folder: Path) -> None:
    page = reader.open(live, "/method")
    stands(page)
    away = folder.with_name("away")
    words = f"{folder.name}: there is no such folder."
    _told_and_over(page, live, folder, lambda: folder.rename(away), words, lambda: away.rename(folder))


CORRUPT = (
    ("evidence.csv", b"PK\x03\x04" + bytes(range(256)) * 40, "evidence.csv, line 2: the text is not UTF-8."),
    ("dataset.yaml", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "dataset.yaml, line 1: the text is not UTF-8."),
    ("works.csv", b"", "works.csv: the file is empty."),
)


@pytest.mark.parametrize(("file", "content", "words"), CORRUPT, ids=[file for file, _, _ in CORRUPT])
def test_a_file_is_corrupt(reader: Reader, live: Server, folder: Path, file: str, content: bytes, words: str) -> None:
    page = reader.open(live, "/method")
    stands(page)
    sound = (folder / file).read_bytes()
    _told_and_over(
        page, live, folder,
        lambda: (folder / file).write_bytes(content), words, lambda: (folder / file).write_bytes(sound),
    )  # fmt: skip


NOBODY = 65534


@pytest.fixture
def as_nobody(folder: Path, tmp_path: Path, browser: Browser) -> Iterator[Server]:
    """Return a server for which permissions hold: for root none do."""
    prefix: tuple[str, ...] = ()
    if os.geteuid() == 0:
        if (setpriv := shutil.which("setpriv")) is None:
            pytest.skip("no setpriv: whether a lost permission is told is not tested here")
        prefix = (setpriv, f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
        if subprocess.run([*prefix, sys.executable, "-c", "import streamlit"], cwd=PROJECT, check=False).returncode:
            pytest.skip("nobody may run the project's Python here")
    server = started(folder, tmp_path / "log.txt", prefix=prefix, environment={"HOME": "/tmp"})
    yield server
    server.stop()


LOST = (
    ("evidence.csv", "evidence.csv: the file can't be read: Permission denied."),
    (".", "live: it can't be read: Permission denied."),
)


@pytest.mark.parametrize(("name", "words"), LOST, ids=[name for name, _ in LOST])
def test_a_permission_is_lost(as_nobody: Server, reader: Reader, folder: Path, name: str, words: str) -> None:
    """The server is asked for first, so that it outlives the page."""
    page = reader.open(as_nobody, "/method")
    stands(page)
    path = folder / name
    mode = stat.S_IMODE(path.stat().st_mode)
    _told_and_over(page, as_nobody, folder, lambda: path.chmod(0), words, lambda: path.chmod(mode))
