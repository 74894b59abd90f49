"""Metrics: what is counted, and that nobody but the machine itself can ask for it."""

import socket

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.conftest import DATASETS
from tests.hosting.conftest import Serve, Server, free_port


def samples(server: Server, port: int) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    text = server.ask("/metrics", address=f"http://127.0.0.1:{port}").text
    families = text_string_to_metric_families(text)
    return {(s.name, tuple(sorted(s.labels.items()))): s.value for family in families for s in family.samples}


def test_requests_are_counted_by_route(server: Server, metrics_port: int) -> None:
    counted = ("dashboard_requests_total", (("method", "GET"), ("route", "/healthz"), ("status", "200")))
    before = samples(server, metrics_port).get(counted, 0)
    for _ in range(3):
        server.ask("/healthz?who=me")
    server.ask("/some/path/that/nobody/has")
    after = samples(server, metrics_port)
    assert after[counted] == before + 3
    assert after["dashboard_request_seconds_count", (("route", "/healthz"),)] >= 3
    assert not any("nobody" in value for _, labels in after for _, value in labels)


def test_state_sessions_memory(server: Server, metrics_port: int) -> None:
    told = samples(server, metrics_port)
    assert told["dashboard_state", (("state", "ready"),)] == 1
    assert sum(value for (name, _), value in told.items() if name == "dashboard_state") == 1
    assert told["dashboard_sessions", ()] == 0
    assert told["dashboard_websockets", ()] == 0
    assert told["process_resident_memory_bytes", ()] > 10_000_000


def test_odd_methods_share_a_label(server: Server, metrics_port: int) -> None:
    server.ask("/healthz", "BREW")
    methods = {dict(labels).get("method") for _, labels in samples(server, metrics_port)}
    assert "BREW" not in methods
    assert "OTHER" in methods


def test_listens_on_the_loopback_address_alone(server: Server, metrics_port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # sends nothing: it only chooses the address that it would be sent from
        address = probe.getsockname()[0]
    if address.startswith("127."):
        pytest.skip("this machine has no address but the loopback's")
    socket.create_connection((address, server.port), timeout=5).close()
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((address, metrics_port), timeout=5)


def test_the_public_port_has_no_metrics(server: Server) -> None:
    assert b"dashboard_requests" not in server.ask("/metrics").body
    for path in ("/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/interact"):
        assert server.ask(path).status == 404


def test_a_port_that_is_taken_is_told(serve: Serve) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port := free_port()))
        taken.listen()
        wrong = serve(DATASETS / "tiny", environment={"POLICY_METRICS_PORT": str(port)}, wait=False)
        assert wrong.process.wait(timeout=60) != 0
    assert f"port {port} of 127.0.0.1 can't be listened at" in wrong.log.read_text(encoding="utf-8")
