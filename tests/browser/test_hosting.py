"""What a server tells a browser, seen from a browser: no page needs more than the policy allows."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import pytest
from playwright.sync_api import expect

from components.view.registry import PAGES
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


@contextmanager
def started(project: Path, environment: dict[str, str], *options: str, base: str = "") -> Iterator[Server]:
    """Start a server on a copy of the project, ready within the context."""
    port = free_port()
    log = Path(mkdtemp()) / "log.txt"
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port), *options]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=project, stdout=output, stderr=subprocess.STDOUT, env={**os.environ, **environment}
        )
    server = Server(f"http://localhost:{port}", process, log)
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"{server.address}{base}/readyz", timeout=2).read()
        except OSError:
            time.sleep(0.1)
        else:
            break
    yield server
    server.stop()


@pytest.fixture(scope="module")
def hosted(browser: object) -> Iterator[tuple[Server, int]]:
    """Return a server beneath a path that tells its metrics, and may be embedded by itself; and its metrics' port."""
    metrics = free_port()
    environment = {
        "POLICY_DATASET": str(PSW), "POLICY_METRICS_PORT": str(metrics), "POLICY_FRAME_ANCESTORS": "'self'",
        "POLICY_STOP_SECONDS": "0",
    }  # fmt: skip
    with started(PROJECT, environment, "--server.baseUrlPath", "policy", base="/policy") as server:
        yield server, metrics


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


def test_a_page_that_fails_shows_no_internals(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A copy of the project with a page that fails: the reader sees that it did, the log holds the traceback."""
    copy = tmp_path_factory.mktemp("faulty") / "project"
    shutil.copytree(PROJECT, copy, ignore=shutil.ignore_patterns("tests", "docs", ".*_cache", ".git", ".venv*"))
    page_file = copy / "pages" / "method.py"
    failing = page_file.read_text(encoding="utf-8") + '\nraise RuntimeError("the secret of the machine")\n'
    page_file.write_text(failing, encoding="utf-8")
    with started(copy, {"POLICY_DATASET": str(PSW), "POLICY_STOP_SECONDS": "0"}) as server:
        page = reader.open(server, "/method")
        expect(page.get_by_test_id("stException")).to_be_visible()
        assert "secret" not in page.content()
        assert "Traceback" not in page.content()
        page.close()  # what it still loads would be refused once the server stops
        lines = server.log.read_text(encoding="utf-8").splitlines()
        failures = [json.loads(line) for line in lines if "the secret of the machine" in line]
        assert len(failures) == 1
        assert 'RuntimeError("the secret of the machine")' in failures[0]["traceback"]
