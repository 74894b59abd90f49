"""Abbreviations say what they stand for where they occur, whatever the data holds."""

from pathlib import Path

import pytest

from components.drawing.markup import abbreviated
from data.model.dataset import Dataset
from tests.app.conftest import Opener
from tests.app.views import DATASETS, panel, pieces, text, tree

SHORT = {"NHS": "National Health Service", "EX-IN": "a training", "EX": "something else", "A&B": "<i>both</i>"}


def marked(value: str, short: dict[str, str]) -> list[tuple[str, str]]:
    html = tree(str(abbreviated(value, short)))
    assert text(html) == " ".join(value.split())
    return [(text(found), found.get("title", "")) for found in html.iter("abbr")]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("In the NHS, and the NHS alone", ["NHS", "NHS"]),
        ("NHSX, xNHS, nhs, NHS_1, NHS2", []),
        ("(NHS) NHS's NHS-wide", ["NHS", "NHS", "NHS"]),
        ("an EX-IN course, an EX course", ["EX-IN", "EX"]),
        ("A&B and A&amp;B", ["A&B"]),
        ("", []),
    ],
)
def test_whole_words_are_marked(value: str, found: list[str]) -> None:
    assert [short for short, _ in marked(value, SHORT)] == found


def test_the_title_says_what_it_stands_for() -> None:
    assert marked("EX-IN", SHORT) == [("EX-IN", "a training")]
    assert marked("A&B", SHORT) == [("A&B", "<i>both</i>")]


HOSTILE = {
    "VA": '"><script>alert(1)</script><abbr title="',
    "<b>": "' onmouseover='alert(1)",
    "script": "</abbr><img src=x onerror=alert(1)>",
    "{0}": "{1} {{ 7 * 7 }} %s",
    "(": "an open bracket",
    "\\": "a backslash",
    "": "nothing",
    " ": "a space",
}
VALUES = (
    "The VA <script>alert(1)</script> of the VA",
    '<b>VA</b> "VA" &lt;VA&gt; {0} {1}',
    "( \\ ) VA",
    "\u202eVA\u202c قطاف VA 根VA",
    '"><img src=x onerror=alert(1)>',
)


@pytest.mark.parametrize("value", VALUES)
def test_hostile_text_stays_text(value: str) -> None:
    html = tree(str(abbreviated(value, HOSTILE)))
    assert text(html) == " ".join(value.split())
    for element in html.iter():
        assert element.tag in ("html", "abbr")
        assert set(element.attrib) <= {"title"}
    assert "".join(found.get("title", "") for found in html.iter("abbr")).count("\0") == 0


def test_without_abbreviations_a_text_is_only_escaped() -> None:
    assert str(abbreviated("<b>NHS</b>", {})) == "&lt;b&gt;NHS&lt;/b&gt;"


def test_the_open_cell_and_the_grid_explain_theirs(open_view: Opener, psw: Dataset) -> None:
    view = open_view("Jurisdictions", {"lever": "staffing", "place": "ca_on"})
    found = {(text(abbr), abbr.get("title")) for piece in pieces(view) for abbr in piece.iter("abbr")}
    assert ("FTE", psw.about.abbreviations["FTE"]) in found
    assert [text(abbr) for abbr in panel(view).iter("abbr")]


def test_abbreviations_of_another_dataset(open_view: Opener, tmp_path: Path) -> None:
    view = open_view("Jurisdictions", folder=DATASETS / "tiny")
    assert {text(abbr) for piece in pieces(view) for abbr in piece.iter("abbr")} == {"FTE"}
