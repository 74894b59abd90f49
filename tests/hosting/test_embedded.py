"""An exhibit as a page of its own: what it shows and says, what it refuses, who may put it into a page."""

import re

import pytest

from tests.conftest import DATASETS
from tests.hosting.conftest import Serve, Server


@pytest.fixture(scope="module")
def portal(serve: Serve) -> Server:
    return serve(DATASETS / "tiny", environment={"POLICY_FRAME_ANCESTORS": "https://portal.example.org"})


def test_an_exhibit_stands_with_title_filters_source_and_link(portal: Server) -> None:
    answer = portal.ask("/exhibit/policy/policy-table?places=aa")
    assert answer.status == 200
    page = answer.text
    assert "<h1><bdi>What each place has in place, lever by lever</bdi></h1>" in page
    assert "Places: " in page
    assert "Source: " in page
    assert re.search(r'href="http://127\.0\.0\.1:\d+/jurisdictions\?places=aa&amp;v=[\d.]+"', page)
    assert "<script" not in page


def test_a_chart_is_drawn_in_it_with_the_same_as_a_table(portal: Server) -> None:
    page = portal.ask("/exhibit/matrix/factors").text
    assert page.count("<svg") == 1
    assert "The same as a table" in page
    assert "<script" not in page


def test_the_setting_says_who_may_embed_it(portal: Server) -> None:
    policy = portal.ask("/exhibit/matrix/factors").headers["content-security-policy"]
    assert "frame-ancestors https://portal.example.org" in policy


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/exhibit/nowhere/factors", 404, "This view has no such exhibit."),
        ("/exhibit/matrix/nothing", 404, "This view has no such exhibit."),
        ("/exhibit/matrix/factors?places=zz", 422, "The address names what is not here: places=zz"),
        ("/exhibit/matrix/factors?dataset=nix", 404, "There is no dataset &#39;nix&#39; here."),
        ("/exhibit/matrix/factors?places=%3Cscript%3E", 422, "places=&lt;script&gt;"),
    ],
)
def test_what_is_not_there_is_told_in_words(portal: Server, path: str, status: int, words: str) -> None:
    answer = portal.ask(path)
    assert (answer.status, words in answer.text, "<script" in answer.text) == (status, True, False)


def test_its_link_is_of_the_address_that_the_settings_name(serve: Serve) -> None:
    """Any client may write what it likes into the header Host."""
    named = serve(DATASETS / "tiny", environment={"POLICY_ADDRESS": "https://policy.example.org"})
    page = named.ask("/exhibit/policy/policy-table", Host="evil.example").text
    assert 'href="https://policy.example.org/jurisdictions?' in page
    assert "evil.example" not in page
