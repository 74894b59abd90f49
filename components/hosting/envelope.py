"""What stands around the items of an answer: where they come from, which page it is, where the others are."""

from collections.abc import Sequence
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import urlencode

from pydantic import Field

from components.files.safe_csv import csv_bytes
from components.hosting.api_parameters import PER_PAGE, Asked
from components.hosting.collections import Collection
from components.hosting.items import JOINT, Source, Told, cells, columns
from components.hosting.teller import Teller
from components.view.parameters import encode
from data.model.filters import selection_words

ItemT = TypeVar("ItemT")


class Provenance(Told):
    """Where an answer comes from, to be kept with it."""

    dataset: str
    title: str
    version: str
    released: str | None
    how_to_cite: str | None
    licence: str | None
    coded_until: Annotated[str | None, Field(description="The date up to which the sources reach.")]
    sources: Annotated[list[Source], Field(description="What is coded, the primary source first.")]
    filters: Annotated[list[str], Field(description="The filters that are on, in words.")]
    permalink: Annotated[str, Field(description="The page that shows the same.")]


class Links(Told):
    """The addresses of this page of the answer and of others, beneath the server's."""

    self: str
    first: str
    prev: str | None
    next: str | None
    last: str


class Paged(Told, Generic[ItemT]):
    """A page of items, and what they are."""

    data: list[ItemT]
    total: Annotated[int, Field(description="How many items there are on all pages.")]
    page: int
    per_page: int
    pages: int
    links: Links
    provenance: Provenance


class OneLinks(Told):
    """The address of the one item, and of the collection that it is of."""

    self: str
    collection: str


class One(Told, Generic[ItemT]):
    """One item."""

    data: ItemT
    links: OneLinks
    provenance: Provenance


def provenance(teller: Teller, collection: Collection | None = None, asked: Asked | None = None) -> Provenance:
    """Return where an answer comes from."""
    about = teller.dataset.about
    words: list[str] = []
    link = teller.page("Overview")
    if collection is not None and asked is not None:
        words = list(selection_words(teller.dataset, asked.selection))
        words += [f"Search: {asked.text('q')}"] if asked.text("q") else []
        words += [f"Kinds: {', '.join(asked.ids('kinds'))}"] if asked.ids("kinds") else []
        link = teller.page(collection.page, **{name: asked.values[name] for name in collection.parameters})
    return Provenance(
        dataset=about.id,
        title=about.title,
        version=about.version,
        released=about.released,
        how_to_cite=about.how_to_cite,
        licence=about.licence,
        coded_until=about.coded_until,
        sources=teller.sources(about.sources),
        filters=words,
        permalink=link,
    )


def page_links(address: str, asked: Asked, pages: int) -> Links:
    """Return the links of a page of an answer at an address (a path)."""

    def at(page: int) -> str:
        query: dict[str, Any] = dict(encode({name: value for name, value in asked.values.items() if name != "page"}))
        query |= {"page": page} if page != 1 else {}
        query |= {"per_page": asked.per_page} if asked.per_page != PER_PAGE else {}
        query |= {"format": asked.form} if asked.form else {}
        said = urlencode(query, doseq=True)
        return f"{address}?{said}" if said else address

    return Links(
        self=at(asked.page),
        first=at(1),
        prev=at(min(asked.page - 1, pages)) if asked.page > 1 else None,
        next=at(asked.page + 1) if asked.page < pages else None,
        last=at(pages),
    )


def link_header(links: Links) -> str:
    """Return the links as RFC 8288 writes them."""
    named = links.model_dump()
    return ", ".join(f'<{address}>; rel="{name}"' for name, address in named.items() if address)


_KEPT = ("title", "version", "released", "how_to_cite", "licence", "filters", "permalink")


def table(item: type[Told], items: Sequence[Told], origin: Provenance) -> bytes:
    """Return items as CSV, each row with where it comes from: rows are parted from their file."""
    names = [*columns(item), *(f"dataset_{name}" if name in ("title", "version", "released") else f"answer_{name}"
                               if name in ("filters", "permalink") else name for name in _KEPT)]  # fmt: skip
    told = origin.model_dump(include=set(_KEPT))
    kept = [JOINT.join(told[name]) if isinstance(told[name], list) else told[name] for name in _KEPT]
    return csv_bytes(names, ([*cells(one), *kept] for one in items))
