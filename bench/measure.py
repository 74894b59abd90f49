"""What a reader waits for, measured in a real browser, the sides in turn."""

import base64
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, Page

from bench.expected import ALL, Truth
from bench.servers import Server
from bench.sides import OURS, Side, steps

DETECTOR: Final = (Path(__file__).parent / "detector.js").read_text(encoding="utf-8")
PATIENCE: Final = 60_000
SETTLE: Final = 0.4
"""Seconds after which what a click set going has ended."""


class WrongError(RuntimeError):
    """A page did not show what it should."""


def _js(value: object) -> str:
    return json.dumps(value)


def context(browser: Browser) -> BrowserContext:
    """Return a browser of its own, with an empty cache."""
    made = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    made.set_default_timeout(PATIENCE)
    made.add_init_script(DETECTOR)
    return made


def measured(page: Page, side: Side, script: str) -> float:
    """Return the milliseconds that a script of the detector says, or fail loudly with what was seen."""
    try:
        return float(page.evaluate(script))
    except Exception as error:
        shot = Path("build/bench") / f"{side.name.replace(' ', '_')}.png"
        page.screenshot(path=shot)
        raise WrongError(f"{side.name}: {error}; see {shot}") from error


@dataclass
class Wire:
    """Counts the bytes of a page, websocket frames included, as they are before compression of frames."""

    received: float = 0
    sent: float = 0

    def watch(self, page: Page) -> None:
        """Count from now on."""
        client = page.context.new_cdp_session(page)
        client.send("Network.enable")
        client.on("Network.loadingFinished", lambda event: self._add(event["encodedDataLength"]))
        client.on("Network.webSocketFrameReceived", lambda event: self._add(_size(event["response"])))
        client.on("Network.webSocketFrameSent", self._sent)
        client.on("Network.requestWillBeSent", lambda event: self._posted(event["request"]))

    def _add(self, size: float) -> None:
        self.received += size

    def _sent(self, event: dict[str, Any]) -> None:
        self.sent += _size(event["response"])

    def _posted(self, request: dict[str, Any]) -> None:
        self.sent += len(request.get("postData", ""))


def _size(frame: dict[str, Any]) -> int:
    data = frame["payloadData"]
    return len(base64.b64decode(data)) if frame["opcode"] == 2 else len(data.encode())


@dataclass
class Seat:
    """One side with its server, and the page that is open on it."""

    side: Side
    server: Server
    page: Page
    wire: Wire
    clicks: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    bytes: list[float] = field(default_factory=list)


def arrive(page: Page, side: Side, server: Server, truth: Truth, path: str | None = None) -> float:
    """Open the page with the heatmap, and return the milliseconds until it was painted."""
    expected = side.expected(truth.counts[ALL])
    page.add_init_script(f"if (!window.benchPainted) bench.once({_js(side.eye)}, {_js(expected)}, {PATIENCE})")
    page.goto(server.address + (side.path if path is None else path))
    return measured(page, side, "benchPainted")


@contextmanager
def seats(browser: Browser, sides: Sequence[Side], folder: Path, truth: Truth) -> Iterator[list[Seat]]:
    """Start every side on a dataset, with the page with the heatmap open on each."""
    with ExitStack() as stack:
        taken = []
        for side in sides:
            server = side.started(folder)
            stack.callback(server.stop)
            opened = context(browser)
            stack.callback(opened.close)
            page = opened.new_page()
            arrive(page, side, server, truth)
            taken.append(Seat(side, server, page, Wire()))
        yield taken


def clicks(browser: Browser, sides: Sequence[Side], folder: Path, truth: Truth, rounds: int) -> dict[str, object]:
    """Measure filter clicks, side by side: A B C, A B C; the first round warms up and is not counted.

    Bytes are counted in a round of their own, whose times don't count: to be told of each frame takes the browser
    time, and the more the smaller the frames are.

    Returns
    -------
    dict
        For each side: the milliseconds of each click (clicks), the server's
        processor milliseconds a click, one number a round (processor), the
        bytes of a click (bytes), and the milliseconds of the first round (cold).
    """
    with seats(browser, sides, folder, truth) as taken:
        cold = {}
        for number in range(rounds + 1):
            for seat in taken:
                times, processor, _ = _round(seat, truth)
                if not number:
                    cold[seat.side.name] = times
                    continue
                seat.clicks += times
                seat.processor.append(processor)
        for seat in taken:
            seat.wire.watch(seat.page)
            seat.bytes.append(_round(seat, truth)[2])
        return {
            seat.side.name: {
                "clicks": seat.clicks, "processor": seat.processor, "bytes": seat.bytes, "cold": cold[seat.side.name],
                "memory": seat.server.memory(),
            } for seat in taken
        }  # fmt: skip


def _round(seat: Seat, truth: Truth) -> tuple[list[float], float, float]:
    side, page = seat.side, seat.page
    page.bring_to_front()
    before, received = seat.server.processor_seconds(), seat.wire.received + seat.wire.sent
    times = []
    for level, label, counts in steps(truth):
        side.prepare(page, level, label)
        times.append(
            measured(
                page, side, f"bench.act({_js(side.eye)}, () => {side.target(level, label)}, "
                f"{_js(side.expected(counts))}, {PATIENCE})",
            )
        )  # fmt: skip
    time.sleep(SETTLE)
    spent = seat.server.processor_seconds() - before
    return times, 1000 * spent / len(times), (seat.wire.received + seat.wire.sent - received) / len(times)


def visits(browser: Browser, sides: Sequence[Side], folder: Path, truth: Truth, rounds: int) -> dict[str, object]:
    """Measure first visits of a browser with an empty cache; servers are warm: of the first round only bytes count."""
    with ExitStack() as stack:
        servers = {side.name: side.started(folder) for side in sides}
        for server in servers.values():
            stack.callback(server.stop)
        found: dict[str, dict[str, list[float]]] = {side.name: {"visits": [], "bytes": []} for side in sides}
        for number in range(rounds + 1):
            for side in sides:
                opened = context(browser)
                page = opened.new_page()
                wire = Wire()
                if not number:
                    wire.watch(page)
                painted = arrive(page, side, servers[side.name], truth)
                time.sleep(SETTLE)
                opened.close()
                if number:
                    found[side.name]["visits"].append(painted)
                else:
                    found[side.name]["bytes"].append(wire.received)
        return dict(found)


@dataclass(frozen=True)
class Switch:
    """A way from one page to another: the link's JavaScript, what to look at, what must be seen."""

    target: str
    eye: dict[str, object]
    expected: dict[str, object]


def switches(
    browser: Browser, ways: Sequence[tuple[Side, Sequence[Switch]]], folder: Path, truth: Truth, rounds: int
) -> dict[str, object]:
    """Measure page switches, side by side; the first round is not counted."""
    with seats(browser, [side for side, _ in ways], folder, truth) as taken:
        found: dict[str, list[list[float]]] = {side.name: [[] for _ in way] for side, way in ways}
        for number in range(rounds + 1):
            for seat, (side, way) in zip(taken, ways, strict=True):
                seat.page.bring_to_front()
                for place, switch in enumerate(way):
                    painted = measured(
                        seat.page,
                        side,
                        f"bench.act({_js(switch.eye)}, () => {switch.target}, {_js(switch.expected)}, {PATIENCE})",
                    )
                    time.sleep(SETTLE)
                    if number:
                        found[side.name][place].append(painted)
        return dict(found)


@dataclass(frozen=True)
class Opening:
    """How a side opens a cell: where it lies on the screen, what to look at; what closes it again."""

    side: Side
    at: str
    """JavaScript: a function of factor and place to the point to click."""
    eye: dict[str, object]
    cells: bool = False
    """Whether the chart, too, must stand whole."""
    close: str | None = None


def openings(
    browser: Browser, ways: Sequence[Opening], folder: Path, truth: Truth, rounds: int, asked: Sequence[tuple[str, str]]
) -> dict[str, object]:
    """Measure from the click on a cell until its evidence is painted; the first round is not counted."""
    with seats(browser, [way.side for way in ways], folder, truth) as taken:
        found: dict[str, list[float]] = {way.side.name: [] for way in ways}
        for number in range(rounds + 1):
            for seat, way in zip(taken, ways, strict=True):
                seat.page.bring_to_front()
                for factor, place in asked:
                    painted = _opened(seat, way, truth, factor, place)
                    if number:
                        found[way.side.name].append(painted)
        return dict(found)


def _opened(seat: Seat, way: Opening, truth: Truth, factor: str, place: str) -> float:
    page = seat.page
    expected: dict[str, object] = {"caption": truth.behind[factor, place][0]}
    if way.cells:
        expected["cells"] = way.side.expected(truth.counts[ALL])["cells"]
    x, y = page.evaluate(f"({way.at})({_js(factor)}, {_js(place)})")
    page.mouse.move(x, y)
    time.sleep(0.1)
    page.evaluate(f"bench.onClick({_js(way.eye)}, {_js(expected)}, {PATIENCE})")
    page.mouse.click(x, y)
    painted = measured(page, way.side, "benchPainted")
    time.sleep(SETTLE)
    if way.close:
        page.evaluate(f"{way.close}.click()")
        page.locator(str(way.eye["caption"])).wait_for(state="hidden")
        time.sleep(SETTLE)
    page.mouse.move(2, 2)
    return painted


def asked_alone(browser: Browser, folder: Path, truth: Truth) -> dict[str, object]:
    """Count what hovering sends: nothing may travel while the pointer moves over the dashboard's chart."""
    with seats(browser, [OURS], folder, truth) as (seat,):
        seat.wire.watch(seat.page)
        time.sleep(1)
        before = seat.wire.sent
        box = seat.page.locator(str(OURS.eye["chart"])).locator(".across").bounding_box()
        assert box is not None
        seen = 0
        for step in range(40):
            across, down = 0.4 + step / 100, 0.2 + step / 80
            seat.page.mouse.move(box["x"] + box["width"] * across, box["y"] + box["height"] * down)
            seen += seat.page.locator(".clickable > .tip:not([hidden])").count()
        time.sleep(SETTLE)
        return {"sent": seat.wire.sent - before, "tooltips": seen}
