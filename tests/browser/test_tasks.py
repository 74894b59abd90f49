"""What an analyst comes for, done by clicking only."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Reader, Server
from tests.browser.screen import address, arrived, choose, click_mark, go, grid_button, keyed, menu, panel


def test_who_requires_how_much_staffing_and_can_it_be_compared(reader: Reader, server: Server) -> None:
    """Who requires how much peer staffing, and can I compare Ontario with Switzerland?"""
    page = reader.open(server, "/")
    arrived(page, "Overview")
    staffing = page.locator("table.grid tr").filter(has=page.get_by_role("rowheader", name="Staffing", exact=True))
    expect(staffing).to_contain_text("0.5 FTE")
    expect(grid_button(page, "staffing", "ca_on")).to_contain_text("required")
    expect(grid_button(page, "staffing", "ch")).to_contain_text("observed")
    grid_button(page, "staffing", "ca_on").click()
    expect(panel(page)).to_contain_text("Counts: per ACT team")
    expect(panel(page)).to_contain_text("White et al. 2003")
    expect(panel(page)).to_contain_text("REG-3")
    go(page, "Jurisdictions")
    choose(page, "Places", "Places", "Ontario ACT", "Switzerland")
    numbers = keyed(page, "staffing")
    expect(numbers).to_contain_text("Not the same measure.")
    expect(numbers).to_contain_text("unit: FTE")
    expect(numbers).to_contain_text("status: required")
    expect(numbers.locator("section").filter(has_text="0.5 FTE")).to_contain_text("= 20 hours a week")
    expect(numbers.locator("section").filter(has_text="35% of full-time").first).to_contain_text("= 14 hours a week")
    expect(numbers.locator("section").first).to_contain_text("if a full-time week has 40 hours")
    assert address(page)["places"] == ["ca_on", "ch"]


def test_which_factors_hinder_in_australia_and_who_says_so(reader: Reader, server: Server) -> None:
    """Which factors hinder in Australia, says who?"""
    page = reader.open(server, "/")
    arrived(page, "Overview")
    go(page, "Factors")
    choose(page, "Places", "Places", "Australia")
    choose(page, "Evidence", "Directions", "Barrier")
    expect(menu(page, "Places")).to_have_text(re.compile("Places · 1"))
    signs = keyed(page, "factor_matrix").locator("td.held").filter(has_text=re.compile(r"^▼ \d"))
    expect(signs.first).to_be_attached()
    assert address(page) == {"places": ["au"], "directions": ["barrier"]}
    click_mark(page, "medical_model", "au")
    expect(panel(page)).to_contain_text("Dominance of the medical model")
    expect(panel(page)).to_contain_text("barrier")
    names = panel(page).locator("ul.works a").all_text_contents()
    assert names
    assert all(re.fullmatch(r".+ (\d{4}[a-z]?|n\.d\.)", name) for name in names)
    assert (panel(page).locator("ul.works a").first.get_attribute("href") or "").startswith("https://")
