"""What the dataset can't tell, in plain words, each with its count."""

from collections.abc import Iterator

import pandas as pd
import streamlit as st

from components.drawing.markup import rendered
from components.drawing.show import theme
from components.drawing.words import agreeing, counted, share
from data.model.dataset import Dataset
from data.questions.limits import Limits, limits

Limit = tuple[str, str]
"""A head and a sentence."""


def show_limits(dataset: Dataset) -> None:
    """Say plainly what the dataset can't tell."""
    st.html(rendered("method/limits.html", theme=theme(), limits=limit_words(dataset)))


def limit_words(dataset: Dataset) -> list[Limit]:
    """Return each limit as a head and a sentence; those that don't hold for the dataset are left out."""
    counts = limits(dataset)
    return [*_reading(dataset, counts), *_records(counts), *_sources(dataset, counts)]


def _reading(dataset: Dataset, counts: Limits) -> Iterator[Limit]:
    yield (
        "No record is not absence.",
        "An empty cell says that the coded source is silent, not that a place lacks the factor or the policy.",
    )
    yield (
        "Ratings tell what is reported.",
        "They count directions and distinct works. They are no effect sizes: no work is weighed by its design or size.",
    )
    others = counts.sources - 1
    yield (
        f"{counts.sources} sources are coded." if others else "One source is coded.",
        f"Factors, directions and influences are what {dataset.source.name} reports"
        + (f", and {others} more" if others else "")
        + ". What was left out there is not here.",
    )
    if dataset.about.coded_until is not None:
        beyond = f" {counted(counts.later_facts, 'fact')} {agreeing(counts.later_facts, 'is', 'are')} of a later year."
        later = beyond if counts.later_facts else ""
        yield f"Coded up to {dataset.about.coded_until}.", f"The coded evidence reaches no further.{later}"


def _records(counts: Limits) -> Iterator[Limit]:
    if counts.unplaced:
        yield (
            "Most records name no place."
            if 2 * counts.unplaced > counts.records
            else "Not every record names a place.",
            f"{share(counts.unplaced, counts.records, 'record', 'stands', 'stand')} under the general literature; "
            "a study's own country doesn't place what it found.",
        )
    if counts.synthesis:
        yield (
            "The source's own synthesis.",
            f"{share(counts.synthesis, counts.records, 'record', 'rests', 'rest')} on it, with no work cited.",
        )


def _sources(dataset: Dataset, counts: Limits) -> Iterator[Limit]:
    facts = len(dataset.facts)
    if unverified := _unverified(counts):
        yield "Not every work is verified.", f"Of {counted(counts.works, 'work')}, {unverified}."
    if counts.cautioned:
        yield (
            "Copies and doubtful references.",
            f"{share(counts.cautioned, counts.works, 'work', 'carries', 'carry')} a caution, such as having no date or "
            "having been read "
            "in a copy held by a third party. It is shown wherever the work stands, and listed below.",
        )
    if counts.other_facts:
        rest = agreeing(counts.undated_facts, "rests", "rest")
        undated = f"; {counts.undated_facts} of these {rest} on undated sources alone" if counts.undated_facts else ""
        yield (
            "A supplement, told apart.",
            f"{share(counts.other_facts, facts, 'fact', 'rests', 'rest')} on other public documents than the primary "
            f"source{undated}.",
        )
    if counts.yearless_facts:
        yield "Facts without a year.", f"{counts.yearless_facts} of {facts} can't be put on a time axis."
    if counts.unchecked_facts:
        yield (
            "When looked at.",
            f"For {counts.unchecked_facts} of {facts} facts it isn't recorded when their source was last looked at.",
        )


def _unverified(counts: Limits) -> str:
    parts = [
        (counts.unverified, agreeing(counts.unverified, "was", "were") + " seen as a citation only"),
        (counts.partly, "could be verified in part only"),
        (counts.unsaid, agreeing(counts.unsaid, "isn't", "aren't") + " said to be verified or not"),
    ]
    return ", ".join(f"{count} {words}" for count, words in parts if count)


def show_cautions(dataset: Dataset) -> None:
    """List the works that carry a caution, or aren't verified."""
    rows = [
        {"Work": work.name, "Title": work.title, "Verified": work.verified or "–", "Caution": " ".join(work.cautions)}
        for work in dataset.works.values()
        if work.cautions
    ]
    if rows:
        with st.expander("Works that carry a caution", key="cautions"):
            st.dataframe(
                pd.DataFrame(rows), hide_index=True, height=300, key="cautions_table", alt="Works with their cautions"
            )
