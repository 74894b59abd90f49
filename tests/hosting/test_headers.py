"""Every response tells the browser what it may do, whoever answers: page, file, route, error."""

import re
import socket
from pathlib import Path

import pytest
from streamlit.file_util import get_static_dir

from components.hosting.headers import content_policy, inline_hashes
from components.hosting.settings import SettingsError, settings
from tests.conftest import DATASETS
from tests.hosting.conftest import Serve, Server

PATHS = {
    "page": ("/", 200),
    "another page": ("/jurisdictions", 200),
    "unknown page": ("/no/such/page", 200),
    "file of the app": ("/app/static/icon.svg", 200),
    "missing file": ("/app/static/nothing.svg", 404),
    "missing script": ("/static/js/nothing.js", 200),
    "missing medium": ("/media/nothing.png", 404),
    "way out": ("/app/static/%2e%2e/shell.py", 400),
    "health": ("/_stcore/health", 200),
    "own route": ("/healthz", 200),
    "what is closed": ("/_stcore/metrics", 404),
    "upload without token": ("/_stcore/upload_file/a/b", 403),
}
EXPECTED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
}


@pytest.mark.parametrize("what", PATHS)
def test_on_every_response(server: Server, what: str) -> None:
    path, status = PATHS[what]
    answer = server.ask(path, "PUT" if "upload" in what else "GET")
    assert answer.status == status
    assert {name: answer.headers[name] for name in EXPECTED} == EXPECTED
    assert "geolocation=()" in answer.headers["permissions-policy"]
    policy = dict(directive.split(" ", 1) for directive in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert "'unsafe-eval'" not in policy["script-src"]
    assert "'unsafe-inline'" not in policy["script-src"]
    assert "server" not in answer.headers
    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["x-request-id"])
    assert len(answer.headers.get_all("content-security-policy")) == 1


def test_script_in_the_page_is_allowed_by_its_own_hash(server: Server) -> None:
    page = (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
    hashes = inline_hashes(page)
    assert hashes
    assert all(source in server.ask("/").headers["content-security-policy"] for source in hashes)


def test_hash_of_a_script() -> None:
    """The digest is that of the example in the recommendation 'Content Security Policy Level 3'."""
    page = "<script>alert('Hello, world.');</script><script src='x.js'></script><p>text</p>"
    assert inline_hashes(page) == ("'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='",)
    assert inline_hashes("<p>no script</p>") == ()


def test_who_may_embed(serve: Serve) -> None:
    ancestors = "'self' https://portal.example.org https://*.example.net:8443"
    embedding = serve(DATASETS / "tiny", environment={"POLICY_FRAME_ANCESTORS": ancestors})
    for path in ("/", "/healthz"):
        assert embedding.ask(path).headers["content-security-policy"].endswith(f"frame-ancestors {ancestors}")


@pytest.mark.parametrize(
    "text", ["*", "https:", "https://a.org; script-src *", "https://a.org,https://b.org", "'none' https://a.org",
             "javascript:alert(1)", "http://a.org", "https://a.org/path", "'unsafe-eval'"],
)  # fmt: skip
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match="POLICY_FRAME_ANCESTORS"):
        settings({"POLICY_FRAME_ANCESTORS": text})


@pytest.mark.parametrize(
    ("name", "text"),
    [("POLICY_METRICS_PORT", "0"), ("POLICY_METRICS_PORT", "65536"), ("POLICY_METRICS_PORT", "x"),
     ("POLICY_STOP_SECONDS", "-1"), ("POLICY_STOP_SECONDS", "601"), ("POLICY_STOP_SECONDS", "soon")],
)  # fmt: skip
def test_numbers_that_make_no_sense_are_refused(name: str, text: str) -> None:
    with pytest.raises(SettingsError, match=name):
        settings({name: text})


def test_what_is_not_set_has_a_default() -> None:
    assert settings({}) == settings(
        {"POLICY_FRAME_ANCESTORS": " ", "POLICY_METRICS_PORT": "", "POLICY_STOP_SECONDS": ""}
    )
    assert settings({}).ancestors == "'none'"
    assert "frame-ancestors 'none'" in content_policy(settings({}).ancestors)


def test_a_server_that_is_set_up_wrong_says_so_and_stops(serve: Serve) -> None:
    wrong = serve(DATASETS / "tiny", environment={"POLICY_FRAME_ANCESTORS": "*"}, wait=False)
    assert wrong.process.wait(timeout=60) != 0
    assert "POLICY_FRAME_ANCESTORS can't be read." in wrong.log.read_text(encoding="utf-8")


def websocket(server: Server, *headers: str) -> int:
    """Return the status that a websocket's opening is answered with."""
    lines = [
        "GET /_stcore/stream HTTP/1.1", f"Host: 127.0.0.1:{server.port}", "Upgrade: websocket", "Connection: Upgrade",
        "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: streamlit",
        *headers,
    ]  # fmt: skip
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        return int(connection.recv(1024).split()[1])


def test_a_page_of_another_origin_opens_no_websocket(server: Server) -> None:
    assert websocket(server, f"Origin: http://127.0.0.1:{server.port}") == 101
    assert websocket(server, "Origin: https://evil.example.org") == 403
    assert websocket(server, f"Origin: http://127.0.0.1.evil.example.org:{server.port}") == 403
