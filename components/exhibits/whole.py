"""The whole dataset as tables that are worked with, one row a thing."""

from collections.abc import Iterable

from components.exhibits.exhibit import Field, Sheet, Value
from components.exhibits.sections.facts import FACT_FIELDS, fact_row
from data.model.dataset import Dataset


def whole_sheets(dataset: Dataset) -> tuple[Sheet, ...]:
    """Return records, facts, influences, works, places and terms, in the order of the screen, no filter applied.

    Records that an engine holds are left out: they are too many for a file, and lie in one already.
    """
    held = (Sheet("records", _RECORDS, tuple(_records(dataset))),) if dataset.evidence.in_memory else ()
    return (
        *held,
        Sheet("facts", _FACTS, tuple(_facts(dataset))),
        Sheet("influences", _INFLUENCES, tuple(_influences(dataset))),
        Sheet("works", _WORKS, tuple(_works(dataset))),
        Sheet("jurisdictions", _PLACES, tuple(_places(dataset))),
        Sheet("factors", _TERMS, tuple(_factors(dataset))),
        Sheet("levers", _LEVERS, tuple(_levers(dataset))),
    )


def _listed(names: Iterable[str]) -> str | None:
    return "; ".join(names) or None


def _records(dataset: Dataset) -> Iterable[tuple[Value, ...]]:
    for r in dataset.records.values():
        yield (
            r.id, r.paragraph, r.factor, dataset.factors[r.factor].name, dataset.level_of(r.factor), r.direction,
            _listed(r.places), r.basis, _listed(r.works), r.statement, r.aspect or None, r.pinpoint or None,
        )  # fmt: skip


def _facts(dataset: Dataset) -> Iterable[tuple[Value, ...]]:
    for name, (place, fact) in dataset.facts.items():
        lever = dataset.levers[fact.lever]
        yield (lever.id, lever.name, dataset.jurisdictions[place].name, fact.measure, *fact_row(dataset, name))


def _influences(dataset: Dataset) -> Iterable[tuple[Value, ...]]:
    for i in dataset.influences.values():
        acts = "strengthens" if i.sign == "+" else "weakens"
        ends = (
            i.from_factor,
            dataset.factors[i.from_factor].name,
            acts,
            i.to_factor,
            dataset.factors[i.to_factor].name,
        )
        yield (i.id, *ends, i.paragraph, _listed(i.works), i.statement, i.pinpoint or None)


def _works(dataset: Dataset) -> Iterable[tuple[Value, ...]]:
    for w in dataset.works.values():
        yield (
            w.key, w.name, w.type or None, w.authors, w.year or None, w.title or None, w.container or None,
            w.volume or None, w.issue or None, w.pages or None, w.publisher or None, w.doi or None, w.url or None,
            w.study_country or None, w.verified or None, w.note or None,
        )  # fmt: skip


def _places(dataset: Dataset) -> Iterable[tuple[Value, ...]]:
    for p in dataset.jurisdictions.values():
        yield (p.id, p.name, p.label, p.kind, p.part_of, p.headline, p.summary)


def _factors(dataset: Dataset) -> Iterable[tuple[Value, ...]]:
    for f in dataset.factors.values():
        domain = dataset.domains[f.domain]
        level = dataset.levels[domain.level]
        yield (f.id, f.name, domain.id, domain.name, level.id, level.name, f.definition)


def _levers(dataset: Dataset) -> Iterable[tuple[Value, ...]]:
    for lever in dataset.levers.values():
        yield (lever.id, lever.name, lever.definition, _listed(lever.categories))


_RECORDS = (
    Field("id", "Id of the coded record, kept from version to version"),
    Field("paragraph", "Its paragraph in the primary source"),
    Field("factor", "Id of the factor"),
    Field("factor_name", "The factor as the codebook names it"),
    Field("level", "Id of the factor's level"),
    Field("direction", "facilitator, barrier, mixed or neutral"),
    Field("places", "Ids of the jurisdictions that the text names, separated by semicolons"),
    Field("basis", "What the claim rests on"),
    Field("works", "Keys of the works cited, separated by semicolons; empty for the source's own synthesis"),
    Field("statement", "What is said, in our own words"),
    Field("aspect", "lack, where it is the lack of the factor that helps or hinders"),
    Field("pinpoint", "Section or page of the source"),
)
_FACTS = (
    Field("lever", "Id of the lever"),
    Field("lever_name", "The lever as the codebook names it"),
    Field("place_name", "The jurisdiction's name"),
    Field("measure", "Id shared by the facts that are one series over time"),
    *FACT_FIELDS,
)
_INFLUENCES = (
    Field("id", "Id of the stated influence"),
    Field("from_factor", "Id of the factor that acts"),
    Field("from_name", "Its name"),
    Field("acts", "strengthens: makes stronger or likelier; weakens: makes weaker or less likely"),
    Field("to_factor", "Id of the factor acted on"),
    Field("to_name", "Its name"),
    Field("paragraph", "Its paragraph in the primary source"),
    Field("works", "Keys of the works cited, separated by semicolons"),
    Field("statement", "What is stated, in our own words"),
    Field("pinpoint", "Section or page of the source"),
)
_WORKS = (
    Field("key", "Key of the work"),
    Field("name", "Author and year, as one names it in a sentence"),
    Field("type", "Kind of work"),
    Field("authors", "Authors, separated by semicolons"),
    Field("year", "Year; letters tell works of one year apart"),
    Field("title", "Title"),
    Field("container", "Journal, newspaper or series that it stands in"),
    Field("volume", "Volume"),
    Field("issue", "Issue"),
    Field("pages", "Pages"),
    Field("publisher", "Publisher"),
    Field("doi", "DOI, bare"),
    Field("url", "Address"),
    Field("study_country", "Where the study was carried out"),
    Field("verified", "Whether the work itself was seen: yes, partial or no"),
    Field("note", "Caution on the work"),
)
_PLACES = (
    Field("id", "Id of the jurisdiction"),
    Field("name", "Its short name"),
    Field("label", "Its full name"),
    Field("kind", "country, region, programme, group or literature"),
    Field("part_of", "Id of the jurisdiction that it is a part of"),
    Field("headline", "Whether the overview opens with it", "boolean"),
    Field("summary", "What it is, in a sentence or two"),
)
_TERMS = (
    Field("id", "Id of the factor"),
    Field("name", "The factor as the codebook names it"),
    Field("domain", "Id of its domain"),
    Field("domain_name", "The domain's name"),
    Field("level", "Id of its level"),
    Field("level_name", "The level's name"),
    Field("definition", "What it covers"),
)
_LEVERS = (
    Field("id", "Id of the lever"),
    Field("name", "The lever as the codebook names it"),
    Field("definition", "What it covers"),
    Field("categories", "Its categories, separated by semicolons"),
)
