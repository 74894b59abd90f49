"""A real server and a real browser; where no browser can be had, the tests say so."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

PROJECT = Path(__file__).parent.parent.parent
PSW = PROJECT / "data" / "psw"
ORCHARD = PROJECT / "tests" / "datasets" / "orchard"
PATIENCE = 45_000
NAMES = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = (
    f"no browser: set CHROMIUM, or install one of {', '.join(NAMES)}, or run 'playwright install chromium'; "
    "what only a browser can show is not tested here"
)

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def _executable(playwright: Playwright) -> str | None:
    named = os.environ.get("CHROMIUM")
    found = next(filter(None, map(shutil.which, filter(None, (named, *NAMES)))), None)
    own = playwright.chromium.executable_path
    return found or (own if Path(own).exists() else None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a headless Chromium; without one the tests are skipped, or fail where CI is true."""
    with sync_playwright() as playwright:
        executable = _executable(playwright)
        if executable is None:
            (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(NO_BROWSER)
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        chromium = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield chromium
        chromium.close()


@dataclass
class Server:
    """A server that has just been started: its address, its process, its log."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=60)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def started(
    folder: Path,
    log: Path,
    *,
    port: int | None = None,
    arguments: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
    beneath: str = "",
    prefix: Sequence[str] = (),
) -> Server:
    """Start a server on a dataset folder, and wait until it answers."""
    port = port or free_port()
    command = [
        *prefix,
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "dashboard.py",
        "--server.port",
        str(port),
        *arguments,
    ]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=PROJECT, stdout=output, stderr=subprocess.STDOUT,
            env={**os.environ, "POLICY_DATASET": str(folder), **(environment or {})},
        )  # fmt: skip
    server = Server(f"http://localhost:{port}", process, log)
    until = time.monotonic() + 120
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"{server.address}{beneath}/_stcore/health", timeout=2).read()
        except OSError:
            time.sleep(0.1)
        else:
            return server
    process.kill()
    raise RuntimeError(f"the server did not start:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Callable[[Path], Server]]:
    """Return a function that starts a fresh server on a dataset folder."""
    with ExitStack() as running:

        def start(folder: Path) -> Server:
            server = started(folder, tmp_path_factory.mktemp("server") / "log.txt")
            running.callback(server.stop)
            return server

        yield start


@pytest.fixture(scope="session")
def server(serve: Callable[[Path], Server]) -> Server:
    """Return the server on the review's dataset that most tests share."""
    return serve(PSW)


@pytest.fixture
def fresh_server(serve: Callable[[Path], Server]) -> Iterator[Server]:
    """Return a server that nobody has asked for anything yet."""
    started = serve(PSW)
    yield started
    started.stop()


@dataclass
class Reader:
    """Opens pages as a reader would, and keeps what must not happen: dialogs, errors, requests elsewhere."""

    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def open(self, server: Server, path: str = "/", **options: object) -> Page:
        """Open an address in a context of its own."""
        options = {"locale": "en-GB", "viewport": {"width": 1440, "height": 900}, **options}
        context = self.browser.new_context(base_url=server.address, **options)  # type: ignore[arg-type]
        self.contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        self.watch(page, server.address)
        page.goto(path)
        return page

    def watch(self, page: Page, origin: str) -> None:
        page.on("dialog", lambda dialog: (self.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("console", lambda message: self._console(message.type, message.text, message.location["url"]))
        page.on("request", lambda request: self._request(request.url, origin))

    def _console(self, kind: str, text: str, address: str) -> None:
        # Streamlit asks beneath each page's path for what lies at the root.
        if kind == "error" and not ("404" in text and "/_stcore/" in address):
            self.faults.append(f"console: {text} ({address})")

    def _request(self, address: str, origin: str) -> None:
        if not address.startswith((f"{origin}/", "data:", "blob:")):
            self.faults.append(f"request: {address}")


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    """Return a reader; a test fails if anything happened that must never happen."""
    one = Reader(browser)
    yield one
    for context in one.contexts:
        context.close()
    assert one.faults == []
