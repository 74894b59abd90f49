"""Two replicas behind the nginx file of deploy/: one is killed, both are restarted, and readers hardly notice."""

import signal
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect
from prometheus_client.parser import text_string_to_metric_families

from tests.behind_nginx import Proxy
from tests.browser.conftest import PROJECT, PSW, Server, free_port, started
from tests.browser.screen import arrived, choose, click_mark, expect_address, grid_button, panel, quiet
from tests.browser.test_nginx import Front, Visit, front, there_is_nginx, visit

pytestmark = pytest.mark.long

__all__ = ["front", "there_is_nginx", "visit"]  # fixtures

_COMPOSE = yaml.safe_load((PROJECT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))
STOPS_FOR = str(_COMPOSE["services"]["replica1"]["environment"]["POLICY_STOP_SECONDS"])
"""As deployed: a rolling restart holds for these seconds, and for no fewer than nginx's own times."""

BACK_WITHIN = 15
"""Seconds until a tab whose replica was killed must be connected to the other."""


@dataclass
class Replica:
    """One replica, at a port of its own that it keeps over a restart."""

    log: Path
    port: int = field(default_factory=free_port)
    metrics: int = field(default_factory=free_port)
    server: Server | None = None

    def start(self) -> None:
        told = {"POLICY_METRICS_PORT": str(self.metrics), "POLICY_STOP_SECONDS": STOPS_FOR}
        self.server = started(PSW, self.log, port=self.port, environment=told)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        assert self.server is not None
        self.server.process.send_signal(number)
        self.server.process.wait(timeout=30)

    @property
    def readers(self) -> int:
        """How many tabs are connected."""
        return self._told("dashboard_websockets")

    @property
    def runs(self) -> int:
        """How many runs of a page were finished."""
        return self._told("dashboard_page_run_seconds_count")

    def _told(self, name: str) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.metrics}/metrics", timeout=10) as answer:
            families = text_string_to_metric_families(answer.read().decode())
        return int(sum(sample.value for family in families for sample in family.samples if sample.name == name))


@dataclass(frozen=True)
class Hosted:
    """The dashboard, two replicas of it, and nginx."""

    proxy: Proxy
    replicas: tuple[Replica, Replica]

    def of_the_reader(self) -> Replica:
        """Return the replica that holds the one open tab."""
        until = time.monotonic() + 30
        while time.monotonic() < until:
            held = [replica for replica in self.replicas if replica.readers]
            if len(held) == 1:
                return held[0]
            time.sleep(0.1)
        raise AssertionError("no replica, or both, hold a tab")


@pytest.fixture
def hosted(front: Front, browser: Browser, tmp_path: Path) -> Iterator[Hosted]:
    with ExitStack() as running:
        replicas = Replica(tmp_path / "one.txt"), Replica(tmp_path / "two.txt")
        for replica in replicas:
            replica.start()
            running.callback(lambda one=replica: one.server.process.poll() is None and one.stop(signal.SIGKILL))
        yield Hosted(front((replicas[0].port, replicas[1].port)), replicas)


def connected(page: Page) -> None:
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-connection-state", "CONNECTED")


def begun(page: Page, replica: Replica) -> None:
    """Wait until a tab that came to a replica nobody had been at has run its page there, and is at rest."""
    until = time.monotonic() + 60
    while not (replica.readers and replica.runs):
        assert time.monotonic() < until, (
            f"the tab has not begun by itself: {replica.readers} connected, {replica.runs} runs, the page says "
            f"{page.get_by_test_id('stApp').evaluate('app => ({...app.dataset})')}:\n"
            f"{replica.log.read_text(encoding='utf-8')[-3000:]}"
        )
        page.wait_for_timeout(50)
    connected(page)
    quiet(page)


def no_error(page: Page) -> None:
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("502 Bad Gateway")).to_have_count(0)


def test_a_replica_killed_in_the_middle_of_clicks(
    visit: Visit, hosted: Hosted, record_property: Callable[[str, object], None]
) -> None:
    """The tab connects to the other replica by itself; filters and open cell are as the address says."""
    page = visit(f"{hosted.proxy.address}/jurisdictions?places=au&places=ch&places=ca_on")
    arrived(page, "Jurisdictions")
    grid_button(page, "staffing", "ch").click()
    expect(panel(page)).to_be_visible()
    quiet(page)
    killed = hosted.of_the_reader()
    grid_button(page, "staffing", "ca_on").click()
    killed.stop(signal.SIGKILL)
    since = time.monotonic()
    other = next(replica for replica in hosted.replicas if replica is not killed)
    while not other.readers and time.monotonic() < since + 60:
        page.wait_for_timeout(50)
    connected(page)
    taken = time.monotonic() - since
    record_property("seconds until reconnected", round(taken, 1))
    assert taken < BACK_WITHIN
    no_error(page)
    # The other replica has not met this tab: it has begun by itself, so that the first click counts.
    begun(page, other)
    expect(panel(page)).to_be_visible()
    grid_button(page, "instrument", "au").click()
    expect_address(page, "/jurisdictions", places=["au", "ch", "ca_on"], lever=["instrument"], place=["au"])
    expect(grid_button(page, "instrument", "au")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("table.grid thead th")).to_have_count(4)
    quiet(page)
    no_error(page)
    shown = panel(page).inner_text()
    page.reload()
    arrived(page, "Jurisdictions")
    expect(panel(page)).to_have_text(shown.strip(), use_inner_text=True)
    no_error(page)


def _lost(page: Page, hosted: Hosted) -> None:
    """Kill the tab's replica while nothing is asked of it, and wait until the tab is at the other one and at rest."""
    killed = hosted.of_the_reader()
    other = next(replica for replica in hosted.replicas if replica is not killed)
    killed.stop(signal.SIGKILL)
    begun(page, other)


def test_the_first_click_on_a_mark_counts(visit: Visit, hosted: Hosted) -> None:
    page = visit(f"{hosted.proxy.address}/factors")
    arrived(page, "Factors")
    _lost(page, hosted)
    click_mark(page, "certification", "au")
    expect(panel(page)).to_be_visible()
    expect_address(page, "/factors", factor=["certification"], place=["au"])
    no_error(page)


def test_the_first_choice_in_a_filter_counts(visit: Visit, hosted: Hosted) -> None:
    page = visit(f"{hosted.proxy.address}/factors?places=au")
    arrived(page, "Factors")
    _lost(page, hosted)
    choose(page, "Places", "Places", "Switzerland")
    expect_address(page, "/factors", places=["au", "ch"])
    no_error(page)


def test_a_click_that_nobody_heard_counts_when_it_is_made_again(visit: Visit, hosted: Hosted) -> None:
    """Where no server answers a click is lost; the same one counts as soon as the tab is back."""
    page = visit(f"{hosted.proxy.address}/factors")
    arrived(page, "Factors")
    for replica in hosted.replicas:
        replica.stop(signal.SIGKILL)
    expect(page.get_by_test_id("stApp")).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    click_mark(page, "certification", "au")
    back = hosted.replicas[0]
    back.start()
    begun(page, back)
    expect(panel(page)).to_be_hidden()
    expect_address(page, "/factors")
    click_mark(page, "certification", "au")
    expect(panel(page)).to_be_visible()
    expect_address(page, "/factors", factor=["certification"], place=["au"])
    no_error(page)


@dataclass
class Hammer:
    """One who asks for pages all the time, twenty times a second, as several readers."""

    proxy: Proxy
    answered: int = 0
    failed: list[str] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        while not self.done.wait(0.1):
            for path in ("/", "/factors?places=au", "/healthz", "/app/static/icon.svg"):
                try:
                    status, _ = self.proxy.ask(path)
                except OSError as error:
                    self.failed.append(f"{path}: {error}")
                else:
                    self.answered += 1
                    if status != 200:
                        self.failed.append(f"{path}: {status}")


def test_a_rolling_restart_fails_no_request(
    visit: Visit, hosted: Hosted, record_property: Callable[[str, object], None]
) -> None:
    """Each replica in turn is asked to stop, drains, stops, and is ready again before the next one's turn."""
    page = visit(f"{hosted.proxy.address}/jurisdictions?places=au&places=ch&lever=staffing&place=ch")
    arrived(page, "Jurisdictions")
    expect(panel(page)).to_be_visible()
    hammers = [Hammer(hosted.proxy) for _ in range(3)]
    hands = [threading.Thread(target=hammer.run) for hammer in hammers]
    for hand in hands:
        hand.start()
    try:
        for replica in hosted.replicas:
            replica.stop()
            replica.start()
            ready(replica)
    finally:
        for hammer in hammers:
            hammer.done.set()
        for hand in hands:
            hand.join()
    record_property("requests answered", sum(hammer.answered for hammer in hammers))
    assert [fault for hammer in hammers for fault in hammer.failed] == []
    assert sum(hammer.answered for hammer in hammers) > 100
    begun(page, hosted.of_the_reader())
    no_error(page)
    grid_button(page, "instrument", "au").click()
    expect_address(page, "/jurisdictions", places=["au", "ch"], lever=["instrument"], place=["au"])
    expect(grid_button(page, "instrument", "au")).to_have_attribute("aria-pressed", "true")


def ready(replica: Replica) -> None:
    """Wait until a replica says that it is ready, as whoever restarts them does before the next one's turn."""

    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{replica.port}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the replica is not ready again")
