"""The Method page: what it says of coding, coverage, reliability and limits, and behind an open cell."""

import json
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from components.method.coverage import coverage_bars, coverage_finding
from components.method.limits import limit_words
from components.method.method import RATED_WHEN, SECTIONS, citation
from components.method.reliability import disagreement_table, reliability_finding
from components.panel.coding_words import coded_words
from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.vocabulary import RATINGS
from data.questions.coverage import paragraph_coverage
from data.questions.reliability import RELEASED, Agreement, disagreements, reliability
from tests.app.conftest import Opener
from tests.app.views import DATASETS, chart, chart_frames, panel, pieces, said, text
from tests.data.test_reliability import second_look, written


def headings(piece: ElementTree.Element) -> list[ElementTree.Element]:
    return [element for element in piece.iter() if element.tag in ("h1", "h2", "h3", "h4")]


@pytest.mark.parametrize("name", ["psw", "tiny", "orchard"])
def test_each_section_stands_and_is_linked_to(open_view: Opener, request: pytest.FixtureRequest, name: str) -> None:
    dataset: Dataset = request.getfixturevalue(name)
    view = open_view("Method", folder=dataset.folder)
    shown = pieces(view)
    anchors = [heading.get("id") for piece in shown for heading in headings(piece) if heading.tag == "h2"]
    assert [anchor for anchor in anchors if anchor != "cite"] == list(SECTIONS)
    assert [
        link.get("href") for piece in shown for link in piece.iter("a") if link.get("href", "").startswith("#")
    ] == [f"#{anchor}" for anchor in SECTIONS]
    levels = [int(heading.tag[1]) for piece in shown for heading in headings(piece)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_rules_terms_and_conflicts_are_those_of_the_dataset(open_view: Opener, psw: Dataset) -> None:
    words = said(open_view("Method"))
    for rule in psw.codebook.rules:
        assert " ".join(rule.split()) in words
    for term in (*psw.codebook.directions, *psw.codebook.bases, *psw.factors.values(), *psw.levers.values()):
        assert (term.definition or "") in words
    for conflict in psw.about.conflicts.values():
        assert " ".join(conflict.split()) in words
    for short, meaning in psw.about.abbreviations.items():
        assert f"{short} {meaning}" in words or f"{short}{meaning}" in words


def test_every_rating_is_explained() -> None:
    assert set(RATED_WHEN) == set(RATINGS)


def test_how_to_cite_can_be_copied(open_view: Opener, psw: Dataset, orchard: Dataset) -> None:
    assert [code.value for code in open_view("Method").code] == [psw.about.how_to_cite]
    assert citation(orchard) == (
        "Fruit trees in streets and squares <b>of cities</b>, version 0.4.0-draft.2 (2012). "
        "Primary source: Grove et al. 2019, https://doi.org/10.1000/orchard.2019."
    )


def test_coverage_is_drawn_paragraph_by_paragraph(open_view: Opener, psw: Dataset) -> None:
    view = open_view("Method")
    drawn = chart_frames(view, "coverage")[0]
    assert list(dict.fromkeys(drawn["paragraph"])) == list(psw.about.paragraphs)
    assert drawn["count"].sum() == len(psw.records) + len(psw.influences) + int(psw.tables.facts["primary"].sum())
    assert "All 33 paragraphs to be coded hold a record" in chart(view, "coverage").alt
    roles = psw.about.paragraphs
    assert {name for name, coded in zip(drawn["paragraph"], drawn["coded"], strict=True) if coded} == {
        name for name, role in roles.items() if role == "coded"
    }


def test_coverage_bars_share_one_scale_and_stay_apart(tiny: Dataset) -> None:
    frame = paragraph_coverage(tiny)
    bars, heads = coverage_bars(frame)
    full = bars[bars["count"] > 0]
    assert ((full["end"] - full["start"]) / full["count"]).round(9).nunique() == 1
    assert full["end"].max() < 1
    starts = [start for _, start in heads]
    for kind, later in zip(("records", "facts"), starts[1:], strict=True):
        assert bars.loc[bars["kind"] == kind, "end"].max() < later
    gaps = bars.loc[bars["kind"] == "role", ["paragraph", "words"]]
    assert list(gaps.itertuples(index=False, name=None)) == [
        ("ONE-1", "introduction: not coded"),
        ("TWO-2", "summary: not coded"),
    ]
    assert coverage_finding(tiny, frame) == (
        "All 3 paragraphs to be coded hold a record, a fact or an influence; 1 introduction and 1 summary are set "
        "apart. Most records stand in TWO-1 (7). Source: Source 2020."
    )


def test_a_paragraph_that_is_marked_as_coded_and_is_not_says_so(tiny_copy: Callable[[], Path]) -> None:
    folder = tiny_copy()
    about = folder / "dataset.yaml"
    about.write_text(about.read_text(encoding="utf-8").replace("TWO-2: summary", "TWO-2: coded"), encoding="utf-8")
    dataset = load(folder)
    frame = paragraph_coverage(dataset)
    assert coverage_finding(dataset, frame).startswith("3 of the 4 paragraphs to be coded hold")
    bars, _ = coverage_bars(frame)
    assert "marked as coded, and nothing is" in set(bars["words"])


def test_the_codebook_is_searched(open_view: Opener) -> None:
    view = open_view("Method", {"term": "pilotage"}, folder=DATASETS / "tiny")
    assert "0 of 7 factors and 1 of 4 levers match “pilotage”." in said(view)
    view.text_input[0].set_value("skill").run()
    assert view.query_params["term"] in ("skill", ["skill"])
    assert "1 of 7 factors and 0 of 4 levers match “skill”." in said(view)


def test_where_nothing_was_coded_twice_the_page_says_so(open_view: Opener) -> None:
    view = open_view("Method", folder=DATASETS / "tiny")
    assert "The evidence was coded once: the dataset gives no second coding" in said(view)
    assert not [frame for frame in view.get("dataframe") if "Differ on" in frame.value.columns]


def test_reliability_of_the_review(open_view: Opener, psw: Dataset) -> None:
    view = open_view("Method")
    words = said(view)
    assert "3 independent codings are compared (coder 1, coder 2, coder 3)." in words
    assert "The released coding was reconciled from these codings, so it isn't one of them" in words
    for one in reliability(psw):
        assert f"{one.alpha:.3f}" in words
    listed = next(frame.value for frame in view.get("dataframe") if "Differ on" in frame.value.columns)
    assert len(listed) == len(disagreements(psw)) == sum(one.units - one.unanimous for one in reliability(psw))


def test_alpha_that_is_not_defined_is_said(open_view: Opener, tiny_copy: Callable[[], Path]) -> None:
    one = Agreement("factor", ("a", "b"), 4, 4, 4, 1.0, None)
    assert "Alpha isn't defined on any variable" in reliability_finding((one,))
    words = said(open_view("Method", folder=written(tiny_copy(), "idle", lambda _: [])))
    assert "not defined: nothing to compare" in words
    assert "The dataset's own coding counts as one of them." in words


HOSTILE = "<img src=x onerror=alert(1)>**b** \u202e$x$ Factor"


def test_a_coder_with_a_hostile_name_stays_text(open_view: Opener, tiny_copy: Callable[[], Path]) -> None:
    folder = written(tiny_copy(), HOSTILE, second_look)
    view = open_view("Method", folder=folder)
    assert not view.exception
    assert HOSTILE in said(view)
    for piece in pieces(view):
        for element in piece.iter():
            assert element.tag not in ("script", "img", "iframe", "object", "svg", "form")
            assert not [name for name in element.attrib if name.startswith("on")]
    table = disagreement_table(load(folder), disagreements(load(folder)))
    assert list(table.columns) == [
        "Differ on", "Paragraph", "Factor", "Place or work", f"by:{RELEASED}", f"by:{HOSTILE}", "Released",
    ]  # fmt: skip


def test_an_open_cell_says_by_how_many_it_was_coded(open_view: Opener, psw: Dataset, tiny: Dataset) -> None:
    assert coded_words(tiny, "licence", ["ONE-2"]) == "Coded once: the dataset gives no second coding."
    assert coded_words(psw, "recovery_values", ["SOC-1", "REG-4", "SOC-1"]) == (
        "Factor coded independently by 3 of 3 coders in SOC-1; by 2 of 3 in REG-4 (not by coder 3)."
    )
    assert coded_words(psw, "policy_alignment", [], "jp") == "None of 3 coders has a record here."
    view = open_view("Factors", {"factor": "mandate", "place": "ca_on"})
    assert "Factor coded independently by 3 of 3 coders in" in text(panel(view))


def test_a_gap_that_one_coder_filled_is_told(tiny_copy: Callable[[], Path]) -> None:
    folder = written(tiny_copy(), "ann", lambda rows: [*rows, rows[8] | {"id": "X", "jurisdictions": "no"}])
    words = coded_words(load(folder), "noise", [], "no")
    assert words == "Of 2 coders ann has a record here, which the dataset hasn't kept."


def test_limits_hold_for_the_dataset(psw: Dataset, tiny: Dataset, orchard: Dataset) -> None:
    for dataset in (psw, tiny, orchard):
        said_heads = [head for head, _ in limit_words(dataset)]
        assert said_heads[0] == "No record is not absence."
        assert len(set(said_heads)) == len(said_heads)
    sentences = dict(limit_words(tiny))
    assert sentences["The source's own synthesis."] == "3 of 15 records rest on it, with no work cited."
    assert sentences["Not every work is verified."].startswith("Of 5 works, 1 was seen as a citation only")
    assert "Coded up to 2021-12-31." in sentences
    assert not [head for head, _ in limit_words(orchard) if head.startswith("Coded up to")]


def test_warnings_of_the_check_are_listed(open_view: Opener, orchard: Dataset) -> None:
    words = said(open_view("Method", folder=orchard.folder))
    assert "Valid." in words
    for warning in orchard.warnings:
        assert str(warning) in words


def test_a_conflict_opens_to_its_sides(open_view: Opener, orchard: Dataset) -> None:
    links = [link.proto for link in open_view("Method", folder=orchard.folder).get("page_link")]
    found = {link.label: link.query_string for link in links if "record=" in link.query_string}
    assert found == {name: f"record={name}" for name in ("T04", "T05", "R07")}


def test_a_dataset_with_neither_rules_nor_abbreviations_nor_conflicts(open_view: Opener, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATASETS / "tiny", tmp_path / "bare"))
    about = (folder / "dataset.yaml").read_text(encoding="utf-8")
    kept = about[: about.index("abbreviations:")] + "home: aa\n"
    (folder / "dataset.yaml").write_text(kept, encoding="utf-8")
    for file in (folder / "jurisdictions").glob("*.yaml"):
        lines = file.read_text(encoding="utf-8").splitlines()
        file.write_text("\n".join(line for line in lines if "conflict:" not in line), encoding="utf-8")
    book = (folder / "codebook.yaml").read_text(encoding="utf-8")
    (folder / "codebook.yaml").write_text(book[: book.index('rules:\n  - "One')], encoding="utf-8")
    view = open_view("Method", folder=folder)
    assert not view.exception
    words = said(view)
    for sentence in ("The codebook states no rules.", "No conflict is marked.", "None are listed.", "No changelog"):
        assert sentence in words
    assert "coverage can't be shown" in words


def test_the_specification_holds_no_data_of_the_page(open_view: Opener) -> None:
    spec = json.loads(chart(open_view("Method"), "coverage").spec)
    assert "datasets" not in spec
