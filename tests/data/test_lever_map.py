"""What a map of one lever says: each place in one group, worked out by hand on made folders and on the real one."""

import json
from pathlib import Path

import pytest

from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.selection import Selection
from data.questions.lever_map import LeverMap, lever_map
from data.questions.policy import policy_table
from tests.conftest import PROJECT

US_STATES = PROJECT / "data" / "us_states"


def folder(root: Path, lever: dict[str, object], facts: dict[str, list[dict[str, object]]]) -> Dataset:
    """Return a dataset of one lever and these facts by place."""
    (root / "jurisdictions").mkdir(parents=True)

    def write(name: str, content: object) -> None:
        (root / name).write_text(json.dumps(content), encoding="utf-8")

    write(
        "dataset.yaml", {"id": "made", "title": "Made", "version": "1.0.0", "sources": ["w"], "conflicts": {"c": "x"}}
    )
    write("codebook.yaml", {"levers": [{"id": "rule", **lever}]})
    for place, some in facts.items():
        listed = [
            {"id": f"{place}{n}".upper(), "lever": "rule", "value": "v", "status": "required", "works": ["w"], **fact}
            for n, fact in enumerate(some)
        ]
        write(f"jurisdictions/{place}.yaml", {"id": place, "label": place, "kind": "country", "facts": listed})
    (root / "works.csv").write_text("key,authors,year,title\nw,Office,2020,Report\n")
    (root / "evidence.csv").write_text("id,paragraph,factor,direction,jurisdictions,basis,works,statement\n")
    (root / "influences.csv").write_text("id,from_factor,to_factor,sign,paragraph,works,statement\n")
    return load(root)


def mapped(dataset: Dataset, lever: str = "rule") -> LeverMap:
    places = tuple(dataset.jurisdictions)
    return lever_map(dataset, policy_table(dataset, Selection(), places), lever, places)


def groups(found: LeverMap) -> list[tuple[str, tuple[str, ...], float, float, tuple[str, ...]]]:
    return [(g.kind, g.names, g.least, g.most, g.places) for g in found.groups]


def test_categories_stand_in_the_order_of_the_codebook_and_gaps_last(tmp_path: Path) -> None:
    dataset = folder(
        tmp_path / "made",
        {"categories": ["low", "high"]},
        {
            "aa": [{"category": "high"}],
            "bb": [{"category": "low"}],
            "cc": [],
            "dd": [{"status": "none"}],
            "ee": [{"categories": ["low", "high"]}],
            "ff": [{"to": "2001"}],
        },
    )
    assert groups(mapped(dataset)) == [
        ("category", ("low",), 0, 0, ("bb",)),
        ("category", ("low", "high"), 0, 0, ("ee",)),
        ("category", ("high",), 0, 0, ("aa",)),
        ("state", ("explicitly_none",), 0, 0, ("dd",)),
        ("state", ("not_in_force",), 0, 0, ("ff",)),
        ("state", ("not_reported",), 0, 0, ("cc",)),
    ]


def test_numbers_that_measure_one_thing_stand_in_classes_and_others_apart(tmp_path: Path) -> None:
    hours = {"unit": "hours", "counts": "per course"}
    numbers = {"aa": 10, "bb": 20, "cc": 30, "dd": 40, "ee": 50, "ff": 60, "gg": 70, "hh": 80}
    facts: dict[str, list[dict[str, object]]] = {p: [{"number": n, **hours}] for p, n in numbers.items()}
    facts["xx"] = [{"number": 3, "unit": "days", "counts": "per course"}]
    found = mapped(folder(tmp_path / "made", {}, facts))
    assert groups(found) == [
        ("range", (), 10, 20, ("aa", "bb")),
        ("range", (), 30, 40, ("cc", "dd")),
        ("range", (), 50, 60, ("ee", "ff")),
        ("range", (), 70, 80, ("gg", "hh")),
        ("unlike", (), 0, 0, ("xx",)),
    ]
    assert (found.unit, found.counts) == ("hours", "per course")


def test_without_categories_or_shared_numbers_places_stand_by_status(tmp_path: Path) -> None:
    dataset = folder(
        tmp_path / "made", {}, {"aa": [{}], "bb": [{"status": "planned"}], "cc": [{"number": 1, "unit": "hours"}]}
    )
    assert groups(mapped(dataset)) == [
        ("status", ("required",), 0, 0, ("aa", "cc")),
        ("status", ("planned",), 0, 0, ("bb",)),
    ]


def test_a_conflict_and_a_contrary_fact_are_disputes(tmp_path: Path) -> None:
    dataset = folder(
        tmp_path / "made", {}, {"aa": [{"conflict": "c"}], "bb": [{}, {"status": "none", "scope": "part"}], "cc": [{}]}
    )
    assert mapped(dataset).disputed == {"aa", "bb"}


@pytest.mark.parametrize("lever", sorted(load(US_STATES).levers))
def test_each_place_stands_in_one_group(lever: str) -> None:
    dataset = load(US_STATES)
    found = mapped(dataset, lever)
    assert sorted(place for group in found.groups for place in group.places) == sorted(dataset.jurisdictions)
