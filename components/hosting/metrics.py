"""What the server does, counted for Prometheus: told on the loopback address alone, on a port of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from streamlit import runtime

from components.hosting.departures import sessions_in_memory
from components.hosting.health import Readiness, readiness
from components.hosting.logs import tell
from components.hosting.settings import METRICS_PORT, SettingsError

LOOPBACK: Final = "127.0.0.1"
_SESSIONS: Final = "active_sessions"
_STATES: Final[tuple[Readiness, ...]] = ("ready", "stale", "loading", "broken", "stopping")
_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

# A registry of its own: when a module is read anew while it is worked on, names are not taken twice.
REGISTRY: Final = CollectorRegistry()
REQUESTS: Final = Counter(
    "dashboard_requests", "Requests answered.", ["method", "route", "status"], registry=REGISTRY
)  # fmt: skip
LATENCY: Final = Histogram(
    "dashboard_request_seconds", "Time from request to the end of its answer.", ["route"],
    buckets=_SECONDS, registry=REGISTRY,
)  # fmt: skip
WEBSOCKETS: Final = Gauge("dashboard_websockets", "Websockets that are open.", registry=REGISTRY)
RUNS: Final = Histogram(
    "dashboard_page_run_seconds", "Time that a page's script ran.", ["page"], buckets=_SECONDS, registry=REGISTRY
)  # fmt: skip


class _Present(Collector):
    """What is asked at the moment of telling: readers' sessions, and what state the dataset is in."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the measures."""
        state, _ = readiness()
        states = GaugeMetricFamily("dashboard_state", "1 for the state that /readyz tells.", labels=["state"])
        for name in _STATES:
            states.add_metric([name], float(name == state))
        yield states
        if runtime.exists():
            stats = runtime.get_instance().stats_mgr.get_stats([_SESSIONS]).get(_SESSIONS, ())
            count = sum(float(getattr(stat, "value", 0)) for stat in stats)
            yield GaugeMetricFamily("dashboard_sessions", "Readers' sessions that are active.", value=count)
            yield GaugeMetricFamily(
                "dashboard_sessions_in_memory", "Sessions that are active, or whose memory was not given back yet.",
                value=float(sessions_in_memory()),
            )  # fmt: skip


REGISTRY.register(_Present())
ProcessCollector(registry=REGISTRY)


@contextmanager
def timed_run(page: str) -> Iterator[None]:
    """Measure how long a page's script runs, to its end or to where the reader's next touch ends it."""
    with RUNS.labels(f"/{page}").time():
        yield


@contextmanager
def served(port: int | None) -> Iterator[None]:
    """Tell the metrics at a port of the loopback address as long as the context lasts; nowhere without a port.

    Raises
    ------
    SettingsError
        Where something else listens there.
    """
    if port is None:
        yield
        return
    try:
        server, thread = start_http_server(port, addr=LOOPBACK, registry=REGISTRY)
    except OSError as error:
        raise SettingsError(
            f"{METRICS_PORT}: port {port} of {LOOPBACK} can't be listened at: {error.strerror}."
        ) from None
    tell("metrics are told on the loopback address", port=port)
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
