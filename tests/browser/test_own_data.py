"""A reader's own data in a real browser: opened for one reader, told where it is broken, and seen by nobody else."""

import io
import signal
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from data.exchange.workbook import workbook_of
from data.intake.files import Folder
from tests.browser.conftest import ORCHARD, PROJECT, PSW, Reader, Server, started
from tests.browser.screen import address, arrived, expect_address, go, keyed, menu, quiet
from tests.data.archives import zipped

TINY = PROJECT / "tests" / "datasets" / "tiny"
TITLE = "Fruit trees in streets and squares <b>of cities</b>"


def bring(page: Page, name: str, data: bytes) -> None:
    """Choose a file in the uploader."""
    keyed(page, "own_data").locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )


@pytest.mark.parametrize("kind", ["zip", "xlsx"])
def test_own_data_is_opened_for_one_reader_alone(reader: Reader, server: Server, kind: str) -> None:
    data = zipped(ORCHARD, "orchard/") if kind == "zip" else workbook_of(Folder(ORCHARD))
    page = reader.open(server, "/method?places=au")
    arrived(page, "Method")
    bring(page, f"mine.{kind}", data)
    banner = keyed(page, "own_banner")
    expect(banner).to_contain_text(f"Your own data: {TITLE}, seen by you alone, gone when you leave.")
    expect_address(page, "/method", own=["true"])
    for title in ("Overview", "Factors", "Jurisdictions"):
        go(page, title)
        expect(banner).to_be_visible()
        expect(keyed(page, "masthead")).to_contain_text(TITLE)
    other = reader.open(server, "/method")
    arrived(other, "Method")
    expect(keyed(other, "masthead")).to_contain_text("Peer support workers")
    expect(keyed(other, "own_banner")).to_have_count(0)
    expect(other.locator("body")).not_to_contain_text("Fruit trees")
    banner.get_by_role("button", name="Close own data").click()
    expect(banner).to_have_count(0)
    expect(keyed(page, "masthead")).to_contain_text("Peer support workers")
    expect_address(page, "/jurisdictions")


def test_loading_the_page_anew_lets_own_data_go_and_says_so(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/method")
    arrived(page, "Method")
    bring(page, "mine.zip", zipped(TINY))
    expect(keyed(page, "own_banner")).to_be_visible()
    page.reload()
    gone(page)
    keyed(page, "own_missing").get_by_role("button", name="Show Peer support workers").click()
    expect(keyed(page, "masthead")).to_contain_text("Peer support workers")
    expect(keyed(page, "own_banner")).to_have_count(0)
    expect_address(page, "/method")


def gone(page: Page) -> None:
    """Expect that a page says that own data are not open, and shows no other data."""
    missing = keyed(page, "own_missing")
    expect(missing).to_contain_text("The data of this view are not open here")
    expect(missing).to_contain_text("Nothing else is shown in their place.")
    expect(keyed(page, "masthead")).to_have_count(0)
    expect(page.locator("table.grid")).to_have_count(0)


def test_a_server_that_was_lost_takes_own_data_along_and_the_page_says_so(reader: Reader, tmp_path: Path) -> None:
    """The tab connects again by itself; it never shows the dataset of all readers in place of the reader's."""
    lost = started(PSW, tmp_path / "one.txt")
    page = reader.open(lost, "/method")
    arrived(page, "Method")
    bring(page, "mine.zip", zipped(ORCHARD, "orchard/"))
    expect(keyed(page, "own_banner")).to_be_visible()
    go(page, "Jurisdictions")
    menu(page, "Places").click()
    choose_place = page.get_by_role("combobox", name="Places", exact=True)
    choose_place.click()
    page.get_by_role("option").first.click()
    page.wait_for_url(lambda url: "places=" in url, wait_until="commit")
    quiet(page)
    before = address(page)
    assert before["own"] == ["true"]
    assert len(before["places"]) == 1
    lost.process.send_signal(signal.SIGKILL)
    lost.process.wait()
    back = started(PSW, tmp_path / "two.txt", port=int(lost.address.rpartition(":")[2]))
    try:
        gone(page)
        assert address(page) == before
        # What the server was asked while it was away is no fault of the page.
        reader.faults.clear()
        bring(page, "mine.zip", zipped(ORCHARD, "orchard/"))
        expect(keyed(page, "own_banner")).to_contain_text(f"Your own data: {TITLE}")
        expect(page.locator("table.grid thead th")).to_have_count(2)
        assert address(page) == before
    finally:
        for context in reader.contexts:
            context.close()
        reader.contexts.clear()
        back.stop()


def test_a_broken_workbook_is_told_and_what_is_on_screen_stays(reader: Reader, server: Server) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(Folder(TINY))))
    book["evidence"]["C4"] = "subsidi<img src=x onerror=alert(1)>"
    broken = io.BytesIO()
    book.save(broken)
    page = reader.open(server, "/method?places=au")
    arrived(page, "Method")
    bring(page, "mine.xlsx", broken.getvalue())
    faults = keyed(page, "own_faults")
    row = faults.get_by_role("row").nth(1)
    expect(row).to_contain_text("subsidi<img src=x onerror=alert(1)>")
    expect(row.get_by_role("cell").first).to_have_text("4")
    expect(keyed(page, "masthead")).to_contain_text("Peer support workers")
    expect_address(page, "/method", places=["au"])
    expect(keyed(page, "own_banner")).to_have_count(0)


def test_on_a_phone_every_word_of_a_fault_is_within_the_screen(reader: Reader, server: Server) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(Folder(TINY))))
    book["evidence"]["C4"] = "subsidized_and_a_long_word_that_no_screen_of_a_phone_is_wide_enough_for"
    broken = io.BytesIO()
    book.save(broken)
    page = reader.open(server, "/method", viewport={"width": 390, "height": 844})
    arrived(page, "Method")
    bring(page, "mine.xlsx", broken.getvalue())
    row = keyed(page, "own_faults").get_by_role("row").nth(1)
    expect(row).to_contain_text("subsidized_and_a_long_word")
    row.scroll_into_view_if_needed()
    told = row.locator("bdi")
    assert told.count() == 4
    for words in told.all():
        box = words.bounding_box()
        assert box is None or (box["x"] >= 0 and box["x"] + box["width"] <= 390), words.inner_text()


def test_the_dataset_on_screen_goes_out_and_comes_in_as_a_workbook(
    reader: Reader, server: Server, tmp_path: Path
) -> None:
    page = reader.open(server, "/method")
    arrived(page, "Method")
    with page.expect_download() as started:
        keyed(page, "workbook").get_by_role("button").click()
    assert started.value.suggested_filename == "psw-1.1.0.xlsx"
    bring(page, "again.xlsx", Path(started.value.path()).read_bytes())
    expect(keyed(page, "own_banner")).to_contain_text("Your own data: Peer support workers")
    with page.expect_download() as started:
        keyed(page, "starter").get_by_role("button").click()
    data = Path(started.value.path()).read_bytes()
    quiet(page)
    bring(page, "starter.zip", data)
    expect(keyed(page, "own_banner")).to_contain_text("Your own data: School meals")


def test_a_file_that_was_lost_with_its_server_is_told_until_the_reader_has_read_it(
    reader: Reader, tmp_path: Path
) -> None:
    lost = started(PSW, tmp_path / "one.txt")
    page = reader.open(lost, "/briefing?sections=overview&sections=policy&sections=matrix")
    arrived(page, "Briefing")
    button = keyed(page, "briefing_files").get_by_role("button", name="PowerPoint")
    button.click()
    page.wait_for_timeout(700)
    lost.process.send_signal(signal.SIGKILL)
    lost.process.wait()
    told = page.locator(".note", has_text="The file that you asked for was not made")
    expect(told).to_be_visible()
    back = started(PSW, tmp_path / "two.txt", port=int(lost.address.rpartition(":")[2]))
    try:
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-connection-state", "CONNECTED")
        quiet(page)
        page.wait_for_timeout(6_000)  # longer than Streamlit's own word stays
        expect(told).to_be_visible()
        told.get_by_role("button", name="Dismiss").click()
        expect(told).to_be_hidden()
        reader.faults.clear()
    finally:
        for context in reader.contexts:
            context.close()
        reader.contexts.clear()
        back.stop()


def test_a_server_that_is_asked_to_stop_gives_out_the_file_first(reader: Reader, tmp_path: Path) -> None:
    stopped = started(PSW, tmp_path / "log.txt", environment={"POLICY_STOP_SECONDS": "0.5"})
    page = reader.open(stopped, "/briefing?sections=overview&sections=policy&sections=matrix")
    arrived(page, "Briefing")
    button = keyed(page, "briefing_files").get_by_role("button", name="PowerPoint")
    with page.expect_download() as download:
        button.click()
        page.wait_for_timeout(300)
        stopped.process.send_signal(signal.SIGTERM)
    assert Path(download.value.path()).read_bytes().startswith(b"PK")
    assert stopped.process.wait(timeout=60) is not None
    # The page asks for its server until it is closed.
    page.close()
    reader.faults.clear()
