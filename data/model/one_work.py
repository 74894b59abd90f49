"""One work under several keys: rows of works.csv that bear one DOI are one work, and count as one.

The first of the keys stands for all. What cites another of them is read as
citing the first, so that no count, list or filter ever sees two.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import pandas as pd

from data.model.records import About, Jurisdiction, Work
from data.model.vocabulary import LIST_SEPARATOR

Same = Mapping[str, str]
"""The key under which a work counts, by each further key that it bears."""

_SEEN_MOST: Final = ("yes", "partial", "no", "")


def doubles(works: pd.DataFrame | None) -> dict[str, tuple[str, ...]]:
    """Return the keys that bear one DOI, in their order, by DOI; those of which there are several."""
    if works is None or not {"key", "doi"} <= set(works.columns):
        return {}
    dois = works["doi"].str.casefold()
    keys = works["key"].where(dois != "").groupby(dois).agg(list)
    return {str(doi): tuple(held) for doi, held in keys.items() if doi and len(held) > 1}


def same_works(works: pd.DataFrame | None) -> dict[str, str]:
    """Return under which key a work counts, by each further key that it bears."""
    return {other: first for first, *others in doubles(works).values() for other in others}


def joined(works: Iterable[Work], same: Same) -> dict[str, Work]:
    """Return works by key, those of one DOI as one.

    It is the work of the first key, with the spellings under which any is
    cited, and what was seen of it under any.
    """
    found: dict[str, Work] = {}
    for work in works:
        first = found.get(same.get(work.key, work.key))
        if first is None:
            found[work.key] = work
            continue
        cited = tuple(dict.fromkeys((*first.cited_as, *work.cited_as)))
        verified = min(first.verified, work.verified, key=_SEEN_MOST.index)
        found[first.key] = first.model_copy(update={"cited_as": cited, "verified": verified})
    return found


def renamed(frame: pd.DataFrame, same: Same) -> pd.DataFrame:
    """Return a text frame whose column ``works`` names each work by the key under which it counts."""
    if not same or "works" not in frame:
        return frame
    return frame.assign(works=frame["works"].map(lambda cell: _renamed_cell(cell, same)))


def _renamed_cell(cell: str, same: Same) -> str:
    return LIST_SEPARATOR.join(renamed_keys((part.strip() for part in cell.split(LIST_SEPARATOR)), same))


def renamed_keys(keys: Iterable[str], same: Same) -> tuple[str, ...]:
    """Return keys as those under which their works count, each once."""
    return tuple(dict.fromkeys(same.get(key, key) for key in keys))


def renamed_place(place: Jurisdiction, same: Same) -> Jurisdiction:
    """Return a place whose facts name works by the keys under which they count."""
    facts = tuple(fact.model_copy(update={"works": renamed_keys(fact.works, same)}) for fact in place.facts)
    return place.model_copy(update={"facts": facts}) if same else place


def renamed_sources(about: About, same: Same) -> About:
    """Return what a dataset is, its sources named by the keys under which they count."""
    return about.model_copy(update={"sources": renamed_keys(about.sources, same)}) if same else about
