"""The works behind what the view leaves, what each contributes, and what each has to be read with."""

from collections.abc import Sequence

from components.drawing import looks
from components.drawing.words import agreeing, share
from components.evidence import library
from components.evidence.works_list import roles_shown, shown_works, works_finding
from components.exhibits.exhibit import Cell, Column, Exhibit, Field, Sheet, Sign, Table, Value
from components.exhibits.sections.entries import DRAWN, MOST, at_list, list_words, with_drawn
from components.exhibits.sections.parts import GAP
from components.view.view import View
from data.lists.contributions import Contribution
from data.model.dataset import Dataset
from data.model.records import Work

NOT_STATED = Cell("–", "not stated", "gap")


def work_exhibits(view: View) -> tuple[Exhibit, ...]:
    """Return the works that filters and search leave, in the view's order; nothing where none is left."""
    dataset, here = view.dataset, at_list(view, "works")
    shown = library.view_of(dataset, here.values)
    works = shown_works(dataset, shown)
    if not works:
        return ()
    drawn = works[:DRAWN]
    return (
        Exhibit(
            name="works",
            section="works",
            title="Works, and what rests on each of them",
            filters=list_words(here),
            finding=with_drawn(works_finding(works, shown), len(drawn), len(works), "works"),
            table=_table(dataset, drawn),
            sheet=Sheet("works", _FIELDS, tuple(_row(dataset, own) for own in works[:MOST])),
            legend=(
                *(Sign(mark, words) for mark, words in roles_shown(drawn)),
                *(Sign(looks.DIRECTION_SIGNS[way], f"records: {way}") for way in looks.DIRECTION_SIGNS),
                GAP,
            ),
            caveats=("Entries are counted, not weighed: a work that is cited more often isn't stronger evidence.",),
            works=tuple(own.work.key for own in drawn),
            more_works=tuple(own.work.key for own in works[:MOST]),
            link=here.link("evidence"),
        ),
    )


def _table(dataset: Dataset, works: Sequence[Contribution]) -> Table:
    heads = (
        Column("Work", 3.2), Column("Year", 0.7), Column("Studied in", 1.2), Column("Entries", 0.8, centred=True),
        *(Column(level.name, 1.4) for level in dataset.levels.values()),
        Column("Facts", 0.7, centred=True), Column("Links", 0.7, centred=True), Column("Places", 2.0),
    )  # fmt: skip
    return Table(heads, tuple(_cells(dataset, own) for own in works))


def _cells(dataset: Dataset, own: Contribution) -> tuple[Cell, ...]:
    work, levels = own.work, own.levels(dataset)
    verified = looks.VERIFIED_MARKS[work.verified][1]
    return (
        Cell(f"{looks.ROLE_SIGNS[own.role]} {work.name}", f"{work.title or 'title not known'} · {verified}",
             kind="head"),
        Cell(work.year) if work.year else NOT_STATED,
        Cell(work.study_country) if work.study_country else NOT_STATED,
        _count(own.total),
        *(
            Cell("  ".join(f"{sign} {levels[level][way]}"
                           for way, sign in looks.DIRECTION_SIGNS.items() if levels[level][way]))
            if level in levels
            else _count(0)
            for level in dataset.levels
        ),
        _count(own.count("facts")),
        _count(own.count("influences")),
        Cell(", ".join(f"{dataset.jurisdictions[place].name} {n}" for place, n in own.places(dataset).items()) or "–"),
    )  # fmt: skip


def _count(number: int) -> Cell:
    return Cell(str(number), number=float(number)) if number else Cell(looks.NO_RECORD.sign, kind="gap")


def _row(dataset: Dataset, own: Contribution) -> tuple[Value, ...]:
    return (
        *work_row(own.work), own.role, own.count("records"), own.count("facts"), own.count("influences"),
        "; ".join(own.places(dataset)) or None,
    )  # fmt: skip


def work_row(work: Work) -> tuple[Value, ...]:
    """Return a work as the cells of :data:`WORK_FIELDS`."""
    return (
        work.key, work.name, work.authors, work.year or None, work.title or None, work.container or None,
        work.type or None, work.study_country or None, work.doi or None, work.url or None, work.verified or None,
    )  # fmt: skip


def caution_exhibits(view: View) -> tuple[Exhibit, ...]:
    """Return the works of the dataset that carry a caution, or aren't verified; nothing where none is."""
    works = [work for work in view.dataset.works.values() if work.cautions]
    if not works:
        return ()
    drawn = works[:DRAWN]
    heads = (Column("Work", 1.6), Column("Title", 2.6), Column("Verified", 0.9), Column("Caution", 3.6))
    rows = tuple(
        (
            Cell(work.name, kind="head"),
            Cell(work.title or "title not known"),
            Cell(looks.VERIFIED_MARKS[work.verified][1]),
            Cell(" ".join(work.cautions)),
        )
        for work in drawn
    )
    return (
        Exhibit(
            name="cautions",
            section="cautions",
            title="Works that carry a caution",
            filters=("The whole dataset",),
            finding=with_drawn(
                f"{share(len(works), len(view.dataset.works), 'work', 'carries', 'carry')} a caution or "
                f"{agreeing(len(works), 'is', 'are')} not fully verified.",
                len(drawn),
                len(works),
                "works",
            ),
            table=Table(heads, rows),
            sheet=Sheet(
                "cautions",
                (*WORK_FIELDS, Field("caution", "What must be known before leaning on the work")),
                tuple((*work_row(work), " ".join(work.cautions)) for work in works),
            ),
            caveats=("A caution stands beside the work wherever the dashboard shows what rests on it.",),
            works=tuple(work.key for work in drawn),
            more_works=tuple(work.key for work in works),
            link=view.link("method"),
        ),
    )


WORK_FIELDS = (
    Field("key", "Key of the work"),
    Field("name", "Author and year, as one names it in a sentence"),
    Field("authors", "Its authors"),
    Field("year", "The year of publication; empty where it isn't known"),
    Field("title", "Its title; empty where it isn't known"),
    Field("container", "The journal, book or site that it stands in"),
    Field("type", "What kind of document it is"),
    Field("study_country", "The country that was studied; empty where it isn't stated"),
    Field("doi", "Its DOI"),
    Field("url", "Its address, where it has no DOI or one besides"),
    Field("verified", "Whether it was verified: yes, partial or no; empty where that isn't said"),
)
_FIELDS = (
    *WORK_FIELDS,
    Field("role", "source (coded itself), cited (by the primary source), supplement, or unused"),
    Field("records", "Records shown that rest on it", "integer"),
    Field("facts", "Facts shown that rest on it", "integer"),
    Field("influences", "Influences shown that rest on it", "integer"),
    Field("places", "Ids of the jurisdictions that these are told of"),
)
