"""What each export takes: a picture is to be there within half a second, a deck or memo within five.

``make bench-exports``, or ``python -m bench.exports [--rounds 5] [--report FILE]``. Every cache of pictures and
files is emptied before each; the exhibit is worked out and its chart's specification built before, as an open menu has
them; references once formatted are kept, as in a running dashboard.
"""

import argparse
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path

import streamlit as st

from components.exhibits import assemble
from components.exhibits.exhibit import Exhibit
from components.files.exhibit_files import FORMS, exhibit_file
from components.files.formats import FORMATS
from components.files.picture import whole_specification
from components.view.view import View, view_of_link
from data.intake.loading import load
from tests.app.exhibits import ADDRESS, full_view

PROJECT = Path(__file__).resolve().parent.parent
SECTIONS = ("overview", "policy", "trends", "matrix", "influences", "publication", "coverage")
CHOSEN = ("factors", "levels", "levels-by-place", "influences", "coverage", "publication", "policy-table")
PICTURE, FILE = 0.5, 5.0
"""Seconds that a picture, and a deck or memo, may take."""


def took(work: Callable[[], object], before: Callable[[], object], rounds: int) -> float:
    """Return the median of the seconds on the clock that some work takes, the first time left out."""
    times = []
    for _ in range(rounds + 1):
        before()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def fresh(view: View, exhibit: Exhibit) -> None:
    """Forget all pictures and files, open the menu of an exhibit, and build its chart's specification."""
    st.cache_resource.clear()
    assemble.exhibits(view, exhibit.section)
    if exhibit.drawing is not None:
        whole_specification(exhibit.drawing)


def line(name: str, form: str, seconds: float, goal: float) -> str:
    """Return one line of the report."""
    kept = "yes" if seconds <= goal else "**no**"
    return f"| {name} | {form} | {seconds * 1000:,.0f} | {goal * 1000:,.0f} | {kept} |"


def report(rounds: int) -> Iterable[str]:
    """Yield the lines of the report, each as soon as it is known."""
    dataset = load(PROJECT / "data" / "psw")
    view = full_view(dataset)
    exhibits = {each.name: each for name in SECTIONS for each in assemble.exhibits(view, name)}
    yield "# What an export takes"
    yield ""
    yield (
        f"{os.cpu_count()} cores; Python {platform.python_version()}. Median of {rounds} rounds; "
        f"load of the machine {os.getloadavg()[0]:.0f} at the start."
    )
    yield ""
    yield "| exhibit or view | form | ms | goal, ms | kept |"
    yield "| --- | --- | ---: | ---: | --- |"
    for name in CHOSEN:
        each = exhibits[name]
        for form in (form for form in FORMS.values() if form.picture):
            work = partial(exhibit_file, view, each.section, name, form.id)
            seconds = took(work, partial(fresh, view, each), rounds)
            yield line(name, form.label, seconds, PICTURE)
    made = assemble.brief(view_of_link(dataset, "", ADDRESS, date(2026, 11, 23)))
    for ending in ("pptx", "docx"):
        work = partial(FORMATS[ending].write, made)
        seconds = took(work, st.cache_resource.clear, min(rounds, 2))
        yield line("the default view", FORMATS[ending].name, seconds, FILE)


def main() -> None:
    """Write the report to the screen, and to a file where one is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--report", type=Path)
    asked = parser.parse_args()
    lines = []
    for text in report(asked.rounds):
        print(text, flush=True)
        lines.append(text)
    if asked.report is not None:
        asked.report.parent.mkdir(parents=True, exist_ok=True)
        asked.report.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
