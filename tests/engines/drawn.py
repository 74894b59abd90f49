"""A small dataset drawn by chance, in which everything occurs that makes counting hard."""

import csv
import json
import random
from pathlib import Path

FACTORS, WORKS, RECORDS = 5, 8, 160
PARTS = {"a": None, "a_b": "a", "a_b_c": "a_b", "a_d": "a", "e": None, "e_f": "e", "g": None, "nowhere": None}


def write_random(folder: Path, seed: int, records: int = RECORDS) -> Path:
    """Write the dataset of a seed into `folder` and return it.

    Parts of parts, records that name a place and its part, two parts of one
    place, a place twice; several works of one country, works without one,
    synthesis without a work, and a work beside it; a factor, place and work of
    which nothing is said.
    """
    draw = random.Random(seed)
    (folder / "jurisdictions").mkdir(parents=True)
    about = {"id": "random", "title": "Drawn by chance", "version": "1.0.0", "sources": ["w0"]}
    about["paragraphs"] = {f"SEC-{n}": "coded" for n in (3, 1, 2)}
    _json(folder / "dataset.yaml", about)
    _json(folder / "codebook.yaml", {
        "levels": [{"id": "l0"}, {"id": "l1"}],
        "domains": [{"id": f"d{n}", "level": f"l{n % 2}"} for n in range(3)],
        "factors": [{"id": f"f{n}", "domain": f"d{n % 3}"} for n in range(FACTORS + 1)],
        "bases": [{"id": "finding"}, {"id": "synthesis"}],
        "levers": [{"id": "v", "categories": ["yes", "no"]}],
    })  # fmt: skip
    for number, (place, parent) in enumerate(PARTS.items()):
        kind = "literature" if place == "nowhere" else "country" if parent is None else "region"
        fact = {"id": f"F{number}", "lever": "v", "category": ("yes", "no")[number % 2], "value": "As it is",
                "status": "observed", "works": ["w0"]}  # fmt: skip
        _json(folder / "jurisdictions" / f"{place}.yaml", {
            "id": place, "label": place.upper(), "kind": kind, "part_of": parent,
            "facts": [fact] if kind != "literature" and number != 4 else [],
        })  # fmt: skip
    countries = ("Norway", "Chile; Norway", "", "Chile (two towns)")
    _csv(folder / "works.csv", [("key", "authors", "year", "title", "study_country", "verified")] + [
        (f"w{n}", f"Author{n}, A.", str(2000 + n), f"Work {n}", countries[n % 4], ("yes", "no", "partial", "")[n % 4])
        for n in range(WORKS + 1)
    ])  # fmt: skip
    _csv(folder / "influences.csv", [
        ("id", "from_factor", "to_factor", "sign", "paragraph", "works", "statement"),
        ("I1", "f0", "f1", "+", "SEC-1", "w1", "One acts on the other."),
        ("I2", "f1", "f0", "-", "SEC-2", "", "And back."),
    ])  # fmt: skip
    _csv(folder / "evidence.csv", [
        ("id", "paragraph", "factor", "direction", "jurisdictions", "basis", "works", "statement", "aspect"),
        *(_record(draw, number) for number in range(records)),
    ])  # fmt: skip
    return folder


def _record(draw: random.Random, number: int) -> tuple[str, ...]:
    places = draw.choices([*PARTS][:-2] if number % 9 else ["nowhere"], k=draw.choice((1, 1, 2, 3)))
    works = draw.choices([f"w{n}" for n in range(1, WORKS)], k=draw.choice((0, 1, 1, 2, 3)))
    basis = draw.choice(("finding", "synthesis")) if works else "synthesis"
    direction = draw.choice(("facilitator", "facilitator", "barrier", "barrier", "mixed", "neutral"))
    # Ids whose order isn't that of the rows: the order of the source is that of the rows.
    name = f"E{(number * 7919) % 1009:04}"
    return (
        name, f"SEC-{draw.choice((1, 2, 3))}", f"f{draw.randrange(FACTORS)}", direction, " ; ".join(places), basis,
        ";".join(works), f"Claim {number}: Größe {draw.choice(('matters', 'helps', 'is “short”'))}.",
        "lack" if number % 3 == 1 else "",
    )  # fmt: skip


def _json(path: Path, tree: dict[str, object]) -> None:
    path.write_text(json.dumps(tree, indent=1), encoding="utf-8")  # JSON is YAML, too


def _csv(path: Path, rows: list[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
