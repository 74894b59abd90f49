"""Levers by places for a briefing: what each has in place."""

from collections.abc import Iterable, Mapping

from components.answers import store
from components.drawing import looks
from components.drawing.words import amount, source_mark, stated_status
from components.exhibits.exhibit import Cell, Column, Exhibit, Field, Sheet, Sign, Table, Value
from components.exhibits.sections.facts import FACT_FIELDS, fact_detail, fact_row, fact_status, facts_works
from components.exhibits.sections.parts import filter_words, status_legend, verified_caveat
from components.policy.grid import more_words
from components.view.view import View
from data.model.dataset import Dataset
from data.model.records import in_words
from data.questions import cells as policy
from data.questions.cells import only_cited, over_words
from data.questions.policy import narrowed, overview_levers
from data.questions.staleness import staleness, summary

Cells = Mapping[tuple[str, str], policy.Cell]

STATES = {
    "explicitly_none": Sign("✗", "explicitly none: a source says that there is none"),
    "not_in_force": Sign(looks.STATE_SIGNS["not_in_force"], "not in force: it has ended, or not begun"),
    "filtered": Sign(looks.STATE_SIGNS["filtered"], "taken out by your filter: the sources are not silent"),
    "not_reported": Sign("–", "not reported: the sources are silent (a gap, not a 'no')"),
    "not_applicable": Sign("⊘", "not applicable to a place of this kind"),
}


def policy_exhibits(view: View) -> tuple[Exhibit, ...]:
    """Return the policy table of the view's places, narrowed as the view says."""
    dataset = view.dataset
    cells = store.policy(dataset, view.facts, view.places)
    left = narrowed(dataset, cells, differ=view.flag("differ"), shared=view.flag("shared"))
    words = [
        *(["Only levers on which they differ"] if view.flag("differ") else []),
        *(["Only levers reported for two or more"] if view.flag("shared") else []),
    ]
    if not left.levers or not view.places:
        return ()
    return (_exhibit(view, cells, left.levers, left.finding, ("policy", "policy-table", "jurisdictions"), words),)


def overview_cards(view: View) -> Exhibit | None:
    """Return what each place has of the levers that the overview opens with; None without a lever or place."""
    dataset = view.dataset
    cells = store.policy(dataset, view.facts, view.places)
    levers = overview_levers(dataset, cells)
    if not levers or not view.places:
        return None
    kept = {key: cell for key, cell in cells.items() if key[0] in levers}
    return _exhibit(view, kept, levers, narrowed(dataset, kept).finding, ("overview", "overview", ""), ())


def _exhibit(
    view: View, cells: Cells, levers: tuple[str, ...], finding: str, at: tuple[str, str, str], words: Iterable[str]
) -> Exhibit:
    dataset, (section, name, page) = view.dataset, at
    shown = {key: cell for key, cell in cells.items() if key[0] in levers}
    facts = tuple(dict.fromkeys(fact for cell in shown.values() for fact in cell.facts))
    works = facts_works(dataset, dict.fromkeys(cell.shown for cell in shown.values() if cell.shown))
    return Exhibit(
        name=name,
        section=section,
        title="What each place has in place"
        if section == "overview"
        else "What each place has in place, lever by lever",
        filters=(*filter_words(view, "headline places", evidence=False), *words),
        finding=finding,
        table=_table(dataset, shown, levers, view.places),
        sheet=_sheet(dataset, name, shown),
        legend=_legend(dataset, shown),
        caveats=tuple(_caveats(view, shown, facts, works)),
        works=works,
        details=tuple(fact_detail(dataset, fact) for fact in facts),
        link=view.link(page),
    )


def _legend(dataset: Dataset, cells: Cells) -> tuple[Sign, ...]:
    shown = [dataset.facts[cell.shown][1] for cell in cells.values() if cell.shown]
    states = {cell.state for cell in cells.values()}
    more = any(cell.more for cell in cells.values())
    return (
        *status_legend(dataset, (stated_status(f) for f in shown if stated_status(f) != "none")),
        *(sign for state, sign in STATES.items() if state in states),
        *(
            (Sign("S", "fact of the supplement, not of the primary source"),)
            if dataset.has_primary and not all(f.primary for f in shown)
            else ()
        ),
        *((Sign("+1", "number of further facts behind the one that is shown"),) if more else ()),
        *(
            Sign(words, looks.SCOPE_LONG[scope])
            for scope, words in looks.SCOPE_WORDS.items()
            if words and any(fact.scope == scope for fact in shown)
        ),
        *(
            (Sign(looks.ONLY_CITED, looks.ONLY_CITED_LONG),)
            if any(only_cited(dataset, fact.works) for fact in shown)
            else ()
        ),
    )


def _caveats(view: View, cells: Cells, facts: tuple[str, ...], works: tuple[str, ...]) -> Iterable[str]:
    dataset = view.dataset
    yield "A cell shows what is in place: the widest scope first, then the primary source's fact, then the newest."
    yield summary(dataset, [cell.shown for cell in cells.values() if cell.shown])
    for conflict in dict.fromkeys(dataset.facts[name][1].conflict for name in facts):
        if conflict is not None:
            yield f"Sources disagree: {dataset.about.conflicts[conflict]}"
    yield from verified_caveat(dataset, works)


def _table(dataset: Dataset, cells: Cells, levers: tuple[str, ...], places: tuple[str, ...]) -> Table:
    heads = (Column("Lever", 1.1), *(Column(dataset.jurisdictions[place].name, 2.0) for place in places))
    rows = tuple(
        (
            Cell(dataset.levers[lever].name, kind="head"),
            *(policy_cell(dataset, cells[lever, place]) for place in places),
        )
        for lever in levers
    )
    return Table(heads, rows)


def policy_cell(dataset: Dataset, cell: policy.Cell) -> Cell:
    """Return a lever in a place as a cell that is read: the shown fact, and in small its status, year and source."""
    if cell.shown is None:
        said = f"{looks.STATE_SIGNS[cell.state]} {looks.STATE_WORDS[cell.state]}"
        return Cell(said, kind="not_applicable" if cell.state == "not_applicable" else "gap")
    place, fact = dataset.facts[cell.shown]
    figure = amount(fact)
    over = over_words(dataset, cell, cell.shown)
    marks = [
        f"{looks.STATE_SIGNS['not_in_force']} {over}, was {fact_status(dataset, fact)}"
        if over
        else fact_status(dataset, fact),
        fact.as_of or "no year stated",
        source_mark(dataset, fact) if fact.primary or not dataset.has_primary else f"S {source_mark(dataset, fact)}",
        staleness(dataset, fact).mark,
        looks.SCOPE_WORDS.get(fact.scope or "", ""),
        looks.ONLY_CITED if only_cited(dataset, fact.works) else "",
        more_words(cell),
        "sources disagree" if any(dataset.facts[name][1].conflict for name in cell.facts) else "",
        dataset.jurisdictions[place].name if place != cell.place else "",
    ]
    return Cell(
        f"{figure}: {fact.value}" if figure else fact.value,
        detail=" · ".join(mark for mark in marks if mark),
        kind="none" if cell.state == "explicitly_none" else "value",
        number=fact.number,
        behind=cell.facts,
    )


def _sheet(dataset: Dataset, name: str, cells: Cells) -> Sheet:
    rows: list[tuple[Value, ...]] = []
    for (lever, place), cell in cells.items():
        head = (lever, dataset.levers[lever].name, place, dataset.jurisdictions[place].name, in_words(cell.state))
        if not cell.facts:
            rows.append((*head, *(None for _ in FACT_FIELDS)))
        rows += [(*head, *fact_row(dataset, fact)) for fact in cell.facts]
    return Sheet(name, (*_FIELDS, *FACT_FIELDS), tuple(rows))


_FIELDS = (
    Field("lever", "Id of the lever"),
    Field("lever_name", "The lever as the codebook names it"),
    Field("place", "Id of the jurisdiction"),
    Field("place_name", "The jurisdiction's name"),
    Field(
        "state",
        "Reported, explicitly none, not in force (ended or not begun), not reported (the sources are silent), "
        "filtered (taken out by a filter) or not applicable",
    ),
)
