"""Measure and report: ``python -m bench [--short] [--resume] [--parts clicks wide ...] [--report FILE]``."""

import argparse
import datetime
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from playwright.sync_api import Browser, sync_playwright

from bench import load, measure
from bench.expected import Truth, truth
from bench.figures import Results, machine
from bench.many import write_many
from bench.report import goals, report
from bench.servers import PROJECT, browser_path, dashboard_python
from bench.sides import DASH, DASH_TUNED, EMPTY, OURS, PLAIN, SIDES, Side, level_sides
from bench.ways import openings, switches

REVIEW: Final = PROJECT / "data" / "psw"
ARGUMENTS: Final = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


GROWN: Final = (200, 1_000_000)


@dataclass(eq=False)
class Run:
    """One run: its browser, and how thorough it is."""

    browser: Browser
    short: bool

    def rounds(self, full: int, short: int) -> int:
        """Return how often a part is repeated."""
        return short if self.short else full

    @cached_property
    def review(self) -> Truth:
        """What the review's data says."""
        return truth(REVIEW)

    @cached_property
    def many(self) -> Path:
        """The folder of the wide dataset."""
        return write_many(Path(mkdtemp(prefix="bench-many-")))

    @cache  # noqa: B019 - a run is as long as the process
    def grown(self, records: int) -> Path:
        """Return the folder of a generated dataset with so many records."""
        folder = Path(mkdtemp(prefix="bench-grown-"))
        command = (dashboard_python(), "-m", "bench.growth.generate", str(folder), str(records))
        subprocess.run(command, cwd=PROJECT, check=True)
        return folder


def _clicks(run: Run) -> dict[str, object]:
    sides = level_sides(run.short)
    return measure.clicks(run.browser, sides, REVIEW, run.review, run.rounds(5, 2))


def _wide(run: Run) -> dict[str, object]:
    sides = (OURS, EMPTY, DASH, DASH_TUNED)
    return measure.clicks(run.browser, sides, run.many, truth(run.many), run.rounds(3, 1))


def _growth(run: Run) -> dict[str, object]:
    found: dict[str, dict[str, list[float]]] = {}
    for _ in range(run.rounds(2, 1)):
        for size in GROWN:
            said = truth(run.grown(size))
            one = measure.clicks(run.browser, (OURS,), run.grown(size), said, 1)[OURS.name]
            kept = found.setdefault(f"{size:,} records", {"clicks": [], "processor": []})
            for what in kept:
                kept[what].extend(one[what])  # type: ignore[index]
    return dict(found)


def _cells(run: Run) -> dict[str, object]:
    cells = [(f, p) for (f, p), texts in run.review.behind.items() if len(texts[0]) > 40][:40:8]
    return measure.openings(run.browser, openings(), REVIEW, run.review, run.rounds(3, 1), cells)


def _visits(run: Run) -> dict[str, object]:
    sides: tuple[Side, ...] = (OURS, EMPTY, PLAIN, DASH) if run.short else SIDES
    return measure.visits(run.browser, sides, REVIEW, run.review, run.rounds(3, 1))


def _switches(run: Run) -> dict[str, object]:
    return measure.switches(run.browser, switches(run.review), REVIEW, run.review, run.rounds(6, 3))


def _hover(run: Run) -> dict[str, object]:
    return measure.asked_alone(run.browser, REVIEW, run.review)


def _first_views(run: Run) -> dict[str, object]:
    server = OURS.started(REVIEW)
    try:
        load.warm(server, load.level_click(run.review), "factors")
        labels = list(run.review.labels.values())
        ways = ("Barrier", "Facilitator", "Mixed")
        clicks = [click for way in ways for click in (("directions", way), *(("levels", label) for label in labels))]
        return dict(load.first_views(server, clicks))
    finally:
        server.stop()


def _crowd(run: Run) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, side, readers, click, page in (
        ("10 sessions", OURS, 10, load.level_click(run.review), "factors"),
        ("50 sessions", OURS, 50, load.level_click(run.review), "factors"),
        ("100 sessions", OURS, 100, load.level_click(run.review), "factors"),
        (f"{PLAIN.name}: 10 sessions", PLAIN, 10, load.radio_click(run.review), ""),
        (f"{PLAIN.name}: 50 sessions", PLAIN, 50, load.radio_click(run.review), ""),
    ):
        if run.short and readers == 50:
            continue
        server = side.started(REVIEW)
        try:
            load.warm(server, click, page)
            crowd = load.apart(load.crowd(server.address, readers, run.rounds(25, 8), click, page))
        finally:
            server.stop()
        found[name] = {
            "milliseconds": [1000 * one for one in crowd.all_seconds()],
            "errors": dict(crowd.errors),
            "unanswered": crowd.unanswered,
            "bytes": crowd.bytes,
        }
        for error, count in crowd.errors.items():
            print(f"{name}: {count} x {error}", file=sys.stderr)
    return found


def _memory(run: Run) -> dict[str, object]:
    server = OURS.started(REVIEW)
    try:
        click = load.level_click(run.review)
        load.warm(server, click, "factors")
        return dict(load.apart(load.memory_of_sessions(server, run.rounds(100, 30), click, "factors")))
    finally:
        server.stop()


PARTS: Final[dict[str, Callable[[Run], dict[str, object]]]] = {
    "clicks": _clicks,
    "wide": _wide,
    "growth": _growth,
    "cells": _cells,
    "hover": _hover,
    "visits": _visits,
    "switches": _switches,
    "first_views": _first_views,
    "crowd": _crowd,
    "memory": _memory,
}


def main() -> None:
    """Run the parts, keep what each found, and write the report."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer sides and repetitions: a sign of life, no evidence")
    parser.add_argument("--resume", action="store_true", help="go on with a run that was broken off")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS), help="measure these alone")
    parser.add_argument("--report", type=Path, help="where to write the report; it is printed in any case")
    given = parser.parse_args()
    os.chdir(PROJECT)
    results = Results(PROJECT / "build" / "bench" / "results.json", resume=given.resume or given.parts != list(PARTS))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        run = Run(browser, given.short)
        for name in given.parts:
            if given.resume and name in results.parts:
                continue
            print(f"measuring: {name}", file=sys.stderr, flush=True)
            results.keep(name, PARTS[name](run))
        words = report(results.parts, machine(browser.version), f"{datetime.date.today():%-d %B %Y}", short=given.short)
        browser.close()
    if given.report:
        given.report.parent.mkdir(parents=True, exist_ok=True)
        given.report.write_text(words, encoding="utf-8")
    print(words)
    met = [done for _, _, _, done in goals(results.parts)]
    print(f"{sum(met)} of {len(met)} goals met")


if __name__ == "__main__":
    main()
