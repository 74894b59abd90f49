"""Whatever lies in a folder or an archive, the check ends: with a dataset or with faults, in time and within memory."""

import os
import re
import shutil
import signal
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data.exchange.upload import dataset_in
from data.exchange.upload_limits import UPLOAD
from data.exchange.workbook import workbook_of
from data.intake.files import Files, Folder, Memory
from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.faults import DatasetError
from tests.conftest import DATASETS
from tests.data.archives import packed, zipped

TINY = Folder(DATASETS / "tiny")
CONTENTS = {name: TINY.read(name) for name in TINY.names() if not name.endswith("/")}
SECONDS = 60
WAITING = 400
MEGABYTES = 500


@contextmanager
def bounded() -> Iterator[None]:
    """Fail where what is within takes a minute of a processor, or 500 MB on top of what was held."""

    def too_long(*_: object) -> None:
        raise AssertionError(f"still at it after {SECONDS} seconds of the processor, or {WAITING} of waiting")

    status = Path("/proc/self/status")
    measured = status.exists()
    if measured:
        Path("/proc/self/clear_refs").write_text("5")  # the peak starts again from here
        before = _peak(status)
    old = {number: signal.signal(number, too_long) for number in (signal.SIGPROF, signal.SIGALRM)}
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    signal.setitimer(signal.ITIMER_REAL, WAITING)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in old.items():
            signal.signal(number, handler)
    if measured:
        assert _peak(status) - before < MEGABYTES


def _peak(status: Path) -> float:
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
    assert found is not None
    return int(found.group(1)) / 1024


def ends(check: Callable[[], Dataset]) -> str:
    """Return how the check of something ended, once all that it says can be printed and sent."""
    with bounded():
        found = _checked(check)
    if isinstance(found, DatasetError):
        assert found.faults
        for fault in (*found.faults, *found.warnings):
            assert str(fault).encode()
            assert "Traceback" not in str(fault)
            assert fault.problem
        return "faults"
    assert found.records is not None
    assert found.influences is not None
    assert found.factors
    assert found.headline is not None
    return "valid"


def _checked(check: Callable[[], Dataset]) -> Dataset | DatasetError:
    try:
        return check()
    except DatasetError as error:
        return error


names = st.sampled_from(sorted(CONTENTS)) | st.sampled_from(
    [
        "jurisdictions/x.yaml",
        "codings/a/evidence.csv",
        "codings/.x/evidence.csv",
        "extra.bin",
        "jurisdictions/",
        "codings/b/",
    ]
)
yaml_pieces = st.sampled_from(
    [b"id: ", b"\n", b"- ", b"  ", b": ", b"{", b"}", b"[", b"]", b"&a ", b"*a", b"!!python/object:os.system ", b"|\n",
     b'"', b"'", b"#", b"\t", b"? ", b"<<: ", b"%YAML 1.1\n", b"---\n", b"...\n", b"\xff", b"\xef\xbb\xbf", b"\0",
     b"\r", b"paragraphs: {a: coded}\n",
     b"facts:\n", b"levels:\n", b"null", b"\\ud800", b"\xf0\x9f\x98\x80", b"9" * 400, b"1e999", b"-"]
)  # fmt: skip
csv_pieces = st.sampled_from(
    [b",", b'"', b"\n", b"\r\n", b";", b"E1", b"aa", b"ONE-2",
     b"id,paragraph,factor,direction,jurisdictions,basis,works,statement\n",
     b"\xff\xfe", b"\0", b"=1+1", b" ", b"finding", b"\xe2\x80\xa8", b"key,authors,year,title\n", b"x" * 5000]
)  # fmt: skip
contents = (
    st.binary(max_size=200)
    | st.lists(yaml_pieces | csv_pieces, max_size=40).map(b"".join)
    | st.sampled_from(sorted(CONTENTS.values()))
)


@st.composite
def mangled(draw: st.DrawFn) -> dict[str, bytes]:
    """Return the worked example with files cut, spliced, swapped, removed and added."""
    files = dict(CONTENTS)
    for _ in range(draw(st.integers(1, 4))):
        name = draw(names)
        old = files.get(name, b"")
        start = draw(st.integers(0, len(old)))
        end = draw(st.integers(start, min(len(old), start + 60)))
        kind = draw(st.sampled_from(["splice", "replace", "remove", "truncate"]))
        if kind == "splice":
            files[name] = old[:start] + draw(contents) + old[end:]
        elif kind == "replace":
            files[name] = draw(contents)
        elif kind == "truncate":
            files[name] = old[:start]
        else:
            files.pop(name, None)
    return files


endless = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


@endless
@given(mangled())
@example(CONTENTS)
@example({})
def test_any_files_end_in_faults_or_a_dataset(files: dict[str, bytes]) -> None:
    assert ends(lambda: load(Memory("files", files))) in ("valid", "faults")


@settings(endless, max_examples=15)
@given(files=mangled(), odd=st.sampled_from(["", "link", "loop", "fifo", "closed", "name", "directory"]))
def test_any_folder_ends_in_faults_or_a_dataset(
    files: dict[str, bytes], odd: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name, content in files.items():
        path = folder / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    place = folder / "jurisdictions"
    place.mkdir(exist_ok=True)
    if odd == "link":
        (place / "gone.yaml").symlink_to("nowhere")
    if odd == "loop":
        (folder / "codings").mkdir(exist_ok=True)
        (folder / "codings" / "round").symlink_to(folder)
    if odd == "fifo":
        (folder / "works.csv").unlink(missing_ok=True)
        os.mkfifo(folder / "works.csv")
    if odd == "closed":
        (place / "aa.yaml").touch()
        (place / "aa.yaml").chmod(0)
    if odd == "name":
        Path(os.fsdecode(bytes(place) + b"/\xff\xfe.yaml")).write_bytes(b"id: x")
    if odd == "directory":
        (place / "y.yaml").mkdir()
    try:
        assert ends(lambda: load(folder)) in ("valid", "faults")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@endless
@given(st.data())
def test_any_archive_ends_in_faults_or_a_dataset(data: st.DataObject) -> None:
    good = bytearray(data.draw(st.sampled_from([zipped(DATASETS / "tiny"), workbook_of(TINY)])))
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(good) - 1))
        good[at : at + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
    assert ends(lambda: dataset_in(bytes(good), "your file", UPLOAD)) in ("valid", "faults")


@settings(endless, max_examples=15)
@given(mangled())
def test_any_files_in_an_archive_end_in_faults_or_a_dataset(files: dict[str, bytes]) -> None:
    assert ends(lambda: dataset_in(packed(files), "your file", UPLOAD)) in ("valid", "faults")


def with_file(name: str, content: bytes) -> Files:
    return Memory("files", {**CONTENTS, name: content})


def place(number: int, within: str) -> bytes:
    return f"id: p{number}\nlabel: P{number}\nkind: region\npart_of: {within}\n".encode()


ROW = "X{},ONE-2,nothing,sideways,nowhere,guess,nobody_{},\n"
HEAVY = {
    "a list of a million values": with_file("codebook.yaml", b"levels: [" + b"a," * 1_000_000 + b"]"),
    "a flood of keys": with_file("dataset.yaml", b"\n".join(b"k%d: a" % n for n in range(300_000))),
    "deep brackets": with_file("dataset.yaml", b"id: " + b"[" * 200_000),
    "deep indents": with_file("dataset.yaml", b"".join(b" " * n + b"a:\n" for n in range(1500))),
    "long text": with_file("dataset.yaml", b"id: " + b"ab " * 1_300_000),
    "more than a file may have": with_file("dataset.yaml", b"id: " + b"a" * 5_000_000),
    "a hundred thousand columns": with_file("works.csv", b"key" + b",k" * 100_000 + b"\n"),
    "faults in every cell": with_file(
        "evidence.csv",
        (CONTENTS["evidence.csv"].decode() + "".join(ROW.format(n, n) for n in range(60_000))).encode(),
    ),
    "many words to compare with": with_file(
        "works.csv",
        b"key,authors,year,title\n" + b"".join(b"work_%d,A,2000,T\n" % n for n in range(60_000)),
    ),
    "a line of places": Memory(
        "files",
        {
            **CONTENTS,
            **{
                f"jurisdictions/p{n}.yaml": place(n, f"p{n - 1}" if n else "aa")
                for n in range(1_500)
            },
        },
    ),
    "a circle of places": Memory(
        "files",
        {
            **CONTENTS,
            **{
                f"jurisdictions/p{n}.yaml": place(n, f"p{(n + 1) % 1500}")
                for n in range(1_500)
            },
        },
    ),
    "an open quote": with_file("evidence.csv", CONTENTS["evidence.csv"] + b'E99,"' + b"x\n" * 400_000),
    "short rows": with_file("evidence.csv", CONTENTS["evidence.csv"] + b"x\n" * 90_000),
}  # fmt: skip


@pytest.mark.parametrize("name", HEAVY)
def test_what_is_made_to_be_heavy_is_told_in_time(name: str) -> None:
    assert ends(lambda: load(HEAVY[name])) == "faults"


def test_the_heaviest_upload_is_told_in_time() -> None:
    """Rows up to the limit, each cell a fault, in a file of the size that may be uploaded."""
    rows = "".join(ROW.format(n, zlib.crc32(b"%d" % n)) for n in range(99_000))
    data = packed({**CONTENTS, "evidence.csv": CONTENTS["evidence.csv"] + rows.encode()})
    assert len(data) < UPLOAD.packed
    assert ends(lambda: dataset_in(data, "your file", UPLOAD)) == "faults"
