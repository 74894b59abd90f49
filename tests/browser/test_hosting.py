"""What a server tells a browser, seen from a browser: no page needs more than the policy allows."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from components.registry import PAGES
from tests.browser.conftest import PROJECT, PSW, Reader, Server

VIOLATIONS = """() => {
  window.violations = [];
  document.addEventListener("securitypolicyviolation",
    (event) => window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`));
}"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory, browser: object) -> Iterator[tuple[Server, int]]:
    """Return a server beneath a path that tells its metrics, and may be embedded by itself; and its metrics' port."""
    port, metrics = free_port(), free_port()
    log = tmp_path_factory.mktemp("hosted") / "log.txt"
    environment = {
        "POLICY_DATASET": str(PSW), "POLICY_METRICS_PORT": str(metrics), "POLICY_FRAME_ANCESTORS": "'self'",
        "POLICY_STOP_SECONDS": "0",
    }  # fmt: skip
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port),
               "--server.baseUrlPath", "policy"]  # fmt: skip
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=PROJECT, stdout=output, stderr=subprocess.STDOUT, env={**os.environ, **environment}
        )
    server = Server(f"http://localhost:{port}", process, log)
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"{server.address}/policy/readyz", timeout=2).read()
        except OSError:
            time.sleep(0.1)
        else:
            break
    yield server, metrics
    server.stop()


def told(port: int) -> dict[str, float]:
    """Return the metrics by the text of their line."""
    text = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10).read().decode()
    lines = (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in lines}


@pytest.mark.parametrize("path", [card.path for card in PAGES])
def test_no_page_asks_for_more_than_it_may(hosted: tuple[Server, int], reader: Reader, path: str) -> None:
    server, _ = hosted
    page = reader.open(server, "/policy/")
    page.context.add_init_script(f"({VIOLATIONS})()")
    page.goto(f"/policy/{path}")
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Copy link").click()
    assert page.evaluate("window.violations") == []


def test_a_page_that_asks_for_more_is_stopped(hosted: tuple[Server, int], reader: Reader) -> None:
    """The listener of the test above hears: text is not run as script, and nothing is fetched elsewhere."""
    server, _ = hosted
    page = reader.open(server, "/policy/")
    page.context.add_init_script(f"({VIOLATIONS})()")
    page.goto("/policy/")
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()
    page.evaluate("""() => {
      const image = document.createElement("img");
      image.src = "https://elsewhere.example.org/pixel.png";
      document.body.append(image);
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
    }""")
    page.wait_for_function("window.violations.length >= 2")
    assert page.evaluate("window.ran") is None
    assert {text.split(":")[0] for text in page.evaluate("window.violations")} == {"img-src", "script-src-elem"}
    reader.faults.clear()


def test_sessions_and_runs_are_counted(hosted: tuple[Server, int], reader: Reader) -> None:
    server, metrics = hosted
    before = told(metrics).get('dashboard_page_run_seconds_count{page="/method"}', 0)
    page = reader.open(server, "/policy/method")
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()
    until = time.monotonic() + 30
    while (now := told(metrics)).get('dashboard_page_run_seconds_count{page="/method"}', 0) <= before:
        assert time.monotonic() < until
        time.sleep(0.1)
    assert now["dashboard_sessions"] >= 1
    assert now["dashboard_websockets"] >= 1


def test_who_may_embed_is_what_the_deployment_says(hosted: tuple[Server, int], server: Server, reader: Reader) -> None:
    embedding, _ = hosted
    page = reader.open(embedding, "/policy/")
    page.evaluate("""() => {
      const frame = document.createElement("iframe");
      frame.src = "/policy/method?embed=true";
      document.body.append(frame);
    }""")
    expect(page.frame_locator("iframe").locator(".st-key-masthead")).to_be_visible()
    refused = reader.open(server, "/")
    refused.evaluate("""() => {
      const frame = document.createElement("iframe");
      frame.src = "/method?embed=true";
      document.body.append(frame);
    }""")
    until = time.monotonic() + 30
    while not refused.frames[-1].url.startswith("chrome-error:"):
        assert time.monotonic() < until
        refused.wait_for_timeout(100)
    reader.faults.clear()
