"""Datasets of the size that real ones of other fields have: the world year by year, and the states lever by lever."""

import json
from pathlib import Path
from typing import Any

import pycountry

COUNTRIES, YEARS = 204, 36
LEVERS = 253
FIRST_YEAR = 1988
Places = dict[str, list[dict[str, object]]]
_CODES: Any = pycountry


def write_world(folder: Path, countries: int = COUNTRIES, years: int = YEARS) -> Path:
    """Write a yearly measure of many countries, and a lever with ordered categories, and return the folder."""
    codes = [country.alpha_2 for country in _CODES.countries][:countries]
    codebook = {
        "levers": [
            {"id": "coverage", "label": "Coverage"},
            {"id": "schedule", "label": "Schedule", "categories": ["none", "partial", "full"], "ordered": "true"},
        ],
        "words": {"place": {"singular": "country", "plural": "countries"}},
    }
    places: Places = {
        code: [
            {
                "id": f"{code}{year}", "lever": "coverage", "value": f"{40 + (at * 7 + year) % 60}% in {year}",
                "number": 40 + (at * 7 + year) % 60, "unit": "percent", "counts": "children",
                "status": "observed", "as_of": str(year), "works": ["report"], "measure": "coverage",
            }
            for year in range(FIRST_YEAR, FIRST_YEAR + years)
        ]
        for at, code in enumerate(codes)
    }  # fmt: skip
    for at, code in enumerate(codes):
        schedule = {
            "category": ("none", "partial", "full")[at % 3],
            "status": ("none", "recommended", "required")[at % 3],
        }
        fact = {"id": f"{code}S", "lever": "schedule", "value": "What the schedule asks for", "works": ["report"]}
        places[code] += [{**fact, **schedule}] if at % 7 else []
    return _write(folder, "world", codebook, places)


def write_states(folder: Path, levers: int = LEVERS) -> Path:
    """Write many levers of all US states, most with days from and to, and return the folder."""
    codes = sorted(s.code for s in _CODES.subdivisions.get(country_code="US") if s.type in ("State", "District"))
    codebook = {
        "levers": [{"id": f"v{n:03}", "label": f"Measure {n}, named at some length"} for n in range(levers)],
        "words": {
            "place": {"singular": "state", "plural": "states"},
            "lever": {"singular": "measure", "plural": "measures"},
        },
    }
    places: Places = {
        code: [
            {
                "id": f"{code[-2:]}{lever:03}", "lever": f"v{lever:03}", "value": f"Measure {lever} is in place",
                "status": "required", "works": ["report"], "from": f"2020-{1 + (at + lever) % 12:02}-15",
                **({"to": f"2021-{1 + (at * lever) % 12:02}-01"} if lever % 3 else {}),
            }
            for lever in range(levers)
            if (at * 31 + lever * 17) % 5
        ]
        for at, code in enumerate(codes)
    }  # fmt: skip
    return _write(folder, "states", codebook, places)


def _write(folder: Path, name: str, codebook: object, places: Places) -> Path:
    (folder / "jurisdictions").mkdir(parents=True)
    about = {"id": name, "title": f"Many {name}", "version": "1.0.0", "sources": ["report"]}
    _json(folder / "dataset.yaml", about)
    _json(folder / "codebook.yaml", codebook)
    for code, facts in places.items():
        iso: str = code
        country = _CODES.countries.get(alpha_2=iso) or _CODES.subdivisions.get(code=iso)
        place = {"id": iso.lower().replace("-", "_"), "label": country.name, "iso": iso, "headline": "true",
                 "facts": facts,
                 "kind": "region" if "-" in iso else "country"}  # fmt: skip
        _json(folder / "jurisdictions" / f"{place['id']}.yaml", place)
    (folder / "works.csv").write_text("key,authors,year,title,verified\nreport,Office of Measures,2023,A report,yes\n")
    (folder / "evidence.csv").write_text("id,paragraph,factor,direction,jurisdictions,basis,works,statement\n")
    (folder / "influences.csv").write_text("id,from_factor,to_factor,sign,paragraph,works,statement\n")
    return folder


def _json(path: Path, content: object) -> None:
    """Write what YAML reads, too."""
    path.write_text(json.dumps(content), encoding="utf-8")
