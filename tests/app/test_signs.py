"""Signs that can't be misread: lack, the works behind a sign, and what a filter took out, each worked out by hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from components.drawing.looks import LACK_WORDS, STATE_WORDS
from components.factors.factor_view import factor_view
from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.selection import Selection
from data.questions.lenses import place_groups
from tests.data.folders import append


def cell(dataset: Dataset, factor: str, place: str, **filters: Any) -> dict[str, object]:
    """Return a cell of the matrix as the page and every file take it."""
    shown = factor_view(dataset, Selection(**filters), "places", hide=False, sort="codebook", measure="rating")
    frame = shown.cells
    (row,) = frame[(frame["factor"] == factor) & (frame["place"] == place)].to_dict("records")
    return {str(name): value for name, value in row.items()}


def with_records(folder: Path, *rows: str) -> Dataset:
    """Return the worked example with these records on the subsidy in Norway, on which it has none."""
    append("evidence.csv", "".join(f"{row}\n" for row in rows))(folder)
    return load(folder)


def test_the_number_beside_a_sign_counts_the_works_behind_it(tiny_copy: Callable[[], Path]) -> None:
    """One work helps, two saw no effect: the sign rests on one work of three."""
    dataset = with_records(
        tiny_copy(),
        "X1,ONE-2,subsidy,facilitator,no,finding,alpha_2010,It helps.",
        "X2,ONE-2,subsidy,neutral,no,finding,beta_2015,No effect was seen.",
        "X3,ONE-2,subsidy,neutral,no,finding,gamma_2018,No effect was seen.",
    )
    found = cell(dataset, "subsidy", "no")
    assert (found["rating"], found["label"]) == ("+1", "▲ 1/3")
    assert found["behind"] == "3 records, 3 distinct works; 1 of 3 works behind the sign"


def test_a_lack_is_said_in_the_cell_and_its_words(tiny_copy: Callable[[], Path]) -> None:
    folder = tiny_copy()
    lines = (folder / "evidence.csv").read_text(encoding="utf-8").splitlines()
    (folder / "evidence.csv").write_text(f"{lines[0]},aspect\n" + "".join(f"{line},\n" for line in lines[1:]))
    dataset = with_records(folder, "X1,ONE-2,subsidy,barrier,no,finding,alpha_2010,Its lack hinders.,lack")
    found = cell(dataset, "subsidy", "no")
    assert found["label"] == "▼∅ 1"
    assert str(found["words"]).startswith(f"{LACK_WORDS}: barrier")
    assert str(found["behind"]).endswith("1 of 1 record behind the sign on the lack of it")


def test_what_a_filter_took_out_is_no_gap(tiny_copy: Callable[[], Path]) -> None:
    dataset = with_records(
        tiny_copy(),
        "X1,ONE-2,subsidy,facilitator,no,finding,alpha_2010,It helps.",
        "X2,ONE-2,subsidy,barrier,no,finding,beta_2015,It hinders.",
    )
    assert cell(dataset, "subsidy", "no")["label"] == "◆ 2"
    narrowed = cell(dataset, "subsidy", "no", directions=("barrier",))
    assert narrowed["label"] == "▼ 1⊖", "a sign that a filter made says so"
    assert str(narrowed["behind"]).endswith("1 record taken out by your filter")
    gone = cell(dataset, "subsidy", "no", directions=("neutral",))
    assert (gone["label"], gone["words"], gone["rating"]) == ("⊖", STATE_WORDS["filtered"], "none")
    assert gone["behind"] == "2 records taken out by your filter"
    silent = cell(dataset, "skill", "no", directions=("barrier",))
    assert silent["label"] == "–", "where there is none at all, no record is said"


def test_what_rests_on_unseen_works_is_taken_out_and_no_gap(tiny: Dataset) -> None:
    """Piers silt up in Norway: E6, of gamma_2018 alone, of which only the citation was seen."""
    gone = cell(tiny, "piers", "no", cited=True)
    assert (gone["label"], gone["rating"], gone["behind"]) == ("⊖", "none", "1 record taken out by your filter")
    assert cell(tiny, "piers", "aa")["rating"] == "mixed"
    left = cell(tiny, "piers", "aa", cited=True)
    assert (left["label"], left["rating"]) == ("▲ 1⊖", "+1")


def test_columns_by_a_lever_stay_those_of_the_filter(tiny: Dataset) -> None:
    """The records that were there before are counted in the columns of the view, where the facts make others."""
    for lever in ("fare", "crew"):
        if not tiny.levers[lever].categories:
            continue
        selection = Selection(cited=True)
        groups = place_groups(tiny, selection, lever)
        shown = factor_view(tiny, selection, lever, hide=False, sort="codebook", measure="rating").cells
        (row,) = shown[(shown["factor"] == "piers") & (shown["place"] == groups["no"])].to_dict("records")
        assert row["label"] == "⊖"
