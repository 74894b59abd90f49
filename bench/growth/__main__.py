"""How answers grow with the records: ``python -m bench.growth [--sizes 200 10000 ...] [--home FOLDER]``.

Each size is measured in a process of its own: how long the records take to be
checked and counted once, and to be opened again; how long the questions of one
filter click take, first and when they were asked before; and the most memory
that the process ever held. Prints a table in Markdown.
"""

import argparse
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

SIZES: Final = (200, 10_000, 1_000_000)
CLICKS: Final = {
    "a level": {"levels": ("l1",)},
    "a direction": {"directions": ("barrier",)},
    "a basis, with parts": {"bases": ("finding",), "parts": True},
    "three places": {"places": ("p001", "p050", "p120")},
    "a work": {"works": ("w0100",)},
}
LENSES: Final = {"columns by work": "works", "by country": "countries", "by a lever": "v0"}
"""What the columns of the matrix are, asked with the filter on a direction that no click has."""
SEEN: Final = 20


def measured(folder: Path) -> dict[str, object]:
    """Return what is measured of one folder, in seconds and megabytes."""
    from components.answers.store import levels, margins, matrix
    from data.intake.loading import load
    from data.model.selection import Selection

    def timed(question: Callable[[], object]) -> float:
        began = time.perf_counter()
        question()
        return time.perf_counter() - began

    opened = timed(lambda: load(folder))
    again = timed(lambda: load(folder))
    dataset = load(folder)

    def click(filters: dict[str, object]) -> None:
        selection = Selection(**filters)
        matrix(dataset, selection)
        margins(dataset, selection)
        levels(dataset, selection)

    timed(lambda: click({}))
    first = {name: timed(lambda f=filters: click(f)) for name, filters in CLICKS.items()}
    mixed = Selection(directions=("mixed",))
    first |= {name: timed(lambda c=columns: matrix(dataset, mixed, c)) for name, columns in LENSES.items()}
    seen = statistics.median(timed(lambda: click(CLICKS["a level"])) for _ in range(SEEN))
    return {
        "opened": opened,
        "again": again,
        "counted": getattr(dataset.evidence, "build_seconds", 0.0),
        "first": first,
        "seen": seen,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    """Generate, measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--home", type=Path, help="where the folders are written, and left; else a temporary place")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one is not None:
        print(json.dumps(measured(given.one)))
        return
    home = given.home or Path(tempfile.mkdtemp(prefix="growth-"))
    clicks = " | ".join([*CLICKS, *LENSES])
    print(f"| records | opened first | of it counting | opened again | {clicks} | seen before | memory |")
    print("|" + " --- |" * (len(CLICKS) + len(LENSES) + 6))
    try:
        for size in given.sizes:
            folder = home / f"records_{size}"
            if not folder.exists():
                from bench.growth.generate import write_generated

                write_generated(folder, size)
            shutil.rmtree(folder / ".cube", ignore_errors=True)
            answer = subprocess.run(
                [sys.executable, "-m", "bench.growth", "--one", str(folder)],
                check=True, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
            found = json.loads(answer.stdout.splitlines()[-1])
            first = " | ".join(f"{1000 * seconds:.0f} ms" for seconds in found["first"].values())
            print(
                f"| {size:,} | {found['opened']:.1f} s | {found['counted']:.1f} s | {found['again']:.1f} s | {first} "
                f"| {1000 * found['seen']:.2f} ms | {found['memory']:.0f} MB |",
                flush=True,
            )
    finally:
        if given.home is None:
            shutil.rmtree(home)


if __name__ == "__main__":
    main()
