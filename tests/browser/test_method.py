"""The Method page in a browser: its sections are in reach, its search narrows, its conflicts open."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Reader, Server
from tests.browser.screen import arrived, expect_address, keyed, panel, quiet


def test_a_section_is_one_click_away_and_the_view_stays(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/method?places=au")
    arrived(page, "Method")
    limits = page.get_by_role("heading", level=2, name="Limits", exact=True)
    expect(limits).not_to_be_in_viewport()
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="Limits").click()
    expect(limits).to_be_in_viewport()
    expect(page).to_have_url(re.compile(r"/method\?places=au#limits$"))
    # The list of sections goes along.
    expect(page.get_by_role("navigation", name="On this page")).to_be_in_viewport()


def test_the_codebook_is_searched_from_the_keyboard(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/method")
    arrived(page, "Method")
    book = keyed(page, "codebook")
    rows = book.get_by_role("region", name="Factors of the codebook").get_by_role("row")
    before = rows.count()
    page.get_by_label("Search the codebook").fill("supervision")
    page.keyboard.press("Enter")
    expect(book.get_by_text("match “supervision”")).to_be_visible()
    expect_address(page, "/method", term=["supervision"])
    quiet(page)
    assert 0 < rows.count() < before


def test_a_conflict_opens_to_its_evidence(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/method")
    arrived(page, "Method")
    page.get_by_role("link", name="S051", exact=True).click()
    expect(panel(page)).to_contain_text("S051")
    expect_address(page, "/evidence", record=["S051"])
