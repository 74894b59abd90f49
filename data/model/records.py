"""The records of a dataset, typed and frozen.

The fields are those of the dataset contract (README, "The dataset folder").
A key that the contract doesn't know is refused, so that a typing error can't
silently drop a fact.
"""

import math
import re
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Final, Literal

import pycountry
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

from data.model.vocabulary import (
    RECORD_ID,
    TERM_ID,
    Aspect,
    AttributeKind,
    Confidence,
    Direction,
    Kind,
    Limit,
    ParagraphRole,
    Scope,
    Sign,
    Status,
    Verified,
    WorkType,
)

WEB_ADDRESS: Final = r"^https?://[^\s<>\"']+$"
ISO_DATE: Final = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
DAY: Final = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
DOI: Final = r"^10\.\d{4,9}/\S+$"


def _finite(number: float) -> float:
    if not math.isfinite(number):
        raise ValueError("a number must be finite")
    return number


def _real(text: str) -> str:
    first_day(text)
    return text


def first_day(text: str) -> date:
    """Return the first day of a day, month or year such as ``2010-07-01``, ``2010-07``, ``2010``.

    Raises
    ------
    ValueError
        Where the calendar has no such day.
    """
    parts = (*map(int, text.split("-")), 1, 1)
    try:
        return date(*parts[:3])
    except ValueError as error:
        raise ValueError(f"there is no such day ({error})") from error


def _iso_code(text: str) -> str:
    by_code = {"code": text} if "-" in text else {"alpha_2": text}
    database: Any = pycountry.subdivisions if "-" in text else pycountry.countries
    found = database.get(**by_code)
    if found is None:
        raise ValueError("no code of ISO 3166-1 (two letters) or ISO 3166-2 (such as US-CA)")
    return text


def _yes_or_no(value: object) -> object:
    if isinstance(value, str) and value not in ("true", "false"):
        raise ValueError("write true or false")
    return value


TermId = Annotated[str, StringConstraints(pattern=TERM_ID)]
RecordId = Annotated[str, StringConstraints(pattern=RECORD_ID)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
IsoDate = Annotated[str, StringConstraints(pattern=ISO_DATE)]
Day = Annotated[str, StringConstraints(pattern=DAY), AfterValidator(_real)]
"""A day, a month or a year; a month or year stands for its first day."""
IsoCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$"), AfterValidator(_iso_code)]
Version = Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+([-+][0-9A-Za-z.-]+)?$")]
Number = Annotated[float, AfterValidator(_finite)]
Flag = Annotated[bool, BeforeValidator(_yes_or_no)]
Reference = Text
"""An id that another file defines: what it must be is asked there, so that a wrong one is told with the nearest."""


class Frozen(BaseModel):
    """A record that can't be changed and has no key beyond the contract's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _null_is_absent(cls, given: object) -> object:
        if not isinstance(given, dict):
            return given
        return {key: value for key, value in given.items() if value is not None or key not in cls.model_fields}


def keys(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys of a record as its file spells them."""
    return tuple(field.alias or name for name, field in model.model_fields.items())


def in_words(term: str) -> str:
    """Return an id as words: underscores as spaces, a capital at the head."""
    words = term.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


class Term(Frozen):
    """A term of the codebook: an id, what it is called, what it means."""

    id: TermId
    label: Text | None = None
    definition: Text | None = None

    @property
    def name(self) -> str:
        """The label, or the id in words where there is none."""
        return self.label or in_words(self.id)


class Level(Term):
    """A level of analysis, from the whole system down to the person."""


class Domain(Term):
    """A group of factors within a level, told in one section of the source."""

    level: Reference
    section: Reference | None = None


class Factor(Term):
    """Something that helps or hinders; it belongs to one domain."""

    domain: Reference


class Basis(Term):
    """What a record rests on: a finding, a policy fact, the authors' own synthesis."""


class DirectionTerm(Frozen):
    """What the codebook means by one of the four directions."""

    id: Direction
    label: Text | None = None
    definition: Text | None = None


class Lever(Term):
    """Something that a jurisdiction can have in place; where it is ``ordered``, its categories rise."""

    categories: tuple[TermId, ...] = ()
    ordered: Flag = False
    not_applicable_to: tuple[Kind, ...] = ()


class StatusTerm(Term):
    """A status of the dataset's own: its sign on screen, and which of the built-in ones it counts as."""

    sign: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=3)] | None = None
    behaves_as: Status


class Attribute(Term):
    """Something else that is said of facts or records, in a column, or under a key, of its name."""

    kind: AttributeKind = "text"


class Word(Frozen):
    """What a dataset calls one thing of its kind, and several."""

    singular: Text
    plural: Text


class Words(Frozen):
    """A dataset's own words; ``pages`` maps a page of the dashboard to its title."""

    place: Word | None = None
    lever: Word | None = None
    factor: Word | None = None
    level: Word | None = None
    pages: dict[str, Text] = {}


class Codebook(Frozen):
    """The terms in which a dataset is coded; their order is the order on screen.

    A dataset without factors, or without levers, lists none.
    """

    version: Text | None = None
    sections: dict[str, Text] = {}
    levels: tuple[Level, ...] = ()
    domains: tuple[Domain, ...] = ()
    factors: tuple[Factor, ...] = ()
    directions: tuple[DirectionTerm, ...] = ()
    bases: tuple[Basis, ...] = ()
    levers: tuple[Lever, ...] = ()
    statuses: tuple[StatusTerm, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    words: Words = Words()
    rules: tuple[Text, ...] = ()


class Change(Frozen):
    """One entry of the dataset's changelog."""

    version: Version
    date: IsoDate | None = None
    notes: Text


class EvidenceSource(Frozen):
    """Which engine holds the records, and for a server which table of it: ``table`` at ``address``.

    ``table`` has the columns of evidence.csv, and may have ``position``, a whole
    number that says the order of the source; without it, that is the order of
    the ids. The name of the environment variable in ``address_from`` keeps an
    address that holds a password out of the folder.
    """

    engine: Literal["auto", "pandas", "duckdb", "spark", "ibis"]
    table: Text | None = None
    address: Text | None = None
    address_from: Text | None = None


class About(Frozen):
    """What a dataset is: title, version, sources, and how its parts are read.

    ``paragraphs`` names every paragraph of the primary source in order;
    ``overview`` names the levers that the overview opens with (without it the
    levers that most headline places report). ``reconciled`` says that evidence.csv
    was made from the further codings, so that it isn't one of its own;
    ``coders`` says who coded, and how independently.
    """

    id: TermId
    title: Text
    version: Version
    sources: tuple[Reference, ...] = Field(min_length=1)
    subtitle: Text | None = None
    description: Text | None = None
    released: IsoDate | None = None
    language: Text | None = None
    how_to_cite: Text | None = None
    licence: Text | None = None
    abbreviations: dict[str, Text] = {}
    changelog: tuple[Change, ...] = ()
    conflicts: dict[TermId, Text] = {}
    paragraphs: dict[str, ParagraphRole] = {}
    coded_until: IsoDate | None = None
    home: Reference | None = None
    overview: tuple[Reference, ...] = ()
    reconciled: Flag = False
    coders: Text | None = None
    evidence: EvidenceSource | None = None


class Fact(Frozen):
    """One thing that a place has in place, is observed to do, or explicitly lacks.

    ``counts`` is the population counted over and nothing else; a fact with a
    ``paragraph`` is the primary source's, one without rests on its ``works``.
    ``starts`` and ``ends`` are the keys ``from`` and ``to``: it is in force on a
    day where from <= day < to. ``own_status`` is the term of the codebook's
    ``statuses`` that its file names, which then counts as ``status``; its
    ``attributes`` stand in its file as keys of their own, see
    :mod:`data.intake.own_terms`. ``pinpoint`` is a section or page of its source;
    ``limit`` says that ``number`` is not the value itself, but what bounds it.
    """

    id: RecordId
    lever: Reference
    value: Text
    status: Status
    category: Reference | None = None
    number: Number | None = None
    unit: Text | None = None
    counts: Text | None = None
    as_of: Text | None = None
    paragraph: Reference | None = None
    works: tuple[Reference, ...] = Field(default=(), validate_default=True)
    measure: TermId | None = None
    conflict: Reference | None = None
    confidence: Confidence | None = None
    checked: IsoDate | None = None
    note: Text | None = None
    scope: Scope | None = None
    starts: Day | None = Field(default=None, alias="from")
    ends: Day | None = Field(default=None, alias="to")
    pinpoint: Text | None = None
    limit: Limit | None = None
    categories: tuple[Reference, ...] = ()
    own_status: Reference | None = None
    attributes: dict[str, Text] = {}

    @field_validator("works")
    @classmethod
    def _has_a_source(cls, works: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if not works and info.data.get("paragraph", works) is None:
            raise ValueError("a fact without a source: give 'works', or 'paragraph' of the primary source")
        return works

    @field_validator("limit")
    @classmethod
    def _of_a_number(cls, limit: Limit | None, info: ValidationInfo) -> Limit | None:
        if limit is not None and info.data.get("number") is None:
            raise ValueError("a limit without a number: give 'number', or leave 'limit' out")
        return limit

    @field_validator("ends")
    @classmethod
    def _after_its_start(cls, ends: str | None, info: ValidationInfo) -> str | None:
        starts = info.data.get("starts")
        if ends is not None and starts is not None and first_day(ends) <= first_day(starts):
            raise ValueError(f"it ends before it starts: 'to' is not after 'from', {starts}")
        return ends

    @property
    def primary(self) -> bool:
        """Whether the primary source states it, rather than another document."""
        return self.paragraph is not None

    @property
    def year(self) -> int | None:
        """The year of ``as_of``, of a range such as ``2006-2025`` its last; None where it starts without a year."""
        return next(iter(last_date(self.as_of)), None)

    @property
    def moment(self) -> float | None:
        """The time of ``as_of`` in years, for an axis: ``2019-07`` is 2019.5, ``2019`` is 2019; None without a year."""
        if self.year is None:
            return None
        month, day = (*last_date(self.as_of)[1:], 1, 1)[:2]
        return self.year + (month - 1) / 12 + (day - 1) / 365


@lru_cache(maxsize=65536)
def leading_date(as_of: str | None) -> tuple[int, ...]:
    """Return year, month and day at the start of a date text, as far as given; empty where it starts otherwise."""
    found = re.match(r"(\d{4})(?!\d)(?:-(0[1-9]|1[0-2])(?!\d)(?:-(\d{2})(?!\d))?)?", as_of or "")
    return tuple(int(part) for part in found.groups() if part) if found else ()


@lru_cache(maxsize=65536)
def last_date(as_of: str | None) -> tuple[int, ...]:
    """Return the last year, month and day of a date text: of a range such as ``2006-2025`` its end.

    ``2019/20`` is a year that ends in the next; what starts without a year is empty.
    """
    first = leading_date(as_of)
    end = re.match(r"\d{4}(?:-\d{2}){0,2}\s*(?:-|–|/|to)\s*(\d{4}(?:-\d{2}){0,2}|\d{2}(?!\d))", as_of or "")
    if not first or end is None or (len(end.group(1)) == 2 and len(first) > 1):
        return first
    text = end.group(1) if len(end.group(1)) > 2 else f"{first[0] // 100}{end.group(1)}"
    last = leading_date(text)
    return last if last[:1] >= first[:1] else first


def leading_year(as_of: str | None) -> int | None:
    """Return the year at the start of a date text; None where it starts otherwise."""
    return next(iter(leading_date(as_of)), None)


class Jurisdiction(Frozen):
    """A place or programme, and what it has in place, fact by fact."""

    id: TermId
    label: Text
    kind: Kind
    short_label: Text | None = None
    part_of: Reference | None = None
    headline: Flag = False
    summary: Text | None = None
    iso: IsoCode | None = None
    facts: tuple[Fact, ...] = ()

    @property
    def name(self) -> str:
        """The short label where there is one, else the label."""
        return self.short_label or self.label


class Work(Frozen):
    """A cited work or document, with what could be verified of it."""

    key: TermId
    authors: Text
    year: Annotated[str, StringConstraints(pattern=r"^(\d{4}[a-z]?)?$")] = ""
    title: str = ""
    cited_as: tuple[str, ...] = ()
    type: WorkType | Literal[""] = ""
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    doi: str = ""
    url: str = ""
    study_country: str = ""
    verified: Verified | Literal[""] = ""
    note: str = ""

    @property
    def link(self) -> str:
        """The address that a reader opens: the DOI where there is one, else the url."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url

    @property
    def name(self) -> str:
        """Author and year, as one names a work in a sentence: ``Gillard et al. 2015``.

        The letter by which the source tells works of one year apart is kept: ``2020a``.
        """
        people = [a.strip() for a in self.authors.split(";") if a.strip()]
        families = [p.split(",")[0].strip() for p in people]
        who = f"{families[0]} et al." if len(families) > 2 or "et al." in families[1:] else " and ".join(families)
        letters = (re.search(rf"\b{self.year}([a-z])\b", cited) for cited in self.cited_as if self.year)
        letter = next((found.group(1) for found in letters if found), "")
        return f"{who} {self.year or 'n.d.'}{letter}"

    @property
    def cautions(self) -> tuple[str, ...]:
        """What a reader must know before leaning on the work; empty where nothing is."""
        said = {"partial": "Only partly verified.", "no": "Not verified: only its citation was seen."}
        state = said.get(self.verified)
        note = self.note[:1].upper() + self.note[1:] + ("" if self.note.endswith(".") else ".") if self.note else None
        return tuple(text for text in (state, note) if text)


class Record(Frozen):
    """One coded claim: one paragraph, one factor, one direction.

    With ``aspect`` ``lack`` it says what the lack of the factor does: the lack of
    a helpful thing is a barrier. ``pinpoint`` is a section or page.
    """

    id: RecordId
    paragraph: str
    factor: TermId
    direction: Direction
    basis: TermId
    statement: Text
    places: tuple[TermId, ...] = Field(min_length=1)
    works: tuple[TermId, ...] = ()
    aspect: Aspect | Literal[""] = ""
    pinpoint: str = ""


class Influence(Frozen):
    """A stated link: one factor makes another stronger (+) or weaker (-)."""

    id: RecordId
    from_factor: TermId
    to_factor: TermId
    sign: Sign
    paragraph: str
    statement: Text
    works: tuple[TermId, ...] = ()
    pinpoint: str = ""
