"""What a page must show: counted from the dataset's files, by no code of the dashboard."""

import csv
from dataclasses import dataclass
from pathlib import Path

import yaml
from pyarrow import parquet

ALL = "all"


@dataclass(frozen=True)
class Counts:
    """What stands on the screen at one level: records, cells that hold one, rows and columns with one."""

    records: int
    held: int
    rows: int
    columns: int


@dataclass(frozen=True)
class Truth:
    """A dataset's levels, each with its label and counts; ``all`` is no filter."""

    labels: dict[str, str]
    counts: dict[str, Counts]
    behind: dict[tuple[str, str], tuple[str, ...]]
    """The statements behind each cell."""
    factors: dict[str, str]
    places: dict[str, str]


def truth(folder: Path) -> Truth:
    """Return what a dataset's folder holds, level by level."""
    codebook = yaml.safe_load((folder / "codebook.yaml").read_text(encoding="utf-8"))
    level_of_domain = {domain["id"]: domain["level"] for domain in codebook["domains"]}
    level_of = {factor["id"]: level_of_domain[factor["domain"]] for factor in codebook["factors"]}
    rows = _rows(folder)
    counts: dict[str, Counts] = {}
    for level in (ALL, *(term["id"] for term in codebook["levels"])):
        chosen = [row for row in rows if level in (ALL, level_of[row["factor"]])]
        held = {(row["factor"], place) for row in chosen for place in row["jurisdictions"].split(";")}
        counts[level] = Counts(
            len(chosen), len(held), len({factor for factor, _ in held}), len({place for _, place in held})
        )
    behind: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        for place in row["jurisdictions"].split(";"):
            behind.setdefault((row["factor"], place), []).append(row["statement"])
    places = {}
    for path in sorted((folder / "jurisdictions").glob("*.yaml")):
        tree = yaml.safe_load(path.read_text(encoding="utf-8"))
        places[str(tree["id"])] = str(tree.get("short_label") or tree["label"])
    return Truth(
        {term["id"]: term["label"] for term in codebook["levels"]},
        counts,
        {cell: tuple(statements) for cell, statements in behind.items()},
        {factor["id"]: factor["label"] for factor in codebook["factors"]},
        places,
    )


def _rows(folder: Path) -> list[dict[str, str]]:
    """Return the records, their statements apart where they are many: those are read in the page alone."""
    many = folder / "evidence.parquet"
    if many.exists():
        table = parquet.read_table(many, columns=["factor", "jurisdictions"]).to_pylist()
        return [{**row, "statement": ""} for row in table]
    with (folder / "evidence.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
