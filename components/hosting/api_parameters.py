"""What may be asked of the data API: the parameters of the URL by their own names, and the API's three."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from rapidfuzz import fuzz, process

from components.view.parameters import LONGEST_TEXT, PARAMETERS, Value, parse, selection
from data.model.dataset import Dataset
from data.model.selection import Selection

PER_PAGE: Final = 100
MOST_PER_PAGE: Final = 500
LAST_PAGE: Final = 100_000
FORMATS: Final = ("json", "csv")
MOST_VALUES: Final = 500
MOST_LISTED: Final = 25
_YEAR: Final = "^[1-9][0-9]{3}$"
_DATE: Final = "^[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_MONTH: Final = "^[1-9][0-9]{3}-(0[1-9]|1[0-2])$"
MOST_TOLD: Final = 20
"""Faults of a request that are told, each with what would be valid; the others are counted."""

OWN: Final[Mapping[str, tuple[str, dict[str, Any]]]] = {
    "page": ("Which page of the items.", {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1}),
    "per_page": (
        "How many items a page has.",
        {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE, "default": PER_PAGE},
    ),
    "format": (
        "The form of the answer; without it the Accept header decides.",
        {"type": "string", "enum": list(FORMATS)},
    ),
}
"""The API's own parameters: what each is for, and its schema."""

OF_ONE: Final = ("format",)
"""Those of them that are heeded where one thing is asked for."""


@dataclass(frozen=True)
class Invalid:
    """A value that can't be asked for, what was expected, and what is valid, nearest first."""

    parameter: str
    value: str
    expected: str
    valid: tuple[str, ...] = ()

    def told(self) -> dict[str, object]:
        """Return the fields as they are answered."""
        shown = self.value if len(self.value) <= LONGEST_TEXT else f"{self.value[:LONGEST_TEXT]}…"
        listed = {"valid": list(self.valid[:MOST_LISTED]), "valid_in_all": len(self.valid)} if self.valid else {}
        return {"parameter": self.parameter, "value": shown, "expected": self.expected, **listed}


@dataclass(frozen=True)
class Asked:
    """What is asked for: every parameter of the URL with its value, and which page of the answer in which form."""

    values: Mapping[str, Value]
    page: int = 1
    per_page: int = PER_PAGE
    form: str | None = None

    @property
    def selection(self) -> Selection:
        """The filters."""
        return selection(self.values)

    def ids(self, name: str) -> tuple[str, ...]:
        """Return the value of a parameter that is a list."""
        return cast("tuple[str, ...]", self.values[name])

    def text(self, name: str) -> str:
        """Return the value of a parameter that is one word; empty where it is none."""
        return str(self.values[name] or "")

    def flag(self, name: str) -> bool:
        """Return the value of a parameter that is a yes or no."""
        return bool(self.values[name])


def nearest_first(value: str, valid: Iterable[str]) -> tuple[str, ...]:
    """Return the valid words: those most like a value first, as many as are listed, then the others."""
    words = tuple(dict.fromkeys(valid))
    like = process.extract(value[:LONGEST_TEXT], words, scorer=fuzz.ratio, limit=MOST_LISTED)
    first = dict.fromkeys(word for word, *_ in like)
    return (*first, *(word for word in words if word not in first))


def asked(
    given: Sequence[tuple[str, str]], names: Sequence[str], dataset: Dataset, own: Sequence[str] = tuple(OWN)
) -> Asked | tuple[Invalid, ...]:
    """Return what a query asks for, or all that can't be asked for in it.

    Parameters
    ----------
    given : pairs of name and value, in order
    names : sequence of str
        The parameters of the URL that are heeded.
    dataset : Dataset
    own : sequence of str
        Those of the API's own that are heeded.
    """
    if len(given) > MOST_VALUES:
        return (Invalid("", "", f"at most {MOST_VALUES} values in all, not {len(given)}"),)
    heeded = (*names, *own)
    grouped: dict[str, list[str]] = {}
    for name, text in given:
        grouped.setdefault(name, []).append(text)
    wrong = [
        Invalid(
            name,
            name,
            "the name of a parameter that is heeded here",
            nearest_first(name, heeded) if n < MOST_TOLD else (),
        )
        for n, name in enumerate(name for name in grouped if name not in heeded)
    ]
    wrong += [
        Invalid(name, text, f"at most {LONGEST_TEXT} characters")
        for name, texts in grouped.items()
        for text in texts
        if name in heeded and len(text) > LONGEST_TEXT
    ]
    wrong += [
        Invalid(name, texts[-1], "one value, not several")
        for name, texts in grouped.items()
        if name in heeded and len(texts) > 1 and (name in OWN or PARAMETERS[name].kind != "ids")
    ]
    said = {name: texts[-1] for name, texts in grouped.items() if name in own}
    wrong += [fault for name, text in said.items() if (fault := _own_fault(name, text)) is not None]
    if wrong:
        return tuple(wrong)
    values, dropped = parse({name: texts for name, texts in grouped.items() if name not in OWN}, dataset)
    if dropped:
        listed = (_invalid(piece.name, piece.value, piece.hint, dataset) for piece in dropped[:MOST_TOLD])
        return (*listed, *(Invalid(piece.name, piece.value, piece.hint) for piece in dropped[MOST_TOLD:]))
    return Asked(values, int(said.get("page", 1)), int(said.get("per_page", PER_PAGE)), said.get("format"))


def _own_fault(name: str, text: str) -> Invalid | None:
    if name == "format":
        expected = f"one of: {', '.join(FORMATS)}"
        return None if text in FORMATS else Invalid(name, text, expected, nearest_first(text, FORMATS))
    schema = OWN[name][1]
    least, most = int(schema["minimum"]), int(schema["maximum"])
    sound = re.fullmatch(r"[0-9]{1,6}", text) is not None and least <= int(text) <= most
    return None if sound else Invalid(name, text, f"a whole number from {least} to {most}")


def _invalid(name: str, value: str, hint: str, dataset: Dataset) -> Invalid:
    parameter = PARAMETERS[name]
    if parameter.kind in ("ids", "id"):
        return Invalid(name, value, "an id that the dataset has", nearest_first(value, parameter.valid(dataset)))
    valid = ("true", "false") if parameter.kind == "flag" else ()
    return Invalid(name, value, hint, valid)


MEANINGS: Final[Mapping[str, str]] = {
    "places": "Jurisdictions; without any, all (of the policy table: the headline ones).",
    "levels": "Levels of analysis.",
    "domains": "Domains of factors.",
    "factors": "Factors.",
    "directions": "Directions of records.",
    "bases": "What records rest on.",
    "works": "Cited works.",
    "parts": "Count programmes and regions under their country, too.",
    "supplement": "With the facts of other documents than the primary source.",
    "cited": "Only what rests on sources that were checked, not on works of which only the citation was seen.",
    "on": "A day, month or year: what is in place on it, by the facts' own dates; without it, today.",
    "home": "Our place: what it could examine is told, too.",
    "q": 'Search: words and "phrases", all of which must occur.',
    "kinds": "Kinds of entries.",
    "order": "The order of the items.",
    "columns": "What the columns are: places, countries of the cited studies, works, or the categories of a lever.",
    "sort": "The order of the rows.",
    "empty": "Leave out rows and columns without a record.",
    "differ": "Only levers on which the places are not the same.",
    "shared": "Only levers reported for two places or more.",
}
"""What each parameter of the URL says, to those who don't see its widget."""


def schema(name: str, dataset: Dataset) -> dict[str, Any]:
    """Return the JSON schema of a parameter, with the words that the dataset allows."""
    if name in OWN:
        return OWN[name][1]
    parameter = PARAMETERS[name]
    if parameter.kind == "flag":
        return {"type": "boolean", "default": parameter.default}
    if parameter.kind == "day":
        return {
            "type": "string",
            "anyOf": [{"format": "date", "pattern": _DATE}, {"pattern": _MONTH}, {"pattern": _YEAR}],
        }
    if parameter.kind == "text":
        return {"type": "string", "maxLength": LONGEST_TEXT}
    one = {"type": "string", "enum": list(parameter.valid(dataset))}
    if parameter.kind == "ids":
        return {"type": "array", "items": one}
    return one if parameter.default is None else {**one, "default": parameter.default}
