"""A lever's map on its way to the screen and into files: its ground, its rows, its legend, its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from components.charts.place_map import Fill, Ground
from components.charts.place_shapes import MapKind, map_kind, spots
from components.drawing import looks
from components.drawing.words import amount, counted, own_word, status_sign, status_term_words
from data.model.dataset import Dataset
from data.model.records import in_words
from data.questions.cells import Cell
from data.questions.figures import written
from data.questions.lever_map import Group, LeverMap, lever_map
from data.questions.policy import overview_levers

Cells = Mapping[tuple[str, str], Cell]
DISPUTED = "≠"


@dataclass(frozen=True)
class Entry:
    """A group as its legend has it: sign, words, fill and text, whether its edge is dashed, and its places."""

    group: Group
    sign: str
    words: str
    fill: str
    ink: str
    dashed: bool


def kind_of(dataset: Dataset) -> MapKind | None:
    """Return which map the dataset's places stand on; None where it has none."""
    if not dataset.levers:
        return None
    return map_kind(place.iso for place in dataset.jurisdictions.values())


def on_map(dataset: Dataset, kind: MapKind) -> tuple[str, ...]:
    """Return the places that stand on a map, in the order of the screen, one a code."""
    held: dict[str, str] = {}
    for place in dataset.jurisdictions.values():
        if place.iso in spots(kind):
            held.setdefault(str(place.iso), place.id)
    return tuple(held.values())


def opening_lever(dataset: Dataset, cells: Cells, places: Sequence[str]) -> str:
    """Return the lever that a map opens with: of the overview's, the one on which the places are most divided."""

    def divided(lever: str) -> int:
        sizes = [len(g.places) for g in lever_map(dataset, cells, lever, places).groups if g.kind != "state"]
        return sum(sizes) - max(sizes, default=0)

    return max(overview_levers(dataset, cells), key=divided)


def entries(dataset: Dataset, found: LeverMap, theme: looks.ThemeName) -> tuple[Entry, ...]:
    """Return the legend of a map, one entry a group."""
    palette = looks.PALETTES[theme]
    ordered = dataset.levers[found.lever].ordered
    steps = [g for g in found.groups if g.kind == "range" or (g.kind == "category" and ordered)]
    drawn: list[Entry] = []
    plain = 0
    for group in found.groups:
        if group in steps:
            fill, ink = _step(steps.index(group), len(steps), palette)
        elif group.kind == "state":
            over = group.names != ("explicitly_none",)
            fill, ink = (palette.background, palette.quiet) if over else (palette.grid, palette.text)
        elif group.kind == "unlike":
            fill, ink = palette.grid, palette.text
        else:
            fills = looks.MAP_FILLS[theme]
            fill, ink = fills[plain % len(fills)]
            plain += 1
        sign = _sign(dataset, group, len([e for e in drawn if e.group.kind in ("category", "range")]))
        drawn.append(Entry(group, sign, _words(dataset, found, group), fill, ink, group.names == ("not_reported",)))
    return tuple(drawn)


def _step(at: int, of: int, palette: looks.Palette) -> tuple[str, str]:
    """Return fill and text of a step of the ramp, the last one its darkest."""
    share = (at + 1) / of
    low, high = ([int(colour[n : n + 2], 16) for n in (1, 3, 5)] for colour in palette.ramp)
    mixed = "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(low, high, strict=True))
    light, dark, turn = palette.on_ramp
    return f"#{mixed}", light if share < turn else dark


def _sign(dataset: Dataset, group: Group, before: int) -> str:
    if group.kind == "state":
        return looks.STATE_SIGNS[group.names[0]]
    if group.kind == "status":
        return status_sign(dataset, group.names[0])
    return "◌" if group.kind == "unlike" else looks.MAP_SIGNS[min(before, len(looks.MAP_SIGNS) - 1)]


def _words(dataset: Dataset, found: LeverMap, group: Group) -> str:
    if group.kind == "state":
        return looks.STATE_WORDS[group.names[0]]
    if group.kind == "status":
        return status_term_words(dataset, group.names[0])
    if group.kind == "category":
        return " and ".join(in_words(name).lower() for name in group.names)
    if group.kind == "unlike":
        return "reported, but no number that measures the same"
    ends = written(group.least) if group.least == group.most else f"{written(group.least)} to {written(group.most)}"
    return " ".join(part for part in (ends, found.unit, found.counts) if part)


def ground(dataset: Dataset, kind: MapKind, legend: Sequence[Entry]) -> Ground:
    """Return what a map is drawn on."""
    outlined = (
        (spots(kind)[iso].outline, place, entry.group.key)
        for entry in legend
        for place in entry.group.places
        if (iso := dataset.jurisdictions[place].iso) in spots(kind) and iso is not None and spots(kind)[iso].outline
    )
    fills = tuple(Fill(e.group.key, e.fill, e.ink, e.dashed) for e in legend)
    return Ground(kind, fills, tuple(outlined))


def frame(
    dataset: Dataset, kind: MapKind, found: LeverMap, cells: Cells, legend: Sequence[Entry], opened: str | None
) -> pd.DataFrame:
    """Return a map's rows, as :func:`components.charts.place_map.place_map` takes them."""
    rows: list[dict[str, object]] = []
    chosen = {str(dataset.jurisdictions[p].iso): (p, e) for e in legend for p in e.group.places}
    for iso, spot in spots(kind).items():
        place, entry = chosen.get(iso, (None, None))
        if place is None and kind == "countries":
            continue
        rows.append(
            {
                "place": place or "",
                "key": entry.group.key if entry else "",
                "across": spot.across,
                "down": spot.down,
                "code": iso.rpartition("-")[2],
                "sign": tile_words(dataset, found, cells, place, entry, numbers=kind == "tiles"),
                "name": dataset.jurisdictions[place].name if place else iso,
                "words": place_words(dataset, cells[found.lever, place], entry) if place and entry else "not chosen",
                "opened": place is not None and place == opened,
                "outlined": bool(spot.outline),
            }
        )
    return pd.DataFrame(rows)


def tile_words(
    dataset: Dataset, found: LeverMap, cells: Cells, place: str | None, entry: Entry | None, *, numbers: bool
) -> str:
    """Return what stands in a place's square: its number or its group's sign, and whether sources disagree."""
    if place is None or entry is None:
        return ""
    fact = cells[found.lever, place].shown
    number = dataset.facts[fact][1].number if fact is not None and entry.group.kind == "range" else None
    sign = written(number) if numbers and number is not None else entry.sign
    return f"{sign}{DISPUTED}" if place in found.disputed else sign


def place_words(dataset: Dataset, cell: Cell, entry: Entry) -> str:
    """Return what a place has, in words: the fact that its cell shows, else the state of the cell."""
    if cell.shown is None:
        return f"{entry.sign} {entry.words}"
    fact = dataset.facts[cell.shown][1]
    parts = (f"{entry.sign} {entry.words}", amount(fact), fact.value, fact.as_of or "no year stated")
    return " · ".join(dict.fromkeys(part for part in parts if part))


def finding(dataset: Dataset, found: LeverMap, legend: Sequence[Entry]) -> str:
    """Return what a map shows, in words."""
    total = sum(len(entry.group.places) for entry in legend)
    word, words = own_word(dataset, "place")
    parts = "; ".join(f"{entry.words}: {len(entry.group.places)}" for entry in legend)
    disputed = len(found.disputed)
    more = f" Sources disagree on {disputed} of them." if disputed else ""
    return f"{dataset.levers[found.lever].name} in {counted(total, word, words)}: {parts}.{more}"
