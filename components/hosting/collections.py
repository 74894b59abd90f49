"""What the data API serves: the collections, what each heeds of the URL, and how its items are found."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from components.hosting.api_parameters import Asked
from components.hosting.cells import policy_cell, policy_cells, rated_cell, rated_cells
from components.hosting.entries import (
    entry_called,
    found_entries,
    found_influences,
    found_works,
    told_entry,
    told_influence,
    told_work,
    work_called,
)
from components.hosting.items import (
    EvidenceItem,
    InfluenceItem,
    JurisdictionItem,
    MatrixItem,
    PolicyItem,
    SentenceItem,
    TermItem,
    Told,
    WorkItem,
)
from components.hosting.sentence_items import found_sentences, told_sentence
from components.hosting.teller import Teller
from components.hosting.terms import found_jurisdictions, found_terms, told_jurisdiction
from data.model.selection import FILTERS


@dataclass(frozen=True)
class Collection:
    """One kind of thing that is served.

    Attributes
    ----------
    name : str
        Of its address.
    title : str
    item : type
        What is told of one.
    parameters : tuple of str
        What of the URL is heeded.
    page : str
        The title of the page that shows the same.
    find : function of (Teller, Asked) to things
        What is there, in order.
    tell : function of (Teller, thing) to item
    key : str
        What an item is told apart by, where each has an address of its own; else empty.
    called : function of (Teller, str) to thing or None
        The one thing of a key.
    """

    name: str
    title: str
    item: type[Told]
    parameters: tuple[str, ...]
    page: str
    find: Callable[[Teller, Asked], Sequence[Any]]
    tell: Callable[[Teller, Any], Told]
    key: str = ""
    called: Callable[[Teller, str], Any] = lambda _, __: None


_FILTERED: Final = (*FILTERS, "kinds", "q", "order")

COLLECTIONS: Final[Mapping[str, Collection]] = {
    collection.name: collection
    for collection in (
        Collection(
            "evidence", "Records, facts and influences", EvidenceItem, _FILTERED, "Evidence", found_entries, told_entry,
            "id", entry_called,
        ),
        Collection(
            "policy", "What each place has in place, lever by lever, gaps told", PolicyItem,
            ("places", "parts", "supplement", "cited", "on", "differ", "shared"), "Jurisdictions", policy_cells,
            policy_cell,
        ),
        Collection(
            "matrix", "Which factors help or hinder where, cell by cell, gaps told", MatrixItem,
            (*FILTERS, "columns", "sort", "empty"), "Factors", rated_cells, rated_cell,
        ),
        Collection(
            "sentences", "Findings as sentences, with what they rest on", SentenceItem,
            ("places", "parts", "supplement", "cited", "on", "home"), "Jurisdictions", found_sentences, told_sentence,
        ),
        Collection(
            "influences", "How factors act on one another, statement by statement", InfluenceItem,
            ("levels", "domains", "factors", "works", "cited"), "Influences", found_influences, told_influence,
        ),
        Collection(
            "works", "Cited works and what rests on them", WorkItem, _FILTERED, "Evidence", found_works, told_work,
            "key", work_called,
        ),
        Collection(
            "jurisdictions", "Places and programmes", JurisdictionItem, ("places",), "Jurisdictions",
            found_jurisdictions, told_jurisdiction,
        ),
        Collection(
            "codebook", "The terms in which all is coded", TermItem, (), "Method", found_terms, lambda _, item: item,
        ),
    )
}  # fmt: skip
