"""The evidence page under a reader's hands: pages, basket and search keep place, focus and address."""

import json
import re

from playwright.sync_api import expect

from tests.browser.conftest import Reader, Server
from tests.browser.screen import address, arrived, expect_address, go, keyed, panel, quiet


def test_the_basket_survives_pages_of_the_list_and_of_the_dashboard(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/evidence")
    arrived(page, "Evidence")
    table = keyed(page, "evidence_table")
    table.locator('[data-act="basket E001"]').focus()
    page.keyboard.press("Enter")
    expect(table.locator('[data-act="basket E001"]')).to_have_attribute("aria-pressed", "true")
    expect(table.locator('[data-act="basket E001"]')).to_be_focused()
    expect_address(page, "/evidence", basket=["E001"])
    table.get_by_role("button", name="Page 3", exact=True).click()
    expect(table.locator('[aria-current="page"]')).to_have_text("3")
    expect(table.locator('[aria-current="page"]')).to_be_focused()
    # The new page is read from its head, not from where the old one was left.
    expect(table.locator("tbody tr").first).to_be_in_viewport()
    added = table.locator('[data-act^="basket "]').nth(4)
    name = (added.get_attribute("data-act") or "").removeprefix("basket ")
    added.click()
    expect(page).to_have_url(re.compile(rf"/evidence\?page=3&basket=E001&basket={name}$"))
    go(page, "Factors")
    assert address(page)["basket"] == ["E001", name]
    page.go_back()
    arrived(page, "Evidence")
    expect(keyed(page, "basket_strip")).to_contain_text("2 in the basket")
    keyed(page, "basket_strip").get_by_role("button", name="Open it").click()
    expect(table.locator("tbody tr")).to_have_count(2)
    keyed(page, "basket_strip").get_by_role("button", name="Empty it").click()
    expect(table.locator("tbody tr")).to_have_count(0)
    expect_address(page, "/evidence", show=["basket"])


def test_an_entry_far_down_opens_in_sight_and_leads_to_its_work(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/evidence")
    arrived(page, "Evidence")
    last = keyed(page, "evidence_table").locator("button.open").last
    last.click()
    expect(panel(page).get_by_role("button", name="Close")).to_be_in_viewport()
    expect(last).to_have_attribute("aria-pressed", "true")
    panel(page).get_by_role("button", name="All that rests on this work").first.click()
    expect(panel(page)).to_contain_text("What rests on it")
    assert "work" in address(page)
    panel(page).locator("button.open").first.click()
    expect(panel(page)).to_contain_text("Works behind it")
    # Close goes back to the work, and Escape then to the list alone.
    panel(page).get_by_role("button", name="Close").click()
    expect(panel(page)).to_contain_text("What rests on it")
    quiet(page)
    last.press("Escape")
    expect(panel(page)).to_have_count(0)
    expect_address(page, "/evidence")


def test_a_search_marks_what_it_found(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/evidence?page=4")
    arrived(page, "Evidence")
    page.get_by_label("Search").fill('"Burr et al., 2020"')
    page.keyboard.press("Enter")
    expect_address(page, "/evidence", q=['"Burr et al., 2020"'])
    expect(keyed(page, "evidence_table").locator("mark").first).to_have_text("Burr et al., 2020")


def test_on_a_phone_the_open_entry_lies_over_the_list_within_the_screen(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/evidence?record=E110", viewport={"width": 390, "height": 844})
    expect(panel(page)).to_be_visible()
    quiet(page)
    box = panel(page).bounding_box()
    assert box is not None
    assert box["y"] > 200
    assert box["y"] + box["height"] <= 845
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_click_on_a_dot_opens_its_work(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/evidence?show=timeline")
    marks = keyed(page, "timeline").locator("svg.marks .mark-symbol path")
    expect(marks.first).to_be_visible()
    quiet(page)
    marks.last.click()
    expect(panel(page)).to_contain_text("What rests on it")
    assert "work" in address(page)


def test_references_of_the_basket_and_of_a_list_are_saved(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/evidence?basket=E110&show=basket")
    arrived(page, "Evidence")
    # By keyboard alone: the menu, then each of its files.
    page.get_by_role("button", name="References", exact=True).press("Enter")
    files = keyed(page, "references_files")
    expect(files).to_contain_text("3 works behind the 1 entry in the basket. 1 not fully verified")

    def saved(name: str) -> tuple[str, str]:
        with page.expect_download() as download:
            files.get_by_role("button", name=re.compile(name)).press("Enter")
        return download.value.suggested_filename, download.value.path().read_text(encoding="utf-8")

    name, text = saved("Formatted text")
    assert name == "references_basket_3_works_psw_1.1.0.txt"
    assert text.startswith("References (APA 7): 3 works behind the 1 entry in the basket\n")
    assert [line.split(" ")[0] for line in text.splitlines() if "(20" in line] == ["Burr,", "Mirbahaeddin,", "Repper,"]
    assert saved("BibTeX")[1].count("\n@article{") + 1 == 3
    assert saved("RIS")[1].count("ER  - ") == 3
    name, text = saved("CSL-JSON")
    assert name.endswith(".json")
    assert {item["id"] for item in json.loads(text)} == {"burr_2020", "mirbahaeddin_2022", "repper_2011"}
    # A download leaves the page as it is.
    expect(files).to_be_visible()
    expect_address(page, "/evidence", basket=["E110"], show=["basket"])

    page.keyboard.press("Escape")
    keyed(page, "evidence_tools").get_by_role("radio", name="Works", exact=True).click()
    expect(keyed(page, "evidence_table")).to_contain_text("138 works:")
    quiet(page)
    page.get_by_role("button", name="References", exact=True).click()
    name, text = saved("Formatted text")
    assert "138 works of this list" in text
    assert text.count("\n\n") == 138
