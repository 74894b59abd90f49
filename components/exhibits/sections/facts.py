"""Facts on their way into a briefing: in full, and as the rows of a table that is worked with."""

from collections.abc import Iterable

from components.drawing.words import caution_words, stated_status, status_sign, status_term_words, stopped
from components.exhibits.exhibit import Detail, Field, Value
from components.exhibits.sections.parts import with_source
from data.model.dataset import Dataset
from data.model.records import Fact
from data.questions.cells import categories_of
from data.questions.staleness import age_words


def fact_detail(dataset: Dataset, name: str) -> Detail:
    """Return a fact in full."""
    place, fact = dataset.facts[name]
    return Detail(
        id=name,
        text=fact.value,
        about=", ".join(part for part in (fact_status(dataset, fact), fact.as_of or "", fact.counts or "") if part),
        place=fact.paragraph or "outside the primary source",
        works=fact.works,
        cautions=tuple(
            dict.fromkeys(
                stopped(caution)
                for caution in (
                    *((fact.note,) if fact.note else ()),
                    *age_words(dataset, fact),
                    *((dataset.about.conflicts[fact.conflict],) if fact.conflict else ()),
                    *caution_words(dataset, fact.works, (place,)),
                )
            )
        ),
    )


def fact_status(dataset: Dataset, fact: Fact) -> str:
    """Return a fact's status with its sign."""
    said = stated_status(fact)
    return f"{status_sign(dataset, said)} {status_term_words(dataset, said)}"


def source_of(fact: Fact) -> str:
    """Return whether a fact is the review's or the supplement's, in a word."""
    return "primary source" if fact.primary else "supplement"


def facts_works(dataset: Dataset, facts: Iterable[str]) -> tuple[str, ...]:
    """Return the works that some facts rest on, each once, the primary source first where one of them stands in it."""
    held = [dataset.facts[name][1] for name in facts]
    works = (key for fact in held for key in fact.works)
    return with_source(dataset, works, primary=any(fact.primary for fact in held))


def fact_row(dataset: Dataset, name: str) -> tuple[Value, ...]:
    """Return a fact as the cells of :data:`FACT_FIELDS`."""
    place, fact = dataset.facts[name]
    works, status = "; ".join(fact.works), status_term_words(dataset, stated_status(fact))
    return (
        name, place, "; ".join(categories_of(fact)) or None, fact.value, fact.number, fact.unit, status,
        fact.counts,
        fact.as_of, source_of(fact), fact.paragraph, works or None, fact.confidence, fact.checked,
        fact.conflict and dataset.about.conflicts[fact.conflict], fact.note, fact.scope, fact.starts, fact.ends,
        fact.pinpoint, fact.limit,
    )  # fmt: skip


FACT_FIELDS = (
    Field("fact", "Id of the fact; empty where there is none"),
    Field("fact_place", "Id of the jurisdiction that the fact is told of: the place itself, or a part of it"),
    Field("category", "The lever's category, where one is coded"),
    Field("value", "What is in place, in our own words"),
    Field("number", "The number that the fact states; comparable only where unit, status and counts agree", "number"),
    Field("unit", "The number's unit"),
    Field("status", "Required, recommended, planned, observed or explicitly none"),
    Field("counts", "The population or unit counted over"),
    Field("as_of", "The year or time that the fact is stated for"),
    Field("source", "Primary source, or supplement: another public document"),
    Field("paragraph", "The paragraph of the primary source; empty for a fact of the supplement"),
    Field("works", "Keys of the works cited, separated by semicolons"),
    Field("confidence", "How well the fact itself is sourced"),
    Field("checked", "ISO date on which its source was last looked at"),
    Field("conflict", "What sources disagree on, where they do"),
    Field("note", "Caveat of the fact"),
    Field("scope", "How wide the fact is: national (the whole place), part (a part of it) or programme (one service)"),
    Field("in_force_from", "Day, month or year from which it is in force"),
    Field("in_force_to", "Day, month or year on which it is no longer in force"),
    Field("pinpoint", "Section or page of its source"),
    Field("limit", "Where the number bounds the value: at_most, at_least, more_than, less_than or about"),
)
