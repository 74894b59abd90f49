"""A briefing under a reader's hands: put together, previewed, taken along in every form."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from pptx import Presentation

from tests.browser.conftest import Reader, Server
from tests.browser.screen import address, arrived, keyed, quiet

SMALL = "/briefing?sections=staffing&places=ca_on&places=ch&title=Peer+roles"


def saved(page: Page, button: str) -> tuple[str, bytes]:
    """Return the name and the bytes of the file that a button gives."""
    with page.expect_download(timeout=120_000) as download:
        page.get_by_role("button", name=button, exact=False).first.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_sections_are_put_in_and_out_and_moved_by_keyboard_and_stand_in_the_link(
    reader: Reader, server: Server
) -> None:
    page = reader.open(server, "/briefing")
    arrived(page, "Briefing")
    sections = keyed(page, "briefing_words")
    sections.locator("button[aria-pressed]", has_text="Influence map").focus()
    page.keyboard.press("Enter")
    expect(sections.locator("button[aria-pressed]", has_text="Influence map")).to_have_attribute("aria-pressed", "true")
    sections.get_by_role("button", name="Move Influence map up").focus()
    page.keyboard.press("Enter")
    expect(keyed(page, "briefing").locator("li b").nth(5)).to_have_text("How factors act on one another")
    sections.locator("button[aria-pressed]", has_text="Overview").click()
    expect(keyed(page, "briefing")).not_to_contain_text("Where they differ")
    quiet(page)
    assert address(page)["sections"] == ["policy", "staffing", "influences", "matrix"]
    linked = reader.open(server, f"/briefing?{urlsplit(page.url).query}")
    arrived(linked, "Briefing")
    expect(keyed(linked, "briefing").locator("li b").first).to_have_text("What each place has in place, lever by lever")


def test_a_section_without_anything_says_what_to_do(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/briefing?sections=lessons&sections=staffing")
    arrived(page, "Briefing")
    expect(keyed(page, "briefing_words")).to_contain_text("Choose the place that is yours.")


def test_the_preview_shows_the_pictures_with_their_words(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/briefing?sections=matrix&places=au&places=ch&preview=true&note=For+the+minister")
    arrived(page, "Briefing")
    picture = keyed(page, "briefing").locator("img").first
    expect(picture).to_be_visible()
    assert "cells hold a record" in (picture.get_attribute("alt") or "")
    page.wait_for_function("document.querySelector('.sheet img').naturalWidth > 400")
    expect(keyed(page, "briefing")).to_contain_text("no record in this source (a gap, not a zero)")
    expect(keyed(page, "briefing")).to_contain_text("10.1007/s10488-021-01186-8")


def cells(file: bytes) -> list[str]:
    """Return every cell of a workbook."""
    rows = (row for sheet in load_workbook(io.BytesIO(file)) for row in sheet.iter_rows(values_only=True))
    return [str(cell) for row in rows for cell in row]


READ: dict[str, tuple[str, Callable[[bytes], str]]] = {
    "PowerPoint": (
        "pptx",
        lambda file: "\n".join(
            shape.text_frame.text
            for slide in Presentation(io.BytesIO(file)).slides
            for shape in slide.shapes
            if shape.has_text_frame
        ),
    ),
    "Word": ("docx", lambda file: "\n".join(each.text for each in Document(io.BytesIO(file)).paragraphs)),
    "Excel": ("xlsx", lambda file: "\n".join(cells(file))),
    "Web page": ("html", lambda file: file.decode()),
}  # fmt: skip


@pytest.mark.parametrize("button", READ)
def test_each_form_is_taken_along_whole(reader: Reader, server: Server, button: str) -> None:
    page = reader.open(server, SMALL)
    arrived(page, "Briefing")
    ending, read = READ[button]
    name, file = saved(page, button)
    assert name == f"psw_briefing_Ontario-ACT_Switzerland_{date.today().isoformat()}.{ending}"
    told = read(file)
    assert "Peer roles" in told
    # Slides and memo say it in a sentence, the other files under its title.
    assert (
        "The numbers on staffing in Ontario ACT (0.5 FTE) and Switzerland (35% of full-time) cannot be compared" in told
        or ("Staffing: numbers side by side" in told)
    )


def test_the_data_is_taken_along_as_shown_and_whole(reader: Reader, server: Server) -> None:
    page = reader.open(server, SMALL)
    arrived(page, "Briefing")
    page.get_by_role("button", name="Data", exact=False).click()
    name, file = saved(page, "As shown: 3 rows")
    assert name == f"psw_shown_Ontario-ACT_Switzerland_{date.today().isoformat()}.zip"
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        package = json.loads(archive.read("datapackage.json"))
    assert [each["path"] for each in package["resources"]] == ["data/numbers.csv"]
    name, file = saved(page, "The whole dataset")
    assert name == f"psw_full_Ontario-ACT_Switzerland_{date.today().isoformat()}.zip"


def test_the_page_opens_offline_with_tooltips_and_what_stands_behind_a_cell(
    reader: Reader, server: Server, browser: Browser, tmp_path: Path
) -> None:
    page = reader.open(server, "/briefing?sections=matrix&sections=policy")
    arrived(page, "Briefing")
    _, file = saved(page, "Web page")
    kept = tmp_path / "briefing.html"
    kept.write_bytes(file)
    context = browser.new_context(offline=True)
    alone = context.new_page()
    wrong: list[str] = []
    alone.on("pageerror", lambda error: wrong.append(str(error)))
    alone.on("request", lambda asked: None if asked.url.startswith(("file:", "data:")) else wrong.append(asked.url))
    alone.goto(kept.as_uri())
    expect(alone.locator("#factors .chart")).to_have_attribute("data-drawn", "true")
    sign = alone.locator("#factors svg text", has_text="▼ 2").first
    sign.hover()
    expect(alone.locator("#vg-tooltip-element")).to_contain_text("distinct work")
    sign.click()
    expect(alone.locator("dialog[open]")).to_contain_text("E0")
    alone.keyboard.press("Escape")
    expect(alone.locator("dialog[open]")).to_have_count(0)
    cell = alone.locator("#policy-table td button").first
    cell.focus()
    alone.keyboard.press("Enter")
    expect(alone.locator("dialog[open] .entry").first).to_be_visible()
    assert wrong == []
    context.close()
