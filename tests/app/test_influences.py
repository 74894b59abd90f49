"""The influences page: what it draws, what it says, and what is behind a factor and an arrow."""

import itertools

import pytest

from components.charts.influence_layout import Layout, layout
from components.charts.lines import broken, text_width
from components.influences.influences import WHOLE_ROOM
from data.model.dataset import Dataset
from data.model.selection import Selection
from data.questions.influence import influence_pairs
from tests.app.conftest import Opener
from tests.app.views import DATASETS, chart, chart_frames, containers, grid_html, panel, said, text, tree

TITLE = "Influences"


@pytest.fixture(scope="session", params=["psw", "orchard", "tiny"])
def laid_out(request: pytest.FixtureRequest) -> tuple[Dataset, Layout]:
    dataset: Dataset = request.getfixturevalue(request.param)
    return dataset, layout(dataset, influence_pairs(dataset, Selection()), None, WHOLE_ROOM)


def test_the_map_draws_every_link_and_every_linked_factor(open_view: Opener, psw: Dataset) -> None:
    view = open_view(TITLE)
    frame = chart_frames(view, "influence_map")[0]
    pairs = influence_pairs(psw, Selection())
    arrows = frame[frame["kind"] == "arrow"]
    assert len(arrows) == len(pairs)
    assert set(frame[frame["kind"] == "factor"]["factor"]) == set(pairs["from_factor"]) | set(pairs["to_factor"])
    assert list(frame[frame["kind"] == "band"]["label"]) == [level.name for level in psw.levels.values()]
    words = f"{len(pairs)} links between"
    assert words in said(view)
    assert words in chart(view, "influence_map").alt


def test_factors_stand_in_their_levels_band_and_never_overlap(laid_out: tuple[Dataset, Layout]) -> None:
    dataset, drawn = laid_out
    for factor, box in drawn.boxes.items():
        top, bottom = drawn.bands[dataset.level_of(factor)]
        assert top <= box.y - box.height / 2
        assert box.y + box.height / 2 <= bottom
        assert box.x - box.width / 2 >= 0
        assert box.x + box.width / 2 <= drawn.width
    for one, other in itertools.combinations(drawn.boxes.values(), 2):
        assert (
            abs(one.x - other.x) >= (one.width + other.width) / 2
            or abs(one.y - other.y) >= (one.height + other.height) / 2
        )


def test_arrows_run_from_the_one_factor_to_the_other(laid_out: tuple[Dataset, Layout]) -> None:
    _, drawn = laid_out
    for (start, end, _), arrow in drawn.arrows.items():
        for (x, y), box in ((arrow.curve[0], drawn.boxes[start]), (arrow.tip, drawn.boxes[end])):
            assert abs(x - box.x) <= box.width / 2 + 3
            assert abs(y - box.y) <= box.height / 2 + 3


def test_the_review_fits_the_page_at_1280_pixels(psw: Dataset) -> None:
    drawn = layout(psw, influence_pairs(psw, Selection()), None, WHOLE_ROOM)
    assert drawn.width <= 1280 - 2 * 39
    assert not [box for box in drawn.boxes.values() if box.lines[-1].endswith("…")]


def test_a_chosen_factor_keeps_its_chains_and_lists_their_statements(open_view: Opener) -> None:
    view = open_view(TITLE, {"factor": "fatigue"}, folder=DATASETS / "tiny")
    assert "3 factors lead to “Fatigue”, and it leads to 0 factors" in said(view)
    words = text(panel(view))
    for stated in ("I1", "I2", "I3", "Money pays for training.", "directly", "over 2 steps", "TWO-1", "own synthesis"):
        assert stated in words
    near = open_view(TITLE, {"factor": "fatigue", "steps": "1"}, folder=DATASETS / "tiny")
    assert "I1" not in text(panel(near))
    frame = chart_frames(near, "influence_map")[0]
    assert set(frame[frame["kind"] == "factor"]["factor"]) == {"noise", "skill", "fatigue"}
    assert list(frame[frame["chosen"].eq(True)]["factor"]) == ["fatigue"]


def test_a_factor_without_a_link_says_so(open_view: Opener) -> None:
    view = open_view(TITLE, {"factor": "piers"}, folder=DATASETS / "tiny")
    assert "No influence to or from “Piers”" in said(view)
    assert len(chart_frames(view, "influence_map")[0].query("kind == 'arrow'")) == 3


def test_filters_hold_by_both_ends_and_say_what_they_leave_alone(open_view: Opener) -> None:
    view = open_view(TITLE, {"levels": "deck", "places": "aa"}, folder=DATASETS / "tiny")
    assert len(chart_frames(view, "influence_map")[0].query("kind == 'arrow'")) == 2
    assert "by both of its ends" in said(view)
    assert "The filter on places does not apply" in said(view)


def test_both_signs_of_a_pair_are_drawn_and_tabled(open_view: Opener) -> None:
    view = open_view(TITLE, folder=DATASETS / "orchard")
    frame = chart_frames(view, "influence_map")[0]
    both = frame[(frame["from_factor"] == "city_budget") & (frame["to_factor"] == "planting_permit")]
    assert sorted(both["sign"]) == ["+", "-"]
    table = tree(next(filter(None, map(grid_html, view.get("bidi_component")))))
    cells = [cell for cell in table.iter("td") if len(cell.findall("button")) == 2]
    assert [text(cell) for cell in cells] == ["+ 1− 1"]


def test_the_table_hides_what_has_no_link_unless_asked(open_view: Opener, tiny: Dataset) -> None:
    def rows(**params: str) -> list[str]:
        view = open_view(TITLE, dict(params), folder=DATASETS / "tiny")
        table = tree(next(filter(None, map(grid_html, view.get("bidi_component")))))
        return [text(head) for head in table.iter("th") if head.get("scope") == "row"]

    assert rows() == ["Subsidy", "Skill", "Noise"]
    assert rows(empty="false") == [factor.name for factor in tiny.factors.values()]


def test_an_opened_link_leads_the_panel(open_view: Opener) -> None:
    view = open_view(TITLE, {"factor": "fatigue", "record": "I3"}, folder=DATASETS / "tiny")
    words = text(panel(view))
    assert words.index("The link that was opened") < words.index("Skill spares strength.") < words.index("Leads to it")


def test_no_influence_leaves_a_sentence(open_view: Opener, silent: object) -> None:
    view = open_view(TITLE, folder=silent)
    assert not view.exception
    assert "No influence passes these filters." in said(view)
    assert "evidence_panel" not in containers(view)


@pytest.mark.parametrize(
    "label", ["Recovery values and acceptance", "قطاف مشترك في الشوارع", "踏み固め" * 9, "x" * 80, "-"]
)
def test_labels_are_broken_to_fit(label: str) -> None:
    lines = broken(label, 100, 11.5)
    assert len(lines) <= 3
    assert all(text_width(line, 11.5) <= 100 for line in lines)
    assert "".join(lines).replace(" ", "") == label.replace(" ", "") or lines[-1].endswith("…")
