"""The entries of the basket, or those behind the open cell, in full."""

from collections.abc import Iterable

from components.drawing.words import agreeing, counted
from components.evidence.entries import label, sign
from components.exhibits.exhibit import Cell, Column, Detail, Exhibit, Field, Sheet, Sign, Table, Value
from components.exhibits.sections.facts import fact_detail
from components.exhibits.sections.influences import influence_detail
from components.exhibits.sections.parts import record_detail, verified_caveat, with_source
from components.view.view import View
from data.lists.library import Entry, entries
from data.model.dataset import Dataset
from data.model.filters import selection_words
from data.questions.rating import cell_records


def record_exhibits(view: View) -> tuple[Exhibit, ...]:
    """Return the chosen entries, in the order in which they were chosen; nothing where none is."""
    dataset = view.dataset
    names, chosen = _chosen(view)
    held = {entry.id: entry for entry in entries(dataset)} if names else {}
    shown = [held[name] for name in names if name in held]
    if not shown:
        return ()
    works = tuple(dict.fromkeys(key for entry in shown for key in entry.works))
    counts = [(kind, sum(entry.kind == kind for entry in shown)) for kind in ("records", "facts", "influences")]
    told = ", ".join(f"{count} {kind if count > 1 else kind.removesuffix('s')}" for kind, count in counts if count)
    return (
        Exhibit(
            name="records",
            section="records",
            title="Chosen evidence",
            filters=(chosen,),
            finding=f"{counted(len(shown), 'entry', 'entries')}: {told}; {counted(len(works), 'work')} "
            f"{agreeing(len(works), 'is', 'are')} cited for {agreeing(len(shown), 'it', 'them')}.",
            table=entry_table(dataset, shown),
            sheet=Sheet("records", ENTRY_FIELDS, tuple(entry_row(dataset, entry) for entry in shown)),
            legend=tuple(dict.fromkeys(Sign(*sign(dataset, entry)) for entry in shown)),
            caveats=(
                "Statements are paraphrased in our own words; the paragraph named is their place in the source.",
                *dict.fromkeys(caution for entry in shown for caution in entry_detail(dataset, entry).cautions),
                *verified_caveat(dataset, works),
            ),
            works=with_source(dataset, works, primary=any(entry.paragraph is not None for entry in shown)),
            details=tuple(entry_detail(dataset, entry) for entry in shown),
            link=view.link("evidence"),
        ),
    )


def _chosen(view: View) -> tuple[tuple[str, ...], str]:
    """Return the ids of the basket, else those behind the open cell, and what they are in words."""
    dataset, basket = view.dataset, view.words("basket")
    if basket:
        return basket, f"Records in the basket: {len(basket)}"
    factor, place = view.text("factor"), view.text("place")
    if factor is None or place is None:
        return (), ""
    names = cell_records(dataset, view.selection, factor, place)
    cell = f"{dataset.factors[factor].name} in {dataset.jurisdictions[place].name}"
    return names, "; ".join((f"Records behind one cell: {cell}", *selection_words(dataset, view.selection)))


def entry_detail(dataset: Dataset, entry: Entry) -> Detail:
    """Return an entry in full."""
    if entry.kind == "records":
        return record_detail(dataset, entry.id, entry.places)
    return fact_detail(dataset, entry.id) if entry.kind == "facts" else influence_detail(dataset, entry.id)


def _about(dataset: Dataset, entry: Entry) -> str:
    return " → ".join(label(dataset, entry))


def _where(dataset: Dataset, entry: Entry) -> str:
    return ", ".join(dataset.jurisdictions[place].name for place in entry.places)


def entry_table(dataset: Dataset, shown: Iterable[Entry]) -> Table:
    """Return entries as a table that is read, one a row."""
    rows = tuple(
        (
            Cell(entry.id, entry.kind.removesuffix("s"), kind="head"),
            Cell(" ".join(sign(dataset, entry))),
            Cell(_about(dataset, entry), _where(dataset, entry)),
            Cell(entry.statement, behind=(entry.id,)),
            Cell(entry.paragraph or "supplement", "; ".join(dataset.works[key].name for key in entry.works)),
        )
        for entry in shown
    )
    heads = (
        Column("Entry", 0.8), Column("Says", 1.0), Column("On", 1.8), Column("Statement", 3.6), Column("Source", 1.4),
    )  # fmt: skip
    return Table(heads, rows)


def entry_row(dataset: Dataset, entry: Entry) -> tuple[Value, ...]:
    """Return an entry as the cells of :data:`ENTRY_FIELDS`."""
    return (
        entry.id,
        entry.kind.removesuffix("s"),
        sign(dataset, entry)[1],
        _about(dataset, entry),
        "; ".join(entry.factors) or None,
        entry.lever,
        "; ".join(entry.places) or None,
        _where(dataset, entry) or None,
        entry.statement,
        entry.paragraph,
        "; ".join(entry.works) or None,
        *_details(dataset, entry),
    )


def _details(dataset: Dataset, entry: Entry) -> tuple[Value, ...]:
    """Return an entry's aspect, scope and pinpoint, as far as its kind has them."""
    if entry.kind == "records":
        record = dataset.records[entry.id]
        return (record.aspect or None, None, record.pinpoint or None)
    if entry.kind == "facts":
        fact = dataset.facts[entry.id][1]
        return (None, fact.scope, fact.pinpoint)
    return (None, None, dataset.influences[entry.id].pinpoint or None)


ENTRY_FIELDS = (
    Field("id", "Id of the entry, kept from version to version"),
    Field("kind", "record, fact or influence"),
    Field("says", "A record's direction, a fact's status, or what an influence does"),
    Field("about", "The factor, the two factors of an influence, or the lever"),
    Field("factors", "Ids of the factors"),
    Field("lever", "Id of the lever, of a fact"),
    Field("places", "Ids of the jurisdictions that it is told of"),
    Field("place_names", "Their names"),
    Field("statement", "What is said, in our own words"),
    Field("paragraph", "The paragraph of the primary source; empty for what another document says"),
    Field("works", "Keys of the works cited, separated by semicolons"),
    Field("aspect", "lack, where a record says what the lack of the factor does"),
    Field("scope", "How wide a fact is: national (the whole place), part (a part of it) or programme (one service)"),
    Field("pinpoint", "Section or page of the source"),
)
