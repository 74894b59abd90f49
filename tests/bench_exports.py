"""What each export takes, beside what vl-convert alone takes for the same chart.

``make bench-exports``, or ``python -m tests.bench_exports [--rounds 7] [--report FILE]``. Bare and whole are measured
in turn in one run: bare is the chart alone through vl-convert in this process, whole is the file as a reader gets it
once the menu is open, which works out the exhibit, and the specification is built; both have a line of their own. Every
cache of pictures and files is emptied before each; references once formatted are kept, as in a running dashboard.
"""

import argparse
import io
import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import altair
import streamlit as st
import vl_convert

from components.exhibits import assemble
from components.exhibits.exhibit import Drawing, Exhibit
from components.files.chart_words import parted
from components.files.exhibit_files import FORMS, FormId, exhibit_file
from components.files.fonts import FONTS
from components.files.picture import whole_specification
from components.files.render_process import VEGALITE
from components.view.view import View
from components.workers.budgets import PICTURE
from components.workers.workers import worked
from data.intake.loading import load
from tests.app.exhibits import full_view

PROJECT = Path(__file__).resolve().parent.parent
SECTIONS = ("overview", "policy", "trends", "matrix", "influences", "publication", "coverage")
CHOSEN = (
    "factors", "levels", "levels-by-place", "influences", "trend-1-au-cc-fte-per-1000",
    "trend-7-us-states-certification-programme", "coverage", "publication", "policy-table",
)  # fmt: skip
BASE = PROJECT / "data" / "psw"
HEAD = (
    "| exhibit | form | bare, CPU ms | export, CPU ms | overhead, CPU | bare, ms | export, ms | overhead | again, ms |"
)


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, and of the processors, the renderer's own process included."""

    wall: float
    cpu: float


def renderer_cpu() -> float:
    """Return the seconds that the renderer has kept a processor busy, all its threads together."""
    process = worked(PICTURE, os.getpid)
    told = [path.read_text(encoding="utf-8") for path in Path(f"/proc/{process}/task").glob("*/schedstat")]
    return sum(int(one.split()[0]) for one in told) / 1e9


def cost(work: Callable[[], object]) -> Cost:
    busy, own, start = renderer_cpu(), time.process_time(), time.perf_counter()
    work()
    return Cost(time.perf_counter() - start, time.process_time() - own + renderer_cpu() - busy)


def bare(drawing: Drawing, form: FormId) -> None:
    """Render a chart with vl-convert alone."""
    known = json.loads(whole_specification(drawing))
    svg = vl_convert.vegalite_to_svg(known, vl_version=VEGALITE, allowed_base_urls=[])
    if form == "pdf":
        vl_convert.svg_to_pdf(svg)
    elif form != "svg":
        vl_convert.svg_to_png(svg, scale=2.0 if form == "png2" else 3.0)


def fresh(view: View, exhibit: Exhibit) -> None:
    """Forget all pictures and files, open the menu of an exhibit, and build its chart's specification."""
    st.cache_resource.clear()
    parted.cache_clear()
    assemble.exhibits(view, exhibit.section)
    if exhibit.drawing is not None:
        whole_specification(exhibit.drawing)


def whole(view: View, exhibit: Exhibit, form: FormId) -> Cost:
    """Make a file as if nobody had asked for one of its view before, and return what that took."""
    fresh(view, exhibit)
    return cost(lambda: exhibit_file(view, exhibit.section, exhibit.name, form))


def opened(view: View, exhibit: Exhibit, rounds: int) -> str:
    """Return the line of the report about what comes before: the exhibit and its chart's specification."""
    took = [cost(lambda: fresh(view, exhibit)) for _ in range(rounds + 1)][1:]
    busy, clock = (statistics.median(getattr(one, kind) for one in took) for kind in ("cpu", "wall"))
    return f"| {exhibit.name} | page and menu | no chart | {_ms(busy)} | | no chart | {_ms(clock)} | | |"


def measured(view: View, exhibit: Exhibit, form: FormId, rounds: int) -> str:
    """Return one line of the report."""
    alone, ours = [], []
    drawing = exhibit.drawing if FORMS[form].picture else None
    whole(view, exhibit, form)
    for _ in range(rounds):
        if drawing is not None:
            alone.append(cost(lambda drawing=drawing: bare(drawing, form)))
        ours.append(whole(view, exhibit, form))
    again = cost(lambda: exhibit_file(view, exhibit.section, exhibit.name, form)).wall
    took = [statistics.median(getattr(one, kind) for one in ours) for kind in ("cpu", "wall")]
    cells = [exhibit.name, FORMS[form].label]
    if alone:
        base = [statistics.median(getattr(one, kind) for one in alone) for kind in ("cpu", "wall")]
        over = [f"{100 * (whole_ / bare_ - 1):.0f} %" for whole_, bare_ in zip(took, base, strict=True)]
        cells += [_ms(base[0]), _ms(took[0]), over[0], _ms(base[1]), _ms(took[1]), over[1]]
    else:
        cells += ["no chart", _ms(took[0]), "", "no chart", _ms(took[1]), ""]
    return f"| {' | '.join([*cells, f'{again * 1000:.1f}'])} |"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.0f}"


def report(rounds: int) -> Iterable[str]:
    """Yield the lines of the report, each as soon as it is known."""
    view = full_view(load(BASE))
    shown = {each.name: each for name in SECTIONS for each in assemble.exhibits(view, name)}
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    yield "# What an export takes"
    yield ""
    yield (
        f"{os.cpu_count()} cores, {memory:.0f} GB; Python {platform.python_version()}, "
        f"vl-convert {vl_convert.__version__}, Altair {altair.__version__}. Median of {rounds} rounds, in turn; "
        f"load of the machine {os.getloadavg()[0]:.0f} at the start."
    )
    yield ""
    yield HEAD
    yield "| --- | --- |" + " ---: |" * 7
    for name in CHOSEN:
        yield opened(view, shown[name], rounds)
        for form in FORMS:
            yield measured(view, shown[name], form, rounds)


def main() -> None:
    """Write the report to the screen, and to a file where one is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--report", type=Path)
    asked = parser.parse_args()
    vl_convert.register_font_directory(str(FONTS))
    written = io.StringIO()
    for line in report(asked.rounds):
        print(line, flush=True)
        written.write(line + "\n")
    if asked.report is not None:
        asked.report.parent.mkdir(parents=True, exist_ok=True)
        asked.report.write_text(written.getvalue() + NOTES, encoding="utf-8")


NOTES = """
Bare is the chart alone: `vegalite_to_svg`, then `svg_to_png` or `svg_to_pdf`. Export is the file that a reader gets by
a click in the open menu: the chart framed by its title, filters, legend, caveats, source lines and the references of
all that it shows, written with its properties. "Page and menu" is what comes before and isn't counted: the exhibit,
which the menu works out to say its name, and the chart's specification, which bare is given too; once built, it
is kept for all readers. "Again" is the second request for the same view. Time of the processors is
what counts here: milliseconds of the clock depend on what else the machine does.

The renderer opens a font's file four times for each letter that it draws or measures, about 0.09 ms a letter. Small
type, the chart's and the frame's, is therefore set apart from it: in a PNG each letter is drawn once and stamped, in a
PDF it is written as text in an embedded part of Inter. It also lays out a picture of its own for each shape that is
faint; where a shape is painted once, its paint is made faint instead, which looks the same. A page has many more pixels
than its chart, most of them white: it is laid out and packed a band at a time, by ISA-L.

What stays over a quarter is the works by year: its picture carries the references of all works, some 27,000 letters on
a page that is ten times as large as the chart.
"""

if __name__ == "__main__":
    main()
