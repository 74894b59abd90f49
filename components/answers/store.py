"""The dataset that is open, and the answers already worked out for it."""

import gc
from collections.abc import Mapping
from functools import cache

import pandas as pd

from components.answers import own_data
from components.answers.kept import kept
from components.answers.patience import patiently
from components.answers.watched import Watched, served_names, watched
from components.view import state
from data.exchange.changes import Change, changes
from data.exchange.releases import open_version, release_file
from data.lists.contributions import Role, work_roles
from data.lists.findable import Index, index
from data.lists.library import Entry, EntryKind, entries, passing
from data.lists.listing import Listing
from data.model.dataset import Dataset
from data.model.records import Record
from data.model.selection import Selection
from data.questions.cells import Cell
from data.questions.guide import Example, examples
from data.questions.influence import Link, behind, influence_pairs
from data.questions.policy import policy_table
from data.questions.rating import cell_records, counted_levels, factor_margins, factor_matrix
from data.questions.reliability import Agreement, disagreements, reliability
from data.questions.trends import Trend, trends


def asked_name() -> str:
    """Return the name of the dataset that the next run shows, as addresses hold it: the first one's is left out."""
    name = state.asked_dataset()
    return name if name in served_names()[1:] else ""


def asked_folder() -> Watched:
    """Return the folder of that dataset."""
    return watched(asked_name())


def newest_dataset() -> Dataset:
    """Return what the next run shows: the reader's own data, else the folder's last good version.

    Raises
    ------
    DatasetError
        With every fault, where the folder never held a valid dataset.
    """
    own = own_data.present()
    return own.dataset if own else asked_folder().dataset


def open_dataset() -> Dataset:
    """Return the dataset of this run: one and the same from its first line to its last.

    Raises
    ------
    DatasetError
        With every fault, where there is none.
    """
    return state.dataset() or newest_dataset()


@cache
def settle(page: str) -> None:
    """Keep what a page's first run brought (modules, templates, specifications) out of the collections, too."""
    gc.collect()
    gc.freeze()


@kept(max_entries=512, patient=True)
def matrix(dataset: Dataset, selection: Selection, columns: str) -> pd.DataFrame:
    """Return :func:`data.questions.rating.factor_matrix`, worked out once a view."""
    return factor_matrix(dataset, selection, columns)


@kept(max_entries=512, patient=True)
def margins(dataset: Dataset, selection: Selection, columns: str) -> pd.DataFrame:
    """Return :func:`data.questions.rating.factor_margins`, worked out once a view."""
    return factor_margins(dataset, selection, columns)


@kept(max_entries=512, patient=True)
def levels(dataset: Dataset, selection: Selection) -> pd.DataFrame:
    """Return :func:`data.questions.rating.counted_levels`, worked out once a view."""
    return counted_levels(dataset, matrix(dataset, selection, "places"))


@kept(max_entries=512)
def policy(dataset: Dataset, selection: Selection, places: tuple[str, ...]) -> dict[tuple[str, str], Cell]:
    """Return :func:`data.questions.policy.policy_table`, worked out once a view."""
    return policy_table(dataset, selection, places)


@kept(max_entries=512)
def measures(dataset: Dataset, selection: Selection, places: tuple[str, ...]) -> tuple[Trend, ...]:
    """Return :func:`data.questions.trends.trends`, worked out once a view."""
    return trends(dataset, selection, places)


@kept(show_spinner="Comparing versions …", max_entries=8)
def changes_since(dataset: Dataset, version: str) -> tuple[Change, ...] | None:
    """Return what changed since an earlier version; None where the dataset keeps no such release."""
    folder = dataset.folder
    if folder is None or release_file(folder, version) is None:
        return None
    return changes(open_version(version, folder), dataset)


@kept(max_entries=4, patient=True)
def library(dataset: Dataset) -> tuple[Index, dict[str, Role]]:
    """Return every entry with what a search looks at, and each work's role, worked out once."""
    listed = entries(dataset)
    return index(dataset, listed), work_roles(dataset, listed)


@kept(max_entries=512)
def passing_ids(dataset: Dataset, selection: Selection) -> frozenset[str]:
    """Return :func:`data.lists.library.passing`, worked out once a view."""
    return passing(dataset, selection)


@kept(max_entries=4)
def agreements(dataset: Dataset) -> tuple[Agreement, ...]:
    """Return :func:`data.questions.reliability.reliability`, worked out once."""
    return reliability(dataset)


@kept(max_entries=4)
def disagreeing(dataset: Dataset) -> pd.DataFrame:
    """Return :func:`data.questions.reliability.disagreements`, worked out once."""
    return disagreements(dataset)


@kept(max_entries=512)
def influences(dataset: Dataset, selection: Selection) -> pd.DataFrame:
    """Return :func:`data.questions.influence.influence_pairs`, worked out once a view."""
    return influence_pairs(dataset, selection)


@kept(max_entries=512)
def stated(dataset: Dataset, selection: Selection) -> dict[Link, tuple[str, ...]]:
    """Return :func:`data.questions.influence.behind`, worked out once a view."""
    return behind(dataset, selection)


@kept(patient=True)
def guide_examples(dataset: Dataset) -> tuple[Example, ...]:
    """Return :func:`data.questions.guide.examples`, worked out once a dataset."""
    return examples(dataset)


@kept(max_entries=512, patient=True)
def records_behind(
    dataset: Dataset, selection: Selection, factor: str, place: str, columns: str, most: int
) -> dict[str, Record]:
    """Return the first records behind a cell, see :func:`data.questions.rating.cell_records`, fetched once a view."""
    return dataset.evidence.records(cell_records(dataset, selection, factor, place, columns, most))


@kept(max_entries=512)
def _counts(fingerprint: str, asked: tuple[object, ...], _listing: Listing) -> Mapping[EntryKind, int]:
    return _listing.kinds()


@kept(max_entries=512)
def _page(fingerprint: str, asked: tuple[object, ...], first: int, most: int, _listing: Listing) -> tuple[Entry, ...]:
    return _listing.page(first, most)


def listed_kinds(listing: Listing) -> Mapping[EntryKind, int]:
    """Return how many entries of each kind a list holds, counted once a view."""
    dataset = listing.dataset
    return patiently(dataset, lambda: _counts(dataset.fingerprint, listing.asked, listing))


def listed_page(listing: Listing, first: int, most: int) -> tuple[Entry, ...]:
    """Return a page of a list, fetched once a view."""
    dataset = listing.dataset
    return patiently(dataset, lambda: _page(dataset.fingerprint, listing.asked, first, most, listing))
