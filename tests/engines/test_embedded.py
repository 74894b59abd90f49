"""The embedded engine and its cube answer as pandas does, cell by cell, whatever is asked."""

import csv
import itertools
import os
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from data.engines import cube_build, embedded
from data.engines.relations import Few, folding
from data.intake import sources
from data.intake.files import fingerprint
from data.intake.loading import load
from data.lists.findable import index
from data.lists.library import entries
from data.lists.listing import listing
from data.model.dataset import Dataset
from data.model.evidence import BrokenOffError, Cancel
from data.model.faults import DatasetError
from data.model.search import query
from data.model.selection import Selection
from data.questions.rating import cell_records, factor_margins, factor_matrix, level_counts
from tests.engines.drawn import PARTS, write_random

LENSES = ("places", "countries", "works", "v")
CHOICES = {
    "places": ((), ("a",), ("a_b", "a_d"), ("a", "a_b_c", "g"), ("nowhere",)),
    "levels": ((), ("l1",)),
    "factors": ((), ("f0", "f3"), ("f5",)),
    "directions": ((), ("facilitator",), ("neutral", "barrier"), ("neutral",)),
    "bases": ((), ("synthesis",), ("finding",)),
    "works": ((), ("w1",), ("w2", "w5"), ("w8",)),
    "parts": (False, True),
    "cited": (False, True),
}
ONE_BY_ONE = [Selection(**{name: value}) for name, values in CHOICES.items() for value in values]
PAIRS = [
    Selection(**dict(zip(names, values, strict=True)))
    for names in itertools.combinations(CHOICES, 2)
    for values in itertools.product(*(CHOICES[name][1:] for name in names))
]
THREE = [
    Selection(places=places, directions=directions, bases=bases, works=works, parts=True)
    for places, directions, bases, works in itertools.product(
        (("a",), ("a_b", "e")), (("barrier",), ("facilitator", "neutral")), ((), ("finding",)), ((), ("w3", "w4"))
    )
]
TOGETHER = [*PAIRS, *THREE]


@pytest.fixture(scope="module", params=[(1, embedded.FEW, cube_build.BLOCK), (2, -1, 3)], ids=["few", "many"])
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Dataset, Dataset]]:
    """Return one dataset twice: in memory, and in the embedded engine, which takes few records into memory, or none.

    Where they count as many, the bits of the works stand in several blocks, too.
    """
    seed, few, block = request.param
    folder = write_random(tmp_path_factory.mktemp("drawn") / "set", seed)
    held = load(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(embedded, "FEW", few)
        patch.setattr(cube_build, "BLOCK", block)
        patch.setenv("POLICY_ENGINE", "duckdb")
        made = load(folder)
        assert held.evidence.in_memory
        assert not made.evidence.in_memory
        narrowed = made.evidence.claims(Selection(works=("w1",)))
        assert isinstance(narrowed, Few) == (few > 0)
        yield held, made


@pytest.mark.parametrize("columns", LENSES)
def test_every_cell_and_margin(pair: tuple[Dataset, Dataset], columns: str) -> None:
    held, made = pair
    # Every filter alone, and with others; which of them is asked of which lens goes round.
    for selection in (*ONE_BY_ONE, *TOGETHER[LENSES.index(columns) :: len(LENSES) * 2]):
        expected, found = factor_matrix(held, selection, columns), factor_matrix(made, selection, columns)
        pd.testing.assert_frame_equal(found, expected, obj=f"{columns} {selection}")
        expected, found = factor_margins(held, selection, columns), factor_margins(made, selection, columns)
        pd.testing.assert_frame_equal(found, expected, obj=f"margins of {columns} {selection}")


def test_levels(pair: tuple[Dataset, Dataset]) -> None:
    held, made = pair
    for selection in ONE_BY_ONE:
        pd.testing.assert_frame_equal(level_counts(made, selection), level_counts(held, selection))


def evidence_of(folder: Path, rows: list[str]) -> Dataset:
    """Return the drawn dataset with these records in place of its own, in the embedded engine."""
    header = "id,paragraph,factor,direction,jurisdictions,basis,works,statement"
    (folder / "evidence.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return load(folder)


def test_a_work_is_one_work_however_often_it_is_cited(folder: Path) -> None:
    """Counted by hand: two ways of one work at a place, a work at two parts, a record at two parts, a neutral one."""
    dataset = evidence_of(folder, [
        "E1,SEC-1,f0,facilitator,a_b,finding,w1,One.", "E2,SEC-1,f0,barrier,a_b,synthesis,w1,Two.",
        "E3,SEC-1,f0,facilitator,a_d,finding,w1;w2,Three.", "E4,SEC-1,f0,facilitator,a_b;a_d,finding,w3,Four.",
        "E5,SEC-1,f0,neutral,a,finding,w4,Five.",
    ])  # fmt: skip

    def cell(place: str, **filters: object) -> tuple[object, ...] | None:
        frame = factor_matrix(dataset, Selection(**filters))
        rows = frame[frame["place"] == place][["rating", "records", "works", "directed_works"]]
        return tuple(rows.iloc[0]) if len(rows) else None

    assert cell("a_b") == ("mixed", 3, 2, 2)
    assert cell("a_b", directions=("facilitator",)) == ("+2", 2, 2, 2)
    assert cell("a_b", directions=("barrier",)) == ("-1", 1, 1, 1)
    assert cell("a_b", bases=("synthesis",)) == ("-1", 1, 1, 1)
    assert cell("a") == ("neutral", 1, 1, 0)
    assert cell("a", parts=True) == ("mixed", 5, 4, 3)
    assert cell("a", parts=True, directions=("facilitator",)) == ("+2", 3, 3, 3)
    assert cell("a", parts=True, bases=("synthesis",)) == ("-1", 1, 1, 1)
    assert cell("a", parts=True, directions=("neutral",)) == ("neutral", 1, 1, 0)
    assert cell("a", levels=("l1",)) is None


@pytest.mark.parametrize("text", ["grosse", "w3", 'helps "claim 1"', "smorgasbord", "strasse", "thing"])
@pytest.mark.parametrize("places", [(), ("a_b", "g")])
def test_a_search_finds_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch, text: str, places: tuple[str, ...]
) -> None:
    """Letters are folded as they are in memory, though the engine folds those alone that occur."""
    with (folder / "evidence.csv").open("a", encoding="utf-8", newline="") as file:
        for number, said in enumerate(("SMÖRGÅSBORD for all.", "On the STRAẞE.", "A Þing, a ﬁne one.", "Ærlig talt.")):
            csv.writer(file).writerow([f"E999{number}", "SEC-1", "f5", "barrier", "g", "finding", "w8", said, ""])
    made = load(folder)
    monkeypatch.setenv("POLICY_ENGINE", "pandas")
    held = load(folder)
    asked, selection = query(text), Selection(places=places)
    found = listing(made, index(made, entries(made)), selection, (), "source", asked)
    every = index(held, entries(held))
    expected = [
        entry.id for entry in every.found(every.listed, asked)
        if entry.kind == "records" and (not places or {*entry.places} & {*places})
    ]  # fmt: skip
    assert sorted(entry.id for entry in found.page(0, 100) if entry.kind == "records") == sorted(expected)


def test_letters_that_occur_nowhere_are_not_folded() -> None:
    assert folding(set()) == "lower(id || ' ' || statement)"
    assert folding({"ö", "ẞ"}) == "replace(lower(translate(id || ' ' || statement, 'ö', 'o')), 'ß', 'ss')"


@pytest.mark.parametrize("parts", [False, True])
def test_records_behind_every_cell_in_the_order_of_the_source(pair: tuple[Dataset, Dataset], parts: bool) -> None:
    held, made = pair
    selection = Selection(parts=parts, directions=("facilitator", "mixed"))
    for factor, place in itertools.product(held.factors, PARTS):
        expected = cell_records(held, selection, factor, place)
        assert cell_records(made, selection, factor, place) == expected
        assert cell_records(made, selection, factor, place, most=2) == expected[:2]
        assert made.evidence.records(expected) == {name: held.records[name] for name in expected}


def test_records_are_fetched_by_id_and_never_listed(pair: tuple[Dataset, Dataset]) -> None:
    held, made = pair
    name = next(iter(held.records))
    assert made.records[name] == held.records[name]
    assert name in made.records
    assert "E9999" not in made.records
    assert len(made.records) == len(held.records)
    with pytest.raises(TypeError, match="never listed"):
        list(made.records)
    with pytest.raises(TypeError, match="held by an engine"):
        made.tables.records["id"]
    with pytest.raises(KeyError):
        made.records["E9999"]


def test_both_warn_of_the_same(pair: tuple[Dataset, Dataset]) -> None:
    assert pair[1].warnings == pair[0].warnings
    assert pair[0].warnings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that the embedded engine opens."""
    monkeypatch.setenv("POLICY_ENGINE", "duckdb")
    return write_random(tmp_path / "set", 7, records=40)


def made_files(folder: Path) -> list[Path]:
    return sorted((folder / ".cube").glob("*.duckdb"))


def test_what_is_made_is_made_once_and_is_no_part_of_the_data(folder: Path) -> None:
    before = fingerprint(folder)
    load(folder)
    (made,) = made_files(folder)
    stat = made.stat()
    load(folder)
    assert made.stat().st_mtime_ns == stat.st_mtime_ns
    assert fingerprint(folder) == before
    assert [path.name for path in made.parent.iterdir() if ".part-" in path.name] == []


def test_it_is_made_again_when_the_records_change(folder: Path) -> None:
    total = factor_margins(load(folder), Selection())["records"].sum()
    with (folder / "evidence.csv").open("a", encoding="utf-8") as file:
        file.write("E9998,SEC-1,f5,barrier,g,finding,w8,One more.,\n")
    changed = load(folder)
    assert factor_margins(changed, Selection())["records"].sum() == total + 1
    assert len(made_files(folder)) == 1, "what was made of the older records is gone"


def test_it_is_made_again_when_a_place_becomes_a_part(folder: Path) -> None:
    load(folder)
    (first,) = made_files(folder)
    path = folder / "jurisdictions" / "g.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('"part_of": null', '"part_of": "e"'), encoding="utf-8")
    load(folder)
    assert made_files(folder) != [first]


def test_a_damaged_file_is_made_again(folder: Path) -> None:
    expected = factor_matrix(load(folder), Selection())
    (made,) = made_files(folder)
    made.write_bytes(b"not a database" * 1000)
    pd.testing.assert_frame_equal(factor_matrix(load(folder), Selection()), expected)


def test_a_file_that_was_cut_short_is_made_again(folder: Path) -> None:
    expected = factor_matrix(load(folder), Selection())
    (made,) = made_files(folder)
    made.write_bytes(made.read_bytes()[: made.stat().st_size // 2])
    pd.testing.assert_frame_equal(factor_matrix(load(folder), Selection()), expected)


def test_the_cache_can_be_elsewhere(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_CACHE", str(tmp_path / "cache"))
    load(folder)
    assert not (folder / ".cube").exists()
    assert len(list((tmp_path / "cache").rglob("*.duckdb"))) == 1


def test_parquet_holds_the_same(folder: Path, tmp_path: Path) -> None:
    """Text or lists of text in the columns that name several ids; held in memory or in the engine."""
    expected = load(folder)
    other = tmp_path / "other"
    shutil.copytree(folder, other, ignore=shutil.ignore_patterns(".cube", "evidence.csv"))
    rows = f"read_csv('{folder / 'evidence.csv'}', all_varchar = true)"
    for columns in ("*", "* REPLACE (string_split(jurisdictions, ' ; ') AS jurisdictions)"):
        duckdb.execute(f"COPY (SELECT {columns} FROM {rows}) TO '{other / 'evidence.parquet'}' (FORMAT PARQUET)")
        for engine in ("duckdb", "pandas"):
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("POLICY_ENGINE", engine)
                found = load(other)
            assert found.evidence.in_memory == (engine == "pandas")
            for parts in (False, True):
                selection = Selection(parts=parts)
                pd.testing.assert_frame_equal(factor_matrix(found, selection), factor_matrix(expected, selection))


BROKEN = {
    "factor": ("f0", "f00"), "direction": ("barrier", "Barrier"), "basis": ("finding", ""),
    "jurisdictions": ("a_d", " ; "),
    "works": ("w3", "nobody_1999;w1"), "statement": ("Claim", ""),
    "paragraph": ("SEC-1", "SEC-9"), "id": ("E", "E 1"),
}  # fmt: skip


def test_blanks_around_words_and_empty_parts_of_lists_count_for_nothing(folder: Path) -> None:
    expected = load(folder)
    rows = pd.read_csv(folder / "evidence.csv", dtype="str", keep_default_na=False)
    (folder / "evidence.csv").unlink()
    for at, (before, after) in enumerate([("\t", ""), ("", " \n"), (" ", "\r"), ("", "\t"), ("\n", " ")]):
        rows.loc[at] = before + rows.loc[at] + after
    rows["works"] = rows["works"].str.replace(";", "; ;")
    rows.loc[10:, "works"] = rows.loc[10:, "works"] + ";"
    rows.loc[20:, "works"] = ";" + rows.loc[20:, "works"]
    duckdb.from_df(rows).write_parquet(str(folder / "evidence.parquet"))
    found = load(folder)
    for lens in LENSES:
        pd.testing.assert_frame_equal(
            factor_matrix(found, Selection(), lens), factor_matrix(expected, Selection(), lens)
        )


def test_faults_of_parquet_are_told_as_those_of_csv(tmp_path: Path) -> None:
    folder = write_random(tmp_path / "set", 3, records=60)
    rows = pd.read_csv(folder / "evidence.csv", dtype="str", keep_default_na=False)
    for at, (column, (_, wrong)) in enumerate(BROKEN.items()):
        rows.loc[at * 5, column] = wrong
    rows.loc[50, "id"] = rows.loc[51, "id"]
    rows.loc[55, ["works", "basis"]] = ["", "finding"]
    rows.to_csv(folder / "evidence.csv", index=False)
    twin = tmp_path / "twin"
    shutil.copytree(folder, twin, ignore=shutil.ignore_patterns("evidence.csv"))
    duckdb.from_df(rows).write_parquet(str(twin / "evidence.parquet"))
    told = {}
    for name, at in (("evidence.csv", folder), ("evidence.parquet", twin)):
        with pytest.raises(DatasetError) as error:
            load(at)
        told[name] = [(fault.row, fault.where, fault.problem, fault.expected) for fault in error.value.faults]
        assert {fault.file for fault in error.value.faults} == {name}
    assert told["evidence.parquet"] == told["evidence.csv"]
    assert len(told["evidence.csv"]) > len(BROKEN)


def test_of_very_many_faults_the_first_are_listed_and_all_counted(tmp_path: Path) -> None:
    folder = write_random(tmp_path / "set", 3, records=400)
    rows = pd.read_csv(folder / "evidence.csv", dtype="str", keep_default_na=False).assign(direction="upwards")
    (folder / "evidence.csv").unlink()
    duckdb.from_df(rows).write_parquet(str(folder / "evidence.parquet"))
    with pytest.raises(DatasetError) as error:
        load(folder)
    found = error.value.faults
    assert [fault.row for fault in found if fault.row] == list(range(2, 102))
    assert [str(fault) for fault in found if not fault.row] == [
        "evidence.parquet: 400 rows are faulty; the first 100 are listed."
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"no parquet at all", "it can't be read as Parquet"), (b"", "it can't be read as Parquet")],
)
def test_what_is_no_parquet_is_told(tmp_path: Path, content: bytes, said: str) -> None:
    folder = write_random(tmp_path / "set", 3, records=5)
    (folder / "evidence.csv").unlink()
    (folder / "evidence.parquet").write_bytes(content)
    with pytest.raises(DatasetError) as error:
        load(folder)
    assert [said in str(fault) for fault in error.value.faults] == [True]


def test_many_records_are_checked_once_until_they_or_their_terms_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_random(tmp_path / "set", 3, records=30)
    duckdb.sql(f"FROM read_csv('{folder / 'evidence.csv'}', all_varchar = true)").write_parquet(
        str(folder / "evidence.parquet")
    )
    (folder / "evidence.csv").unlink()
    monkeypatch.setenv("POLICY_ENGINE", "duckdb")
    load(folder)
    checks: list[object] = []
    told = sources.source_faults
    monkeypatch.setattr(sources, "source_faults", lambda *given: checks.append(given) or told(*given))
    load(folder)
    assert checks == []
    book = folder / "codebook.yaml"
    book.write_text(book.read_text(encoding="utf-8").replace('"f0"', '"f9"'), encoding="utf-8")
    with pytest.raises(DatasetError, match="fault"):
        load(folder)
    assert len(checks) == 1


def test_two_files_of_evidence_are_a_fault(tmp_path: Path) -> None:
    folder = write_random(tmp_path / "set", 3, records=5)
    duckdb.sql(f"SELECT * FROM '{folder / 'evidence.csv'}'").write_parquet(str(folder / "evidence.parquet"))
    with pytest.raises(DatasetError) as error:
        load(folder)
    assert any("there is evidence.csv, too" in str(fault) for fault in error.value.faults)


def test_a_question_is_broken_off(pair: tuple[Dataset, Dataset]) -> None:
    """What another thread asks ends soon after it is cancelled, and the thread can ask again."""
    evidence = pair[1].evidence
    cancels: list[Cancel] = []
    begun = threading.Event()

    def ask() -> None:
        with evidence.cancellable() as cancel:
            cancels.append(cancel)
            begun.set()
            while True:  # no single question of so few records takes long: many of them do
                factor_matrix(pair[1], Selection(works=("w1", "w2")))

    with ThreadPoolExecutor(1) as worker:
        asked = worker.submit(ask)
        assert begun.wait(30)
        cancels[0]()
        with pytest.raises((BrokenOffError, duckdb.InterruptException)):
            asked.result(60)
        again = worker.submit(factor_matrix, pair[1], Selection())
        pd.testing.assert_frame_equal(again.result(60), factor_matrix(pair[0], Selection()))


def test_what_was_not_finished_is_removed(tmp_path: Path) -> None:
    """By the process itself where it fails; where it was ended, by the next one."""
    left = tmp_path / "x.part-999999999-1"
    left.write_bytes(b"x" * 100)
    ours = tmp_path / f"y.part-{os.getpid()}-2"
    ours.write_bytes(b"x")

    def fails() -> None:
        with embedded._whole_or_nothing(tmp_path / "a.parquet") as part:
            part.write_bytes(b"half")
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        fails()
    assert sorted(path.name for path in tmp_path.iterdir()) == [ours.name], "another thread of ours may still write it"
    with embedded._whole_or_nothing(tmp_path / "a.parquet") as part:
        part.write_bytes(b"whole")
    assert (tmp_path / "a.parquet").read_bytes() == b"whole"


@pytest.mark.parametrize("kind", ["csv", "parquet"])
@pytest.mark.parametrize("change", ["broken", "reversed", "replaced", "gone"])
def test_the_version_that_is_open_stays_whole_whatever_becomes_of_its_file(
    folder: Path, kind: str, change: str
) -> None:
    """Overwritten in place by something broken or by other rows, replaced and opened anew, or removed."""
    source = folder / "evidence.csv"
    if kind == "parquet":
        source = folder / "evidence.parquet"
        duckdb.sql(f"FROM read_csv('{folder / 'evidence.csv'}', all_varchar = true)").write_parquet(str(source))
        (folder / "evidence.csv").unlink()
    dataset = load(folder)
    names = cell_records(dataset, Selection(), "f0", "a_b") or cell_records(dataset, Selection(), "f0", "a")
    before, cells = dataset.evidence.records(names), factor_matrix(dataset, Selection())
    assert before
    found = listing(dataset, index(dataset, entries(dataset)), Selection(), (), "source", query("claim")).page(0, 50)
    rows = duckdb.sql(f"FROM '{source}'").df().iloc[::-1].replace("Claim", "Other", regex=True)
    if change == "broken":
        source.write_bytes(b"\x00\xff" * 500)
    elif change == "gone":
        source.unlink()
    elif kind == "csv":
        rows.to_csv(source, index=False)
    else:
        duckdb.from_df(rows).write_parquet(str(source))
    if change == "replaced":
        other = load(folder)
        assert next(iter(other.evidence.records(names).values())).statement.startswith("Other")
    assert dataset.evidence.records(names) == before
    assert (
        listing(dataset, index(dataset, entries(dataset)), Selection(), (), "source", query("claim")).page(0, 50)
        == found
    )
    pd.testing.assert_frame_equal(factor_matrix(dataset, Selection()), cells)
    if change == "broken":
        with pytest.raises(DatasetError):
            load(folder)
        assert dataset.evidence.records(names) == before
