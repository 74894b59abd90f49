"""What ``python -m data check`` says of a broken folder: every fault, where it stands, and what was meant."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from data.__main__ import main
from data.intake.loading import load
from data.model.faults import DatasetError
from tests.conftest import PROJECT
from tests.data.folders import (
    Change,
    all_of,
    append,
    directory_instead,
    drop_column,
    recode,
    remove,
    replace,
    write,
)

AA, BOAT, NO, ANYWHERE = (f"jurisdictions/{name}.yaml" for name in ("aa", "aa_boat", "no", "anywhere"))
FILES = ("dataset.yaml", "codebook.yaml", "evidence.csv", "influences.csv", "works.csv")
SECOND = "id: {id}\nlabel: Second\nkind: {kind}\n"


def edit_alder(old: str, new: str) -> Change:
    return replace(AA, old, new)


BROKEN: dict[str, tuple[Change, str, str, list[str]]] = {
    # --- ids that nothing defines: a change; the file; the row or path; the value, and the nearest id
    "unknown factor": (
        replace("evidence.csv", "E3,ONE-2,subsidy", "E3,ONE-2,subsidi"),
        "evidence.csv", "row 4, factor", ["'subsidi'", "Did you mean 'subsidy'?"],
    ),
    "unknown factor, in capitals": (
        replace("evidence.csv", "E3,ONE-2,subsidy", "E3,ONE-2,Subsidy"),
        "evidence.csv", "row 4, factor", ["'Subsidy'", "Did you mean 'subsidy'?"],
    ),
    "unknown place of a record": (
        replace("evidence.csv", "barrier,aa;no,finding", "barrier,aa;nno,finding"),
        "evidence.csv", "row 7, jurisdictions", ["'nno'", "Did you mean 'no'?"],
    ),
    "unknown work of a record": (
        replace("evidence.csv", "E7,TWO-1,weather_watch,mixed,aa,finding,alpha_2010;beta_2015",
                "E7,TWO-1,weather_watch,mixed,aa,finding,alpha_2010;beta_2051"),
        "evidence.csv", "row 8, works", ["'beta_2051'", "Did you mean 'beta_2015'?"],
    ),
    "unknown direction": (
        replace("evidence.csv", "E3,ONE-2,subsidy,facilitator", "E3,ONE-2,subsidy,faciliator"),
        "evidence.csv", "row 4, direction", ["'faciliator'", "Did you mean 'facilitator'?"],
    ),
    "unknown basis": (
        replace("evidence.csv", "E3,ONE-2,subsidy,facilitator,aa,finding", "E3,ONE-2,subsidy,facilitator,aa,findings"),
        "evidence.csv", "row 4, basis", ["'findings'", "Did you mean 'finding'?"],
    ),
    "unknown paragraph of a record": (
        replace("evidence.csv", "E3,ONE-2", "E3,ONE-22"),
        "evidence.csv", "row 4, paragraph", ["'ONE-22'", "Did you mean 'ONE-2'?"],
    ),
    "unknown factor that an influence comes from": (
        replace("influences.csv", "I1,subsidy,skill", "I1,subsidies,skill"),
        "influences.csv", "row 2, from_factor", ["'subsidies'", "Did you mean 'subsidy'?"],
    ),
    "unknown factor that an influence goes to": (
        replace("influences.csv", "I1,subsidy,skill", "I1,subsidy,skil"),
        "influences.csv", "row 2, to_factor", ["'skil'", "Did you mean 'skill'?"],
    ),
    "unknown sign": (
        replace("influences.csv", "noise,fatigue,+", "noise,fatigue,plus"),
        "influences.csv", "row 3, sign", ["'plus'", "+, -"],
    ),
    "unknown paragraph of an influence": (
        replace("influences.csv", "I2,noise,fatigue,+,TWO-1", "I2,noise,fatigue,+,TOW-1"),
        "influences.csv", "row 3, paragraph", ["'TOW-1'", "Did you mean 'TWO-1'?"],
    ),
    "unknown work of an influence": (
        replace("influences.csv", "alpha_2010", "alpha_2011"),
        "influences.csv", "row 2, works", ["'alpha_2011'", "Did you mean 'alpha_2010'?"],
    ),
    "unknown lever": (
        edit_alder("id: F1\n    lever: crew", "id: F1\n    lever: crews"),
        AA, "facts[4] (F1).lever", ["'crews'", "Did you mean 'crew'?"],
    ),
    "unknown lever, in capitals": (
        edit_alder("id: F1\n    lever: crew", "id: F1\n    lever: Crew"),
        AA, "facts[4] (F1).lever", ["'Crew'", "Did you mean 'crew'?"],
    ),
    "unknown category": (
        edit_alder("category: paid", "category: payed"),
        AA, "facts[6] (S4).category", ["'payed'", "Did you mean 'paid'?"],
    ),
    "a category of a lever that lists none": (
        edit_alder("id: F1\n    lever: crew", "id: F1\n    lever: crew\n    category: paid"),
        AA, "facts[4] (F1).category", ["'paid'", "No category is defined."],
    ),
    "unknown work of a fact": (
        edit_alder("[delta_2016]", "[delta_2106]"),
        AA, "facts[1] (S1).works", ["'delta_2106'", "Did you mean 'delta_2016'?"],
    ),
    "unknown paragraph of a fact": (
        edit_alder("paragraph: ONE-3", "paragraph: ONE-33"),
        AA, "facts[5] (F2).paragraph", ["'ONE-33'", "Did you mean 'ONE-3'?"],
    ),
    "unknown conflict": (
        edit_alder('as_of: "2018"\n    works: [gamma_2018]\n    measure: crew_size\n    conflict: crew_dispute',
                   'as_of: "2018"\n    works: [gamma_2018]\n    measure: crew_size\n    conflict: crew_disputes'),
        AA, "facts[3] (S3).conflict", ["'crew_disputes'", "Did you mean 'crew_dispute'?"],
    ),
    "unknown status": (
        edit_alder("status: planned", "status: plannned"),
        AA, "facts[6] (S4).status", ["'plannned'", "Did you mean 'planned'?"],
    ),
    "unknown kind": (
        replace(NO, "kind: country", "kind: county"), NO, "kind", ["'county'", "Did you mean 'country'?"],
    ),
    "unknown confidence": (
        edit_alder("status: planned", "status: planned\n    confidence: hight"),
        AA, "facts[6] (S4).confidence", ["'hight'", "Did you mean 'high'?"],
    ),
    "part of an unknown place": (
        replace(BOAT, "part_of: aa", "part_of: aaa"), BOAT, "part_of", ["'aaa'", "Did you mean 'aa'?"],
    ),
    "unknown level": (
        replace("codebook.yaml", "id: rules, level: shore", "id: rules, level: shores"),
        "codebook.yaml", "domains[1] (rules).level", ["'shores'", "Did you mean 'shore'?"],
    ),
    "unknown section": (
        replace("codebook.yaml", "section: TWO", "section: TOW"),
        "codebook.yaml", "domains[2] (people).section", ["'TOW'", "Did you mean 'TWO'?"],
    ),
    "unknown domain": (
        replace("codebook.yaml", "id: skill, domain: people", "id: skill, domain: peeple"),
        "codebook.yaml", "factors[5] (skill).domain", ["'peeple'", "Did you mean 'people'?"],
    ),
    "unknown kind to which a lever doesn't apply": (
        replace("codebook.yaml", "[literature, programme]", "[literature, program]"),
        "codebook.yaml", "levers[3] (pilotage).not_applicable_to[2]", ["'program'", "Did you mean 'programme'?"],
    ),
    "a fifth direction": (
        replace("codebook.yaml", "- {id: neutral}", "- {id: neutrall}"),
        "codebook.yaml", "directions[4] (neutrall).id", ["'neutrall'", "Did you mean 'neutral'?"],
    ),
    "unknown source": (
        replace("dataset.yaml", "sources: [source_2020]", "sources: [source_2002]"),
        "dataset.yaml", "sources", ["'source_2002'", "Did you mean 'source_2020'?"],
    ),
    "unknown home": (
        replace("dataset.yaml", "home: aa", "home: aaa"), "dataset.yaml", "home", ["'aaa'", "Did you mean 'aa'?"],
    ),
    "unknown lever of the overview": (
        replace("dataset.yaml", "overview: [crew, fare]", "overview: [crew, fair]"),
        "dataset.yaml", "overview", ["'fair'", "Did you mean 'fare'?"],
    ),
    "unknown role of a paragraph": (
        replace("dataset.yaml", "ONE-2: coded", "ONE-2: code"),
        "dataset.yaml", "paragraphs.ONE-2", ["'code'", "Did you mean 'coded'?"],
    ),
    "unknown type of a work": (
        replace("works.csv", 'Alfa, 2010",article', 'Alfa, 2010",artikel'),
        "works.csv", "row 2, type", ["'artikel'", "Did you mean 'article'?"],
    ),
    "unknown state of verification": (
        replace("works.csv", "Sweden,partial", "Sweden,partially"),
        "works.csv", "row 5, verified", ["'partially'", "Did you mean 'partial'?"],
    ),
    # --- columns and keys
    "unknown column": (
        replace("evidence.csv", "basis,works,statement", "basis,works,statment"),
        "evidence.csv", "row 1, stat",
        ["unknown column 'statment'. Did you mean 'statement'?", "'statement' is missing"],
    ),
    "column given twice": (
        replace("influences.csv", "to_factor,sign", "from_factor,sign"),
        "influences.csv", "row 1, from_factor", ["given twice"],
    ),
    "unknown key of the dataset": (
        append("dataset.yaml", "subtitel: x\n"), "dataset.yaml", "subtitel", ["'subtitel'", "Did you mean 'subtitle'?"],
    ),
    "unknown key that holds nothing": (
        append("dataset.yaml", "subtitel:\n"), "dataset.yaml", "subtitel", ["'subtitel'", "Did you mean 'subtitle'?"],
    ),
    "unknown key of a jurisdiction": (
        append(NO, "sumary: x\n"), NO, "sumary", ["'sumary'", "Did you mean 'summary'?"],
    ),
    "unknown key of a fact": (
        edit_alder("number: 0.66", "numbr: 0.66"),
        AA, "facts[2] (S2).numbr", ["'numbr'", "Did you mean 'number'?"],
    ),
    "unknown key of a fact that holds nothing": (
        edit_alder("number: 0.66", "number: 0.66\n    counst: null"),
        AA, "facts[2] (S2).counst", ["'counst'", "Did you mean 'counts'?"],
    ),
    "unknown key of the codebook": (
        append("codebook.yaml", "lever:\n  - {id: x}\n"), "codebook.yaml", "lever", ["Did you mean 'levers'?"],
    ),
    "unknown key of a factor": (
        replace("codebook.yaml", "{id: noise, domain: people}", "{id: noise, domain: people, lable: N}"),
        "codebook.yaml", "factors[6] (noise).lable", ["'lable'", "Did you mean 'label'?"],
    ),
    "missing title": (
        replace("dataset.yaml", 'title: "Ferry crossings"\n', ""), "dataset.yaml", "title", ["'title' is missing"],
    ),
    "missing value of a fact": (
        edit_alder('    value: "A fare has been asked since"\n', ""),
        AA, "facts[6] (S4).value", ["'value' is missing"],
    ),
    "missing kind": (replace(NO, "kind: country\n", ""), NO, "kind", ["'kind' is missing"]),
    "empty title": (
        replace("dataset.yaml", '"Ferry crossings"\n', '" "\n'), "dataset.yaml", "title", ["may not be empty"],
    ),
    "empty statement": (
        replace("evidence.csv", "Money helps.", ""), "evidence.csv", "row 4, statement", ["empty"],
    ),
    "empty factor": (
        replace("evidence.csv", "E3,ONE-2,subsidy", "E3,ONE-2,"), "evidence.csv", "row 4, factor", ["empty"],
    ),
    "no places of a record": (
        replace("evidence.csv", "E3,ONE-2,subsidy,facilitator,aa,", "E3,ONE-2,subsidy,facilitator,,"),
        "evidence.csv", "row 4, jurisdictions", ["empty"],
    ),
    "only separators for places": (
        replace("evidence.csv", "E3,ONE-2,subsidy,facilitator,aa,", "E3,ONE-2,subsidy,facilitator, ; ,"),
        "evidence.csv", "row 4, jurisdictions", ["';'"],
    ),
    # --- wrong types
    "a text where a list is expected": (
        replace("dataset.yaml", "sources: [source_2020]", "sources: source_2020"),
        "dataset.yaml", "sources", ["'source_2020'", "Expected a list."],
    ),
    "a list where a text is expected": (
        replace("dataset.yaml", 'title: "Ferry crossings"', "title: [Ferry, crossings]"),
        "dataset.yaml", "title", ["Expected text."],
    ),
    "a text where facts are expected": (
        replace(ANYWHERE, "facts: []", "facts: many"), ANYWHERE, "facts", ["'many'", "Expected a list."],
    ),
    "a text where one fact is expected": (
        replace(ANYWHERE, "facts: []", "facts: [many]"), ANYWHERE, "facts[1]", ["'many'", "Expected keys and values."],
    ),
    "a list where levels' keys are expected": (
        replace("dataset.yaml", "abbreviations:\n  FTE: \"full-time equivalent\"", "abbreviations: [FTE]"),
        "dataset.yaml", "abbreviations", ["Expected keys and values."],
    ),
    "a flag that is neither true nor false": (
        replace(NO, "headline: true", "headline: yes"), NO, "headline", ["'yes'", "true or false"],
    ),
    "an id of a factor that is none": (
        replace("codebook.yaml", "{id: logbook, ", "{id: log-book, "),
        "codebook.yaml", "levers[4] (log-book).id", ["'log-book'", "lower-case"],
    ),
    "a version that is none": (
        replace("dataset.yaml", 'version: 1.2.0\nreleased', 'version: 1.2\nreleased'),
        "dataset.yaml", "version", ["'1.2'"],
    ),
    "a date that is none": (
        replace("dataset.yaml", 'coded_until: "2021-12-31"', 'coded_until: "31.12.2021"'),
        "dataset.yaml", "coded_until", ["'31.12.2021'", "Expected a date"],
    ),
    "a year that is none": (
        replace("works.csv", '"Alpha, A.",2010', '"Alpha, A.",20l0'), "works.csv", "row 2, year", ["'20l0'"],
    ),
    "no DOI": (
        replace("works.csv", "10.1000/182", "https://example.org/182"),
        "works.csv", "row 2, doi", ["bare DOI"],
    ),
    "an address that runs": (
        replace("works.csv", "https://example.org/boats", "javascript:alert(1)"),
        "works.csv", "row 3, url", ["'javascript:alert(1)'", "http://"],
    ),
    "a verified work without a title": (
        replace("works.csv", ",Crossings,", ",,"), "works.csv", "row 2, title", ["the title is empty"],
    ),
    # --- numbers
    "a number in words": (
        edit_alder("number: 0.66", "number: two thirds"), AA, "facts[2] (S2).number", ["'two thirds'", "a number"],
    ),
    "a number with a comma": (
        edit_alder("number: 0.66", 'number: "0,66"'), AA, "facts[2] (S2).number", ["'0,66'", "a number"],
    ),
    "a number with its unit": (
        edit_alder("number: 0.66", "number: 66%"), AA, "facts[2] (S2).number", ["'66%'", "without a unit"],
    ),
    "not a number": (edit_alder("number: 0.66", "number: nan"), AA, "facts[2] (S2).number", ["'nan'", "finite"]),
    "infinity": (edit_alder("number: 0.66", "number: .inf"), AA, "facts[2] (S2).number", ["'.inf'"]),
    "infinity in words": (edit_alder("number: 0.66", "number: inf"), AA, "facts[2] (S2).number", ["'inf'", "finite"]),
    "a number beyond all bounds": (
        edit_alder("number: 0.66", "number: 1e999"), AA, "facts[2] (S2).number", ["'1e999'", "finite"],
    ),
    # --- given twice
    "an id of a term twice": (
        replace("codebook.yaml", "- {id: noise,", "- {id: noise, domain: people}\n  - {id: noise,"),
        "codebook.yaml", "factors", ["'noise'", "2 times"],
    ),
    "a key of a work twice": (
        append("works.csv", "zeta_2000,,,Zeta,2000,Z,,,,,\nzeta_2000,,,Zeta,2000,Z,,,,,\n"),
        "works.csv", "row", ["row 7, key", "row 8, key", "'zeta_2000'", "more than once"],
    ),
    "a place twice": (
        append("jurisdictions/zz.yaml", SECOND.format(id="no", kind="region")),
        "jurisdictions/zz.yaml", "id", ["'no'", NO],
    ),
    "a fact twice, in two files": (
        replace(BOAT, "id: F3", "id: F1"), BOAT, "facts[1] (F1).id", ["'F1'", f"{AA}, facts[4]"],
    ),
    "a fact twice, in one file": (
        edit_alder("id: S4", "id: S3"), AA, "facts[6] (S3).id", ["'S3'", f"{AA}, facts[3]"],
    ),
    "a YAML key twice": (
        append("dataset.yaml", "home: no\n"), "dataset.yaml", "line 23, column 1", ["'home'", "given twice"],
    ),
    "a YAML key twice, in a fact": (
        edit_alder("number: 0.66", "number: 0.66\n    number: 0.67"), AA, "line 18, column 5", ["'number'", "twice"],
    ),
    # --- what doesn't hang together
    "a fact without a source": (
        replace(NO, "status: none\n    paragraph: ONE-2", "status: none"),
        NO, "facts[2] (F5)", ["without a source", "'works'", "'paragraph'"],
    ),
    "a fact with an empty list of works": (
        replace(NO, "status: none\n    paragraph: ONE-2", "status: none\n    works: []"),
        NO, "facts[2] (F5)", ["without a source"],
    ),
    "evidence without works that isn't synthesis": (
        replace("evidence.csv", "E9,TWO-1,noise,barrier,aa,synthesis", "E9,TWO-1,noise,barrier,aa,finding"),
        "evidence.csv", "row 10, works", ["no work is cited", "synthesis"],
    ),
    "evidence with only separators for works": (
        replace("evidence.csv", "E9,TWO-1,noise,barrier,aa,synthesis,", "E9,TWO-1,noise,barrier,aa,finding,;"),
        "evidence.csv", "row 10, works", ["no work is cited"],
    ),
    "a place that is a part of itself": (
        replace(BOAT, "part_of: aa", "part_of: aa_boat"), BOAT, "part_of", ["circle", "aa_boat → aa_boat"],
    ),
    "two places of kind literature": (
        append("jurisdictions/books.yaml", SECOND.format(id="books", kind="literature")),
        "jurisdictions/books.yaml", "kind", ["'literature'", "anywhere"],
    ),
    # --- files
    **{f"missing {file}": (remove(file), file, "", ["the file is missing"]) for file in FILES},
    **{f"empty {file}": (write(file, b""), file, "", ["the file is empty"]) for file in (*FILES, NO)},
    **{
        f"a directory instead of {file}": (directory_instead(file), file, "", ["can't be read"])
        for file in (*FILES, NO)
    },
    **{f"{file} in UTF-16": (recode(file, "utf-16"), file, "line 1", ["UTF-8"]) for file in (*FILES, NO)},
    "a byte of Latin-1": (
        write("works.csv", b"key,authors,year,title\nsource_2020,Source,2020,Fa\xe7ades\n"),
        "works.csv", "line 2", ["UTF-8"],
    ),
    "a byte of Latin-1 in YAML": (
        write(NO, b"id: no\nlabel: Norv\xe8ge\nkind: country\n"), NO, "line 2", ["UTF-8"],
    ),
    "a null byte": (
        replace("evidence.csv", "Money helps.", "Money\0 helps."), "evidence.csv", "line 4", ["null byte"],
    ),
    "a null byte in YAML": (replace(NO, "Norway", "Nor\0way"), NO, "line 2", ["null byte"]),
    # --- broken YAML
    "a bracket that isn't closed": (
        replace("dataset.yaml", "sources: [source_2020]", "sources: [source_2020"),
        "dataset.yaml", "line 7, column 12", ["broken YAML"],
    ),
    "a tab in YAML": (replace(NO, "kind: country", "\tkind: country"), NO, "line 3, column 1", ["broken YAML"]),
    "a quote that isn't closed in YAML": (
        replace(NO, 'label: "Norway"', 'label: "Norway'), NO, "line 8, column 13", ["broken YAML", "the one above"],
    ),
    "an anchor": (
        replace(NO, 'label: "Norway"', 'label: &name "Norway"'), NO, "line 2, column 8", ["anchors (&)"],
    ),
    "an alias": (
        replace(NO, 'label: "Norway"', "label: *name"), NO, "line 2, column 8", ["aliases (*)"],
    ),
    "a tag": (replace(NO, 'label: "Norway"', "label: !!timestamp Norway"), NO, "line 2, column 8", ["!!timestamp"]),
    "a tag of a flag": (replace(NO, "headline: true", "headline: !!bool si"), NO, "line 4, column 11", ["!!bool"]),
    "a tag that would run": (
        replace(NO, 'label: "Norway"', "label: !!python/object/apply:os.getcwd []"),
        NO, "line 2, column 8", ["broken YAML"],
    ),
    "a control character": (replace(NO, "Norway", "Nor\x07way"), NO, "line 2, column 12", ["broken YAML"]),
    "two documents": (append(NO, "---\nid: x\n"), NO, "line 26, column 1", ["broken YAML", "another document"]),
    "a list at the top": (write(NO, b"- id: no\n"), NO, "", ["holds no keys"]),
    "only a comment": (write(NO, b"# to be written\n"), NO, "", ["holds no keys"]),
    "deeply nested": (
        write(NO, b"id: no\nlabel: " + b"[" * 20_000 + b"]" * 20_000 + b"\nkind: country\n"),
        NO, "", ["nested too deeply"],
    ),
    # --- broken CSV
    "a cell too many": (
        append("influences.csv", "I4,noise,skill,-,TWO-1,,Noise, of all things, distracts.\n"),
        "influences.csv", "row 5", ["9 cells", "header 7"],
    ),
    "a cell too few": (
        append("influences.csv", "I4,noise,skill,-,TWO-1,Noise distracts.\n"),
        "influences.csv", "row 5", ["6 cells", "header 7"],
    ),
    "a quote that isn't closed": (
        replace("influences.csv", "Noise tires.", '"Noise tires.'),
        "influences.csv", "row 3", ["broken CSV", "double quote"],
    ),
    "a quote in the middle of a quoted cell": (
        replace("influences.csv", "Noise tires.", '"Noise "tires" people."'), "influences.csv", "row 3", ["broken CSV"],
    ),
    "no header": (write("influences.csv", b"\n\n"), "influences.csv", "row 1", ["no header"]),
}  # fmt: skip


def said(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """Return the exit status of a check and the lines that name a fault."""
    status = main(["check", str(folder)])
    printed = capsys.readouterr()
    assert "Traceback" not in printed.out + printed.err
    return status, [line.strip() for line in printed.out.splitlines() if line.strip().startswith("fault: ")]


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_folder_is_told_where_and_what(
    name: str, tiny_copy: Callable[[], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    change, file, where, words = BROKEN[name]
    folder = tiny_copy()
    change(folder)
    status, faults = said(folder, capsys)
    assert status == 1
    start = f"fault: {file}" + (f", {where}" if where else "")
    found = [line for line in faults if line.startswith(start)]
    assert found, faults
    missing = [word for word in words if not any(word in line for line in found)]
    assert not missing, found
    cascade = [line for line in faults if line not in found]
    assert not cascade, "one mistake is told once, and isn't held against what refers to it"


@pytest.mark.parametrize(
    ("file", "column"),
    [
        *(("evidence.csv", column) for column in ("id", "paragraph", "factor", "direction", "jurisdictions", "basis")),
        *(("evidence.csv", column) for column in ("works", "statement")),
        *(("influences.csv", column) for column in ("id", "from_factor", "to_factor", "sign", "paragraph", "works")),
        ("influences.csv", "statement"),
        *(("works.csv", column) for column in ("key", "authors", "year", "title")),
    ],
)
def test_a_missing_column_is_named(
    file: str, column: str, tiny_copy: Callable[[], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tiny_copy()
    drop_column(file, column)(folder)
    status, faults = said(folder, capsys)
    assert status == 1
    assert faults == [f"fault: {file}, row 1, {column}: the column '{column}' is missing. Add it to the header row."]


def test_a_duplicate_record_is_named_at_both_rows(
    tiny_copy: Callable[[], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tiny_copy()
    replace("evidence.csv", "E4,ONE-2", "E3,ONE-2")(folder)
    status, faults = said(folder, capsys)
    assert status == 1
    assert [line.split(":")[1] for line in faults] == [" evidence.csv, row 4, id", " evidence.csv, row 5, id"]
    assert all("'E3'" in line for line in faults)


@pytest.mark.parametrize("length", [2, 3])
def test_a_circle_of_places_is_drawn(
    length: int, tiny_copy: Callable[[], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tiny_copy()
    replace(AA, "part_of: null", "part_of: aa_boat" if length == 2 else "part_of: no")(folder)
    if length == 3:
        append(NO, "part_of: aa_boat\n")(folder)
    status, faults = said(folder, capsys)
    assert status == 1
    assert len(faults) == length, "each place of the circle is told"
    circle = "aa → aa_boat → aa" if length == 2 else "aa → no → aa_boat → aa"
    assert any(line.startswith(f"fault: {AA}, part_of: a circle: {circle}") for line in faults)


def test_no_jurisdiction(tiny_copy: Callable[[], Path], capsys: pytest.CaptureFixture[str]) -> None:
    folder = tiny_copy()
    for file in (folder / "jurisdictions").iterdir():
        file.unlink()
    status, faults = said(folder, capsys)
    assert status == 1
    assert len(faults) == 1
    assert faults[0].startswith("fault: jurisdictions/: there is no jurisdiction.")


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, faults = said(tmp_path / "nowhere", capsys)
    assert status == 1
    assert len(faults) == 1
    assert "there is no such folder" in faults[0]


def test_a_file_instead_of_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a_file").write_text("x", encoding="utf-8")
    status, faults = said(tmp_path / "a_file", capsys)
    assert status == 1
    assert "there is no such folder" in faults[0]


def test_an_empty_folder_lacks_every_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, faults = said(tmp_path, capsys)
    assert status == 1
    assert {line.split(":")[1].strip() for line in faults} == {*FILES, "jurisdictions/"}


def test_many_faults_are_all_told(tiny_copy: Callable[[], Path], capsys: pytest.CaptureFixture[str]) -> None:
    """A fault in one place must hide none in another: each file has a fault of its shape and one of its ids."""
    folder = tiny_copy()
    all_of(
        replace("dataset.yaml", "version: 1.2.0\nreleased", "version: one\nreleased"),
        replace("dataset.yaml", "home: aa", "home: zz"),
        replace("codebook.yaml", "{id: noise, domain: people}", "{id: noise, domain: peeple}"),
        replace("codebook.yaml", "- {id: neutral}", "- {id: neutrall}"),
        edit_alder("status: planned", "status: plannned"),
        edit_alder("id: F1\n    lever: crew", "id: F1\n    lever: crews"),
        edit_alder("[delta_2016]", "[delta_2106]"),
        edit_alder("paragraph: ONE-3", "paragraph: ONE-33"),
        edit_alder("number: 0.66", "number: nan"),
        replace(BOAT, "part_of: aa", "part_of: aaa"),
        replace("evidence.csv", "E3,ONE-2,subsidy,facilitator,aa", "E3,ONE-22,subsidi,helps,zz"),
        replace("evidence.csv", "E9,TWO-1,noise,barrier,aa,synthesis", "E9,TWO-1,noise,barrier,aa,finding"),
        append("influences.csv", "I4,noise,skill\nI5,noise,skil,*,TWO-1,omega_1999,Noise.\n"),
        replace("works.csv", "https://example.org/boats", "ftp://example.org/boats"),
    )(folder)
    status, faults = said(folder, capsys)
    assert status == 1
    expected = [
        "dataset.yaml, version", "dataset.yaml, home", "codebook.yaml, factors[6] (noise).domain",
        "codebook.yaml, directions[4] (neutrall).id", f"{AA}, facts[6] (S4).status", f"{AA}, facts[4] (F1).lever",
        f"{AA}, facts[1] (S1).works", f"{AA}, facts[5] (F2).paragraph", f"{AA}, facts[2] (S2).number",
        f"{BOAT}, part_of", "evidence.csv, row 4, paragraph", "evidence.csv, row 4, factor",
        "evidence.csv, row 4, direction", "evidence.csv, row 4, jurisdictions", "evidence.csv, row 10, works",
        "influences.csv, row 5", "influences.csv, row 6, to_factor", "influences.csv, row 6, sign",
        "influences.csv, row 6, works", "works.csv, row 3, url",
    ]  # fmt: skip
    untold = [place for place in expected if not any(line.startswith(f"fault: {place}") for line in faults)]
    assert not untold, faults
    assert len(faults) == len(expected)


@pytest.mark.parametrize("file", ["dataset.yaml", "codebook.yaml", "works.csv", NO])
def test_a_missing_file_hides_no_other_fault(
    file: str, tiny_copy: Callable[[], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tiny_copy()
    write(file, b"\xff\xfe")(folder)
    replace("influences.csv", "noise,fatigue,+", "noise,fatigue,plus")(folder)
    replace(BOAT, "status: required", "status: requird")(folder)
    status, faults = said(folder, capsys)
    assert status == 1
    assert sorted(line.split(", ")[0] for line in faults) == sorted(
        f"fault: {f}" for f in (file, "influences.csv", BOAT)
    )


def test_rows_are_those_of_a_spreadsheet(tiny_copy: Callable[[], Path], capsys: pytest.CaptureFixture[str]) -> None:
    """A cell of several lines is one row, and an empty line is one, too."""
    folder = tiny_copy()
    replace("evidence.csv", "A licence keeps the crossing open.\n", '"A licence\nkeeps it\r\nopen."\n\n')(folder)
    replace("evidence.csv", "E4,ONE-2,subsidy", "E4,ONE-2,subsidi")(folder)
    replace("evidence.csv", "barrier,aa;no,finding", "barrier,aa;nno,finding")(folder)
    append("evidence.csv", "E16,TWO-1\n")(folder)
    _, faults = said(folder, capsys)
    assert [line.split(":")[1].strip() for line in faults] == [
        "evidence.csv, row 6, factor",
        "evidence.csv, row 8, jurisdictions",
        "evidence.csv, row 18",
    ]


# What the contract calls valid, at most worth a warning: a change, and the warning, if there is one.
VALID: dict[str, tuple[Change, str | None]] = {
    "a conflict that nothing uses": (
        replace("dataset.yaml", "conflicts:\n", "conflicts:\n  idle: \"Nobody disagrees.\"\n"),
        "dataset.yaml, conflicts: nothing uses 'idle'",
    ),
    "a work that nothing uses": (
        append("works.csv", "idle_2000,,,Idle,2000,Rest,,,,,\n"), "works.csv, works: nothing uses 'idle_2000'",
    ),
    "a category that nothing uses": (
        replace("codebook.yaml", "[free, paid]", "[free, paid, barter]"),
        "codebook.yaml, levers (fare).categories: nothing uses 'barter'",
    ),
    "a factor that nothing uses": (
        replace("codebook.yaml", "- {id: noise,", "- {id: idle, domain: people}\n  - {id: noise,"),
        "codebook.yaml, factors: nothing uses 'idle'",
    ),
    "a lever that nothing uses": (lambda _: None, "codebook.yaml, levers: nothing uses 'logbook'"),
    "evidence with a header and no row": (
        lambda folder: write("evidence.csv", (folder / "evidence.csv").read_bytes().splitlines()[0])(folder),
        "codebook.yaml, factors: nothing uses 'piers'",
    ),
    "influences with a header and no row": (
        lambda folder: write("influences.csv", (folder / "influences.csv").read_bytes().splitlines()[0])(folder), None,
    ),
    "a number beside status none": (
        replace(NO, "status: none\n    as_of", "status: none\n    number: 3\n    as_of"), None,
    ),
    "one measure over several places": (
        replace(NO, 'counts: "per worker"', 'counts: "per worker"\n    measure: crew_size'), None,
    ),
    "the same factors influencing twice": (append("influences.csv", "I4,subsidy,skill,+,ONE-2,,Again.\n"), None),
    "the same factors influencing with opposite signs": (
        append("influences.csv", "I4,subsidy,skill,-,ONE-2,,Or not.\n"), None,
    ),
    "a jurisdiction without a fact": (
        append("jurisdictions/bb.yaml", "id: bb\nlabel: B\nkind: region\nfacts: []\n"), None,
    ),
    "a jurisdiction without a record": (
        append("jurisdictions/bb.yaml", "id: bb\nlabel: B\nkind: region\nfacts:\n"
               "  - {id: S9, lever: crew, value: x, status: planned, works: [beta_2015]}\n"), None,
    ),
    "a jurisdiction with no more than it must have": (
        append("jurisdictions/bb.yaml", "id: bb\nlabel: B\nkind: group\n"), None,
    ),
    "no literature": (
        all_of(remove(ANYWHERE), replace("evidence.csv", "skill,facilitator,anywhere", "skill,facilitator,no")), None,
    ),
    "one level": (
        all_of(
            replace("codebook.yaml", "  - {id: deck}\n", ""),
            replace("codebook.yaml", "id: people, level: deck", "id: people, level: shore"),
        ), None,
    ),
    "statements that look like formulas and markup": (
        append("evidence.csv", 'E16,TWO-1,noise,barrier,aa,synthesis,,"=1+1 <b>x</b> ""نعم"" \u202eabc @x"\n'), None,
    ),
    "a place named in another script": (replace(NO, 'label: "Norway"', 'label: "النرويج: «نعم»"'), None),
    "nothing optional in dataset.yaml": (
        write("dataset.yaml", b"id: t\ntitle: T\nversion: 0.1.0\nsources: [source_2020]\n"
              b"conflicts: {crew_dispute: x}\n"), None,
    ),
    "null for all that is optional in dataset.yaml": (
        append("dataset.yaml", "subtitle: null\ndescription: ~\nlicence:\n"), None,
    ),
    "no sections": (
        replace("codebook.yaml", 'sections:\n  ONE: "Rules of the crossing"\n  TWO: "People on board"\n', ""), None,
    ),
    "a coded paragraph without a record": (
        replace("dataset.yaml", "  TWO-2: summary\n", "  TWO-2: summary\n  TWO-3: coded\n"),
        "dataset.yaml, paragraphs: 'TWO-3' is marked as coded and has no record",
    ),
    "works with no more columns than they must have": (
        write("works.csv", b"key,authors,year,title\n"
              b"alpha_2010,Alpha,2010,A\nbeta_2015,Beta,2015,B\ngamma_2018,Gamma,2018,\ndelta_2016,Delta,,\n"
              b"source_2020,Source,2020,S\n"), None,
    ),
    "a work of which nothing was verified, without a title": (
        append("works.csv", "omega_1999,,,Omega,,,,,,,\n"), "works.csv, works: nothing uses 'omega_1999'",
    ),
    "a byte order mark and lines that end as on Windows": (
        lambda folder: write(
            "evidence.csv", b"\xef\xbb\xbf" + (folder / "evidence.csv").read_bytes().replace(b"\n", b"\r\n")
        )(folder), None,
    ),
    "notes and other folders beside the dataset": (
        all_of(lambda folder: (folder / "drafts").mkdir(), append("README.md", "How it was made.\n")), None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", VALID)
def test_what_the_contract_allows_passes(
    name: str, tiny_copy: Callable[[], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    change, warning = VALID[name]
    folder = tiny_copy()
    change(folder)
    assert main(["check", str(folder)]) == 0
    printed = capsys.readouterr().out
    assert "fault" not in printed
    assert printed.endswith("valid\n")
    usual = [f"  warning: codebook.yaml, levers: nothing uses '{lever}'." for lever in ("logbook", "pilotage")]
    warnings = [line for line in printed.splitlines() if line.startswith("  warning: ") and line not in usual]
    if warning is None:
        assert not [line for line in warnings if "nothing uses" not in line]
    else:
        assert any(line.startswith(f"  warning: {warning}") for line in [*usual, *warnings]), printed


def test_a_valid_folder_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(PROJECT / "tests" / "datasets" / "tiny")]) == 0
    printed = capsys.readouterr().out
    assert "tiny: Ferry crossings, version 1.2.0" in printed
    counts = {
        line.split(maxsplit=1)[1]: line.split()[0] for line in printed.splitlines()[1:] if line.split()[0].isdigit()
    }
    assert counts == {
        "levels": "2", "domains": "2", "factors": "7", "levers": "4", "jurisdictions": "4", "works": "5",
        "evidence records": "15", "facts of the primary source": "5", "facts of other documents": "5",
        "influences": "3", "conflicts": "1", "paragraphs": "5",
    }  # fmt: skip


def test_the_unlike_dataset_is_valid(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(PROJECT / "tests" / "datasets" / "orchard")]) == 0
    assert "4 levels" in capsys.readouterr().out


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "data", *arguments],
        cwd=PROJECT,
        env={**{k: v for k, v in os.environ.items() if k != "POLICY_DATASET"}, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("name", ["unknown factor", "deeply nested", "a quote that isn't closed", "missing works.csv"])
def test_the_command_line_ends_with_status_1(name: str, tiny_copy: Callable[[], Path]) -> None:
    folder = tiny_copy()
    BROKEN[name][0](folder)
    ended = run("check", str(folder))
    assert ended.returncode == 1
    assert BROKEN[name][1] in ended.stdout
    assert "Traceback" not in ended.stdout + ended.stderr


def test_the_command_line_ends_with_status_0_and_takes_the_folder_of_the_environment() -> None:
    assert "Ferry crossings" in run("check", "tests/datasets/tiny").stdout
    named = run("check", POLICY_DATASET="tests/datasets/orchard")
    assert named.returncode == 0
    assert "Fruit trees" in named.stdout
    assert "psw" in run("check").stdout


def test_the_command_line_speaks_where_the_terminal_knows_no_unicode(tiny_copy: Callable[[], Path]) -> None:
    """A circle is drawn with arrows; a terminal of another encoding must not end it in a traceback."""
    folder = tiny_copy()
    replace(BOAT, "part_of: aa", "part_of: aa_boat")(folder)
    ended = run("check", str(folder), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "circle" in ended.stdout


def test_faults_come_as_one_error_in_order(tiny_copy: Callable[[], Path]) -> None:
    folder = tiny_copy()
    replace("evidence.csv", "E3,ONE-2,subsidy", "E3,ONE-2,subsidi")(folder)
    replace("dataset.yaml", "home: aa", "home: zz")(folder)
    with pytest.raises(DatasetError) as caught:
        load(folder)
    assert [fault.file for fault in caught.value.faults] == ["dataset.yaml", "evidence.csv"]
    assert [fault.severity for fault in caught.value.faults] == ["fault", "fault"]


def test_one_doi_under_two_keys_is_a_warning(tiny_copy: Callable[[], Path], capsys: pytest.CaptureFixture[str]) -> None:
    """Cited under either key it would count as two works."""
    folder = tiny_copy()
    append("works.csv", 'alpha_again,,article,"Alpha, A.",2010,Crossings,10.1000/182,,Norway,yes,\n')(folder)
    assert main(["check", str(folder)]) == 0
    warned = [line for line in capsys.readouterr().out.splitlines() if "have one DOI" in line]
    assert len(warned) == 1
    assert all(word in warned[0] for word in ("works.csv", "alpha_2010", "alpha_again", "10.1000/182"))
