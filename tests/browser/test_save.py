"""A reader saves what stands on the page, and opens the file."""

import io
from datetime import date
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
    assert name == f"psw_factors_{date.today().isoformat()}.svg"
    root = ElementTree.fromstring(made)
    assert root.findtext(f"{SVG}title") == "Works on each factor, by place"
    leads = [str(a.get("href")) for a in root.iter(f"{SVG}a")]
    assert any(address.startswith(f"{server.address}/factors?measure=works") for address in leads)
    assert "#12181f" not in made.decode(), "light, whatever the theme of the page"

    name, made = saved(page, "png2")
    assert name == f"psw_factors_{date.today().isoformat()}_slide.png"
    image = Image.open(io.BytesIO(made))
    assert image.size == (1920, 1080)
    assert image.getpixel((2, 2))[:3] == (255, 255, 255)
    expect(page.get_by_text("Failed to generate")).to_have_count(0)


def test_save_stands_in_one_place_and_its_menu_is_whole_at_the_windows_foot(reader: Reader, server: Server) -> None:
    """At the right of the first line of what it saves; opened where little room is left beneath it."""
    page = reader.open(server, "/jurisdictions", viewport={"width": 1440, "height": 700})
    arrived(page, "Jurisdictions")
    for link, title in (("/jurisdictions", "Jurisdictions"), ("/factors", "Factors"), ("/influences", "Influences")):
        page.goto(f"{server.address}{link}")
        arrived(page, title)
        for box in page.locator("[class*=st-key-saved_]").all():
            menu = box.locator("[class*=st-key-save_]").first
            around, here = box.bounding_box(), menu.bounding_box()
            assert around is not None
            assert here is not None
            assert abs(around["x"] + around["width"] - here["x"] - here["width"]) < 12
            assert abs(around["y"] - here["y"]) < 20
        # Streamlit's own menu of a chart stays away.
        if charts := page.locator("[data-testid=stFullScreenFrame]:has(.vega-embed)").all():
            charts[0].hover()
            expect(charts[0].get_by_test_id("stElementToolbar")).to_be_hidden()
    page.goto(f"{server.address}/jurisdictions")
    arrived(page, "Jurisdictions")
    button = keyed(page, "save_trends").locator("button").first
    button.scroll_into_view_if_needed()
    button.evaluate("""e => { const main = e.closest('[data-testid=stMain]');
        main.scrollTop += e.getBoundingClientRect().bottom - (innerHeight - 100); }""")
    button.click()
    expect(page.locator(".st-key-save_trends_csv button")).to_be_visible()
    quiet(page)
    expect(page.locator(".st-key-save_trends_csv button")).to_be_in_viewport(ratio=0.99)
    body = page.get_by_test_id("stPopoverBody")
    assert body.evaluate("e => e.scrollHeight <= e.clientHeight + 1"), "nothing of it has to be scrolled to"
