"""A dataset folder, read and checked as a whole, or every fault that it has."""

import dataclasses
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from data.checking import (
    ABOUT,
    CODEBOOK,
    about_faults,
    categories_in,
    codebook_faults,
    ids_in,
    jurisdiction_faults,
    parsed,
)
from data.codings import read_codings
from data.dataset import Dataset, screen_order
from data.faults import DatasetError, Fault, quoted
from data.reading import Tree, read_sheet, read_yaml
from data.records import About, Codebook, Jurisdiction, Work
from data.sources import evidence_source
from data.tables import (
    INFLUENCES,
    WORKS,
    Known,
    build_tables,
    influence_faults,
    sheet_frame,
    table_faults,
    works_schema,
)
from data.vocabulary import LIST_SEPARATOR

PLACES = "jurisdictions"
CACHE = ".cube"
"""Beside the data, and no part of it: what was counted of many records, see :mod:`data.embedded`."""


@dataclass
class _Reading:
    """What a folder holds, as far as it could be read, and what is wrong with it."""

    folder: Path
    faults: list[Fault] = field(default_factory=list)

    def yaml(self, name: str) -> dict[str, Tree] | None:
        return read_yaml(self.folder, name, self.faults)

    def table(self, name: str) -> pd.DataFrame | None:
        sheet = read_sheet(self.folder, name, self.faults)
        return None if sheet is None else sheet_frame(sheet)


def load(folder: Path) -> Dataset:
    """Return the dataset of a folder.

    Parameters
    ----------
    folder : Path
        A folder as README's "The dataset folder" describes it.

    Returns
    -------
    Dataset
        Frozen; what is worth a warning stands in its ``warnings``.

    Raises
    ------
    DatasetError
        With every fault of the folder, not just the first.
    """
    if not folder.is_dir():
        missing = Fault(str(folder), 0, "", "there is no such folder.", "Name the folder that holds dataset.yaml.")
        raise DatasetError(str(folder), [missing])
    reading = _Reading(folder)
    about_tree, codebook_tree = reading.yaml(ABOUT), reading.yaml(CODEBOOK)
    about = parsed(About, ABOUT, about_tree, reading.faults) if about_tree is not None else None
    codebook = parsed(Codebook, CODEBOOK, codebook_tree, reading.faults) if codebook_tree is not None else None
    trees, place_ids = _jurisdictions(reading)
    files = {file: parsed(Jurisdiction, file, tree, reading.faults) for file, tree in trees.items()}
    works_frame = reading.table(WORKS)
    known = Known(
        factors=ids_in(Codebook, codebook_tree, "factors"),
        bases=ids_in(Codebook, codebook_tree, "bases"),
        places=place_ids or None,
        works=list(works_frame["key"]) if works_frame is not None and "key" in works_frame else None,
        paragraphs=ids_in(About, about_tree, "paragraphs") or None,
        levers=categories_in(codebook_tree),
        conflicts=ids_in(About, about_tree, "conflicts"),
    )
    evidence, influences = evidence_source(folder, about, known, reading.faults), reading.table(INFLUENCES)
    reading.faults += [] if works_frame is None else table_faults(WORKS, works_frame, works_schema())
    reading.faults += [] if influences is None else influence_faults(influences, known)
    codings = read_codings(folder, known, reading.faults)
    reading.faults += [] if codebook_tree is None else codebook_faults(codebook_tree)
    reading.faults += [] if about_tree is None else about_faults(about_tree, known)
    reading.faults += jurisdiction_faults(trees, known)
    if reading.faults or about is None or codebook is None:
        raise DatasetError(str(folder), reading.faults)
    if works_frame is None or not evidence or influences is None:
        raise DatasetError(str(folder), reading.faults)
    places = screen_order({place.id: place for place in files.values() if place is not None})
    dataset = Dataset(
        folder=folder,
        fingerprint=fingerprint(folder),
        about=about,
        codebook=codebook,
        jurisdictions=places,
        works={work.key: work for work in _works(works_frame)},
        tables=build_tables(evidence.frame, influences, places),
        codings=codings,
    )
    if evidence.opened is not None:
        dataset = dataclasses.replace(dataset, elsewhere=evidence.opened(dataset))
    return dataclasses.replace(dataset, warnings=tuple(sorted(_warnings(dataset))))


def _jurisdictions(reading: _Reading) -> tuple[dict[str, dict[str, Tree]], list[str]]:
    """Return what the jurisdictions' files hold, by file name, and every id that they give.

    A file that can't be read is taken to give the id that it is named after.
    """
    names = sorted(path.name for path in (reading.folder / PLACES).glob("*.yaml"))
    if not names:
        expected = "Add one file a jurisdiction, such as jurisdictions/xx.yaml."
        reading.faults.append(Fault(f"{PLACES}/", 0, "", "there is no jurisdiction.", expected))
    trees: dict[str, dict[str, Tree]] = {}
    ids: list[str] = []
    for name in names:
        tree = reading.yaml(f"{PLACES}/{name}")
        given = Path(name).stem if tree is None else tree.get("id")
        ids += [given] if isinstance(given, str) else []
        if tree is not None:
            trees[f"{PLACES}/{name}"] = tree
    return trees, ids


def _works(frame: pd.DataFrame) -> Iterator[Work]:
    for row in frame.to_dict("records"):
        cells = {str(column): value for column, value in row.items()}
        cited = tuple(part.strip() for part in cells.pop("cited_as", "").split(LIST_SEPARATOR) if part.strip())
        yield Work(**cells, cited_as=cited)


def fingerprint(folder: Path) -> str:
    """Return a text that changes whenever a file of the folder is written."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and CACHE not in path.parts)
    stats = [(path.relative_to(folder).as_posix(), path.stat()) for path in files]
    said = "\n".join(f"{name} {stat.st_mtime_ns} {stat.st_size}" for name, stat in stats)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _warnings(dataset: Dataset) -> Iterator[Fault]:
    """Yield what is defined and unused, and coded paragraphs that no record stands for."""
    tables = dataset.tables
    facts = [fact for _, fact in dataset.facts.values()]
    evidence = dataset.evidence
    used = {
        "works": {*evidence.used("work"), *tables.fact_work["work"], *tables.influence_work["work"]},
        "factors": {*evidence.used("factor"), *tables.influences["from_factor"], *tables.influences["to_factor"]},
        "levers": {fact.lever for fact in facts},
        "conflicts": {fact.conflict for fact in facts},
        "bases": evidence.used("basis"),
    }
    defined = {
        "works": (WORKS, [key for key in dataset.works if key not in dataset.about.sources]),
        "factors": (CODEBOOK, list(dataset.factors)),
        "levers": (CODEBOOK, list(dataset.levers)),
        "bases": (CODEBOOK, [basis.id for basis in dataset.codebook.bases]),
        "conflicts": (ABOUT, list(dataset.about.conflicts)),
    }
    for what, (file, ids) in defined.items():
        for name in ids:
            if name not in used[what]:
                yield Fault(file, 0, what, f"nothing uses {quoted(name)}.", severity="warning")
    for lever in dataset.levers.values():
        taken = {fact.category for fact in facts if fact.lever == lever.id}
        for category in lever.categories:
            if category not in taken:
                where = f"levers ({lever.id}).categories"
                yield Fault(CODEBOOK, 0, where, f"nothing uses {quoted(category)}.", severity="warning")
    held = {*evidence.used("paragraph"), *tables.influences["paragraph"], *(fact.paragraph for fact in facts)}
    for paragraph, role in dataset.about.paragraphs.items():
        if role == "coded" and paragraph not in held:
            problem = f"{quoted(paragraph)} is marked as coded and has no record."
            yield Fault(ABOUT, 0, "paragraphs", problem, severity="warning")
