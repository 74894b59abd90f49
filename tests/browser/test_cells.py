"""A cell opens its evidence beside it: by a click on its pixels, and without a mouse."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader, Server
from tests.browser.screen import (
    arrived,
    choose,
    click_mark,
    expect_address,
    filter_words,
    grid_button,
    keyed,
    matrix_cell,
    panel,
    quiet,
)


def _beside(page: Page, container: str) -> None:
    picture_part = keyed(page, container).locator(".matrix")
    picture_box = picture_part if picture_part.count() else keyed(page, container)
    evidence, picture = panel(page).bounding_box(), picture_box.bounding_box()
    assert evidence is not None
    assert picture is not None
    assert evidence["x"] >= picture["x"] + 0.5 * picture["width"]
    expect(panel(page)).to_be_in_viewport(ratio=0.99)


def test_a_click_on_the_heatmap_opens_the_cell(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/factors")
    arrived(page, "Factors")
    expect(panel(page)).to_be_hidden()
    click_mark(page, "certification", "au")
    expect_address(page, "/factors", factor=["certification"], place=["au"])
    expect(panel(page)).to_contain_text("Formal training and certification")
    expect(panel(page)).to_contain_text("study carried out in China; cited for certification in Australia")
    cited = panel(page).get_by_role("link", name="Fan et al. 2018")
    assert (cited.get_attribute("href") or "").startswith("https://doi.org/10.")
    _beside(page, "factor_matrix")
    # Another cell replaces it, a gap included; Close leaves none.
    click_mark(page, "medical_model", "au")
    expect_address(page, "/factors", factor=["medical_model"], place=["au"])
    expect(panel(page)).to_contain_text("Dominance of the medical model")
    click_mark(page, "medical_model", "jp")
    expect(panel(page)).to_contain_text("That is a gap in the source")
    panel(page).get_by_role("button", name="Close").click()
    expect(panel(page)).to_be_hidden()
    expect_address(page, "/factors")
    # The same cell opens again, though the chart may still hold it.
    click_mark(page, "medical_model", "jp")
    expect(panel(page)).to_contain_text("That is a gap in the source")


def test_a_click_on_a_policy_cell_opens_it(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/jurisdictions")
    arrived(page, "Jurisdictions")
    grid_button(page, "staffing", "ca_on").click()
    expect_address(page, "/jurisdictions", lever=["staffing"], place=["ca_on"])
    expect(panel(page)).to_contain_text("0.5 FTE")
    expect(panel(page)).to_contain_text("Counts: per ACT team")
    expect(grid_button(page, "staffing", "ca_on")).to_have_attribute("aria-pressed", "true")
    _beside(page, "policy_table")
    panel(page).get_by_role("button", name="Close").click()
    expect(panel(page)).to_be_hidden()
    expect_address(page, "/jurisdictions")
    grid_button(page, "staffing", "ca_on").click()
    expect(panel(page)).to_contain_text("0.5 FTE")


def test_the_overview_opens_its_cells_too(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/")
    arrived(page, "Overview")
    grid_button(page, "reported_result", "ca_on").click()
    expect_address(page, "/", lever=["reported_result"], place=["ca_on"])
    expect(panel(page)).to_contain_text("Sources disagree.")


def test_two_boxes_open_a_cell_without_a_mouse(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/factors")
    arrived(page, "Factors")
    for label, typed in (("Factor", "Formal training"), ("Place", "Switzerl")):
        box = page.get_by_role("combobox", name=label, exact=True)
        box.focus()
        page.keyboard.type(typed)
        expect(page.get_by_role("option", name=typed).first).to_be_visible()
        page.keyboard.press("Enter")
        quiet(page)
    expect(panel(page)).to_contain_text("Formal training and certification")
    expect_address(page, "/factors", factor=["certification"], place=["ch"])


def test_arrows_walk_the_matrix_and_enter_opens_a_cell(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/factors")
    arrived(page, "Factors")
    cells = keyed(page, "factor_matrix").locator("td.cell")
    # One stop in the order of Tab, whatever the number of cells.
    expect(keyed(page, "factor_matrix").locator('td.cell[tabindex="0"]')).to_have_count(1)
    first = cells.first
    expect(first).to_have_attribute("data-cell", "medical_model au")
    first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    here = page.evaluate("document.activeElement.dataset.cell")
    factor, _, place = here.partition(" ")
    assert place == "ca_on"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    expect(keyed(page, "factor_matrix").locator(".tip")).to_be_visible()
    page.keyboard.press("Enter")
    expect_address(page, "/factors", factor=[factor], place=[place])
    expect(panel(page)).to_be_visible()
    expect(matrix_cell(page, factor, place)).to_have_attribute("aria-selected", "true")
    # Whoever reads by keyboard goes on from the cell.
    expect(matrix_cell(page, factor, place)).to_be_focused()


def test_the_names_of_factors_stay_while_columns_scroll(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/factors?columns=works")
    arrived(page, "Factors")
    across = keyed(page, "factor_matrix").locator(".across")
    name = keyed(page, "factor_matrix").locator("tbody th.factor").first
    before = name.bounding_box()
    scrolled = across.evaluate("element => { element.scrollLeft = 900; return element.scrollLeft; }")
    assert scrolled > 500
    after = name.bounding_box()
    assert before is not None
    assert after is not None
    assert 0 <= after["x"] - across.bounding_box()["x"] < 2  # type: ignore[index]
    assert after["x"] < before["x"]


def test_tab_and_enter_open_a_policy_cell(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/jurisdictions")
    arrived(page, "Jurisdictions")
    page.get_by_role("region", name="Levers by place").focus()
    page.keyboard.press("Tab")
    # One stop in the order of Tab; the arrows lead on from there.
    page.keyboard.press("ArrowRight")
    cell = page.evaluate("document.activeElement.dataset.cell")
    assert cell
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    page.keyboard.press("Enter")
    lever, _, place = cell.partition(" ")
    expect_address(page, "/jurisdictions", lever=[lever], place=[place])
    expect(panel(page)).to_be_visible()
    # Whoever reads by keyboard goes on from the cell, not from the top of the page.
    expect(grid_button(page, lever, place)).to_be_focused()


def test_a_filter_changes_matrix_table_and_address(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/factors")
    arrived(page, "Factors")
    signs = keyed(page, "factor_matrix").locator("td.held")
    table = keyed(page, "factor_matrix").locator("table.words td")
    expect(table).to_have_count(0)
    page.get_by_text("The same numbers as a table").click()
    expect(signs.filter(has_text="▲").first).to_be_attached()
    expect(table.filter(has_text="▲").first).to_be_visible()
    # One for each cell of the matrix; a gap is said, and never a zero.
    expect(table).to_have_count(keyed(page, "factor_matrix").locator("td.cell").count())
    expect(table.filter(has_text="no record")).to_have_count(table.count() - signs.count())
    choose(page, "Evidence", "Directions", "Barrier")
    expect_address(page, "/factors", directions=["barrier"])
    expect(filter_words(page)).to_contain_text("Direction:")
    expect(signs.filter(has_text="▼").first).to_be_attached()
    expect(table.filter(has_text="▼").first).to_be_attached()
    expect(table.filter(has_text="▲")).to_have_count(0)
    expect(signs.filter(has_text=re.compile("^(▲ |◆|○)"))).to_have_count(0)
    page.get_by_role("button", name="Clear filters").click()
    expect_address(page, "/factors")
    expect(table.filter(has_text="▲").first).to_be_attached()
