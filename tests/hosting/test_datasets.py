"""Several datasets behind one server: each has its addresses, and one that breaks leaves the others served."""

import json
import shutil
import time
from pathlib import Path

import pytest

from tests.conftest import DATASETS
from tests.hosting.conftest import Serve, Server

API = "/api/v1"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of three datasets, of which the last can't be opened, and of what is none."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(DATASETS / "tiny", folder / "ferries")
    shutil.copytree(DATASETS / "orchard", folder / "orchard")
    shutil.copytree(DATASETS / "tiny", folder / "wrecked")
    (folder / "wrecked" / "evidence.csv").write_text("id\n", encoding="utf-8")
    (folder / "notes").mkdir()
    return folder


@pytest.fixture(scope="module")
def several(serve: Serve, folders: Path) -> Server:
    return serve(folders, environment={"POLICY_DATASET": "", "POLICY_DATASETS": str(folders)})


def ids(server: Server, path: str) -> list[str]:
    answer = server.ask(f"{API}{path}")
    assert answer.status == 200, answer.text
    return [item["id"] for item in answer.json["data"]]


def test_readiness_has_a_line_for_each(several: Server) -> None:
    answer = several.ask("/readyz")
    assert (answer.status, answer.json["status"]) == (200, "stale")
    assert answer.json["datasets"] == {"ferries": "ready", "orchard": "ready", "wrecked": "broken"}
    assert answer.json["reason"].startswith("wrecked: The dataset folder has ")


def test_the_api_has_a_level_for_each(several: Server) -> None:
    listed = several.ask(f"{API}/datasets").json["datasets"]
    assert [(one["name"], one["status"]) for one in listed] == [
        ("ferries", "ready"), ("orchard", "ready"), ("wrecked", "broken"),
    ]  # fmt: skip
    assert listed[0]["title"] == "Ferry crossings"
    assert listed[2]["title"] is None
    assert ids(several, "/jurisdictions") == ids(several, "/datasets/ferries/jurisdictions")
    assert ids(several, "/jurisdictions") != ids(several, "/datasets/orchard/jurisdictions")


def test_links_stay_with_their_dataset(several: Server) -> None:
    answer = several.ask(f"{API}/datasets/orchard/jurisdictions?per_page=1").json
    assert answer["links"]["next"].startswith(f"{API}/datasets/orchard/jurisdictions?")
    assert "dataset=orchard" in answer["provenance"]["permalink"]
    first = several.ask(f"{API}/datasets/ferries/jurisdictions").json
    assert "dataset=" not in first["provenance"]["permalink"]
    described = several.ask(f"{API}/datasets/orchard/openapi.json").json
    assert described["servers"] == [{"url": f"{API}/datasets/orchard"}]


def test_what_is_not_there_is_refused_with_what_is(several: Server) -> None:
    answer = several.ask(f"{API}/datasets/nowhere/policy")
    assert (answer.status, answer.json["valid"]) == (404, ["ferries", "orchard", "wrecked"])
    assert several.ask(f"{API}/datasets/wrecked/policy").status == 503


def test_one_that_breaks_while_it_is_served_leaves_all_of_them_served(several: Server, folders: Path) -> None:
    file = folders / "orchard" / "evidence.csv"
    before = file.read_bytes()
    file.write_text("id\n", encoding="utf-8")
    try:
        until = time.monotonic() + 30
        while several.ask("/readyz").json["datasets"]["orchard"] != "stale" and time.monotonic() < until:
            time.sleep(0.1)
        assert json.loads(several.ask("/readyz").body)["datasets"]["orchard"] == "stale"
        assert several.ask(f"{API}/datasets/orchard/evidence").status == 200
        assert several.ask(f"{API}/evidence").status == 200
    finally:
        file.write_bytes(before)
