"""What is behind the open cell: records or facts, each with its place in the source and its works."""

from collections.abc import Iterable, Iterator
from typing import Final

import pandas as pd

from components.answers.store import records_behind
from components.drawing import looks
from components.drawing.markup import rendered
from components.drawing.show import theme
from components.drawing.words import (
    amount,
    attribute_words,
    basis_name,
    cautions_at,
    conflicts_naming,
    counted,
    paragraph_example,
    stated_status,
    status_sign,
    status_term_words,
)
from components.panel.coding_words import coded_words
from components.panel.report import report_link
from components.panel.sentences import fact_words, rating_words
from data.model.dataset import Dataset
from data.model.records import Fact, Work, in_words
from data.model.selection import Selection
from data.questions.cells import Cell, categories_of, only_cited, over_words
from data.questions.lenses import lens
from data.questions.staleness import age_words, checked_words, cut_off_words

MOST: Final = 50
"""Records or facts that the panel lists of one cell; the rest is counted."""

_SILENT: Final = (
    "The source says nothing on this factor here. That is a gap in the source, not evidence that the factor is absent."
)


def work_shown(dataset: Dataset, work: Work, places: Iterable[str]) -> dict[str, object]:
    """Return a work as the templates draw it, with its cautions where it is cited for these places."""
    return {
        "name": work.name,
        "title": work.title,
        "container": work.container,
        "doi": work.doi,
        "link": work.link,
        "cautions": cautions_at(dataset, work, places),
    }


def works_cited(dataset: Dataset, keys: Iterable[str], places: Iterable[str] = ()) -> list[dict[str, object]]:
    """Return works as the panel lists them; `places` are those that they are cited for."""
    return [work_shown(dataset, dataset.works[key], places) for key in keys]


def records_html(
    dataset: Dataset,
    selection: Selection,
    rated: pd.DataFrame,
    factor: str,
    place: str,
    columns: str = "places",
    *,
    name: looks.ThemeName | None = None,
    address: str | None = None,
) -> str:
    """Return what is behind a cell of the factor matrix, as HTML.

    Parameters
    ----------
    dataset : Dataset
    selection : Selection
    rated : frame
        As :func:`data.questions.rating.factor_matrix` returns it for the same columns.
    factor, place : str
        The cell; `place` is a column of the lens.
    columns : str
        The lens, see :mod:`data.questions.lenses`.
    name : {"light", "dark"} or None
        The theme; that of the reader's page without one.
    address : str or None
        That of the page, from which a record's permalink is made; that of the reader's page without one.
    """
    title = (
        dataset.jurisdictions[place].label if columns == "places" else lens(dataset, selection, columns).columns[place]
    )
    row = rated[(rated["factor"] == factor) & (rated["place"] == place)]
    mark = looks.RATINGS[str(row["rating"].iloc[0])] if len(row) else looks.NO_RECORD
    sign, words, silence = mark.sign, mark.words, _SILENT
    if not len(row) and selection.narrows_evidence():
        taken = len(records_behind(dataset, selection.of_cells, factor, place, columns, MOST))
        if taken:
            sign, words = looks.STATE_SIGNS["filtered"], looks.STATE_WORDS["filtered"]
            many = counted(taken, "record") if taken < MOST else f"{MOST} records or more"
            silence = f"Your filter took out {many} on this factor here: the source is not silent."
    verdict = words[:1].upper() + words[1:]
    if len(row):
        records, works = int(row["records"].iloc[0]), int(row["works"].iloc[0])
        verdict += f" · {counted(records, 'record')}, {counted(works, 'distinct work')}"
    if len(row) and selection.narrows_evidence():
        verdict += " · rated on the records that the filters leave"
    shown = []
    for record in records_behind(dataset, selection, factor, place, columns, MOST).values():
        shown.append(
            {
                "id": record.id,
                "direction": record.direction,
                "lack": record.aspect == "lack",
                "pinpoint": record.pinpoint,
                "sign": looks.DIRECTION_SIGNS[record.direction],
                "basis": basis_name(dataset, record.basis),
                "paragraph": record.paragraph,
                "section": dataset.section_of(record.paragraph),
                "statement": record.statement,
                "also": ", ".join(dataset.jurisdictions[p].name for p in record.places)
                if record.places != (place,)
                else "",
                "works": [work_shown(dataset, dataset.works[key], record.places) for key in record.works],
                "conflicts": conflicts_naming(dataset, record.id),
                "report": report_link(dataset, record.id, address),
            }
        )
    return rendered(
        "records.html",
        theme=name or theme(),
        factor=dataset.factors[factor].name,
        sentence=rating_words(dataset, selection, factor, place, columns),
        place=title,
        sign=sign,
        verdict=verdict,
        silence=silence,
        records=shown,
        more=more_words(int(row["records"].iloc[0]) if len(row) else 0, "record"),
        coded=coded_words(
            dataset, factor, [str(one["paragraph"]) for one in shown], place if columns == "places" else None
        ),
        source=dataset.source,
        example=paragraph_example(dataset),
        abbreviations=dataset.about.abbreviations,
    )


def facts_html(dataset: Dataset, cell: Cell, *, name: looks.ThemeName | None = None, address: str | None = None) -> str:
    """Return what is behind a cell of the policy table, as HTML; `name` and `address` as of :func:`records_html`."""
    place = dataset.jurisdictions[cell.place]
    words = looks.STATE_WORDS[cell.state]
    verdict = words[:1].upper() + words[1:]
    if cell.facts:
        verdict += f" · {counted(len(cell.facts), 'fact')}"
        if cell.over and cell.present:
            verdict += f", of which {len(cell.over)} not in force"
        if cell.contrary:
            verdict += f", {len(cell.contrary)} to the contrary"
    if cell.state == "not_applicable":
        silence = "The codebook says that this lever makes no sense for this kind of place."
    elif cell.state == "filtered":
        silence = (
            f"Your filter took out {counted(len(cell.removed), 'fact')} on this lever here: the sources are not silent."
        )
    else:
        silence = (
            "The sources say nothing on this lever here. That is a gap in what is known, not an absence of policy."
        )
    return rendered(
        "facts.html",
        theme=name or theme(),
        lever=dataset.levers[cell.lever].name,
        sentence=fact_words(dataset, cell),
        place=place.label,
        sign=looks.STATE_SIGNS[cell.state],
        verdict=verdict,
        silence=silence,
        removed=[
            f"{looks.STATUS_SIGNS[fact.status]} {looks.STATUS_WORDS[fact.status]}: {fact.value}"
            for _, fact in (dataset.facts[name] for name in cell.removed[:MOST])
        ],
        facts=list(_facts(dataset, cell, address)),
        primary=dataset.has_primary,
        more=more_words(len(cell.facts), "fact"),
        conflicts=list(dict.fromkeys(_conflicts(dataset, cell))),
        cut_off=cut_off_words(dataset),
        abbreviations=dataset.about.abbreviations,
    )


def more_words(number: int, noun: str, plural: str = "") -> str:
    """Return what a list leaves out beyond `MOST`, in words; empty where it leaves out nothing."""
    left = counted(number - MOST, f"more {noun}", f"more {plural}" if plural else "")
    return f"… and {left}. The Evidence page lists all." if number > MOST else ""


def _facts(dataset: Dataset, cell: Cell, address: str | None) -> Iterator[dict[str, object]]:
    for name in cell.facts[:MOST]:
        at, fact = dataset.facts[name]
        yield {
            "id": fact.id,
            "status": fact.status,
            "status_words": status_term_words(dataset, stated_status(fact)),
            "sign": status_sign(dataset, stated_status(fact)),
            "over": over_words(dataset, cell, name),
            "scope": looks.SCOPE_LONG.get(fact.scope or "", ""),
            "in_force": in_force_words(fact),
            "pinpoint": fact.pinpoint or "",
            "only_cited": looks.ONLY_CITED_LONG if only_cited(dataset, fact.works) else "",
            "category": ", ".join(in_words(name) for name in categories_of(fact)),
            "attributes": attribute_words(dataset, fact.attributes),
            "as_of": fact.as_of or "",
            "place": dataset.jurisdictions[at].name if at != cell.place else "",
            "amount": amount(fact),
            "value": fact.value,
            "counts": fact.counts or "",
            "note": fact.note or "",
            "paragraph": fact.paragraph or "",
            "section": dataset.section_of(fact.paragraph) if fact.paragraph else "",
            "confidence": fact.confidence or "",
            "age": age_words(dataset, fact),
            "checked": checked_words(fact),
            "report": report_link(dataset, fact.id, address),
            "works": [work_shown(dataset, dataset.works[key], (at,)) for key in fact.works],
        }


def in_force_words(fact: Fact) -> str:
    """Return from when to when a fact is in force, in words; empty where neither is stated."""
    parts = [f"from {fact.starts}" if fact.starts else "", f"until {fact.ends}" if fact.ends else ""]
    told = " ".join(part for part in parts if part)
    return f"In force {told}" if told else ""


def _conflicts(dataset: Dataset, cell: Cell) -> Iterator[str]:
    for name in cell.facts:
        conflict = dataset.facts[name][1].conflict
        if conflict is not None:
            yield dataset.about.conflicts[conflict]
