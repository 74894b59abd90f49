"""A permalink as the very first request to a server that has just been started."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Reader, Server
from tests.browser.screen import PAGES, address, arrived, expect_address, filter_words, keyed, panel

VIEWS = (
    ("/?places=au&places=ch&lever=instrument&place=ch", "Overview", "Policy instrument"),
    ("/jurisdictions?places=ca_on&places=ch&supplement=false&lever=staffing&place=ca_on", "Jurisdictions", "0.5 FTE"),
    ("/factors?places=au&levels=macro&factor=certification&place=au", "Factors", "Formal training and certification"),
    ("/influences?places=au&factor=remuneration&record=I021", "Influences", ""),
    ("/lessons?places=au&home=ch", "Lessons", ""),
    ("/evidence?places=au&record=E110", "Evidence", "E110"),
    ("/briefing?places=au", "Briefing", ""),
    ("/method?places=au", "Method", ""),
)


def test_each_page_has_a_permalink_here() -> None:
    assert [title for _, title, _ in VIEWS] == [title for _, title, _ in PAGES]


@pytest.mark.parametrize(("link", "title", "behind"), VIEWS, ids=[title for _, title, _ in VIEWS])
def test_the_first_request_gives_the_view(
    fresh_server: Server, reader: Reader, link: str, title: str, behind: str
) -> None:
    page = reader.open(fresh_server, link)
    arrived(page, title)
    if behind:
        expect(panel(page)).to_contain_text(behind)
    for name in (name for _, name, _ in PAGES):
        expect(keyed(page, "navigation").get_by_role("link", name=name, exact=True)).to_be_visible()
    if title != "Method":
        expect(filter_words(page)).to_contain_text("Australia" if "places=au" in link else "Ontario ACT, Switzerland")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("Page not found")).to_have_count(0)
    expect(page.get_by_test_id("stSidebar")).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert page.url == fresh_server.address + link
    assert "Traceback" not in fresh_server.log.read_text(encoding="utf-8")


def test_what_is_not_valid_is_dropped_and_told(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/factors?places=atlantis&places=au&colour=red")
    arrived(page, "Factors")
    expect(page.get_by_role("status").filter(has_text="places=atlantis")).to_contain_text("colour=red")
    expect_address(page, "/factors", places=["au"])
    expect(filter_words(page)).to_contain_text("Places: Australia")


def test_reload_gives_the_same_view(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/jurisdictions?differ=true&lever=staffing&place=ch")
    arrived(page, "Jurisdictions")
    expect(panel(page)).to_contain_text("35% of full-time")
    before, rows = address(page), page.locator("table.grid tbody tr").count()
    page.reload()
    arrived(page, "Jurisdictions")
    expect(panel(page)).to_contain_text("35% of full-time")
    assert address(page) == before
    assert page.locator("table.grid tbody tr").count() == rows


def test_the_type_family_is_the_apps_own(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/jurisdictions")
    arrived(page, "Jurisdictions")
    page.evaluate("() => document.fonts.ready.then(() => true)")
    faces = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert "Inter" in [face.strip("'\"") for face in faces]
    family = page.locator("table.grid th").first.evaluate("e => getComputedStyle(e).fontFamily")
    assert family.startswith("Inter")
