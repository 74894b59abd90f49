"""What a view shows, as things that can be printed: exhibits, their tables, pictures and legends.

An exhibit knows nothing of a file's format, and a writer of files nothing of
the dashboard's questions: sections build exhibits from a view, writers put
them into documents. All text is plain text of the dataset; whoever writes it
into a format that has markup or formulas keeps it from becoming either.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import altair as alt
import pandas as pd
import pyarrow as pa

CellKind = Literal["value", "gap", "none", "not_applicable", "head"]
"""What a cell holds: a value, no record in the source, explicitly none, nothing that could apply; or a row's name."""


@dataclass(frozen=True)
class Cell:
    """One cell of a table that is read.

    Attributes
    ----------
    text : str
        What it says.
    detail : str
        What stands beneath in small: status, year, source.
    kind : CellKind
        A gap is drawn unlike a value, in shape as well as in colour.
    fill, ink : str
        Its colours on white, ``#rrggbb``; empty for those of the page.
    number : float or None
        For tables that are worked with, where the cell is a number.
    behind : tuple of ids
        The records or facts behind it.
    """

    text: str
    detail: str = ""
    kind: CellKind = "value"
    fill: str = ""
    ink: str = ""
    number: float | None = None
    behind: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """A column of a table that is read: its head, and its width as a share of the others'."""

    title: str
    width: float = 1.0
    centred: bool = False


@dataclass(frozen=True)
class Table:
    """A table that is read: in a document, on a slide, as a picture.

    ``bands`` maps the number of a row to the words that stand above it, as a
    band over the whole width; ``chapters`` maps the number of a row to what the
    rows from there on are called together, where they don't all fit one slide.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    bands: tuple[tuple[int, str], ...] = ()
    chapters: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Field:
    """A column of a table that is worked with, as a data dictionary describes it."""

    name: str
    description: str
    type: Literal["string", "number", "integer", "boolean"] = "string"


Value = str | int | float | bool | None
"""None is an empty cell: not stated, never zero."""


@dataclass(frozen=True)
class Sheet:
    """A table that is worked with: tidy, one row a thing, ids and labels both.

    Its rows may be made as they are read, see :class:`~components.exhibits.sections.entries.Rows`.
    """

    name: str
    fields: tuple[Field, ...]
    rows: Sequence[tuple[Value, ...]]


@dataclass(frozen=True)
class Drawing:
    """A chart before it is drawn: its function, what the function is called with, and its data.

    ``build(*arguments)`` returns the chart without data, in the light theme;
    ``data`` is its data, by name where it draws several; ``fingerprint`` is the
    dataset's.
    ``behind`` maps the values that a mark has in ``fields`` to the records or
    facts behind it, where a mark has some.
    """

    build: Callable[..., alt.TopLevelMixin]
    arguments: tuple[object, ...]
    data: pd.DataFrame | Mapping[str, pa.Table]
    fingerprint: str = ""
    fields: tuple[str, ...] = ()
    behind: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class CloseUp:
    """A part of a drawing that can be read where the whole can't: what it is a part of, in words, and its drawing."""

    words: str
    drawing: Drawing


@dataclass(frozen=True)
class Sign:
    """One entry of a legend: a sign, what it means, and its colours on white (empty: those of the page)."""

    sign: str
    words: str
    fill: str = ""
    ink: str = ""


@dataclass(frozen=True)
class Detail:
    """What stands behind a cell or a statement, in full.

    ``id`` is the record's or fact's; ``place`` where it stands in the source,
    in words; ``works`` the keys of what it cites.
    """

    id: str
    text: str
    about: str
    place: str
    works: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exhibit:
    """One thing that a view shows, with all that it must carry wherever it goes.

    Attributes
    ----------
    name : str
        Lower-case words joined by hyphens; unique within a briefing; the name of its files.
    section : str
        The id of the section that it belongs to.
    title : str
        What is shown.
    filters : tuple of str
        What it is narrowed to, in words, one phrase a filter; never empty.
    finding : str
        What it shows, in words worked out from it: its caption and its text alternative.
    drawing : Drawing or None
        None where the table is the exhibit.
    table : Table
        What it says, to be read: the exhibit itself, or the same numbers as the drawing.
    sheet : Sheet
        What it says, to be worked with.
    legend : tuple of Sign
        Every sign that stands in it, gaps included.
    caveats : tuple of str
        What a reader must know before quoting it, one sentence each.
    works : tuple of keys
        The works that stand behind what is shown, and only those, the sources first.
    details : tuple of Detail
        The records and facts behind its cells; a file that holds them, or the sheet, has :attr:`all_works` as its
        references, as a cell of the policy table shows one fact of several.
    link : str
        The permalink at which the dashboard shows it.
    more_works : tuple of keys
        The works behind rows of the sheet that the table, which has to be read, leaves out.
    group : str
        What the slide is called on which it stands beside others of its group; empty where it stands alone.
    close_ups : callable
        Works out the parts in which its drawing is shown where the whole can't be read; none where there are none.
    """

    name: str
    section: str
    title: str
    filters: tuple[str, ...]
    finding: str
    table: Table
    sheet: Sheet
    legend: tuple[Sign, ...] = ()
    caveats: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()
    link: str = ""
    drawing: Drawing | None = field(default=None, compare=False)
    more_works: tuple[str, ...] = ()
    group: str = ""
    close_ups: Callable[[], tuple[CloseUp, ...]] = field(default=tuple, compare=False)

    @property
    def all_works(self) -> tuple[str, ...]:
        """The works behind what is shown and behind its details, each once."""
        return tuple(dict.fromkeys((*self.works, *(key for detail in self.details for key in detail.works))))
