"""The command line of a dataset folder.

``python -m data check [FOLDER]``
    What it holds, or all that is wrong with it.
``python -m data diff OLD NEW``
    What changed between two folders, zip files, or versions kept in releases/.
``python -m data release [FOLDER]``
    Keep the present version in releases/, for links that were made with it.
"""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from data.changes import changes, report
from data.dataset import Dataset
from data.faults import DatasetError
from data.loading import load
from data.releases import keep_release, open_version

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
        ("evidence records", dataset.evidence.size),
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


def diff(old: str, new: str, beside: Path) -> int:
    """Print what changed from one version to another and return 0, or why it can't be told and return 1."""
    try:
        before, after = open_version(old, beside), open_version(new, beside)
    except DatasetError as error:
        print(f"{error.folder}: {len(error.faults)} fault(s)")
        for fault in error.faults:
            print(f"  fault: {fault}")
        return 1
    print(report(changes(before, after), before, after))
    return 0


def release(folder: Path) -> int:
    """Keep the present version of a folder and return 0, or say why that can't be done and return 1."""
    try:
        print(f"kept: {keep_release(folder)}")
    except FileExistsError as error:
        print(error)
        return 1
    except DatasetError:
        return check(folder)
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m data", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="say what a dataset folder holds, or all that is wrong with it")
    checking.add_argument("folder", nargs="?", type=Path, default=None)
    differing = commands.add_parser("diff", help="say what changed between two versions")
    differing.add_argument("old", help="a folder, a zip file, or a version kept in releases/")
    differing.add_argument("new", help="the same")
    keeping = commands.add_parser("release", help="keep the present version in releases/")
    keeping.add_argument("folder", nargs="?", type=Path, default=None)
    chosen = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a name in another script must not end the check
    folder = folder_from_environment()
    if chosen.command == "diff":
        return diff(chosen.old, chosen.new, folder)
    if chosen.command == "release":
        return release(chosen.folder or folder)
    return check(chosen.folder or folder)


if __name__ == "__main__":
    sys.exit(main())
