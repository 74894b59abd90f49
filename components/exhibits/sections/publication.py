"""When the works behind what the view leaves were published."""

from typing import Final

from components.charts.timeline import timeline
from components.drawing import looks
from components.drawing.words import agreeing, share
from components.evidence import library
from components.evidence.publication import dots, held_roles, publication_finding, span, year_counts
from components.evidence.works_list import roles_shown, shown_works
from components.exhibits.exhibit import Cell, Column, Drawing, Exhibit, Field, Sheet, Sign, Table
from components.exhibits.sections.entries import MOST, at_list, list_words
from components.exhibits.sections.works import WORK_FIELDS, work_row
from components.view.view import View
from data.lists.contributions import Contribution

_WIDTH: Final = 1100
_REFERENCES: Final = 300
"""Works whose references a picture carries: it is drawn in one piece."""


def publication_exhibits(view: View) -> tuple[Exhibit, ...]:
    """Return the works that filters and search leave, by year; nothing where none carries a year."""
    dataset, here = view.dataset, at_list(view, "timeline")
    shown = library.view_of(dataset, here.values)
    works = shown_works(dataset, shown)
    frame = dots(works)
    if not len(frame):
        return ()
    keys = tuple(own.work.key for own in works)
    return (
        Exhibit(
            name="publication",
            section="publication",
            title="When the works were published",
            filters=list_words(here),
            finding=publication_finding(dataset, works, shown),
            drawing=Drawing(timeline, (span(dataset, frame), "light", _WIDTH), frame, dataset.fingerprint),
            table=_table(works),
            sheet=Sheet(
                "publication",
                (*WORK_FIELDS, Field("role", "source (coded itself), cited (by it), supplement, or unused")),
                tuple((*work_row(own.work), own.role) for own in works[:MOST]),
            ),
            legend=(
                *(
                    Sign(sign, f"{words}{', below the line' if sign == looks.ROLE_SIGNS['supplement'] else ''}")
                    for sign, words in roles_shown(works)
                ),
                Sign("0", "no work of that year in this dataset (a gap, not a finding that none was published)"),
            ),
            caveats=tuple(_caveats(works)),
            works=keys[:_REFERENCES],
            more_works=keys[:MOST],
            link=here.link("evidence"),
        ),
    )


def _caveats(works: tuple[Contribution, ...]) -> list[str]:
    undated = sum(own.year is None for own in works)
    said = ["A mark is one work, at the year of its publication: not at the year that it tells of."]
    if undated:
        said.append(
            f"{share(undated, len(works), 'work', 'carries', 'carry')} no year, and so "
            f"{agreeing(undated, 'does', 'do')} not stand on the axis."
        )
    if len(works) > _REFERENCES:
        said.append(f"The picture carries the first {_REFERENCES} references; CSV and Excel list all the works.")
    return said


def _table(works: tuple[Contribution, ...]) -> Table:
    roles = held_roles(works)
    heads = (Column("Year", 1.2), *(Column(looks.ROLES_WORDS[role], 1.6, centred=True) for role in roles))
    rows = tuple(
        (Cell(year, kind="head"), *(Cell(str(count), number=float(count)) for count in counts))
        for year, counts in year_counts(works, roles)
    )
    return Table(heads, rows)
