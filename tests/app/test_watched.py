"""The watched folder without a server: changes, half-written states, breaks and mends."""

import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from components.answers.watched import POLL, QUIET, Watched, watched
from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.faults import DatasetError
from tests.conftest import DATASETS
from tests.data.folders import remove, replace, write

RETITLED = replace("dataset.yaml", 'title: "Ferry crossings"', 'title: "Ferries"')


def settled(one: Watched) -> Watched:
    """Look at the folder as often as it takes for a change to be shown."""
    for _ in range(3):
        one.refresh()
    return one


@pytest.fixture
def folder(tiny_copy: Callable[[], Path]) -> Path:
    return tiny_copy()


def test_a_change_is_shown_once_the_folder_is_quiet(folder: Path) -> None:
    one = Watched(folder, quiet=0)
    first = one.dataset
    settled(one)
    assert one.dataset is first
    RETITLED(folder)
    one.refresh()
    assert one.dataset is first
    settled(one)
    assert one.dataset.about.title == "Ferries"
    assert one.dataset.fingerprint != first.fingerprint
    assert one.error is None


def test_a_change_within_the_quiet_time_is_not_shown(folder: Path) -> None:
    one = Watched(folder, quiet=3600)
    RETITLED(folder)
    settled(settled(one))
    assert one.dataset.about.title == "Ferry crossings"


def test_what_moved_while_it_was_read_is_not_shown(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody writes on while the folder is being read: what was read is let go."""
    from components.answers import watched as module

    one = Watched(folder, quiet=0)
    whole = module.load

    def slowly(path: Path) -> object:
        dataset = whole(path)
        replace("codebook.yaml", 'label: "Skill"', 'label: "Skills"')(path) if "Skill" in (
            path / "codebook.yaml"
        ).read_text(encoding="utf-8") else (path / "works.csv").touch()
        return dataset

    monkeypatch.setattr(module, "load", slowly)
    RETITLED(folder)
    for _ in range(6):
        one.refresh()
        assert one.dataset.about.title == "Ferry crossings"
    monkeypatch.setattr(module, "load", whole)
    settled(settled(one))
    assert one.dataset.about.title == "Ferries"


def test_a_broken_change_leaves_the_last_good_version_and_a_mend_brings_the_next(folder: Path) -> None:
    one = Watched(folder, quiet=0)
    good = one.dataset
    replace("evidence.csv", "E3,ONE-2,subsidy", "E3,ONE-2,subsidi")(folder)
    settled(one)
    assert one.dataset is good
    assert one.error is not None
    assert "evidence.csv, row 4, factor" in one.error.first
    replace("evidence.csv", "E3,ONE-2,subsidi", "E3,ONE-2,piers")(folder)
    settled(one)
    assert one.error is None
    assert one.dataset.records["E3"].factor == "piers"


def test_a_folder_that_goes_and_comes_back(folder: Path) -> None:
    one = Watched(folder, quiet=0)
    good = one.dataset
    away = folder.rename(folder.with_name("away"))
    settled(one)
    assert one.dataset is good
    assert one.error is not None
    assert one.error.first.startswith(f"{folder.name}: there is no such folder")
    away.rename(folder)
    settled(one)
    assert one.error is None


def test_a_file_that_may_not_be_read_any_more(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The administrator of a machine may read all; so the refusal is made here, and the change of the mode is real."""
    one = Watched(folder, quiet=0)
    read = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == "works.csv":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    (folder / "works.csv").chmod(0)
    settled(one)
    assert one.error is not None
    assert "works.csv: the file can't be read: Permission denied." in [str(fault) for fault in one.error.faults]
    monkeypatch.undo()
    (folder / "works.csv").chmod(0o644)
    settled(one)
    assert one.error is None


def test_a_file_that_vanishes_between_listing_and_reading(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from data.intake.files import Folder

    names = Folder.names
    gone = ("jurisdictions/zz.yaml", "codings/zz/evidence.csv")
    monkeypatch.setattr(Folder, "names", lambda self: (*names(self), *gone))
    one = Watched(folder, quiet=0)
    assert one.error is not None
    assert {fault.file for fault in one.error.faults} == set(gone)


def test_a_folder_that_never_was_good_says_why_and_recovers(folder: Path) -> None:
    works = (folder / "works.csv").read_bytes()
    remove("works.csv")(folder)
    one = Watched(folder, quiet=0)
    with pytest.raises(DatasetError) as error:
        _ = one.dataset
    assert error.value is one.error
    write("works.csv", works)(folder)
    settled(one)
    assert one.dataset.about.title == "Ferry crossings"


def test_a_check_that_ends_early_is_told_and_the_watch_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from components.answers import watched as module

    one = Watched(folder, quiet=0)
    whole = module.load
    monkeypatch.setattr(module, "load", lambda _: 1 / 0)
    RETITLED(folder)
    settled(one)
    assert one.error is not None
    assert "ended early (ZeroDivisionError)" in one.error.first
    assert "the check of the dataset folder ended early" in caplog.text
    monkeypatch.setattr(module, "load", whole)
    (folder / "works.csv").touch()
    settled(one)
    assert one.error is None


def test_one_thread_watches_whichever_folder_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        copy = Path(shutil.copytree(DATASETS / "tiny", tmp_path / str(number)))
        monkeypatch.setenv("POLICY_DATASET", str(copy))
        assert watched() is watched()
        assert watched().folder == copy
    assert sum(thread.name == "dataset-watch" for thread in threading.enumerate()) == 1
    RETITLED(copy)
    until = time.monotonic() + 30
    while watched().dataset.about.title != "Ferries" and time.monotonic() < until:
        time.sleep(0.05)
    assert watched().dataset.about.title == "Ferries"


def test_a_change_is_shown_within_three_seconds_by_the_times_chosen() -> None:
    """Two looks, the quiet time and one look more leave half a second for reading."""
    assert POLL + QUIET + POLL <= 2.5


def test_a_full_disk_is_no_last_word(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is sound and never changes; there is only no room for a while for what is counted of it."""
    full = True

    def loaded(path: Path) -> Dataset:
        if full:
            raise OSError(28, "No space left on device")
        return load(path)

    monkeypatch.setattr("components.answers.watched.load", loaded)
    monkeypatch.setattr("components.answers.watched.AGAIN", 0.0)
    one = Watched(folder, quiet=0)
    with pytest.raises(DatasetError, match="fault"):
        _ = one.dataset
    settled(one)
    assert one.error is not None
    full = False
    settled(one)
    assert one.error is None
    assert one.dataset.about.title == "Ferry crossings"
