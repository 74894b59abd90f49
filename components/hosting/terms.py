"""Places and the terms of the codebook, as the data API finds and tells them."""

from collections.abc import Sequence
from typing import Any

from components.answers.store import margins
from components.hosting.api_parameters import Asked
from components.hosting.items import JurisdictionItem, Named, TermItem
from components.hosting.teller import Teller
from data.model.filters import chosen_places
from data.model.records import in_words
from data.model.selection import Selection


def found_jurisdictions(teller: Teller, asked: Asked) -> Sequence[str]:
    """Return the ids of the chosen places."""
    return chosen_places(teller.dataset, asked.selection)


def told_jurisdiction(teller: Teller, name: str) -> JurisdictionItem:
    """Return a place as an item."""
    place = teller.dataset.jurisdictions[name]
    records = int(margins(teller.dataset, Selection(places=(name,)), "places")["records"].sum())
    return JurisdictionItem(
        id=name,
        name=place.name,
        label=place.label,
        kind=place.kind,
        part_of=teller.place(place.part_of) if place.part_of is not None else None,
        headline=place.headline,
        summary=place.summary,
        facts=len(place.facts),
        records=records,
        permalink=teller.page("Jurisdictions", places=(name,)),
    )


def found_terms(teller: Teller, _: Asked) -> Sequence[TermItem]:
    """Return every term of the codebook, in its order."""
    dataset, link = teller.dataset, teller.page("Method")

    def term(kind: Any, own: Any, part_of: Named | None = None, categories: Sequence[str] = ()) -> TermItem:
        name = own.label or in_words(own.id)
        return TermItem(
            kind=kind, id=own.id, name=name, definition=own.definition, part_of=part_of, categories=list(categories),
            permalink=link,
        )  # fmt: skip

    levels = {level.id: Named(id=level.id, name=level.name) for level in dataset.levels.values()}
    domains = {domain.id: Named(id=domain.id, name=domain.name) for domain in dataset.domains.values()}
    return [
        *(term("level", level) for level in dataset.levels.values()),
        *(term("domain", domain, levels[domain.level]) for domain in dataset.domains.values()),
        *(term("factor", factor, domains[factor.domain]) for factor in dataset.factors.values()),
        *(term("lever", lever, None, lever.categories) for lever in dataset.levers.values()),
        *(term("basis", basis) for basis in dataset.codebook.bases),
        *(term("direction", direction) for direction in dataset.codebook.directions),
    ]
