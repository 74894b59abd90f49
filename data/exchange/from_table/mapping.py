"""What each column of a table is: proposed, changed by whoever knows the table, kept as YAML, run again."""

import re
from collections.abc import Mapping as Map
from typing import Final, Literal, get_args

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from data.exchange.from_table.grid import Grid, distinct
from data.exchange.from_table.names import Gazetteer
from data.exchange.from_table.values import NO, YES, day_of, is_blank, number_of, share
from data.model.faults import DatasetError, Fault

Role = Literal[
    "place", "lever", "factor", "domain", "direction", "value", "number", "unit", "status", "category", "from", "to",
    "as_of", "source", "authors", "title", "year", "container", "doi", "url", "note", "statement", "attribute",
    "lever_column", "year_column", "leave_out",
]  # fmt: skip
FEW: Final = 12
_HEADS: Final[Map[Role, str]] = {
    "place": r"state|country( ?name)?|countries|nation|jurisdiction|province|region|territory|place|location"
    r"|entity|land|staat|bundesland|pays|pa[ií]s|estado|provincia|stato|paese",
    "lever": r"lever|policy|measure|indicator( ?name)?|item|provision|instrument|policy ?type|variable"
    r"|ma(ß|ss)nahme|mesure|medida",
    "factor": r"factor|determinant|construct|barrier.*|facilitator.*|intervention.*(specific|name)"
    r"|intervention|enabler",
    "domain": r"domain|theme|intervention.*class|construct.*(group|domain)",
    "direction": r"direction|sign|effect|.*stated.?effect|result|association|finding.?direction",
    "status": r"status|in.?force|enacted|adopted|in.?place",
    "value": r"value|details?|answer|response|wert|valeur|valor|description|summary|text|obs.?value",
    "unit": r"units?|einheit|unit(é|e)|unidad",
    "from": r"from|(\w+ )?start.?date|date.?(start|enacted|effective|begin).*|effective.?date|begin|valid.?from"
    r"|entry.?into.?force.*|von|date",
    "to": r"to|(\w+ )?end.?date|date.?(end|expired|repealed).*|until|valid.?to|bis|expir.*",
    "as_of": r"as.?of|year|jahr|ann(é|e)e|a(ñ|n)o|time.?period|period|date.?observed",
    "source": r"source.*|reference.*|citation|study|author.?year|quelle|fuente",
    "year": r"year of publication|publication year",
    "authors": r"authors?|author\(s\)|autor(es)?|auteurs?",
    "title": r"title|study.?title|titel|titre|t(í|i)tulo",
    "container": r"journal|publication|zeitschrift|revue|revista",
    "doi": r"doi",
    "url": r"url|link|website|web.?address|hyperlink",
    "note": r"notes?|comments?|remarks?|bemerkung(en)?|remarques?|notas?",
    "statement": r"statement|key.?findings?|outcome.?description|claim",
}
_CODES: Final = re.compile(
    r"(^|[ _])(id|code|iso\d?|fips|alpha.?[23]|no|number|index|geoid)$|^(iso|fips|id|unnamed).*", re.I
)
_ONCE: Final = frozenset(get_args(Role)) - {"note", "attribute", "lever_column", "year_column", "leave_out"}


class Mapping(BaseModel):
    """What a table's columns are, and what it doesn't say itself.

    ``lever`` is what the facts are about where no column names it; ``directions``
    and ``statuses`` say what the words of these columns mean.
    """

    model_config = ConfigDict(extra="forbid")
    title: str
    columns: dict[str, Role]
    lever: str | None = None
    source: str | None = None
    directions: dict[str, Literal["facilitator", "barrier", "mixed", "neutral"]] = {}
    statuses: dict[str, Literal["required", "recommended", "planned", "observed", "none"]] = {}

    def heads(self, *roles: Role) -> list[str]:
        """Return the columns that are one of these."""
        return [head for head, role in self.columns.items() if role in roles]

    def head(self, role: Role) -> str | None:
        """Return the first column that is this."""
        return next(iter(self.heads(role)), None)

    @property
    def of_records(self) -> bool:
        """Whether a row is a claim on a factor, rather than facts of a place."""
        return self.head("factor") is not None and self.head("direction") is not None


def write_map(mapping: Mapping) -> str:
    """Return a mapping as YAML, to be kept, changed and run again."""
    head = "# What each column is. Change a word and run again with --map; data/README.md lists the words.\n"
    tree = mapping.model_dump(exclude_defaults=True)
    return head + yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=120)


def read_map(text: str, label: str) -> Mapping:
    """Return a mapping from YAML.

    Raises
    ------
    DatasetError
        With what is wrong in it.
    """
    try:
        return Mapping.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise DatasetError(label, [Fault(label, 0, "", f"broken YAML: {error}.")]) from error
    except ValidationError as error:
        faults = [Fault(label, 0, ".".join(map(str, e["loc"])), f"{e['msg']}.") for e in error.errors()]
        raise DatasetError(label, faults) from error


def propose(grid: Grid, title: str) -> Mapping:
    """Return what the columns of a table seem to be, by their heads and by what stands in them."""
    columns: dict[str, Role] = {}
    named = [head for head in grid.heads if _by_head(head) == "place"]
    place = max(named, key=lambda head: _place_share(grid.column(head)), default=None)
    for head in grid.heads:
        role = _by_head(head)
        role = None if role == "place" and head != place else role
        if role in _ONCE and role in columns.values():
            role = None
        if role and _fits(role, grid.column(head)):
            columns[head] = role
    if "place" not in columns.values():
        free = {head: _place_share(grid.column(head)) for head in grid.heads if head not in columns}
        best = max(free, key=lambda head: free[head], default=None)
        if best is not None and free[best] > 0.6:
            columns[best] = "place"
    mapping = Mapping(title=title, columns=columns)
    return _completed(mapping, grid)


def _completed(mapping: Mapping, grid: Grid) -> Mapping:
    columns = dict(mapping.columns)
    records = mapping.of_records
    rest = [head for head in grid.heads if head not in columns]
    years = [head for head in rest if re.fullmatch(r"(1[89]|20)\d\d(\.0)?", head)]
    wide = not records and mapping.head("place") and not mapping.head("lever") and not mapping.head("value")
    for head in rest:
        if head in years and len(years) > 1:
            columns[head] = "year_column"
        elif wide and not _CODES.search(head) and not years:
            columns[head] = "lever_column"
        else:
            columns[head] = "attribute"
    if records:
        columns = {head: "attribute" if role in ("lever", "status", "from", "to", "as_of") else role
                   for head, role in columns.items()}  # fmt: skip
        if not {"source", "authors", "doi"} & {*columns.values()} and mapping.head("title") is None:
            columns = {head: columns[head] for head in grid.heads}
    else:
        columns = {head: "attribute" if role in ("factor", "domain", "direction") else role
                   for head, role in columns.items()}  # fmt: skip
    if not records and "value" not in columns.values() and "lever_column" not in columns.values() and not years:
        numeric = next((h for h in grid.heads if columns[h] == "attribute" and _numeric(grid.column(h))), None)
        text = next((h for h in grid.heads if columns[h] == "attribute"), None)
        if numeric or text:
            columns[str(numeric or text)] = "value"
    ordered = {head: columns[head] for head in grid.heads}
    made = mapping.model_copy(update={"columns": ordered})
    needs = not records and made.head("lever") is None and made.head("lever_column") is None
    direction, status = made.head("direction"), made.head("status")
    return made.model_copy(update={
        "lever": mapping.title if needs else None,
        "directions": {cell: _direction(cell) for cell in distinct(grid.column(direction))} if direction else {},
        "statuses": {cell: _status(cell) for cell in distinct(grid.column(status))} if status else {},
    })  # fmt: skip


def _by_head(head: str) -> Role | None:
    plain = re.sub(r"[\s_\-.]+", " ", head).strip().casefold()
    return next((role for role, pattern in _HEADS.items() if re.fullmatch(pattern, plain)), None)


def _fits(role: Role, cells: list[str]) -> bool:
    if role in ("from", "to"):
        return share(cells, (day_of(c, "day") is not None or day_of(c, "month") is not None for c in cells)) > 0.5
    if role == "status":
        return len(distinct(cells)) <= FEW
    return not (role == "direction" and len(distinct(cells)) > FEW)


def _place_share(cells: list[str]) -> float:
    places = Gazetteer(cells)
    texts = [cell for cell in cells if number_of(cell) is None]
    return share(cells, (places.code(cell) is not None for cell in texts))


def _numeric(cells: list[str]) -> bool:
    return share(cells, (number_of(cell) is not None for cell in cells)) > 0.8


def _direction(cell: str) -> Literal["facilitator", "barrier", "mixed", "neutral"]:
    word = cell.casefold()
    if re.search(r"mixed|both|inconsisten|\+/-|±|varied", word):
        return "mixed"
    if re.search(r"null|no (effect|association|change)|neutral|not sig|insignificant|^0$|^ns$", word):
        return "neutral"
    if re.search(r"negativ|barrier|hinder|decreas|^-1?$|^−$|inverse", word):
        return "barrier"
    return "facilitator" if re.search(r"positiv|facilitat|help|increas|enabl|^\+1?$|^1$", word) else "neutral"


def _status(cell: str) -> Literal["required", "recommended", "planned", "observed", "none"]:
    word = cell.casefold().strip()
    if word in NO or re.search(r"fail|veto|died|prohibit|reject|withdrawn|repeal|not in|adjourn", word):
        return "none"
    if word in YES or re.search(r"enact|in force|permit|adopted|signed|active|in effect", word):
        return "observed"
    if re.search(r"mandat|requir|oblig|compuls", word):
        return "required"
    if re.search(r"recommend|voluntary|encourag|optional", word):
        return "recommended"
    return "planned" if is_blank(cell) or re.search(r"plan|propos|pend|introduc|draft", word) else "observed"
