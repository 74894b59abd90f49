"""Which faults a dataset's YAML holds, and which ids don't meet their definition."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from data.faults import Fault, choices, nearest, quoted, unknown
from data.reading import Tree
from data.records import ISO_DATE, About, Codebook, Jurisdiction
from data.vocabulary import RECORD_ID, TERM_ID

ABOUT = "dataset.yaml"
CODEBOOK = "codebook.yaml"

Model = TypeVar("Model", bound=BaseModel)

_SHAPES = {
    TERM_ID: "Expected lower-case letters, digits and '_'.",
    RECORD_ID: "Expected letters, digits and '_'.",
    ISO_DATE: "Expected a date such as 2026-03-01.",
}
_EXPECTED = {
    "string_type": "Expected text.",
    "tuple_type": "Expected a list.",
    "dict_type": "Expected keys and values.",
    "model_type": "Expected keys and values.",
    "float_parsing": "Expected a number, with a point and without a unit.",
    "float_type": "Expected a number.",
    "string_too_short": "It may not be empty.",
    "too_short": "Expected at least one entry.",
    "bool_parsing": "Expected true or false.",
    "bool_type": "Expected true or false.",
}


def parsed(model: type[Model], file: str, tree: Mapping[str, Tree], faults: list[Fault]) -> Model | None:
    """Return a YAML tree as a typed record, or None with every fault added."""
    given = {key: value for key, value in tree.items() if value is not None or key not in model.model_fields}
    try:
        return model.model_validate(_without_nulls(given))
    except ValidationError as error:
        faults.extend(_yaml_fault(model, file, given, detail) for detail in error.errors())
        return None


def _without_nulls(tree: Tree | Mapping[str, Tree]) -> object:
    """Return the tree without keys that hold nothing: absent and null mean the same."""
    if isinstance(tree, Mapping):
        return {key: _without_nulls(value) for key, value in tree.items() if value is not None}
    if isinstance(tree, list):
        return [_without_nulls(value) for value in tree]
    return tree


def _yaml_fault(model: type[BaseModel], file: str, tree: Mapping[str, Tree], detail: ErrorDetails) -> Fault:
    kind, value, where = detail["type"], detail["input"], _path(tree, detail["loc"])
    key = str(detail["loc"][-1]) if detail["loc"] else ""
    if kind == "missing":
        return Fault(file, 0, where, f"the key '{key}' is missing.", "Add it.")
    if kind == "extra_forbidden":
        keys = _keys_at(model, detail["loc"][:-1])
        expected = " ".join(part for part in (nearest(key, keys), f"Keys are: {', '.join(keys)}.") if part)
        return Fault(file, 0, where, f"unknown key '{key}'.", expected)
    if kind == "literal_error":
        words = str(detail.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ").split(", ")
        return Fault(file, 0, where, *unknown("word", str(value), words))
    if kind == "string_pattern_mismatch":
        pattern = str(detail.get("ctx", {}).get("pattern", ""))
        expected = _SHAPES.get(pattern, f"Expected the shape {pattern}.")
        return Fault(file, 0, where, f"{quoted(value)} can't be used here.", expected)
    if kind == "value_error":
        reason = str(detail["msg"]).removeprefix("Value error, ")
        shown = "" if isinstance(value, dict) else f" {quoted(value)}."
        return Fault(file, 0, where, f"{reason}.{shown}")
    expected = _EXPECTED.get(kind, f"{detail['msg']}.")
    return Fault(file, 0, where, f"{quoted(value)} can't be used here.", expected)


def _path(tree: Tree | Mapping[str, Tree], loc: Sequence[int | str]) -> str:
    """Return a location as a YAML path, with the id of the list's entry where it has one."""
    path, at = "", tree
    for step in loc:
        at = _child(at, step)
        if isinstance(step, int):
            name = at.get("id") if isinstance(at, Mapping) else None
            path += f"[{step + 1}]" + (f" ({name})" if isinstance(name, str) else "")
        elif step != "[key]":
            path += f".{step}" if path else str(step)
    return path


def _child(tree: object, step: int | str) -> Tree | Mapping[str, Tree]:
    if isinstance(tree, Mapping):
        return tree.get(str(step))
    if isinstance(tree, list) and isinstance(step, int) and step < len(tree):
        item: Tree = tree[step]
        return item
    return None


def _keys_at(model: type[BaseModel], loc: Sequence[int | str]) -> list[str]:
    """Return the keys that the contract knows at a location within `model`."""
    at = model
    for step in loc:
        if isinstance(step, str) and step in at.model_fields:
            inner = [a for a in get_args(at.model_fields[step].annotation) if isinstance(a, type)]
            at = next((a for a in inner if issubclass(a, BaseModel)), at)
    return list(at.model_fields)


def ids_in(tree: Mapping[str, Tree] | None, key: str) -> list[str]:
    """Return the ids that a list of a YAML file defines, whether or not all of it is valid."""
    entries = tree.get(key) if tree else None
    if not isinstance(entries, list):
        return []
    named = (entry.get("id") for entry in entries if isinstance(entry, dict))
    return [name for name in named if isinstance(name, str)]


def codebook_faults(codebook: Codebook) -> Iterator[Fault]:
    """Yield the codebook's ids that are given twice, or point to nothing."""
    for key in ("levels", "domains", "factors", "directions", "bases", "levers"):
        yield from _twice(CODEBOOK, key, [term.id for term in getattr(codebook, key)])
    levels = [level.id for level in codebook.levels]
    domains = [domain.id for domain in codebook.domains]
    for domain in codebook.domains:
        if domain.level not in levels:
            yield Fault(CODEBOOK, 0, f"domains ({domain.id}).level", *unknown("level", domain.level, levels))
        if domain.section is not None and codebook.sections and domain.section not in codebook.sections:
            where = f"domains ({domain.id}).section"
            yield Fault(CODEBOOK, 0, where, *unknown("section", domain.section, codebook.sections))
    for factor in codebook.factors:
        if factor.domain not in domains:
            yield Fault(CODEBOOK, 0, f"factors ({factor.id}).domain", *unknown("domain", factor.domain, domains))


def _twice(file: str, where: str, ids: Iterable[str]) -> Iterator[Fault]:
    for name, count in Counter(ids).items():
        if count > 1:
            yield Fault(file, 0, where, f"the id {quoted(name)} is given {count} times.", "Ids are unique.")


def about_faults(about: About, works: Sequence[str], places: Sequence[str], levers: Sequence[str]) -> Iterator[Fault]:
    """Yield the ids in dataset.yaml that point to nothing."""
    for source in about.sources:
        if source not in works:
            yield Fault(ABOUT, 0, "sources", *unknown("work", source, works))
    if about.home is not None and about.home not in places:
        yield Fault(ABOUT, 0, "home", *unknown("jurisdiction", about.home, places))
    for lever in about.overview:
        if lever not in levers:
            yield Fault(ABOUT, 0, "overview", *unknown("lever", lever, levers))


def jurisdiction_faults(
    files: Mapping[str, Jurisdiction], codebook: Codebook | None, about: About | None, works: Sequence[str]
) -> Iterator[Fault]:
    """Yield the ids of the jurisdictions' files that are given twice or point to nothing.

    Parameters
    ----------
    files : mapping of file name to jurisdiction
    codebook, about : records or None
        What can't be read itself isn't held against the ids that refer to it.
    works : sequence of keys
    """
    places = {place.id: (file, place) for file, place in files.items()}
    yield from _twice("jurisdictions/", "id", [place.id for place in files.values()])
    yield from _twice("jurisdictions/", "facts", [fact.id for place in files.values() for fact in place.facts])
    literature = [place.id for place in files.values() if place.kind == "literature"]
    if len(literature) > 1:
        problem = f"{len(literature)} jurisdictions are of kind 'literature': {choices(literature)}."
        yield Fault("jurisdictions/", 0, "kind", problem, "One at most: it stands for all that names no place.")
    for file, place in files.items():
        if place.part_of is not None and place.part_of not in places:
            yield Fault(file, 0, "part_of", *unknown("jurisdiction", place.part_of, places))
        elif (circle := _circle(place.id, places)) is not None:
            yield Fault(file, 0, "part_of", f"a circle: {circle}.", "A place can't be a part of itself.")
        yield from _fact_faults(file, place, codebook, about, works)


def _circle(start: str, places: Mapping[str, tuple[str, Jurisdiction]]) -> str | None:
    line = [start]
    while (parent := places[line[-1]][1].part_of) in places and parent is not None:
        if parent == start:
            return " → ".join([*line, parent])
        if parent in line:
            return None
        line.append(parent)
    return None


def _fact_faults(
    file: str, place: Jurisdiction, codebook: Codebook | None, about: About | None, works: Sequence[str]
) -> Iterator[Fault]:
    levers = {lever.id: lever for lever in codebook.levers} if codebook else None
    for number, fact in enumerate(place.facts, start=1):
        at = f"facts[{number}] ({fact.id})"
        if levers is not None:
            if fact.lever not in levers:
                yield Fault(file, 0, f"{at}.lever", *unknown("lever", fact.lever, levers))
            elif fact.category is not None and fact.category not in levers[fact.lever].categories:
                valid = levers[fact.lever].categories
                yield Fault(file, 0, f"{at}.category", *unknown("category", fact.category, valid))
        for work in fact.works:
            if work not in works:
                yield Fault(file, 0, f"{at}.works", *unknown("work", work, works))
        if about is not None:
            if fact.paragraph is not None and about.paragraphs and fact.paragraph not in about.paragraphs:
                yield Fault(file, 0, f"{at}.paragraph", *unknown("paragraph", fact.paragraph, about.paragraphs))
            if fact.conflict is not None and fact.conflict not in about.conflicts:
                yield Fault(file, 0, f"{at}.conflict", *unknown("conflict", fact.conflict, about.conflicts))
