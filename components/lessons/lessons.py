"""The lessons for a place on their way to the screen: lines that open their evidence, and findings in words."""

from collections.abc import Iterable
from typing import Final

from components.drawing import looks
from components.drawing.clickable import clickable
from components.drawing.legend import show_rating_legend
from components.drawing.markup import rendered
from components.drawing.show import theme
from components.drawing.words import (
    agreeing,
    amount,
    counted,
    fact_marks,
    source_mark,
    stated_status,
    status_sign,
    status_term_words,
)
from components.panel.panel import MOST
from components.view import state
from data.model.dataset import Dataset
from data.model.records import Record
from data.model.vocabulary import CellState
from data.questions.lessons import LACKING, FactorLesson, Lessons, LeverLesson, Rated, literature

_SEPARATOR: Final = " "
_CLOSED: Final = {"lever": None, "factor": None, "place": None, "record": None}
SHOWN: Final = 3


def opened(chosen: str) -> None:
    """Open what a button of the lists stands for: a cell of levers or factors, or an influence."""
    kind, *ids = chosen.split(_SEPARATOR)
    if kind == "record":
        state.choose(**{**_CLOSED, "record": ids[0]})
    else:
        state.choose(**{**_CLOSED, kind: ids[0], "place": ids[1]})


def show_lessons(dataset: Dataset, found: Lessons) -> None:
    """Show the three lists of lessons."""
    clickable(rendered("lessons.html", **lines(dataset, found)), key="lessons_lists", acts={"open": opened})
    show_rating_legend()


def lines(dataset: Dataset, found: Lessons) -> dict[str, object]:
    """Return what the lists and the memo say, line by line, each line with what it opens."""
    named = [lesson for lesson in found.facilitators if lesson.named]
    general = [lesson for lesson in found.facilitators if not lesson.named]
    return {
        "theme": theme(),
        "place": dataset.jurisdictions[found.home].name,
        "others": len(found.others),
        "shown": SHOWN,
        "most": MOST,
        "abbreviations": dataset.about.abbreviations,
        "findings": findings(dataset, found),
        "levers": [_lever_group(dataset, found, key) for key in LACKING],
        "facilitators": [_factor(dataset, lesson) for lesson in named],
        "general": [_factor(dataset, lesson) for lesson in general],
        "barriers": [_barrier(dataset, found, lesson) for lesson in found.barriers if lesson.named],
        "general_barriers": [_barrier(dataset, found, lesson) for lesson in found.barriers if not lesson.named],
    }


def findings(dataset: Dataset, found: Lessons) -> dict[str, str]:
    """Return what each of the three lists shows, in words worked out from it."""
    ours = dataset.jurisdictions[found.home].name
    silent = sum(lesson.home.state == "not_reported" for lesson in found.levers)
    over = sum(lesson.home.state == "not_in_force" for lesson in found.levers)
    lacking = len(found.levers) - silent - over
    helps = sum(bool(lesson.named) for lesson in found.facilitators)
    general = len(found.facilitators) - helps
    shared = sum(bool(lesson.named) for lesson in found.barriers)
    levers = f"Others report {counted(silent, 'lever')} on which the sources hold no record for {ours}"
    levers += f", and {counted(lacking, 'lever')} that {ours} explicitly lacks" if lacking else ""
    levers += f", and {counted(over, 'lever')} on which what {ours} had is not in force." if over else "."
    factors = f"{counted(helps, 'factor')} {agreeing(helps, 'is', 'are')} rated as helping in other named places, "
    factors += f"without a facilitator record for {ours}" + (
        f"; {general} more only in the general literature." if general else "."
    )
    own = agreeing(len(found.own), "is", "are")
    barriers = f"{counted(len(found.own), 'factor')} {own} rated as a barrier, or mixed, in {ours}; "
    barriers += f"{shared} of them in other named places, too." if found.own else "so none is shared."
    return {"levers": levers, "facilitators": factors, "barriers": barriers}


def _lever_group(dataset: Dataset, found: Lessons, key: CellState) -> dict[str, object]:
    return {
        "state": key,
        "sign": looks.STATE_SIGNS[key],
        "rows": [_lever(dataset, found.home, lesson) for lesson in found.levers if lesson.home.state == key],
    }


def _lever(dataset: Dataset, home: str, lesson: LeverLesson) -> dict[str, object]:
    lever = dataset.levers[lesson.lever]
    shown = lesson.home.shown
    return {
        "id": lever.id,
        "name": lever.name,
        "definition": lever.definition or "",
        "home": _fact(dataset, home, lever.id, home, shown) if shown is not None else None,
        "others": [_fact(dataset, home, lever.id, place, fact) for place, fact in lesson.others],
    }


def _fact(dataset: Dataset, home: str, lever: str, place: str, name: str) -> dict[str, object]:
    at, fact = dataset.facts[name]
    return {
        "opens": _SEPARATOR.join(("lever", lever, place)),
        "place": dataset.jurisdictions[place].name,
        "relation": relation(dataset, home, place),
        "at": dataset.jurisdictions[at].name if at != place else "",
        "amount": amount(fact),
        "value": fact.value,
        "sign": status_sign(dataset, stated_status(fact)),
        "status": status_term_words(dataset, stated_status(fact)),
        "as_of": fact.as_of or "",
        "source": source_mark(dataset, fact),
        "primary": fact.primary,
        "disagree": fact.conflict is not None,
        "marks": fact_marks(dataset, fact),
    }


def relation(dataset: Dataset, home: str, place: str) -> str:
    """Return how a place belongs to ours, in words; nothing where neither is a part of the other."""
    pairs = set(zip(dataset.tables.place_within["part"], dataset.tables.place_within["place"], strict=True))
    if place == home:
        return "ours"
    if (place, home) in pairs:
        return "part of ours"
    return "ours is part of it" if (home, place) in pairs else ""


def _rated(dataset: Dataset, factor: str, cell: Rated) -> dict[str, object]:
    mark, name = looks.RATINGS[cell.rating], theme()
    return {
        "opens": _SEPARATOR.join(("factor", factor, cell.place)),
        "place": dataset.jurisdictions[cell.place].name,
        "sign": mark.sign + (looks.LACK_SIGN if cell.lack else ""),
        "words": f"{looks.LACK_WORDS}: {mark.words}" if cell.lack else mark.words,
        "fill": mark.fill[name],
        "text": mark.text[name],
        "works": cell.works,
    }


def _factor(dataset: Dataset, lesson: FactorLesson) -> dict[str, object]:
    factor = dataset.factors[lesson.factor]
    domain = dataset.domains[factor.domain]
    return {
        "id": factor.id,
        "name": factor.name,
        "definition": factor.definition or "",
        "level": dataset.levels[domain.level].name,
        "home": _rated(dataset, factor.id, lesson.home) if lesson.home is not None else None,
        "named": [_rated(dataset, factor.id, cell) for cell in lesson.named],
        "general": _rated(dataset, factor.id, lesson.general) if lesson.general is not None else None,
    }


def _barrier(dataset: Dataset, found: Lessons, lesson: FactorLesson) -> dict[str, object]:
    reported = found.remedies[lesson.factor]
    return {
        **_factor(dataset, lesson),
        "unlisted": reported.more,
        "remedies": [
            *(_record(dataset, found, record) for record in dataset.evidence.records(reported.records).values()),
            *(_influence(dataset, name) for name in reported.influences),
        ],
    }


def _record(dataset: Dataset, found: Lessons, record: Record) -> dict[str, object]:
    places = [place for place in found.selection.places if place in record.places] or list(record.places)
    named = [place for place in places if place != literature(dataset)] or places
    return {
        "opens": _SEPARATOR.join(("factor", record.factor, _column(dataset, found, named))),
        "sign": looks.DIRECTION_SIGNS["facilitator"],
        "from": ", ".join(dataset.jurisdictions[place].name for place in named),
        "acts": "",
        "statement": record.statement,
        "source": record.paragraph,
    }


def _column(dataset: Dataset, found: Lessons, places: Iterable[str]) -> str:
    """Return the place whose cell holds a record: one of its own, else one that it counts towards."""
    first = next(iter(places))
    within = zip(dataset.tables.place_within["part"], dataset.tables.place_within["place"], strict=True)
    columns = [place for part, place in within if part == first and place in found.selection.places]
    return first if first in found.selection.places else next(iter(columns), first)


def _influence(dataset: Dataset, name: str) -> dict[str, object]:
    influence = dataset.influences[name]
    return {
        "opens": _SEPARATOR.join(("record", name)),
        "sign": looks.INFLUENCE_SIGNS[influence.sign].sign,
        "from": dataset.factors[influence.from_factor].name,
        "acts": f"{looks.INFLUENCE_SIGNS[influence.sign].verb} it",
        "statement": influence.statement,
        "source": influence.paragraph,
    }
