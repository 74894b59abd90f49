"""What the columns of the matrix can be, worked out by hand on the ferry crossings."""

import pandas as pd

from data.model.dataset import Dataset
from data.model.selection import Selection
from data.questions.lenses import UNPLACED, UNSTATED, lens, place_groups, study_countries
from data.questions.policy import category_of, policy_table
from data.questions.rating import cell_records, factor_margins, factor_matrix

ALL = Selection()


def cells(matrix: pd.DataFrame, factor: str) -> dict[str, tuple[str, int, int]]:
    """Return rating, records and works of a factor's cells, by column."""
    rows = matrix[matrix["factor"] == factor]
    return {row["place"]: (row["rating"], row["records"], row["works"]) for row in rows.to_dict("records")}


def test_a_work_names_several_countries_and_what_stands_in_brackets_is_no_part_of_the_name() -> None:
    assert study_countries("Canada; Norway") == ("Canada", "Norway")
    assert study_countries("International (17 countries)") == ("International",)
    assert study_countries("") == ()


def test_columns_of_places_are_the_chosen_places_with_the_literature_apart(tiny: Dataset) -> None:
    assert list(lens(tiny, ALL, "places").columns) == ["aa", "no", "aa_boat", "anywhere"]
    assert lens(tiny, ALL, "places").apart == "anywhere"
    assert lens(tiny, Selection(places=("no",)), "places").apart is None


def test_columns_of_works_are_the_cited_ones_by_year(tiny: Dataset) -> None:
    assert list(lens(tiny, ALL, "works").columns) == ["alpha_2010", "beta_2015", "gamma_2018"]


def test_in_a_column_of_a_work_only_that_work_stands_behind_a_record(tiny: Dataset) -> None:
    matrix = factor_matrix(tiny, ALL, "works")
    # E10 cites both; E15 cites none and is in no column.
    assert cells(matrix, "fatigue") == {"alpha_2010": ("-1", 1, 1), "beta_2015": ("-1", 1, 1)}
    # E1 helps and E12, E13 hinder by alpha; E2 helps by beta; E11 hinders by gamma.
    assert cells(matrix, "licence") == {
        "alpha_2010": ("mixed", 3, 1),
        "beta_2015": ("+1", 1, 1),
        "gamma_2018": ("-1", 1, 1),
    }


def test_columns_of_countries_count_each_country_of_a_study_and_say_that_it_is_another_lens(tiny: Dataset) -> None:
    chosen = lens(tiny, ALL, "countries")
    assert list(chosen.columns) == ["China", "Norway", UNSTATED]
    assert "not the places that the text speaks of" in chosen.said
    matrix = factor_matrix(tiny, ALL, "countries")
    # alpha is Norway's, beta's country isn't stated, gamma is China's and Norway's.
    assert cells(matrix, "licence") == {
        "China": ("-1", 1, 1),
        "Norway": ("mixed", 4, 2),
        UNSTATED: ("+1", 1, 1),
    }


def test_the_filter_of_places_holds_in_every_lens(tiny: Dataset) -> None:
    matrix = factor_matrix(tiny, Selection(places=("no",)), "works")
    assert cells(matrix, "licence") == {"alpha_2010": ("-1", 2, 1)}
    assert cells(matrix, "piers") == {"gamma_2018": ("-1", 1, 1)}


def test_places_are_grouped_by_what_they_have_of_a_lever(tiny: Dataset) -> None:
    groups = place_groups(tiny, ALL, "fare")
    assert groups["anywhere"] == UNPLACED
    assert groups["aa"] == "free;paid", "one fact says free, the other paid"
    matrix = factor_matrix(tiny, ALL, "fare")
    assert cells(matrix, "skill")[UNPLACED] == ("+1", 1, 0)
    assert cells(matrix, "licence")[groups["aa"]] == cells(factor_matrix(tiny, ALL), "licence")["aa"]


def test_what_is_behind_a_cell_is_what_its_rating_counts(tiny: Dataset) -> None:
    for columns in ("places", "works", "countries", "fare"):
        matrix = factor_matrix(tiny, ALL, columns)
        for row in matrix.to_dict("records"):
            behind = cell_records(tiny, ALL, row["factor"], row["place"], columns)
            assert len(behind) == row["records"], (columns, row["factor"], row["place"])
    assert cell_records(tiny, ALL, "licence", "Norway", "countries") == ("E1", "E11", "E12", "E13")


def test_a_record_in_two_columns_counts_once_in_the_margin(tiny: Dataset) -> None:
    margins = factor_margins(tiny, ALL).set_index("factor")
    # E6 stands at aa and at no, and is one record.
    assert margins.loc["piers", ["helping", "hindering", "records"]].tolist() == [1, 1, 2]
    assert margins["records"].sum() == 15
    assert list(factor_margins(tiny, ALL)["factor"]) == [f for f in tiny.factors if f in margins.index]


def test_a_group_is_what_the_policy_table_states_of_the_place(psw: Dataset) -> None:
    """Where parts count under their country, they do so in both."""
    moved = set()
    for selection in (ALL, Selection(parts=True), Selection(supplement=False)):
        cells = policy_table(psw, selection, psw.jurisdictions)
        for lever in (lever.id for lever in psw.levers.values() if lever.categories):
            groups = place_groups(psw, selection, lever)
            named = {place: group for place, group in groups.items() if group != UNPLACED}
            assert named == {place: category_of(psw, cells[lever, place]) for place in named}
            moved |= {
                place for place in named if selection.parts and groups[place] != place_groups(psw, ALL, lever)[place]
            }
    assert moved, "some place has something by a part of it alone"
