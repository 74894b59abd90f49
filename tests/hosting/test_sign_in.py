"""The sign-in as those meet it who send requests: what is refused, which cookies are set how."""

import http.client
from pathlib import Path

import pytest

from tests.browser.provider import ACCESS, secrets_text
from tests.conftest import DATASETS
from tests.hosting.conftest import Serve, Server

PROVIDER = "http://localhost:9"  # nobody answers there, and nobody needs to


def asked(server: Server, path: str) -> tuple[int, str, list[str]]:
    """Return status, place to go on to, and cookies of an answer that is not followed."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers.get("Location", ""), answer.headers.get_all("Set-Cookie", [])


def serving(serve: Serve, folder: Path, text: str, base: str = "") -> Server:
    file = folder / "secrets.toml"
    file.write_text(text, encoding="utf-8")
    options = ["--server.baseUrlPath", base.strip("/")] if base else []
    return serve(DATASETS / "tiny", *options, environment={"STREAMLIT_SECRETS_FILES": str(file)}, base=base)


@pytest.fixture(scope="module")
def encrypted(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Server:
    text = secrets_text(PROVIDER, "https://dashboard.example")
    return serving(serve, tmp_path_factory.mktemp("secrets"), text)


def test_every_cookie_is_kept_off_plain_connections_where_the_address_is_https(encrypted: Server) -> None:
    for path in ("/sign-in?next=/factors", "/_stcore/health"):
        _, _, cookies = asked(encrypted, path)
        assert cookies
        assert all(cookie.count("; Secure") == 1 for cookie in cookies), cookies


def test_cookies_work_on_ones_own_machine_without_https(serve: Serve, tmp_path: Path) -> None:
    server = serving(serve, tmp_path, secrets_text(PROVIDER, "http://localhost:8501/dash"), "/dash")
    status, place, cookies = asked(server, "/dash/sign-in?next=/dash/factors%3Fplaces%3Daa")
    assert status == 302
    assert place.startswith("/dash/auth/login?provider=")
    assert cookies == [
        "policy_return=%2Fdash%2Ffactors%3Fplaces%3Daa; Path=/dash/; Max-Age=600; HttpOnly; SameSite=Lax"
    ]
    assert asked(server, "/dash/api/v1/records")[0] == 401
    assert asked(server, "/dash/behind?cell=a")[0] == 401
    assert asked(server, "/dash/exhibit/matrix/factors")[0] == 401
    assert asked(server, "/dash/healthz")[0] == 200


def test_data_is_refused_to_who_is_not_signed_in(encrypted: Server) -> None:
    files = ("/media/x.bin", "/_stcore/upload_file/a/b")
    for path in ("/api/v1", "/behind?cell=a", "/api/v1/evidence", "/api/nothing", *files):
        answer = encrypted.ask(path)
        assert answer.status == 401
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json["detail"] == "Sign in to the dashboard in this browser first."
    assert encrypted.ask("/healthz").status == 200
    assert encrypted.ask("/readyz").status == 200


@pytest.mark.parametrize(
    "cookie", ["_streamlit_user=x", "_streamlit_user=chunks-2", "_streamlit_user=", "_streamlit_user=%00; =;;"]
)
def test_a_cookie_of_ones_own_making_opens_nothing(encrypted: Server, cookie: str) -> None:
    assert encrypted.ask("/media/x.bin", Cookie=cookie).status == 401


def test_without_a_sign_in_there_is_nothing_to_sign_in_to(serve: Serve) -> None:
    server = serve(DATASETS / "tiny")
    assert asked(server, "/sign-in?next=/factors%3Fplaces%3Daa")[:2] == (302, "/factors?places=aa")
    assert asked(server, "/sign-in?next=//evil.example")[:2] == (302, "/")
    assert server.ask("/media/x.bin").status == 404
    assert server.ask("/api/v1").status == 200


def test_where_it_is_required_and_missing_nothing_is_answered(serve: Serve) -> None:
    server = serve(DATASETS / "tiny", environment={"POLICY_SIGN_IN": "required"})
    assert server.ask("/api/v1").status == 503
    assert server.ask("/media/x.bin").status == 503
    assert any("[auth] field required" in line["message"] for line in server.lines())
    assert ACCESS not in server.log.read_text(encoding="utf-8")
