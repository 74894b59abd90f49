"""The public parameters of a permalink: their names, what they hold, what is valid.

A widget's key begins with the name of what it sets. The URL carries ids, never
labels; a list repeats its parameter; a default is left out.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from components.view.names import ANNEXES, SECTION_IDS
from data.lists.library import KINDS, ORDERS
from data.model.dataset import Dataset
from data.model.faults import nearest
from data.model.records import DAY, first_day
from data.model.selection import FILTERS, Selection
from data.model.vocabulary import DIRECTIONS

Value = tuple[str, ...] | str | bool | float | None
Params = dict[str, list[str]]

MEASURES: Final = ("rating", "records", "works")
COLUMNS: Final = ("places", "countries", "works")
SORTS: Final = ("codebook", "evidence", "disagreement")
SHOWS: Final = ("records", "works", "timeline", "basket")
LONGEST_TEXT: Final = 200
EARLIEST: Final = date(1000, 1, 1)
LATEST: Final = date(9999, 12, 31)
"""The days that can be asked for: the field of a day writes a year before 1000 without its zeros, and can't read it."""


@dataclass(frozen=True)
class EveryId:
    """The ids of every record, fact and influence; records that an engine holds are looked up, never listed."""

    dataset: Dataset

    def __contains__(self, name: object) -> bool:
        return name in self.dataset.facts or name in self.dataset.influences or name in self.dataset.records

    def __iter__(self) -> Iterator[str]:
        yield from self.dataset.records if self.dataset.evidence.in_memory else ()
        yield from (*self.dataset.facts, *self.dataset.influences)


def categorized(dataset: Dataset) -> tuple[str, ...]:
    """Return the levers that list categories, by which places can be grouped."""
    return tuple(lever.id for lever in dataset.levers.values() if lever.categories)


@dataclass(frozen=True)
class Parameter:
    """One parameter of the URL.

    Attributes
    ----------
    name : str
        In the URL, and what the key of its widget begins with.
    kind : {"ids", "id", "flag", "number", "text", "day"}
        A list of words, one word or none, a yes or no, a number, free text, a
        day (or month, or year).
    default : Value
        What holds where the URL is silent.
    valid : function from Dataset to words
        The words that a dataset allows; unused for flags, numbers and text.
    limits : pair of float
        The least and the most of a number.
    longest : int
        The most characters of a text.
    """

    name: str
    kind: Literal["ids", "id", "flag", "number", "text", "day"]
    default: Value = None
    valid: Callable[[Dataset], Iterable[str]] = lambda _: ()
    limits: tuple[float, float] = (0.0, math.inf)
    longest: int = LONGEST_TEXT


PARAMETERS: Final[Mapping[str, Parameter]] = {
    parameter.name: parameter
    for parameter in (
        Parameter("places", "ids", (), lambda d: d.jurisdictions),
        Parameter("levels", "ids", (), lambda d: d.levels),
        Parameter("domains", "ids", (), lambda d: d.domains),
        Parameter("factors", "ids", (), lambda d: d.factors),
        Parameter("directions", "ids", (), lambda _: DIRECTIONS),
        Parameter("bases", "ids", (), lambda d: [basis.id for basis in d.codebook.bases]),
        Parameter("works", "ids", (), lambda d: d.works),
        Parameter("parts", "flag", False),
        Parameter("supplement", "flag", True),
        Parameter("cited", "flag", False),
        Parameter("on", "day"),
        Parameter("home", "id", None, lambda d: d.jurisdictions),
        Parameter("factor", "id", None, lambda d: d.factors),
        Parameter("place", "id", None, lambda d: d.jurisdictions),
        Parameter("column", "text", ""),
        Parameter("lever", "id", None, lambda d: d.levers),
        Parameter("record", "id", None, EveryId),
        Parameter("steps", "number", 0.0, limits=(0.0, 99.0)),
        Parameter("q", "text", ""),
        Parameter("columns", "id", "places", lambda d: [*COLUMNS, *categorized(d)]),
        Parameter("measure", "id", "rating", lambda _: MEASURES),
        Parameter("sort", "id", "codebook", lambda _: SORTS),
        Parameter("empty", "flag", True),
        Parameter("differ", "flag", False),
        Parameter("shared", "flag", False),
        Parameter("map", "id", None, lambda d: d.levers),
        Parameter("numbers", "id", None, lambda d: d.levers),
        Parameter("week", "number", 40.0, limits=(1.0, 80.0)),
        Parameter("series", "id", None, lambda d: {f.measure: None for _, f in d.facts.values() if f.measure}),
        Parameter("point", "id", None, lambda d: d.facts),
        Parameter("show", "id", "records", lambda _: SHOWS),
        Parameter("kinds", "ids", (), lambda _: KINDS),
        Parameter("order", "id", "source", lambda _: ORDERS),
        Parameter("page", "number", 1.0, limits=(1.0, 100_000.0)),
        Parameter("work", "id", None, lambda d: d.works),
        Parameter("term", "text", ""),
        Parameter("memo", "flag", False),
        Parameter("guide", "flag", False),
        Parameter("basket", "ids", (), EveryId),
        Parameter("sections", "ids", (), lambda _: SECTION_IDS),
        Parameter("title", "text", ""),
        Parameter("author", "text", ""),
        Parameter("note", "text", "", longest=1000),
        Parameter("annex", "id", "short", lambda _: ANNEXES),
        Parameter("preview", "flag", False),
        Parameter("own", "flag", False),
        Parameter("dataset", "text", ""),
        Parameter("v", "text", ""),
    )
}

OPENED: Final = ("factor", "place", "column", "lever", "record", "point", "work", "steps")
"""What is open on a page, and closed on every other: links from page to page leave it behind."""

PRINTED: Final = ("factor", "place", "column", "steps")
"""What of it the briefing prints, and so takes along."""

NARROWING: Final = frozenset({*FILTERS, "q", "kinds", "show", "order"})
"""Where one of these changes, a list starts again at its first page."""


@dataclass(frozen=True)
class Dropped:
    """A piece of a URL that this dataset has no place for, and the nearest that it has."""

    name: str
    value: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.name}={self.value}" + (f" ({self.hint})" if self.hint else "")


def parse(params: Mapping[str, Iterable[str]], dataset: Dataset) -> tuple[dict[str, Value], tuple[Dropped, ...]]:
    """Return the view that a URL describes, and what in it isn't valid here.

    Parameters
    ----------
    params : mapping of name to the values given, in order
    dataset : Dataset

    Returns
    -------
    values : dict of name to value
        Every parameter, with its default where the URL is silent or not valid.
    dropped : tuple of Dropped
    """
    values: dict[str, Value] = {name: parameter.default for name, parameter in PARAMETERS.items()}
    dropped: list[Dropped] = []
    for name, given in params.items():
        parameter = PARAMETERS.get(name)
        if parameter is None:
            dropped += [Dropped(name, text, nearest(name, PARAMETERS)) for text in given]
            continue
        good: list[Value] = []
        for text in given:
            value, hint = _parsed(parameter, text, dataset)
            if value is None:
                dropped.append(Dropped(name, text, hint))
            else:
                good.append(value)
        if parameter.kind == "ids":
            values[name] = tuple(dict.fromkeys(str(value) for value in good))
        elif good:
            values[name] = good[-1]
    if values["v"] == dataset.about.version:
        values["v"] = PARAMETERS["v"].default
    return values, tuple(dropped)


def _parsed(parameter: Parameter, text: str, dataset: Dataset) -> tuple[Value, str]:
    """Return one value of a parameter, or None and a hint where the text isn't valid."""
    if parameter.kind == "flag":
        return ({"true": True, "false": False}.get(text), "true or false")
    if parameter.kind == "text":
        return (text if len(text) <= parameter.longest else None, f"at most {parameter.longest} characters")
    if parameter.kind == "day":
        return _day(text)
    if parameter.kind == "number":
        least, most = parameter.limits
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        return (number if least <= number <= most else None, f"a number from {least:g} to {most:g}")
    allowed = parameter.valid(dataset)
    valid = allowed if isinstance(allowed, EveryId) else list(allowed)
    return (text, "") if text in valid else (None, nearest(text, valid))


def _day(text: str) -> tuple[Value, str]:
    try:
        # Without ASCII, `\d` is a digit of any script: the field and the description of the API know of ours alone.
        sound = re.fullmatch(DAY, text, re.ASCII) is not None and first_day(text) >= EARLIEST
    except ValueError:
        sound = False
    return (text if sound else None), "a day, a month or a year from 1000 on, such as 2021-03-01, 2021-03 or 2021"


def encode(values: Mapping[str, Value]) -> Params:
    """Return a view as the parameters of a URL: ids, in the public order, defaults left out."""
    params: Params = {}
    for name, parameter in PARAMETERS.items():
        value = values.get(name, parameter.default)
        if value == parameter.default or value is None:
            continue
        if isinstance(value, tuple):
            params[name] = list(value)
        elif isinstance(value, bool):
            params[name] = [str(value).lower()]
        else:
            params[name] = [f"{value:g}" if isinstance(value, float) else value]
    return params


def selection(values: Mapping[str, Value]) -> Selection:
    """Return the filters among the values of a view."""
    return Selection(**{name: values[name] for name in FILTERS})  # type: ignore[arg-type]
