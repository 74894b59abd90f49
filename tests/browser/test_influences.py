"""The influence map in a reader's hands: pointing, choosing a factor, opening an arrow."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Reader, Server
from tests.browser.screen import arrived, expect_address, keyed, panel, quiet


def _drawn(page: Page, text: str) -> Locator:
    return keyed(page, "influence_map").locator("svg.marks text").filter(has_text=text).first


def _faded(page: Page) -> Locator:
    """Return what is drawn so faintly that the rest stands out."""
    return keyed(page, "influence_map").locator("svg.marks [opacity='0.1']")


def test_a_factor_is_singled_out_chosen_and_left(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/influences", viewport={"width": 1280, "height": 1100})
    arrived(page, "Influences")
    expect(_faded(page)).to_have_count(0)
    _drawn(page, "Supervision").hover()
    expect(_faded(page).first).to_be_attached()
    assert "factor" not in page.url  # pointing asks nothing of the server
    _drawn(page, "Supervision").click()
    expect_address(page, "/influences", factor=["supervision"])
    expect(panel(page)).to_contain_text("Leads to it")
    expect(keyed(page, "influence_map").locator("svg.marks")).not_to_contain_text("Disclosure of own")
    quiet(page)
    panel(page).get_by_role("button", name="Close").click()
    expect_address(page, "/influences")
    # The same factor opens again, though it was the last that was clicked.
    quiet(page)
    _drawn(page, "Supervision").click()
    expect_address(page, "/influences", factor=["supervision"])


def test_an_arrow_and_a_cell_of_the_table_open_their_statements(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/influences?factor=remuneration&steps=1")
    arrived(page, "Influences")
    _drawn(page, "−").click()
    expect(panel(page)).to_contain_text("The link that was opened")
    page = reader.open(server, "/influences")
    arrived(page, "Influences")
    page.get_by_role("button", name="Self-care and support at work makes weaker or less likely").click()
    expect_address(page, "/influences", factor=["self_care"], record=["I066"])
    expect(panel(page)).to_contain_text(
        "access to self-care can help to address some concerns about burden and boundaries"
    )


def test_the_map_fits_a_page_of_1280_pixels_and_scrolls_in_itself_on_a_phone(reader: Reader, server: Server) -> None:
    wide = reader.open(server, "/influences", viewport={"width": 1280, "height": 900})
    arrived(wide, "Influences")
    drawn = keyed(wide, "influence_map")
    assert drawn.evaluate("box => box.scrollWidth <= box.clientWidth")
    phone = reader.open(server, "/influences", viewport={"width": 390, "height": 844})
    arrived(phone, "Influences")
    assert phone.evaluate("document.documentElement.scrollWidth <= 390")
    assert keyed(phone, "influence_map").evaluate("box => box.scrollWidth > box.clientWidth")
