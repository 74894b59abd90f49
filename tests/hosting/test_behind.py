"""What is behind a cell, fetched by the page: the same words as the page's own run, and nothing that isn't there."""

import re
from urllib.parse import urlencode

import pytest

from data.intake.loading import load
from tests.app.views import classed, text, tree
from tests.conftest import DATASETS
from tests.hosting.conftest import Answer, Server

FINGERPRINT = load(DATASETS / "tiny").fingerprint


def asked(server: Server, **given: object) -> Answer:
    return server.ask("/behind?" + urlencode({"theme": "light", "dataset": FINGERPRINT, **given}, doseq=True))


def test_a_cells_records_come_with_place_and_works(server: Server) -> None:
    answer = asked(server, cell="piers no")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert "private" in answer.headers["cache-control"]
    shown = tree(answer.text)
    # By the file: E6 is the only record on piers that names Norway.
    assert [item.get("id") for item in shown.iter("li") if item.get("id")] == ["E6"]
    assert "Named places: Alder, Norway" in text(shown)
    assert "light" in classed(shown, "panel")[0].get("class", "")


def test_a_levers_facts_come_with_their_amounts(server: Server) -> None:
    shown = tree(asked(server, of="facts", cell="crew no").text)
    # By the file: F4 is the only fact on crew in Norway.
    assert [item.get("id") for item in shown.iter("li") if item.get("id")] == ["F4"]
    assert "35%" in text(shown)
    assert classed(shown, "panel")[0].get("data-entries") == "F4"
    assert asked(server, of="facts", cell="crew atlantis").status == 404
    assert asked(server, of="facts", cell="piers no").status == 404


def test_a_gap_is_said(server: Server) -> None:
    answer = asked(server, cell="noise no", theme="dark")
    assert "That is a gap in the source" in answer.text
    assert "dark" in classed(tree(answer.text), "panel")[0].get("class", "")


def test_the_filters_of_the_page_are_heeded(server: Server) -> None:
    every = re.findall(r'id="(E\d+)"', asked(server, cell="piers aa").text)
    some = asked(server, cell="piers aa", directions="barrier").text
    assert re.findall(r'id="(E\d+)"', some) == ["E6"]
    assert len(every) > 1
    assert "rated on the records that the filters leave" in some


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"cell": "piers atlantis"}, 404),
        ({"cell": "nothing no"}, 404),
        ({"cell": ""}, 404),
        ({"cell": "piers no", "dataset": "of_yesterday"}, 404),
        ({"cell": "piers no", "directions": "sideways"}, 422),
        ({"cell": "piers no", "colour": "red"}, 422),
    ],
)
def test_what_is_not_there_is_not_answered(server: Server, given: dict[str, str], status: int) -> None:
    answer = asked(server, **given)
    assert answer.status == status
    assert "Traceback" not in answer.text
