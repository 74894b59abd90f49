"""Numbers of one lever side by side, in groups that measure the same thing."""

from collections.abc import Iterable

from components.answers import store
from components.drawing.words import amount, counted, fact_marks, source_mark, stated_status
from components.exhibits.exhibit import Cell, Column, Exhibit, Field, Sheet, Table, Value
from components.exhibits.sections.facts import FACT_FIELDS, fact_detail, fact_row, facts_works
from components.exhibits.sections.parts import filter_words, status_legend, verified_caveat
from components.policy.numbers import apart, group_title
from components.view.view import View
from data.model.dataset import Dataset
from data.model.records import Fact
from data.questions.commensurability import comparable_groups, weekly_hours
from data.questions.figures import rounded
from data.questions.policy import numbers, numeric_levers
from data.questions.wording import term_name

Groups = list[list[tuple[str, Fact]]]


def staffing_exhibits(view: View) -> tuple[Exhibit, ...]:
    """Return the numbers of the lever that the view names, else of the one counted in most places."""
    dataset = view.dataset
    cells = store.policy(dataset, view.facts, view.places)
    levers = numeric_levers(dataset, cells)
    if not levers:
        return ()
    chosen = view.text("numbers")
    lever = chosen if chosen in levers else levers[0]
    groups = comparable_groups(numbers(dataset, cells, lever))
    facts = tuple(fact.id for group in groups for _, fact in group)
    works = facts_works(dataset, facts)
    name = dataset.levers[lever].name
    return (
        Exhibit(
            name="numbers",
            section="staffing",
            title=f"{name}: numbers side by side",
            filters=filter_words(view, "headline places", evidence=False),
            finding=_finding(groups, term_name(dataset, name)),
            table=_table(dataset, groups, view.number("week")),
            sheet=_sheet(dataset, groups, view.number("week")),
            legend=status_legend(dataset, (stated_status(fact) for group in groups for _, fact in group)),
            caveats=(*_caveats(dataset, groups, view.number("week")), *verified_caveat(dataset, works)),
            works=works,
            details=tuple(fact_detail(dataset, fact) for fact in facts),
            link=view.link("jurisdictions"),
        ),
    )


def _finding(groups: Groups, name: str) -> str:
    facts = [fact for group in groups for _, fact in group]
    places = {place for group in groups for place, _ in group}
    said = f"{counted(len(facts), 'number')} on {name} of {counted(len(places), 'place')}"
    if len(groups) < 2:
        return f"{said}, all one measure."
    shared = max(len(group) for group in groups)
    more = (
        f"; at most {shared} of them measure the same thing"
        if shared > 1
        else "; no two of them measure the same thing"
    )
    return f"{said}, in {len(groups)} measures that can't share an axis{more}."


def _caveats(dataset: Dataset, groups: Groups, week: float) -> Iterable[str]:
    reasons = apart(groups)
    if reasons:
        yield "≠ Not the same measure: figures of different groups can't be subtracted or put on one axis."
        yield f"They differ in {'; '.join(reasons)}."
    if any(weekly_hours(fact, week) is not None for group in groups for _, fact in group):
        yield f"Hours a week are worked out for an assumed full-time week of {week:g} hours."
    for conflict in dict.fromkeys(fact.conflict for group in groups for _, fact in group):
        if conflict is not None:
            yield f"Sources disagree: {dataset.about.conflicts[conflict]}"


def _table(dataset: Dataset, groups: Groups, week: float) -> Table:
    timed = any(weekly_hours(fact, week) is not None for group in groups for _, fact in group)
    rows: list[tuple[Cell, ...]] = []
    bands: list[tuple[int, str]] = []
    for group in groups:
        bands.append((len(rows), group_title(dataset, group)))
        for place, fact in group:
            hours = weekly_hours(fact, week)
            rows.append(
                (
                    Cell(dataset.jurisdictions[place].name, kind="head"),
                    Cell(amount(fact), number=fact.number, behind=(fact.id,)),
                    *([_NO_HOURS if hours is None else Cell(rounded(hours), number=hours)] if timed else []),
                    Cell(fact.as_of or "no year stated", kind="value" if fact.as_of else "gap"),
                    Cell(fact.value, detail=fact.note or ""),
                    Cell(
                        source_mark(dataset, fact),
                        detail=" · ".join((*(() if fact.primary else ("supplement",)), *fact_marks(dataset, fact))),
                    ),
                )
            )  # fmt: skip
    hours_head = (Column(f"Hours a week, if full time is {week:g}", 1.0),) if timed else ()
    heads = (
        Column("Place", 1.2), Column("Number", 1.0), *hours_head,
        Column("Stated for", 0.8), Column("What it says", 3.2), Column("Source", 1.0),
    )  # fmt: skip
    return Table(heads, tuple(rows), tuple(bands) if len(groups) > 1 else ())


def _sheet(dataset: Dataset, groups: Groups, week: float) -> Sheet:
    rows: list[tuple[Value, ...]] = [
        (number, group_title(dataset, group), place, dataset.jurisdictions[place].name, weekly_hours(fact, week), week,
         *fact_row(dataset, fact.id))
        for number, group in enumerate(groups, start=1)
        for place, fact in group
    ]  # fmt: skip
    return Sheet("numbers", (*_FIELDS, *FACT_FIELDS), tuple(rows))


_NO_HOURS = Cell("⊘", "not a share of a post, or the source states the hours", "not_applicable")
_FIELDS = (
    Field("group", "Numbers of one group measure the same thing; those of two groups can't share an axis", "integer"),
    Field("group_title", "What the group measures: status, unit, what is counted"),
    Field("place", "Id of the jurisdiction"),
    Field("place_name", "The jurisdiction's name"),
    Field("hours_a_week", "The number as hours a week, where it is a share of a full-time post", "number"),
    Field("full_time_week", "The assumed hours of a full-time week", "number"),
)
