"""The factor matrix of a briefing: factors by places, rated, and the levels by place."""

from collections.abc import Mapping

import pandas as pd

from components.charts.heatmap import Axes, heatmap
from components.drawing import looks
from components.drawing.looks import NO_RECORD
from components.exhibits.exhibit import Cell, Column, Detail, Drawing, Exhibit, Field, Sheet, Table
from components.exhibits.sections.levels import profile_exhibits
from components.exhibits.sections.parts import (
    RATING_IDS,
    TOO_MANY,
    Behind,
    filter_words,
    rating_legend,
    record_detail,
    shown_works,
    verified_caveat,
    with_source,
)
from components.factors.factor_view import factor_view
from components.view.view import View
from data.questions.behind import behind_cells
from data.questions.lenses import Lens, lens


def matrix_exhibits(view: View) -> tuple[Exhibit, ...]:
    """Return the matrix of the view, and the levels by place where its columns are places."""
    dataset, selection = view.dataset, view.selection
    columns, measure = view.text("columns") or "places", view.text("measure") or "rating"
    shown = factor_view(
        dataset, selection, columns,
        hide=view.flag("empty"), sort=view.text("sort") or "codebook", measure=measure,
    )  # fmt: skip
    if not shown.parts:
        return ()
    axes, chosen = shown.axes, lens(dataset, selection, columns)
    cells = shown.cells
    behind = _shown(behind_cells(dataset, selection, columns).records, axes)
    works = shown_works(view, behind)
    exhibit = Exhibit(
        name="factors" if columns == "places" else f"factors-by-{columns.replace('_', '-')}",
        section="matrix",
        title=_title(view, columns, measure),
        filters=filter_words(view, "all that the text names", evidence=True),
        finding=shown.finding,
        drawing=Drawing(
            heatmap,
            (measure, "light"),
            shown.parts,
            dataset.fingerprint,
            ("factor", "place"),
            {tuple(cell): names for cell, names in behind.items()},
        ),
        table=_table(axes, cells, measure, behind),
        sheet=_sheet(cells, shown.rated, behind),
        legend=rating_legend(measure),
        caveats=(*_caveats(view, chosen), *verified_caveat(dataset, works)),
        works=with_source(dataset, works),
        details=_details(view, behind, columns),
        link=view.link("factors"),
    )  # fmt: skip
    return (exhibit, *profile_exhibits(view)) if columns == "places" else (exhibit,)


def _title(view: View, columns: str, measure: str) -> str:
    by = {"places": "place", "countries": "country of the cited studies", "works": "cited work"}
    column = by[columns] if columns in by else f"what places have of {view.dataset.levers[columns].name.lower()}"
    what = {
        "rating": "Factors that help or hinder",
        "records": "Records on each factor",
        "works": "Works on each factor",
    }
    return f"{what[measure]}, by {column}"


def _caveats(view: View, chosen: Lens) -> tuple[str, ...]:
    said = [
        "A rating tells what the coded source reports, not the size of an effect; a gap means that it reports nothing."
    ]
    if view.selection.narrows_evidence():
        said.append("Cells are rated on the records that the filters leave.")
    if view.selection.parts:
        said.append("Records of programmes and regions count under their country, too.")
    if not view.dataset.evidence.in_memory:
        said.append(TOO_MANY)
    return (*said, *((chosen.said,) if chosen.said else ()))


def _shown(behind: Mapping[tuple[str, str], tuple[str, ...]], axes: Axes) -> Behind:
    places = {name for name, _ in axes.columns}
    return {cell: names for cell, names in behind.items() if cell[1] in places}


def _details(view: View, behind: Behind, columns: str) -> tuple[Detail, ...]:
    places: dict[str, dict[str, None]] = {}
    for (_, place), names in behind.items():
        for name in names:
            held = view.dataset.records[name].places if columns != "places" else (place,)
            places.setdefault(name, {}).update(dict.fromkeys(held))
    return tuple(record_detail(view.dataset, name, tuple(places[name])) for name in places)


def _table(axes: Axes, cells: pd.DataFrame, measure: str, behind: Behind) -> Table:
    rows: dict[str, list[Cell]] = {factor: [Cell(name, kind="head")] for factor, name in axes.rows}
    for row in cells.to_dict("records"):
        key = (row["factor"], row["place"])
        rows[row["factor"]].append(_cell(row["rating"], row["label"], measure, behind.get(key, ())))
    order = [factor for factor, _ in axes.rows]
    bands, chapters, level = [], [], ""
    for factor, _, domain, named in axes.bands:
        if named and named != level:
            chapters.append((order.index(factor), named))
        level = named or level
        bands.append((order.index(factor), f"{level} · {domain}"))
    heads = [Column("Factor", 4.2), *(Column(name, 1.0, centred=True) for _, name in axes.columns)]
    return Table(tuple(heads), tuple(tuple(rows[factor]) for factor in order), tuple(bands), tuple(chapters))


def _cell(rating: str, label: str, measure: str, behind: tuple[str, ...]) -> Cell:
    if rating == "none":
        return Cell(label, kind="gap", ink=looks.NO_RECORD.text["light"])
    mark = looks.RATINGS[rating]
    if measure == "rating":
        said = label.replace(mark.sign[0], mark.sign, 1)
        return Cell(said, fill=mark.fill["light"], ink=mark.text["light"], behind=behind)
    return Cell(label, number=float(label), behind=behind)


def _sheet(cells: pd.DataFrame, rated: pd.DataFrame, behind: Behind) -> Sheet:
    held = {(row["factor"], row["place"]): row for row in rated.to_dict("records")}
    counts = ("records", "works", "helping", "hindering", "mixed", "neutral")
    rows = []
    for cell in cells.to_dict("records"):
        key = (cell["factor"], cell["place"])
        row = held.get(key)
        counted = [int(row[name]) if row else None for name in counts]
        rating = RATING_IDS[row["rating"]] if row else "no_record" if cell["words"] == NO_RECORD.words else "filtered"
        rows.append(
            (cell["factor"], cell["factor_name"], cell["place"], cell["place_name"], rating, cell["words"], *counted,
             "; ".join(behind.get(key, ())), int(row["directed_works"]) if row else None, cell["behind"])
        )  # fmt: skip
    return Sheet("factors", _FIELDS, tuple(rows))


_FIELDS = (
    Field("factor", "Id of the factor"),
    Field("factor_name", "The factor as the codebook names it"),
    Field("column", "Id of the column: a place, unless the view's columns are something else"),
    Field("column_name", "The column's name"),
    Field("rating", "facilitator_2 (+2) to barrier_2 (-2), mixed, neutral, no_record: a gap, or filtered: taken out"),
    Field("rating_words", "The rating in words"),
    Field("records", "Records behind the cell; empty where there is none", "integer"),
    Field("works", "Distinct works behind the cell; empty where there is no record", "integer"),
    Field("helping", "Records that call the factor a facilitator", "integer"),
    Field("hindering", "Records that call the factor a barrier", "integer"),
    Field("mixed", "Records that point both ways", "integer"),
    Field("neutral", "Records without a stated effect", "integer"),
    Field("record_ids", "Ids of the records behind the cell, separated by semicolons"),
    Field("directed_works", "Distinct works behind the sign: of records that help, hinder, or are mixed", "integer"),
    Field("behind", "What is behind the cell in words: works behind its sign, lack of it, what a filter took out"),
)
