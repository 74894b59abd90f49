"""On a slow line a reader is quicker than the answers; nothing that was chosen is lost."""

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader, Server, free_port
from tests.browser.screen import arrived, expect_address, filter_words, keyed, quiet

LATE = 0.5
"""Seconds by which each answer is late."""


class Line:
    """A way to a server on which every answer takes a while, in a thread of its own."""

    def __init__(self, port: int, to: int) -> None:
        self._port, self._to = port, to
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(asyncio.start_server(self._met, "localhost", port), self._loop).result(10)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    async def _met(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers, asks = await asyncio.open_connection("localhost", self._to)
        await asyncio.gather(self._carry(reader, asks, 0.0), self._carry(answers, writer, LATE))

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, late: float) -> None:
        while data := await reader.read(65536):
            self._loop.call_later(late, writer.write, data)
        self._loop.call_later(late, writer.close)


@pytest.fixture
def far_server(server: Server) -> Iterator[Server]:
    port = free_port()
    line = Line(port, urlsplit(server.address).port or 80)
    yield replace(server, address=f"http://localhost:{port}")
    line.close()


def pick(page: Page, label: str, typed: str) -> None:
    """Choose in a box by keyboard, without waiting for the answer."""
    page.get_by_role("combobox", name=label, exact=True).focus()
    page.keyboard.type(typed)
    expect(page.get_by_role("option", name=typed).first).to_be_visible()
    page.keyboard.press("Enter")


def test_two_quick_choices_both_count(reader: Reader, far_server: Server) -> None:
    page = reader.open(far_server, "/factors?places=au")
    arrived(page, "Factors")
    pick(page, "Factor", "Formal training")
    pick(page, "Place", "Austral")
    expect_address(page, "/factors", places=["au"], factor=["certification"], place=["au"])


def test_a_menu_opened_before_the_answer_keeps_the_choice(reader: Reader, far_server: Server) -> None:
    page = reader.open(far_server, "/factors?places=au&supplement=false")
    arrived(page, "Factors")
    clear = page.get_by_role("button", name="Clear filters").element_handle()
    save = keyed(page, "save_matrix_factors").locator("button").first.element_handle()
    page.evaluate(
        "async ([clear, save]) => { clear.click(); await new Promise((r) => setTimeout(r, 150)); save.click() }",
        [clear, save],
    )
    expect(page.locator(".st-key-save_matrix_factors_svg button")).to_be_visible()
    quiet(page)
    expect(filter_words(page)).to_have_text("Places: all")
    expect_address(page, "/factors")


def test_back_is_back_on_a_slow_line_too(reader: Reader, far_server: Server) -> None:
    page = reader.open(far_server, "/factors?places=au")
    arrived(page, "Factors")
    pick(page, "Factor", "Formal training")
    expect_address(page, "/factors", places=["au"], factor=["certification"])
    page.go_back()
    quiet(page)
    expect_address(page, "/factors", places=["au"])
    expect(page.get_by_role("combobox", name="Factor", exact=True)).to_have_value("")
