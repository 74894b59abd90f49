"""A dataset in one file: what is opened, and every kind of archive that is refused, each really made."""

import io
import shutil
import stat
import struct
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from data.exchange.upload import dataset_in, kind_of
from data.exchange.upload_limits import MB, UPLOAD
from data.exchange.workbook import workbook_of
from data.intake.files import Folder
from data.model.dataset import Dataset
from data.model.faults import DatasetError
from tests.conftest import DATASETS, PROJECT
from tests.data.archives import packed, with_entry, zipped
from tests.data.same import assert_same

TINY = DATASETS / "tiny"


def refused(data: bytes) -> str:
    with pytest.raises(DatasetError) as error:
        dataset_in(data, "your file", UPLOAD)
    assert len(error.value.faults) == 1
    return str(error.value.faults[0])


@pytest.mark.parametrize("top", ["", "tiny/", "Ferry crossings 2012/"])
def test_a_zipped_folder_opens_with_or_without_its_own_name(tiny: Dataset, top: str) -> None:
    dataset = dataset_in(zipped(TINY, top), "your file", UPLOAD)
    assert_same(dataset, tiny)
    assert dataset.folder is None


def test_what_systems_leave_behind_is_passed_over(tiny: Dataset) -> None:
    data = zipped(TINY, "tiny/")
    for name in ("__MACOSX/tiny/._dataset.yaml", "tiny/.DS_Store", "tiny/jurisdictions/._aa.yaml", "tiny/Thumbs.db"):
        data = with_entry(data, name, b"\x00\x05\x16\x07")
    assert_same(dataset_in(data, "your file", UPLOAD), tiny)


def test_releases_within_an_archive_are_passed_over(tiny: Dataset) -> None:
    assert_same(dataset_in(with_entry(zipped(TINY), "releases/1.0.0.zip"), "your file", UPLOAD), tiny)


def test_backslashes_of_another_system_are_folders(tiny: Dataset) -> None:
    contents = {f.relative_to(TINY).as_posix().replace("/", "\\"): f.read_bytes() for f in TINY.rglob("*.*")}
    assert_same(dataset_in(packed(contents), "your file", UPLOAD), tiny)


def test_the_kind_is_told_by_the_content() -> None:
    assert kind_of(zipped(TINY)) == "zip"
    assert kind_of(workbook_of(Folder(TINY))) == "workbook"
    assert kind_of(b"id,paragraph\n") == "other"


def test_what_is_neither_is_refused() -> None:
    for data in (b"", b"PK", b"id,paragraph\n", b"\xd0\xcf\x11\xe0" * 200, b"PK\x03\x04" + b"\0" * 300):
        assert "neither a zip file nor a workbook" in refused(data)


@pytest.mark.parametrize("name", ["../dataset.yaml", "a/../../b", "/etc/passwd", "C:\\x.yaml", "..\\x", "\\\\host\\x"])
def test_an_entry_that_leads_out_is_refused(name: str) -> None:
    assert "leads out of the archive" in refused(with_entry(zipped(TINY), name))


def test_a_link_is_refused(tmp_path: Path) -> None:
    assert "is a link" in refused(with_entry(zipped(TINY), "codings", b"/etc", mode=stat.S_IFLNK | 0o777))


def test_a_link_as_the_zip_program_packs_it_is_refused(tmp_path: Path) -> None:
    if shutil.which("zip") is None:
        pytest.skip("the zip program isn't installed")
    (tmp_path / "evidence.csv").symlink_to("/etc/passwd")
    subprocess.run(["zip", "-q", "--symlinks", "a.zip", "evidence.csv"], check=True, cwd=tmp_path)
    assert "'evidence.csv' is a link" in refused((tmp_path / "a.zip").read_bytes())


def test_a_device_is_refused() -> None:
    assert "neither a file nor a folder" in refused(with_entry(zipped(TINY), "tty", mode=stat.S_IFCHR | 0o666))


def test_an_encrypted_entry_is_refused() -> None:
    data = bytearray(packed({"dataset.yaml": b"id: x"}))
    for at in (6, data.index(b"PK\x01\x02") + 8):  # the flags of the entry, and those of its mention at the end
        struct.pack_into("<H", data, at, 1)
    assert "is encrypted" in refused(bytes(data))


def test_an_entry_given_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = with_entry(zipped(TINY), "works.csv", b"key\n")
    assert "'works.csv' more than once" in refused(data)
    assert "more than once" in refused(with_entry(zipped(TINY), "./works.csv", b"key\n"))


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_an_unusual_way_of_packing_is_refused(method: int) -> None:
    assert "unusual way" in refused(packed({"dataset.yaml": b"id: x"}, method))


def test_too_many_entries_are_refused() -> None:
    many = packed({f"jurisdictions/p{number}.yaml": b"" for number in range(UPLOAD.entries + 1)})
    assert refused(many) == "your file: it holds 2,001 entries. It may hold 2,000."


def test_a_file_that_is_too_large_is_refused() -> None:
    assert "the file has 5.0 MB. It may have 5.0 MB." in refused(bytes(5 * MB + 1))


def test_an_archive_that_bursts_is_refused() -> None:
    bomb = packed({"dataset.yaml": b"id: x", "evidence.csv": bytes(40 * MB)})
    assert len(bomb) < MB
    assert "it is squeezed 1,0" in refused(bomb)


def test_an_entry_that_bursts_is_refused_beside_others_that_do_not() -> None:
    noise = bytes(hash((n, "x")) % 256 for n in range(MB))
    data = with_entry(packed({"noise.bin": noise}, zipfile.ZIP_STORED), "evidence.csv", bytes(20 * MB))
    assert "the entry 'evidence.csv' is squeezed" in refused(data)


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    limits = replace(UPLOAD, ratio=10_000)
    with pytest.raises(DatasetError) as error:
        dataset_in(packed({"evidence.csv": bytes(51 * MB)}), "your file", limits)
    assert "unpacked it has 51.0 MB. It may have 50.0 MB." in str(error.value.faults[0])


def test_an_archive_that_lies_about_a_length_is_refused() -> None:
    data = bytearray(packed({"dataset.yaml": b"id: x" * 50}))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 10)
    assert "not a readable zip file" in refused(bytes(data))


def test_two_folders_in_one_archive_are_refused() -> None:
    data = zipped(TINY, "one/")
    assert "no dataset.yaml in it" in refused(with_entry(data, "two/dataset.yaml", b"id: x"))


def test_a_broken_archive_is_refused() -> None:
    data = zipped(TINY)
    damaged = bytearray(data)
    damaged[60:90] = b"\xff" * 30
    assert "not a readable zip file" in refused(bytes(damaged))
    assert refused(data[:400])


def test_too_much_yaml_and_too_many_lines_are_refused() -> None:
    noise = " ".join(str(hash((n, "y"))) for n in range(250_000)).encode()
    long = packed({"dataset.yaml": b"id: x\n", "codebook.yaml": noise[: 4 * MB + 1]})
    assert "its YAML files have 4.0 MB" in refused(long)
    rows = "".join(f"{hash((n, 'z'))}\n" for n in range(100_001)).encode()
    assert "its tables have 100,001 lines" in refused(packed({"dataset.yaml": b"id: x", "evidence.csv": rows}))


def test_a_broken_dataset_in_an_archive_is_told_like_a_folder(tiny_copy: Callable[[], Path]) -> None:
    folder = tiny_copy()
    text = (folder / "evidence.csv").read_text(encoding="utf-8")
    (folder / "evidence.csv").write_text(text.replace("E3,ONE-2,subsidy", "E3,ONE-2,subsidi"), encoding="utf-8")
    with pytest.raises(DatasetError) as error:
        dataset_in(zipped(folder, "x/"), "your file", UPLOAD)
    assert [str(fault).partition(" Expected")[0] for fault in error.value.faults] == [
        "evidence.csv, row 4, factor: unknown factor 'subsidi'. Did you mean 'subsidy'?"
    ]
    # What is unused is told as well.
    assert "codebook.yaml, levers: nothing uses 'logbook'." in [str(warning) for warning in error.value.warnings]


# --- workbooks


def rewritten(part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the worked example's workbook with one part of it changed."""
    with zipfile.ZipFile(io.BytesIO(workbook_of(Folder(TINY)))) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    contents[part] = change(contents[part])
    return packed(contents)


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_workbook_with_entities_is_refused(encoding: str) -> None:
    def change(xml: bytes) -> bytes:
        text = xml.decode().replace("<worksheet", f"{LAUGHS.decode()}<worksheet", 1)
        return text.replace("UTF-8", encoding.upper()).encode(encoding)

    assert "defines entities" in refused(rewritten("xl/worksheets/sheet1.xml", change))


def test_a_workbook_that_bursts_is_refused() -> None:
    cells = b"<row>" + b"<c/>" * 2_000_000 + b"</row>"
    data = rewritten("xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<sheetData>", b"<sheetData>" + cells))
    assert "squeezed" in refused(data) or "too many cells" in refused(data)
    with pytest.raises(DatasetError, match="1 fault") as error:
        dataset_in(data, "your file", replace(UPLOAD, ratio=100_000))
    assert "too many cells" in str(error.value.faults[0])


def test_a_workbook_whose_rows_claim_to_be_wide_or_far_down_is_refused() -> None:
    wide = b'<row r="900"><c r="XFD900" t="inlineStr"><is><t>x</t></is></c></row>'
    data = rewritten("xl/worksheets/sheet6.xml", lambda xml: xml.replace(b"</sheetData>", wide + b"</sheetData>"))
    assert "column 16,384" in refused(data)
    deep = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    data = rewritten("xl/worksheets/sheet6.xml", lambda xml: xml.replace(b"</sheetData>", deep + b"</sheetData>"))
    assert "too many cells" in refused(data)


def test_a_workbook_full_of_other_things_is_refused() -> None:
    filler = "".join(f"<!-- {hash((n, 'w'))} -->" for n in range(120_000)).encode()
    assert "too much beside its sheets" in refused(rewritten("xl/styles.xml", lambda xml: xml + filler))


def test_a_workbook_that_is_none_is_refused() -> None:
    assert "not a readable workbook" in refused(packed({"[Content_Types].xml": b"<x/>"}))
    assert "not a readable workbook" in refused(rewritten("xl/workbook.xml", lambda xml: xml[: len(xml) // 2]))


def test_faults_of_a_workbook_name_sheet_and_row(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(Folder(TINY))))
    book["evidence"]["C4"] = "subsidi"
    book["facts"]["A3"] = "zz"
    book["codebook"]["A2"] = "sekshun"
    book["dataset"].append(["title", "", "Twice"])
    book["dataset"].append(["abbreviations", "FTE", "twice"])
    book["dataset"].append(["colour", "", "blue"])
    book["works"]["E2"] = "#REF!"
    book["works"]["E2"].data_type = "e"
    book["codings"] if "codings" in book.sheetnames else book.create_sheet("codings").append(["coder", "id"])
    book["codings"].append(["../../outside", "E1"])
    del book["influences"]
    book.save(tmp_path / "broken.xlsx")
    with pytest.raises(DatasetError) as error:
        dataset_in((tmp_path / "broken.xlsx").read_bytes(), "your file", UPLOAD)
    told = [str(fault) for fault in error.value.faults]
    for start in (
        "evidence.csv, row 4, factor: unknown factor 'subsidi'. Did you mean 'subsidy'?",
        "sheet facts, row 3, jurisdiction: unknown jurisdiction 'zz'.",
        "sheet codebook, row 2, kind: unknown kind of term 'sekshun'.",
        "dataset.yaml, colour: unknown key 'colour'.",
        "sheet works, row 2, column 5: the cell holds the error #REF!.",
        "sheet codings, row 2, coder: '../../outside' can't be used here.",
        "sheet influences: the sheet is missing.",
    ):
        assert any(fault.startswith(start) for fault in told), (start, told)
    assert sum("given twice" in fault for fault in told) == 2


def test_limits_are_those_of_the_server() -> None:
    config = (PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert f"maxUploadSize = {UPLOAD.packed // MB}\n" in config
