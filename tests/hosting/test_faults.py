"""What goes wrong beneath a running server: told, survived on the last good version, and over once it is mended."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest

from tests.conftest import DATASETS, PROJECT
from tests.hosting.conftest import PATIENCE, Serve, Server, free_port

pytestmark = pytest.mark.long

pytest.importorskip("components.answers.watched", reason="the dataset folder is not watched while the server runs")

BACK_WITHIN = 3.0
"""Seconds after the mending within which the server must be ready again."""

NOBODY = 65534
SETPRIV, UNSHARE = shutil.which("setpriv"), shutil.which("unshare")
FAKETIME = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))), None)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a copy of the worked example that everybody may read, which pytest's own folders don't allow."""
    with TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        copied = Path(shutil.copytree(DATASETS / "tiny", Path(place) / "dataset"))
        for path in (copied, *copied.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        yield copied


def status(server: Server, expected: str, within: float = PATIENCE) -> float:
    """Wait until the readiness is this; return the seconds that it took. Nothing but 200 may be told meanwhile."""
    asked = time.monotonic()
    while True:
        answer = server.ask("/readyz")
        assert answer.status == 200, answer.text
        if answer.json["status"] == expected:
            return time.monotonic() - asked
        assert time.monotonic() - asked < within, answer.text
        time.sleep(0.05)


def broken_and_mended(
    server: Server, breaks: Callable[[], object], mends: Callable[[], object], within: float = BACK_WITHIN
) -> float:
    """Break something, see it told and pages served; mend it, and return the seconds until all is well."""
    assert server.ask("/readyz").json == {"status": "ready"}
    breaks()
    status(server, "stale")
    told = server.ask("/readyz").json["reason"]
    assert "The last version without a fault is served." in told
    assert not re.search(r"/\w", told), "a path of the machine is told"
    assert server.ask("/").status == 200
    assert server.ask("/healthz").status == 200
    mends()
    return status(server, "ready", within)


CORRUPT = (
    ("evidence.csv", b"PK\x03\x04" + bytes(range(256)) * 40),
    ("works.csv", b""),
    ("dataset.yaml", b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
    ("codebook.yaml", b"levels: [" * 3000),
    ("influences.csv", b"id,from_factor,to_factor,sign,paragraph,works,statement\nI1,subsidy,sk"),
)


@pytest.mark.parametrize(("file", "content"), CORRUPT, ids=[file for file, _ in CORRUPT])
def test_a_corrupt_file(
    serve: Serve, folder: Path, file: str, content: bytes, record_property: Callable[[str, object], None]
) -> None:
    server = serve(folder)
    sound = (folder / file).read_bytes()
    taken = broken_and_mended(
        server, lambda: (folder / file).write_bytes(content), lambda: (folder / file).write_bytes(sound)
    )
    record_property("seconds until recovered", round(taken, 2))


def test_a_parquet_file_that_is_overwritten_where_it_lies(serve: Serve, folder: Path) -> None:
    """What readiness says is true: the version that was sound is served, its records' texts as well."""
    parquet = folder / "evidence.parquet"
    with duckdb.connect() as connection:
        rows = f"FROM read_csv('{folder / 'evidence.csv'}', all_varchar = true)"
        connection.execute(f"COPY ({rows}) TO '{parquet}' (FORMAT PARQUET)")
    (folder / "evidence.csv").unlink()
    server = serve(folder, environment={"POLICY_ENGINE": "duckdb"})
    sound, before = parquet.read_bytes(), server.ask("/api/v1/evidence").json["data"]
    assert sum(item["kind"] == "records" for item in before) == 15
    cells = [cell for cell in server.ask("/api/v1/matrix").json["data"] if cell["records"]]
    assert cells
    assert all(cell["record_ids"] == [] and "too many to be listed here" in cell["caveat"] for cell in cells)
    told: list[int] = []

    def broken() -> None:
        with parquet.open("r+b") as opened:
            opened.write(b"\x00\xff" * 500)
            opened.truncate(1000)
        until = time.monotonic() + 6
        while time.monotonic() < until:
            answer = server.ask("/api/v1/evidence")
            told.append(answer.status)
            assert answer.json["data"] == before

    broken_and_mended(server, broken, lambda: parquet.write_bytes(sound))
    assert set(told) == {200}
    assert server.ask("/api/v1/evidence").json["data"] == before


def test_the_folder_is_removed(serve: Serve, folder: Path, record_property: Callable[[str, object], None]) -> None:
    server = serve(folder)
    away = folder.with_name("away")
    taken = broken_and_mended(server, lambda: folder.rename(away), lambda: away.rename(folder))
    record_property("seconds until recovered", round(taken, 2))


@pytest.fixture
def as_nobody(tmp_path: Path) -> Callable[[Path], Server]:
    """Return a function that starts a server for which permissions hold: for root none do."""
    if os.geteuid() != 0:
        pytest.skip("only root can start a server as somebody else")
    if SETPRIV is None:
        pytest.skip("no setpriv: whether a lost permission is survived is not tested here")
    started: list[Server] = []

    def start(folder: Path) -> Server:
        user = [str(SETPRIV), f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        if subprocess.run([*user, sys.executable, "-c", "import streamlit"], cwd=PROJECT, check=False).returncode:
            pytest.skip("nobody may run the project's Python here")
        started.append(_started([*user, *_command(port := free_port())], port, folder, tmp_path))
        return started[-1]

    yield start
    for server in started:
        server.stop()


def _command(port: int) -> list[str]:
    return [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]


def _started(command: list[str], port: int, folder: Path, log: Path, **environment: str) -> Server:
    given = {**os.environ, "POLICY_DATASET": str(folder), "POLICY_STOP_SECONDS": "0", "HOME": "/tmp", **environment}
    with (log / "log.txt").open("wb") as output:
        process = subprocess.Popen(command, cwd=PROJECT, stdout=output, stderr=subprocess.STDOUT, env=given)
    server = Server(f"http://127.0.0.1:{port}", port, process, log / "log.txt")
    server.wait_for("/readyz", 200)
    return server


@pytest.mark.parametrize("name", ["evidence.csv", "jurisdictions", "."])
def test_a_permission_is_lost(as_nobody: Callable[[Path], Server], folder: Path, name: str) -> None:
    server = as_nobody(folder)
    path = folder / name
    mode = path.stat().st_mode
    broken_and_mended(server, lambda: path.chmod(0), lambda: path.chmod(mode))


def test_a_full_disk_takes_nothing_away(serve: Serve, folder: Path, tmp_path: Path) -> None:
    """Home and temporary files on a disk on which not a byte is left: the server needs neither."""
    full = tmp_path / "full"
    full.mkdir()
    fill = f"mount -t tmpfs -o size=64k none {full} && (head -c 1m /dev/zero > {full}/a 2>/dev/null; true)"
    if UNSHARE is None or subprocess.run([UNSHARE, "-m", "sh", "-c", fill], check=False).returncode:
        pytest.skip("no file system can be mounted here: whether a full disk is survived is not tested")
    port = free_port()
    command = [UNSHARE, "-m", "sh", "-c", f'{fill}; exec "$@"', "sh", *_command(port)]
    server = _started(command, port, folder, tmp_path, HOME=str(full), TMPDIR=str(full))
    try:
        assert server.ask("/").status == 200
        sound = (folder / "evidence.csv").read_bytes()
        broken_and_mended(
            server,
            # What a copy onto a full disk leaves: the first part of a file, here up to the middle of a row.
            lambda: (folder / "evidence.csv").write_bytes(sound[: sound.index(b"E9,") + 6]),
            lambda: (folder / "evidence.csv").write_bytes(sound),
        )
        assert not any(line.get("level") == "error" for line in server.lines())
    finally:
        server.stop()


def test_the_clock_is_moved(folder: Path, tmp_path: Path) -> None:
    """A year back, then ten years on: changes are noticed as ever, nothing stalls."""
    if FAKETIME is None:
        pytest.skip("no libfaketime: whether a moved clock is survived is not tested here")
    moved = tmp_path / "moved"
    moved.write_text("+0\n", encoding="utf-8")
    port = free_port()
    server = _started(
        _command(port), port, folder, tmp_path, LD_PRELOAD=str(FAKETIME), FAKETIME_TIMESTAMP_FILE=str(moved),
        FAKETIME_NO_CACHE="1", FAKETIME_DONT_FAKE_MONOTONIC="1",
    )  # fmt: skip
    try:
        sound = (folder / "works.csv").read_bytes()
        for days in ("-365d", "+3650d", "+0"):
            moved.write_text(f"{days}\n", encoding="utf-8")
            broken_and_mended(
                server,
                lambda: (folder / "works.csv").write_bytes(b"\0"),
                lambda: (folder / "works.csv").write_bytes(sound),
                PATIENCE,  # every look at the clock reads a file here
            )
        years = set(re.findall(r'"time": "(\d{4})-', server.log.read_text(encoding="utf-8")))
        assert len(years) >= 3, "the clock was not moved"
    finally:
        server.stop()
