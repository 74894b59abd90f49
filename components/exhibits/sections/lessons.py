"""What a place can take from others, as three tables: levers, facilitators elsewhere, shared barriers."""

from collections.abc import Iterable

from components.answers import store
from components.drawing import looks
from components.drawing.words import stated_status
from components.exhibits.exhibit import Cell, Column, Exhibit, Field, Sheet, Table, Value
from components.exhibits.sections.facts import FACT_FIELDS, fact_detail, fact_row, facts_works
from components.exhibits.sections.parts import (
    GAP,
    RATING_IDS,
    Behind,
    behind_works,
    filter_words,
    rating_legend,
    record_detail,
    status_legend,
    with_source,
)
from components.exhibits.sections.policy import STATES, policy_cell
from components.lessons.lessons import findings
from components.view.home import home_of
from components.view.view import View
from data.model.dataset import Dataset
from data.questions.behind import behind_cells
from data.questions.cells import Cell as PolicyCell
from data.questions.lessons import FactorLesson, Lessons, Rated, other_places, scope
from data.questions.lessons import lessons as drawn
from data.questions.remedies import Remedies


def lesson_exhibits(view: View) -> tuple[Exhibit, ...]:
    """Return the lessons for the view's own place; nothing where neither the view nor the dataset names one."""
    dataset = view.dataset
    home = home_of(dataset, view.text("home"))
    if home is None:
        return ()
    selection = scope(dataset, view.selection, home)
    cells = store.policy(dataset, view.facts, (home, *other_places(dataset, view.selection, home)))
    found = drawn(dataset, selection, cells, store.matrix(dataset, selection, "places"), home)
    behind = dict(behind_cells(dataset, selection).records)
    said = findings(dataset, found)
    parts = (
        _levers(view, found, said["levers"]) if found.levers else None,
        _facilitators(view, found, behind, said["facilitators"]) if found.facilitators else None,
        _barriers(view, found, behind, said["barriers"]) if found.barriers else None,
    )
    return tuple(part for part in parts if part is not None)


def _filters(view: View, home: str) -> tuple[str, ...]:
    name = view.dataset.jurisdictions[home].name
    return (f"Our place: {name}", *filter_words(view, "all others", evidence=True))


def _levers(view: View, found: Lessons, finding: str) -> Exhibit:
    dataset, home = view.dataset, view.dataset.jurisdictions[found.home].name
    facts = tuple(dict.fromkeys(name for lesson in found.levers for _, name in lesson.others))
    rows: list[tuple[Cell, ...]] = []
    bands: list[tuple[int, str]] = []
    sheet: list[tuple[Value, ...]] = []
    before = ""
    for lesson in found.levers:
        if lesson.home.state != before:
            before = lesson.home.state
            bands.append((len(rows), f"{home}: {looks.STATE_SIGNS[before]} {looks.STATE_WORDS[before]}"))
        for place, name in lesson.others:
            head = dataset.levers[lesson.lever].name
            rows.append(
                (Cell(head, kind="head"), Cell(dataset.jurisdictions[place].name), _fact_cell(dataset, name, place))
            )
            sheet.append((lesson.lever, dataset.levers[lesson.lever].name, looks.STATE_WORDS[lesson.home.state],
                          place, dataset.jurisdictions[place].name, *fact_row(dataset, name)))  # fmt: skip
    states = {lesson.home.state for lesson in found.levers}
    shown = [dataset.facts[name][1] for name in facts]
    return Exhibit(
        name="lessons-levers",
        section="lessons",
        title=f"What others report that {home} has no record of, or explicitly lacks",
        filters=_filters(view, found.home),
        finding=finding,
        table=Table(_LEVER_COLUMNS, tuple(rows), tuple(bands)),
        sheet=Sheet("lessons-levers", (*_LEVER_FIELDS, *FACT_FIELDS), tuple(sheet)),
        legend=(
            *status_legend(dataset, (stated_status(fact) for fact in shown)),
            *(sign for state, sign in STATES.items() if state in states),
        ),
        caveats=(f"No record for {home} is never read as absence: it may have what the sources don't tell.",),
        works=facts_works(dataset, facts),
        details=tuple(fact_detail(dataset, name) for name in facts),
        link=view.link("lessons"),
    )  # fmt: skip


def _fact_cell(dataset: Dataset, name: str, place: str) -> Cell:
    lever = dataset.facts[name][1].lever
    return policy_cell(dataset, PolicyCell(lever, place, "reported", (name,)))


def _facilitators(view: View, found: Lessons, behind: Behind, finding: str) -> Exhibit:
    home = view.dataset.jurisdictions[found.home].name
    return _factors(
        view, found, behind, found.facilitators,
        name="lessons-facilitators",
        title=f"What is reported to help elsewhere, without a facilitator record for {home}",
        finding=finding,
    )  # fmt: skip


def _barriers(view: View, found: Lessons, behind: Behind, finding: str) -> Exhibit:
    home = view.dataset.jurisdictions[found.home].name
    return _factors(
        view, found, behind, found.barriers,
        name="lessons-barriers",
        title=f"Barriers of {home} that others share, and what is reported to help",
        finding=finding, remedies=True,
    )  # fmt: skip


def _factors(
    view: View, found: Lessons, behind: Behind, lessons: tuple[FactorLesson, ...], *,
    name: str, title: str, finding: str, remedies: bool = False,
) -> Exhibit:  # fmt: skip
    dataset = view.dataset
    rows, sheet = [], []
    shown: dict[tuple[str, str], None] = {}
    for lesson in lessons:
        cells = [cell for cell in (lesson.home, *lesson.named, lesson.general) if cell is not None]
        shown |= {(lesson.factor, cell.place): None for cell in cells}
        helps = found.remedies[lesson.factor] if remedies else None
        rows.append(_row(dataset, lesson, helps))
        sheet += [
            (lesson.factor, dataset.factors[lesson.factor].name, dataset.level_of(lesson.factor), cell.place,
             dataset.jurisdictions[cell.place].name, cell.place == found.home, RATING_IDS[cell.rating], cell.works,
             "; ".join(behind.get((lesson.factor, cell.place), ())),
             "; ".join((*helps.records, *helps.influences)) or None if helps else None)
            for cell in cells
        ]  # fmt: skip
    held = {cell: behind.get(cell, ()) for cell in shown}
    extra = [name for lesson in lessons if remedies for name in found.remedies[lesson.factor].records]
    records = dict.fromkeys((*(one for names in held.values() for one in names), *extra))
    links = [name for lesson in lessons if remedies for name in found.remedies[lesson.factor].influences]
    works = dict.fromkeys((*behind_works(dataset, held), *(w for one in extra for w in dataset.records[one].works),
                           *(w for one in links for w in dataset.influences[one].works)))  # fmt: skip
    heads = [Column("Factor", 1.6), Column("Ours", 0.9, centred=True), Column("Elsewhere", 2.6)]
    return Exhibit(
        name=name,
        section="lessons",
        title=title,
        filters=_filters(view, found.home),
        finding=finding,
        table=Table((*heads, *((Column("Reported to help", 3.4),) if remedies else ())), tuple(rows)),
        sheet=Sheet(name, _FACTOR_FIELDS, tuple(sheet)),
        legend=rating_legend("rating"),
        caveats=(
            "Ratings tell what the coded source reports of other places; that it would hold for ours is not said.",
        ),
        works=with_source(dataset, works),
        details=tuple(record_detail(dataset, one, dataset.records[one].places) for one in records),
        link=view.link("lessons"),
    )


def _row(dataset: Dataset, lesson: FactorLesson, helps: Remedies | None) -> tuple[Cell, ...]:
    elsewhere = [cell for cell in (*lesson.named, lesson.general) if cell is not None]
    said = "; ".join(f"{dataset.jurisdictions[cell.place].name} {_rating(cell)}" for cell in elsewhere)
    level = dataset.levels[dataset.level_of(lesson.factor)].name
    row: tuple[Cell, ...] = (
        Cell(dataset.factors[lesson.factor].name, level, kind="head"),
        _ours(lesson.home),
        Cell(said),
    )
    if helps is None:
        return row
    told = "\n".join(_remedies(dataset, helps))
    return (*row, Cell(told) if told else Cell("nothing is reported", kind="gap"))


def _remedies(dataset: Dataset, helps: Remedies) -> Iterable[str]:
    for name in helps.records:
        yield f"▲ {dataset.records[name].statement} ({dataset.records[name].paragraph})"
    for name in helps.influences:
        influence = dataset.influences[name]
        mark = looks.INFLUENCE_SIGNS[influence.sign]
        source = dataset.factors[influence.from_factor].name
        yield f"{mark.sign} {source} {mark.verb} it: {influence.statement} ({influence.paragraph})"


def _rating(cell: Rated) -> str:
    sign = looks.RATINGS[cell.rating].sign + (looks.LACK_SIGN if cell.lack else "")
    return f"{sign} {cell.works}" if cell.works else sign


def _ours(cell: Rated | None) -> Cell:
    if cell is None:
        return Cell(GAP.sign, "no record", kind="gap")
    mark = looks.RATINGS[cell.rating]
    return Cell(_rating(cell), fill=mark.fill["light"], ink=mark.text["light"])


_LEVER_COLUMNS = (Column("Lever", 1.3), Column("Place", 1.1), Column("What it has in place", 4.6))
_LEVER_FIELDS = (
    Field("lever", "Id of the lever"),
    Field("lever_name", "The lever as the codebook names it"),
    Field("ours", "What our place has: explicitly none, or not reported (the sources are silent)"),
    Field("place", "Id of the other jurisdiction"),
    Field("place_name", "Its name"),
)
_FACTOR_FIELDS = (
    Field("factor", "Id of the factor"),
    Field("factor_name", "The factor as the codebook names it"),
    Field("level", "Id of its level"),
    Field("place", "Id of the jurisdiction"),
    Field("place_name", "Its name"),
    Field("ours", "Whether it is our place", "boolean"),
    Field("rating", "facilitator_2 (+2) to barrier_2 (-2), mixed or neutral"),
    Field("works", "Distinct works behind the rating", "integer"),
    Field("record_ids", "Ids of the records behind it, separated by semicolons"),
    Field("remedy_ids", "Ids of the records and influences that are reported to help, of a barrier"),
)
