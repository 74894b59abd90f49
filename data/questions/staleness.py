"""How old what a fact states is, whether its source is dated, and what the cut-off year leaves out.

Ages are reckoned from the dataset's own release, never from the clock of the
machine: the same version says the same to every reader.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from data.model.dataset import Dataset
from data.model.records import Fact, leading_year
from data.questions.counting import agreeing, share

OLD_AFTER_YEARS: Final = 10
"""A fact is called old where it is stated for a year more than so many years before the dataset's release."""


@dataclass(frozen=True)
class Staleness:
    """How old what a fact states is.

    Attributes
    ----------
    year : int or None
        Of the fact itself, else of the newest work that it rests on (of the
        primary source where it cites none); None where nothing is dated.
    own : bool
        Whether ``year`` is the fact's own.
    age : int or None
        Years from ``year`` to the dataset's release; None where either is unknown.
    undated : bool
        Whether no work that the fact rests on has a year.
    later : bool
        Whether it is of a later year than the one up to which the primary source reaches.
    """

    year: int | None
    own: bool
    age: int | None
    undated: bool
    later: bool

    @property
    def old(self) -> bool:
        """Whether it is over :data:`OLD_AFTER_YEARS` years old."""
        return self.age is not None and self.age > OLD_AFTER_YEARS

    @property
    def mark(self) -> str:
        """The one word that a table has room for: ``old``, ``undated``, or nothing."""
        return "old" if self.old else "undated" if self.undated else ""


def staleness(dataset: Dataset, fact: Fact) -> Staleness:
    """Return how old what a fact states is, and whether its sources say so."""
    works = [dataset.works[key] for key in fact.works] or [dataset.source]
    years = [year for work in works if (year := leading_year(work.year[:4])) is not None]
    year = fact.year if fact.year is not None else max(years, default=None)
    released, until = leading_year(dataset.about.released), leading_year(dataset.about.coded_until)
    return Staleness(
        year=year,
        own=fact.year is not None,
        age=released - year if released is not None and year is not None else None,
        undated=not years,
        later=not fact.primary and year is not None and until is not None and year > until,
    )


def age_words(dataset: Dataset, fact: Fact) -> tuple[str, ...]:
    """Return what a reader must know of a fact's age, one phrase each; nothing where it is dated and recent."""
    found = staleness(dataset, fact)
    said = ["Source undated"] if found.undated else []
    if found.old:
        what = f"Stated for {fact.as_of}" if found.own else f"The newest source cited is of {found.year}"
        said.append(f"{what}, {found.age} years before this dataset's release")
    if found.later:
        said.append(f"Later than {leading_year(dataset.about.coded_until)}, where the primary source ends")
    return tuple(said)


def checked_words(fact: Fact) -> str:
    """Return when a fact's source was last looked at, or that this isn't recorded."""
    return f"Source last looked at {fact.checked}" if fact.checked else "When its source was last looked at isn't told"


def cut_off_words(dataset: Dataset) -> str:
    """Return what the cut-off of the primary source leaves out; empty where the dataset names none."""
    until = leading_year(dataset.about.coded_until)
    return f"The primary source reaches to {until}; later changes are not in it." if until is not None else ""


def summary(dataset: Dataset, facts: Iterable[str]) -> str:
    """Return in words how many of some facts are undated or old, and what the cut-off leaves out."""
    found = [staleness(dataset, dataset.facts[name][1]) for name in dict.fromkeys(facts)]
    if not found:
        return cut_off_words(dataset)
    flagged = sum(bool(each.mark) for each in found)
    said = share(flagged, len(found), "shown fact", "rests on undated sources", "rest on undated sources")
    if dataset.about.released is None:
        said += "; without the dataset's release date no age can be told."
    else:
        said += f" or {agreeing(flagged, 'states', 'state')} what is over {OLD_AFTER_YEARS} years old."
    return f"{said} {cut_off_words(dataset)}".strip()
