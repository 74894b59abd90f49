"""One lever over all places, drawn where the places lie."""

from collections.abc import Iterable

from components.charts.place_map import place_map
from components.exhibits.exhibit import Cell, Column, Drawing, Exhibit, Field, Sheet, Sign, Table, Value
from components.exhibits.sections.facts import FACT_FIELDS, fact_detail, fact_row, facts_works
from components.exhibits.sections.parts import filter_words, verified_caveat
from components.exhibits.sections.policy import policy_cell
from components.policy.map_view import MapView, map_view
from components.policy.place_map import DISPUTED, Entry, entries, finding, frame, ground
from components.view.view import View
from data.model.dataset import Dataset


def map_exhibits(view: View) -> tuple[Exhibit, ...]:
    """Return the map of the view's lever; nothing where the dataset's places stand on none."""
    dataset = view.dataset
    mapped = map_view(dataset, view.selection, view.text("map"))
    if mapped is None or not mapped.places:
        return ()
    legend = entries(dataset, mapped.found, "light")
    lever = mapped.found.lever
    row = {place: mapped.cells[lever, place] for place in mapped.places}
    facts = tuple(dict.fromkeys(name for cell in row.values() for name in cell.facts))
    works = facts_works(dataset, dict.fromkeys(cell.shown for cell in row.values() if cell.shown))
    return (
        Exhibit(
            name=f"map-{lever.replace('_', '-')}",
            section="map",
            title=f"{dataset.levers[lever].name}, place by place",
            filters=filter_words(view, "all that the map holds", evidence=False),
            finding=finding(dataset, mapped.found, legend),
            drawing=Drawing(
                place_map, (ground(dataset, mapped.kind, legend), "light"),
                frame(dataset, mapped.kind, mapped.found, mapped.cells, legend, None), dataset.fingerprint,
                ("place",), {(place,): cell.facts for place, cell in row.items() if cell.facts},
            ),
            table=_table(dataset, mapped, legend),
            sheet=_sheet(dataset, mapped, legend),
            legend=_legend(mapped, legend),
            caveats=tuple(_caveats(dataset, mapped, facts, works)),
            works=works,
            details=tuple(fact_detail(dataset, name) for name in facts),
            link=view.link("jurisdictions"),
        ),
    )  # fmt: skip


def _legend(mapped: MapView, legend: tuple[Entry, ...]) -> tuple[Sign, ...]:
    signs = tuple(Sign(e.sign, f"{e.words} ({len(e.group.places)})", e.fill, e.ink) for e in legend)
    return (*signs, *((Sign(DISPUTED, "sources disagree"),) if mapped.found.disputed else ()))


def _caveats(dataset: Dataset, mapped: MapView, facts: Iterable[str], works: tuple[str, ...]) -> Iterable[str]:
    if mapped.kind == "tiles":
        yield "Each place is a square of one size: its area says nothing."
    absent = mapped.absent(dataset)
    if absent:
        yield f"Not on the map, but in the table: {', '.join(absent)}."
    for conflict in dict.fromkeys(dataset.facts[name][1].conflict for name in facts):
        if conflict is not None:
            yield f"Sources disagree: {dataset.about.conflicts[conflict]}"
    yield from verified_caveat(dataset, works)


def _table(dataset: Dataset, mapped: MapView, legend: tuple[Entry, ...]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    bands: list[tuple[int, str]] = []
    for entry in legend:
        bands.append((len(rows), f"{entry.sign} {entry.words} ({len(entry.group.places)})"))
        rows += [
            (
                Cell(dataset.jurisdictions[place].name, kind="head"),
                policy_cell(dataset, mapped.cells[mapped.found.lever, place]),
            )
            for place in entry.group.places
        ]
    heads = (Column("Place", 1.0), Column(dataset.levers[mapped.found.lever].name, 4.0))
    return Table(heads, tuple(rows), tuple(bands))


def _sheet(dataset: Dataset, mapped: MapView, legend: tuple[Entry, ...]) -> Sheet:
    rows: list[tuple[Value, ...]] = []
    for entry in legend:
        for place in entry.group.places:
            where = dataset.jurisdictions[place]
            head = (mapped.found.lever, place, where.name, where.iso, entry.words, place in mapped.found.disputed)
            facts = mapped.cells[mapped.found.lever, place].facts
            rows += [(*head, *fact_row(dataset, name)) for name in facts] or [(*head, *(None for _ in FACT_FIELDS))]
    return Sheet("map", (*_FIELDS, *FACT_FIELDS), tuple(rows))


_FIELDS = (
    Field("lever", "Id of the lever"),
    Field("place", "Id of the jurisdiction"),
    Field("place_name", "The jurisdiction's name"),
    Field("iso", "Its ISO 3166 code; empty where it has none"),
    Field("group", "What the map says of it"),
    Field("disputed", "Whether sources disagree", "boolean"),
)
