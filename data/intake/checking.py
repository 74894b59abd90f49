"""Which faults a dataset's YAML holds, and which ids don't meet their definition."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from data.intake.reading import Tree
from data.model.faults import Fault, nearest, quoted, unknown
from data.model.records import DAY, ISO_DATE, Codebook, Fact, keys
from data.model.table_checks import Known
from data.model.tables import EVIDENCE_KEYS
from data.model.vocabulary import RECORD_ID, STATUSES, TERM_ID

ABOUT = "dataset.yaml"
CODEBOOK = "codebook.yaml"
MOST_ABOVE = 100
"""Places that one may be a part of, each of the next: a longer chain is no geography."""

Model = TypeVar("Model", bound=BaseModel)

NOT_ATTRIBUTES = frozenset({*keys(Fact), *EVIDENCE_KEYS, "jurisdiction"})
"""Names that an attribute can't have: they are keys of a fact, or columns of evidence.csv."""

_SHAPES = {
    TERM_ID: "Expected lower-case letters, digits and '_'.",
    RECORD_ID: "Expected letters, digits and '_'.",
    ISO_DATE: "Expected a date such as 2026-03-01.",
    DAY: "Expected a day, a month or a year, such as 2026-03-01, 2026-03 or 2026.",
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
    try:
        return model.model_validate(tree)
    except ValidationError as error:
        faults.extend(_yaml_fault(model, file, tree, detail) for detail in error.errors())
        return None


def _yaml_fault(model: type[BaseModel], file: str, tree: Mapping[str, Tree], detail: ErrorDetails) -> Fault:
    kind, value, where = detail["type"], detail["input"], _path(tree, detail["loc"])
    key = str(detail["loc"][-1]) if detail["loc"] else ""
    if kind == "missing":
        return Fault(file, 0, where, f"the key '{key}' is missing.", "Add it.")
    if kind == "extra_forbidden":
        valid = _keys_at(model, detail["loc"][:-1])
        expected = " ".join(part for part in (nearest(key, valid), f"Keys are: {', '.join(valid)}.") if part)
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
        shown = "" if not value or isinstance(value, dict) else f" {quoted(value)}."
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
    return list(keys(at))


def entries(tree: Mapping[str, Tree] | None, key: str) -> list[tuple[str, Mapping[str, Tree]]]:
    """Return the entries of a list of a YAML file, each with its path, whether or not all of it is valid."""
    listed = tree.get(key) if tree else None
    if tree is None or not isinstance(listed, list):
        return []
    return [(_path(tree, (key, at)), entry) for at, entry in enumerate(listed) if isinstance(entry, dict)]


def ids_in(model: type[BaseModel], tree: Mapping[str, Tree] | None, key: str) -> list[str] | None:
    """Return the ids that a list, or the keys, of a YAML file define; None where that can't be told.

    It can't where the file isn't readable, where something else stands there,
    and where what the model requires is missing: that is a fault of its own.
    """
    listed = tree.get(key) if tree is not None else None
    if isinstance(listed, dict):
        return list(listed)
    if isinstance(listed, list):
        return [name for _, entry in entries(tree, key) if isinstance(name := entry.get("id"), str)]
    absent = tree is not None and listed is None and not model.model_fields[key].is_required()
    return [] if absent else None


def categories_in(tree: Mapping[str, Tree] | None) -> dict[str, list[str] | None] | None:
    """Return the categories of each lever of codebook.yaml, None where a list of them can't be told."""
    if ids_in(Codebook, tree, "levers") is None:
        return None
    found: dict[str, list[str] | None] = {}
    for _, lever in entries(tree, "levers"):
        name, listed = lever.get("id"), lever.get("categories") or []
        if isinstance(name, str):
            found[name] = [word for word in listed if isinstance(word, str)] if isinstance(listed, list) else None
    return found


def _reference(file: str, where: str, what: str, value: object, valid: Iterable[str] | None) -> Iterator[Fault]:
    """Yield a fault where a text is none of the valid ids; what is no text, or empty, is a fault of its own."""
    if isinstance(value, str) and value.strip() and valid is not None and value not in valid:
        yield Fault(file, 0, where, *unknown(what, value, valid))


def _references(file: str, where: str, what: str, values: object, valid: Iterable[str] | None) -> Iterator[Fault]:
    if isinstance(values, list):
        for number, value in enumerate(values, start=1):
            yield from _reference(file, f"{where}[{number}]", what, value, valid)


def codebook_faults(tree: Mapping[str, Tree]) -> Iterator[Fault]:
    """Yield the codebook's ids that are given twice, or point to nothing."""
    for key in ("levels", "domains", "factors", "directions", "bases", "levers", "statuses", "attributes"):
        for name, count in Counter(ids_in(Codebook, tree, key) or ()).items():
            if count > 1:
                yield Fault(CODEBOOK, 0, key, f"the id {quoted(name)} is given {count} times.", "Ids are unique.")
    for name in ids_in(Codebook, tree, "attributes") or ():
        if name in NOT_ATTRIBUTES:
            expected = "Give the attribute another id: this one is a key of facts or a column of evidence.csv."
            yield Fault(CODEBOOK, 0, "attributes", f"{quoted(name)} can't be an attribute.", expected)
    for name in ids_in(Codebook, tree, "statuses") or ():
        if name in STATUSES:
            expected = f"It is one of the built-in ones: {', '.join(STATUSES)}."
            yield Fault(CODEBOOK, 0, "statuses", f"{quoted(name)} can't be defined anew.", expected)
    levels, domains = ids_in(Codebook, tree, "levels"), ids_in(Codebook, tree, "domains")
    sections = ids_in(Codebook, tree, "sections") or None
    for at, domain in entries(tree, "domains"):
        yield from _reference(CODEBOOK, f"{at}.level", "level", domain.get("level"), levels)
        yield from _reference(CODEBOOK, f"{at}.section", "section", domain.get("section"), sections)
    for at, factor in entries(tree, "factors"):
        yield from _reference(CODEBOOK, f"{at}.domain", "domain", factor.get("domain"), domains)


def about_faults(tree: Mapping[str, Tree], known: Known) -> Iterator[Fault]:
    """Yield the ids in dataset.yaml that point to nothing."""
    yield from _references(ABOUT, "sources", "work", tree.get("sources"), known.works)
    yield from _reference(ABOUT, "home", "jurisdiction", tree.get("home"), known.places)
    yield from _references(ABOUT, "overview", "lever", tree.get("overview"), known.levers)


def jurisdiction_faults(trees: Mapping[str, Mapping[str, Tree]], known: Known) -> Iterator[Fault]:
    """Yield the ids of the jurisdictions' files that are given twice or point to nothing.

    They are asked of the files as read, so that a fault of one fact hides none
    of the next.

    Parameters
    ----------
    trees : mapping of file name to what it holds
    known : Known
    """
    places: dict[str, str] = {}
    facts: dict[str, str] = {}
    literature: str | None = None
    parents = {str(tree.get("id")): str(tree.get("part_of")) for tree in trees.values()}
    for file, tree in trees.items():
        yield from _given_before(places, file, "id", tree.get("id"))
        if tree.get("kind") == "literature":
            if literature is not None:
                problem = f"a second jurisdiction of kind 'literature', beside {literature}."
                yield Fault(file, 0, "kind", problem, "One at most: it stands for all that names no place.")
            literature = literature or file
        yield from _reference(file, "part_of", "jurisdiction", tree.get("part_of"), known.places)
        above = _above(str(tree.get("id")), parents)
        if above[-1] == above[0] and len(above) > 1:
            circle = " → ".join(above)
            yield Fault(file, 0, "part_of", f"a circle: {circle}.", "A place can't be a part of itself.")
        elif len(above) > MOST_ABOVE:
            problem = f"it is a part of a part, and so on, more than {MOST_ABOVE} times."
            yield Fault(file, 0, "part_of", problem, "Name the country or region itself.")
        for at, fact in entries(tree, "facts"):
            yield from _given_before(facts, file, f"{at}.id", fact.get("id"))
            yield from _fact_faults(file, at, fact, known)


def _given_before(seen: dict[str, str], file: str, where: str, name: object) -> Iterator[Fault]:
    if not isinstance(name, str):
        return
    if name in seen:
        yield Fault(file, 0, where, f"the id {quoted(name)} is given before, in {seen[name]}.", "Ids are unique.")
    seen.setdefault(name, f"{file}, {where}")


def _above(start: str, parents: Mapping[str, str]) -> list[str]:
    """Return a place and what it is a part of, step by step, until one comes again or :data:`MOST_ABOVE` are passed."""
    line = {start: None}
    at = start
    while (parent := parents.get(at)) is not None and len(line) <= MOST_ABOVE:
        if parent == start:
            return [*line, parent]
        if parent in line:
            break
        line[parent], at = None, parent
    return list(line)


def _fact_faults(file: str, at: str, fact: Mapping[str, Tree], known: Known) -> Iterator[Fault]:
    lever = fact.get("lever")
    yield from _reference(file, f"{at}.lever", "lever", lever, known.levers)
    if known.levers is not None and isinstance(lever, str) and lever in known.levers:
        yield from _reference(file, f"{at}.category", "category", fact.get("category"), known.levers[lever])
        yield from _references(file, f"{at}.categories", "category", fact.get("categories"), known.levers[lever])
    yield from _references(file, f"{at}.works", "work", fact.get("works"), known.works)
    yield from _reference(file, f"{at}.paragraph", "paragraph", fact.get("paragraph"), known.paragraphs)
    yield from _reference(file, f"{at}.conflict", "conflict", fact.get("conflict"), known.conflicts)
