"""What is worth a warning: terms that nothing uses, coded paragraphs without a record, one work under two keys.

It is worked out from the files as they were read, so that a broken folder is
told its warnings, too, as far as it could be read.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from data.intake.checking import ABOUT, CODEBOOK, categories_in, entries, ids_in
from data.intake.reading import Tree
from data.model.evidence import Evidence, Term
from data.model.faults import Fault, quoted
from data.model.one_work import doubles
from data.model.records import About, Codebook
from data.model.tables import WORKS
from data.model.vocabulary import LIST_SEPARATOR


@dataclass(frozen=True)
class Held:
    """What was read of a dataset; None stands for a file that couldn't be.

    ``trees`` holds the jurisdictions' files, and is None where one of them
    couldn't be read.
    """

    about: Mapping[str, Tree] | None
    codebook: Mapping[str, Tree] | None
    trees: Mapping[str, Mapping[str, Tree]] | None
    works: pd.DataFrame | None
    evidence: pd.DataFrame | Evidence | None
    influences: pd.DataFrame | None


def unused(held: Held) -> Iterator[Fault]:
    """Yield a warning for whatever is defined and certainly not used."""
    influences = _Cells(held.influences)
    evidence = _Cells(held.evidence) if isinstance(held.evidence, pd.DataFrame | None) else _Asked(held.evidence)
    facts = None if held.trees is None else [fact for tree in held.trees.values() for _, fact in entries(tree, "facts")]
    sources = _words(held.about.get("sources") if held.about else None)
    yield from _unused(
        WORKS,
        "works",
        None if held.works is None or held.about is None else _Cells(held.works).one("key"),
        _all(evidence.many("works"), influences.many("works"), _of(facts, "works"), sources),
    )
    yield from _of_one_doi(held.works)
    factors = _all(evidence.one("factor"), influences.one("from_factor"), influences.one("to_factor"))
    yield from _unused(CODEBOOK, "factors", ids_in(Codebook, held.codebook, "factors"), factors)
    yield from _unused(CODEBOOK, "levers", ids_in(Codebook, held.codebook, "levers"), _of(facts, "lever"))
    yield from _unused(CODEBOOK, "bases", ids_in(Codebook, held.codebook, "bases"), evidence.one("basis"))
    yield from _unused(CODEBOOK, "statuses", ids_in(Codebook, held.codebook, "statuses"), _of(facts, "own_status"))
    yield from _unused(ABOUT, "conflicts", ids_in(About, held.about, "conflicts"), _of(facts, "conflict"))
    for lever, categories in (categories_in(held.codebook) or {}).items():
        of_lever = None if facts is None else [fact for fact in facts if fact.get("lever") == lever]
        taken = _all(_of(of_lever, "category"), _of(of_lever, "categories"))
        yield from _unused(CODEBOOK, f"levers ({lever}).categories", categories, taken)
    paragraphs = _all(evidence.one("paragraph"), influences.one("paragraph"), _of(facts, "paragraph"))
    roles = held.about.get("paragraphs") if held.about else None
    if paragraphs is None or not isinstance(roles, dict):
        return
    for paragraph, role in roles.items():
        if role == "coded" and paragraph not in paragraphs:
            problem = f"{quoted(paragraph)} is marked as coded and has no record."
            yield Fault(ABOUT, 0, "paragraphs", problem, severity="warning")


def _of_one_doi(works: pd.DataFrame | None) -> Iterator[Fault]:
    """Yield a warning for each DOI that several works bear: they are one, and count as one."""
    for doi, keys in doubles(works).items():
        problem = (
            f"{', '.join(map(quoted, keys))} have one DOI, {doi}: they are one work, and count as {quoted(keys[0])}."
        )
        yield Fault(WORKS, 0, "doi", problem, "Keep one of the keys, and cite that one.", severity="warning")


def _unused(file: str, where: str, defined: Iterable[str] | None, used: set[str] | None) -> Iterator[Fault]:
    if defined is None or used is None:
        return
    for name in dict.fromkeys(defined):
        if name not in used:
            yield Fault(file, 0, where, f"nothing uses {quoted(name)}.", severity="warning")


class _Cells:
    """The words of a table by column; None where the table or the column couldn't be read."""

    def __init__(self, frame: pd.DataFrame | None) -> None:
        self.frame = frame

    def one(self, column: str) -> set[str] | None:
        if self.frame is None or column not in self.frame:
            return None
        return dict.fromkeys(self.frame[column]).keys() - {""}

    def many(self, column: str) -> set[str] | None:
        cells = self.one(column)
        return None if cells is None else {part.strip() for cell in cells for part in cell.split(LIST_SEPARATOR)}


class _Asked:
    """The same of records that an engine holds."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    def one(self, column: Term) -> set[str]:
        return set(self.evidence.used(column))

    def many(self, _: str) -> set[str]:
        return set(self.evidence.used("work"))


def _of(facts: list[Mapping[str, Tree]] | None, key: str) -> set[str] | None:
    return None if facts is None else {word for fact in facts for word in _words(fact.get(key))}


def _words(value: Tree) -> set[str]:
    found = value if isinstance(value, list) else [value]
    return {word for word in found if isinstance(word, str)}


def _all(*sets: set[str] | None) -> set[str] | None:
    whole: set[str] = set()
    for one in sets:
        if one is None:
            return None
        whole |= one
    return whole
