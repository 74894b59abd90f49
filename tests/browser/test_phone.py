"""On a phone nothing runs out of the page, every page is in reach, evidence can be read."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Reader, Server
from tests.browser.screen import PAGES, arrived, go, keyed, panel

PHONE = {"width": 390, "height": 844}
VIEWS = (
    ("/", "Overview"),
    ("/jurisdictions?lever=staffing&place=ca_on", "Jurisdictions"),
    ("/factors?factor=certification&place=au", "Factors"),
    ("/influences?factor=remuneration", "Influences"),
    ("/lessons", "Lessons"),
    ("/evidence", "Evidence"),
    ("/method", "Method"),
)


@pytest.mark.parametrize(("link", "title"), VIEWS, ids=[title for _, title in VIEWS])
def test_a_phone_holds_the_page(reader: Reader, server: Server, link: str, title: str) -> None:
    page = reader.open(server, link, viewport=PHONE, has_touch=True, is_mobile=True)
    arrived(page, title)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= window.innerWidth")
    for name in (name for _, name, _ in PAGES):
        box = keyed(page, "navigation").get_by_role("link", name=name, exact=True).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        main = page.get_by_role("button", name="Main menu").bounding_box()
        assert main is not None
        apart = box["x"] + box["width"] <= main["x"] or box["y"] >= main["y"] + main["height"]
        assert apart, f"the browser's own menu lies over {name}"
    if "place=" in link:
        evidence = panel(page)
        evidence.scroll_into_view_if_needed()
        box = evidence.bounding_box()
        assert box is not None
        assert box["width"] >= 300
        assert box["x"] + box["width"] <= PHONE["width"]
        statement = evidence.locator(".statement").first
        expect(statement).to_be_visible()
        assert statement.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 13


def test_a_phone_goes_from_page_to_page(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/", viewport=PHONE, has_touch=True, is_mobile=True)
    arrived(page, "Overview")
    go(page, "Factors")
    go(page, "Jurisdictions")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
