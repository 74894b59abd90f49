"""A dataset folder of any number of records, made by rule: ``python -m bench.growth.generate FOLDER RECORDS``.

36 factors, 200 places (20 of them parts of others, one the general literature),
2,000 works, 200 paragraphs; 1 to 2 places and 0 to 3 works a record. The same
number gives the same folder every time. The records are spread evenly, so that
as many different combinations as possible occur: the hardest case for a cube.
They are written in parts, so that a hundred million need little memory.
"""

import argparse
import csv
import json
from pathlib import Path
from typing import Final

import duckdb

FACTORS, DOMAINS, LEVELS, PLACES, PARTS, WORKS, PARAGRAPHS, LEVERS = 36, 9, 3, 200, 20, 2_000, 200, 6
WORDS: Final = (
    "training", "supervision", "pay", "contracts", "recognition", "stigma", "trust", "workload", "teams", "roles",
    "guidance", "funding", "standards", "careers", "records", "leadership", "evidence", "isolation",
)  # fmt: skip


def write_generated(folder: Path, records: int, *, parquet: bool = True) -> Path:
    """Write a dataset of so many records into `folder` and return it; evidence as Parquet, or as CSV."""
    (folder / "jurisdictions").mkdir(parents=True, exist_ok=True)
    about = {"id": "generated", "title": f"{records:,} generated records", "version": "1.0.0", "sources": ["w0000"]}
    about["paragraphs"] = {f"SEC-{number:03}": "coded" for number in range(PARAGRAPHS)}
    _json(folder / "dataset.yaml", about)
    _json(folder / "codebook.yaml", _codebook())
    for number in range(PLACES):
        _json(folder / "jurisdictions" / f"p{number:03}.yaml", _place(number))
    countries = ("Norway", "Japan", "Chile", "Kenya; Chile", "")
    _csv(folder / "works.csv", ["key", "authors", "year", "title", "study_country"], [
        [f"w{n:04}", f"Author{n:04}, A.", str(1990 + n % 35), f"Work number {n}", countries[n % 5]]
        for n in range(WORKS)
    ])  # fmt: skip
    _csv(folder / "influences.csv", ["id", "from_factor", "to_factor", "sign", "paragraph", "works", "statement"], [
        [f"I{n:03}", f"f{n % FACTORS:02}", f"f{(n * 7 + 11) % FACTORS:02}", "+-"[n % 2], f"SEC-{n:03}", f"w{n:04}",
         f"Link {n}."] for n in range(60)
    ])  # fmt: skip
    _records(folder / ("evidence.parquet" if parquet else "evidence.csv"), records)
    return folder


def _records(path: Path, records: int) -> None:
    """Write the records; what each is follows from its number alone."""

    def drawn(what: int, below: int) -> str:
        return f"(hash(n * 64 + {what}) % {below})::INTEGER"

    def chosen(words: tuple[str, ...], number: str) -> str:
        return f"[{', '.join(repr(word) for word in words)}][1 + {number}]"

    kind = "PARQUET, COMPRESSION zstd" if path.suffix == ".parquet" else "CSV, HEADER"
    works = ", ".join(f"format('w{{:04d}}', {drawn(20 + number, WORKS)})" for number in range(3))
    connection = duckdb.connect(config={"memory_limit": "2GB", "preserve_insertion_order": True})
    connection.execute(f"""
        COPY (
            SELECT format('E{{:09d}}', n) AS id,
                format('SEC-{{:03d}}', {drawn(1, PARAGRAPHS)}) AS paragraph,
                format('f{{:02d}}', {drawn(2, FACTORS)}) AS factor,
                {chosen(("facilitator", "facilitator", "barrier", "barrier", "mixed", "neutral"), drawn(3, 6))}
                    AS direction,
                format('p{{:03d}}', {drawn(4, PLACES)})
                    || CASE WHEN {drawn(5, 2)} = 1 THEN format(';p{{:03d}}', {drawn(6, PLACES)}) ELSE '' END
                    AS jurisdictions,
                CASE WHEN cited = 0 THEN 'synthesis' ELSE {chosen(("finding", "policy_fact"), drawn(7, 2))} END
                    AS basis,
                array_to_string([{works}][1:cited], ';') AS works,
                format('Claim {{}}: {{}} and {{}} matter where {{}} is short.', n, {chosen(WORDS, drawn(8, 18))},
                    {chosen(WORDS, drawn(9, 18))}, {chosen(WORDS, drawn(10, 18))}) AS statement
            FROM (SELECT range AS n, (hash(range * 64 + 11) % 4)::INTEGER AS cited FROM range({records}))
        ) TO '{path.as_posix()}' (FORMAT {kind})
    """)
    connection.close()


def _codebook() -> dict[str, object]:
    return {
        "levels": [{"id": f"l{n}", "label": f"Level {n}"} for n in range(LEVELS)],
        "domains": [{"id": f"d{n}", "level": f"l{n % LEVELS}", "label": f"Domain {n}"} for n in range(DOMAINS)],
        "factors": [
            {"id": f"f{n:02}", "domain": f"d{n % DOMAINS}", "label": f"Factor {n}, named at some length"}
            for n in range(FACTORS)
        ],
        "bases": [{"id": "finding"}, {"id": "policy_fact"}, {"id": "synthesis"}],
        "levers": [{"id": f"v{n}", "label": f"Lever {n}", "categories": ["yes", "partly"]} for n in range(LEVERS)],
    }


def _place(number: int) -> dict[str, object]:
    facts = [
        {
            "id": f"F{number:03}{lever}", "lever": f"v{lever}", "category": ("yes", "partly")[(number + lever) % 2],
            "value": f"What place {number} has of lever {lever}", "status": "observed", "works": [f"w{number:04}"],
        }
        for lever in range(number % 3, LEVERS, 3)
    ]  # fmt: skip
    return {
        "id": f"p{number:03}",
        "label": f"Place number {number}",
        "kind": "country" if number else "literature",
        "part_of": f"p{number - PLACES + PARTS + 1:03}" if number >= PLACES - PARTS else None,
        "headline": "true" if 0 < number < 7 else "false",
        "facts": facts if number else [],
    }


def _json(path: Path, tree: dict[str, object]) -> None:
    path.write_text(json.dumps(tree, indent=1), encoding="utf-8")  # JSON is YAML, too


def _csv(path: Path, header: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.growth.generate", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("records", type=int)
    parser.add_argument("--csv", action="store_true", help="write evidence.csv instead of evidence.parquet")
    given = parser.parse_args()
    write_generated(given.folder, given.records, parquet=not given.csv)
