"""A hundred readers and ten browsers for a while: ``python -m tests.bench.soak [--url ADDRESS] [--seconds 600]``."""

import argparse
import asyncio
import datetime
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import psutil
from playwright.async_api import Browser, Page, async_playwright

from tests.bench import load
from tests.bench.expected import ALL, Truth, truth
from tests.bench.figures import machine, summary
from tests.bench.measure import DETECTOR, PATIENCE, _js
from tests.bench.servers import PROJECT, browser_path
from tests.bench.sides import OURS, steps

REVIEW: Final = PROJECT / "data" / "psw"
ARGUMENTS: Final = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LEAVING: Final = 75
"""Seconds after which the server has forgotten those who left: its setting, and a little more."""


class Memory:
    """The memory of the servers, where they run on this machine; without processes nothing is said of it."""

    def __init__(self, pids: Sequence[int]) -> None:
        self.pids = pids

    def megabytes(self) -> float | None:
        """Return the servers' own memory together."""
        if not self.pids:
            return None
        every = [
            one for pid in self.pids for one in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True))
        ]
        return sum(one.memory_full_info().uss for one in every) / 2**20


@contextmanager
def served(url: str | None, pids: Sequence[int]) -> Iterator[tuple[str, Memory]]:
    """Return the address under load: a given one, or that of a server started for it."""
    with ExitStack() as stack:
        if url is None:
            server = OURS.started(REVIEW)
            stack.callback(server.stop)
            url, pids = server.address, [server.process.pid]
        yield url.rstrip("/"), Memory(pids)


async def _browser_reader(browser: Browser, url: str, said: Truth, until: float, found: load.Crowd) -> None:
    """Click filters in a real browser until the time is up; a page that shows something else is an error."""
    context = await browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    await context.add_init_script(DETECTOR)
    page = await context.new_page()
    try:
        await page.goto(f"{url}{OURS.path}")
        await page.locator(str(OURS.eye["chart"])).locator("td.held").first.wait_for()
        while time.monotonic() < until:
            for level, label, counts in steps(said):
                if time.monotonic() >= until:
                    break
                await asyncio.sleep(3)
                await _prepare(page, level, label)
                target, expected = OURS.target(level, label), _js(OURS.expected(counts))
                script = f"bench.act({_js(OURS.eye)}, () => {target}, {expected}, {PATIENCE})"
                found.seconds.setdefault("in a browser", []).append(await page.evaluate(script) / 1000)
    except Exception as error:  # noqa: BLE001 - whatever ends a reader is what the soak looks for
        found.errors[f"browser: {error}"[:200]] += 1
    finally:
        await context.close()


async def _prepare(page: Page, level: str, label: str) -> None:
    if level == ALL:
        await page.keyboard.press("Escape")
        await page.keyboard.press("Escape")
        return
    box = page.get_by_role("combobox", name="Levels", exact=True)
    if not await box.count():
        await page.locator(".st-key-filters").get_by_role("button", name="Levels and factors").click()
    await box.click()
    await page.get_by_role("option", name=label, exact=True).wait_for()


async def soak(
    url: str, memory: Memory, seconds: float, readers: int, browsers: int
) -> tuple[load.Crowd, dict[str, float], str]:
    """Return what became of the clicks, the memory over time in megabytes, and the browser's version."""
    said = truth(REVIEW)
    held: dict[str, float] = {}

    def weigh(moment: str) -> None:
        if (now := memory.megabytes()) is not None:
            held[moment] = now

    weigh("before")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        in_browsers = load.Crowd()
        arriving = readers * load.ARRIVING
        until = time.monotonic() + arriving + seconds
        crowd = asyncio.create_task(load.crowd(url, readers, seconds, load.mixed_click(said), "factors"))
        looking = [
            asyncio.create_task(_browser_reader(browser, url, said, until, in_browsers)) for _ in range(browsers)
        ]
        await asyncio.sleep(arriving + min(10, seconds / 3))
        weigh("all there")
        await asyncio.sleep(max(0.0, until - time.monotonic() - 3))
        weigh("at the end")
        found = await crowd
        await asyncio.gather(*looking)
        version = browser.version
        await browser.close()
    found.seconds |= in_browsers.seconds
    found.errors.update(in_browsers.errors)
    if seconds >= LEAVING and held:
        await asyncio.sleep(LEAVING)
        weigh("after they left")
    return found, held, version


def words(found: load.Crowd, held: dict[str, float], what: dict[str, float], lines: Sequence[str], taken: str) -> str:
    """Return the report in Markdown."""
    every = found.all_seconds()
    errors = sum(found.errors.values()) + found.unanswered
    text = [
        "# A crowd for a while",
        "",
        f"Written by `make soak` on {taken}: {what['readers']:.0f} clients that speak Streamlit's protocol and "
        f"{what['browsers']:.0f} real browsers, {what['seconds']:.0f} seconds, 2 to 6 seconds between "
        "the clicks of each: filters, cells, pages, searches.",
        "Each answer is checked against the dataset's files. In a browser the time is until the picture is painted.",
        "",
        *(f"- {line}" for line in lines),
        "",
        "| clicks | answered | p50, ms | p95 | p99 | most |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, times in [("all", every), *sorted(found.seconds.items())]:
        if times:
            one = summary([1000 * time for time in times])
            numbers = (f"{one[which]:,.0f}" for which in ("median", "p95", "p99", "most"))
            text.append(f"| {name} | {len(times):,} | {' | '.join(numbers)} |")
    text += ["", f"Errors: {errors}, of {len(every) + errors:,} clicks."]
    text += [f"- {count} x {error}" for error, count in found.errors.items()]
    if held:
        each = (held["at the end"] - held["before"]) / (what["readers"] + what["browsers"])
        text += ["", "Memory of the server, MB: " + ", ".join(f"{moment} {size:,.0f}" for moment, size in held.items())
                 + f"; {each:.2f} for each session, what all share included."]  # fmt: skip
    return "\n".join(text) + "\n"


def main() -> None:
    """Soak, report, and fail where a click failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.soak", description=__doc__)
    parser.add_argument(
        "--url", help="where the dashboard is served with the review's data; without it, one is started"
    )
    parser.add_argument("--pid", type=int, nargs="*", default=[], help="the servers' processes, to weigh them")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--readers", type=int, default=100)
    parser.add_argument("--browsers", type=int, default=10)
    parser.add_argument("--report", type=Path, help="where to write the report; it is printed in any case")
    given = parser.parse_args()
    os.chdir(PROJECT)
    with served(given.url, given.pid) as (url, memory):
        found, held, version = asyncio.run(soak(url, memory, given.seconds, given.readers, given.browsers))
    what = {"readers": given.readers, "browsers": given.browsers, "seconds": given.seconds}
    report = words(found, held, what, machine(version), f"{datetime.date.today():%-d %B %Y}")
    if given.report:
        given.report.parent.mkdir(parents=True, exist_ok=True)
        given.report.write_text(report, encoding="utf-8")
    print(report)
    if found.errors or found.unanswered:
        sys.exit("some clicks failed: see the report")


if __name__ == "__main__":
    main()
