"""The report as a file: goals first, then every figure with its median and p95."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Any, Final

from bench.figures import summary
from bench.sides import DASH, DASH_TUNED, EMPTY, OURS, PLAIN, SIDES

_PEERS: Final = tuple(side.name for side in SIDES if side.name.endswith("as written"))
Parts = Mapping[str, Mapping[str, Any]]


def report(parts: Parts, machine: Sequence[str], taken: str, *, short: bool) -> str:
    """Return the report in Markdown."""
    lines = [
        "# How fast it is, side by side",
        "",
        f"Written by `make bench{' BENCH=--short' * short}` on {taken}. "
        "A table comes from one run in which the sides took turns;",
        "times drift with the machine and with what else it does, the ratios hold within a run.",
        "",
        *(f"- {line}" for line in machine),
        "",
        "A time is the page's own: from the click to the frame after the last change of chart or caption, once both",
        "show what the dataset's files say they must; anything else ends the run. Milliseconds, unless said.",
        "",
        "## Goals",
        "",
        "| goal | limit | measured | met |",
        "| --- | --- | --- | --- |",
        *(
            f"| {goal} | {limit} | {measured} | {'yes' if met else '**no**'} |"
            for goal, limit, measured, met in goals(parts)
        ),
        "",
        *_sections(parts),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _median(parts: Parts, part: str, side: str, what: str) -> float:
    return float(median(parts[part][side][what]))


def goals(parts: Parts) -> Iterator[tuple[str, str, str, bool]]:
    """Yield each goal that was measured: what, its limit, the measurement, whether it is met."""
    if "clicks" in parts:
        yield from _click_goals(parts)
    if "wide" in parts:
        yield _ratio("Filter click, 36 x 200 places, to Dash as written", 0.6,
                     *(_median(parts, "wide", side.name, "clicks") for side in (OURS, DASH)))  # fmt: skip
    if "growth" in parts:
        few, many = (median(one["clicks"]) for one in parts["growth"].values())
        yield _ratio("Filter click at a million records, to that at 200 (36 factors, 200 places)", 1.3, many, few)
    if "cells" in parts:
        found = {name: median(times) for name, times in parts["cells"].items()}
        yield _ratio("Opening a cell's evidence, to the empty app's click", 1.25, found[OURS.name],
                     _median(parts, "clicks", EMPTY.name, "clicks"))  # fmt: skip
        yield _ratio("Opening a cell's evidence, to Dash as written", 0.6, found[OURS.name], found[DASH.name])
        yield _ratio("Opening a cell's evidence, to Dash tuned", 1.0, found[OURS.name], found[DASH_TUNED.name])
    if "hover" in parts:
        sent = parts["hover"]["sent"]
        seen = parts["hover"]["tooltips"]
        words = f"{sent:,.0f} bytes sent, {seen} tooltips seen"
        yield "Hover, highlight and tooltip", "no round trip", words, not sent and seen > 0
    if "visits" in parts:
        yield _ratio("First visit, to Streamlit and Altair as written", 1.2,
                     *(_median(parts, "visits", side.name, "visits") for side in (OURS, PLAIN)))  # fmt: skip
    if "switches" in parts:
        ours = [median(times) for times in parts["switches"][OURS.name]]
        empty = [median(times) for times in parts["switches"][EMPTY.name]]
        yield _ratio("Page switch, to the empty app's", 2.0, max(ours), max(empty))
    if "crowd" in parts:
        found = summary(parts["crowd"]["100 sessions"]["milliseconds"])
        errors = sum(parts["crowd"]["100 sessions"]["errors"].values())
        said = f"{found['p95']:,.0f} ms, {errors} errors"
        yield ("100 sessions, a click every few seconds, p95", "under 300 ms", said,
               found["p95"] < 300 and not errors)  # fmt: skip
    if "memory" in parts:
        each = parts["memory"]["each"]
        yield "Memory of each further session", "under 3 MB", f"{each:.2f} MB", each < 3


def _click_goals(parts: Parts) -> Iterator[tuple[str, str, str, bool]]:
    ours = _median(parts, "clicks", OURS.name, "clicks")
    yield _ratio("Filter click, to the empty Streamlit app", 1.25, ours, _median(parts, "clicks", EMPTY.name, "clicks"))
    peers = {name: _median(parts, "clicks", name, "clicks") for name in _PEERS if name in parts["clicks"]}
    fastest = min(peers, key=lambda name: peers[name])
    yield _ratio(f"Filter click, to the fastest peer ({fastest})", 0.6, ours, peers[fastest])
    tuned = _median(parts, "clicks", DASH_TUNED.name, "clicks")
    yield _ratio("Filter click, to the fastest peer tuned (Dash)", 1.0, ours, tuned)
    processor = _median(parts, "clicks", OURS.name, "processor")
    yield "Server time of a filter click", "at most 20 ms", f"{processor:.0f} ms of processor time", processor <= 20
    if "first_views" in parts:
        size = summary(parts["first_views"]["wire"])
        yield ("Bytes of a filter click, on the wire, both ways, of views not seen before", "under 20 kB",
               f"{size['median'] / 1000:.1f} kB, at most {size['most'] / 1000:.1f}", size["most"] < 20_000)  # fmt: skip


def _ratio(goal: str, limit: float, ours: float, other: float) -> tuple[str, str, str, bool]:
    return goal, f"at most {limit:g}", f"{ours / other:.2f} ({ours:,.0f} to {other:,.0f} ms)", ours <= limit * other


def _sections(parts: Parts) -> Iterator[str]:
    for part, title, what in (
        ("clicks", "Filter click, the review's data (36 factors, 12 places)", "clicks"),
        ("wide", "Filter click, 36 factors, 200 places, 10,000 records", "clicks"),
    ):
        if part in parts:
            yield from _click_table(title, parts[part], what)
    if "growth" in parts:
        yield from _table("Filter click as records grow, 36 factors, 200 places",
                          {name: one["clicks"] for name, one in parts["growth"].items()})  # fmt: skip
    if "cells" in parts:
        yield from _table("Opening a cell's evidence, the pointer 0.1 s on the cell before the click", parts["cells"])
    if "visits" in parts:
        yield from _visit_table(parts["visits"])
    if "switches" in parts:
        to = {OURS.name: ("to the overview", "to the heatmap"), EMPTY.name: ("to the second page", "back")}
        yield from _table("Page switch", {
            f"{name}, {to[name][place]}": times
            for name, ways in parts["switches"].items() for place, times in enumerate(ways)
        })  # fmt: skip
    if "first_views" in parts:
        yield from _table("Server's processor time of a filter click, protocol level", {
            "a view that nobody has asked for before": parts["first_views"]["first"],
            "the same view for the next reader": parts["first_views"]["again"],
        })  # fmt: skip
        plain, wire = (median(parts["first_views"][kind]) / 1000 for kind in ("plain", "wire"))
        yield from (f"A click brings {plain:.1f} kB, on the wire {wire:.1f} kB: websocket messages are compressed.", "")
    if "crowd" in parts:
        yield from _crowd_table(parts)


def _click_table(title: str, found: Mapping[str, Any], what: str) -> Iterator[str]:
    empty = median(found[EMPTY.name][what])
    yield from (f"## {title}", "")
    yield "| side | median | p95 | to the empty app | first round | server's processor | kB, plain | memory, MB |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for name, one in found.items():
        numbers = summary(one[what])
        yield (
            f"| {name} | {numbers['median']:,.0f} | {numbers['p95']:,.0f} | {numbers['median'] / empty:.2f} "
            f"| {median(one['cold']):,.0f} | {median(one['processor']):,.0f} | {median(one['bytes']) / 1000:,.1f} "
            f"| {one['memory'] / 2**20:,.0f} |"
        )
    yield from ("", f"{int(summary(found[OURS.name][what])['count'])} clicks a side.", "")


def _visit_table(found: Mapping[str, Any]) -> Iterator[str]:
    yield from (
        "## First visit, empty cache, until the heatmap is painted",
        "",
        "| side | median | p95 | MB received |",
    )
    yield "| --- | --- | --- | --- |"
    for name, one in found.items():
        numbers = summary(one["visits"])
        yield f"| {name} | {numbers['median']:,.0f} | {numbers['p95']:,.0f} | {median(one['bytes']) / 1e6:.1f} |"
    yield ""


def _table(title: str, found: Mapping[str, Sequence[float]]) -> Iterator[str]:
    yield from (f"## {title}", "", "| | median | p95 | count |", "| --- | --- | --- | --- |")
    for name, times in found.items():
        numbers = summary(times)
        yield f"| {name} | {numbers['median']:,.0f} | {numbers['p95']:,.0f} | {len(times)} |"
    yield ""


def _crowd_table(parts: Parts) -> Iterator[str]:
    yield from (
        "## Many at once",
        "",
        "Clients that speak Streamlit's protocol, 2 to 6 seconds between the clicks of each.",
        "",
    )
    yield "| | clicks answered | p50 | p95 | p99 | errors | kB a click, median |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for name, one in parts["crowd"].items():
        if not one["milliseconds"]:
            yield f"| {name} | 0 | no answer | | | {sum(one['errors'].values())} | |"
            continue
        numbers = summary(one["milliseconds"])
        yield (
            f"| {name} | {len(one['milliseconds'])} | {numbers['median']:,.0f} | {numbers['p95']:,.0f} "
            f"| {numbers['p99']:,.0f} | {sum(one['errors'].values())} | {median(one['bytes']) / 1000:.1f} |"
        )
    if "memory" in parts:
        memory = parts["memory"]
        yield ""
        yield (
            f"Memory: {memory['before']:,.0f} MB before, {memory['with']:,.0f} MB with {memory['sessions']:.0f} more "
            f"sessions, {memory['each']:.2f} MB for each."
        )
    yield ""
