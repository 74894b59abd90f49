"""The message that reports an error: prefilled, percent-encoded, and sent nowhere but where the deployment says."""

import logging
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from components.panel.report import VARIABLE, accepted, message
from data.model.dataset import Dataset
from tests.app.conftest import Opener
from tests.app.views import panel

LINK = "https://policy.example.org/evidence?record=S009&v=1.1.0"

PLAIN = (
    "errors@example.org",
    "first.last+policy@sub.example.co.uk",
    "https://example.org/report",
    "https://forms.example.org:8443/r?form=7&lang=en#top",
)
HOSTILE = (
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "http://example.org/report",
    "HTTPS://example.org",
    "//example.org/report",
    "ftp://example.org",
    "mailto:errors@example.org",
    "errors@example.org?bcc=all@evil.example",
    "errors@example.org,all@evil.example",
    "errors@example.org;all@evil.example",
    "errors@example.org\r\nBcc: all@evil.example",
    "errors@example.org\n",
    "Errors <errors@example.org>",
    '"errors"@example.org',
    "errors%0ABcc:x@example.org",
    "errors@example",
    "errors@@example.org",
    "@example.org",
    "errors@-example.org",
    "errors@exämple.org",
    "https://user:secret@example.org/",
    "https://example.org@evil.example/",
    "https://example.org\\@evil.example/",
    'https://example.org/" onclick="alert(1)',
    "https://example.org/ x",
    "https://example.org/<script>",
    "https:///report",
    "https://",
    "https://example.org\t/report",
)


@pytest.mark.parametrize("address", PLAIN)
def test_a_plain_address_is_accepted(address: str) -> None:
    assert accepted(address) == address


@pytest.mark.parametrize("address", HOSTILE)
def test_anything_else_is_refused_and_told_in_the_log(address: str, caplog: pytest.LogCaptureFixture) -> None:
    accepted.cache_clear()
    with caplog.at_level(logging.WARNING):
        assert accepted(address) == ""
    assert VARIABLE in caplog.text
    # What was refused isn't written into the log: it may be somebody's address, or break the line.
    assert address not in caplog.text


def test_no_address_is_no_fault(caplog: pytest.LogCaptureFixture) -> None:
    accepted.cache_clear()
    assert accepted("") == ""
    assert caplog.text == ""


def test_a_mail_holds_id_dataset_version_and_permalink(psw: Dataset) -> None:
    opened = message("errors+policy@example.org", psw, "S009", LINK)
    head, _, query = opened.partition("?")
    assert head == "mailto:errors%2Bpolicy@example.org"
    assert not set(query) & set(' \r\n"<>+#')
    said = {name: unquote(text) for name, text in (part.split("=") for part in query.split("&"))}
    assert said["subject"] == "Error in S009, psw 1.1.0"
    assert "Record: S009\r\n" in said["body"]
    assert f"({psw.about.id}), version {psw.about.version}\r\n" in said["body"]
    assert f"Link: {LINK}\r\n" in said["body"]
    assert set(said) == {"subject", "body"}


def test_a_hostile_title_stays_within_the_body(psw: Dataset) -> None:
    title = 'A&bcc=all@evil.example#x\r\nBcc: y "<script>'
    about = psw.about.model_copy(update={"title": title})
    changed = type(psw)(**{**{name: getattr(psw, name) for name in psw.__dataclass_fields__}, "about": about})
    query = message("errors@example.org", changed, "S009", LINK).partition("?")[2]
    assert [part.split("=")[0] for part in query.split("&")] == ["subject", "body"]
    assert title in unquote(query.split("&")[1])


def test_a_form_is_given_id_and_link(psw: Dataset) -> None:
    opened = urlsplit(message("https://forms.example.org/r?form=7&empty=#top", psw, "S009", LINK))
    assert (opened.scheme, opened.netloc, opened.path, opened.fragment) == ("https", "forms.example.org", "/r", "top")
    asked = parse_qs(opened.query, keep_blank_values=True)
    assert asked == {"form": ["7"], "empty": [""], "id": ["S009"], "link": [LINK]}


def test_without_an_address_there_is_no_message(psw: Dataset) -> None:
    assert message("", psw, "S009", LINK) == ""


VIEWS = (
    ("Jurisdictions", {"lever": "staffing", "place": "ca_on"}, "F033"),
    ("Factors", {"factor": "certification", "place": "au"}, ""),
)


@pytest.mark.parametrize(("title", "params", "name"), VIEWS, ids=[view[0] for view in VIEWS])
def test_every_open_record_offers_it_only_where_an_address_is_given(
    open_view: Opener, monkeypatch: pytest.MonkeyPatch, title: str, params: dict[str, str | list[str]], name: str
) -> None:
    monkeypatch.setenv(VARIABLE, "errors@example.org")
    shown = panel(open_view(title, params))
    entries = shown.findall(".//ol/li")
    links = [link for link in shown.iter("a") if "report" in link.get("class", "").split()]
    assert len(links) == len(entries) > 0
    for entry, link in zip(entries, links, strict=True):
        assert link.get("aria-label") == f"Report an error in {entry.get('id')}"
        body = unquote(link.get("href", ""))
        assert body.startswith("mailto:errors@example.org?")
        assert f"/evidence?record={entry.get('id')}&v=" in body
    assert not name or links[0].get("aria-label", "").endswith(name)
    for refused in ("", "javascript:alert(1)"):
        monkeypatch.setenv(VARIABLE, refused)
        assert "report" not in " ".join(link.get("class", "") for link in panel(open_view(title, params)).iter("a"))
