"""The ways in: one question a page, picked by what the dataset holds."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.filters import chosen_places
from data.model.selection import Selection
from data.questions.commensurability import commensurable
from data.questions.guide import examples


def test_each_example_is_picked_by_what_the_dataset_holds(tiny: Dataset) -> None:
    found = {example.page: (example.question, dict(example.view)) for example in examples(tiny)}
    assert found == {
        "Overview": ("Alder, “Crew”: on what do sources disagree?", {"lever": "crew", "place": "aa"}),
        "Jurisdictions": (
            "Can “Crew” in Alder be compared with Norway?", {"places": ("aa", "no"), "numbers": "crew"},
        ),
        "Factors": (
            "Which factors hinder in Alder, and who says so?",
            {"places": ("aa",), "factor": "fatigue", "place": "aa"},
        ),
        "Influences": ("What acts on “Skill”, and what does it act on?", {"factor": "skill"}),
        "Lessons": ("What could Alder take from other places?", {"home": "aa"}),
        "Evidence": ("What exactly is said that rests on Alpha 2010?", {"works": ("alpha_2010",)}),
        "Method": ("How much of the source is coded, paragraph by paragraph?", {}),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["psw", "orchard", "tiny"])
def test_a_page_has_one_example_and_two_numbers_that_cannot_be_compared(
    request: pytest.FixtureRequest, name: str
) -> None:
    dataset: Dataset = request.getfixturevalue(name)
    found = examples(dataset)
    assert len({example.page for example in found}) == len(found)
    view = next(example.view for example in found if example.page == "Jurisdictions")
    first, second = (
        [
            f
            for place, f in dataset.facts.values()
            if place == at and f.lever == view["numbers"] and f.number is not None
        ]
        for at in chosen_places(dataset, Selection(places=tuple(view["places"])))
    )
    assert any(not commensurable(one, other) for one in first for other in second)


def test_without_conflicts_influences_and_numbers_the_rest_is_left(tiny_copy: Callable[[], Path]) -> None:
    folder = tiny_copy()
    header = (folder / "influences.csv").read_text(encoding="utf-8").splitlines()[0]
    (folder / "influences.csv").write_text(header + "\n", encoding="utf-8")
    for file in (folder / "jurisdictions").glob("*.yaml"):
        kept = [line for line in file.read_text(encoding="utf-8").splitlines() if "conflict:" not in line]
        file.write_text("\n".join(line for line in kept if "number:" not in line) + "\n", encoding="utf-8")
    found = {example.page: example.question for example in examples(load(folder))}
    assert set(found) == {"Overview", "Factors", "Lessons", "Evidence", "Method"}
    assert found["Overview"] == "What does Alder have in place on “Fare”, unlike others?"


def test_a_dataset_that_says_nothing_still_has_a_way_in(tiny_copy: Callable[[], Path]) -> None:
    """A frame without rows once lost its columns, and the overview with it."""
    folder = tiny_copy()
    for name in ("evidence.csv", "influences.csv"):
        header = (folder / name).read_text(encoding="utf-8").splitlines()[0]
        (folder / name).write_text(header + "\n", encoding="utf-8")
    for file in (folder / "jurisdictions").glob("*.yaml"):
        file.write_text(file.read_text(encoding="utf-8").partition("facts:")[0], encoding="utf-8")
    assert [example.page for example in examples(load(folder))] == ["Lessons", "Method"]
