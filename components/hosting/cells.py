"""The cells of the policy table and of the factor matrix, as the data API finds and tells them."""

from collections.abc import Sequence
from typing import Any, Final, cast

from components.answers.store import matrix, policy
from components.drawing import looks
from components.factors.factor_view import cell_beside
from components.factors.matrix import axes
from components.factors.matrix import rating_words as words_of_rating
from components.hosting.api_parameters import Asked
from components.hosting.items import MatrixItem, Named, PolicyItem
from components.hosting.teller import Teller
from data.model.filters import chosen_places
from data.questions.behind import behind_cells
from data.questions.cells import Cell
from data.questions.lenses import lens
from data.questions.policy import narrowed
from data.questions.sentences import cell_sentence, rated_sentence
from data.questions.staleness import age_words


def policy_cells(teller: Teller, asked: Asked) -> Sequence[Cell]:
    """Return the cells of the policy table that are left, gaps included."""
    dataset, chosen = teller.dataset, asked.selection
    places = chosen_places(dataset, chosen) if chosen.places else dataset.headline
    cells = policy(dataset, chosen.of_facts, places)
    levers = narrowed(dataset, cells, differ=asked.flag("differ"), shared=asked.flag("shared")).levers
    return [cell for (lever, _), cell in cells.items() if lever in levers]


def policy_cell(teller: Teller, cell: Cell) -> PolicyItem:
    """Return a cell of the policy table as an item."""
    fact = teller.dataset.facts[cell.shown][1] if cell.shown is not None else None
    told: dict[str, Any] = {}
    if fact is not None:
        told = fact.model_dump(
            include={"value", "status", "own_status", "category", "categories",
                     "attributes", "number", "unit", "counts", "as_of", "confidence", "note", "scope",
                     "pinpoint", "limit"}
        )  # fmt: skip
        told |= {"in_force_from": fact.starts, "in_force_to": fact.ends}
        told |= {"fact": fact.id, "conflict": teller.conflict(fact.conflict)}
    paragraph = fact.paragraph if fact is not None else None
    return PolicyItem(
        lever=teller.lever(cell.lever),
        place=teller.place(cell.place),
        state=cell.state,
        state_words=looks.STATE_WORDS[cell.state],
        age=list(age_words(teller.dataset, fact)) if fact is not None else [],
        more=list(cell.facts[1:]),
        paragraph=paragraph,
        section=teller.section(paragraph),
        works=teller.sources(fact.works if fact is not None else ()),
        sentence=cell_sentence(teller.dataset, cell).text,
        permalink=teller.page("Jurisdictions", lever=cell.lever, place=cell.place),
        **told,
    )


_MatrixCell = tuple[Named, Named, dict[str, Any], tuple[str, ...], tuple[str, ...], str, int, int]
"""Factor, column, the rated row (empty for a gap), its records, its works, and what the columns are,
its records on a lack, and its records that a filter took out."""


def rated_cells(teller: Teller, asked: Asked) -> Sequence[_MatrixCell]:
    """Return the cells of the factor matrix, gaps included."""
    dataset, chosen, columns = teller.dataset, asked.selection, asked.text("columns")
    rated = matrix(dataset, chosen, columns)
    shown, _ = axes(
        dataset, chosen, lens(dataset, chosen, columns), rated, hide=asked.flag("empty"), sort=asked.text("sort")
    )
    held = {(row["factor"], row["place"]): row for row in rated.to_dict("records")}
    behind, beside = behind_cells(dataset, chosen, columns), cell_beside(dataset, chosen, columns)
    return [
        (
            Named(id=factor, name=factor_name),
            Named(id=column, name=column_name),
            cast("dict[str, Any]", held.get((factor, column), {})),
            behind.records.get((factor, column), ()),
            behind.works.get((factor, column), ()),
            columns,
            beside.lacking.get((factor, column), 0),
            max(0, beside.every.get((factor, column), 0) - held.get((factor, column), {}).get("records", 0)),
        )
        for factor, factor_name in shown.rows
        for column, column_name in shown.columns
    ]


_UNLISTED: Final = (
    "The records behind this cell are too many to be listed here: record_ids, paragraphs and works are empty. "
    "Ask for /evidence with the same filters, this factor and this place."
)


def rated_cell(teller: Teller, cell: _MatrixCell) -> MatrixItem:
    """Return a cell of the factor matrix as an item."""
    factor, column, row, records, works, columns, lack, removed = cell
    gap = looks.STATE_WORDS["filtered"] if removed else looks.NO_RECORD.words
    opened = {"place": column.id} if columns == "places" else {"columns": columns, "column": column.id}
    paragraphs = dict.fromkeys(teller.dataset.records[name].paragraph for name in records)
    return MatrixItem(
        factor=factor,
        level=teller.level(factor.id),
        column=column,
        state="rated" if row else "filtered" if removed else "no_record",
        rating=row.get("rating"),
        rating_words=words_of_rating(row["rating"], lack) if row else gap,
        helping=row.get("helping"),
        hindering=row.get("hindering"),
        mixed=row.get("mixed"),
        neutral=row.get("neutral"),
        records=row.get("records"),
        distinct_works=row.get("works"),
        record_ids=list(records),
        paragraphs=list(paragraphs),
        works=teller.sources(works),
        works_behind_sign=row.get("directed_works"),
        records_of_lack=lack,
        records_filtered=removed,
        sentence=_rated_words(teller, factor.id, column.id, records) if columns == "places" and not removed else None,
        caveat=_UNLISTED if row.get("records") and not records else None,
        permalink=teller.page("Factors", factor=factor.id, **opened),
    )


def _rated_words(teller: Teller, factor: str, place: str, records: Sequence[str]) -> str | None:
    """Return what a cell says in one sentence; None where an engine holds the records, which are not listed."""
    dataset = teller.dataset
    return rated_sentence(dataset, factor, place, records).text if dataset.evidence.in_memory else None
