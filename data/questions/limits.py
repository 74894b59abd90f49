"""What a dataset can't tell, counted: how far its sources reach and how well they could be checked."""

from dataclasses import dataclass

import narwhals as nw

from data.model.dataset import Dataset
from data.model.frames import counted, lazy
from data.model.records import leading_year
from data.model.selection import Selection


@dataclass(frozen=True)
class Limits:
    """The counts behind the limits that a reader must know.

    Attributes
    ----------
    sources : int
        Sources whose text is coded.
    paragraphs, coded_paragraphs : int
        Paragraphs of the primary source, and those of them that are to be
        coded; both 0 where dataset.yaml doesn't name them.
    works, unverified, partly, unsaid : int
        Works listed, those of which only the citation was seen, those that
        could be verified in part, and those of which nothing is said.
    cautioned : int
        Works that carry a caution of their own, such as being read in a copy.
    other_facts, undated_facts : int
        Facts of other documents than the primary source, and those of them
        that rest on works without a year alone.
    yearless_facts, unchecked_facts : int
        Facts, of any source, that say no year, and of which it isn't said when
        their source was last looked at.
    later_facts : int
        Facts whose year lies after the one up to which the sources reach.
    synthesis, records : int
        Records that rest on the source's own synthesis, and all records.
    unplaced : int
        Records that name no place.
    """

    sources: int
    paragraphs: int
    coded_paragraphs: int
    works: int
    unverified: int
    partly: int
    unsaid: int
    cautioned: int
    other_facts: int
    undated_facts: int
    yearless_facts: int
    unchecked_facts: int
    later_facts: int
    synthesis: int
    records: int
    unplaced: int


def limits(dataset: Dataset) -> Limits:
    """Return the counts behind what a dataset can't tell."""
    works = dataset.works
    facts = [fact for _, fact in dataset.facts.values()]
    others = [fact for fact in facts if not fact.primary]
    until = leading_year(dataset.about.coded_until)
    literature = {place.id for place in dataset.jurisdictions.values() if place.kind == "literature"}
    claims = dataset.evidence.claims(Selection())
    citing = lazy(claims.record_work).select("id").unique()
    placed = lazy(claims.record_place).filter(~nw.col("place").is_in(sorted(literature))).select("id").unique()
    return Limits(
        sources=len(dataset.about.sources),
        paragraphs=len(dataset.about.paragraphs),
        coded_paragraphs=sum(role == "coded" for role in dataset.about.paragraphs.values()),
        works=len(works),
        unverified=sum(work.verified == "no" for work in works.values()),
        partly=sum(work.verified == "partial" for work in works.values()),
        unsaid=sum(not work.verified for work in works.values()),
        cautioned=sum(bool(work.note) for work in works.values()),
        other_facts=len(others),
        undated_facts=sum(not any(works[key].year for key in fact.works) for fact in others),
        yearless_facts=sum(fact.year is None for fact in facts),
        unchecked_facts=sum(fact.checked is None for fact in facts),
        later_facts=sum(fact.year is not None and until is not None and fact.year > until for fact in facts),
        synthesis=dataset.evidence.size - counted(citing),
        records=dataset.evidence.size,
        unplaced=dataset.evidence.size - counted(placed),
    )
