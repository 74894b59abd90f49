"""A line of the lessons opens its evidence; the memo is one sheet of paper; the way in leads somewhere."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Reader, Server
from tests.browser.screen import address, arrived, keyed, panel, quiet


def test_a_click_on_a_line_opens_its_evidence(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/lessons?home=ch")
    page.locator('button[data-cell="lever bindingness ca_on"]').click()
    expect(panel(page)).to_contain_text("Teams must include peer specialists")
    assert address(page) == {"home": ["ch"], "lever": ["bindingness"], "place": ["ca_on"]}
    page.locator('button[data-cell="factor mandate ca_on"]').first.click()
    expect(panel(page)).to_contain_text("Mandates and requirements")
    quiet(page)
    assert address(page) == {"home": ["ch"], "factor": ["mandate"], "place": ["ca_on"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_memo_is_one_sheet(reader: Reader, server: Server, scheme: str) -> None:
    page = reader.open(server, "/lessons?home=us&memo=true", color_scheme=scheme)
    for home in ("us", "au", "ca", "eu_fr"):
        page.goto(f"/lessons?home={home}&memo=true")
        expect(page.locator(".pc.memo .link")).to_contain_text(f"home={home}")
        quiet(page)
        sheet = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1, home
        page.emulate_media(media="print")
        expect(keyed(page, "filters")).to_be_hidden()
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor") == "rgb(255, 255, 255)"
        )
        page.emulate_media(media="screen")


def test_the_way_in_answers_and_leaves_the_grid_on_the_first_screen(reader: Reader, server: Server) -> None:
    page = reader.open(server)
    arrived(page, "Overview")
    box = keyed(page, "policy_cards").locator("table").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 900
    keyed(page, "guide_jurisdictions").locator("p.guide-card").click(force=True)  # the link lies over it
    arrived(page, "Jurisdictions")
    assert address(page) == {"places": ["ca_on", "ch"], "numbers": ["staffing"]}
