"""The lessons page and its memo, and the way in on the overview."""

from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from components.lessons.memo import LINE, fitted
from components.view.parameters import parse
from components.view.registry import PAGES
from data.intake.loading import load
from data.model.dataset import Dataset
from data.questions.guide import examples
from tests.app.conftest import Opener
from tests.app.views import DATASETS, PSW, address, classed, containers, drawer, panel, pieces, said, text, widgets

TITLE = "Lessons"
ORCHARD = DATASETS / "orchard"


def opens(view: AppTest) -> list[str]:
    """Return what each button of the lists opens."""
    return [name for piece in pieces(view) for button in piece.iter("button") if (name := button.get("data-cell"))]


def test_it_asks_which_place_is_ours(open_view: Opener, psw: Dataset) -> None:
    view = open_view(TITLE)
    assert "Which place is ours?" in said(view)
    assert opens(view) == list(psw.headline)
    assert widgets(view)["home"].value is None


def test_the_datasets_own_home_stands_until_another_is_chosen(open_view: Opener) -> None:
    view = open_view(TITLE, folder=ORCHARD)
    assert "Which place is ours?" not in said(view)
    assert "for Norway" in said(view)
    assert "home" not in address(view)
    widgets(view)["home"].select("jp_kyoto").run()
    assert address(view)["home"] == ["jp_kyoto"]
    assert "for 京都" in said(view)


def test_the_general_literature_is_nobodys_home(open_view: Opener, psw: Dataset) -> None:
    view = open_view(TITLE, {"home": "general"})
    assert not view.exception
    assert "Which place is ours?" in said(view)
    assert "general" not in widgets(view)["home"].options


def test_what_ours_lacks_is_told_from_what_is_not_known(open_view: Opener) -> None:
    view = open_view(TITLE, {"home": "ch"})
    words = said(view)
    assert "No record is not absence." in words
    # Instrument and bindingness: both cells show an explicit none, whatever else stands behind the first.
    assert "Others report 4 levers on which the sources hold no record for Switzerland, and 2 levers that" in words
    assert words.index("Explicitly none in Switzerland") < words.index("No record for Switzerland")
    assert {"lever bindingness ch", "lever bindingness ca_on", "lever financing uk"} <= set(opens(view))


def test_filters_change_what_is_learnt(open_view: Opener) -> None:
    every = opens(open_view(TITLE, {"home": "ch"}))
    primary = opens(open_view(TITLE, {"home": "ch", "supplement": "false"}))
    assert {"lever financing uk", "lever issuer au"} & set(every) == {"lever financing uk"}
    assert {"lever financing uk", "lever issuer au"} & set(primary) == set(), "ours is taken out, which is no silence"
    some = opens(open_view(TITLE, {"home": "ch", "places": ["ca_on", "au"]}))
    assert {name.split()[2] for name in some if not name.startswith("record")} == {"ch", "ca_on", "au"}
    macro = opens(open_view(TITLE, {"home": "ch", "levels": "macro"}))
    assert any(name.startswith("factor mandate") for name in macro)
    assert not any(name.startswith("factor supervision") for name in macro)


@pytest.mark.parametrize(
    ("opened", "line", "shown"),
    [
        ({"lever": "bindingness", "place": "ca_on"}, "lever bindingness ca_on", "Teams must include peer specialists"),
        ({"factor": "mandate", "place": "ch"}, "factor mandate ch", "Mandates and requirements"),
        ({"record": "I014"}, "record I014", "strengthens Mandates and requirements"),
    ],
)
def test_a_line_opens_its_evidence(open_view: Opener, opened: dict[str, str], line: str, shown: str) -> None:
    view = open_view(TITLE, {"home": "ch", **opened})
    assert shown in text(panel(view))
    assert drawer(view)["opened"] == line


def test_remedies_stand_with_the_shared_barrier(open_view: Opener) -> None:
    view = open_view(TITLE, {"home": "us"})
    words = said(view)
    assert (
        "6 factors are rated as a barrier, or mixed, in United States; 2 of them in other named places, too." in words
    )
    assert {"record I059", "record I060", "record I062"} <= set(opens(view))
    assert not {"record I026", "record I061"} & set(opens(view)), "what feeds the stigma is no remedy"


@pytest.mark.parametrize("home", ["ch", "us", "eu_fr"])
def test_the_memo_carries_its_provenance(open_view: Opener, psw: Dataset, home: str) -> None:
    view = open_view(TITLE, {"home": home, "memo": "true"})
    memo = next(piece for piece in pieces(view) if classed(piece, "memo"))
    words = text(memo)
    for piece in (
        psw.jurisdictions[home].name, "No record is not absence.", psw.about.title, psw.about.version,
        str(psw.about.released), f"https://doi.org/{psw.source.doi}", f"home={home}", "17 named places",
    ):  # fmt: skip
        assert piece in words
    assert not list(memo.iter("button"))
    assert "evidence_panel" not in containers(view)


def test_the_memo_says_its_filters(open_view: Opener) -> None:
    words = said(open_view(TITLE, {"home": "ch", "memo": "true", "places": "au", "supplement": "false"}))
    assert "Places: Australia" in words
    assert "Facts of the primary source only" in words


def line(name: str, places: int, value: str = "v") -> dict[str, object]:
    others = [{"place": f"p{n}", "amount": "", "value": value, "source": "s"} for n in range(places)]
    return {"name": name, "home": None, "others": others}


def test_the_sheet_tells_less_of_each_before_it_leaves_any_out() -> None:
    levers = [line("a", 4), line("b", 1)]
    told, _ = fitted(levers, [], 5)
    assert [(len(row["others"]), row["more"]) for row in told] == [(3, ["p3"]), (1, [])]
    told, _ = fitted(levers, [], 4)
    assert [(len(row["others"]), row["more"]) for row in told] == [(2, ["p2", "p3"]), (1, [])]
    told, _ = fitted(levers, [], 2)
    assert [row["name"] for row in told] == ["a"]
    told, _ = fitted([line("long", 1, "x" * LINE * 9)], [], 1)
    assert told == []


@pytest.mark.parametrize("memo", ["false", "true"])
def test_hostile_text_stays_text(open_view: Opener, memo: str) -> None:
    for home in ("no", "no_oslo", "jp_kyoto", "bg_plovdiv"):
        view = open_view(TITLE, {"home": home, "memo": memo}, folder=ORCHARD)
        assert not view.exception
        for piece in pieces(view):
            for element in piece.iter():
                assert element.tag not in ("script", "img", "iframe")
                assert not [name for name in element.attrib if name.startswith("on")]


def test_a_dataset_of_one_place_has_nobody_to_learn_from(open_view: Opener, request: pytest.FixtureRequest) -> None:
    view = open_view(TITLE, {"home": "aa"}, folder=request.getfixturevalue("single"))
    assert not view.exception
    assert "There is no other place to learn from" in said(view)


@pytest.mark.parametrize("folder", [PSW, ORCHARD, DATASETS / "tiny"], ids=lambda path: path.name)
def test_the_way_in_leads_to_views_that_hold(open_view: Opener, folder: object) -> None:
    view = open_view("Overview", folder=folder)
    assert "guide" in containers(view)
    dataset = load(folder)  # type: ignore[arg-type]
    shown = [example for example in examples(dataset) if example.page in {card.title for card in PAGES}]
    links = [link.proto for link in view.get("page_link")]
    for example in shown:
        link = [link for link in links if link.label == example.page][-1]
        _, dropped = parse(parse_qs(link.query_string), dataset)
        assert dropped == ()
        assert example.question in said(view)
    assert f"{len(shown)} questions" in said(view)


def test_the_way_in_is_for_a_first_visit(open_view: Opener) -> None:
    view = open_view("Overview", {"places": "uk"})
    assert "guide" not in containers(view)
    view.button(key="open_guide").click().run()
    assert "guide" in containers(view)
    assert address(view) == {"places": ["uk"], "guide": ["true"]}
    view.button(key="hide_guide").click().run()
    assert "guide" not in containers(view)
    assert address(view) == {"places": ["uk"]}


def test_the_way_in_stays_hidden(open_view: Opener) -> None:
    view = open_view("Overview")
    view.button(key="hide_guide").click().run()
    assert "guide" not in containers(view)
    view.run()
    assert "guide" not in containers(view)
