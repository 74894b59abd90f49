"""Further codings of the same source, kept beside the dataset's own, for reliability.

``codings/<coder>/evidence.csv`` has the columns of evidence.csv and is checked
like it. The folder is optional; what else lies in it is passed over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from data.intake.cell_forms import plain_lists
from data.intake.files import Files
from data.intake.reading import read_sheet
from data.model.faults import Fault
from data.model.tables import EVIDENCE, LISTED, RECORD_COLUMNS, Known, evidence_faults, filled, long, sheet_frame

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


def read_codings(files: Files, known: Known, faults: list[Fault]) -> Mapping[str, Coding]:
    """Return the further codings of a dataset by coder, in the order of their names.

    Parameters
    ----------
    files : Files
    known : Known
        The ids that a coding may refer to, the same as for evidence.csv.
    faults : list of Fault
        What is wrong is added, under ``codings/<coder>/evidence.csv``; such a
        coding is left out.
    """
    parts = [name.split("/") for name in files.names()]
    folders = {part[1] for part in parts if part[0] == CODINGS and len(part) > 2 and part[1]}
    coders = sorted(coder for coder in folders if coder[0] not in "._")
    codings: dict[str, Coding] = {}
    for coder in coders:
        file = f"{CODINGS}/{coder}/{EVIDENCE}"
        sheet = read_sheet(files, file, faults)
        frame = None if sheet is None else plain_lists(file, sheet_frame(sheet), LISTED, faults)
        found = [] if frame is None else evidence_faults(frame, known, file)
        faults += found
        if frame is not None and not found:
            codings[coder] = coding(frame)
    return codings


def coding(evidence: pd.DataFrame) -> Coding:
    """Return the long tables of a checked text frame with the columns of evidence.csv."""
    columns = ("id", "paragraph", "factor", "direction", "basis", "statement", *RECORD_COLUMNS)
    return Coding(
        records=filled(evidence, columns),
        record_place=long(evidence, "jurisdictions", "place").reset_index(drop=True),
        record_work=long(evidence, "works", "work").reset_index(drop=True),
    )
