"""Back and Forward return exact views, one entry a step; a copied link opens the view elsewhere."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader, Server
from tests.browser.screen import (
    View,
    arrived,
    choose,
    click_mark,
    expect_address,
    expect_view,
    filter_words,
    go,
    grid_button,
    menu,
    panel,
    view,
)


def _filter(page: Page) -> None:
    choose(page, "Levels and factors", "Levels", "Macro")
    expect(filter_words(page)).to_contain_text("Level: Macro")
    expect_address(page, "/factors", levels=["macro"])


def _open(page: Page) -> None:
    click_mark(page, "certification", "au")
    expect(panel(page)).to_contain_text("Formal training and certification")
    # The panel is shown at the click, the address by the run that confirms it.
    expect_address(page, "/factors", levels=["macro"], factor=["certification"], place=["au"])


def _open_another(page: Page) -> None:
    click_mark(page, "medical_model", "au")
    expect(panel(page)).to_contain_text("Dominance of the medical model")
    expect_address(page, "/factors", levels=["macro"], factor=["medical_model"], place=["au"])


def _fact(page: Page) -> None:
    grid_button(page, "staffing", "ca_on").click()
    expect(panel(page)).to_contain_text("0.5 FTE")


def _toggle(page: Page) -> None:
    page.get_by_test_id("stCheckbox").filter(has_text="With supplement").locator("label").first.click()
    expect(filter_words(page)).to_contain_text("Facts of the primary source only")


STEPS: tuple[Callable[[Page], None], ...] = (
    _filter,
    _open,
    _open_another,
    lambda page: go(page, "Jurisdictions"),
    _fact,
    _toggle,
    lambda page: go(page, "Overview"),
    lambda page: go(page, "Factors"),
)


def test_back_and_forward_return_each_view(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/factors")
    arrived(page, "Factors")
    views: list[View] = [view(page)]
    entries = page.evaluate("history.length")
    for number, step in enumerate(STEPS, 1):
        step(page)
        views.append(view(page))
        assert page.evaluate("history.length") == entries + number
    assert [v.path for v in views[-5:]] == ["/jurisdictions", "/jurisdictions", "/jurisdictions", "/", "/factors"]
    for expected in reversed(views[:-1]):
        page.go_back()
        expect_view(page, expected)
    for expected in views[1:]:
        page.go_forward()
        expect_view(page, expected)
    assert page.evaluate("history.length") == entries + len(STEPS)


def test_a_choice_after_back_starts_from_that_view(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/jurisdictions?places=ca_on&places=ch")
    arrived(page, "Jurisdictions")
    first = view(page)
    go(page, "Factors")
    page.go_back()
    expect_view(page, first)
    grid_button(page, "staffing", "ch").click()
    expect_address(page, "/jurisdictions", places=["ca_on", "ch"], lever=["staffing"], place=["ch"])
    expect(panel(page)).to_contain_text("35% of full-time")


def test_a_filter_outlives_every_page(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/factors?places=au&measure=records&directions=barrier")
    arrived(page, "Factors")
    first = view(page)
    go(page, "Jurisdictions")
    menu(page, "Rows").click()
    page.get_by_text("Only where they differ").click()
    expect_address(page, "/jurisdictions", places=["au"], measure=["records"], directions=["barrier"], differ=["true"])
    go(page, "Factors")
    expect_view(page, View("/factors", {**first.params, "differ": ["true"]}, first.shown))


def test_a_copied_link_opens_the_view_elsewhere(reader: Reader, server: Server) -> None:
    path = "/jurisdictions?places=ca_on&places=ch&supplement=false&lever=staffing&place=ca_on"
    page = reader.open(server, path, permissions=["clipboard-read", "clipboard-write"])
    arrived(page, "Jurisdictions")
    menu(page, "Rows").click()
    page.get_by_text("Only where they differ").click()
    expect_address(
        page, "/jurisdictions", places=["ca_on", "ch"], supplement=["false"], lever=["staffing"], place=["ca_on"],
        differ=["true"],
    )  # fmt: skip
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied", exact=True)).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{server.address}/jurisdictions?")
    other = reader.open(server, link)
    arrived(other, "Jurisdictions")
    expect_view(other, view(page))


def test_without_a_clipboard_the_link_is_laid_out(reader: Reader, server: Server) -> None:
    page = reader.open(server, "/factors?places=au")
    arrived(page, "Factors")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name="Copy link").click()
    field = page.get_by_role("textbox", name="Link to this view")
    expect(field).to_be_visible()
    assert "places=au" in field.input_value()
