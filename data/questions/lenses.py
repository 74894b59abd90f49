"""What the columns of the factor matrix can be: places, countries of studies, works, categories of a lever.

A lens says in which columns a record counts, and which of its works stand
behind it there:

=============  ==================================  =====================================
columns        a record counts in                  works behind it there
=============  ==================================  =====================================
places         every place that its text names     all that it cites
countries      the country of each cited study     those carried out in that country
works          each work that it cites             that work
a lever        what its places have of the lever   all that it cites
=============  ==================================  =====================================

The country of a cited study is not the place that a text speaks of: it is
another lens, and the page says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import narwhals as nw
import pandas as pd

from data.model.alphabet import alphabetical
from data.model.dataset import Dataset
from data.model.filters import chosen_places, placed
from data.model.frames import Lazy, lazy
from data.model.records import in_words
from data.model.selection import Selection
from data.model.vocabulary import LIST_SEPARATOR
from data.questions.policy import category_of, policy_table

UNSTATED: Final = "not_stated"
UNPLACED: Final = "no_place"


@dataclass(frozen=True)
class Lens:
    """The columns of a matrix, in order, with what they are called.

    Attributes
    ----------
    columns : mapping of id to label
    apart : str or None
        The column that is set apart: the records that name no place, or whose
        study's country isn't stated.
    said : str
        What the lens shows, in a plain sentence; empty for named places.
    """

    columns: Mapping[str, str]
    apart: str | None = None
    said: str = ""


def study_countries(study_country: str) -> tuple[str, ...]:
    """Return the countries that a work's ``study_country`` names, without what stands in brackets."""
    named = (part.partition(" (")[0].strip() for part in study_country.split(";"))
    return tuple(dict.fromkeys(name for name in named if name))


def lens(dataset: Dataset, selection: Selection, columns: str) -> Lens:
    """Return the columns that a lens has.

    Parameters
    ----------
    dataset : Dataset
    selection : Selection
        Its places narrow the columns of named places.
    columns : str
        "places", "countries", "works", or the id of a lever with categories.
    """
    if columns == "places":
        names = {place: dataset.jurisdictions[place].name for place in chosen_places(dataset, selection)}
        literature = (place for place in names if dataset.jurisdictions[place].kind == "literature")
        return Lens(names, next(literature, None))
    cited = dataset.cited_works
    if columns == "works":
        by_name = alphabetical(cited, lambda key: dataset.works[key].name)
        ordered = sorted(by_name, key=lambda key: dataset.works[key].year)
        return Lens(
            {key: dataset.works[key].name for key in ordered},
            said="Columns are the cited works, by year. Records that cite no work are left out.",
        )
    if columns == "countries":
        named = {name for key in cited for name in study_countries(dataset.works[key].study_country)}
        countries = alphabetical(named, str)
        return Lens(
            {**{name: name for name in countries}, UNSTATED: "Country not stated"},
            UNSTATED,
            "Columns are the countries in which the cited studies were carried out, "
            "not the places that the text speaks of. Records that cite no work are left out.",
        )
    lever = dataset.levers[columns]
    groups = place_groups(dataset, selection, columns)
    held = set(groups.values())
    names = {category: in_words(category) for category in lever.categories if category in held}
    states = ("reported", "explicitly_none", "not_in_force", "filtered", "not_reported", "not_applicable")
    several = [key for key in dict.fromkeys(groups.values()) if LIST_SEPARATOR in key]
    names |= {key: in_words(key.replace(LIST_SEPARATOR, " and ")) for key in several}
    names |= {state: in_words(state) for state in states if state in held}
    return Lens(
        {**names, UNPLACED: "No place named"},
        UNPLACED,
        f"Columns are what the places have of {lever.name.lower()}: the literature on places of a kind, "
        "not an effect of what they have.",
    )


def place_groups(dataset: Dataset, selection: Selection, lever: str) -> dict[str, str]:
    """Return, for each chosen place, its category of a lever, else the state of its cell.

    The general literature, to which no lever applies, is in the group of
    records that name no place.
    """
    places = chosen_places(dataset, selection)
    cells = policy_table(dataset, selection.of_facts, places)
    return {
        place: UNPLACED
        if dataset.jurisdictions[place].kind == "literature"
        else category_of(dataset, cells[lever, place])
        for place in places
    }


@dataclass(frozen=True)
class Membership:
    """Where records count: ``pairs`` (id, place) and ``cited`` (id, place, work); place is the column."""

    pairs: Lazy
    cited: Lazy


def membership(
    dataset: Dataset, selection: Selection, columns: str, groups: Mapping[str, str] | None = None
) -> Membership:
    """Return in which columns of a lens each record counts, and by which works.

    ``groups`` are those of the places, where columns are what they have of a
    lever: by default as :func:`place_groups` returns them for the same filters.
    """
    tables = dataset.evidence.claims(selection)
    cited_works = lazy(tables.record_work)
    if columns in ("countries", "works"):
        by_work = tables.beside(work_columns(dataset, columns))
        at_places = placed(tables, tables.record_place, selection).select("id").unique()
        cited = cited_works.join(lazy(by_work), on="work", how="inner").join(at_places, on="id", how="inner")
        return Membership(cited.select("id", "place").unique(), cited.select("id", "place", "work"))
    pairs = placed(tables, tables.record_place, selection)
    if columns != "places":
        groups = place_groups(dataset, selection, columns) if groups is None else groups
        grouped = pd.DataFrame({"place": list(groups), "column": list(groups.values())}, dtype="str")
        pairs = (
            pairs.join(lazy(tables.beside(grouped)), on="place", how="inner")
            .select("id", nw.col("column").alias("place"))
            .unique()
        )  # fmt: skip
    return Membership(pairs, pairs.join(cited_works, on="id", how="inner").select("id", "place", "work"))


def work_columns(dataset: Dataset, columns: str) -> pd.DataFrame:
    """Return in which columns of the lens "countries" or "works" each work stands: columns work, place."""
    rows = [(key, column) for key in dataset.works for column in _columns_of(dataset, key, columns)]
    return pd.DataFrame(rows, columns=["work", "place"], dtype="str")


def _columns_of(dataset: Dataset, key: str, columns: str) -> tuple[str, ...]:
    if columns == "works":
        return (key,)
    return study_countries(dataset.works[key].study_country) or (UNSTATED,)
