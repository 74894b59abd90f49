"""What the soak found, in words: all deployments side by side, then each by itself."""

import os
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from bench.browser_readers import LOOKING
from bench.figures import machine, summary
from bench.load import THINKING
from bench.soaked import Soaked

PACKAGES: Final = ("streamlit", "altair", "pandas", "websockets", "playwright")
SATURATED: Final = 0.9
"""The share of all cores from which on the machine, and not the dashboard, is what was measured."""

LAST: Final = 1
"""A replica's sessions that may stay: Streamlit's loop goes on holding the one that it looked at last."""


def report(results: Sequence[Soaked], readers: int, browsers: int, seconds: float, taken: date) -> str:
    """Return the report in Markdown."""
    lines = [
        "# A crowd for a while",
        "",
        f"Written by `make soak` on {taken:%-d %B %Y}: {readers} clients that speak Streamlit's protocol, "
        f"{THINKING[0]:g} to {THINKING[1]:g} seconds between the clicks of each (filters, "
        f"cells, other pages, searches), and {browsers} real browsers, {LOOKING[0]:g} to {LOOKING[1]:g} seconds "
        f"between theirs (filters), {seconds:,.0f} seconds once all were there.",
        "Each answer is checked against the dataset's files. For a client the time is until the last message of the "
        "answer, in a browser until the picture is painted.",
        "",
        *(f"- {line}" for line in machine(results[0].browser, PACKAGES)),
        "",
        *_side_by_side(results, readers + browsers),
    ]
    for one in results:
        lines += ["", f"## {one.deployment.name.capitalize()}", "", *_section(one)]
    return "\n".join(lines) + "\n"


def errors(one: Soaked) -> int:
    """Return how many clicks and arrivals failed or were never answered."""
    return sum(one.found.errors.values()) + one.found.unanswered


def _side_by_side(results: Sequence[Soaked], sessions: int) -> Iterator[str]:
    columns = [
        "clicks", "errors", "p50, ms", "p95", "p99", "replicas, cores", "browsers, cores", "MB at the end",
        "MB after they left", "MB a session",
    ]  # fmt: skip
    yield f"| | {' | '.join(columns)} |"
    yield f"| --- |{' --- |' * len(columns)}"
    for one in results:
        times = one.found.all_seconds()
        numbers = summary([1000 * time for time in times]) if times else {}
        cells = [f"{len(times):,}", f"{errors(one):,}"]
        cells += [f"{numbers[which]:,.0f}" if numbers else "" for which in ("median", "p95", "p99")]
        replicas = sum(value for who, value in one.processor.items() if who.startswith("replica"))
        cells += [_cores(one, replicas) if one.memory else "", _cores(one, one.processor.get("browsers", 0.0))]
        cells += [
            f"{one.memory[moment]:,.0f}" if moment in one.memory else "" for moment in ("at the end", "after they left")
        ]
        cells.append(f"{_each(one, sessions):.2f}" if one.memory else "")
        yield f"| {one.deployment.name} | {' | '.join(cells)} |"
    yield ""
    yield (
        "MB is the memory that is the replicas' own, all together; a session's is what all grew by from before the "
        "crowd, when each page had been seen once, divided by the sessions: answers kept for all readers are within."
    )


def _each(one: Soaked, sessions: int) -> float:
    return (one.memory["at the end"] - one.memory["before"]) / sessions


def _cores(one: Soaked, spent: float) -> str:
    return f"{spent / one.seconds:.2f}" if one.seconds else ""


def _section(one: Soaked) -> Iterator[str]:
    yield "| clicks | answered | p50, ms | p95 | p99 | most |"
    yield "| --- | --- | --- | --- | --- | --- |"
    every = one.found.all_seconds()
    for name, times in [("all", every), *sorted(one.found.seconds.items())]:
        if times:
            of = summary([1000 * time for time in times])
            numbers = (f"{of[which]:,.0f}" for which in ("median", "p95", "p99", "most"))
            yield f"| {name} | {len(times):,} | {' | '.join(numbers)} |"
    yield ""
    yield f"Errors: {errors(one):,}, of {len(every) + errors(one):,} clicks."
    yield from (f"- {count} x {error}" for error, count in one.found.errors.items())
    yield ""
    yield from _processor(one)
    if one.memory:
        yield from ("", "| moment | MB, all replicas | sessions: active, of those in memory |", "| --- | --- | --- |")
        for moment, size in one.memory.items():
            counted = "; ".join(f"{active} of {held}" for active, held in one.sessions[moment])
            yield f"| {moment} | {size:,.0f} | {counted} |"
        yield ""
        yield _released(one)


def _processor(one: Soaked) -> Iterator[str]:
    cores = os.cpu_count() or 1
    busy = sum(one.processor.values()) / one.seconds if one.seconds else 0.0
    shares = ", ".join(f"{who} {_cores(one, spent)}" for who, spent in one.processor.items())
    yield f"Cores in use, over {one.seconds:,.0f} seconds: {shares}; together {busy:.2f} of {cores}."
    if busy >= SATURATED * cores:
        yield (
            "The machine had nothing to spare: the times above are as much those of all who shared it as the "
            "dashboard's."
        )


def _released(one: Soaked) -> str:
    held = [held for _, held in one.sessions["after they left"]]
    if max(held) > LAST:
        return f"NOT RELEASED: {sum(held)} sessions were still in memory after all had left."
    return (
        "The sessions were released after their readers had left; Streamlit's own loop holds on to the last one of a "
        "replica until the next reader comes. What memory stays is that of answers and modules, kept for the next."
    )
