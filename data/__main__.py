"""``python -m data check [FOLDER]``: what a dataset folder holds, or all that is wrong with it."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from data.dataset import Dataset
from data.faults import DatasetError
from data.loading import load

DEFAULT_FOLDER = "data/psw"


def folder_from_environment() -> Path:
    """Return the folder that ``POLICY_DATASET`` names, else the review's own."""
    return Path(os.environ.get("POLICY_DATASET") or DEFAULT_FOLDER)


def contents(dataset: Dataset) -> list[tuple[str, int]]:
    """Return what a dataset holds: a kind of thing and how many, one pair a kind."""
    facts = dataset.tables.facts
    return [
        ("levels", len(dataset.levels)),
        ("domains", len(dataset.domains)),
        ("factors", len(dataset.factors)),
        ("levers", len(dataset.levers)),
        ("jurisdictions", len(dataset.jurisdictions)),
        ("works", len(dataset.works)),
        ("evidence records", len(dataset.tables.records)),
        ("facts of the primary source", int(facts["primary"].sum())),
        ("facts of other documents", int((~facts["primary"]).sum())),
        ("influences", len(dataset.tables.influences)),
        ("conflicts", len(dataset.about.conflicts)),
        ("paragraphs", len(dataset.about.paragraphs)),
    ]


def check(folder: Path) -> int:
    """Print what the folder holds and return 0, or every fault and return 1."""
    try:
        dataset = load(folder)
    except DatasetError as error:
        print(f"{folder}: {len(error.faults)} fault(s)")
        for fault in error.faults:
            print(f"  fault: {fault}")
        return 1
    print(f"{folder}: {dataset.about.title}, version {dataset.about.version}")
    for kind, count in contents(dataset):
        print(f"  {count:>6,} {kind}")
    for warning in dataset.warnings:
        print(f"  warning: {warning}")
    print("valid")
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m data", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="say what a dataset folder holds, or all that is wrong with it")
    checking.add_argument("folder", nargs="?", type=Path, default=None)
    chosen = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a name in another script must not end the check
    return check(chosen.folder or folder_from_environment())


if __name__ == "__main__":
    sys.exit(main())
