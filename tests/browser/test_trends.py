"""A point of a small chart opens its fact, in sight, as often as it is clicked."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Reader, Server
from tests.browser.screen import arrived, expect_address, keyed, panel, quiet

CHART = "/jurisdictions?places=us&series=us_states_certification_programme"
VIEW = {"places": ["us"], "series": ["us_states_certification_programme"]}


def _points(page: Page) -> Locator:
    return keyed(page, "trend").locator(".mark-symbol path")


def test_a_point_opens_its_fact_and_opens_again(reader: Reader, server: Server) -> None:
    page = reader.open(server, CHART)
    arrived(page, "Jurisdictions")
    expect(_points(page)).to_have_count(6)
    first = {"lever": ["certification"], "place": ["us"], "point": ["S006"]}
    for _ in range(2):
        _points(page).first.click()
        expect_address(page, "/jurisdictions", **VIEW, **first)
        expect(panel(page).locator("li").first).to_contain_text("S006")
        expect(panel(page)).to_be_in_viewport()
        panel(page).get_by_role("button", name="Close").click()
        expect_address(page, "/jurisdictions", **VIEW)
        expect(panel(page)).to_be_hidden()
        quiet(page)


def test_without_a_mouse_the_table_opens_the_same(reader: Reader, server: Server) -> None:
    page = reader.open(server, CHART)
    arrived(page, "Jurisdictions")
    keyed(page, "trend").get_by_role("button", name="44 states").focus()
    page.keyboard.press("Enter")
    expect(panel(page).locator("li").first).to_contain_text("S009")
    expect_address(page, "/jurisdictions", **VIEW, lever=["certification"], place=["us"], point=["S009"])
