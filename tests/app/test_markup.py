"""HTML from templates: a value is text, whatever it holds, and a link leads to the web or nowhere."""

import json
from pathlib import Path

import pytest

from components.drawing import markup
from components.drawing.markup import rendered, web_address
from components.drawing.words import amount, conflicts_naming, counted
from components.panel.panel import facts_html, records_html
from data.model.dataset import Dataset
from data.model.records import Fact
from data.model.selection import Selection
from data.questions.policy import policy_table
from data.questions.rating import factor_matrix
from tests.app.views import text, tree

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</bdi></p><iframe src=//evil.example>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt; &amp; <b>",
    "\u202edrawkcab\u202c",
)


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_is_escaped_in_text_and_in_attributes(value: str) -> None:
    for html in (
        rendered("heading.html", theme="light", title=value, question=value),
        rendered("finding.html", theme="light", finding=value),
        rendered("filters.html", theme="light", phrases=[f"Places: {value}", value]),
        rendered("dropped.html", theme="light", dropped=[value]),
        rendered("faults.html", theme="light", count=1, folder=value, faults=[value]),
        rendered("differences.html", theme="light", differences=[(value, value)], more=0, abbreviations={}),
    ):
        shown = tree(html)
        assert " ".join(value.split()) in text(shown)
        assert not [e.tag for e in shown.iter() if e.tag in ("script", "img", "iframe")]
        assert not [name for e in shown.iter() for name in e.attrib if name.startswith("on")]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_is_escaped_in_the_grid(value: str) -> None:
    cell = {
        "state": "reported", "id": value, "value": value, "amount": value, "sign": "■", "status": "required",
        "as_of": value, "source": value, "primary": True, "more": 1, "disagree": True, "place": value, "open": False,
        "age": value, "age_words": value, "more_words": value, "over": value, "scope": value, "scope_words": value,
        "only_cited": True,
    }  # fmt: skip
    html = rendered(
        "grid.html", theme="light", label=value, corner="Lever", example=value, short=False, aged=value,
        abbreviations={}, legend={"over": True, "filtered": True, "scope": True, "only_cited": True},
        statuses=[(value, value)], primary=True,
        columns=[{"name": value, "label": value}], rows=[{"name": value, "definition": value, "cells": [cell]}],
    )  # fmt: skip
    shown = tree(html)
    assert not [e.tag for e in shown.iter() if e.tag in ("script", "img", "iframe")]
    assert not [name for e in shown.iter() for name in e.attrib if name.startswith("on")]
    assert shown.find(".//button").get("data-cell") == value  # type: ignore[union-attr]


ADDRESSES = (
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//evil.example/x",
    "/relative",
    "file:///etc/passwd",
    "",
    "HTTPS//x",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_is_not_of_the_web_is_no_link(address: str) -> None:
    assert web_address(address) == ""


@pytest.mark.parametrize("address", ["https://doi.org/10.1000/182", "http://example.org/?a=1&b=2"])
def test_an_address_of_the_web_is_kept(address: str) -> None:
    assert web_address(address) == address


def test_a_forgotten_value_is_an_error_not_an_empty_place() -> None:
    with pytest.raises(Exception, match="question"):
        rendered("heading.html", theme="light", title="x")


def test_no_template_switches_escaping_off() -> None:
    for file in (Path(markup.__file__).parent / "templates").glob("*.html"):
        source = file.read_text(encoding="utf-8")
        assert "safe" not in source.replace("unsafe", "").split("|")[-1] or "| safe" not in source
        assert "autoescape false" not in source
        assert "<script" not in source
        assert "style.display" not in source


AMOUNTS = (
    ({"number": 0.5, "unit": "FTE"}, "0.5 FTE"),
    ({"number": 35, "unit": "percent of full-time"}, "35% of full-time"),
    ({"number": 12500, "unit": "trees"}, "12,500 trees"),
    ({"number": 0, "unit": "FTE"}, "0 FTE"),
    ({"number": -2}, "-2"),
    ({"number": None, "unit": "FTE"}, ""),
    ({"number": 1234567890.5, "unit": "CAD"}, "1,234,567,890.5 CAD"),
)


@pytest.mark.parametrize(("fields", "words"), AMOUNTS)
def test_an_amount_is_written_as_one_writes_it(fields: dict[str, object], words: str) -> None:
    fact = Fact.model_validate({"id": "F1", "lever": "x", "value": "v", "status": "observed", "works": ["w"], **fields})
    assert amount(fact) == words


@pytest.mark.parametrize(("count", "words"), [(0, "0 works"), (1, "1 work"), (2, "2 works"), (1200, "1,200 works")])
def test_a_count_agrees_with_its_noun(count: int, words: str) -> None:
    assert counted(count, "work") == words


def test_a_conflict_names_a_record_by_its_whole_id(orchard: Dataset) -> None:
    assert len(conflicts_naming(orchard, "R07")) == 1
    assert conflicts_naming(orchard, "R0") == ()
    assert conflicts_naming(orchard, "R071") == ()


def test_every_cell_of_a_hostile_dataset_stays_text(orchard: Dataset) -> None:
    everything = Selection()
    matrix = factor_matrix(orchard, everything)
    pages = [records_html(orchard, everything, matrix, f, p) for f in orchard.factors for p in orchard.jurisdictions]
    pages += [facts_html(orchard, c) for c in policy_table(orchard, everything, tuple(orchard.jurisdictions)).values()]
    for html in pages:
        shown = tree(html)
        assert not [
            e.tag for e in shown.iter() if e.tag in ("script", "img", "iframe", "b") and e.text in ("of cities",)
        ]
        assert not [e.tag for e in shown.iter() if e.tag in ("script", "img", "iframe")]
        for link in shown.iter("a"):
            assert link.get("href", "").startswith(("https://", "http://"))
            assert (link.get("target"), link.get("rel")) == ("_blank", "noopener noreferrer")
    assert json.dumps(pages)
