"""Where places lie on a map, by ISO code: squares for the states of a country, outlines or circles for countries."""

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, get_args

_SHAPES: Final = Path(__file__).parent / "shapes"
LEAST: Final = 3
"""So many places are worth a map."""

MapKind = Literal["tiles", "countries"]


@dataclass(frozen=True)
class Spot:
    """Where a place stands: column and row of its square, or longitude and latitude.

    ``outline`` is the number of its outline; empty where it has none.
    """

    iso: str
    across: float
    down: float
    outline: str = ""


@cache
def spots(kind: MapKind) -> Mapping[str, Spot]:
    """Return where each place of a map stands, by ISO code."""
    if kind == "tiles":
        return {row["iso"]: Spot(row["iso"], int(row["column"]), int(row["row"])) for row in _rows("tiles.csv")}
    return {
        row["iso"]: Spot(
            row["iso"],
            float(row["longitude"]),
            float(row["latitude"]),
            row["number"] if row["outline"] == "yes" else "",
        )
        for row in _rows("countries.csv")
    }


def map_kind(codes: Iterable[str | None]) -> MapKind | None:
    """Return the map on which most of some ISO codes stand; None where fewer than three stand on any."""
    known = [code for code in codes if code]
    counts = {kind: sum(code in spots(kind) for code in known) for kind in get_args(MapKind)}
    kind: MapKind = max(counts, key=lambda each: counts[each])
    return kind if counts[kind] >= LEAST else None


@cache
def outlines() -> Mapping[str, Any]:
    """Return the outlines of countries as TopoJSON; not to be changed."""
    found: dict[str, Any] = json.loads((_SHAPES / "countries.json").read_text(encoding="utf-8"))
    return found


def _rows(name: str) -> list[dict[str, str]]:
    with (_SHAPES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
