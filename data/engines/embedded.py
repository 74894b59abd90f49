"""Records in the embedded engine, DuckDB: too many for memory, few enough for one machine.

Beside the data, in a file of its own, stands what was made of them once: the
records in codes, sorted two ways, and the cube (see :mod:`data.engines.cube_build`).
It is made again where it is missing, damaged, or made of other data. The texts
are read for the records that a page shows, from a Parquet file beside it: a copy,
so that whatever is done to the dataset's own file, the version that is open stays whole.
"""

import hashlib
import logging
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import duckdb
import pandas as pd

from data.engines.cube import cube_cells, cube_margins
from data.engines.cube_build import DETAIL, build
from data.engines.cube_tables import CubeTables, text
from data.engines.parquet import view_of
from data.engines.relations import FEW, Few, Relations, folding
from data.model.dataset import Dataset
from data.model.evidence import BrokenOffError, Cancel
from data.model.filters import chosen_factors
from data.model.frames import collected, lazy
from data.model.one_work import renamed_keys
from data.model.records import Record
from data.model.selection import Selection
from data.model.table_checks import Known
from data.model.tables import CACHE, RECORD_COLUMNS
from data.questions.lenses import study_countries

FORMAT: Final = "3"
"""Counted up where the file's tables change, so that older ones are made again."""
MEMORY: Final = "2GB"
_KEPT: Final = 4
"""Narrowed tables that a thread keeps, for the questions of one page."""

log = logging.getLogger(__name__)


class Embedded:
    """The records of a dataset in DuckDB, see :class:`data.model.evidence.Evidence`."""

    in_memory = False

    def __init__(self, made: Path, source: Path, dataset: Dataset) -> None:
        self._dataset = dataset
        self._base = _connected(made.parent)
        self._base.execute(f"ATTACH {text(made)} AS made (READ_ONLY)")
        self._base.execute("USE made")
        # By its open file: the next version may take away the name.
        self._source = source.open("rb")
        held = Path(f"/proc/self/fd/{self._source.fileno()}")
        view = f"read_parquet({text(held if held.exists() else source)}, file_row_number = true)"
        columns = {str(row[0]) for row in self._base.execute(f"DESCRIBE SELECT * FROM {view}").fetchall()}
        absent = "".join(f", '' AS {name}" for name in RECORD_COLUMNS if name not in columns)
        self._texts = f"(SELECT file_row_number AS n, * EXCLUDE (file_row_number){absent} FROM {view})"
        self._threads = threading.local()
        self.made = made
        (self.size,) = self._base.execute("SELECT records FROM made.about").fetchall()[0]
        self._cells, self._totals = (collected(lazy(self._base.table(f"made.{name}"))) for name in ("cells", "totals"))
        letters = self._base.execute("SELECT letter FROM made.letters").fetchall()
        self._folded = folding(set("".join(letter for (letter,) in letters)))
        (self.build_seconds,) = self._base.execute("SELECT seconds::DOUBLE FROM made.about").fetchall()[0]

    def _connection(self) -> duckdb.DuckDBPyConnection:
        """Return this thread's own connection: relations of one can be joined, and broken off alone."""
        if not hasattr(self._threads, "connection"):
            self._threads.connection = self._base.cursor()
            self._threads.connection.execute("USE made")
            self._threads.narrowed = {}
        connection: duckdb.DuckDBPyConnection = self._threads.connection
        if (unwanted := getattr(self._threads, "unwanted", None)) is not None and unwanted.is_set():
            raise BrokenOffError
        return connection

    def claims(self, selection: Selection) -> Relations | Few:
        """Return tables of the records that the filters leave, narrowed where that is fast, in memory where few."""
        connection = self._connection()
        kept: dict[Selection, Relations | Few] = self._threads.narrowed
        asked = replace(selection, supplement=True, cited=False, on=None)
        if asked == Selection(parts=asked.parts):
            return Relations(connection, "made.record", self._texts, self._folded)
        if asked not in kept:
            while len(kept) >= _KEPT:
                connection.execute(f"DROP TABLE {kept.pop(next(iter(kept))).table}")
            table = f"temp.narrowed_{hashlib.sha256(repr(asked).encode()).hexdigest()[:16]}"
            connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {self._narrowed(asked)}")
            kept[asked] = self._held(Relations(connection, table, self._texts, self._folded))
        return kept[asked]

    def _held(self, narrowed: Relations) -> Relations | Few:
        (rows,) = narrowed.connection.execute(f"SELECT count(*) FROM {narrowed.table}").fetchall()[0]
        return Few(narrowed, self._dataset.tables.place_within) if rows <= FEW else narrowed

    def _narrowed(self, selection: Selection) -> str:
        """Return the SQL of the records that the filters leave, from the table that is sorted for it."""
        table, key, chosen = "record", "", tuple[str, ...]()
        if selection.works:
            table, key, chosen = "by_work", "work", selection.works
        elif selection.places:
            table, key, chosen = "by_place", "place", self._within(selection)
        filters = {"direction": selection.directions, "basis": selection.bases, key: chosen}
        if selection.levels or selection.domains or selection.factors:
            filters["factor"] = chosen_factors(self._dataset, selection) or ("",)
        wanted = [
            f"{column} IN ({', '.join(text(word) for word in words)})" for column, words in filters.items() if words
        ]
        rows = f"SELECT {DETAIL} FROM made.{table} WHERE {' AND '.join(wanted)}"
        return f"{rows} QUALIFY row_number() OVER (PARTITION BY n) = 1" if len(chosen) > 1 else rows

    def _within(self, selection: Selection) -> tuple[str, ...]:
        if not selection.parts:
            return selection.places
        within = self._dataset.tables.place_within
        return tuple(within["part"][within["place"].isin(selection.places)].unique())

    def named(self, ids: Iterable[object]) -> tuple[str, ...]:
        """Return the records' own ids for positions, in the same order."""
        positions = [int(str(position)) for position in ids]
        found = dict(self._fetched("n, id", "n", positions))
        return tuple(found[position] for position in positions)

    def records(self, ids: Iterable[str]) -> dict[str, Record]:
        """Return some records by their ids, in the order asked for."""
        names = list(dict.fromkeys(ids))
        base = ("id", "paragraph", "factor", "direction", "basis", "statement", "jurisdictions", "works")
        columns = (*base, *RECORD_COLUMNS)
        found = {}
        for row in self._fetched(", ".join(columns), "id", names):
            told = dict(zip(columns, row, strict=True))
            told |= {name: told[name] or "" for name in RECORD_COLUMNS}
            places, works = _listed(told.pop("jurisdictions")), _listed(told.pop("works"))
            works = renamed_keys(works, self._dataset.same_works)
            found[row[0]] = Record(**told, places=places, works=works)
        return {name: found[name] for name in names if name in found}

    def _fetched(self, columns: str, key: str, values: list[Any]) -> list[tuple[Any, ...]]:
        if not values:
            return []
        return self._connection().execute(
            f"SELECT {columns} FROM {self._texts} WHERE {key} IN ({', '.join('?' for _ in values)})", values
        ).fetchall()  # fmt: skip

    def used(self, term: str) -> frozenset[str]:
        """Return the ids of a kind of term that a record uses."""
        rows = self._connection().execute("SELECT id FROM made.used WHERE term = ?", [term]).fetchall()
        return frozenset(row[0] for row in rows)

    def cell_counts(self, selection: Selection, columns: str) -> pd.DataFrame | None:
        """Return the counts of a matrix's cells from the cube; None where it can't tell."""
        return cube_cells(self._dataset, self._cube(), selection, columns)

    def margin_counts(self, selection: Selection, columns: str) -> pd.DataFrame | None:
        """Return the counts of a matrix's margins from the cube; None where it can't tell."""
        return cube_margins(self._dataset, self._cube(), selection, columns)

    def _cube(self) -> CubeTables:
        return CubeTables(self._connection(), self._cells, self._totals)

    @contextmanager
    def cancellable(self) -> Iterator[Cancel]:
        """Yield what breaks off the questions that this thread asks."""
        connection, unwanted = self._connection(), threading.Event()
        self._threads.unwanted = unwanted

        def cancel() -> None:
            unwanted.set()
            connection.interrupt()

        try:
            yield cancel
        finally:
            self._threads.unwanted = None


def _listed(cell: str | list[str] | None) -> tuple[str, ...]:
    parts = cell.split(";") if isinstance(cell, str) else cell or []
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _connected(home: Path) -> duckdb.DuckDBPyConnection:
    memory = os.environ.get("POLICY_MEMORY") or MEMORY
    return duckdb.connect(config={"memory_limit": memory, "temp_directory": str(home / "spill")})


def _folder(dataset: Dataset) -> Path:
    if dataset.folder is None:
        raise ValueError("Data that lies in memory alone is answered from there: an engine would write it down.")
    return dataset.folder


def _texts(home: Path, key: str, evidence: Path, frame: pd.DataFrame | None) -> Path:
    """Return the records as a Parquet file beside what is made of them: the dataset's own, copied, or a text frame."""
    path = home / f"{key}.parquet"
    if path.is_file() and _whole(path):
        return path
    before = _state(evidence)
    with _whole_or_nothing(path) as part:
        if frame is None:
            shutil.copyfile(evidence, part)
        else:
            with duckdb.connect() as connection:
                connection.register("given", frame)
                connection.execute(f"COPY given TO {text(part)} (FORMAT PARQUET, COMPRESSION zstd)")
        if _state(evidence) != before:
            raise OSError("it is being written while it is read")
    return path


def _whole(path: Path) -> bool:
    try:
        with duckdb.connect() as connection:
            connection.execute(f"SELECT num_rows FROM parquet_file_metadata({text(path)})").fetchall()
    except duckdb.Error:
        return False
    return True


def _state(evidence: Path) -> tuple[int, int]:
    stat = evidence.stat()
    return stat.st_mtime_ns, stat.st_size


def embedded(dataset: Dataset, evidence: Path, frame: pd.DataFrame | None = None) -> Embedded:
    """Return a dataset's records in DuckDB; what has to be made of them first is made now, and its time logged.

    Parameters
    ----------
    dataset : Dataset
        As it was read, without records.
    evidence : Path
        The dataset's own file.
    frame : DataFrame, optional
        Its rows as checked text, where it is no Parquet file.

    Raises
    ------
    OSError
        Where it changed meanwhile, or nothing can be written.
    """
    home, key = _home(_folder(dataset)), _key(dataset, evidence)
    source = _texts(home, key, evidence, frame)
    for made in home.glob(f"{key}-*.duckdb"):
        try:
            if made.stem == f"{key}-{made.stat().st_size}":
                return Embedded(made, source, dataset)
            log.warning("%s was cut short and is made again", made)
        except duckdb.Error as error:
            log.warning("%s can't be used and is made again: %s", made, str(error).splitlines()[0])
    return Embedded(_make(home, key, source, dataset), source, dataset)


def _make(home: Path, key: str, source: Path, dataset: Dataset) -> Path:
    """Make the file under another name, and give it its own, which tells its size, when it is whole."""
    began = time.monotonic()
    with _whole_or_nothing(home / f"{key}.duckdb") as part:
        connection = _connected(home)
        try:
            connection.execute("SET preserve_insertion_order = false")
            connection.execute(f"ATTACH {text(part)} AS made")
            connection.execute("USE made")
            view_of(connection, source, source.name, [])
            found = connection.execute("SELECT paragraph FROM source GROUP BY paragraph ORDER BY min(n)").fetchall()
            build(connection, dataset, list(dict.fromkeys([*dataset.about.paragraphs, *(row[0] for row in found)])))
            seconds = time.monotonic() - began
            connection.execute(f"CREATE TABLE about AS SELECT count(*) AS records, {seconds} AS seconds FROM record")
            connection.execute("USE memory; DETACH made")
        finally:
            connection.close()
        for other in {*home.glob("*.duckdb"), *home.glob("*.parquet")} - {source}:
            other.unlink(missing_ok=True)
    whole = home / f"{key}.duckdb"
    made = home / f"{key}-{whole.stat().st_size}.duckdb"
    whole.replace(made)
    log.warning("Counted %s once, in %.1f seconds; kept in %s", source, seconds, made)
    return made


@contextmanager
def _whole_or_nothing(path: Path) -> Iterator[Path]:
    """Yield the name under which a file is written; it gets its own once it is whole, and is removed where it isn't.

    A full disk would else stay full with what was never finished; what an ended process left is removed, too.
    """
    for left in path.parent.glob("*.part-*"):
        owner = left.name.rpartition(".part-")[2].partition("-")[0]
        if not owner.isdecimal() or not _runs(int(owner)):
            left.unlink(missing_ok=True)
    part = path.with_suffix(f".part-{os.getpid()}-{threading.get_ident()}")
    part.unlink(missing_ok=True)
    try:
        yield part
        part.replace(path)
    except BaseException:
        for left in path.parent.glob(f"{part.name}*"):
            left.unlink(missing_ok=True)
        raise


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


class Stamp:
    """Says that a file was checked and found right, so that many records are checked once and not at every start."""

    def __init__(self, folder: Path, evidence: Path, known: Known) -> None:
        stat = evidence.stat()
        said = repr((FORMAT, stat.st_mtime_ns, stat.st_size, known))
        self._said = hashlib.sha256(said.encode()).hexdigest()
        self._path = _home(folder) / "checked"

    def stands(self) -> bool:
        """Whether the same file was checked against the same ids."""
        return self._path.is_file() and self._path.read_text(encoding="utf-8") == self._said

    def set(self) -> None:
        """Say that it was."""
        self._path.write_text(self._said, encoding="utf-8")


def _home(folder: Path) -> Path:
    """Return the folder for what is made: beside the data, else where ``POLICY_CACHE`` says, else a temporary one."""
    named = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    given = os.environ.get("POLICY_CACHE")
    homes = [Path(given) / named] if given else [folder / CACHE, Path(tempfile.gettempdir()) / "policy-cube" / named]
    for home in homes:
        try:
            home.mkdir(parents=True, exist_ok=True)
            if os.access(home, os.W_OK):
                return home
        except OSError:
            continue
    raise OSError(f"Nothing can be written beside the data or to {homes[-1]}. Name a folder with POLICY_CACHE.")


def _key(dataset: Dataset, evidence: Path) -> str:
    """Return a text that changes whenever the file would be another: with the records, or the terms they use."""
    stat = evidence.stat()
    terms = (
        list(dataset.factors), [basis.id for basis in dataset.codebook.bases], list(dataset.about.paragraphs),
        [(place.id, place.part_of) for place in dataset.jurisdictions.values()],
        [(work.key, study_countries(work.study_country)) for work in dataset.works.values()],
        dict(dataset.same_works),
    )  # fmt: skip
    said = repr((FORMAT, duckdb.__version__, stat.st_mtime_ns, stat.st_size, terms))
    return hashlib.sha256(said.encode()).hexdigest()[:16]
