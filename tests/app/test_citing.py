"""References of what is listed: which works they are of, and what the files say of themselves."""

import pytest

from components.evidence.citing import Listed, as_text, file_name
from data.model.dataset import Dataset
from tests.app.conftest import Opener
from tests.app.views import DATASETS, Params, containers, elements, text, within

TINY = DATASETS / "tiny"
FILES = [
    "Formatted text, APA 7 (.txt)",
    "BibTeX, for LaTeX and JabRef (.bib)",
    "RIS, for any reference manager (.ris)",
    "CSL-JSON, for Zotero and Pandoc (.json)",
]


# Counted in tests/datasets/tiny: E1 rests on alpha_2010, E6 on gamma_2018 (not verified), S1 on delta_2016 (in part).
# A paragraph of the source states E1 and E6, so that the source is cited with them; S1 is of the supplement.
@pytest.mark.parametrize(
    ("params", "said"),
    [
        (
            {"show": "works"},
            "References of 5 works of this list. 2 not fully verified, and marked so.",
        ),
        (
            {"show": "basket", "basket": ["E1", "E6"]},
            "References of 3 works behind the 2 entries in the basket. 1 not fully verified, and marked so.",
        ),
        (
            {"show": "basket", "basket": ["S1"]},
            "References of 1 work behind the 1 entry in the basket. 1 not fully verified, and marked so.",
        ),
        ({"q": '"A licence opens"'}, "References of 2 works behind the 1 entry of this list."),
    ],
)
def test_references_are_of_what_is_listed(open_view: Opener, params: Params, said: str) -> None:
    view = open_view("Evidence", params, folder=TINY)
    assert text(within(view, "references_files")) == said
    buttons = [e for e in elements(view.get_by_key("references_files")) if e.type == "download_button"]
    assert [button.proto.label for button in buttons] == FILES


def test_nothing_listed_offers_no_file(open_view: Opener) -> None:
    view = open_view("Evidence", {"show": "basket"}, folder=TINY)
    assert "references_tools" in containers(view)
    assert popover(view).disabled
    assert not popover(open_view("Evidence", {}, folder=TINY)).disabled


def popover(view: object) -> object:
    (block,) = (child for child in view.get_by_key("references_tools").children.values())  # type: ignore[attr-defined]
    return block.proto.popover


def test_a_file_is_named_after_what_it_holds(tiny: Dataset) -> None:
    works = tuple(tiny.works.values())
    assert file_name(tiny, Listed(works[:1], "basket", ""), "bib") == "references_basket_1_work_tiny_1.2.0.bib"
    assert file_name(tiny, Listed(works, "works", ""), "ris") == "references_works_5_works_tiny_1.2.0.ris"


def test_the_text_opens_with_what_it_is_of(tiny: Dataset) -> None:
    assert as_text([tiny.works["source_2020"], tiny.works["gamma_2018"]], ("One line.", "Another.")) == (
        "One line.\nAnother.\n\n"
        "Gamma, C., Golf, C., & Gull, C. (2018). [Not verified, only its citation was seen.]\n\n"
        "Source, S. (2020). A review of crossings. https://doi.org/10.1000/183\n"
    )
