"""The drawer stays in view and leaves the table as it is; every table walks by arrows and keeps its head in sight."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Reader, Server
from tests.browser.screen import address, arrived, expect_address, grid_button, keyed, matrix_cell, panel, quiet

PHONE = {"width": 390, "height": 844}
FTE = ("0.5 FTE", "35% of full-time")
# A page, its heading, a cell, the next one to the right, what is behind each, and the table that they stand in.
PAGES = (
    ("/", "Overview", "staffing ca_on", "staffing ch", FTE, "table.grid"),
    ("/jurisdictions", "Jurisdictions", "staffing ca_on", "staffing ch", FTE, "table.grid"),
    ("/factors", "Factors", "medical_model au", "medical_model ca_on", ("Australia", "gap in the source"), ".across"),
)


def cell(page: Page, name: str) -> Locator:
    return page.locator(f'[data-cell="{name}"]').first


def scrolled(page: Page) -> list[float]:
    return page.evaluate("(e => [e.scrollLeft, e.scrollTop])(document.querySelector('[data-testid=stMain]'))")


def widths(table: Locator) -> list[float]:
    return table.evaluate("e => [...e.rows].flatMap(row => [...row.cells].map(c => Math.round(c.offsetWidth)))")


@pytest.mark.parametrize(("link", "title", "first", "second", "behind", "drawn"), PAGES, ids=[p[1] for p in PAGES])
def test_a_cell_opens_in_sight_steps_on_and_closes_by_escape(
    reader: Reader,
    server: Server,
    link: str,
    title: str,
    first: str,
    second: str,
    behind: tuple[str, str],
    drawn: str,
) -> None:
    page = reader.open(server, link)
    arrived(page, title)
    table = page.locator(drawn).first if drawn == "table.grid" else page.locator(drawn).locator("table").first
    before = widths(table)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/behind?" in request.url else None)
    cell(page, first).hover()
    page.wait_for_timeout(300)
    assert len(asked) == 1, "what is behind a cell is fetched while the pointer rests on it"
    cell(page, first).click()
    expect(panel(page)).to_be_in_viewport(ratio=0.99)
    expect(panel(page)).to_contain_text(behind[0])
    quiet(page)
    assert widths(table) == before, "the table keeps its layout"
    # By its button, by the arrow on the button, and by the arrow on the cell.
    row, _, column = second.partition(" ")
    opened = {"factor" if title == "Factors" else "lever": [row], "place": [column]}
    for _ in range(2):
        panel(page).get_by_role("button", name="Open the cell to the right").click()
        expect(panel(page)).to_contain_text(behind[1])
        expect_address(page, link, **opened)
        panel(page).get_by_role("button", name="Open the cell to the left").press("ArrowLeft")
        expect(panel(page)).to_contain_text(behind[0])
    quiet(page)
    cell(page, first).focus()
    page.keyboard.press("ArrowRight")
    expect(cell(page, second)).to_be_focused()
    expect(panel(page)).to_contain_text(behind[1])
    expect_address(page, link, **opened)
    # No open cell lies beneath the drawer.
    box, over = cell(page, second).bounding_box(), panel(page).bounding_box()
    assert box is not None
    assert over is not None
    assert box["x"] + box["width"] <= over["x"]
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(cell(page, second)).to_be_focused()
    expect_address(page, link)


def test_a_cell_far_down_a_page_opens_beside_itself_with_its_head(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/jurisdictions")
    arrived(page, "Jurisdictions")
    last = page.locator("table.grid tbody tr").last.locator("[data-cell]").last
    last.scroll_into_view_if_needed()
    head = page.locator("table.grid thead th").nth(2)
    assert scrolled(page)[1] > 400
    expect(head).to_be_in_viewport(ratio=0.9)
    last.click()
    expect(panel(page)).to_be_in_viewport(ratio=0.99)
    expect(last).to_be_in_viewport(ratio=0.99)
    box, over = last.bounding_box(), panel(page).bounding_box()
    assert box is not None
    assert over is not None
    assert box["x"] + box["width"] <= over["x"]
    name = page.locator("table.grid tbody th").last.bounding_box()
    assert name is not None
    assert name["x"] >= 0, "the rows' names stay, too"
    panel(page).get_by_role("button", name="Close").click()
    expect(panel(page)).to_be_hidden()
    expect(last).to_be_focused()
    assert scrolled(page)[0] == 0


@pytest.mark.parametrize("link", ["/factors?columns=works", "/influences"])
def test_the_heads_of_a_wide_table_stay(reader: Reader, server: Server, link: str) -> None:
    page = reader.open(server, link, viewport={"width": 1000, "height": 520})
    arrived(page, "Factors" if "factors" in link else "Influences")
    table = page.locator("table[role=grid]")
    scroller = table.locator("xpath=..")
    # Where columns are off the screen, the edge says so.
    expect(scroller).to_have_class(re.compile(r"\bgoes-on\b"))
    scroller.evaluate("e => { e.scrollLeft = 300; e.scrollTop = 200; }")
    head, row = table.locator("thead th").last, table.locator("tbody tr:has([data-cell]) > th:last-of-type").nth(8)
    box = scroller.bounding_box()
    assert box is not None
    top, left = head.bounding_box(), row.bounding_box()
    assert top is not None
    assert left is not None
    assert -2 < top["y"] - box["y"] < 60
    assert abs(left["x"] - box["x"]) < 2


def test_arrows_walk_the_table_of_influences_past_its_gaps(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/influences")
    arrived(page, "Influences")
    cells = page.locator("table.links [data-cell]")
    expect(page.locator('table.links [data-cell][tabindex="0"]')).to_have_count(1)
    cells.first.focus()
    seen = []
    for key in ("ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft", "End", "Home"):
        page.keyboard.press(key)
        seen.append(page.evaluate("document.activeElement.dataset.cell ?? ''"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert all(seen)
    assert len(set(seen)) > 2
    page.keyboard.press("Enter")
    expect(panel(page)).to_contain_text("The link that was opened")
    expect(panel(page)).to_be_in_viewport(ratio=0.99)
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect_address(page, "/influences")


def test_the_drawer_keeps_and_cites(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/factors?factor=certification&place=au&levels=macro")
    arrived(page, "Factors")
    ids = panel(page).locator("li[id]").evaluate_all("items => items.map(item => item.id)")
    keep = panel(page).get_by_role("button", name="Add to basket")
    keep.click()
    expect(panel(page).get_by_role("button", name="In the basket")).to_be_visible()
    assert address(page)["basket"] == ids
    panel(page).get_by_role("button", name="Cite").click()
    text = panel(page).get_by_label("References of what is open")
    expect(text).to_have_value(re.compile(r"Fan, Y\..*2018", re.DOTALL))
    expect(text).to_have_value(
        __import__("re").compile(r"Formal training and certification, Australia\..*factor=certification", 16)
    )
    panel(page).get_by_role("button", name="In the basket").click()
    expect(panel(page).get_by_role("button", name="Add to basket")).to_be_visible()
    panel(page).get_by_role("button", name="Close").click()
    expect_address(page, "/factors", levels=["macro"])


def test_on_a_phone_the_drawer_is_a_sheet_from_below(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/jurisdictions", viewport=PHONE, has_touch=True, is_mobile=True)
    arrived(page, "Jurisdictions")
    grid_button(page, "staffing", "ca_on").click()
    expect(panel(page)).to_be_in_viewport(ratio=0.99)
    box, over = grid_button(page, "staffing", "ca_on").bounding_box(), panel(page).bounding_box()
    assert box is not None
    assert over is not None
    assert over["y"] + over["height"] == PHONE["height"]
    assert box["y"] + box["height"] <= over["y"], "the open cell stands above it"
    page.goto(f"{server.address}/factors")
    arrived(page, "Factors")
    name = keyed(page, "factor_matrix").locator("tbody th.factor span").nth(2)
    assert name.evaluate("e => e.scrollWidth <= e.clientWidth"), "the factors' names are whole"
    matrix_cell(page, "medical_model", "au").click()
    expect(panel(page)).to_be_in_viewport(ratio=0.99)
    links = keyed(page, "navigation").get_by_role("link").all()
    covered = [
        link.inner_text()
        for link in links
        if not link.evaluate("""e => { const b = e.getBoundingClientRect();
            return e.contains(document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2))
                || b.y < 0 || b.y > innerHeight; }""")
    ]
    assert covered == []
