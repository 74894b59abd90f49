"""The view on screen is the view that was chosen: menus, Clear, Back, cells and files say the same."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader, Server
from tests.browser.screen import (
    address,
    arrived,
    choose,
    click_mark,
    expect_address,
    filter_words,
    go,
    grid_button,
    keyed,
    matrix_cell,
    menu,
    panel,
    quiet,
    tags,
)

CELL = {"factor": ["certification"], "place": ["au"]}


def look(page: Page, title: str) -> None:
    """Look into a menu, and close it."""
    menu(page, title).click()
    expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
    quiet(page)


def clear(page: Page) -> None:
    page.get_by_role("button", name="Clear filters").click()
    expect(page.get_by_role("button", name="Clear filters")).to_be_disabled()
    quiet(page)


def add(page: Page, typed: str) -> None:
    """Type into the open list of places, and choose what is marked."""
    page.get_by_role("combobox", name="Places", exact=True).click()
    page.keyboard.type(typed)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    quiet(page)


def selector(page: Page, label: str) -> str:
    quiet(page)
    return page.get_by_role("combobox", name=label, exact=True).input_value()


def saved_rows(page: Page, key: str, to: Path) -> list[str]:
    """Save a table as CSV from its open menu, and return its rows."""
    with page.expect_download() as download:
        page.locator(f".st-key-{key}_csv button").click()
    download.value.save_as(to)
    with ZipFile(to) as held:
        name = next(name for name in held.namelist() if name.endswith(".csv"))
        return held.read(name).decode("utf-8-sig").splitlines()


@pytest.mark.parametrize("undo", ["clear", "back"])
def test_what_was_taken_back_stays_back(reader: Reader, server: Server, undo: str) -> None:
    page = reader.open(server, "/factors")
    arrived(page, "Factors")
    choose(page, "Places", "Places", "United States")
    expect_address(page, "/factors", places=["us"])
    if undo == "clear":
        clear(page)
    else:
        page.go_back()
    expect_address(page, "/factors")
    expect(filter_words(page)).to_have_text("Places: all")
    click_mark(page, "certification", "au")
    expect_address(page, "/factors", **CELL)
    look(page, "Places")
    click_mark(page, "medical_model", "au")
    expect_address(page, "/factors", factor=["medical_model"], place=["au"])


def test_a_menu_holds_what_the_link_holds(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/factors?places=au")
    arrived(page, "Factors")
    click_mark(page, "certification", "au")
    expect_address(page, "/factors", places=["au"], **CELL)
    menu(page, "Places").click()
    assert tags(page, "Places") == ["Australia"]
    add(page, "Switzerl")
    expect_address(page, "/factors", places=["au", "ch"], **CELL)
    assert tags(page, "Places") == ["Australia", "Switzerland"]


def test_looking_into_a_menu_leaves_the_file_as_it_was(reader: Reader, server: Server, tmp_path: Path) -> None:
    page = reader.open(server, "/factors?places=au")
    arrived(page, "Factors")
    save = keyed(page, "save_matrix_factors").locator("button").first
    save.click()
    before = saved_rows(page, "save_matrix_factors", tmp_path / "before.zip")
    page.keyboard.press("Escape")
    look(page, "Places")
    save.click()
    after = saved_rows(page, "save_matrix_factors", tmp_path / "after.zip")
    expect_address(page, "/factors", places=["au"])
    assert after == before
    assert all("Australia" in row for row in after if re.match(r'^"?Formal training', row))


def test_looking_into_view_changes_nothing(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/factors?columns=countries&measure=records&sort=evidence")
    arrived(page, "Factors")
    given = {"columns": ["countries"], "measure": ["records"], "sort": ["evidence"]}
    look(page, "View")
    look(page, "Places")
    keyed(page, "factor_matrix").locator("td.held").first.click()
    expect(panel(page)).to_be_visible()
    page.wait_for_url(re.compile("factor="))
    assert {name: value for name, value in address(page).items() if name not in ("factor", "column")} == given
    menu(page, "View").click()
    assert selector(page, "Columns are") == "Countries of the cited studies"
    assert selector(page, "Rows in") == "Most records first"
    assert selector(page, "Cells show") == "Number of records"


def test_looking_into_view_between_two_choices_adds_nothing(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/factors")
    arrived(page, "Factors")
    click_mark(page, "certification", "au")
    expect_address(page, "/factors", **CELL)
    look(page, "View")
    click_mark(page, "medical_model", "au")
    expect_address(page, "/factors", factor=["medical_model"], place=["au"])


def test_a_cell_that_the_filters_no_longer_hold_is_closed(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/factors")
    arrived(page, "Factors")
    click_mark(page, "certification", "au")
    expect_address(page, "/factors", **CELL)
    assert (selector(page, "Factor"), selector(page, "Place")) == ("Formal training and certification", "Australia")
    choose(page, "Places", "Places", "Switzerland")
    expect(panel(page)).to_be_hidden()
    # The factor is still among the rows; the place is no column any more.
    expect_address(page, "/factors", places=["ch"])
    assert (selector(page, "Factor"), selector(page, "Place")) == ("", "")


def test_an_open_cell_belongs_to_its_page(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/factors?home=ch")
    arrived(page, "Factors")
    click_mark(page, "certification", "au")
    expect_address(page, "/factors", home=["ch"], **CELL)
    go(page, "Lessons")
    expect_address(page, "/lessons", home=["ch"])
    expect(panel(page)).to_be_hidden()
    page.go_back()
    arrived(page, "Factors")
    expect_address(page, "/factors", home=["ch"], **CELL)
    expect(panel(page)).to_contain_text("Formal training and certification")


def test_a_link_that_holds_more_than_the_page_can_keeps_the_way_back(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/jurisdictions?series=nhs_psw_plan")
    arrived(page, "Jurisdictions")
    go(page, "Factors")
    choose(page, "Places", "Places", "Switzerland")
    expect_address(page, "/factors", places=["ch"], series=["nhs_psw_plan"])
    go(page, "Jurisdictions")
    expect_address(page, "/jurisdictions", places=["ch"])
    grid_button(page, "staffing", "ch").click()
    expect_address(page, "/jurisdictions", places=["ch"], lever=["staffing"], place=["ch"])
    go(page, "Briefing")
    expect_address(page, "/briefing", places=["ch"], place=["ch"])
    page.go_back()
    arrived(page, "Jurisdictions")
    expect_address(page, "/jurisdictions", places=["ch"], lever=["staffing"], place=["ch"])


def test_a_card_of_the_guide_moves_the_address(reader: Reader, server: Server) -> None:
    page = reader.open(server)
    arrived(page, "Overview")
    entries = page.evaluate("history.length")
    keyed(page, "guide_overview").get_by_role("link").click()
    expect(panel(page)).to_be_visible()
    page.wait_for_url(re.compile(r"/\?place=\w+&lever=\w+$"), wait_until="commit")
    assert page.evaluate("history.length") == entries + 1
    page.go_back()
    expect(panel(page)).to_be_hidden()
    expect_address(page, "/")


def test_a_cell_closed_stays_closed(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/jurisdictions?lever=staffing&place=ch")
    arrived(page, "Jurisdictions")
    panel(page).get_by_role("button", name="Close").click()
    expect(panel(page)).to_be_hidden()
    expect_address(page, "/jurisdictions")
    look(page, "Rows")
    grid_button(page, "staffing", "ca_on").click()
    expect_address(page, "/jurisdictions", lever=["staffing"], place=["ca_on"])


@pytest.mark.parametrize("way", ["cross", "filters"])
def test_a_search_can_be_cleared(reader: Reader, server: Server, way: str) -> None:
    page = reader.open(server, "/evidence?q=stigma")
    arrived(page, "Evidence")
    field = page.get_by_role("textbox", name="Search", exact=True)
    expect(field).to_have_value("stigma")
    if way == "cross":
        page.get_by_role("button", name="Clear the search").click()
    else:
        page.get_by_role("button", name="Clear filters").click()
    expect_address(page, "/evidence")
    expect(field).to_have_value("")
    quiet(page)
    page.reload()
    arrived(page, "Evidence")
    expect_address(page, "/evidence")


def test_a_few_letters_and_enter_choose_one_place(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/factors")
    arrived(page, "Factors")
    menu(page, "Places").click()
    add(page, "Austr")
    expect_address(page, "/factors", places=["au"])
    assert tags(page, "Places") == ["Australia"]
    expect(matrix_cell(page, "certification", "ch")).to_have_count(0)
