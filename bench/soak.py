"""A crowd of readers for a while: ``python -m bench.soak [--replicas 1 2 | --url ADDRESS] [--seconds 600]``."""

import argparse
import asyncio
import os
import ssl
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from playwright.async_api import async_playwright

from bench import browser_readers, load
from bench.expected import truth
from bench.hosted import Deployment, behind_nginx
from bench.protocol import Session
from bench.servers import PROJECT, browser_path
from bench.soak_report import report
from bench.soaked import Soaked
from tests.behind_nginx import UNCHECKED

REVIEW: Final = PROJECT / "data" / "psw"
LEAVING: Final = 90
"""Seconds after which the server has ended the sessions of those who left: its setting of a minute, and its looks."""


async def _first_visit(deployment: Deployment) -> None:
    """Open every page once at each replica: what the first reader brings is no session's weight."""
    for address in deployment.addresses:
        async with Session(address) as session:
            for page in ("", "jurisdictions", "factors", "influences", "lessons", "evidence", "method"):
                await session.open(page)


async def soak(deployment: Deployment, seconds: float, readers: int, browsers: int) -> Soaked:
    """Let readers and browsers come, click for a while, and go; return what became of it."""
    said = truth(REVIEW)
    result = Soaked(deployment)
    in_browsers = load.Crowd()
    tls: ssl.SSLContext | None = UNCHECKED if deployment.replicas else None
    await _first_visit(deployment)
    result.weigh("before")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=browser_path(), args=[*browser_readers.ARGUMENTS]
        )  # fmt: skip
        result.browser = browser.version
        arriving = max(readers * load.ARRIVING, browsers * browser_readers.ARRIVING)
        until = time.monotonic() + arriving + seconds
        looking = [
            asyncio.create_task(browser_readers.look(browser, deployment.address, said, number, until, in_browsers))
            for number in range(browsers)
        ]
        # Both have arrived at the same time.
        await asyncio.sleep(arriving - readers * load.ARRIVING)
        crowd = asyncio.create_task(
            load.crowd(deployment.address, readers, seconds, load.mixed_click(said), "factors", tls=tls)
        )
        await asyncio.sleep(readers * load.ARRIVING + min(10, seconds / 3))
        result.weigh("all there")
        with result.counting():
            await asyncio.sleep(max(0.0, until - time.monotonic() - 3))
        result.weigh("at the end")
        result.found = await crowd
        await asyncio.gather(*looking)
        await browser.close()
    result.found.seconds |= in_browsers.seconds
    result.found.errors.update(in_browsers.errors)
    if deployment.replicas:
        await asyncio.sleep(LEAVING)
        result.weigh("after they left")
    return result


def main() -> None:
    """Soak, report, and fail where a click failed."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--replicas", type=int, nargs="+", default=[1, 2], help="how many behind nginx, one run each")
    where.add_argument("--url", help="where the dashboard is served already with the review's data")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--readers", type=int, default=100)
    parser.add_argument("--browsers", type=int, default=10)
    parser.add_argument("--report", type=Path, help="where to write the report; it is printed in any case")
    given = parser.parse_args()
    os.chdir(PROJECT)

    def soaked(deployment: Deployment) -> Soaked:
        return asyncio.run(soak(deployment, given.seconds, given.readers, given.browsers))

    results = []
    if given.url:
        results.append(soaked(Deployment("the address given", given.url.rstrip("/"))))
    else:
        for count in given.replicas:
            with behind_nginx(REVIEW, count) as deployment:
                results.append(soaked(deployment))
    words = report(results, given.readers, given.browsers, given.seconds, datetime.now(UTC).date())
    if given.report:
        given.report.parent.mkdir(parents=True, exist_ok=True)
        given.report.write_text(words, encoding="utf-8")
    print(words)
    if any(one.found.errors or one.found.unanswered for one in results):
        sys.exit("some clicks failed: see the report")


if __name__ == "__main__":
    main()
