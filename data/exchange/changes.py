"""What changed between two versions of a dataset, by the ids that last from one to the next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import BaseModel

from data.model.dataset import Dataset
from data.model.selection import Selection
from data.questions.rating import factor_matrix

Kind = Literal["fact", "record", "influence", "rating", "work"]
KINDS: Final[tuple[Kind, ...]] = ("fact", "record", "influence", "rating", "work")
NO_RECORD: Final = "no record"


@dataclass(frozen=True)
class Altered:
    """One field of a record that isn't what it was: its name, before and after, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One thing that was added, removed or altered.

    ``title`` says what it is about, in the words of the newer version where it
    still exists; ``text`` is its statement or value; ``altered`` lists the
    fields that differ and is empty for what was added or removed.
    """

    kind: Kind
    id: str
    what: Literal["added", "removed", "altered"]
    title: str
    text: str = ""
    altered: tuple[Altered, ...] = ()


def changes(old: Dataset, new: Dataset) -> tuple[Change, ...]:
    """Return what changed from `old` to `new`: facts, records, influences, ratings, works, in that order."""
    return (
        *_compared("fact", _facts(old), _facts(new), old, new),
        *(_compared("record", _plain(old.records), _plain(new.records), old, new) if listed(old, new) else ()),
        *_compared("influence", _plain(old.influences), _plain(new.influences), old, new),
        *_ratings(old, new),
        *_compared("work", _plain(old.works), _plain(new.works), old, new),
    )


def listed(old: Dataset, new: Dataset) -> bool:
    """Whether records are compared one by one: not where either version's are held by an engine."""
    return old.evidence.in_memory and new.evidence.in_memory


Fields = Mapping[str, object]


def _plain(records: Mapping[str, BaseModel]) -> dict[str, Fields]:
    return {name: record.model_dump(by_alias=True) for name, record in records.items()}


def _facts(dataset: Dataset) -> dict[str, Fields]:
    return {name: {"place": place, **fact.model_dump(by_alias=True)} for name, (place, fact) in dataset.facts.items()}


def _compared(
    kind: Kind, before: Mapping[str, Fields], after: Mapping[str, Fields], old: Dataset, new: Dataset
) -> Iterator[Change]:
    for name, fields in after.items():
        if name not in before:
            yield Change(kind, name, "added", _title(kind, fields, new), _text(fields))
    for name, fields in before.items():
        if name not in after:
            yield Change(kind, name, "removed", _title(kind, fields, old), _text(fields))
            continue
        altered = tuple(
            Altered(field, _words(fields.get(field)), _words(value))
            for field, value in after[name].items()
            if value != fields.get(field)
        )
        if altered:
            yield Change(kind, name, "altered", _title(kind, after[name], new), _text(after[name]), altered)


def _words(value: object) -> str:
    if value is None or value in ("", ()):
        return "not stated"
    return "; ".join(str(part) for part in value) if isinstance(value, tuple) else str(value)


def _text(fields: Fields) -> str:
    return str(fields.get("statement") or fields.get("value") or fields.get("title") or "")


def _title(kind: Kind, fields: Fields, dataset: Dataset) -> str:
    if kind == "fact":
        return f"{dataset.jurisdictions[str(fields['place'])].name}, {dataset.levers[str(fields['lever'])].name}"
    if kind == "record":
        return f"{dataset.factors[str(fields['factor'])].name}, {fields['direction']}"
    if kind == "influence":
        ends = [dataset.factors[str(fields[end])].name for end in ("from_factor", "to_factor")]
        return f"{ends[0]} → {ends[1]} ({fields['sign']})"
    return dataset.works[str(fields["key"])].name


def _ratings(old: Dataset, new: Dataset) -> Iterator[Change]:
    before, after = _rated(old), _rated(new)
    for cell in dict.fromkeys((*after, *before)):
        was, now = before.get(cell, NO_RECORD), after.get(cell, NO_RECORD)
        if was != now:
            factor, place = cell
            names = new if factor in new.factors and place in new.jurisdictions else old
            title = f"{names.factors[factor].name}, {names.jurisdictions[place].name}"
            yield Change("rating", f"{factor}/{place}", "altered", title, altered=(Altered("rating", was, now),))


def _rated(dataset: Dataset) -> dict[tuple[str, str], str]:
    matrix = factor_matrix(dataset, Selection())
    return dict(zip(zip(matrix["factor"], matrix["place"], strict=True), matrix["rating"], strict=True))


def report(found: tuple[Change, ...], old: Dataset, new: Dataset) -> str:
    """Return the changes as lines of text."""
    lines = [f"{new.about.title}: from {old.about.version} to {new.about.version}"]
    for kind in KINDS:
        of_kind = [change for change in found if change.kind == kind]
        for what in ("added", "removed", "altered"):
            some = [change for change in of_kind if change.what == what]
            if some:
                lines.append(f"{what} {kind}s: {len(some)}")
            for change in some:
                lines.append(f"  {change.id}  {change.title}" + (f": {change.text}" if change.text else ""))
                lines += [f"      {one.field}: {one.before} → {one.after}" for one in change.altered]
    if not listed(old, new):
        lines.append("records: too many to be compared one by one; the ratings that changed with them are listed")
    return "\n".join(lines) if found else f"{lines[0]}: nothing changed"
