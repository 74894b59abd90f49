"""What a sentence is, and the words by which it says how strong its sources are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from data.model.dataset import Dataset
from data.questions.cells import only_cited
from data.questions.counting import agreeing, capital, spelled
from data.questions.wording import tidy

Strength = Literal["several", "one", "unverified", "mixed", "silent"]
_STUDIES: Final = ("article", "book", "chapter", "thesis", "preprint")


@dataclass(frozen=True)
class Sentence:
    """A sentence that was worked out from a dataset, and what it rests on.

    Attributes
    ----------
    text : str
        One sentence, with one full stop at its end.
    records : tuple of ids
        The records and the influences behind it.
    facts : tuple of ids
    works : tuple of keys
        The works behind it, so that a file can number its sources; that of a
        fact which the primary source states opens with the primary source.
    strength : {"several", "one", "unverified", "mixed", "silent"}
        Two or more works that agree; one, or the source's own word; works of
        which only the citation was seen; works that differ; no source at all.
    """

    text: str
    records: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    strength: Strength = "one"


def stated(text: str) -> str:
    """Return words as a sentence: a capital at its head, one full stop at its end, no space twice."""
    line = tidy(text)
    return f"{capital(line)}."


def strength_of(dataset: Dataset, keys: Iterable[str]) -> Strength:
    """Return how strong the works behind something are, where they agree; one work under two keys counts once."""
    works = [dataset.works[key] for key in dict.fromkeys(keys)]
    if only_cited(dataset, [work.key for work in works]):
        return "unverified"
    return "several" if len({work.doi.lower() or work.key for work in works}) > 1 else "one"


def sources_report(dataset: Dataset, keys: Iterable[str], verb: str = "report") -> str:
    """Return who says it: ``One study reports``, ``Two studies report``; without a work the primary source itself."""
    works = [dataset.works[key] for key in dict.fromkeys(keys)]
    number = len({work.doi.lower() or work.key for work in works})
    if not number:
        return f"The primary source itself, citing no work, {verb}s"
    noun = ("study", "studies") if all(work.type in _STUDIES for work in works) else ("source", "")
    seen = agreeing(number, "the citation was", "the citations were")
    cited = f", of which only {seen} checked," if only_cited(dataset, [work.key for work in works]) else ""
    return f"{capital(spelled(number, *noun))}{cited} {verb}{agreeing(number, 's', '')}"


def inside(clause: str) -> str:
    """Return a clause of :func:`fact_clause` as it follows other words: with a small letter where its word is ours."""
    ours = re.match(r"(?:In|On|The|No|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten) ", clause)
    return clause[:1].lower() + clause[1:] if ours else clause
