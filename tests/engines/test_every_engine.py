"""The same questions to every engine, and the same answers, cell by cell."""

import pandas as pd
import pytest

from data.lists.findable import index
from data.lists.library import ORDERS, entries, left_out, ordered, passing
from data.lists.listing import listing
from data.model.dataset import Dataset
from data.model.search import query
from data.model.selection import Selection
from data.questions.behind import lacking
from data.questions.codebook import codebook_terms
from data.questions.coverage import paragraph_coverage
from data.questions.lessons import cell_paragraphs
from data.questions.limits import limits
from data.questions.rating import cell_records, factor_margins, factor_matrix
from data.questions.remedies import remedies

SELECTIONS = {
    "all": Selection(),
    "parts": Selection(parts=True),
    "places": Selection(places=("a", "a_b"), parts=True),
    "works": Selection(works=("w1", "w4"), directions=("facilitator", "barrier")),
    "levels": Selection(levels=("l1",), bases=("finding",), places=("a", "e", "nowhere")),
    "cited": Selection(cited=True, places=("a", "e")),
    "nothing": Selection(factors=("f5",)),
}


@pytest.mark.parametrize("columns", ["places", "countries", "works", "v"])
@pytest.mark.parametrize("name", SELECTIONS)
def test_matrix_and_margins(held: Dataset, elsewhere: Dataset, name: str, columns: str) -> None:
    if columns != "places" and name in ("places", "levels"):
        pytest.skip("asked of the places alone: every lens is asked with the other selections")
    selection = SELECTIONS[name]
    pd.testing.assert_frame_equal(factor_matrix(elsewhere, selection, columns), factor_matrix(held, selection, columns))
    pd.testing.assert_frame_equal(
        factor_margins(elsewhere, selection, columns), factor_margins(held, selection, columns)
    )


@pytest.mark.parametrize("columns", ["places", "works", "v"])
@pytest.mark.parametrize("name", ["parts", "works", "cited"])
def test_records_on_a_lack(held: Dataset, elsewhere: Dataset, name: str, columns: str) -> None:
    counts = lacking(held, SELECTIONS[name], columns)
    assert counts
    assert lacking(elsewhere, SELECTIONS[name], columns) == counts


def test_records_behind_cells(held: Dataset, elsewhere: Dataset) -> None:
    for factor, place in (("f0", "a"), ("f3", "e_f"), ("f5", "a")):
        expected = cell_records(held, Selection(parts=True), factor, place)
        assert cell_records(elsewhere, Selection(parts=True), factor, place) == expected
        assert elsewhere.evidence.records(expected) == {name: held.records[name] for name in expected}


def test_counts_of_the_method_page(held: Dataset, elsewhere: Dataset) -> None:
    assert limits(elsewhere) == limits(held)
    assert codebook_terms(elsewhere) == codebook_terms(held)
    pd.testing.assert_frame_equal(paragraph_coverage(elsewhere), paragraph_coverage(held))


def test_lessons(held: Dataset, elsewhere: Dataset) -> None:
    selection = Selection(places=("a", "e", "nowhere"))
    assert remedies(elsewhere, selection, "f1") == remedies(held, selection, "f1")
    assert cell_paragraphs(elsewhere, selection) == cell_paragraphs(held, selection)


@pytest.mark.parametrize("text", ["", "grosse", "w3", 'helps "claim 1"', "author2 matters", "nothing_like_it"])
def test_the_list_page_by_page(held: Dataset, elsewhere: Dataset, text: str) -> None:
    every = index(held, entries(held))
    others = index(elsewhere, entries(elsewhere))
    selection, asked = SELECTIONS["places"] if text == "grosse" else Selection(), query(text)
    ids = passing(held, selection)
    for order in ORDERS if not text else ("source",):
        left = ordered(held, (entry for entry in every.listed if entry.id in ids), order)
        expected = [entry.id for entry in every.found(left, asked) if entry.kind == "records"]
        found = listing(elsewhere, others, selection, (), order, asked)
        assert found.records == len(expected)
        shown = [entry.id for first in (0, 60) for entry in found.page(first, 60)]
        assert shown[: len(expected)] == expected[:120], order
        assert len(found) == len(expected) + len(found.others)
        assert not (left_out(selection) and found.others and any(e.kind == "influences" for e in found.others))
