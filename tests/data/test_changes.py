"""What changed between versions, and the releases in which versions are kept."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from data.__main__ import main
from data.exchange.changes import Altered, changes, report
from data.exchange.releases import keep_release, open_version, release_file
from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.faults import DatasetError
from tests.data.folders import append, replace


@pytest.fixture
def newer(tiny_copy: Callable[[], Path]) -> Path:
    """Return the worked example one version on: a record gone, one new, a fact and a work altered."""
    folder = tiny_copy()
    replace("dataset.yaml", "\nversion: 1.2.0", "\nversion: 1.3.0")(folder)
    replace("evidence.csv", "E10,TWO-1,fatigue,barrier,aa,finding,alpha_2010;beta_2015,Crews tire.\n", "")(folder)
    append("evidence.csv", "E99,TWO-1,noise,facilitator,aa,finding,gamma_2018,Noise tells of a boat.\n")(folder)
    replace("jurisdictions/aa.yaml", 'as_of: "2018"', 'as_of: "2019"')(folder)
    return folder


def test_nothing_changed_between_a_dataset_and_itself(tiny: Dataset) -> None:
    assert changes(tiny, tiny) == ()
    assert report((), tiny, tiny) == "Ferry crossings: from 1.2.0 to 1.2.0: nothing changed"


def test_added_removed_and_altered_are_told_apart_by_id(tiny: Dataset, newer: Path) -> None:
    found = changes(tiny, load(newer))
    told = {(change.kind, change.id, change.what) for change in found}
    assert ("record", "E99", "added") in told
    assert ("record", "E10", "removed") in told
    assert ("fact", "S3", "altered") in told
    assert {kind for kind, _, _ in told} == {"record", "fact", "rating"}


def test_an_altered_fact_names_each_field_before_and_after(tiny: Dataset, newer: Path) -> None:
    (fact,) = [change for change in changes(tiny, load(newer)) if change.kind == "fact"]
    assert fact.altered == (Altered("as_of", "2018", "2019"),)


def test_ratings_that_changed_with_the_records_are_listed(tiny: Dataset, newer: Path) -> None:
    ratings = {c.id: c.altered[0] for c in changes(tiny, load(newer)) if c.kind == "rating"}
    # Without E10 and its two works, fatigue rests on E15's synthesis; E99 turns a barrier by synthesis into mixed.
    assert ratings == {
        "fatigue/aa": Altered("rating", "-2", "-1"),
        "noise/aa": Altered("rating", "-1", "mixed"),
    }


def test_what_is_new_or_gone_is_told_backwards_the_other_way_round(tiny: Dataset, newer: Path) -> None:
    back = {(c.id, c.what) for c in changes(load(newer), tiny) if c.kind == "record"}
    assert back == {("E99", "removed"), ("E10", "added")}


def test_a_release_is_kept_and_opened_again_unchanged(tiny_copy: Callable[[], Path]) -> None:
    folder = tiny_copy()
    path = keep_release(folder)
    assert path == folder / "releases" / "1.2.0.zip"
    assert release_file(folder, "1.2.0") == path
    assert changes(open_version(str(path), folder), load(folder)) == ()
    with pytest.raises(FileExistsError, match="raise the version"):
        keep_release(folder)


def test_a_release_holds_neither_codings_nor_earlier_releases(tiny_copy: Callable[[], Path]) -> None:
    folder = tiny_copy()
    (folder / "codings" / "one").mkdir(parents=True)
    (folder / "codings" / "one" / "evidence.csv").write_bytes((folder / "evidence.csv").read_bytes())
    with zipfile.ZipFile(keep_release(folder)) as archive:
        names = archive.namelist()
    assert "evidence.csv" in names
    assert "jurisdictions/aa.yaml" in names
    assert not [name for name in names if name.startswith(("codings", "releases"))]


def test_a_version_names_the_present_folder_or_a_kept_release(newer: Path, tiny: Dataset) -> None:
    assert open_version("1.3.0", newer).about.version == "1.3.0"
    with pytest.raises(DatasetError, match="1 fault"):
        open_version("1.2.0", newer)
    assert release_file(newer, "../../etc") is None


@pytest.mark.parametrize("name", ["../outside.txt", "/tmp/outside.txt"])
def test_an_archive_that_leads_out_of_itself_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "x")
    with pytest.raises(DatasetError) as error:
        open_version(str(path), tmp_path)
    assert "leads out of the archive" in str(error.value.faults[0])
    assert not (tmp_path.parent / "outside.txt").exists()


def test_a_file_that_is_no_archive_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "bad.zip"
    path.write_text("not a zip")
    with pytest.raises(DatasetError) as error:
        open_version(str(path), tmp_path)
    assert "not a readable zip file" in str(error.value.faults[0])


def test_the_command_line_prints_the_changes(newer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tiny_folder = Path(__file__).parent.parent / "datasets" / "tiny"
    assert main(["diff", str(tiny_folder), str(newer)]) == 0
    printed = capsys.readouterr().out
    assert "from 1.2.0 to 1.3.0" in printed
    assert "added records: 1" in printed
    assert "as_of: 2018 → 2019" in printed
    assert "rating: -1 → mixed" in printed


def test_the_command_line_says_what_it_cannot_compare(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "9.9.9", "8.8.8"]) == 1
    assert "there is no such dataset" in capsys.readouterr().out
