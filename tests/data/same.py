"""Whether two datasets hold the same."""

from dataclasses import fields

import pandas as pd

from data.model.dataset import Dataset


def assert_same(one: Dataset, other: Dataset) -> None:
    """Compare all that a dataset holds; where it was read, and the mark of its files, may differ."""
    for name in ("about", "codebook", "jurisdictions", "works", "warnings", "record_attributes"):
        assert getattr(one, name) == getattr(other, name), name
    assert list(one.jurisdictions) == list(other.jurisdictions)
    assert list(one.works) == list(other.works)
    _assert_frames(one.tables, other.tables)
    assert list(one.codings) == list(other.codings)
    for coder, coding in one.codings.items():
        _assert_frames(coding, other.codings[coder])


def _assert_frames(one: object, other: object) -> None:
    for field in fields(one):  # type: ignore[arg-type]
        pd.testing.assert_frame_equal(getattr(one, field.name), getattr(other, field.name))
