"""A dataset whose every text is an attack, and folders that are too much: made by rule, for the tests that open them.

What a field may hold at all (an id, a date, an address) is held to its shape;
whatever is free text carries all of `ATTACKS`, led by the field's own name, so
that a test can find the field on the screen.
"""

import csv
import json
import zipfile
from pathlib import Path
from typing import Final

ELSEWHERE: Final = "https://evil.example"
"""Nothing may ever be asked for there."""

RAN: Final = "window.hostileScriptRan = true"
"""What every script among the attacks would do."""

LONG_WORD: Final = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2

ATTACKS: Final = " ".join(
    (
        f"<script>{RAN}</script>",
        f'<img src="{ELSEWHERE}/a.png" onerror="{RAN}">',
        f"\"><svg onload='{RAN}'>",
        f"![picture]({ELSEWHERE}/b.png)",
        f"[link](javascript:{RAN.replace(' ', '')})",
        "=cmd|' /C calc'!A0",
        "\u202eright to left\u202c \u2067isolate",
        "{{ 7*7 }} {% raw %} ${7*7} #{7*7}",
        "$x^2$ :red[red] :smile: :material/home: **bold** `code`",
        "</style></title></textarea><!-- ]]>",
        "%s %(name)s {0} \\u0041 \\x41",
        LONG_WORD,
    )
)  # fmt: skip

PLACES: Final = ("aa", "aa_town", "bb", "cc", "texts")
FACTORS: Final = tuple(f"f{n}" for n in range(8))
LEVERS: Final = ("crew", "fare", "since")


def hostile(field: str) -> str:
    """Return the text that a field carries."""
    return f"{field} {ATTACKS}"


def write_hostile(folder: Path) -> Path:
    """Write the dataset into `folder` and return it: 5 places, 8 factors, 3 levers, 41 records, an earlier release."""
    (folder / "jurisdictions").mkdir(parents=True)
    _write(folder / "dataset.yaml", _about())
    _write(folder / "codebook.yaml", _codebook())
    for number, place in enumerate(PLACES):
        # A file may be called anything that a file system takes.
        _write(folder / "jurisdictions" / f"<img src=x onerror=alert(1)> {{{{7*7}}}} {place}.yaml", _place(number))
    _works(folder / "works.csv")
    _table(folder / "evidence.csv", EVIDENCE, _evidence())
    _table(folder / "influences.csv", INFLUENCES, _influences())
    for coder in ("<script>alert(1)<script>", "[x](javascript:alert(1))"):
        (folder / "codings" / coder).mkdir(parents=True)
        _table(folder / "codings" / coder / "evidence.csv", EVIDENCE, _evidence()[:-3])
    _release(folder)
    return folder


def write_long_cell(folder: Path, size: int = 1_000_000) -> Path:
    """Write the dataset with one record, one fact, one link, one note and one definition of `size` characters."""
    write_hostile(folder)
    words = "a very long cell that somebody pasted a whole report into; "
    text = (words * (size // len(words) + 1))[:size]
    evidence, influences = _evidence(), _influences()
    evidence[0][-1] = text
    influences[0][-1] = text
    _table(folder / "evidence.csv", EVIDENCE, evidence)
    _table(folder / "influences.csv", INFLUENCES, influences)
    _works(folder / "works.csv", note=text)
    place = _place(0)
    place["facts"][0]["value"] = text
    place["facts"][0]["note"] = text
    _write(folder / "jurisdictions" / f"<img src=x onerror=alert(1)> {{{{7*7}}}} {PLACES[0]}.yaml", place)
    codebook = _codebook()
    codebook["factors"][0]["definition"] = text
    codebook["levers"][0]["definition"] = text
    _write(folder / "codebook.yaml", codebook)
    return folder


def write_crowded_cell(folder: Path, rows: int = 10_000) -> Path:
    """Write the dataset with `rows` more records in one cell: factor ``f0`` in place ``aa``."""
    write_hostile(folder)
    crowd = [
        [f"X{n:05}", "ONE-2", FACTORS[0], ("facilitator", "barrier")[n % 2], PLACES[0], "finding",
         f"w{n % 4}", f"Claim {n} of a crowd."]
        for n in range(rows)
    ]  # fmt: skip
    _table(folder / "evidence.csv", EVIDENCE, [*_evidence(), *crowd])
    return folder


def write_one_id(folder: Path, rows: int = 10_000) -> Path:
    """Write the dataset with `rows` records that share one id: a fault in each of them."""
    write_hostile(folder)
    same = [["X1", "ONE-2", FACTORS[0], "barrier", PLACES[0], "finding", "w1", f"Claim {n}."] for n in range(rows)]
    _table(folder / "evidence.csv", EVIDENCE, [*_evidence(), *same])
    return folder


EVIDENCE: Final = ["id", "paragraph", "factor", "direction", "jurisdictions", "basis", "works", "statement"]
INFLUENCES: Final = ["id", "from_factor", "to_factor", "sign", "paragraph", "works", "statement"]
_PARAGRAPHS: Final = ("ONE-1", "ONE-2", "TWO-1", hostile("paragraph-id"))


def _about() -> dict[str, object]:
    return {
        "id": "hostile",
        "title": hostile("dataset-title"),
        "subtitle": hostile("dataset-subtitle"),
        "description": hostile("dataset-description"),
        "version": "1.0.0",
        "released": "2026-01-02",
        "language": hostile("dataset-language"),
        "sources": ["w0"],
        "how_to_cite": hostile("dataset-how-to-cite"),
        "licence": hostile("dataset-licence"),
        "abbreviations": {"FTE": hostile("abbreviation"), f"<b>{RAN}</b>": hostile("abbreviation-of-markup")},
        "changelog": [{"version": "1.0.0", "date": "2026-01-02", "notes": hostile("changelog-notes")}],
        "conflicts": {"dispute": hostile("conflict") + " (F00, E00)"},
        "paragraphs": dict.fromkeys(_PARAGRAPHS, "coded"),
        "coded_until": "2025-12-31",
        "home": "aa",
        "overview": list(LEVERS),
    }


def _codebook() -> dict[str, list[dict[str, object]]]:
    def term(kind: str, name: str, **more: object) -> dict[str, object]:
        return {"id": name, "label": hostile(f"{kind}-{name}"), "definition": hostile(f"definition-{name}"), **more}

    return {
        "version": hostile("codebook-version"),
        "sections": {"ONE": hostile("section-one"), "TWO": hostile("section-two")},
        "levels": [term("level", "shore"), term("level", "deck")],
        "domains": [term("domain", "rules", level="shore", section="ONE"), term("domain", "people", level="deck")],
        "factors": [term("factor", name, domain=("rules", "people")[n % 2]) for n, name in enumerate(FACTORS)],
        "directions": [term("direction", name) for name in ("facilitator", "barrier", "mixed", "neutral")],
        "bases": [term("basis", "finding"), term("basis", "synthesis")],
        "levers": [
            term("lever", "crew"),
            term("lever", "fare", categories=["script_alert", "paid"]),
            term("lever", "since", not_applicable_to=["literature"]),
        ],
        "rules": [hostile("rule-1"), hostile("rule-2")],
    }  # type: ignore[dict-item]


def _place(number: int) -> dict[str, object]:
    place = PLACES[number]
    facts = [
        {
            "id": f"F{number}{at}",
            "lever": lever,
            "category": "script_alert" if lever == "fare" else None,
            "value": hostile(f"value-{place}-{lever}-{at}"),
            "number": None if lever == "fare" else str(number + at + 0.5),
            "unit": hostile("unit"),
            "status": ("required", "observed")[number % 2],
            "counts": hostile("counts"),
            "as_of": f"{2000 + at * 5 + number} {hostile('as-of')}",
            "paragraph": _PARAGRAPHS[-1] if at % 2 else None,
            "works": [f"w{at % 4}"],
            "measure": f"measure_{lever}",
            "conflict": "dispute" if number == 0 and lever == "crew" else None,
            "confidence": "low",
            "checked": "2025-06-07",
            "note": hostile("fact-note"),
        }
        for at, lever in enumerate((*LEVERS, "crew", "crew"))
        if place != "texts" and (number + at) % 4 != 3
    ]
    return {
        "id": place,
        "label": hostile(f"place-{place}"),
        "short_label": hostile(f"short-{place}"),
        "part_of": "aa" if place == "aa_town" else None,
        "kind": {"texts": "literature", "aa_town": "programme"}.get(place, "country"),
        "headline": "true" if place in ("aa", "bb") else "false",
        "summary": hostile(f"summary-{place}"),
        "facts": facts,
    }


def _works(path: Path, note: str = "") -> None:
    header = ["key", "cited_as", "type", "authors", "year", "title", "container", "volume", "issue", "pages",
              "publisher", "doi", "url", "study_country", "verified", "note"]  # fmt: skip
    free = ("title", "container", "volume", "issue", "pages", "publisher", "study_country", "note")
    rows = [
        {
            **{name: hostile(f"work-{name}-{n}") for name in free},
            "key": f"w{n}",
            "cited_as": f"{hostile('cited-as')} 201{n}",
            "type": ("article", "report", "law", "webpage")[n],
            "authors": f"{hostile(f'author-{n}').replace(',', '').replace(';', '')}, A.; Second, B.",
            "year": f"201{n}",
            "doi": f'10.1000/"><script>{RAN}</script>{n}'.replace(" ", "") if n % 2 else "",
            "url": f"{ELSEWHERE}/javascript:alert(1)/{{{{7*7}}}}/{n}",
            "verified": ("yes", "partial", "no", "")[n],
        }
        for n in range(4)
    ]
    if note:
        rows[1]["note"] = note
    _table(path, header, [[row[name] for name in header] for row in rows])


def _evidence() -> list[list[str]]:
    directions = ("facilitator", "barrier", "mixed", "neutral")
    return [
        [f"E{n:02}", _PARAGRAPHS[n % 4], factor, directions[(at + n) % 4], place if n % 5 else f"{place};cc",
         ("finding", "synthesis")[n % 2], f"w{n % 4};w{(n + 1) % 4}", hostile(f"statement-{n}")]
        for at, place in enumerate(PLACES)
        for n, factor in ((at * len(FACTORS) + k, factor) for k, factor in enumerate(FACTORS))
    ]  # fmt: skip


def _influences() -> list[list[str]]:
    return [
        [f"I{n}", FACTORS[n], FACTORS[(n * 3 + 1) % 8], "+-"[n % 2], _PARAGRAPHS[n % 4], f"w{n % 4}",
         hostile(f"influence-{n}")]
        for n in range(7)
    ]  # fmt: skip


def _release(folder: Path) -> None:
    """Keep an earlier version in which every statement read otherwise, and the first was another's."""
    earlier = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.*")
               if path.is_file()}  # fmt: skip
    earlier["dataset.yaml"] = earlier["dataset.yaml"].replace("1.0.0", "0.9.0")
    earlier["evidence.csv"] = earlier["evidence.csv"].replace("statement-", "former-").replace("E00,", "E99,")
    (folder / "releases").mkdir()
    with zipfile.ZipFile(folder / "releases" / "0.9.0.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in earlier.items():
            archive.writestr(name, text)


def _write(path: Path, tree: object) -> None:
    path.write_text(json.dumps(tree, indent=1), encoding="utf-8")  # JSON is YAML, too


def _table(path: Path, header: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
