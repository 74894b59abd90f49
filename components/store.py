"""The dataset that is open, and the answers already worked out for it."""

import gc
from pathlib import Path

import pandas as pd
import streamlit as st

from data.__main__ import folder_from_environment
from data.dataset import Dataset
from data.loading import load
from data.policy import Cell, policy_table
from data.rating import factor_margins, factor_matrix, level_counts
from data.selection import Selection


@st.cache_resource(show_spinner="Reading the dataset …")
def _opened(folder: Path) -> Dataset:
    dataset = load(folder)
    # What was read stays for good: kept out of the collections that follow every run.
    gc.collect()
    gc.freeze()
    return dataset


def open_dataset() -> Dataset:
    """Return the dataset of the folder that the environment names.

    Raises
    ------
    DatasetError
        With every fault, where the folder holds no valid dataset.
    """
    return _opened(folder_from_environment())


# The key is the dataset's fingerprint and the filters; answers are shared by
# all readers and never changed, so they are kept as they are, not copied.


@st.cache_resource(show_spinner=False, max_entries=512)
def _matrix(fingerprint: str, selection: Selection, columns: str, _dataset: Dataset) -> pd.DataFrame:
    return factor_matrix(_dataset, selection, columns)


@st.cache_resource(show_spinner=False, max_entries=512)
def _margins(fingerprint: str, selection: Selection, columns: str, _dataset: Dataset) -> pd.DataFrame:
    return factor_margins(_dataset, selection, columns)


@st.cache_resource(show_spinner=False, max_entries=512)
def _levels(fingerprint: str, selection: Selection, _dataset: Dataset) -> pd.DataFrame:
    return level_counts(_dataset, selection)


@st.cache_resource(show_spinner=False, max_entries=512)
def _policy(
    fingerprint: str, selection: Selection, places: tuple[str, ...], _dataset: Dataset
) -> dict[tuple[str, str], Cell]:
    return policy_table(_dataset, selection, places)


def matrix(dataset: Dataset, selection: Selection, columns: str = "places") -> pd.DataFrame:
    """Return :func:`data.rating.factor_matrix`, worked out once a view."""
    return _matrix(dataset.fingerprint, selection, columns, dataset)


def margins(dataset: Dataset, selection: Selection, columns: str = "places") -> pd.DataFrame:
    """Return :func:`data.rating.factor_margins`, worked out once a view."""
    return _margins(dataset.fingerprint, selection, columns, dataset)


def levels(dataset: Dataset, selection: Selection) -> pd.DataFrame:
    """Return :func:`data.rating.level_counts`, worked out once a view."""
    return _levels(dataset.fingerprint, selection, dataset)


def policy(dataset: Dataset, selection: Selection, places: tuple[str, ...]) -> dict[tuple[str, str], Cell]:
    """Return :func:`data.policy.policy_table`, worked out once a view."""
    return _policy(dataset.fingerprint, selection, places, dataset)
