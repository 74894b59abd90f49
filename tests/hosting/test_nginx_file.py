"""nginx as it is shipped, before a server of the test: what it lets through, what it refuses, what it writes down."""

import http.client
import http.server
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.behind_nginx import NGINX, UNCHECKED, Proxy, fronted
from tests.hosting.conftest import free_port

pytestmark = pytest.mark.skipif(NGINX is None, reason="there is no nginx")


class _Replica(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        if "large" in self.path:
            for n in range(6):
                self.send_header("Set-Cookie", f"_streamlit_user__{n}={'x' * 3800}; Path=/")
        self.end_headers()
        self.wfile.write(str(len(self.headers.get("Cookie", ""))).encode())

    do_PUT = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


@dataclass
class Front:
    proxy: Proxy

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, bytes]:
        """Return status and body; 0 where no answer came."""
        connection = http.client.HTTPSConnection("localhost", self.proxy.port, context=UNCHECKED, timeout=20)
        try:
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (http.client.HTTPException, ConnectionError, ssl.SSLError):
            return 0, b""
        finally:
            connection.close()


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    replica = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Replica)
    threading.Thread(target=replica.serve_forever, daemon=True).start()
    proxy = Proxy(free_port(), free_port(), tmp_path_factory.mktemp("nginx"))
    with fronted(proxy, [replica.server_port]):
        yield Front(proxy)
    replica.shutdown()


def test_the_cookies_of_a_large_sign_in_pass_both_ways(front: Front) -> None:
    assert front.ask("/large")[0] == 200, "upstream sent too big header"
    cookies = "; ".join(f"c{n}={'x' * 3800}" for n in range(7))
    assert front.ask("/", Cookie=cookies) == (200, str(len(cookies)).encode())


@pytest.mark.parametrize("above", ["", "/dash", "/tools/dash", "/a/b/c"])
@pytest.mark.parametrize("path", ["/readyz", "/metrics", "/_stcore/metrics", "/_stcore/agent/x"])
def test_internal_routes_are_closed_beneath_every_path(front: Front, above: str, path: str) -> None:
    assert front.ask(above + path)[0] == 404


def test_another_name_gets_no_page_of_nginx(front: Front) -> None:
    assert front.ask("/", Host="evil.example") == (0, b"")


def test_logs_hold_no_query_and_no_session(front: Front) -> None:
    front.ask("/factors?places=secret_place")
    front.ask("/_stcore/upload_file/secret-session/secret-file?x=secret", "PUT")
    front.ask("/tools/dash/_stcore/upload_file/secret-session/secret-file")
    front.ask("/media/secret-file.bin")
    front.ask("/factors?places=secret_place", Cookie="x" * 300_000)
    for _ in range(3):
        front.ask("/api/v1/x?places=secret_place")
    logs = front.proxy.log + (front.proxy.folder / "errors.txt").read_text(encoding="utf-8")
    assert "/factors" in logs
    assert "/_stcore/upload_file/*" in logs
    assert "secret" not in logs


def test_an_unreachable_replica_is_not_told_with_the_query(tmp_path: Path) -> None:
    proxy = Proxy(free_port(), free_port(), tmp_path)
    with fronted(proxy, [free_port()]):
        assert Front(proxy).ask("/factors?places=secret_place")[0] == 502
        assert "secret" not in proxy.log + (tmp_path / "errors.txt").read_text(encoding="utf-8")
