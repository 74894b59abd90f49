"""The nginx file of deploy/ at work: TLS, HTTP/2, one replica a browser, closed routes, limits.

See :mod:`tests.behind_nginx`; a limit is made small enough to be reached.
"""

import os
import re
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from tests.behind_nginx import NGINX, UNCHECKED, Proxy, fronted
from tests.browser.conftest import PATIENCE, PROJECT, PSW, free_port, started
from tests.browser.provider import cookie, expect_gate, provider, secrets_text, sign_in
from tests.browser.screen import arrived, expect_address, keyed

pytestmark = pytest.mark.long

NO_NGINX = "no nginx: install it (apt-get install nginx-light); how the dashboard stands behind it is not tested here"


@pytest.fixture(scope="module", autouse=True)
def there_is_nginx() -> None:
    if NGINX is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(NO_NGINX)


Front = Callable[..., Proxy]


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """Return a function that puts nginx in front of two replicas."""
    with ExitStack() as running:

        def start(replicas: tuple[int, int], *changes: tuple[str, str], proxy: Proxy | None = None) -> Proxy:
            proxy = proxy or Proxy(free_port(), free_port(), tmp_path_factory.mktemp("nginx"))
            running.enter_context(fronted(proxy, replicas, changes))
            return proxy

        yield start


def replica(script: str, folder: Path) -> tuple[int, subprocess.Popen[bytes]]:
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    with (folder / f"{port}.txt").open("wb") as output:
        return port, subprocess.Popen(command, cwd=PROJECT, stdout=output, stderr=subprocess.STDOUT)


@dataclass
class Pair:
    """Two replicas of the little app behind nginx."""

    proxy: Proxy
    processes: dict[int, subprocess.Popen[bytes]]


@pytest.fixture(scope="module")
def pair(front: Front, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("sticky")
    processes = dict(replica("tests/browser/sticky_app.py", folder) for _ in range(2))
    for port, process in processes.items():
        until = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < until:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).read()
                break
            except OSError:
                time.sleep(0.1)
    first, second = processes
    yield Pair(front((first, second), ("limit_conn sessions 200", "limit_conn sessions 12")), processes)
    for process in processes.values():
        process.terminate()
        process.wait(timeout=60)


Visit = Callable[[str], Page]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    contexts: list[BrowserContext] = []

    def visiting(address: str) -> Page:
        context = browser.new_context(locale="en-GB", ignore_https_errors=True, viewport={"width": 1440, "height": 900})
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(address)
        return page

    yield visiting
    for context in contexts:
        context.close()


def title(page: Page) -> str:
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Replica")
    return heading.inner_text()


def test_a_page_comes_over_http_2(visit: Visit, pair: Pair) -> None:
    page = visit(pair.proxy.address)
    title(page)
    assert page.evaluate("performance.getEntriesByType('navigation')[0].nextHopProtocol") == "h2"


def test_what_is_not_encrypted_is_sent_to_what_is(pair: Pair) -> None:
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.build_opener(Stay).open(f"http://127.0.0.1:{pair.proxy.plain_port}/factors?places=au")
    assert answer.value.code == 301
    assert answer.value.headers["Location"] == "https://localhost/factors?places=au"


def test_another_name_gets_no_page(pair: Pair) -> None:
    with pytest.raises(OSError, match=r"unrecognized name|UNRECOGNIZED_NAME|alert"):
        urllib.request.urlopen(f"https://127.0.0.1:{pair.proxy.port}/", context=UNCHECKED, timeout=10)


def test_old_protocols_are_refused(pair: Pair) -> None:
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    with pytest.raises(OSError, match=r"(?i)ssl|tls"):
        urllib.request.urlopen(pair.proxy.address, context=old, timeout=10)


def test_a_browser_stays_with_its_replica(visit: Visit, pair: Pair) -> None:
    met = Counter()
    for _ in range(10):
        page = visit(pair.proxy.address)
        where = title(page)
        for _ in range(2):
            page.reload()
            assert title(page) == where
        met[where] += 1
        page.context.close()
    assert len(met) == 2


def test_an_upload_and_a_download_reach_the_replica_of_the_page(visit: Visit, pair: Pair, tmp_path: Path) -> None:
    file = tmp_path / "upload.csv"
    file.write_bytes(b"y" * 50_000)
    for _ in range(6):
        page = visit(pair.proxy.address)
        title(page)
        page.locator("input[type=file]").set_input_files(file)
        expect(page.get_by_text("upload.csv: 50000 bytes")).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("button", name="Download").click()
        assert Path(download.value.path()).read_bytes() == b"x" * 100_000
        page.context.close()


def test_a_route_cookie_is_given_once_and_replaced_where_it_is_no_word_of_ours(visit: Visit, pair: Pair) -> None:
    page = visit(pair.proxy.address)
    title(page)
    given = cookie(page, "policy_route")
    assert given is not None
    assert (given["secure"], given["httpOnly"], given["sameSite"]) == (True, True, "Lax")
    page.reload()
    title(page)
    assert cookie(page, "policy_route") == given
    page.context.add_cookies([{"name": "policy_route", "value": "../x", "url": pair.proxy.address}])
    page.reload()
    title(page)
    replaced = cookie(page, "policy_route")
    assert replaced is not None
    assert re.fullmatch(r"[0-9a-f]{32}", str(replaced["value"]))


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics", "/_stcore//metrics", "/%5Fstcore/metrics", "/x/../_stcore/metrics", "/dash/_stcore/metrics",
        "/_stcore/agent/openapi.json", "/_stcore/agent", "/_stcore/script-health-check", "/metrics", "/readyz",
    ],
)  # fmt: skip
def test_internal_routes_are_closed(pair: Pair, path: str) -> None:
    status, headers = pair.proxy.ask(path)
    assert status == 404
    assert headers["Strict-Transport-Security"] == "max-age=31536000"


def test_what_is_too_large_is_refused(pair: Pair) -> None:
    request = urllib.request.Request(
        f"{pair.proxy.address}/_stcore/upload_file/a/b", data=b"z" * 7_000_000, method="PUT"
    )
    with pytest.raises(urllib.error.HTTPError, match="413"):
        urllib.request.urlopen(request, context=UNCHECKED, timeout=30)


def test_too_many_sessions_from_one_address_are_refused(pair: Pair) -> None:
    """Twelve may be open; the thirteenth is told so, and gets in once another has gone."""
    address = f"wss://localhost:{pair.proxy.port}/_stcore/stream"

    def opened() -> ExitStack:
        with ExitStack() as held:
            held.enter_context(connect(address, ssl=UNCHECKED, subprotocols=[Subprotocol("streamlit")]))
            return held.pop_all()

    with ExitStack() as all_held:
        held = [all_held.enter_context(opened()) for _ in range(12)]
        with pytest.raises(InvalidStatus) as refused:
            opened()
        assert refused.value.response.status_code == 429
        held[0].close()
        until, let_in = time.monotonic() + 60, False
        while not let_in and time.monotonic() < until:
            with suppress(InvalidStatus):
                all_held.enter_context(opened())
                let_in = True
        assert let_in


def test_too_many_requests_for_data_are_refused_and_pages_are_not(visit: Visit, pair: Pair) -> None:
    with ThreadPoolExecutor(16) as hands:
        answers = Counter(status for status, _ in hands.map(lambda _: pair.proxy.ask("/api/v1/records"), range(160)))
    assert answers[429] > 0
    assert answers[200] + answers[404] >= 40
    title(visit(pair.proxy.address))


def test_the_log_holds_no_view(visit: Visit, pair: Pair) -> None:
    title(visit(f"{pair.proxy.address}/?places=secret_place"))
    assert " GET / 200 " in pair.proxy.log
    assert "secret_place" not in pair.proxy.log


def test_when_a_replica_goes_its_readers_go_on_with_the_other(visit: Visit, pair: Pair) -> None:
    """The last test of the pair: one of the two does not come back."""
    page = visit(pair.proxy.address)
    port = int(title(page).split()[-1])
    pair.processes[port].terminate()
    pair.processes[port].wait(timeout=60)
    page.reload()
    assert title(page) == f"Replica {next(other for other in pair.processes if other != port)}"


@dataclass(frozen=True)
class Hosted:
    """The dashboard behind a sign-in, two replicas of it, and nginx."""

    proxy: Proxy
    beneath: str


@pytest.fixture(scope="module", params=["", "/dash"], ids=["at the root", "beneath a path"])
def hosted(
    request: pytest.FixtureRequest, front: Front, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hosted]:
    with provider() as address, ExitStack() as running:
        proxy = Proxy(free_port(), free_port(), tmp_path_factory.mktemp("nginx"))
        secrets = tmp_path_factory.mktemp("secrets") / "secrets.toml"
        secrets.write_text(secrets_text(address, proxy.address + request.param), encoding="utf-8")
        arguments = ["--server.baseUrlPath", request.param.strip("/")] if request.param else []
        ports = []
        for number in range(2):
            server = started(
                PSW, secrets.parent / f"{number}.txt", arguments=arguments, beneath=request.param,
                environment={"STREAMLIT_SECRETS_FILES": str(secrets), "POLICY_SIGN_IN": "required"},
            )  # fmt: skip
            running.callback(server.stop)
            ports.append(int(server.address.rpartition(":")[2]))
        yield Hosted(front((ports[0], ports[1]), proxy=proxy), request.param)


def test_the_dashboard_behind_nginx(visit: Visit, hosted: Hosted) -> None:
    at = hosted.proxy.address + hosted.beneath
    page = visit(f"{at}/factors?places=au&levels=macro")
    expect_gate(page)
    assert page.request.get(f"{at}/media/x").status == 401
    sign_in(page, "ann")
    arrived(page, "Factors")
    assert page.url == f"{at}/factors?places=au&levels=macro"
    held = {name: cookie(page, name) for name in ("_streamlit_user", "_streamlit_user_tokens", "_streamlit_xsrf")}
    assert all(each is not None and each["secure"] for each in held.values())
    assert page.request.get(f"{at}/media/x").status == 404
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=hosted.proxy.address)
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied", exact=True)).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{at}/factors?places=au&levels=macro&v=1.1.0"
    keyed(page, "navigation").get_by_role("link", name="Evidence", exact=True).click()
    arrived(page, "Evidence")
    expect_address(page, f"{hosted.beneath}/evidence", places=["au"], levels=["macro"])
    page.evaluate("() => document.fonts.ready.then(() => true)")
    faces = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert "Inter" in [face.strip("'\"") for face in faces]
    assert hosted.proxy.ask(f"{hosted.beneath}/healthz")[0] == 200
    assert hosted.proxy.ask(f"{hosted.beneath}/_stcore/metrics")[0] == 404
    assert hosted.proxy.ask(f"{hosted.beneath}/api/v1/records")[0] == 401


def test_a_cookie_of_one_replica_holds_at_the_other(visit: Visit, hosted: Hosted) -> None:
    at = hosted.proxy.address + hosted.beneath
    page = visit(f"{at}/method")
    sign_in(page, "ann")
    arrived(page, "Method")
    for word in ("0" * 32, "1" * 32, "2" * 32, "3" * 32, "4" * 32, "5" * 32):
        page.context.add_cookies([{"name": "policy_route", "value": word, "url": hosted.proxy.address}])
        assert page.request.get(f"{at}/media/x").status == 404
