"""Measures told for several years, one exhibit each."""

from components.answers import store
from components.charts.trend import trend
from components.drawing import looks
from components.drawing.words import amount, fact_marks, source_mark
from components.exhibits.exhibit import Cell, Column, Drawing, Exhibit, Field, Sheet, Sign, Table
from components.exhibits.sections.facts import FACT_FIELDS, fact_detail, fact_row, fact_status, facts_works
from components.exhibits.sections.parts import filter_words, verified_caveat
from components.policy.trend_frame import frame, ground
from components.policy.trends import trend_title
from components.view.view import View
from data.model.dataset import Dataset
from data.questions.trend_words import NOTED, finding, notes
from data.questions.trends import Trend


def trend_exhibits(view: View) -> tuple[Exhibit, ...]:
    """Return one exhibit a measure and unit: all that the view's places tell for several years, or the chosen one."""
    found = store.measures(view.dataset, view.facts, view.places)
    chosen = view.text("series")
    names = {each.measure for each in found}
    shown = [each for each in found if chosen not in names or each.measure == chosen]
    return tuple(_exhibit(view, each, number) for number, each in enumerate(shown, start=1))


def _exhibit(view: View, each: Trend, number: int) -> Exhibit:
    dataset = view.dataset
    title = trend_title(dataset, each)
    drawn_on = ground(dataset, each)
    names = (*each.facts, *each.unplaced)
    works = facts_works(dataset, names)
    return Exhibit(
        name=f"trend-{number}-{each.measure.replace('_', '-')}",
        section="trends",
        title=f"{title['title']}: {title['words']}",
        filters=filter_words(view, "headline places", evidence=False),
        finding=finding(dataset, each),
        drawing=Drawing(
            trend,
            (drawn_on, "light"),
            frame(dataset, each, drawn_on, None),
            dataset.fingerprint,
            ("fact",),
            {(name,): (name,) for name in each.facts},
        ),
        table=_table(dataset, each),
        sheet=_sheet(dataset, each),
        legend=_legend(dataset, each),
        caveats=(
            *(f"{NOTED} {f'{years}: ' if years else ''}{note}" for years, note in notes(dataset, each)),
            *(f"Sources disagree: {dataset.about.conflicts[c]}" for c in _conflicts(dataset, names)),
            *verified_caveat(dataset, works),
        ),
        works=works,
        details=tuple(fact_detail(dataset, name) for name in names),
        link=view.link("jurisdictions"),
        group="Change over time",
    )


def _conflicts(dataset: Dataset, names: tuple[str, ...]) -> tuple[str, ...]:
    found = (dataset.facts[name][1].conflict for name in names)
    return tuple(dict.fromkeys(conflict for conflict in found if conflict is not None))


def _legend(dataset: Dataset, each: Trend) -> tuple[Sign, ...]:
    facts = [dataset.facts[name][1] for name in each.facts]
    held = {fact.status for fact in facts}
    return (
        *(
            Sign(looks.STATUS_SIGNS[status], f"{looks.STATUS_WORDS[status]}, {shape.words}")
            for status, shape in looks.STATUS_SHAPES.items()
            if status in held
        ),
        *((Sign("≠", "sources disagree: points, never joined"),) if each.disputes else ()),
        *((Sign(NOTED, "to be read with its note"),) if any(fact.note for fact in facts) else ()),
        Sign("–", "a line joins facts of one place, status and count only; years without a fact are gaps, not zeros"),
    )


def _table(dataset: Dataset, each: Trend) -> Table:
    disputed = {name for dispute in each.disputes for name in dispute.facts}
    names = (*sorted(each.facts, key=lambda name: dataset.facts[name][1].year or 0), *each.unplaced)
    rows = []
    for name in names:
        place, fact = dataset.facts[name]
        said = ["not drawn: no year or number"] if name in each.unplaced else []
        said += ["≠ sources disagree"] if name in disputed else []
        rows.append(
            (
                Cell(fact.as_of or "no year stated", kind="value" if fact.as_of else "gap"),
                Cell(dataset.jurisdictions[place].name),
                Cell(amount(fact) or "no number", " · ".join(said), number=fact.number, behind=(name,)),
                Cell(" · ".join((fact_status(dataset, fact), *fact_marks(dataset, fact))), fact.counts or ""),
                Cell(fact.value, fact.note or ""),
                Cell(source_mark(dataset, fact), "" if fact.primary else "supplement"),
            )
        )
    heads = (
        Column("Stated for", 0.8), Column("Place", 1.1), Column("Number", 1.1), Column("Status and count", 1.4),
        Column("What it says", 3.0), Column("Source", 1.1),
    )  # fmt: skip
    return Table(heads, tuple(rows))


def _sheet(dataset: Dataset, each: Trend) -> Sheet:
    disputed = {name for dispute in each.disputes for name in dispute.facts}
    rows = tuple(
        (
            each.measure,
            dataset.facts[name][1].year,
            name in disputed,
            name not in each.unplaced,
            *fact_row(dataset, name),
        )
        for name in (*each.facts, *each.unplaced)
    )
    return Sheet(each.measure, (*_FIELDS, *FACT_FIELDS), rows)


_FIELDS = (
    Field("measure", "Id shared by the facts that are one series over time"),
    Field("year", "The year that the fact is drawn at; empty where none is stated", "integer"),
    Field("disputed", "Whether sources disagree on it: drawn as a point, joined to none", "boolean"),
    Field("drawn", "Whether it has a year and a number, so that it can be drawn", "boolean"),
)
