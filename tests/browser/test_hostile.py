"""Data that a careless page would run, render or fetch stays text, in a real browser.

What must not happen anywhere (dialogs, errors, requests to other origins) the reader watches on every page.
"""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from components.drawing.markup import LONGEST
from components.panel.panel import MOST
from tests.browser.conftest import ORCHARD, Reader, Server
from tests.browser.screen import PAGES, arrived, click_mark, go, grid_button, keyed, menu, panel, quiet
from tests.hostile import RAN, write_crowded_cell, write_hostile, write_long_cell

pytestmark = pytest.mark.long

MARKDOWN = "![x](http://127.0.0.1:9/x.png) **b** $x$ :smile: [c](javascript:alert(1)) <b>d</b>"


@pytest.fixture(scope="module")
def orchard(serve: Callable[[Path], Server]) -> Server:
    """Return a server on the unlike dataset."""
    return serve(ORCHARD)


@pytest.fixture(scope="module")
def labelled(serve: Callable[[Path], Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Return a server on a dataset whose labels are Markdown and markup."""
    folder = Path(shutil.copytree(ORCHARD, tmp_path_factory.mktemp("labelled") / "dataset"))
    for file, label in (
        ("codebook.yaml", '"Late frost"'),
        ("codebook.yaml", '"Trees"'),
        ("codebook.yaml", '"@budget"'),
        ("jurisdictions/no.yaml", '"Norway"'),
        ("jurisdictions/ma_fes.yaml", '"فاس"'),
        ("dataset.yaml", '"Fruit trees in streets and squares <b>of cities</b>"'),
    ):
        text = (folder / file).read_text(encoding="utf-8")
        assert label in text
        (folder / file).write_text(text.replace(label, f"'{MARKDOWN}'"), encoding="utf-8")
    return serve(folder)


def _nothing_foreign(page: Page) -> None:
    for selector in (
        "main img",
        "main iframe",
        "main script",
        "main [onerror]",
        "main a[href^=javascript]",
        "main .katex",
    ):
        expect(page.locator(selector)).to_have_count(0)


def test_title_and_facts_of_the_unlike_dataset(reader: Reader, orchard: Server) -> None:
    page = reader.open(orchard, "/?places=no&places=no_oslo&places=bg_plovdiv&places=ma_fes")
    arrived(page, "Overview")
    expect(keyed(page, "masthead")).to_contain_text("<b>of cities</b>")
    go(page, "Jurisdictions")
    grid_button(page, "planting_rule", "no").click()
    expect(panel(page)).to_contain_text("<script>alert(1)</script>")
    _nothing_foreign(page)


CELLS = (
    ("planting_permit", "jp_kyoto", "<script>alert(1)</script> slows the permit."),
    ("planting_permit", "no_oslo", "![x](http://127.0.0.1:9/x.png) helps one applicant"),
    ("liability", "no_oslo", "[click](javascript:alert(1)) to report a plum"),
    ("liability", "elsewhere", "**bold** claims, $x$ times, :smile: and {{ statement }}."),
    ("city_budget", "ma_fes", "تبقى الميزانية كافية"),
    ("street_salt", "bg_plovdiv", "Зимой соли много, деревьев мало."),
)


def test_statements_are_shown_as_they_were_written(reader: Reader, orchard: Server) -> None:
    page = reader.open(orchard, "/factors")
    arrived(page, "Factors")
    for factor, place, words in CELLS:
        click_mark(page, factor, place)
        expect(panel(page)).to_contain_text(words)
        _nothing_foreign(page)


def test_a_right_to_left_name_does_not_turn_its_neighbours_round(reader: Reader, orchard: Server) -> None:
    page = reader.open(orchard, "/jurisdictions?places=ma_fes&places=no&lever=trees&place=ma_fes")
    arrived(page, "Jurisdictions")
    expect(panel(page)).to_contain_text("7,800 trees")
    amount, words = (panel(page).locator(f".statement {part}").first.bounding_box() for part in (".big", "bdi"))
    assert amount is not None
    assert words is not None
    assert amount["x"] <= words["x"]
    assert amount["y"] <= words["y"] + words["height"]


def test_labels_are_text_wherever_they_stand(reader: Reader, labelled: Server) -> None:
    page = reader.open(labelled, "/?places=no&places=ma_fes&places=jp_kyoto")
    arrived(page, "Overview")
    expect(keyed(page, "masthead")).to_contain_text(MARKDOWN)
    _nothing_foreign(page)
    go(page, "Jurisdictions")
    expect(page.locator("table.grid thead")).to_contain_text(MARKDOWN)
    expect(page.locator("table.grid tbody")).to_contain_text(MARKDOWN)
    _nothing_foreign(page)
    numbers = page.get_by_role("combobox", name="Numbers of")
    # A list that is opened while the page still scrolls closes again.
    numbers.hover()
    numbers.click()
    expect(page.get_by_role("option").first).to_be_visible()
    _nothing_foreign(page)
    page.keyboard.press("Escape")
    go(page, "Factors")
    click_mark(page, "late_frost", "no")
    expect(panel(page)).to_contain_text(MARKDOWN)
    _nothing_foreign(page)


@pytest.fixture(scope="module")
def hostile(serve: Callable[[Path], Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Return a server on a dataset in which every text is an attack."""
    return serve(write_hostile(tmp_path_factory.mktemp("hostile") / "dataset"))


@pytest.fixture(scope="module")
def long_cell(serve: Callable[[Path], Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Return a server on a dataset with texts of a million characters."""
    return serve(write_long_cell(tmp_path_factory.mktemp("long") / "dataset"))


@pytest.fixture(scope="module")
def crowded(serve: Callable[[Path], Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Return a server on a dataset with ten thousand records in one cell."""
    return serve(write_crowded_cell(tmp_path_factory.mktemp("crowded") / "dataset"))


OPENED = (
    ("/?lever=crew&place=aa", "Overview"),
    ("/jurisdictions?places=aa&places=aa_town&places=bb&places=cc&lever=crew&place=aa", "Jurisdictions"),
    ("/factors?factor=f0&place=aa", "Factors"),
    ("/factors?columns=lever%3Afare&measure=works&sort=evidence&empty=true", "Factors"),
    ("/influences?factor=f1", "Influences"),
    ("/influences?record=I1", "Influences"),
    ("/lessons?factor=f1&place=bb", "Lessons"),
    ("/evidence?record=E01&q=statement&basket=E02", "Evidence"),
    ("/evidence?show=works&work=w1", "Evidence"),
    ("/evidence?show=timeline", "Evidence"),
    ("/briefing", "Briefing"),
    ("/method?v=0.9.0", "Method"),
)


def _unharmed(page: Page) -> None:
    """Nothing ran, nothing foreign stands on the page, no traceback, nothing runs out of it sideways."""
    assert page.evaluate("window.hostileScriptRan") is None
    _nothing_foreign(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    width = page.evaluate("window.innerWidth")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_page_is_attacked() -> None:
    assert {title for _, title in OPENED} == {title for _, title, _ in PAGES}


@pytest.mark.parametrize(("link", "title"), OPENED, ids=[link for link, _ in OPENED])
def test_no_text_of_a_dataset_does_anything(reader: Reader, hostile: Server, link: str, title: str) -> None:
    """Every field carries every attack; what is open shows them as they were written."""
    page = reader.open(hostile, link)
    arrived(page, title)
    expect(keyed(page, "masthead")).to_contain_text(f"dataset-title <script>{RAN}</script>")
    _unharmed(page)
    found = Axe().run(page).response["violations"]
    assert [fault["id"] for fault in found if fault["impact"] in ("serious", "critical")] == []
    if title != "Method":  # it heeds no filter
        menu(page, "Places").click()
        page.get_by_role("combobox", name="Places", exact=True).click()
        # The first may be "Select all".
        expect(page.get_by_role("option").last).to_contain_text("<script>")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
    page.set_viewport_size({"width": 390, "height": 844})
    quiet(page)
    _unharmed(page)


def test_a_tooltip_is_text(reader: Reader, hostile: Server) -> None:
    page = reader.open(hostile, "/factors")
    arrived(page, "Factors")
    keyed(page, "factor_matrix").locator("td.cell").nth(3).hover(force=True)
    tip = keyed(page, "factor_matrix").locator(".tip")
    expect(tip).to_contain_text("<script>")
    expect(tip.locator("img, script, svg")).to_have_count(0)
    _unharmed(page)


# What a reader waits for at most, on a machine that does other things as well.
USABLE = 20
LONG = (
    ("/?lever=crew&place=aa", "Overview"),
    ("/jurisdictions?places=aa&places=bb&lever=crew&place=aa", "Jurisdictions"),
    ("/factors?factor=f0&place=aa", "Factors"),
    ("/influences?factor=f1", "Influences"),
    ("/lessons", "Lessons"),
    ("/evidence?record=E00", "Evidence"),
    ("/evidence?show=works&work=w1", "Evidence"),
    ("/method?term=f0", "Method"),
)
CROWDED = (
    ("/factors?factor=f0&place=aa", "Factors"),
    ("/lessons?factor=f0&place=aa", "Lessons"),
    ("/evidence", "Evidence"),
    ("/evidence?show=works&work=w1", "Evidence"),
    ("/evidence?show=timeline", "Evidence"),
)


def _usable(page: Page, title: str) -> None:
    """The page comes, is no endless scroll, and heeds a click, each within seconds."""
    asked = time.monotonic()
    arrived(page, title)
    assert time.monotonic() - asked < USABLE
    assert page.evaluate("document.documentElement.outerHTML.length") < 2_000_000
    asked = time.monotonic()
    keyed(page, "navigation").get_by_role("link", name="Overview" if title != "Overview" else "Method").click()
    arrived(page, "Overview" if title != "Overview" else "Method")
    assert time.monotonic() - asked < USABLE


@pytest.mark.parametrize(("link", "title"), LONG, ids=[link for link, _ in LONG])
def test_a_text_of_a_million_characters_leaves_the_page_usable(
    reader: Reader, long_cell: Server, link: str, title: str
) -> None:
    page = reader.open(long_cell, link)
    _usable(page, title)


def test_of_a_very_long_text_the_beginning_is_shown(reader: Reader, long_cell: Server) -> None:
    page = reader.open(long_cell, "/factors?factor=f0&place=aa")
    arrived(page, "Factors")
    expect(panel(page)).to_contain_text("pasted a whole report into")
    expect(panel(page)).to_contain_text(f"… and {1_000_000 - LONGEST:,} more characters, in the dataset's files")


@pytest.mark.parametrize(("link", "title"), CROWDED, ids=[link for link, _ in CROWDED])
def test_ten_thousand_records_in_a_cell_leave_the_page_usable(
    reader: Reader, crowded: Server, link: str, title: str
) -> None:
    page = reader.open(crowded, link)
    _usable(page, title)


def test_of_ten_thousand_records_the_rest_is_counted(reader: Reader, crowded: Server) -> None:
    page = reader.open(crowded, "/factors?factor=f0&place=aa")
    arrived(page, "Factors")
    expect(panel(page)).to_contain_text("10,001 records")
    expect(panel(page).locator("ol.records > li")).to_have_count(MOST)
    expect(panel(page)).to_contain_text("… and 9,951 more records. The Evidence page lists all.")
