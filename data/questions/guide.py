"""The ways in: for each page one question that this dataset answers, and the view that answers it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import narwhals as nw
import pandas as pd

from data.model.dataset import Dataset
from data.model.frames import collected, lazy
from data.model.records import Fact
from data.model.selection import Selection
from data.questions.cells import Cell
from data.questions.commensurability import commensurable
from data.questions.influence import behind
from data.questions.lessons import Lessons, lessons, lever_lessons, literature, scope, shared_barriers
from data.questions.policy import differences, numbers, numeric_levers, overview_levers, policy_table
from data.questions.rating import factor_matrix
from data.questions.sentences import (
    Sentence,
    cell_sentence,
    comparability_sentence,
    disagreement_sentences,
    influence_sentence,
    lesson_sentences,
    rating_sentence,
)


@dataclass(frozen=True)
class Example:
    """A question, the title of the page that answers it, the view, and the answer where one sentence holds it.

    ``view`` are parameters of the URL by name.
    """

    page: str
    question: str
    view: Mapping[str, str | tuple[str, ...]]
    answer: Sentence | None = None


def examples(dataset: Dataset) -> tuple[Example, ...]:
    """Return an example for each page that has something to show, at most one a page.

    Each is picked by what the dataset holds: a fact that sources disagree on,
    two numbers of one lever that can't be compared, the place with the most
    barriers, the factor with the most links, the place that shares most
    barriers, the work behind most records. The first in the order of the
    screen is taken where several would do.
    """
    cells = policy_table(dataset, Selection(), dataset.headline)
    rated = factor_matrix(dataset, Selection())
    return tuple(_examples(dataset, cells, rated))


def _examples(dataset: Dataset, cells: Mapping[tuple[str, str], Cell], rated: pd.DataFrame) -> Iterator[Example]:
    for found in (
        _disagreement(dataset, cells) or _difference(dataset, cells),
        _comparison(dataset, cells),
        _barriers(dataset, rated),
        _links(dataset),
        _home(dataset, rated),
        _work(dataset),
        _coding(dataset),
    ):
        if found is not None:
            yield found


def _disagreement(dataset: Dataset, cells: Mapping[tuple[str, str], Cell]) -> Example | None:
    for lever in dict.fromkeys((*overview_levers(dataset, cells), *dataset.levers)):
        for place in dataset.headline:
            if any(dataset.facts[name][1].conflict for name in cells[lever, place].facts):
                names = f"{dataset.jurisdictions[place].name}, “{dataset.levers[lever].name}”"
                question = f"{names}: on what do sources disagree?"
                said = _conflict(dataset, cells[lever, place])
                return Example("Overview", question, _cell(lever, place), said)
    return None


def _difference(dataset: Dataset, cells: Mapping[tuple[str, str], Cell]) -> Example | None:
    for difference in differences(dataset, cells):
        for place in dataset.headline:
            if cells[difference.lever, place].facts:
                question = f"What does {dataset.jurisdictions[place].name} have in place on "
                question += f"“{dataset.levers[difference.lever].name}”, unlike others?"
                said = cell_sentence(dataset, cells[difference.lever, place])
                return Example("Overview", question, _cell(difference.lever, place), said)
    return None


def _conflict(dataset: Dataset, cell: Cell) -> Sentence | None:
    """Return the disagreement that a fact of a cell is a part of."""
    conflicting = {name for name in cell.facts if dataset.facts[name][1].conflict}
    found = disagreement_sentences(dataset, (dataset.facts[name][0] for name in conflicting))
    return next((sentence for sentence in found if conflicting.intersection(sentence.facts)), None)


def _cell(lever: str, place: str) -> Mapping[str, str]:
    return {"lever": lever, "place": place}


def _comparison(dataset: Dataset, cells: Mapping[tuple[str, str], Cell]) -> Example | None:
    for lever in numeric_levers(dataset, cells):
        pair = _unlike(numbers(dataset, cells, lever))
        if pair is not None:
            first, second = (dataset.jurisdictions[place].name for place in pair)
            question = f"Can “{dataset.levers[lever].name}” in {first} be compared with {second}?"
            told = {key: cell for key, cell in cells.items() if key[1] in pair}
            said = comparability_sentence(dataset, told, lever)
            return Example("Jurisdictions", question, {"places": pair, "numbers": lever}, said)
    return None


def _unlike(found: list[tuple[str, Fact]]) -> tuple[str, str] | None:
    """Return two places whose numbers aren't commensurable, those of the primary source first; None where all are."""
    # Of a place's numbers that measure one thing, one is enough to compare: a series has very many.
    kinds: dict[tuple[object, ...], tuple[str, Fact]] = {}
    for place, fact in found:
        kinds.setdefault((place, fact.unit, fact.status, fact.counts), (place, fact))
    ordered = sorted(kinds.values(), key=lambda item: not item[1].primary)
    for (first, one), (second, other) in combinations(ordered, 2):
        if first != second and not commensurable(one, other):
            return first, second
    return None


def _barriers(dataset: Dataset, rated: pd.DataFrame) -> Example | None:
    named = rated[rated["place"] != literature(dataset)]
    counts = named.groupby("place", sort=False)["hindering"].sum()
    if counts.empty or not counts.max():
        return None
    place = str(counts.idxmax())
    at_place = named[named["place"] == place].set_index("factor")["hindering"]
    factor = str(at_place.idxmax())
    view: dict[str, str | tuple[str, ...]] = {"places": (place,), "factor": factor, "place": place}
    question = f"Which factors hinder in {dataset.jurisdictions[place].name}, and who says so?"
    return Example("Factors", question, view, rating_sentence(dataset, Selection(), factor, place))


def _links(dataset: Dataset) -> Example | None:
    ends = Counter(factor for link in dataset.influences.values() for factor in {link.from_factor, link.to_factor})
    if not ends:
        return None
    factor = max(dataset.factors, key=lambda name: ends[name])
    question = f"What acts on “{dataset.factors[factor].name}”, and what does it act on?"
    stated = [names for link, names in behind(dataset, Selection()).items() if factor in link[:2]]
    said = influence_sentence(dataset, max(stated, key=len))
    return Example("Influences", question, {"factor": factor}, said)


def _home(dataset: Dataset, rated: pd.DataFrame) -> Example | None:
    named = tuple(place.id for place in dataset.jurisdictions.values() if place.kind != "literature")
    cells = policy_table(dataset, Selection(), named)

    def weight(place: str) -> tuple[int, int]:
        shared = [lesson for lesson in shared_barriers(dataset, rated, place) if lesson.named]
        return len(shared), len(lever_lessons(cells, place))

    candidates = (dataset.about.home,) if dataset.about.home in named else dataset.headline
    home = max((place for place in candidates if place in named), key=weight, default=None)
    if home is None or len(named) < 2:
        return None
    question = f"What could {dataset.jurisdictions[home].name} take from other places?"
    said = next(iter(lesson_sentences(dataset, _lessons_of(dataset, cells, rated, home))), None)
    return Example("Lessons", question, {"home": home}, said)


def _lessons_of(dataset: Dataset, cells: Mapping[tuple[str, str], Cell], rated: pd.DataFrame, home: str) -> Lessons:
    return lessons(dataset, scope(dataset, Selection(), home), cells, rated, home)


def _work(dataset: Dataset) -> Example | None:
    claims = dataset.evidence.claims(Selection())
    citing = lazy(claims.records).join(lazy(claims.record_work), on="id", how="inner").group_by("work")
    cited = collected(
        citing.agg(records=nw.len(), position=nw.col("position").min()).with_columns(nw.col("work").cast(nw.String))
    )
    if cited.empty:
        return None
    # The most cited; of several the one that is cited first.
    key = str(cited.sort_values(["records", "position"], ascending=[False, True])["work"].iloc[0])
    return Example("Evidence", f"What exactly is said that rests on {dataset.works[key].name}?", {"works": (key,)})


def _coding(dataset: Dataset) -> Example:
    if len(dataset.codings) > 1:
        return Example("Method", f"How far do {len(dataset.codings)} independent codings agree?", {})
    if dataset.about.paragraphs:
        return Example("Method", "How much of the source is coded, paragraph by paragraph?", {})
    return Example("Method", "By which rules was the source coded?", {})
