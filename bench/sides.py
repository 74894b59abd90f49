"""The sides of the comparison: how each is started, where its chart and caption stand, how its filter is clicked."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from playwright.sync_api import Page

from bench.expected import ALL, Counts, Truth
from bench.servers import PROJECT, Server, dashboard_python, start

PEERS: Final = PROJECT / "bench" / "peers"
_STREAMLIT: Final = (
    "--server.headless",
    "true",
    "--browser.gatherUsageStats",
    "false",
    "--server.fileWatcherType",
    "none",
)


@dataclass(frozen=True)
class Side:
    """One side.

    Attributes
    ----------
    name : str
        As the report calls it.
    command : tuple of str
    eye : dict
        What the detector looks at: chart, caption, kind, marks, deep.
    target : function of a level and its label to JavaScript
        An expression for the element whose click chooses the level.
    expected : function of counts to what the detector must see
    path : str
        Where the heatmap stands.
    prepare : function of page, level and label
        Opens what must be open before the click; not measured.
    """

    name: str
    command: tuple[str, ...]
    eye: dict[str, object]
    target: Callable[[str, str], str]
    expected: Callable[[Counts], dict[str, object]]
    path: str = "/"
    prepare: Callable[[Page, str, str], None] = field(default=lambda *_: None)
    workplace: Path | None = None
    probe: str = "/"

    def started(self, folder: Path) -> Server:
        """Return the running server of this side."""
        where = self.workplace or Path(mkdtemp(prefix="bench-"))
        return start(self.name, self.command, folder, where, self.probe)


def _radio(level: str, _: str) -> str:
    return f"[...document.querySelectorAll('label')].find((l) => l.textContent.trim() === {json.dumps(level)})"


def _peer(counts: Counts) -> dict[str, object]:
    return {"caption": f"{counts.records} records", "cells": counts.held}


def _streamlit(file: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "streamlit", "run", str(PEERS / file), "--server.port", "{port}", *_STREAMLIT)


def _module(name: str) -> tuple[str, ...]:
    return (sys.executable, "-m", f"bench.peers.{name}")


def _open_levels(page: Page, level: str, label: str) -> None:
    if level == ALL:
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        return
    box = page.get_by_role("combobox", name="Levels", exact=True)
    if not box.count():
        page.locator(".st-key-filters").get_by_role("button", name="Levels and factors").click()
    box.click()
    page.get_by_role("option", name=label, exact=True).wait_for()


def _level_option(level: str, label: str) -> str:
    if level == ALL:
        return "document.querySelector('.st-key-clear_filters button')"
    return f"[...document.querySelectorAll('[role=option]')].find((o) => o.textContent.trim() === {json.dumps(label)})"


def _matrix(counts: Counts) -> dict[str, object]:
    every = counts.rows * counts.columns
    return {"caption": f"{counts.held} of {every} cells hold a record", "cells": every}


PLOTLY: Final = {"chart": "#heatmap", "caption": "#caption", "kind": "plotly"}

OURS: Final = Side(
    "this dashboard",
    (dashboard_python(), "-m", "streamlit", "run", "dashboard.py", "--server.port", "{port}"),
    {"chart": ".st-key-factor_matrix .factor-grid", "caption": ".st-key-factor_matrix .pc.finding", "kind": "marks",
     "marks": "td.cell"},
    _level_option,
    _matrix,
    path="/factors",
    prepare=_open_levels,
    workplace=PROJECT,
    probe="/_stcore/health",
)  # fmt: skip
EMPTY: Final = Side(
    "empty Streamlit app",
    _streamlit("streamlit_empty.py"),
    {"caption": "[data-testid=stCaptionContainer]", "kind": "none"},
    _radio,
    lambda counts: {"caption": f"{counts.records} records"},
    probe="/_stcore/health",
)
PLAIN: Final = Side(
    "Streamlit and Altair, as written",
    _streamlit("streamlit_plain.py"),
    {"chart": "[data-testid=stVegaLiteChart]", "caption": "[data-testid=stCaptionContainer]", "kind": "marks",
     "marks": "svg.marks g.mark-rect.role-mark > path"},
    _radio,
    _peer,
    probe="/_stcore/health",
)  # fmt: skip
DASH: Final = Side("Dash, as written", _module("dash_plain"), PLOTLY, _radio, _peer)
DASH_TUNED: Final = Side("Dash, tuned", _module("dash_tuned"), PLOTLY, _radio, _peer)
SHINY: Final = Side(
    "Shiny for Python, as written",
    (sys.executable, "-m", "shiny", "run", "--port", "{port}", str(PEERS / "shiny_plain.py")),
    {"chart": "#heatmap", "caption": "#said", "kind": "plotly"},
    _radio,
    _peer,
)
PANEL: Final = Side(
    "Panel, as written",
    (
        sys.executable,
        "-m",
        "panel",
        "serve",
        str(PEERS / "panel_plain.py"),
        "--port",
        "{port}",
        "--address",
        "localhost",
    ),
    {"chart": ".bk-Figure", "caption": ".said", "kind": "canvas", "deep": True},
    lambda level, _: (
        "(() => { const roots = [document]; for (const r of roots) for (const e of r.querySelectorAll('*')) "
        "if (e.shadowRoot) roots.push(e.shadowRoot); "
        "for (const r of roots) for (const b of r.querySelectorAll('button')) "
        f"if (b.textContent.trim() === {json.dumps(level)}) return b; }})()"
    ),
    _peer,
    path="/panel_plain",
    probe="/panel_plain",
)
VIZRO: Final = Side(
    "Vizro, as written",
    _module("vizro_plain"),
    {"chart": "#heatmap", "caption": "#heatmap .gtitle", "kind": "plotly"},
    _radio,
    _peer,
)
STATIC: Final = Side(
    "static page, filtered in the browser",
    _module("static_page"),
    {"chart": "#heatmap", "caption": "#caption", "kind": "marks", "marks": "td.cell"},
    lambda level, _: f"document.querySelector('input[value={json.dumps(level)}]')",
    _peer,
)

SIDES: Final = (OURS, EMPTY, PLAIN, STATIC, DASH, DASH_TUNED, SHINY, PANEL, VIZRO)


def steps(truth: Truth) -> list[tuple[str, str, Counts]]:
    """Return one round of clicks: each level, and all again after each."""
    return [
        (state, truth.labels.get(state, ""), truth.counts[state]) for level in truth.labels for state in (level, ALL)
    ]


def level_sides(short: bool) -> tuple[Side, ...]:
    """Return the sides whose filter is clicked: all, or those that the goals name."""
    return (OURS, EMPTY, PLAIN, DASH, DASH_TUNED) if short else SIDES
