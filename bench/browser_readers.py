"""Readers in real browsers: they choose levels, look for as long as readers look, and see the picture painted."""

import asyncio
import random
import time
from typing import Final

from playwright.async_api import Browser, Page

from bench import load
from bench.expected import ALL, Truth
from bench.measure import DETECTOR, PATIENCE, _js
from bench.sides import OURS, steps

ARGUMENTS: Final = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-extensions", "--mute-audio",
)  # fmt: skip
LOOKING: Final = (5.0, 10.0)
"""The least and the most seconds that a reader looks at a picture before the next click."""
ARRIVING: Final = 2.0
"""Seconds between two browsers that come: a first visit asks for some 80 files, and nginx limits an address."""


async def look(browser: Browser, url: str, said: Truth, number: int, until: float, found: load.Crowd) -> None:
    """Click filters until the time is up; a page that shows something else is an error, and ends this reader."""
    draw = random.Random(number)
    await asyncio.sleep(number * ARRIVING)
    # What moves is painted many times a second, in software here; a reader may ask for less.
    context = await browser.new_context(
        viewport={"width": 1440, "height": 900}, locale="en-GB", reduced_motion="reduce", ignore_https_errors=True
    )
    context.set_default_timeout(PATIENCE)
    await context.add_init_script(DETECTOR)
    page = await context.new_page()
    try:
        await page.goto(f"{url}{OURS.path}")
        await page.locator(str(OURS.eye["chart"])).locator("td.held").first.wait_for()
        while time.monotonic() < until:
            for level, label, counts in steps(said):
                await asyncio.sleep(draw.uniform(*LOOKING))
                if time.monotonic() >= until:
                    break
                await _prepare(page, level, label)
                target, expected = OURS.target(level, label), _js(OURS.expected(counts))
                script = f"bench.act({_js(OURS.eye)}, () => {target}, {expected}, {PATIENCE})"
                found.seconds.setdefault("filter, in a browser", []).append(await page.evaluate(script) / 1000)
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
