"""What a place can take from others, against the worked example; and the ways in, on every dataset."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.selection import Selection
from data.questions.lessons import (
    LeverLesson,
    Rated,
    cell_paragraphs,
    facilitators_elsewhere,
    lessons,
    lever_lessons,
    other_places,
    own_barriers,
    scope,
    shared_barriers,
)
from data.questions.policy import policy_table
from data.questions.rating import factor_matrix
from data.questions.remedies import Remedies, remedies

EVERYTHING = Selection()


def levers(dataset: Dataset, home: str, selection: Selection = EVERYTHING) -> tuple[LeverLesson, ...]:
    cells = policy_table(dataset, selection, (home, *other_places(dataset, selection, home)))
    return lever_lessons(cells, home)


def test_the_others_are_named_places_but_ours(tiny: Dataset) -> None:
    assert other_places(tiny, EVERYTHING, "no") == ("aa", "aa_boat")
    assert other_places(tiny, Selection(places=("aa_boat", "no", "anywhere")), "no") == ("aa_boat",)
    assert other_places(tiny, Selection(places=("no",)), "no") == ()


def test_what_counts_as_ours_is_no_other_place(tiny: Dataset) -> None:
    assert other_places(tiny, EVERYTHING, "aa") == ("no", "aa_boat")
    assert other_places(tiny, Selection(parts=True), "aa") == ("no",)
    assert other_places(tiny, Selection(parts=True), "aa_boat") == ("no",)


def test_the_general_literature_is_heard_unless_left_out(tiny: Dataset) -> None:
    assert scope(tiny, EVERYTHING, "no").places == ("no", "aa", "aa_boat", "anywhere")
    assert scope(tiny, Selection(places=("aa",)), "no").places == ("no", "aa")


def test_a_lever_that_ours_explicitly_lacks_is_a_lesson(tiny: Dataset) -> None:
    """Alder's cell of fare shows an explicit none, so it has nothing in place for others to take; Norway's crew is."""
    assert levers(tiny, "no") == ()
    assert [lesson.lever for lesson in levers(tiny, "aa")] == []


def test_a_place_that_explicitly_lacks_a_lever_teaches_nothing(tiny: Dataset) -> None:
    assert levers(tiny, "aa_boat") == ()
    assert levers(tiny, "aa_boat", Selection(places=("no",))) == ()
    assert levers(tiny, "no", Selection(supplement=False)) == ()


def test_explicit_lacks_stand_before_silences_and_others_report_each(psw: Dataset) -> None:
    for home in (place.id for place in psw.jurisdictions.values() if place.kind != "literature"):
        found = levers(psw, home)
        states = [lesson.home.state for lesson in found]
        assert states == sorted(states)
        assert set(states) <= {"explicitly_none", "not_in_force", "not_reported"}
        for lesson in found:
            assert lesson.others
            for place, fact in lesson.others:
                at, held = psw.facts[fact]
                assert (at, held.lever) == (place, lesson.lever)
                assert held.status != "none"
                assert place != home


def test_facilitators_elsewhere_without_one_at_home(tiny: Dataset) -> None:
    rated = factor_matrix(tiny, scope(tiny, EVERYTHING, "no"))
    found = {lesson.factor: lesson for lesson in facilitators_elsewhere(tiny, rated, "no")}
    assert list(found) == ["licence", "subsidy", "skill"]
    assert found["licence"].home == Rated("no", "-1", 1)
    assert found["licence"].named == (Rated("aa", "+2", 2),)
    assert found["subsidy"].home is None
    # Of two works one helps, and one saw no effect: one stands behind the sign.
    assert found["subsidy"].named == (Rated("aa", "+1", 1),)
    assert found["skill"].named == ()
    assert found["skill"].general == Rated("anywhere", "+1", 0)


def test_a_facilitator_record_at_home_is_no_news(tiny: Dataset) -> None:
    rated = factor_matrix(tiny, scope(tiny, EVERYTHING, "aa"))
    found = facilitators_elsewhere(tiny, rated, "aa")
    assert [(lesson.factor, lesson.home) for lesson in found] == [("skill", Rated("aa", "neutral", 1))]


def test_shared_barriers_are_ours_and_others(tiny: Dataset) -> None:
    rated = factor_matrix(tiny, scope(tiny, EVERYTHING, "aa"))
    found = shared_barriers(tiny, rated, "aa")
    assert [(lesson.factor, lesson.home, lesson.named) for lesson in found] == [
        ("piers", Rated("aa", "mixed", 2), (Rated("no", "-1", 1),)),
        ("fatigue", Rated("aa", "-2", 2), (Rated("aa_boat", "-1", 0),)),
    ]
    assert own_barriers(rated, "aa") == ("piers", "weather_watch", "noise", "fatigue")
    alone = factor_matrix(tiny, scope(tiny, Selection(places=("no",)), "aa"))
    assert [lesson.factor for lesson in shared_barriers(tiny, alone, "aa")] == ["piers"]


def test_a_remedy_is_a_facilitator_record_on_the_factor_itself(tiny: Dataset) -> None:
    assert remedies(tiny, EVERYTHING, "piers") == Remedies(("E5",), ())
    assert remedies(tiny, Selection(places=("no",)), "piers") == Remedies((), ())


def test_what_helps_elsewhere_and_weakens_the_barrier_is_a_remedy(tiny: Dataset) -> None:
    """Skill (helps somewhere) spares strength; noise (helps nowhere) tires."""
    assert remedies(tiny, EVERYTHING, "fatigue") == Remedies((), ("I3",))
    assert remedies(tiny, Selection(works=("gamma_2018",)), "fatigue") == Remedies((), ())


@pytest.fixture
def more_influences(tiny_copy: Callable[[], Path]) -> Dataset:
    folder = tiny_copy()
    with (folder / "influences.csv").open("a", encoding="utf-8") as file:
        file.write("\nI4,subsidy,fatigue,+,TWO-1,,Money buys longer shifts.")
        file.write("\nI5,noise,skill,-,TWO-1,,Noise spoils practice.\n")
    return load(folder)


def test_what_strengthens_helps_only_where_having_more_of_it_does(more_influences: Dataset) -> None:
    assert remedies(more_influences, EVERYTHING, "fatigue").influences == ("I3",)
    assert remedies(more_influences, EVERYTHING, "skill").influences == ("I1",)


def test_all_of_it_at_once(tiny: Dataset) -> None:
    selection = scope(tiny, EVERYTHING, "no")
    cells = policy_table(tiny, EVERYTHING, ("no", "aa", "aa_boat"))
    found = lessons(tiny, selection, cells, factor_matrix(tiny, selection), "no")
    assert (found.home, found.others) == ("no", ("aa", "aa_boat"))
    assert [lesson.factor for lesson in found.barriers] == ["licence", "piers"]
    assert [lesson.named for lesson in found.barriers] == [(Rated("aa_boat", "-1", 1),), (Rated("aa", "mixed", 2),)]
    assert found.own == ("licence", "piers")
    assert found.remedies["licence"].records == ("E1", "E2")


def test_paragraphs_behind_a_cell(tiny: Dataset) -> None:
    found = cell_paragraphs(tiny, EVERYTHING)
    assert found["licence", "aa"] == ("ONE-2",)
    assert found["fatigue", "aa_boat"] == ("TWO-1",)
    assert ("skill", "no") not in found
    assert cell_paragraphs(tiny, Selection(parts=True))["licence", "aa"] == ("ONE-2", "TWO-1")
