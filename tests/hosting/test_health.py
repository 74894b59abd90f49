"""Alive is not ready: what /healthz and /readyz answer while a folder is read, sound, broken, mended."""

import shutil
import time
from pathlib import Path

from tests.conftest import DATASETS
from tests.hosting.conftest import Answer, Serve, Server


def test_alive_and_ready(server: Server) -> None:
    assert server.ask("/healthz").json == {"status": "alive"}
    ready = server.ask("/readyz")
    assert (ready.status, ready.json) == (200, {"status": "ready"})
    assert ready.headers["cache-control"] == "no-store"
    head = server.ask("/readyz", "HEAD")
    assert (head.status, head.body) == (200, b"")


def test_only_what_is_asked_for_is_answered(server: Server) -> None:
    assert server.ask("/readyz", "POST").status == 405


def test_beneath_a_path(review: Server) -> None:
    assert review.address.endswith("/policy")
    assert review.ask("/healthz").json == {"status": "alive"}
    assert review.ask("/readyz").json == {"status": "ready"}
    root = f"http://127.0.0.1:{review.port}"
    assert b"alive" not in review.ask("/healthz", address=root).body


def test_a_broken_folder_is_alive_and_not_ready(serve: Serve, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATASETS / "tiny", tmp_path / "secret_place"))
    evidence = folder / "evidence.csv"
    sound = evidence.read_text(encoding="utf-8")
    evidence.write_text(sound.replace("facilitator", "helpful"), encoding="utf-8")
    broken = serve(folder, wait=False)
    answer = broken.wait_for("/readyz", 503)
    while answer.json["status"] == "loading":
        answer = broken.wait_for("/readyz", 503)
    assert answer.json["status"] == "broken"
    assert "fault" in answer.json["reason"]
    assert "secret_place" not in answer.text
    assert "evidence.csv" not in answer.text
    assert broken.ask("/healthz").status == 200
    told = next(line for line in broken.lines() if "faults" in line)
    assert any("'helpful'" in fault for fault in told["faults"])
    evidence.write_text(sound, encoding="utf-8")
    assert broken.wait_for("/readyz", 200).json == {"status": "ready"}


def test_no_folder(serve: Serve, tmp_path: Path) -> None:
    nowhere = serve(tmp_path / "nowhere", wait=False)
    nowhere.wait_for("/healthz", 200)
    answer = nowhere.wait_for("/readyz", 503)
    assert "nowhere" not in answer.text


def test_a_folder_that_breaks_while_it_is_served_is_told_and_its_last_good_version_served(
    serve: Serve, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(DATASETS / "tiny", tmp_path / "secret_place"))
    served = serve(folder)
    evidence = folder / "evidence.csv"
    sound = evidence.read_text(encoding="utf-8")
    evidence.write_text(sound.replace("facilitator", "helpful"), encoding="utf-8")
    answer = _until(served, "stale")
    assert answer.status == 200
    assert "The last version without a fault is served." in answer.json["reason"]
    assert "secret_place" not in answer.text
    assert served.ask("/api/v1/matrix").status == 200
    evidence.write_text(sound, encoding="utf-8")
    assert _until(served, "ready").json == {"status": "ready"}


def _until(server: Server, status: str) -> Answer:
    """Ask until readiness says this, for 30 seconds at most."""
    end = time.monotonic() + 30
    while (answer := server.ask("/readyz")).json["status"] != status:
        assert time.monotonic() < end, answer.text
        time.sleep(0.1)
    return answer
