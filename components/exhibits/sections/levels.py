"""How many records help and hinder at each level of each place, for a briefing."""

from dataclasses import replace

import pandas as pd

from components.answers import store
from components.charts.level_matrix import level_matrix
from components.charts.level_profiles import BARS, level_profiles
from components.drawing import looks
from components.exhibits.exhibit import Cell, Column, Drawing, Exhibit, Field, Sheet, Sign, Table
from components.exhibits.sections.parts import filter_words, shown_works, with_source
from components.factors.levels import Named, level_finding, named_axes, profiles, sides
from components.view.view import View
from data.model.selection import Selection
from data.questions.behind import behind_cells

LEGEND = (
    Sign("▲ 3", "records that help"),
    Sign("▼ 3", "records that hinder"),
    Sign(looks.NO_RECORD.sign, f"{looks.NO_RECORD.words} (a gap, not a zero)"),
)
_CAVEAT = "Records are counted, not effects: a place that is written about more has more of them."


def profile_exhibits(view: View) -> tuple[Exhibit, ...]:
    """Return one panel a level with every named place that holds a record; nothing where none does."""
    dataset, selection = view.dataset, view.selection
    drawn = profiles(dataset, selection)
    if drawn is None:
        return ()
    return (
        Exhibit(
            name="levels-by-place",
            section="matrix",
            title="Records that help and hinder at each level, by place",
            filters=filter_words(view, "all that the text names", evidence=True),
            finding=drawn.finding,
            drawing=Drawing(level_profiles, ("light",), {BARS: drawn.bars}, dataset.fingerprint),
            table=_table(drawn.levels, drawn.places, drawn.counts),
            sheet=_sheet("levels-by-place", drawn.levels, drawn.places, drawn.counts),
            legend=LEGEND,
            caveats=(_CAVEAT,),
            works=_works(view, selection, drawn.places),
            link=view.link("factors"),
        ),
    )


def overview_levels(view: View) -> Exhibit:
    """Return the small matrix of the overview: levels by the places of the view, no filter of records applied."""
    dataset, places = view.dataset, view.places
    selection = replace(view.facts, places=places)
    counts = store.levels(dataset, selection)
    levels, columns = named_axes(dataset, places)
    step = max(64, min(96, 640 // max(1, len(columns))))
    return Exhibit(
        name="levels",
        section="overview",
        title="Records that help and hinder, by level",
        filters=filter_words(view, "headline places", evidence=False),
        finding=level_finding(levels, counts, places),
        drawing=Drawing(
            level_matrix, (levels, columns, "light", step), sides(counts, levels, columns), dataset.fingerprint
        ),
        table=_table(levels, columns, counts),
        sheet=_sheet("levels", levels, columns, counts),
        legend=LEGEND,
        caveats=(_CAVEAT,),
        works=_works(view, selection, columns),
        link=view.link(),
    )


def _works(view: View, selection: Selection, places: Named) -> tuple[str, ...]:
    behind = behind_cells(view.dataset, selection).records
    shown = {cell: names for cell, names in behind.items() if cell[1] in dict(places)}
    return with_source(view.dataset, shown_works(view, shown, selection))


def _held(counts: pd.DataFrame) -> dict[tuple[str, str], dict[str, int]]:
    return {
        (str(row["level"]), str(row["place"])): {key: int(row[key]) for key in ("helping", "hindering", "records")}
        for row in counts.to_dict("records")
    }


def _table(levels: Named, places: Named, counts: pd.DataFrame) -> Table:
    held = _held(counts)
    rows = tuple(
        (Cell(name, kind="head"), *(_cell(held.get((level, place))) for level, _ in levels)) for place, name in places
    )
    return Table((Column("Place", 2.0), *(Column(name, centred=True) for _, name in levels)), rows)


def _cell(row: dict[str, int] | None) -> Cell:
    if row is None:
        return Cell(looks.NO_RECORD.sign, kind="gap", ink=looks.NO_RECORD.text["light"])
    rest = row["records"] - row["helping"] - row["hindering"]
    told = [f"▲ {row['helping']}"] * bool(row["helping"]) + [f"▼ {row['hindering']}"] * bool(row["hindering"])
    return Cell("  ".join(told) or f"{rest} without a direction", detail=f"{rest} other" if rest and told else "")


def _sheet(name: str, levels: Named, places: Named, counts: pd.DataFrame) -> Sheet:
    held = _held(counts)
    rows = tuple(
        (level, level_name, place, place_name, *(row.get(key) for key in ("helping", "hindering", "records")))
        for level, level_name in levels
        for place, place_name in places
        for row in [held.get((level, place), {})]
    )
    return Sheet(name, _FIELDS, rows)


_FIELDS = (
    Field("level", "Id of the level"),
    Field("level_name", "The level's name"),
    Field("place", "Id of the jurisdiction"),
    Field("place_name", "The jurisdiction's name"),
    Field(
        "helping", "Records that call a factor of the level a facilitator; empty where there is no record", "integer"
    ),
    Field("hindering", "Records that call a factor of the level a barrier; empty where there is no record", "integer"),
    Field("records", "All records at the level; empty where there is none: a gap, not a zero", "integer"),
)
