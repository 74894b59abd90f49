"""Records in a table on a server: Spark, or any SQL engine that Ibis reaches.

The questions are the same narwhals expressions as everywhere, answered by the
engine; only counts, and the records of a page, come here. What the engines need
is installed where they are used: requirements-spark.txt, requirements-ibis.txt.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

import narwhals as nw
import pandas as pd
import pyarrow as pa

from data.model.dataset import Dataset
from data.model.evidence import Cancel, Claims, Term
from data.model.faults import Fault, unknown
from data.model.frames import Native, collected, counted, lazy
from data.model.one_work import renamed_keys
from data.model.records import EvidenceSource, Record
from data.model.search import SEVERAL, alike
from data.model.selection import Selection
from data.model.table_checks import Known
from data.model.tables import RECORD_COLUMNS
from data.model.vocabulary import ASPECTS, DIRECTIONS

ABOUT: Final = "dataset.yaml"
_COLUMNS: Final = (
    "id",
    "paragraph",
    "factor",
    "direction",
    "basis",
    "statement",
    "jurisdictions",
    "works",
    *RECORD_COLUMNS,
)


@dataclass(frozen=True)
class Frames:
    """The long tables of all records, in one engine's frames, see :class:`data.model.evidence.Claims`.

    ``records`` has the list cells too, as they were written.
    """

    records: Native
    record_place: Native
    record_work: Native
    texts: Native
    place_within: Native
    beside: Callable[[pd.DataFrame], Native]


@dataclass(frozen=True)
class Tabled:
    """The records of a dataset in some engine's frames, see :class:`data.model.evidence.Evidence`."""

    frames: Claims
    same: Mapping[str, str] = field(default_factory=dict)
    in_memory = False

    @cached_property
    def size(self) -> int:
        """How many there are."""
        return counted(lazy(self.frames.records).select("id"))

    def claims(self, selection: Selection) -> Claims:  # noqa: ARG002 - the engine narrows by itself
        """Return the tables of all records: they are looked into only when they are asked."""
        return self.frames

    def named(self, ids: Iterable[object]) -> tuple[str, ...]:
        """Return the ids themselves."""
        return tuple(map(str, ids))

    def records(self, ids: Iterable[str]) -> dict[str, Record]:
        """Return some records by their ids, in the order asked for."""
        names = list(dict.fromkeys(ids))
        if not names:
            return {}
        rows = collected(lazy(self.frames.records).filter(nw.col("id").is_in(names)).select(*_COLUMNS))
        found = {}
        for row in rows.to_dict("records"):
            told = {str(name): value for name, value in row.items()}
            places, works = _listed(told.pop("jurisdictions")), _listed(told.pop("works"))
            found[told["id"]] = Record(**told, places=places, works=renamed_keys(works, self.same))
        return {name: found[name] for name in names if name in found}

    @cached_property
    def _used(self) -> dict[str, frozenset[str]]:
        return {}

    def used(self, term: Term) -> frozenset[str]:
        """Return the ids of a kind of term that a record uses, asked once."""
        if term not in self._used:
            held = {"work": self.frames.record_work, "place": self.frames.record_place}
            rows = collected(lazy(held.get(term, self.frames.records)).select(term).unique())
            self._used[term] = frozenset(map(str, rows[term]))
        return self._used[term]

    def cell_counts(self, selection: Selection, columns: str) -> None:
        """Return nothing: the engine counts."""

    def margin_counts(self, selection: Selection, columns: str) -> None:
        """Return nothing: the engine counts."""

    def cancellable(self) -> AbstractContextManager[Cancel]:
        """Return a context in which a question is left to the engine to end."""
        return nullcontext(lambda: None)


def _listed(cell: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in (cell or "").split(";") if part.strip()))


Opened = Callable[[Dataset], Tabled]


def on_a_server(source: EvidenceSource, known: Known, faults: list[Fault]) -> Opened | None:
    """Return what opens the records of a table that dataset.yaml names, or None with a fault added.

    Parameters
    ----------
    source : EvidenceSource
    known : Known
        The ids that the table may refer to.
    faults : list of Fault
        What keeps it from being read, and every id in it that isn't defined.
    """
    address = os.environ.get(source.address_from or "") or source.address
    if not source.table or not address:
        problem = "the engine needs a table, and an address or the variable that holds it."
        faults.append(Fault(ABOUT, 0, "evidence", problem, "Give 'table', and 'address' or 'address_from'."))
        return None
    try:
        frames_of = {"spark": spark_frames, "ibis": ibis_frames}[source.engine](address, source.table)
        found = list(table_faults(Tabled(frames_of(_WITHIN)), known))
    except ImportError as error:
        expected = f"Install it: pip install -r requirements-{source.engine}.txt"
        faults.append(Fault(ABOUT, 0, "evidence.engine", f"{error.name} isn't installed here.", expected))
        return None
    except Exception as error:  # noqa: BLE001 - engines raise what they like; the analyst is told, whatever it is
        reason = next(iter(str(error).splitlines()), type(error).__name__)
        problem = f"the table '{source.table}' can't be read: {reason[:200]}"
        faults.append(Fault(ABOUT, 0, "evidence", problem, "Is the server up, and the name right?"))
        return None
    faults += found
    if found:
        return None
    return lambda dataset: tabled(frames_of(dataset.tables.place_within), dataset.same_works)


def tabled(frames: Frames, same: Mapping[str, str]) -> Tabled:
    """Return records in an engine's frames, each work under the key under which it counts."""
    if not same:
        return Tabled(frames)
    counts_as = nw.col("work")
    for key, first in same.items():
        counts_as = nw.when(nw.col("work") == key).then(nw.lit(first)).otherwise(counts_as)
    cited = lazy(frames.record_work).select("id", counts_as.alias("work")).unique()
    return Tabled(replace(frames, record_work=cited.to_native()), same)


_WITHIN: Final = pd.DataFrame({"part": ["none"], "place": ["none"]}, dtype="str")


def table_faults(evidence: Tabled, known: Known) -> Iterator[Fault]:
    """Yield the ids in a table that nothing defines, and the ids of records that are given twice."""
    valid: dict[Term, Iterable[str] | None] = {
        "paragraph": known.paragraphs, "factor": known.factors, "direction": DIRECTIONS, "basis": known.bases,
        "aspect": ("", *ASPECTS),
        "place": known.places, "work": known.works,
    }  # fmt: skip
    for term, allowed in valid.items():
        for value in sorted(evidence.used(term) - set(allowed)) if allowed is not None else ():
            yield Fault(ABOUT, 0, f"evidence, column {term}", *unknown(term, value, allowed or ()))
    ids = lazy(evidence.frames.records).group_by("id").agg(rows=nw.len()).filter(nw.col("rows") > 1)
    for name in collected(ids.select("id").head(100))["id"]:
        yield Fault(ABOUT, 0, "evidence, column id", f"the id '{name}' is given more than once.", "Ids are unique.")


def spark_frames(address: str, table: str) -> Callable[[pd.DataFrame], Frames]:
    """Return the frames of a table on Spark; the address is that of a Connect server, ``sc://host``, or a master."""
    from pyspark.sql import SparkSession, functions  # noqa: PLC0415 - installed only where it is used

    builder = SparkSession.builder
    builder = builder.remote(address) if address.startswith("sc://") else builder.master(address)
    session = builder.getOrCreate()
    rows = session.table(table)

    def cell(name: str) -> Any:
        return functions.trim(functions.coalesce(functions.col(name), functions.lit("")))

    def column(name: str) -> Any:
        return cell(name) if name in rows.columns or name not in RECORD_COLUMNS else functions.lit("")

    order = functions.col("position") if "position" in rows.columns else functions.col("id")
    records = rows.select(*(column(name).alias(name) for name in _COLUMNS), order.alias("position"))

    def members(column: str, name: str) -> Any:
        parts = functions.explode(functions.split(functions.col(column), ";"))
        pairs = records.select("id", parts.alias(name)).select("id", functions.trim(functions.col(name)).alias(name))
        return pairs.where(functions.col(name) != "").distinct()

    letters, plain = alike()
    said = functions.concat_ws(" ", "id", "statement")
    folded = functions.lower(functions.translate(said, letters, plain))
    for letter, others in SEVERAL.items():
        folded = functions.replace(folded, functions.lit(letter), functions.lit(others))
    texts = records.select("id", folded.alias("folded"))

    def beside(frame: pd.DataFrame) -> Any:
        kinds = ", ".join(f"`{n}` {'bigint' if frame[n].dtype.kind == 'i' else 'string'}" for n in frame.columns)
        # Row by row: Spark's own way in from pandas doesn't know this pandas yet.
        return session.createDataFrame([tuple(row) for row in frame.to_numpy(dtype=object).tolist()], kinds)

    place, work = members("jurisdictions", "place"), members("works", "work")
    return lambda within: Frames(records, place, work, texts, beside(within), beside)


def ibis_frames(address: str, table: str) -> Callable[[pd.DataFrame], Frames]:
    """Return the frames of a table on an SQL engine that Ibis reaches, such as ``postgres://user@host/name``."""
    import ibis  # noqa: PLC0415 - installed only where it is used

    rows = ibis.connect(address).table(table)

    def cell(name: str) -> Any:
        return (
            rows[name].fill_null("").strip() if name in rows.columns or name not in RECORD_COLUMNS else ibis.literal("")
        )

    order = rows["position"] if "position" in rows.columns else rows["id"]
    records = rows.select(**{name: cell(name) for name in _COLUMNS}, position=order)

    def members(column: str, name: str) -> Any:
        pairs = records.select("id", **{name: records[column].split(";").unnest()})
        pairs = pairs.mutate(**{name: pairs[name].strip()})
        return pairs.filter(pairs[name] != "").distinct()

    letters, plain = alike()
    folded = (records["id"] + " " + records["statement"]).translate(letters, plain).lower()
    for letter, others in SEVERAL.items():
        folded = folded.replace(letter, others)
    texts = records.select("id", folded=folded)

    def beside(frame: pd.DataFrame) -> Any:
        return ibis.memtable(pa.table({str(name): list(frame[name]) for name in frame.columns}))

    place, work = members("jurisdictions", "place"), members("works", "work")
    return lambda within: Frames(records, place, work, texts, beside(within), beside)
