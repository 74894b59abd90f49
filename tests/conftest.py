"""Datasets that tests share: the review's, a worked example, and one of quite another field."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from data.intake.loading import load
from data.model.dataset import Dataset

PROJECT = Path(__file__).resolve().parent.parent
DATASETS = Path(__file__).resolve().parent / "datasets"


@pytest.fixture(scope="session")
def psw() -> Dataset:
    """Return the dataset of the review."""
    return load(PROJECT / "data" / "psw")


@pytest.fixture(scope="session")
def tiny() -> Dataset:
    """Return the worked example, small enough to be counted by hand."""
    return load(DATASETS / "tiny")


@pytest.fixture(scope="session")
def orchard() -> Dataset:
    """Return a dataset of another field, in other scripts, with texts that a careless page would run."""
    return load(DATASETS / "orchard")


@pytest.fixture
def tiny_copy(tmp_path: Path) -> Callable[[], Path]:
    """Return a function that copies the worked example to a folder of its own, to be altered."""

    def copied() -> Path:
        return Path(shutil.copytree(DATASETS / "tiny", tmp_path / f"tiny_{len(list(tmp_path.iterdir()))}"))

    return copied


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--renew-snapshots``: what is seen now takes the place of the snapshots."""
    parser.addoption("--renew-snapshots", action="store_true", help="keep what is seen now as the snapshots")
