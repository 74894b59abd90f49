"""What stands behind each paragraph, counted by hand on the worked example."""

import pytest

from data.model.dataset import Dataset
from data.questions.coverage import paragraph_coverage
from tests.data.snapshots import assert_unchanged, tables_of

# By hand: paragraph, section, role, records, facts, influences, distinct works behind any of them.
BY_HAND = [
    ("ONE-1", "Rules of the crossing", "introduction", 0, 0, 0, 0),
    ("ONE-2", "Rules of the crossing", "coded", 6, 3, 0, 2),  # E1-E4 E12 E13; F1 F4 F5; Alpha, Beta
    ("ONE-3", "Rules of the crossing", "coded", 2, 1, 0, 2),  # E5 E6; F2; Alpha, Gamma
    ("TWO-1", "People on board", "coded", 7, 1, 3, 3),  # E7-E11 E14 E15; F3; I1-I3; Alpha, Beta, Gamma
    ("TWO-2", "People on board", "summary", 0, 0, 0, 0),
]


def test_every_paragraph_by_hand(tiny: Dataset) -> None:
    before = tables_of(tiny)
    frame = paragraph_coverage(tiny)
    assert list(frame.columns) == ["paragraph", "section", "role", "records", "facts", "influences", "works"]
    assert list(frame.itertuples(index=False, name=None)) == BY_HAND
    assert_unchanged(tiny, before)


def test_no_coverage_where_no_paragraphs_are_named(orchard: Dataset) -> None:
    frame = paragraph_coverage(orchard)
    assert frame.empty
    assert "role" in frame


@pytest.mark.parametrize("what", ["records", "facts", "influences"])
def test_all_that_the_source_states_is_covered(psw: Dataset, what: str) -> None:
    stated = {
        "records": len(psw.tables.records),
        "facts": int(psw.tables.facts["primary"].sum()),
        "influences": len(psw.tables.influences),
    }
    assert paragraph_coverage(psw)[what].sum() == stated[what]
