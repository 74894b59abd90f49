"""The log is JSON lines that name requests and tell nothing of readers."""

import json
import logging
import re
import sys
import time

import pytest

from components.hosting.logs import JsonLines
from tests.hosting.conftest import PATIENCE, Server


def line(server: Server, request_id: str) -> dict:
    """Return the line of a request; it is written once the answer is sent, so it may be a moment behind."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for told in server.lines():
            if told.get("request_id") == request_id and "route" in told:
                return told
    raise AssertionError(f"no line of {request_id}")


def test_a_line_a_request(server: Server) -> None:
    asked = server.ask(
        "/jurisdictions?q=my+secret+question&places=aa", x_request_id="req-12345678", cookie="who=me@example.org",
        x_forwarded_for="203.0.113.9",
    )  # fmt: skip
    assert asked.headers["x-request-id"] == "req-12345678"
    told = line(server, "req-12345678")
    assert told["ms"] > 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", told["time"])
    # What is sent may be packed: the log tells the bytes as they go out.
    assert {name: told[name] for name in ("level", "logger", "message", "method", "route", "status")} == {
        "level": "info", "logger": "dashboard", "message": "request", "method": "GET", "route": "/jurisdictions",
        "status": 200,
    }  # fmt: skip
    assert told["bytes"] == len(asked.body)
    said = json.dumps(server.lines())
    for personal in ("secret", "me@example.org", "203.0.113.9", "127.0.0.1:"):
        assert personal not in said


@pytest.mark.parametrize("given", ["short", "x" * 65, 'a"b-12345678', "töst-12345678", "a b c d e f g h"])
def test_an_id_that_is_not_well_formed_is_replaced(server: Server, given: str) -> None:
    asked = server.ask("/healthz", x_request_id=given)
    assert re.fullmatch(r"[0-9a-f]{32}", asked.headers["x-request-id"])
    assert line(server, asked.headers["x-request-id"])["route"] == "/healthz"


@pytest.mark.parametrize(
    ("path", "route"),
    [("/", "/"), ("/my/private/path", "/*"), ("/static/js/who.js", "/*"), ("/media/mine.png", "/media/{file_id:path}"),
     ("/app/static/icon.svg", "/app/static/{path:path}"), ("/%0Anew-line", "none")],
)  # fmt: skip
def test_a_route_is_told_by_its_template(server: Server, path: str, route: str) -> None:
    asked = server.ask(path, x_request_id=f"template-{len(path):04}-{len(route):04}")
    assert line(server, asked.headers["x-request-id"])["route"] == route


def test_every_line_is_json(server: Server) -> None:
    assert all({"time", "level", "logger", "message"} <= line.keys() for line in server.lines())
    messages = [line["message"] for line in server.lines()]
    assert "dataset opened" in messages
    assert not any("ScriptRunContext" in message for message in messages)


def test_an_error_is_one_line_with_its_traceback() -> None:
    try:
        raise ValueError('two\nlines and a "quote"')
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "it %s", ("broke",), sys.exc_info())
    written = JsonLines().format(record)
    assert "\n" not in written
    assert json.loads(written)["message"] == "it broke"
    assert 'ValueError: two\nlines and a "quote"' in json.loads(written)["traceback"]
