"""Where the records of a folder come from, and which engine holds them.

Few are held in memory, by pandas. From ``FEW`` records on, or where
``POLICY_ENGINE`` or dataset.yaml says so, the embedded engine takes over. A
table on a server that dataset.yaml names stays where it is.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from data.engines.parquet import COLUMNS, EVIDENCE_PARQUET, source_faults, view_of
from data.intake.cell_forms import plain_lists
from data.intake.files import Files
from data.intake.reading import read_sheet
from data.model.dataset import Dataset
from data.model.evidence import Evidence
from data.model.faults import Fault, unknown
from data.model.one_work import Same, renamed
from data.model.records import About, EvidenceSource
from data.model.table_checks import Known, evidence_faults
from data.model.tables import EVIDENCE, LISTED, sheet_frame

FEW: Final = 50_000
"""So many records and fewer are held in memory, where they are answered as fast."""
EMBEDDED: Final = ("auto", "pandas", "duckdb")


@dataclass(frozen=True)
class Source:
    """Checked records: a text frame in memory, or what opens them in an engine once all else is read."""

    frame: pd.DataFrame | None = None
    opened: Callable[[Dataset], Evidence] | None = None

    def __bool__(self) -> bool:
        return self.frame is not None or self.opened is not None


def evidence_source(files: Files, about: About | None, known: Known, faults: list[Fault], same: Same) -> Source:
    """Return where the records of a dataset are to be asked; what is wrong with them is added to `faults`.

    Of `same` see :mod:`data.model.one_work`.
    """
    named = about.evidence if about is not None else None
    if files.folder is None:
        return _from_memory(files, named, known, faults, same)
    if named is not None and named.engine not in EMBEDDED:
        from data.engines.engines import on_a_server  # noqa: PLC0415 - what it needs is installed only where it is used

        return Source(opened=on_a_server(named, known, faults))
    engine = named.engine if named is not None else os.environ.get("POLICY_ENGINE") or "auto"
    if engine not in EMBEDDED:
        faults.append(Fault("POLICY_ENGINE", 0, "", *unknown("engine", engine, EMBEDDED)))
        return Source()
    if not (files.folder / EVIDENCE_PARQUET).exists():
        return _from_csv(files, engine, known, faults, same)
    if (files.folder / EVIDENCE).exists():
        expected = "Keep one of them, so that it is clear which one holds."
        faults.append(Fault(EVIDENCE_PARQUET, 0, "", f"there is {EVIDENCE}, too.", expected))
    return _from_parquet(files.folder, engine, known, faults, same)


def _from_memory(files: Files, named: EvidenceSource | None, known: Known, faults: list[Fault], same: Same) -> Source:
    """Return the records of data that lies in memory: nothing of it is written down, and no server is asked for it."""
    if named is not None and named.engine not in EMBEDDED:
        expected = "An engine is named by the folder that a server opens. Bring the records as evidence.csv."
        problem = f"the engine '{named.engine}' can't be used here."
        faults.append(Fault("dataset.yaml", 0, "evidence", problem, expected))
        return Source()
    if EVIDENCE_PARQUET in files.names() and EVIDENCE not in files.names():
        expected = f"Bring the records as {EVIDENCE}."
        faults.append(Fault(EVIDENCE_PARQUET, 0, "", "a Parquet file can't be opened from an upload.", expected))
        return Source()
    return _from_csv(files, "pandas", known, faults, same)


def _from_csv(files: Files, engine: str, known: Known, faults: list[Fault], same: Same) -> Source:
    sheet = read_sheet(files, EVIDENCE, faults)
    if sheet is None:
        return Source()
    frame = plain_lists(EVIDENCE, sheet_frame(sheet), LISTED, faults)
    found = evidence_faults(frame, known)
    faults += found
    frame = renamed(frame, same)
    folder = files.folder
    if found or folder is None or engine == "pandas" or (engine == "auto" and len(frame) <= FEW):
        return Source(frame)
    from data.engines.embedded import embedded  # noqa: PLC0415 - few records need no engine

    return Source(opened=lambda dataset: embedded(dataset, folder / EVIDENCE, frame))


def _from_parquet(folder: Path, engine: str, known: Known, faults: list[Fault], same: Same) -> Source:
    import duckdb  # noqa: PLC0415 - where there is no Parquet it needn't be loaded

    from data.engines.embedded import Stamp, embedded  # noqa: PLC0415

    path = folder / EVIDENCE_PARQUET
    with duckdb.connect(config={"memory_limit": "2GB"}) as connection:
        if not view_of(connection, path, EVIDENCE_PARQUET, faults):
            return Source()
        (rows,) = connection.execute("SELECT count(*) FROM source").fetchall()[0]
        many = engine == "duckdb" or (engine == "auto" and rows > FEW)
        stamp = Stamp(folder, path, known) if many else None
        found = [] if stamp and stamp.stands() else source_faults(connection, known, EVIDENCE_PARQUET)
        faults += found
        if stamp and not found:
            stamp.set()
        if found or stamp:
            return Source(opened=lambda dataset: embedded(dataset, path))
        held = connection.execute("SELECT * EXCLUDE (n) FROM source ORDER BY n").fetchall()
        return Source(renamed(pd.DataFrame(held, columns=list(COLUMNS), dtype="str"), same))
