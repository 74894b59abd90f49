"""The dataset folder changes while a real server runs: slowly, to something broken, and to something mended."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ORCHARD, PROJECT, Reader, Server
from tests.browser.screen import go, heading, keyed, quiet
from tests.data.folders import replace

pytestmark = pytest.mark.long

TINY = PROJECT / "tests" / "datasets" / "tiny"
TITLE = "Fruit trees in streets and squares <b>of cities</b>"
PICKED_UP = 3_000
"""Milliseconds after which a change is shown to who loads or clicks."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "live"))


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
