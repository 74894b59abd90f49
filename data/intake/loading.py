"""A dataset, read and checked as a whole, or every fault that it has."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from data.intake.cell_forms import author_warnings, plain_facts, plain_lists, plain_works
from data.intake.checking import (
    ABOUT,
    CODEBOOK,
    about_faults,
    categories_in,
    codebook_faults,
    ids_in,
    jurisdiction_faults,
    parsed,
)
from data.intake.codings import read_codings
from data.intake.files import Files, Folder
from data.intake.own_terms import OwnTerms
from data.intake.reading import Tree, read_sheet, read_yaml
from data.intake.sources import evidence_source
from data.intake.unused import Held, unused
from data.model.dataset import Dataset, screen_order
from data.model.faults import DatasetError, Fault, hints_in_time
from data.model.one_work import joined, renamed, renamed_place, renamed_sources, same_works
from data.model.records import About, Codebook, Jurisdiction, Work
from data.model.table_checks import Known, influence_faults, table_faults, works_schema
from data.model.tables import INFLUENCES, WORKS, build_tables, sheet_frame
from data.model.vocabulary import LIST_SEPARATOR

PLACES = "jurisdictions"


@dataclass
class _Reading:
    """What the files hold, as far as they could be read, and what is wrong with them."""

    files: Files
    faults: list[Fault] = field(default_factory=list)

    @property
    def apart(self) -> tuple[list[Fault], list[Fault]]:
        """What keeps the dataset from opening, and what is only worth a warning."""
        faults = [fault for fault in self.faults if fault.severity == "fault"]
        return faults, [fault for fault in self.faults if fault.severity == "warning"]

    def yaml(self, name: str) -> dict[str, Tree] | None:
        return read_yaml(self.files, name, self.faults)

    def table(self, name: str) -> pd.DataFrame | None:
        sheet = read_sheet(self.files, name, self.faults)
        return None if sheet is None else sheet_frame(sheet)


def load(source: Path | Files) -> Dataset:
    """Return the dataset of a folder, or of files that lie elsewhere.

    Parameters
    ----------
    source : Path or Files
        A folder as README's "The dataset folder" describes it, or its files.

    Returns
    -------
    Dataset
        Frozen; what is worth a warning stands in its ``warnings``.

    Raises
    ------
    DatasetError
        With every fault, not just the first, and the warnings as far as the
        files could be read.
    """
    with hints_in_time():
        return _load(Folder(source) if isinstance(source, Path) else source)


def _load(files: Files) -> Dataset:
    if files.folder is not None and not files.folder.is_dir():
        missing = Fault(files.label, 0, "", "there is no such folder.", "Name the folder that holds dataset.yaml.")
        raise DatasetError(files.label, [missing])
    mark = files.fingerprint()
    reading = _Reading(files, list(files.faults))
    about_tree, codebook_tree = reading.yaml(ABOUT), reading.yaml(CODEBOOK)
    about = parsed(About, ABOUT, about_tree, reading.faults) if about_tree is not None else None
    codebook = parsed(Codebook, CODEBOOK, codebook_tree, reading.faults) if codebook_tree is not None else None
    own = OwnTerms.of(codebook_tree)
    trees, place_ids, all_read = _jurisdictions(reading, own)
    records = {file: parsed(Jurisdiction, file, tree, reading.faults) for file, tree in trees.items()}
    works = reading.table(WORKS)
    if works is not None:
        works = plain_works(works)
        reading.faults += author_warnings(WORKS, works)
    known = Known(
        factors=_ids(ids_in(Codebook, codebook_tree, "factors")),
        bases=_ids(ids_in(Codebook, codebook_tree, "bases")),
        places=_ids(place_ids or None),
        works=_ids(works["key"]) if works is not None and "key" in works else None,
        paragraphs=_ids(ids_in(About, about_tree, "paragraphs") or None),
        levers=categories_in(codebook_tree),
        conflicts=_ids(ids_in(About, about_tree, "conflicts")),
        attributes=own.attributes,
    )
    same = same_works(works)
    evidence = evidence_source(files, about, known, reading.faults, same)
    influences = reading.table(INFLUENCES)
    if influences is not None:
        influences = plain_lists(INFLUENCES, influences, ["works"], reading.faults)
    reading.faults += [] if works is None else table_faults(WORKS, works, works_schema())
    reading.faults += [] if influences is None else influence_faults(influences, known)
    codings = read_codings(files, known, reading.faults, same)
    reading.faults += [] if codebook_tree is None else codebook_faults(codebook_tree)
    reading.faults += [] if about_tree is None else about_faults(about_tree, known)
    reading.faults += jurisdiction_faults(trees, known)
    held = Held(about_tree, codebook_tree, trees if all_read else None, works, evidence.frame, influences)
    faults, warnings = reading.apart
    if faults or about is None or codebook is None or works is None or not evidence or influences is None:
        raise DatasetError(files.label, faults, (*warnings, *unused(held)))
    places = screen_order({place.id: renamed_place(place, same) for place in records.values() if place is not None})
    dataset = Dataset(
        folder=files.folder,
        fingerprint=mark,
        about=renamed_sources(about, same),
        codebook=codebook,
        jurisdictions=places,
        works=joined(_works(works), same),
        tables=build_tables(evidence.frame, renamed(influences, same), places),
        same_works=same,
        codings=codings,
        record_attributes=_attributes(evidence.frame, own.attributes),
    )
    if evidence.opened is not None:
        dataset = replace(dataset, elsewhere=evidence.opened(dataset))
        held = replace(held, evidence=dataset.evidence)
    return replace(dataset, warnings=tuple(sorted((*warnings, *unused(held)))))


def _ids(found: Iterable[str] | None) -> Collection[str] | None:
    """Return ids in their order, each once, quick to ask."""
    return None if found is None else dict.fromkeys(found).keys()


def _jurisdictions(reading: _Reading, own: OwnTerms) -> tuple[dict[str, dict[str, Tree]], list[str], bool]:
    """Return what the jurisdictions' files hold, by file name, every id that they give, and whether all were read.

    A file that can't be read is taken to give the id that it is named after.
    """
    below = [name.rstrip("/") for name in reading.files.names() if name.startswith(f"{PLACES}/")]
    names = [name for name in below if name.endswith(".yaml") and name.count("/") == 1]
    if not names:
        expected = "Add one file a jurisdiction, such as jurisdictions/xx.yaml."
        reading.faults.append(Fault(f"{PLACES}/", 0, "", "there is no jurisdiction.", expected))
    trees: dict[str, dict[str, Tree]] = {}
    ids: list[str] = []
    for name in names:
        tree = reading.yaml(name)
        given = Path(name).stem if tree is None else tree.get("id")
        ids += [given] if isinstance(given, str) else []
        if tree is not None:
            trees[name] = own.resolved(plain_facts(name, tree, reading.faults))
    return trees, ids, len(trees) == len(names)


def _attributes(frame: pd.DataFrame | None, names: Collection[str]) -> dict[str, dict[str, str]]:
    """Return the attributes of each record that has one, by id."""
    columns = [name for name in names if frame is not None and name in frame]
    if frame is None or not columns:
        return {}
    said = frame.set_index("id")[columns].to_dict("index")
    filled = {str(name): {str(key): text for key, text in row.items() if text} for name, row in said.items()}
    return {name: row for name, row in filled.items() if row}


def _works(frame: pd.DataFrame) -> Iterator[Work]:
    for row in frame.to_dict("records"):
        cells = {str(column): value for column, value in row.items()}
        cited = tuple(part.strip() for part in cells.pop("cited_as", "").split(LIST_SEPARATOR) if part.strip())
        yield Work(**cells, cited_as=cited)
