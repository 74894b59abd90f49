"""The embed code of the menu "Save" shows the same exhibit within a page of an intranet."""

import html
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PSW, Reader, Server, free_port, started
from tests.browser.screen import arrived


def intranet(port: int, code: str) -> ThreadingHTTPServer:
    """Return a server of one page that holds the code."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>Portal</title><h1>Our portal</h1>{code}".encode())

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("localhost", port), Answers)
    Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> tuple[Server, int]:
    port = free_port()
    allowed = {"POLICY_FRAME_ANCESTORS": f"http://localhost:{port}"}
    server = started(PSW, tmp_path_factory.mktemp("embed") / "log.txt", environment=allowed)
    yield server, port
    server.stop()


def test_the_code_shows_the_exhibit_in_another_page(portal: tuple[Server, int], reader: Reader) -> None:
    server, port = portal
    page = reader.open(server, "/factors?places=ch&places=au")
    arrived(page, "Factors")
    page.get_by_role("button", name="Save").first.click()
    field = page.locator("[class*=st-key-save_matrix][class*=_embed]").locator("input")
    expect(page.get_by_role("button", name="Copy embed code")).to_be_visible()
    code = field.input_value()
    assert html.unescape(re.search(r'src="([^"]+)"', code)[1]).startswith(
        f"{server.address}/exhibit/matrix/factors?places=ch&places=au&v="
    )
    around = intranet(port, code)
    outside = page.context.new_page()
    outside.goto(f"http://localhost:{port}/")
    frame = outside.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Factors that help or hinder, by place")).to_be_visible()
    expect(frame.locator("svg")).to_be_visible()
    expect(frame.get_by_text("Places: Switzerland, Australia")).to_be_visible()
    around.shutdown()
