"""Where permalinks lead is what the settings say, whatever a client calls the host; who signs out is the reader."""

import re
from pathlib import Path

import pytest

from components.hosting.settings import SettingsError, settings
from tests.browser.provider import secrets_text
from tests.conftest import DATASETS
from tests.hosting.conftest import Serve

EVIL = "evil.example"


def test_permalinks_lead_to_the_address_of_the_settings(serve: Serve) -> None:
    server = serve(DATASETS / "tiny", environment={"POLICY_ADDRESS": "https://dashboard.example.org"})
    for path in ("/api/v1/evidence", "/api/v1/evidence/E1", "/api/v1/matrix", "/api/v1/works"):
        answer = server.ask(path, Host=EVIL)
        assert answer.status == 200
        assert EVIL not in answer.text
        assert "https://dashboard.example.org/" in answer.text
    fingerprint = next(line["fingerprint"] for line in server.lines() if line["message"] == "dataset opened")
    panel = server.ask(f"/behind?cell=licence%20aa&of=records&dataset={fingerprint}", Host=EVIL)
    assert panel.status == 200
    assert EVIL not in panel.text


def test_without_one_that_of_the_sign_in_holds(serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from components.access.access_settings import SettingsError as Missing
    from components.hosting import origin as module

    class Auth:
        redirect_uri = "https://dash.example/policy/oauth2callback"

    class Held:
        auth = Auth

    request = type("Request", (), {"url": type("Url", (), {"scheme": "http", "netloc": EVIL})})
    monkeypatch.delenv("POLICY_ADDRESS", raising=False)
    for given, expected in ((lambda: Held, "https://dash.example"), (lambda: None, f"http://{EVIL}")):
        module._of_sign_in.cache_clear()
        monkeypatch.setattr(module, "access_settings", given)
        assert module.origin(request) == expected  # type: ignore[arg-type]
    module._of_sign_in.cache_clear()

    def missing() -> None:
        raise Missing(["x"])

    monkeypatch.setattr(module, "access_settings", missing)
    assert module.origin(request) == f"http://{EVIL}"  # type: ignore[arg-type]
    module._of_sign_in.cache_clear()


@pytest.mark.parametrize(
    "text", ["dashboard.example.org", "https://a.org/path", "https://a.org\n", "ftp://a.org", "https://"]
)
def test_what_is_no_origin_is_refused(text: str) -> None:
    if text.strip() != text:
        assert settings({"POLICY_ADDRESS": text}).address == text.strip()
        return
    with pytest.raises(SettingsError, match="POLICY_ADDRESS"):
        settings({"POLICY_ADDRESS": text})


def test_a_link_elsewhere_signs_nobody_out(serve: Serve, tmp_path: Path) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(secrets_text("http://localhost:9", "http://localhost:8501"), encoding="utf-8")
    server = serve(DATASETS / "tiny", environment={"STREAMLIT_SECRETS_FILES": str(secrets)})
    for named in (
        {"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"}, {"Referer": f"https://{EVIL}/page"},
    ):  # fmt: skip
        answer = server.ask("/auth/logout", **named)
        assert answer.status == 403
        assert "set-cookie" not in {name.lower() for name in answer.headers}
        assert "Sign out with the button" in answer.text
    for named in ({"Sec_Fetch_Site": "same-origin"}, {"Sec_Fetch_Site": "none"}, {}):
        assert server.ask("/auth/logout", **named).status != 403


def test_the_offline_page_runs_its_own_scripts_and_no_text() -> None:
    from components.exhibits.assemble import brief
    from components.files.web_page import html_bytes
    from components.hosting.headers import inline_hashes
    from components.view.view import view_of_link
    from data.intake.loading import load

    made = html_bytes(brief(view_of_link(load(DATASETS / "orchard"), "sections=overview&sections=matrix"))).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', made)[1]  # type: ignore[index]
    (scripts,) = [part.split()[1:] for part in policy.split("; ") if part.startswith("script-src ")]
    assert "unsafe" not in " ".join(scripts)
    assert set(scripts) <= set(inline_hashes(made))
    assert len(scripts) == 2
