"""No serious violation of accessibility on any page, light or dark, with or without an open cell."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Reader, Server
from tests.browser.screen import PAGES, arrived, keyed, matrix_cell, panel

VIEWS = (
    ("/", "Overview"),
    ("/?lever=staffing&place=ch", "Overview"),
    ("/jurisdictions", "Jurisdictions"),
    ("/jurisdictions?lever=reported_result&place=ca_on", "Jurisdictions"),
    ("/factors", "Factors"),
    ("/factors?factor=certification&place=au", "Factors"),
    ("/influences", "Influences"),
    ("/influences?factor=remuneration&record=I021", "Influences"),
    ("/lessons", "Lessons"),
    ("/evidence?q=pay&basket=E110", "Evidence"),
    ("/evidence?record=E110", "Evidence"),
    ("/evidence?show=works&work=burr_2020", "Evidence"),
    ("/evidence?show=timeline", "Evidence"),
    ("/briefing", "Briefing"),
    ("/briefing?preview=true&sections=staffing&sections=matrix", "Briefing"),
    ("/method", "Method"),
    ("/method?term=pay", "Method"),
)


def test_each_page_is_looked_at() -> None:
    assert {title for _, title in VIEWS} == {title for _, title, _ in PAGES}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("link", "title"), VIEWS, ids=[link for link, _ in VIEWS])
def test_no_serious_violation(reader: Reader, server: Server, link: str, title: str, theme: str) -> None:
    page = reader.open(server, link, color_scheme=theme)
    arrived(page, title)
    if "place=" in link:
        expect(panel(page)).to_be_visible()
    ground = page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    assert ground == ("rgb(18, 24, 31)" if theme == "dark" else "rgb(255, 255, 255)")
    expect(page.locator(f".pc.{theme}").first).to_be_attached()
    found = Axe().run(page).response["violations"]
    serious = [
        f"{fault['id']} ({fault['impact']}): {node['html'][:160]} {node.get('failureSummary', '')}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]
    assert serious == []


def test_a_chart_says_its_finding_to_those_who_cannot_see_it(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/")
    arrived(page, "Overview")
    drawn = keyed(page, "levels").locator("[role=graphics-document]").first
    assert "places have a record at macro" in (drawn.get_attribute("aria-label") or "")


def test_the_matrix_says_its_finding_and_its_cells_to_those_who_cannot_see_it(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/factors?factor=certification&place=au")
    arrived(page, "Factors")
    grid = page.get_by_role("grid", name="Factors by place")
    told = page.locator(f"#{grid.get_attribute('aria-describedby')}")
    expect(told).to_contain_text("cells hold a record")
    cell, gap = matrix_cell(page, "medical_model", "au"), matrix_cell(page, "medical_model", "jp")
    expect(cell).to_have_accessible_name(re.compile("^barrier, two or more works; "))
    expect(gap).to_have_accessible_name("no record in this source")
    # Headed by what it stands in: factors by row, places by column, levels and domains over groups of rows.
    expect(grid.get_by_role("rowheader", name="Dominance of the medical model")).to_have_attribute("scope", "row")
    expect(grid.get_by_role("columnheader", name="Australia", exact=True)).to_have_attribute("scope", "col")
    found = Axe().run(page).response["violations"]
    assert [fault["id"] for fault in found if fault["impact"] in ("serious", "critical")] == []


def test_an_open_menu_has_no_serious_violation(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/factors")
    arrived(page, "Factors")
    keyed(page, "filters").get_by_role("button", name="Levels and factors").click()
    expect(page.get_by_role("combobox", name="Domains")).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [fault["id"] for fault in found if fault["impact"] in ("serious", "critical")] == []
