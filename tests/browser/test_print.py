"""Nothing of a page is lost on paper: each column and row, the open cell, the filters, the source, the address."""

import io
import re

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.conftest import Reader, Server
from tests.browser.screen import arrived, keyed, panel

# A page, its heading, its table, what the filters say, and what stands behind the open cell.
PAGES = (
    (
        "/jurisdictions?places=au&places=ca_on&places=ch&places=uk&places=us&places=us_va&lever=staffing&place=ch",
        "Jurisdictions",
        "policy_table",
        "Places: Australia",
        "Peer support workers work 35% of a full-time equivalent",
    ),
    ("/factors?levels=macro&factor=certification&place=au", "Factors", "factor_matrix", "Macro", "Fan et al. 2018"),
    ("/influences", "Influences", "influence_table", "not asked for", "Trust in experiential knowledge"),
)


def words(text: str) -> str:
    return re.sub(r"\s+", "", text)


def on_paper(page: Page) -> str:
    return words("".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages))


@pytest.mark.parametrize(("link", "title", "table", "filters", "behind"), PAGES, ids=[each[1] for each in PAGES])
def test_all_that_is_on_screen_is_on_paper(
    reader: Reader, server: Server, link: str, title: str, table: str, filters: str, behind: str
) -> None:
    page = reader.open(server, link, viewport={"width": 1440, "height": 900})
    arrived(page, title)
    if "place=" in link:
        panel(page).locator("li").first.wait_for()
    rows = keyed(page, table).locator("table[role=grid] tbody th[scope=row]").all_inner_texts()
    last = keyed(page, table).locator("table[role=grid] tbody tr:last-child td:has([data-cell], .cell)")
    printed = on_paper(page)
    assert [row for row in rows if words(row) not in printed] == []
    assert words(filters) in printed
    assert words(behind) in printed
    assert "Source:MirbahaeddinandChreim2022" in printed
    assert words(f"Address: {server.address}{link.partition('?')[0]}?") in printed
    # By the place of each column on the sheet: none lies beyond its edge.
    page.set_viewport_size({"width": 718, "height": 1000})
    page.emulate_media(media="print")
    edge = page.evaluate("document.documentElement.clientWidth")
    for cell in (last.first, last.last) if last.count() else ():
        box = cell.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= edge + 1
    picture = keyed(page, "influence_map").locator("svg.marks")
    if picture.count():
        box = picture.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= edge + 1
