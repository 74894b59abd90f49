"""What a folder may say beyond the required: aspect, scope, from and to, pinpoint, limit; kept wherever data go."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
import yaml

from components.exhibits.whole import whole_sheets
from data.__main__ import main
from data.exchange.archive import unpacked
from data.exchange.changes import Altered, changes
from data.exchange.releases import keep_release, open_version
from data.exchange.upload_limits import LOCAL
from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.faults import DatasetError
from tests.data.folders import replace
from tests.data.same import assert_same

LACK = {"aspect": "lack", "pinpoint": "p. 41"}
TERM = {"scope": "part", "from": "2010-07", "to": "2017", "pinpoint": "s. 12(3)", "limit": "at_most"}


def with_columns(folder: Path, file: str, name: str, **more: str) -> None:
    """Add columns to a table of the worked example, filled in one row."""
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    rows = [f"{line},{','.join(more.values() if line.startswith(f'{name},') else [''] * len(more))}" for line in lines]
    rows[0] = f"{lines[0]},{','.join(more)}"
    (folder / file).write_text("\n".join(rows) + "\n", encoding="utf-8")


def with_keys(folder: Path, place: str, fact: str, **more: str) -> None:
    """Give a fact of the worked example further keys."""
    file = folder / "jurisdictions" / f"{place}.yaml"
    tree = yaml.safe_load(file.read_text(encoding="utf-8"))
    next(each for each in tree["facts"] if each["id"] == fact).update(more)
    file.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")


@pytest.fixture
def fuller(tiny_copy: Callable[[], Path]) -> Path:
    """Return the worked example with every optional field in one record, influence and fact."""
    folder = tiny_copy()
    with_columns(folder, "evidence.csv", "E10", **LACK)
    with_columns(folder, "influences.csv", "I1", pinpoint="p. 7")
    with_keys(folder, "aa", "S3", **TERM)
    return folder


def test_they_are_read(fuller: Path) -> None:
    dataset = load(fuller)
    record, other = dataset.records["E10"], dataset.records["E1"]
    assert (record.aspect, record.pinpoint, other.aspect, other.pinpoint) == ("lack", "p. 41", "", "")
    assert dataset.influences["I1"].pinpoint == "p. 7"
    fact = dataset.facts["S3"][1]
    assert (fact.scope, fact.starts, fact.ends, fact.pinpoint) == ("part", "2010-07", "2017", "s. 12(3)")
    assert fact.limit == "at_most"


def test_a_folder_without_them_is_valid_as_before(tiny: Dataset) -> None:
    assert {record.aspect for record in tiny.records.values()} == {""}
    assert {(fact.scope, fact.starts, fact.ends, fact.pinpoint, fact.limit) for _, fact in tiny.facts.values()} == {
        (None,) * 5
    }


def test_they_survive_a_workbook_and_a_release(fuller: Path, tmp_path: Path) -> None:
    out, back = tmp_path / "out.xlsx", tmp_path / "back"
    assert main(["export", str(fuller), str(out)]) == 0
    assert main(["import", str(out), str(back)]) == 0
    assert_same(load(back), load(fuller))
    kept = keep_release(fuller)
    assert_same(load(unpacked(kept.read_bytes(), kept.name, LOCAL)), load(fuller))


def test_a_release_tells_what_changed_under_the_names_of_the_files(
    fuller: Path, tiny_copy: Callable[[], Path], tiny: Dataset
) -> None:
    found = {change.id: change.altered for change in changes(tiny, load(fuller)) if change.kind != "rating"}
    assert found == {
        "E10": (Altered("aspect", "not stated", "lack"), Altered("pinpoint", "not stated", "p. 41")),
        "I1": (Altered("pinpoint", "not stated", "p. 7"),),
        "S3": (
            Altered("scope", "not stated", "part"),
            Altered("from", "not stated", "2010-07"),
            Altered("to", "not stated", "2017"),
            Altered("pinpoint", "not stated", "s. 12(3)"),
            Altered("limit", "not stated", "at_most"),
        ),
    }


def test_they_stand_in_the_tables_of_a_data_package(fuller: Path) -> None:
    sheets = {sheet.name: sheet for sheet in whole_sheets(load(fuller))}

    def row(sheet: str, column: str, name: str) -> dict[str, object]:
        heads = [field.name for field in sheets[sheet].fields]
        return next(
            told for cells in sheets[sheet].rows if (told := dict(zip(heads, cells, strict=True)))[column] == name
        )

    record, fact, influence = row("records", "id", "E10"), row("facts", "fact", "S3"), row("influences", "id", "I1")
    assert (record["aspect"], record["pinpoint"]) == ("lack", "p. 41")
    assert influence["pinpoint"] == "p. 7"
    assert [fact[name] for name in ("scope", "in_force_from", "in_force_to", "pinpoint", "limit")] == list(
        TERM.values()
    )


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"scope": "nationl"}, "Did you mean 'national'?"),
        ({"from": "2010-7"}, "Expected a day, a month or a year"),
        ({"from": "2010-02-30"}, "there is no such day"),
        ({"from": "2017", "to": "2010"}, "it ends before it starts"),
        # Both stand for the first of January: on no day would it be in force.
        ({"from": "2017-01-01", "to": "2017"}, "it ends before it starts"),
        ({"limit": "atmost"}, "Did you mean 'at_most'?"),
        ({"form": "2017"}, "Did you mean 'from'?"),
    ],
)
def test_what_they_cannot_be_is_a_fault_with_its_place(
    tiny_copy: Callable[[], Path], keys: dict[str, str], told: str
) -> None:
    folder = tiny_copy()
    with_keys(folder, "aa", "S3", **keys)
    with pytest.raises(DatasetError) as raised:
        load(folder)
    (fault,) = map(str, raised.value.faults)
    assert fault.startswith("jurisdictions/aa.yaml")
    assert f"(S3).{list(keys)[-1]}" in fault
    assert told in fault


def test_an_unknown_aspect_is_a_fault_with_its_row(tiny_copy: Callable[[], Path]) -> None:
    folder = tiny_copy()
    with_columns(folder, "evidence.csv", "E1", aspect="lacks")
    with pytest.raises(DatasetError) as raised:
        load(folder)
    (fault,) = map(str, raised.value.faults)
    assert fault.startswith("evidence.csv, row 2, aspect")
    assert "Did you mean 'lack'?" in fault


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
@pytest.mark.parametrize("columns", [("aspect", "pinpoint"), ("pinpoint",), ()])
def test_parquet_may_have_them_on_every_engine(
    fuller: Path, monkeypatch: pytest.MonkeyPatch, engine: str, columns: tuple[str, ...]
) -> None:
    left_out = [name for name in LACK if name not in columns]
    rest = f"* EXCLUDE ({', '.join(left_out)})" if left_out else "*"
    duckdb.sql(
        f"COPY (SELECT {rest} FROM read_csv('{fuller / 'evidence.csv'}', all_varchar = true)) "
        f"TO '{fuller / 'evidence.parquet'}' (FORMAT PARQUET)"
    )
    (fuller / "evidence.csv").unlink()
    monkeypatch.setenv("POLICY_ENGINE", engine)
    record = load(fuller).records["E10"]
    assert (record.aspect, record.pinpoint) == tuple(LACK[name] if name in columns else "" for name in LACK)


def test_two_versions_with_and_without_them_open(fuller: Path) -> None:
    keep_release(fuller)
    replace("dataset.yaml", "\nversion: 1.2.0", "\nversion: 1.3.0")(fuller)
    assert open_version(fuller, "1.2.0").records["E10"].aspect == "lack"


def test_a_limit_without_a_number_is_a_fault(tiny_copy: Callable[[], Path]) -> None:
    folder = tiny_copy()
    with_keys(folder, "aa", "S1", limit="at_least")
    with pytest.raises(DatasetError) as raised:
        load(folder)
    (fault,) = map(str, raised.value.faults)
    assert "(S1).limit" in fault
    assert "a limit without a number" in fault
