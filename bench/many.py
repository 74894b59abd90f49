"""A dataset of 36 factors, 200 places and 10,000 records, made by rule."""

import csv
import json
import random
from pathlib import Path
from typing import Final

FACTORS, PLACES, RECORDS, LEVELS, WORKS = 36, 200, 10_000, 3, 400
_DIRECTIONS: Final = ("facilitator", "barrier", "mixed", "neutral")


def write_many(folder: Path) -> Path:
    """Write the dataset into `folder` and return it; the same every time."""
    draw = random.Random(20)
    (folder / "jurisdictions").mkdir(parents=True, exist_ok=True)
    _write(folder / "dataset.yaml", {"id": "many", "title": "Many places", "version": "1.0.0", "sources": ["w000"]})
    _write(folder / "codebook.yaml", _codebook())
    for number in range(PLACES):
        place = {"id": f"p{number:03}", "label": f"Place {number}", "kind": "country", "headline": "false", "facts": []}
        _write(folder / "jurisdictions" / f"p{number:03}.yaml", place)
    works = [[f"w{n:03}", f"Author{n:03}, A.", str(1990 + n % 35), f"Work number {n}"] for n in range(WORKS)]
    _table(folder / "works.csv", ["key", "authors", "year", "title"], works)
    header = ["id", "paragraph", "factor", "direction", "jurisdictions", "basis", "works", "statement"]
    records = []
    for number in range(RECORDS):
        # The first ones go through factors and places in turn, so that no row and no column is empty.
        factor, place = (number % FACTORS, number % PLACES) if number < PLACES * FACTORS else (
            draw.randrange(FACTORS), draw.randrange(PLACES))  # fmt: skip
        direction, work = draw.choice(_DIRECTIONS), draw.randrange(WORKS)
        records.append([
            f"E{number:05}", f"SEC-{factor % 9 + 1}", f"f{factor:02}", direction, f"p{place:03}", "finding",
            f"w{work:03}", f"Claim {number} on factor {factor} at place {place}.",
        ])  # fmt: skip
    _table(folder / "evidence.csv", header, records)
    _table(folder / "influences.csv", ["id", "from_factor", "to_factor", "sign", "paragraph", "works", "statement"], [])
    return folder


def _codebook() -> dict[str, object]:
    return {
        "levels": [{"id": f"l{n}", "label": f"Level {n}"} for n in range(LEVELS)],
        "domains": [{"id": f"d{n}", "level": f"l{n}", "label": f"Domain {n}"} for n in range(LEVELS)],
        "factors": [
            {"id": f"f{n:02}", "domain": f"d{n * LEVELS // FACTORS}", "label": f"Factor {n}, named at some length"}
            for n in range(FACTORS)
        ],
        "bases": [{"id": "finding"}],
        "levers": [],
    }


def _write(path: Path, tree: dict[str, object]) -> None:
    path.write_text(json.dumps(tree, indent=1), encoding="utf-8")  # JSON is YAML, too


def _table(path: Path, header: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
