"""A dataset of many places and factors, made by rule: every page must stay usable on it."""

import csv
import json
from itertools import product
from pathlib import Path

PLACES, FACTORS, LEVELS, DOMAINS, WORKS, LEVERS = 60, 120, 4, 12, 80, 20


def write_wide(folder: Path) -> Path:
    """Write the dataset into `folder` and return it: 60 places, 120 factors, 20 levers, 1,440 records."""
    (folder / "jurisdictions").mkdir(parents=True)
    _write(folder / "dataset.yaml", {"id": "wide", "title": "Many places", "version": "1.0.0", "sources": ["w000"]})
    _write(folder / "codebook.yaml", _codebook())
    for number in range(PLACES):
        _write(folder / "jurisdictions" / f"p{number:02}.yaml", _place(number))
    _table(folder / "works.csv", ["key", "authors", "year", "title"], [
        [f"w{n:03}", f"Author{n:03}, A.", str(1990 + n % 35), f"Work number {n}"] for n in range(WORKS)
    ])  # fmt: skip
    directions = ("facilitator", "barrier", "mixed", "neutral")
    _table(folder / "evidence.csv",
           ["id", "paragraph", "factor", "direction", "jurisdictions", "basis", "works", "statement"], [
        [f"E{n:05}", f"SEC-{factor % 9 + 1}", f"f{factor:03}", directions[(place * 7 + factor) % 4], f"p{place:02}",
         "finding", f"w{(place * 13 + factor) % WORKS:03}", f"Claim {n} on factor {factor} at place {place}."]
        for n, (factor, place) in enumerate(
            pair for pair in product(range(FACTORS), range(PLACES)) if (pair[0] * 31 + pair[1] * 17) % 5 == 0
        )
    ])  # fmt: skip
    _table(folder / "influences.csv", ["id", "from_factor", "to_factor", "sign", "paragraph", "works", "statement"], [
        [f"I{n:03}", f"f{n % FACTORS:03}", f"f{(n * 7 + 11) % FACTORS:03}", "+-"[n % 2], "SEC-1", f"w{n % WORKS:03}",
         f"Link {n}."] for n in range(160)
    ])  # fmt: skip
    return folder


def _codebook() -> dict[str, object]:
    return {
        "levels": [{"id": f"l{n}", "label": f"Level {n}"} for n in range(LEVELS)],
        "domains": [
            {"id": f"d{n:02}", "level": f"l{n % LEVELS}", "label": f"Domain {n}, of some length"}
            for n in range(DOMAINS)
        ],
        "factors": [
            {"id": f"f{n:03}", "domain": f"d{n % DOMAINS:02}", "label": f"Factor {n}, named at some length"}
            for n in range(FACTORS)
        ],
        "bases": [{"id": "finding"}],
        "levers": [{"id": f"v{n:02}", "label": f"Lever {n}", "categories": ["yes", "partly"]} for n in range(LEVERS)],
    }


def _place(number: int) -> dict[str, object]:
    facts = [
        {
            "id": f"F{number:02}{lever:02}",
            "lever": f"v{lever:02}",
            "category": ("yes", "partly")[lever % 2],
            "value": f"What place {number} has of lever {lever}",
            "status": "observed",
            "number": str(number + lever),
            "unit": "posts",
            "counts": "per place",
            "as_of": str(2000 + number % 20),
            "measure": f"m{lever:02}",
            "works": [f"w{number:03}"],
        }
        for lever in range(number % 3, LEVERS, 3)
    ]
    return {
        "id": f"p{number:02}",
        "label": f"Place number {number}",
        "kind": "country" if number else "literature",
        "headline": "true" if 0 < number < 7 else "false",
        "facts": facts if number else [],
    }


def _write(path: Path, tree: dict[str, object]) -> None:
    path.write_text(json.dumps(tree, indent=1), encoding="utf-8")  # JSON is YAML, too


def _table(path: Path, header: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
