"""What stands on the screen, and the reader's hands: clicks on cells, choices in menus."""

import re
import time
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

# Address, heading, the container that must stand on the page.
PAGES = (
    ("/", "Overview", "policy_cards"),
    ("/jurisdictions", "Jurisdictions", "policy_table"),
    ("/factors", "Factors", "factor_matrix"),
    ("/influences", "Influences", "influence_map"),
    ("/lessons", "Lessons", "lessons"),
    ("/evidence", "Evidence", "evidence_table"),
    ("/briefing", "Briefing", "briefing"),
    ("/method", "Method", "coverage"),
)
# What must be drawn within that container, where it isn't a table.
DRAWN = {
    "factor_matrix": "td.held",
    "influence_map": "svg.marks",
    "coverage": "svg.marks",
    "lessons": ".pc",
    "briefing": ".pc",
}


def keyed(page: Page, key: str) -> Locator:
    """Return the container or widget with a key."""
    return page.locator(f".st-key-{key}")


def heading(page: Page, title: str) -> Locator:
    return page.get_by_role("heading", level=1, name=title, exact=True)


def arrived(page: Page, title: str) -> None:
    """Wait until a page stands whole: its heading, its shell, its content, no rerun going on."""
    expect(heading(page, title)).to_be_visible()
    container = next(container for _, name, container in PAGES if name == title)
    expect(keyed(page, container)).to_be_visible()
    expect(keyed(page, "filters")).to_be_visible()
    expect(keyed(page, container).locator(DRAWN.get(container, "table")).first).to_be_visible()
    if title == "Overview":
        expect(keyed(page, "levels").locator("svg.marks").first).to_be_visible()
    quiet(page)


def quiet(page: Page) -> None:
    """Wait until no run of the script is going on."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def panel(page: Page) -> Locator:
    return keyed(page, "evidence_panel")


def address(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query, keep_blank_values=True)


def expect_address(page: Page, path: str, **params: list[str]) -> None:
    """Wait until the address is this path with exactly these parameters."""

    def reached(url: str) -> bool:
        parts = urlsplit(url)
        return parts.path == path and parse_qs(parts.query, keep_blank_values=True) == params

    page.wait_for_url(reached, wait_until="commit")


def go(page: Page, title: str) -> None:
    """Click a page's name in the navigation."""
    keyed(page, "navigation").get_by_role("link", name=title, exact=True).click()
    arrived(page, title)


def filter_words(page: Page) -> Locator:
    return keyed(page, "filters").locator(".pc.filters")


def menu(page: Page, title: str) -> Locator:
    """Return the button of a menu of the filter bar."""
    return keyed(page, "filters").get_by_role("button", name=re.compile(rf"^{title}( · \d+)?$"))


def choose(page: Page, title: str, label: str, *options: str) -> None:
    """Choose options in one of the lists of a menu, and close the menu; a short name may have its long one behind."""
    menu(page, title).click()
    box = page.get_by_role("combobox", name=label, exact=True)
    for option in options:
        box.click()
        offered = page.get_by_role("option", name=re.compile(rf"^{re.escape(option)}( · .*)?$"))
        offered.click()
        expect(offered).to_have_count(0)
        quiet(page)
    page.keyboard.press("Escape")
    menu(page, title).click()
    expect(page.get_by_role("combobox", name=label, exact=True)).to_have_count(0)


def grid_button(page: Page, lever: str, place: str) -> Locator:
    return page.locator(f'button[data-cell="{lever} {place}"]')


def matrix_cell(page: Page, factor: str, place: str) -> Locator:
    """Return a cell of the factor matrix, a gap or not."""
    return keyed(page, "factor_matrix").locator(f'td.cell[data-cell="{factor} {place}"]')


def click_mark(page: Page, factor: str, place: str) -> None:
    """Click the pixels in the middle of a cell of the factor matrix, once nothing moves it any more."""
    quiet(page)
    cell = matrix_cell(page, factor, place)
    cell.scroll_into_view_if_needed()
    # Beside an open drawer the page scrolls sideways: a cell beneath the heads of its row is brought out first.
    cell.evaluate("""cell => {
        const box = cell.getBoundingClientRect();
        const above = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        if (!cell.contains(above)) cell.scrollIntoView({ block: "nearest", inline: "center" });
    }""")
    box = cell.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


_SHOWN = """() => {
    const words = selector => [...document.querySelectorAll(selector)].map(e => e.textContent.replace(/\\s+/g, " "));
    return [words("h1"), words(".pc.filters"), words("table.grid button, table.grid .static"),
        words(".st-key-factor_matrix td.held"), words(".st-key-evidence_panel .panel"),
        words(".st-key-staffing .amount")];
}"""


@dataclass(frozen=True)
class View:
    """All that makes a view: its address, and what its page shows."""

    path: str
    params: dict[str, list[str]]
    shown: list[list[str]]


def view(page: Page) -> View:
    """Return the view on screen; its link may name the dataset's version, or not."""
    quiet(page)
    params = {name: value for name, value in address(page).items() if name != "v"}
    return View(urlsplit(page.url).path, params, page.evaluate(_SHOWN))


def expect_view(page: Page, expected: View) -> None:
    """Wait until the screen shows exactly this view."""
    until = time.monotonic() + 30
    while (found := view(page)) != expected and time.monotonic() < until:
        page.wait_for_timeout(100)
    assert found == expected


def tags(page: Page, label: str) -> list[str]:
    """Return what is chosen in a list of a menu that is open."""
    box = page.get_by_test_id("stMultiSelect").filter(has=page.get_by_role("combobox", name=label, exact=True))
    said = box.get_by_test_id("stMultiSelectTagsContainer").inner_text()
    return said.split("\n") if said else []
