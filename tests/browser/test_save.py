"""A reader saves what stands on the page, and opens the file."""

import io
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader, Server
from tests.browser.screen import arrived, keyed, quiet

SVG = "{http://www.w3.org/2000/svg}"


def saved(page: Page, form: str) -> tuple[str, bytes]:
    with page.expect_download(timeout=120_000) as waited:
        page.locator(f".st-key-save_matrix_factors_{form} button").click()
    download = waited.value
    return download.suggested_filename, Path(download.path()).read_bytes()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_matrix_is_saved_as_png_and_svg(reader: Reader, server: Server, theme: str) -> None:
    page = reader.open(server, "/factors?measure=works", color_scheme=theme)
    arrived(page, "Factors")
    keyed(page, "save_matrix_factors").locator("button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-save_matrix_factors_svg button")).to_be_visible()
    quiet(page)

    name, made = saved(page, "svg")
    assert name == "psw_factors_1.1.0.svg"
    root = ElementTree.fromstring(made)
    assert root.findtext(f"{SVG}title") == "Works on each factor, by place"
    leads = [str(a.get("href")) for a in root.iter(f"{SVG}a")]
    assert any(address.startswith(f"{server.address}/factors?measure=works") for address in leads)
    assert "#12181f" not in made.decode(), "light, whatever the theme of the page"

    name, made = saved(page, "png2")
    assert name == "psw_factors_1.1.0_slide.png"
    image = Image.open(io.BytesIO(made))
    assert image.size == (1920, 1080)
    assert image.getpixel((2, 2))[:3] == (255, 255, 255)
    expect(page.get_by_text("Failed to generate")).to_have_count(0)
