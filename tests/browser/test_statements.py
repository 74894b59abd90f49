"""The statements at the foot of every page: in reach, readable for all, and back again with the view kept."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Reader, Server
from tests.browser.screen import arrived, expect_address, heading, keyed


@pytest.mark.parametrize("title", ["Accessibility", "Privacy"])
@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")])
def test_a_statement_can_be_read_by_all(reader: Reader, server: Server, title: str, width: int, theme: str) -> None:
    page = reader.open(server, f"/{title.lower()}", viewport={"width": width, "height": 844}, color_scheme=theme)
    expect(heading(page, title)).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Not filled in yet.")).to_be_visible()
    expect(keyed(page, "foot")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= window.innerWidth")
    found = Axe().run(page).response["violations"]
    serious = [(fault["id"], [node["html"][:120] for node in fault["nodes"]]) for fault in found
               if fault["impact"] in ("serious", "critical")]  # fmt: skip
    assert serious == []


def test_from_a_view_to_a_statement_and_back(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/factors?places=au")
    arrived(page, "Factors")
    keyed(page, "foot").get_by_role("link", name="Privacy", exact=True).click()
    expect(heading(page, "Privacy")).to_be_visible()
    expect_address(page, "/privacy", places=["au"])
    page.go_back()
    arrived(page, "Factors")
    expect_address(page, "/factors", places=["au"])
    page.go_forward()
    expect(heading(page, "Privacy")).to_be_visible()
    keyed(page, "navigation").get_by_role("link", name="Evidence", exact=True).click()
    arrived(page, "Evidence")
    expect_address(page, "/evidence", places=["au"])
