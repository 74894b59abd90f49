"""Further codings read from ``codings/<coder>/evidence.csv``, checked like the dataset's own evidence.

The folder is optional; what else lies in it is passed over.
"""

from collections.abc import Mapping

from data.intake.cell_forms import plain_lists
from data.intake.files import Files
from data.intake.reading import read_sheet
from data.model.codings import CODINGS, Coding, coding
from data.model.faults import Fault
from data.model.one_work import Same, renamed
from data.model.table_checks import Known, evidence_faults
from data.model.tables import EVIDENCE, LISTED, sheet_frame


def read_codings(files: Files, known: Known, faults: list[Fault], same: Same) -> Mapping[str, Coding]:
    """Return the further codings of a dataset by coder, in the order of their names.

    Parameters
    ----------
    files : Files
    known : Known
        The ids that a coding may refer to, the same as for evidence.csv.
    faults : list of Fault
        What is wrong is added, under ``codings/<coder>/evidence.csv``; such a
        coding is left out.
    same : mapping of key to key
        See :mod:`data.model.one_work`.
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
            codings[coder] = coding(renamed(frame, same))
    return codings
