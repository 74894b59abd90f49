"""What a place could examine, as sentences: levers that others have, what helps there, barriers that it shares."""

from collections.abc import Iterable, Mapping

from data.model.dataset import Dataset
from data.questions.behind import behind_cells
from data.questions.fact_sentences import fact_clause, fact_works, lever_name
from data.questions.lessons import FactorLesson, Lessons, LeverLesson
from data.questions.policy_sentences import place_list, standing
from data.questions.rating_sentences import effect, of_records, subject_of
from data.questions.sentence import Sentence, inside, stated, strength_of
from data.questions.wording import place_name


def lesson_sentences(dataset: Dataset, found: Lessons) -> tuple[Sentence, ...]:
    """Return what a place could examine: levers that others have, factors that help there, barriers that it shares."""
    behind = behind_cells(dataset, found.selection).records
    return (
        *(_lever_lesson(dataset, found.home, lesson) for lesson in found.levers),
        *(_helping(dataset, found.home, lesson, behind) for lesson in found.facilitators if lesson.named),
        *(_shared(dataset, found.home, lesson, behind) for lesson in found.barriers if lesson.named),
    )


Behind = Mapping[tuple[str, str], tuple[str, ...]]


def _lever_lesson(dataset: Dataset, home: str, lesson: LeverLesson) -> Sentence:
    ours, lever = place_name(dataset.jurisdictions[home]), lever_name(dataset, lesson.lever)
    gap = {
        "not_reported": f"the sources do not say anything on it in {ours}",
        "explicitly_none": f"{ours} explicitly has none",
        "not_in_force": f"what {ours} had is no longer in force",
    }[lesson.home.state]
    names = tuple(fact for _, fact in lesson.others)
    told = inside(fact_clause(dataset, names[0], led=True))
    told = told if len(names) == 1 else standing(dataset, lesson.others)
    own = (lesson.home.shown,) if lesson.home.shown is not None else ()
    works = fact_works(dataset, (*own, *names))
    cited = [key for name in names for key in dataset.facts[name][1].works]
    text = f"{ours} could examine {lever}: {gap}, while {told}"
    return Sentence(stated(text), (), (*own, *names), works, strength_of(dataset, cited))


def _helping(dataset: Dataset, home: str, lesson: FactorLesson, behind: Behind) -> Sentence:
    places = [cell.place for cell in lesson.named]
    names = _behind(lesson.factor, places, behind)
    ours, what = place_name(dataset.jurisdictions[home]), subject_of(dataset, lesson.factor, names)
    where = place_list(dataset, places)
    text = f"{ours} could examine {what}: reported {effect(dataset, 'facilitator')} in {where}, while the sources"
    return of_records(dataset, f"{text} do not say so for {ours}", names)


def _shared(dataset: Dataset, home: str, lesson: FactorLesson, behind: Behind) -> Sentence:
    places = [cell.place for cell in lesson.named]
    names = _behind(lesson.factor, (home, *places), behind)
    ours, what = place_name(dataset.jurisdictions[home]), subject_of(dataset, lesson.factor, names)
    only = lesson.home is not None and {lesson.home.rating, *(cell.rating for cell in lesson.named)} <= {"-1", "-2"}
    told = effect(dataset, "barrier") + ("" if only else ", in whole or in part,")
    return of_records(
        dataset, f"{what} is a factor reported {told} in {ours} and in {place_list(dataset, places)} alike", names
    )


def _behind(factor: str, places: Iterable[str], behind: Behind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for place in places for name in behind.get((factor, place), ())))
