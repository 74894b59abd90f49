"""Data that a careless page would run, render or fetch stays text, in a real browser.

What must not happen anywhere (dialogs, errors, requests to other origins) the reader watches on every page.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ORCHARD, Reader, Server
from tests.browser.screen import arrived, click_mark, go, grid_button, keyed, panel

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


def test_every_page_of_the_unlike_dataset(reader: Reader, orchard: Server) -> None:
    page = reader.open(orchard, "/?places=no&places=no_oslo&places=bg_plovdiv&places=ma_fes")
    arrived(page, "Overview")
    expect(keyed(page, "masthead")).to_contain_text("<b>of cities</b>")
    go(page, "Jurisdictions")
    grid_button(page, "planting_rule", "no").click()
    expect(panel(page)).to_contain_text("<script>alert(1)</script>")
    _nothing_foreign(page)
    go(page, "Factors")
    click_mark(page, "street_salt", "bg_plovdiv")
    expect(panel(page)).to_contain_text("Зимой соли много, деревьев мало.")
    _nothing_foreign(page)


CELLS = (
    ("planting_permit", "jp_kyoto", "<script>alert(1)</script> slows the permit."),
    ("planting_permit", "no_oslo", "![x](http://127.0.0.1:9/x.png) helps one applicant"),
    ("liability", "no_oslo", "[click](javascript:alert(1)) to report a plum"),
    ("liability", "elsewhere", "**bold** claims, $x$ times, :smile: and {{ statement }}."),
    ("city_budget", "ma_fes", "تبقى الميزانية كافية"),
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
