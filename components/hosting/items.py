"""What the data API tells of each thing: the fields of an item, and the same as the cells of a row.

In a row an id stands under the field's name and its label under ``<field>_name``;
several are joined by ``; ``. Of a work its key, name, address and cautions are told.
"""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from components.files.safe_csv import Cell
from data.lists.library import EntryKind
from data.model.vocabulary import Aspect, CellState, Confidence, Direction, Kind, Limit, Rating, Scope, Sign, Status
from data.questions.sentences import Strength

JOINT = "; "


class Told(BaseModel):
    """What is told: every field is always there, null where the dataset says nothing."""

    model_config = ConfigDict(frozen=True, json_schema_serialization_defaults_required=True)


class Named(Told):
    """An id of the dataset, which stays, and its label, which may be reworded."""

    id: str
    name: str


class Source(Told):
    """A work that something rests on."""

    key: str
    name: str
    title: str
    doi: str | None
    link: Annotated[str | None, Field(description="The address that a reader opens.")]
    cautions: Annotated[list[str], Field(description="What a reader must know before leaning on the work.")]


Paragraph = Annotated[str | None, Field(description="In the primary source; null where another document says it.")]
Section = Annotated[str | None, Field(description="The title of the section that the paragraph stands in.")]
Pinpoint = Annotated[str | None, Field(description="A section or page of the source.")]
Works = Annotated[list[Source], Field(description="The works cited for it.")]
Permalink = Annotated[str, Field(description="The page that shows it.")]


_WIDTH = "Of a fact: national (the whole place), part (a part of it), programme (one programme or service)."
_FROM = "Of a fact: the day, month or year from which it is in force."
_TO = "Of a fact: the day, month or year on which it is no longer in force."
_LIMIT = "Of a fact: how its number bounds the value, where it is not the value itself."

_OWN_STATUS = "The status of the dataset's own vocabulary, which counts as `status`."
_ATTRIBUTES = "What the codebook's attributes say of it, by their ids."


class EvidenceItem(Told):
    """A coded record, a policy fact or a stated influence."""

    id: str
    kind: EntryKind
    statement: Annotated[str, Field(description="The paraphrase; of a fact, its value.")]
    direction: Annotated[Direction | None, Field(description="Of a record.")] = None
    basis: Annotated[Named | None, Field(description="What a record rests on.")] = None
    sign: Annotated[Sign | None, Field(description="Of an influence: + makes stronger, - weaker.")] = None
    places: list[Named]
    factors: Annotated[list[Named], Field(description="One of a record; of an influence from which, to which.")]
    levels: Annotated[list[Named], Field(description="The levels of the factors.")]
    lever: Annotated[Named | None, Field(description="Of a fact.")] = None
    status: Annotated[Status | None, Field(description="Of a fact; 'none' is explicitly none, not a gap.")] = None
    own_status: Annotated[str | None, Field(description=_OWN_STATUS)] = None
    category: Annotated[str | None, Field(description="Of a fact: one of its lever's categories.")] = None
    categories: Annotated[list[str], Field(description="Of a fact that is of several of them.")] = []
    attributes: Annotated[dict[str, str], Field(description=_ATTRIBUTES)] = {}
    number: Annotated[float | None, Field(description="Of a fact; comparable where unit, status, counts agree.")] = None
    unit: str | None = None
    counts: Annotated[str | None, Field(description="What the number is counted over.")] = None
    as_of: str | None = None
    measure: Annotated[str | None, Field(description="Facts of one measure are a series over time.")] = None
    conflict: Annotated[str | None, Field(description="What this fact and others disagree on.")] = None
    confidence: Confidence | None = None
    checked: Annotated[str | None, Field(description="When the source was last looked at.")] = None
    note: str | None = None
    primary: Annotated[bool, Field(description="Whether the primary source says it, not the supplement.")]
    paragraph: Paragraph
    section: Section
    works: Works
    permalink: Permalink
    aspect: Annotated[Aspect | None, Field(description="Of a record: lack, where the factor's lack does it.")] = None
    scope: Annotated[Scope | None, Field(description=_WIDTH)] = None
    in_force_from: Annotated[str | None, Field(description=_FROM)] = None
    in_force_to: Annotated[str | None, Field(description=_TO)] = None
    pinpoint: Pinpoint = None
    limit: Annotated[Limit | None, Field(description=_LIMIT)] = None


_SENTENCE = "What the cell says, as one sentence worked out from what is coded; null where it has none."


class PolicyItem(Told):
    """A lever in a place: one of four states, and the fact that the table shows, if there is one."""

    lever: Named
    place: Named
    state: Annotated[CellState, Field(description="A silence of the sources (not_reported) is never a 'no'.")]
    state_words: str
    fact: Annotated[str | None, Field(description="The id of the fact that the table shows.")] = None
    value: str | None = None
    status: Status | None = None
    own_status: Annotated[str | None, Field(description=_OWN_STATUS)] = None
    category: str | None = None
    categories: Annotated[list[str], Field(description="Where the fact is of several of them.")] = []
    attributes: Annotated[dict[str, str], Field(description=_ATTRIBUTES)] = {}
    number: float | None = None
    unit: str | None = None
    counts: str | None = None
    as_of: str | None = None
    age: Annotated[list[str], Field(description="What must be known of how old it is.")]
    conflict: str | None = None
    confidence: Confidence | None = None
    note: str | None = None
    more: Annotated[list[str], Field(description="The ids of further facts behind the cell.")]
    paragraph: Paragraph
    section: Section
    works: Works
    permalink: Permalink
    scope: Annotated[Scope | None, Field(description=_WIDTH)] = None
    in_force_from: Annotated[str | None, Field(description=_FROM)] = None
    in_force_to: Annotated[str | None, Field(description=_TO)] = None
    pinpoint: Pinpoint = None
    limit: Annotated[Limit | None, Field(description=_LIMIT)] = None
    sentence: Annotated[str | None, Field(description=_SENTENCE)] = None


class MatrixItem(Told):
    """A factor in a column: its rating, and what stands behind it; a gap has no rating and no counts."""

    factor: Named
    level: Named
    column: Named
    state: Annotated[
        Literal["rated", "no_record", "filtered"],
        Field(description="no_record: the coded source says nothing; filtered: a filter took all records out."),
    ]
    rating: Rating | None
    rating_words: str
    helping: int | None
    hindering: int | None
    mixed: int | None
    neutral: int | None
    records: int | None
    distinct_works: int | None
    record_ids: list[str]
    paragraphs: list[str]
    works: Works
    permalink: Permalink
    works_behind_sign: Annotated[int | None, Field(description="Of distinct_works, those of directed records.")] = None
    records_of_lack: Annotated[int, Field(description="Directed records on the lack of the factor.")] = 0
    records_filtered: Annotated[int, Field(description="Records that a filter took out of the cell.")] = 0
    sentence: Annotated[str | None, Field(description=_SENTENCE)] = None
    caveat: Annotated[str | None, Field(description="What of the cell is not told here, in words.")] = None


class SentenceItem(Told):
    """A finding in one sentence, worked out from what is coded, and what it rests on."""

    kind: Literal["answer", "message", "key_point", "difference", "comparability", "disagreement", "unknown", "lesson"]
    text: str
    strength: Annotated[Strength, Field(description="several works that agree, one, unverified, mixed, or silent.")]
    record_ids: Annotated[list[str], Field(description="The records and influences behind it.")]
    fact_ids: list[str]
    works: Works
    permalink: Permalink


class InfluenceItem(Told):
    """A stated link between two factors."""

    id: str
    from_factor: Named
    to_factor: Named
    sign: Sign
    sign_words: str
    statement: str
    paragraph: Paragraph
    section: Section
    works: Works
    permalink: Permalink
    pinpoint: Pinpoint = None


class WorkItem(Told):
    """A cited work or document, and how many of the chosen entries rest on it."""

    key: str
    name: str
    role: Literal["source", "cited", "supplement", "unused"]
    role_words: str
    authors: str
    year: str
    title: str
    type: str
    container: str
    volume: str
    issue: str
    pages: str
    publisher: str
    doi: str | None
    link: str | None
    study_country: str
    verified: str
    cautions: list[str]
    cited_as: list[str]
    records: int
    facts: int
    influences: int
    permalink: Permalink


class JurisdictionItem(Told):
    """A place or programme."""

    id: str
    name: str
    label: str
    kind: Kind
    part_of: Named | None
    headline: bool
    summary: str | None
    facts: int
    records: int
    permalink: Permalink


class TermItem(Told):
    """A term of the codebook."""

    kind: Literal["level", "domain", "factor", "lever", "basis", "direction"]
    id: str
    name: str
    definition: str | None
    part_of: Annotated[Named | None, Field(description="The domain of a factor, the level of a domain.")]
    categories: Annotated[list[str], Field(description="Of a lever.")]
    permalink: Permalink


Item = EvidenceItem | PolicyItem | MatrixItem | InfluenceItem | WorkItem | JurisdictionItem | TermItem


def columns(item: type[Told]) -> list[str]:
    """Return the columns that a kind of item has as a row."""
    return [name for field, info in item.model_fields.items() for name in _names(field, info.annotation)]


def cells(item: Told) -> list[Cell]:
    """Return an item as a row, one cell a column of :func:`columns`."""
    fields = type(item).model_fields
    return [cell for field, info in fields.items() for cell in _cells(getattr(item, field), info.annotation)]


def _names(field: str, annotation: Any) -> list[str]:
    if annotation == list[Source]:
        return [field, f"{field}_names", f"{field}_links", f"{field}_cautions"]
    if annotation == list[Named]:
        return [field, f"{field}_names"]
    return [field, f"{field}_name"] if annotation in (Named, Named | None) else [field]


def _cells(value: Any, annotation: Any) -> list[Cell]:
    if annotation == list[Source]:
        told: list[Source] = value
        return [
            _joined(source.key for source in told),
            _joined(source.name for source in told),
            _joined(source.link or "" for source in told),
            _joined(f"{source.name}: {' '.join(source.cautions)}" for source in told if source.cautions),
        ]
    if annotation == list[Named]:
        return [_joined(term.id for term in value), _joined(term.name for term in value)]
    if annotation in (Named, Named | None):
        return [value.id, value.name] if value is not None else [None, None]
    return [_joined(value)] if isinstance(value, list) else [value]


def _joined(texts: Iterable[str]) -> str:
    return JOINT.join(texts)
