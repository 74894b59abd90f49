"""Ids from labels in any script, and the places of a column as ISO 3166 knows them."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

import pycountry
from slugify import slugify

from data.exchange.from_table.values import is_blank

LONGEST_ID: Final = 60
MOSTLY: Final = 0.5


@dataclass
class Ids:
    """Ids that were given to labels: one label has one id, whatever its capitals and blanks."""

    kind: str
    by_label: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def of(self, label: str, wanted: str | None = None) -> str:
        """Return the id of a label, a new one where it has none."""
        key = " ".join(label.split()).casefold()
        if key not in self.by_label:
            base = wanted or slugify(label, separator="_", max_length=LONGEST_ID, word_boundary=True) or self.kind
            number = 2
            name = base
            while name in self.labels:
                name, number = f"{base}_{number}", number + 1
            self.by_label[key], self.labels[name] = name, " ".join(label.split())
        return self.by_label[key]


def _folded(name: str) -> str:
    return re.sub(r"^the ", "", slugify(name, separator=" "))


@cache
def _countries() -> dict[str, str]:
    names: dict[str, str] = {}
    for country in pycountry.countries:
        for key in ("name", "official_name", "common_name", "alpha_2", "alpha_3"):
            if label := getattr(country, key, None):
                names.setdefault(_folded(label), country.alpha_2)
                names.setdefault(_folded(label.split(",")[0]), country.alpha_2)
    return names


@cache
def _parts() -> dict[str, tuple[str, ...]]:
    """Return the codes of first-order regions by name; a region's code without its country's counts as a name."""
    names: dict[str, list[str]] = {}
    regions: Any = pycountry.subdivisions
    for region in regions:
        for name in {
            _folded(region.name),
            region.code.partition("-")[2].lower(),
            region.code.lower().replace("-", " "),
        }:
            names.setdefault(name, []).append(region.code)
    return {name: tuple(codes) for name, codes in names.items()}


def place_name(code: str) -> str:
    """Return what ISO 3166 calls the place of a code."""
    databases: Any = (pycountry.subdivisions, pycountry.countries)
    known = databases[0].get(code=code) if "-" in code else databases[1].get(alpha_2=code)
    return str(getattr(known, "common_name", None) or known.name)


class Gazetteer:
    """The codes of the places of one column, read together: of two places of one name, its neighbours decide."""

    def __init__(self, labels: Iterable[str]) -> None:
        cells = [_folded(part) for label in set(labels) for part in [label] if not is_blank(label)]
        votes = Counter(code[:2] for cell in cells for code in {c[:2] for c in _parts().get(cell, ())})
        most, count = votes.most_common(1)[0] if votes else ("", 0)
        countries = sum(cell in _countries() for cell in cells)
        self.within = most if cells and count / len(cells) > MOSTLY and count >= countries else None

    def code(self, label: str) -> str | None:
        """Return the ISO code of a place; None where its name tells none."""
        name = _folded(label)
        regions = _parts().get(name, ())
        if self.within:
            inside = [code for code in regions if code.startswith(f"{self.within}-")]
            if inside:
                return inside[0]
        if name in _countries():
            return _countries()[name]
        long_enough = len(name) > 3
        return regions[0] if len(regions) == 1 and long_enough else None

    def places(self, cell: str) -> list[str]:
        """Return the places of a cell: several where ``;`` separates them, or commas between known names."""
        parts = [part.strip(" .") for part in re.split(r"[;\n|]", cell) if part.strip(" .")]
        if len(parts) == 1 and self.code(parts[0]) is None:
            commas = [part.strip(" .") for part in re.split(r",|/| and | & ", cell) if part.strip(" .")]
            if len(commas) > 1 and all(self.code(part) for part in commas):
                return commas
        return parts
