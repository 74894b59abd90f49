"""``python -m data from-table``: files in, a checked folder out, with a preview, the mapping and the report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from slugify import slugify

from data.exchange.from_table.build import Build
from data.exchange.from_table.folder import files_of_table
from data.exchange.from_table.grid import TABLES, Grid, read_grid
from data.exchange.from_table.mapping import Mapping, propose, write_map
from data.exchange.from_table.references import REFERENCES, Works, references_in
from data.exchange.from_table.report import Report
from data.intake.files import Memory
from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.faults import DatasetError, Fault

SEVERAL = ("note", "attribute", "lever_column", "year_column", "leave_out")
"""What several columns may be."""
PREVIEW = 3
"""So many facts and records are shown before the folder is opened."""


@dataclass(frozen=True)
class Taken:
    """A table that became a dataset: its files, the mapping that made them, the report of its rows."""

    files: Memory
    dataset: Dataset
    mapping: Mapping
    report: Report


def parts_of(given: Sequence[tuple[str, bytes]]) -> tuple[Grid, list[tuple[str, bytes]]]:
    """Return the one table among files, and the files of references beside it.

    Raises
    ------
    DatasetError
        Where there is none, or more than one.
    """
    tables = [(name, data) for name, data in given if PurePath(name).suffix.lower() in TABLES]
    references = [(name, data) for name, data in given if PurePath(name).suffix.lower() in REFERENCES]
    others = [name for name, _ in given if PurePath(name).suffix.lower() not in (*TABLES, *REFERENCES)]
    label = ", ".join(name for name, _ in given) or "no file"
    if others or len(tables) != 1:
        problem = (
            f"{', '.join(others)} is neither a table nor a list of references." if others else f"{len(tables)} tables."
        )
        expected = f"Expected one table ({', '.join(TABLES)}) and any lists of references ({', '.join(REFERENCES)})."
        raise DatasetError(label, [Fault(label, 0, "", problem, expected)])
    return read_grid(*tables[0]), references


def taken(given: Sequence[tuple[str, bytes]], mapping: Mapping | None = None) -> Taken:
    """Return the dataset of a table, by a mapping or by what its columns seem to be.

    Raises
    ------
    DatasetError
        Where the table can't be read, the mapping names a column that it
        doesn't have, or what came of it is no valid folder.
    """
    grid, references = parts_of(given)
    stem = PurePath(grid.file).stem
    mapping = mapping or propose(grid, " ".join(stem.replace("_", " ").split()).capitalize() or "Table")
    columns = f"Columns are: {', '.join(grid.heads)}."
    faults = [
        Fault(grid.file, 0, head, "the mapping names a column that the table has not.", columns)
        for head in mapping.columns
        if head not in grid.heads
    ]
    for role in dict.fromkeys(mapping.columns.values()):
        if role not in SEVERAL and len(heads := mapping.heads(role)) > 1:
            problem = f"{' and '.join(heads)} are both '{role}'."
            expected = "One column can be; call the others attributes, or leave them out."
            faults.append(Fault(grid.file, 0, role, problem, expected))
    if faults:
        raise DatasetError(grid.file, faults)
    absent = {head: "attribute" for head in grid.heads if head not in mapping.columns}
    mapping = Mapping.model_validate({**mapping.model_dump(), "columns": {**mapping.columns, **absent}})
    works = Works()
    cited = {key: works.add(work) for name, data in references for key, work in references_in(name, data)}
    build = Build(grid, mapping, works, cited)
    files = files_of_table(build, slugify(mapping.title, separator="_", max_length=40) or "table")
    memory = Memory(grid.file, {**files, "mapping.yaml": write_map(mapping).encode()})
    return Taken(memory, load(memory), mapping, build.report)


def preview(made: Taken) -> Iterator[str]:
    """Yield the first facts and records in words, and the mapping that made them."""
    for head, role in made.mapping.columns.items():
        yield f"  {head}: {role}"
    for place, fact in [*made.dataset.facts.values()][:PREVIEW]:
        label, lever = made.dataset.jurisdictions[place].name, made.dataset.levers[fact.lever].name
        days = (fact.starts and f"from {fact.starts}", fact.ends and f"to {fact.ends}", fact.as_of)
        when = " ".join(filter(None, days))
        said = f"{label} · {lever} · {fact.value[:80]} ({fact.own_status or fact.status}) {when}"
        yield f"  fact {fact.id}: {said}".rstrip()
    for record in [*made.dataset.records.values()][:PREVIEW]:
        places = ", ".join(made.dataset.jurisdictions[place].name for place in record.places)
        yield f"  record {record.id}: {made.dataset.factors[record.factor].name} {record.direction}, {places}"


def given_files(paths: Sequence[Path]) -> list[tuple[str, bytes]]:
    """Return files by name.

    Raises
    ------
    DatasetError
        Where one can't be read.
    """
    try:
        return [(path.name, path.read_bytes()) for path in paths]
    except OSError as error:
        label = str(error.filename)
        raise DatasetError(label, [Fault(label, 0, "", f"the file can't be read: {error.strerror}.")]) from error
