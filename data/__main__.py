"""The command line of a dataset folder.

``python -m data check [FOLDER]``
    What it holds, or all that is wrong with it; without a folder, that of every dataset that is served.
``python -m data say [FOLDER] [--places ID...] [--home ID]``
    The findings on some places in sentences, each with the ids and works that it rests on.
``python -m data new FOLDER``
    Write a small, commented, valid dataset to start from.
``python -m data export FOLDER OUT.xlsx``
    Write a folder as one workbook, a sheet a file.
``python -m data import OUT.xlsx FOLDER``
    Read such a workbook back into a folder.
``python -m data diff OLD NEW``
    What changed between two folders, zip files, or versions kept in releases/.
``python -m data release [FOLDER]``
    Keep the present version in releases/, for links that were made with it.
``python -m data schema FOLDER``
    Write the JSON Schemas of the YAML files, by which editors complete and check them.
``python -m data from-table FILE... FOLDER [--map MAP.yaml]``
    Make a folder of any table, CSV, TSV or XLSX, and lists of references beside it.
"""

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from data.exchange.changes import changes, report
from data.exchange.exchange import export_folder, import_file, new_folder, write_folder
from data.exchange.releases import keep_release, open_version
from data.exchange.schemas import schema_files
from data.intake.files import folder_from_environment, folders_from_environment
from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.faults import DatasetError
from data.model.selection import Selection
from data.questions.contents import contents
from data.questions.sentence import Sentence


def _refused(error: DatasetError) -> int:
    """Print every fault, the warnings after them, and return 1."""
    print(f"{error.folder}: {len(error.faults)} fault(s)")
    for fault in error.faults:
        print(f"  fault: {fault}")
    for warning in error.warnings:
        print(f"  warning: {warning}")
    return 1


def check(folder: Path) -> int:
    """Print what the folder holds and return 0, or every fault and return 1."""
    try:
        dataset = load(folder)
    except DatasetError as error:
        return _refused(error)
    print(f"{folder}: {dataset.about.title}, version {dataset.about.version}")
    for kind, count in contents(dataset):
        print(f"  {count:>6,} {kind}")
    for warning in dataset.warnings:
        print(f"  warning: {warning}")
    print("valid")
    return 0


def say(folder: Path, places: Sequence[str], home: str | None) -> int:
    """Print the findings on some places in sentences and return 0, or why that can't be done and return 1."""
    from data.questions import sentences  # noqa: PLC0415 - only this command needs it

    try:
        dataset = load(folder)
    except DatasetError as error:
        return _refused(error)
    unknown = [name for name in (*places, *([home] if home else [])) if name not in dataset.jurisdictions]
    if unknown:
        print(f"{folder}: no place has the id {', '.join(unknown)}; the ids are {', '.join(dataset.jurisdictions)}")
        return 1
    chosen = Selection(places=tuple(places))
    print(_told(dataset, sentences.answer(dataset, chosen)))
    for sentence in sentences.key_points(dataset, chosen, home):
        print(f"- {_told(dataset, sentence)}")
    return 0


def _told(dataset: Dataset, sentence: Sentence) -> str:
    """Return a sentence with the ids behind it and its works by name."""
    works = "; ".join(dataset.works[key].name for key in sentence.works)
    behind = " ".join((*sentence.facts, *sentence.records))
    return " ".join(
        part for part in (sentence.text, f"[{behind}]" if behind else "", f"({works})" if works else "") if part
    )


def diff(old: str, new: str, beside: Path) -> int:
    """Print what changed from one version to another and return 0, or why it can't be told and return 1."""
    try:
        before, after = open_version(old, beside), open_version(new, beside)
    except DatasetError as error:
        return _refused(error)
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


def exchange(command: str, source: Path, target: Path) -> int:
    """Make a folder or a workbook and return 0, or print why that can't be done and return 1."""
    try:
        if command == "new":
            new_folder(target)
            print(f"{target}: a dataset to start from; python -m data check {target} says what it holds")
        elif command == "schema":
            write_folder(schema_files(), target)
            print(f"{target}: {', '.join(schema_files())}")
        elif command == "export":
            dataset = export_folder(source, target)
            print(f"{target}: {dataset.about.title}, version {dataset.about.version}")
        else:
            dataset = import_file(source, target)
            print(f"{target}: {dataset.about.title}, version {dataset.about.version}")
            for warning in dataset.warnings:
                print(f"  warning: {warning}")
    except DatasetError as error:
        return _refused(error)
    return 0


def from_table(sources: Sequence[Path], target: Path, kept: Path | None) -> int:
    """Make a folder of a table, print what came of it, and return 0; or print why that can't be done and return 1."""
    from data.exchange.from_table.command import given_files, preview, taken  # noqa: PLC0415 - its readers load slowly
    from data.exchange.from_table.mapping import read_map  # noqa: PLC0415

    try:
        mapping = read_map(given_files([kept])[0][1].decode(errors="replace"), str(kept)) if kept else None
        made = taken(given_files(sources), mapping)
        write_folder(made.files.contents, target)
    except DatasetError as error:
        return _refused(error)
    for line in (*preview(made), *made.report.lines()):
        print(line)
    print(
        f"{target}: not_placed.csv lists what has no place; change {target / 'mapping.yaml'} and run again with --map"
    )
    return check(target)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m data", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="say what a dataset folder holds, or all that is wrong with it")
    checking.add_argument("folder", nargs="?", type=Path, default=None)
    saying = commands.add_parser("say", help="say the findings on some places in sentences")
    saying.add_argument("folder", nargs="?", type=Path, default=None)
    saying.add_argument("--places", nargs="+", default=[], metavar="id", help="without them those of the overview")
    saying.add_argument("--home", metavar="id", help="our place, for what it could examine")
    starting = commands.add_parser("new", help="write a small, commented, valid dataset to start from")
    starting.add_argument("target", metavar="folder", type=Path, help="a new or empty folder")
    exporting = commands.add_parser("export", help="write a folder as one workbook")
    exporting.add_argument("source", metavar="folder", type=Path)
    exporting.add_argument("target", metavar="out.xlsx", type=Path)
    importing = commands.add_parser("import", help="read a workbook, or a zip file, into a new folder")
    importing.add_argument("source", metavar="out.xlsx", type=Path)
    importing.add_argument("target", metavar="folder", type=Path, help="a new or empty folder")
    describing = commands.add_parser("schema", help="write the JSON Schemas of the YAML files")
    describing.add_argument("target", metavar="folder", type=Path, help="a new or empty folder")
    taking = commands.add_parser("from-table", help="make a folder of any table")
    taking.add_argument("sources", metavar="file", type=Path, nargs="+", help="a table, and lists of references")
    taking.add_argument("target", metavar="folder", type=Path, help="a new or empty folder")
    taking.add_argument("--map", dest="kept", type=Path, help="a mapping.yaml that was kept")
    differing = commands.add_parser("diff", help="say what changed between two versions")
    differing.add_argument("old", help="a folder, a zip file, or a version kept in releases/")
    differing.add_argument("new", help="the same")
    keeping = commands.add_parser("release", help="keep the present version in releases/")
    keeping.add_argument("folder", nargs="?", type=Path, default=None)
    chosen = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a name in another script must not end the check
    folder = folder_from_environment()
    if chosen.command in ("new", "schema", "export", "import"):
        return exchange(chosen.command, getattr(chosen, "source", folder), chosen.target)
    if chosen.command == "from-table":
        return from_table(chosen.sources, chosen.target, chosen.kept)
    if chosen.command == "diff":
        return diff(chosen.old, chosen.new, folder)
    if chosen.command == "say":
        return say(chosen.folder or folder, chosen.places, chosen.home)
    if chosen.command == "release":
        return release(chosen.folder or folder)
    return max(check(each) for each in ([chosen.folder] if chosen.folder else folders_from_environment().values()))


if __name__ == "__main__":
    sys.exit(main())
