"""Who is let in: every doubt is decided against whoever asks."""

import math
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import streamlit as st
from pydantic import ValidationError
from streamlit.runtime.secrets import secrets_singleton

from components.access import access, access_settings
from components.access.access import Role, Rules, Standing, role_for, session_end, sign_out, standing_of
from components.access.access_settings import SettingsError, settings

RULES = Rules(
    viewers=("ann@example.org", "both@example.org"),
    editors=("Boss@Example.org", "both@example.org"),
    viewer_domains=("health.example",),
    editor_domains=("lab.example",),
    session_hours=2,
)
NOW = 1_800_000_000.0
TOKEN = {"is_logged_in": True, "email": "ann@example.org", "iat": NOW - 60, "exp": NOW + 600, "sub": "ann"}


@pytest.mark.parametrize(
    ("address", "role"),
    [
        ("ann@example.org", "viewer"),
        ("ANN@EXAMPLE.ORG", "viewer"),
        ("boss@example.org", "editor"),
        ("both@example.org", "editor"),
        ("anybody@health.example", "viewer"),
        ("anybody@Health.Example", "viewer"),
        ("anybody@lab.example", "editor"),
        ("anybody@sub.lab.example", None),
        ("anybody@notlab.example", None),
        ("lab.example", None),
        ("@lab.example", None),
        ("ann@example.org@lab.example", None),
        ("eve@evil.example,ann@example.org", None),
        ("ann@example.org ", None),
        ("eve\n@lab.example", None),
        ("eve@evil.example", None),
        ("anybody@\u212aab.example", None),
        ("anybody@lab.example.", None),
        ("", None),
    ],
)
def test_a_role_is_what_the_lists_give(address: str, role: Role | None) -> None:
    assert role_for({"email": address}, RULES) == role


def test_letters_of_other_scripts_are_not_made_small() -> None:
    """The Kelvin sign becomes a k where all of Unicode is made small."""
    rules = Rules(viewer_domains=("bank.example",))
    assert role_for({"email": "anybody@ban\u212a.example"}, rules) is None
    assert role_for({"email": "anybody@BANK.example"}, rules) == "viewer"


@pytest.mark.parametrize(
    "claims", [{}, {"email": None}, {"email": ["ann@example.org"]}, {"preferred_username": "ann@example.org"}]
)
def test_who_tells_no_address_has_no_role(claims: dict[str, Any]) -> None:
    assert role_for(claims, RULES) is None


@pytest.mark.parametrize(
    ("verified", "role"),
    [(True, "viewer"), ("true", "viewer"), (False, None), ("false", None), (None, None), (0, None)],
)
def test_an_address_that_is_not_verified_counts_for_nothing(verified: object, role: Role | None) -> None:
    assert role_for({"email": "ann@example.org", "email_verified": verified}, RULES) == role


def test_empty_lists_let_nobody_in() -> None:
    assert role_for({"email": "ann@example.org"}, Rules()) is None


@pytest.mark.parametrize(
    ("issued", "expires", "end"),
    [
        (1000, 2000, 2000.0),
        (1000, 100_000, 8200.0),
        (None, 2000, 0.0),
        (1000, None, 0.0),
        ("1000", 2000, 0.0),
        (1000, True, 0.0),
        (1000, math.nan, 0.0),
        (1000, math.inf, 0.0),
    ],
)
def test_a_session_ends_with_its_token_or_after_two_hours(issued: object, expires: object, end: float) -> None:
    assert session_end({"iat": issued, "exp": expires}, RULES) == end


def test_how_somebody_stands() -> None:
    assert standing_of({}, RULES, NOW) == Standing("signed_out")
    assert standing_of(TOKEN | {"is_logged_in": "yes"}, RULES, NOW) == Standing("signed_out")
    assert standing_of(TOKEN, RULES, NOW) == Standing("let_in", "viewer", "ann@example.org")
    assert standing_of(TOKEN, RULES, NOW + 599).state == "let_in"
    assert standing_of(TOKEN, RULES, NOW + 600) == Standing("ended", None, "ann@example.org")
    assert standing_of(TOKEN | {"email": "eve@evil.example"}, RULES, NOW).state == "refused"


def test_a_session_that_was_signed_out_is_over_and_another_is_not() -> None:
    token = TOKEN | {"nonce": "one"}
    sign_out(token, RULES, NOW)
    assert standing_of(token, RULES, NOW).state == "ended"
    assert standing_of(token | {"tokens": {}}, RULES, NOW).state == "ended"
    assert standing_of(TOKEN | {"nonce": "two"}, RULES, NOW).state == "let_in"


def test_sessions_that_are_over_are_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "_SIGNED_OUT", {})
    sign_out(TOKEN, RULES, NOW)
    assert len(access._SIGNED_OUT) == 1
    sign_out(TOKEN | {"nonce": "late"}, RULES, NOW + 601)
    assert access._SIGNED_OUT == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"viewers": "ann@example.org"},
        {"viewer": ["ann@example.org"]},
        {"viewers": ["example.org"]},
        {"viewer_domains": ["ann@example.org"]},
        {"viewer_domains": ["*"]},
        {"viewer_domains": [""]},
        {"session_hours": 0},
        {"session_hours": math.nan},
    ],
    ids=str,
)
def test_lists_that_are_wrong_are_refused_whole(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Rules.model_validate(wrong)


AUTH = """
[auth]
redirect_uri = "https://dashboard.example/oauth2callback"
cookie_secret = "0123456789012345678901234567890123456789"
client_id = "dashboard"
client_secret = "secret of the client"
server_metadata_url = "https://provider.example/.well-known/openid-configuration"
"""
ACCESS = """
[access]
viewers = ["ann@example.org"]
"""


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the file of the secrets, not there yet; read anew at every call of settings()."""
    file = tmp_path / "secrets.toml"
    before = st.get_option("secrets.files")
    st.config.set_option("secrets.files", [str(file)])
    monkeypatch.setattr(access_settings, "_WANTED", Event())
    secrets_singleton._reset()
    yield file
    secrets_singleton._reset()
    st.config.set_option("secrets.files", before)


def test_without_secrets_there_is_no_sign_in(secrets: Path) -> None:
    assert settings() is None
    assert access.standing() == Standing("open", "editor")


def test_secrets_of_something_else_ask_for_no_sign_in(secrets: Path) -> None:
    secrets.write_text('[database]\npassword = "x"\n', encoding="utf-8")
    assert settings() is None


def test_whole_settings_are_read(secrets: Path) -> None:
    secrets.write_text(AUTH + ACCESS, encoding="utf-8")
    held = settings()
    assert held is not None
    assert held.access.viewers == ("ann@example.org",)
    assert held.auth.encrypted


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (AUTH, "[access] field required"),
        (ACCESS, "[auth] field required"),
        (AUTH.replace("client_id", "client") + ACCESS, "[auth.client_id] field required"),
        (AUTH.replace("0123456789", "01") + ACCESS, "[auth.cookie_secret] string should have at least 32 characters"),
        (AUTH.replace("https://dashboard", "http://dashboard") + ACCESS, "http is for localhost alone"),
        (AUTH.replace("/oauth2callback", "/back") + ACCESS, "followed by /oauth2callback"),
        (AUTH + ACCESS.replace("viewers", "viewer"), "[access.viewer] extra inputs are not permitted"),
        (AUTH + ACCESS + "viewers = 1", "The secrets can't be read"),
        ("[auth", "The secrets can't be read"),
    ],
)
def test_settings_that_are_wrong_close_the_dashboard_and_say_why(
    secrets: Path, caplog: pytest.LogCaptureFixture, text: str, told: str
) -> None:
    access_settings._tell.cache_clear()
    secrets.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        settings()
    assert told in str(raised.value)
    assert told in caplog.text
    assert "secret of the client" not in caplog.text
    assert access.standing().state == "broken"


def test_a_sign_in_that_is_required_is_never_left_out(secrets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_SIGN_IN", "required")
    assert access.standing() == Standing("broken")


def test_secrets_that_vanish_open_nothing(secrets: Path) -> None:
    secrets.write_text(AUTH + ACCESS, encoding="utf-8")
    assert settings() is not None
    secrets.write_text("", encoding="utf-8")
    secrets_singleton._reset()
    assert access.standing().state == "broken"
    secrets.unlink()
    secrets_singleton._reset()
    assert access.standing().state == "broken"
