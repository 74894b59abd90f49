"""What stands in a dataset's tables, so that a test can say that a question changed none of it."""

from dataclasses import fields

import pandas as pd

from data.model.dataset import Dataset


def tables_of(dataset: Dataset) -> dict[str, pd.DataFrame]:
    """Return a copy of each long table."""
    return {field.name: getattr(dataset.tables, field.name).copy(deep=True) for field in fields(dataset.tables)}


def assert_unchanged(dataset: Dataset, before: dict[str, pd.DataFrame]) -> None:
    """Fail where a table isn't what it was: its cells, its types, its columns, its index."""
    for name, frame in before.items():
        pd.testing.assert_frame_equal(getattr(dataset.tables, name), frame, obj=name)
