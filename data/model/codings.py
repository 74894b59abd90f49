"""Further codings of the same source, kept beside the dataset's own, for reliability."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from data.model.tables import RECORD_COLUMNS, filled, long

CODINGS: Final = "codings"


@dataclass(frozen=True)
class Coding:
    """One coder's records, in the long tables of :class:`data.model.tables.Tables`.

    Attributes
    ----------
    records : frame
        One row a coded claim: id, paragraph, factor, direction, basis, statement, aspect,
        pinpoint.
    record_place : frame
        One row a claim at a place: id, place.
    record_work : frame
        One row a work cited for a claim: id, work.
    """

    records: pd.DataFrame
    record_place: pd.DataFrame
    record_work: pd.DataFrame


def coding(evidence: pd.DataFrame) -> Coding:
    """Return the long tables of a checked text frame with the columns of evidence.csv."""
    columns = ("id", "paragraph", "factor", "direction", "basis", "statement", *RECORD_COLUMNS)
    return Coding(
        records=filled(evidence, columns),
        record_place=long(evidence, "jurisdictions", "place").reset_index(drop=True),
        record_work=long(evidence, "works", "work").reset_index(drop=True),
    )
