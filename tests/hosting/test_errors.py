"""An error of ours: the reader is told that there was one, the log what it was."""

import shutil

import pytest

from tests.conftest import DATASETS, PROJECT
from tests.hosting.conftest import Serve, Server

SECRET = "the secret of the machine"


@pytest.fixture(scope="module")
def faulty(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Return a server on a copy of the project in which the matrix of the API fails."""
    copy = tmp_path_factory.mktemp("faulty") / "project"
    left_out = shutil.ignore_patterns("tests", "docs", ".*_cache", "__pycache__", ".git", ".venv", "psw")
    shutil.copytree(PROJECT, copy, ignore=left_out)
    cells = copy / "components" / "hosting" / "cells.py"
    text = cells.read_text(encoding="utf-8")
    assert "rated = matrix(" in text
    cells.write_text(
        text.replace("rated = matrix(", f'raise RuntimeError("{SECRET}")\n    rated = matrix('), encoding="utf-8"
    )
    return serve(DATASETS / "tiny", project=copy)


def test_a_request_that_fails_shows_no_internals(faulty: Server) -> None:
    answer = faulty.ask("/api/v1/matrix", x_request_id="fails-00000001")
    assert (answer.status, answer.headers["content-type"]) == (500, "application/problem+json")
    assert answer.json["detail"] == "Something went wrong here. The log knows it as request fails-00000001."
    assert SECRET not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["x-request-id"] == "fails-00000001"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    told = [line for line in faulty.lines() if line.get("request_id") == "fails-00000001"]
    assert SECRET in next(line["traceback"] for line in told if "traceback" in line)
    assert faulty.ask("/api/v1/evidence").status == 200
    assert faulty.ask("/readyz").status == 200
