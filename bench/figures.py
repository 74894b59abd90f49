"""Medians and the like, as the report gives them."""

import json
import os
import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Final

import psutil

PACKAGES: Final = (
    "streamlit", "altair", "pandas", "dash", "plotly", "shiny", "shinywidgets", "panel", "bokeh", "vizro", "waitress",
    "playwright",
)  # fmt: skip


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of the values lies, by nearest rank."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, max(0, round(share * len(ranked) + 0.5) - 1))]


def summary(values: Sequence[float]) -> dict[str, float]:
    """Return median, p95, p99, least, most and how many."""
    return {
        "median": median(values),
        "p95": quantile(values, 0.95),
        "p99": quantile(values, 0.99),
        "least": min(values),
        "most": max(values),
        "count": len(values),
    }


def machine(browser: str, packages: Sequence[str] = PACKAGES) -> list[str]:
    """Return the machine and the versions in plain lines, without its name."""
    model = next(
        (line.partition(":")[2].strip() for line in _lines(Path("/proc/cpuinfo")) if line.startswith("model name")), "?"
    )
    packages = ", ".join(f"{name} {_version(name)}" for name in packages)
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return [
        f"{os.cpu_count()} cores ({model}), {psutil.virtual_memory().total / 2**30:.0f} GiB of memory, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}; "
        "servers, browser and clients share the cores.",
        f"{packages}; headless Chromium {browser}, 1,440 x 900.",
        f"Load over the last 1, 5 and 15 minutes when the run ended: {load}.",
    ]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


class Results:
    """What has been measured so far, kept in a file so that a run that was broken off goes on."""

    def __init__(self, path: Path, *, resume: bool) -> None:
        self.path = path
        self.parts: dict[str, dict[str, object]] = {}
        if resume and path.exists():
            self.parts = json.loads(path.read_text(encoding="utf-8"))

    def keep(self, part: str, found: dict[str, object]) -> None:
        """Keep what a part found, and write it down."""
        self.parts[part] = found
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(self.parts, indent=1), encoding="utf-8")
