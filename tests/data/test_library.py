"""The list of all entries, what the filters leave of it, and what each work contributes; counted by hand."""

from dataclasses import replace

import pytest

from data.lists.contributions import contributions, cut_off, kin, ordered_works, work_roles
from data.lists.findable import entry_texts, index
from data.lists.library import KINDS, ORDERS, entries, left_out, ordered, passing
from data.model.dataset import Dataset
from data.model.search import query
from data.model.selection import Selection

RECORDS = {f"E{n}" for n in range(1, 16)}
FACTS = {"F1", "F2", "F3", "F4", "F5", "S1", "S2", "S3", "S4", "S5"}
INFLUENCES = {"I1", "I2", "I3"}

IN_ORDER = [
    *("E1", "E2", "E3", "E4", "E12", "E13", "F1", "F4", "F5"),  # ONE-2
    *("E5", "E6", "F2"),  # ONE-3
    *("E7", "E8", "E9", "E10", "E11", "E14", "E15", "F3", "I1", "I2", "I3"),  # TWO-1
    *("S1", "S2", "S3", "S4", "S5"),  # other documents
]


def test_everything_is_listed_in_the_order_of_the_source(tiny: Dataset) -> None:
    assert [entry.id for entry in entries(tiny)] == IN_ORDER


def test_without_paragraphs_told_the_order_is_that_of_appearance(orchard: Dataset) -> None:
    listed = entries(orchard)
    stated = [int(entry.paragraph.removeprefix("§ ")) for entry in listed if entry.paragraph is not None]
    assert stated[0] == 1
    assert stated == sorted(stated)
    assert all(entry.paragraph is None for entry in listed[len(stated) :])


def test_an_entry_says_what_it_is(tiny: Dataset) -> None:
    found = {entry.id: entry for entry in entries(tiny)}
    record, fact, link = found["E7"], found["S3"], found["I3"]
    assert (record.kind, record.sign, record.factors, record.places, record.year) == (
        "records", "mixed", ("weather_watch",), ("aa",), 2015,
    )  # fmt: skip
    assert (fact.kind, fact.sign, fact.lever, fact.places, fact.paragraph, fact.factors) == (
        "facts", "observed", "crew", ("aa",), None, (),
    )  # fmt: skip
    assert (link.kind, link.sign, link.factors, link.places, link.year) == (
        "influences", "-", ("skill", "fatigue"), (), None,
    )  # fmt: skip


PASSES = (
    (Selection(), RECORDS | FACTS | INFLUENCES),
    (Selection(supplement=False), RECORDS | {"F1", "F2", "F3", "F4", "F5"} | INFLUENCES),
    # an influence has no place
    (Selection(places=("no",)), {"E6", "E12", "E13", "F4", "F5", "S5"}),
    (Selection(places=("aa_boat",)), {"E11", "E15", "F3"}),
    (Selection(places=("aa",), parts=True), RECORDS - {"E12", "E13", "E14"} | FACTS - {"F4", "F5", "S5"}),
    # a fact has no level, an influence passes by either end
    (Selection(levels=("deck",)), {"E7", "E8", "E9", "E10", "E14", "E15"} | INFLUENCES),
    (Selection(factors=("subsidy",)), {"E3", "E4", "I1"}),
    (Selection(factors=("fatigue",)), {"E10", "E15", "I2", "I3"}),
    # only a record has a direction and a basis
    (Selection(directions=("mixed",)), {"E7"}),
    (Selection(bases=("synthesis",)), {"E9", "E14", "E15"}),
    # all kinds have works
    (Selection(works=("gamma_2018",)), {"E6", "E11", "S3", "S5"}),
    (Selection(works=("alpha_2010",), places=("no",)), {"E12", "E13", "F4"}),
    (Selection(works=("beta_2015", "delta_2016")), {"E2", "E4", "E7", "E10", "S1", "S2", "S4"}),
    (Selection(works=("source_2020",)), set()),
    # of gamma_2018 only the citation was seen
    (Selection(cited=True), RECORDS - {"E6", "E11"} | FACTS - {"S3", "S5"} | INFLUENCES),
    (Selection(cited=True, places=("no",)), {"E12", "E13", "F4", "F5"}),
)


@pytest.mark.parametrize(("selection", "expected"), PASSES)
def test_filters_leave_what_was_counted_by_hand(tiny: Dataset, selection: Selection, expected: set[str]) -> None:
    assert passing(tiny, selection) == expected


def test_the_kinds_that_a_filter_cannot_ask_are_told() -> None:
    assert left_out(Selection(supplement=False, parts=True, works=("x",))) == {}
    assert left_out(Selection(places=("x",))) == {"influences": ("places",)}
    assert left_out(Selection(levels=("x",), factors=("y",))) == {"facts": ("levels", "factors")}
    assert left_out(Selection(directions=("barrier",), places=("x",))) == {
        "facts": ("directions",),
        "influences": ("places", "directions"),
    }


@pytest.mark.parametrize("order", ORDERS)
def test_an_order_keeps_every_entry_once(orchard: Dataset, order: str) -> None:
    listed = entries(orchard)
    assert sorted(e.id for e in ordered(orchard, listed, order)) == sorted(e.id for e in listed)  # type: ignore[arg-type]


def test_orders(tiny: Dataset) -> None:
    listed = entries(tiny)

    def ids(order: str) -> list[str]:
        return [entry.id for entry in ordered(tiny, listed, order)]  # type: ignore[arg-type]

    assert ids("newest")[:4] == ["E6", "E11", "S3", "S5"]  # 2018, in the source's order
    assert ids("newest")[4:7] == ["S1", "E2", "E4"]  # 2016, then 2015
    assert ids("newest")[-8:] == ["F5", "F2", "E9", "E14", "E15", "F3", "I2", "I3"]  # no work
    assert ids("place")[-4:] == ["E14", "I1", "I2", "I3"]  # the general literature, then those without a place
    assert ids("factor")[:4] == ["E1", "E2", "E12", "E13"]
    assert ids("factor")[-1] == "S5"  # the last lever
    assert ids("most")[:2] == ["E7", "E10"]  # two works each


def test_the_newest_come_first_by_year(tiny: Dataset) -> None:
    years = [entry.year for entry in ordered(tiny, entries(tiny), "newest")]
    dated = [year for year in years if year is not None]
    assert dated == sorted(dated, reverse=True)
    assert years[: len(dated)] == dated


def test_what_each_work_contributes(tiny: Dataset) -> None:
    listed = entries(tiny)
    own = {c.work.key: c for c in contributions(tiny, listed, work_roles(tiny, listed), unused=True)}
    alpha, gamma = own["alpha_2010"], own["gamma_2018"]
    behind = [entry.id for entry in alpha.entries]
    assert behind == ["E1", "E3", "E12", "E13", "F1", "F4", "E5", "E7", "E8", "E10", "I1"]
    assert [alpha.count(kind) for kind in KINDS] == [8, 2, 1]
    assert alpha.levels(tiny) == {
        "shore": {"facilitator": 3, "barrier": 2},
        "deck": {"mixed": 1, "neutral": 1, "barrier": 1},
    }
    assert alpha.places(tiny) == {"aa": 7, "no": 3}
    assert gamma.levels(tiny) == {"shore": {"barrier": 2}}
    assert gamma.places(tiny) == {"aa": 2, "no": 2, "aa_boat": 1}
    assert own["source_2020"].entries == ()


def test_a_work_stands_in_the_role_that_it_has_in_the_whole_dataset(tiny: Dataset, orchard: Dataset) -> None:
    assert work_roles(tiny, entries(tiny)) == {
        "alpha_2010": "cited",
        "beta_2015": "cited",
        "gamma_2018": "cited",
        "delta_2016": "supplement",
        "source_2020": "source",
    }
    assert work_roles(orchard, entries(orchard))["unused_2001"] == "unused"


def test_works_behind_nothing_shown_are_left_out(tiny: Dataset) -> None:
    listed = entries(tiny)
    shown = [entry for entry in listed if entry.id in {"E6", "S1"}]
    roles = work_roles(tiny, listed)
    assert [c.work.key for c in contributions(tiny, shown, roles)] == ["gamma_2018", "delta_2016"]
    assert len(contributions(tiny, shown, roles, unused=True)) == len(tiny.works)


def test_works_in_order(tiny: Dataset) -> None:
    listed = entries(tiny)
    found = contributions(tiny, listed, work_roles(tiny, listed), unused=True)
    assert [c.work.key for c in found] == ["alpha_2010", "beta_2015", "gamma_2018", "delta_2016", "source_2020"]
    assert [c.year for c in ordered_works(found, "newest")] == [2020, 2018, 2016, 2015, 2010]
    assert [len(c.entries) for c in ordered_works(found, "most")] == [11, 6, 4, 1, 0]
    assert ordered_works(found, "source") == found


def test_an_undated_work_comes_last_and_has_no_year(orchard: Dataset) -> None:
    listed = entries(orchard)
    found = ordered_works(contributions(orchard, listed, work_roles(orchard, listed)), "newest")
    assert {c.work.key for c in found if c.year is None} == {"tree_census", "leaflet"}
    assert [c.year for c in found][-2:] == [None, None]


def test_other_entries_of_the_same_work(tiny: Dataset) -> None:
    listed = entries(tiny)
    held = next(entry for entry in listed if entry.id == "E10")
    others = kin(held, listed)
    assert list(others) == ["alpha_2010", "beta_2015"]
    assert [entry.id for entry in others["beta_2015"]] == ["E2", "E4", "E7", "S2", "S4"]
    assert "E10" not in {entry.id for entry in others["alpha_2010"]}


def test_the_cut_off_lies_between_two_years(tiny: Dataset, orchard: Dataset) -> None:
    assert cut_off(tiny) == pytest.approx(2021.5)
    assert cut_off(orchard) is None
    half = replace(tiny, about=tiny.about.model_copy(update={"coded_until": "2020-06-30"}))
    assert cut_off(half) == pytest.approx(2019.5 + 182 / 366)


SEARCHES = (
    # the source's spelling, its typing error included
    ('"alfa, 2010"', {"E1", "E3", "E5", "E7", "E8", "E10", "E12", "E13", "F1", "F4", "I1"}),
    ("alfa licence deck", set()),
    ("alfa norway licence", {"E12", "E13"}),  # the place; not where the work's study was carried out
    ("steer", {"E2", "E4", "E7", "E10", "S2", "S4"}),  # a title
    ("two-1 synthesis", set()),  # a basis isn't a text of the entry
    ("two-1 night", {"E11", "E15", "F3"}),
    ("people shore", {"E11", "I1"}),  # a section, and a level: of a link, that of either end
    ("crew", {"E8", "E10", "E15", "F1", "F3", "F4", "S1", "S2", "S3"}),
    ('"crew"', {"F1", "F3", "F4", "S1", "S2", "S3"}),
    ("E1", {"E1", "E10", "E11", "E12", "E13", "E14", "E15"}),
    ('"e1"', {"E1"}),
    ("0.66", {"S2"}),
    ("paid", {"E4", "S4"}),  # a statement, a category
)


@pytest.mark.parametrize(("asked", "expected"), SEARCHES)
def test_a_search_looks_at_every_text_of_an_entry(tiny: Dataset, asked: str, expected: set[str]) -> None:
    listed = entries(tiny)
    assert {entry.id for entry in index(tiny, listed).found(listed, query(asked))} == expected


ELSEWHERE = (
    ("植栽", "R04"),
    ("البرتقال", "T10"),
    ("lokka", "R08"),
    ("зимой", "R24"),
    ("2017", "R11"),
    ("ordinance", ""),
)


@pytest.mark.parametrize(("asked", "found"), ELSEWHERE)
def test_a_search_reads_other_scripts(orchard: Dataset, asked: str, found: str) -> None:
    listed = entries(orchard)
    ids = [entry.id for entry in index(orchard, listed).found(listed, query(asked))]
    assert (found in ids) if found else not ids


def test_every_citation_of_the_source_finds_its_work(psw: Dataset) -> None:
    listed = entries(psw)
    searched = index(psw, listed)
    spelled = [(work.key, text) for work in psw.works.values() for text in work.cited_as if '"' not in text]
    assert len(spelled) > 40
    for key, text in spelled:
        assert query(f'"{text}"').finds(searched.works[key]), text


def test_no_text_of_an_entry_is_empty_or_given_twice(orchard: Dataset) -> None:
    for entry in entries(orchard):
        texts = entry_texts(orchard, entry)
        assert all(text for _, text in texts)
        assert len(texts) == len(set(texts))
