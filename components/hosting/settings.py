"""What the deployment sets: environment variables, each optional, refused loudly where they make no sense."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

ANCESTORS: Final = "POLICY_FRAME_ANCESTORS"
METRICS_PORT: Final = "POLICY_METRICS_PORT"
STOP_SECONDS: Final = "POLICY_STOP_SECONDS"
ADDRESS: Final = "POLICY_ADDRESS"

_LABEL: Final = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ANCESTOR: Final = re.compile(
    rf"'self'|https://(?:\*\.)?{_LABEL}(?:\.{_LABEL})*(?::\d{{1,5}})?|http://localhost(?::\d{{1,5}})?"
)
_ORIGIN: Final = re.compile(rf"https?://{_LABEL}(?:\.{_LABEL})*(?::\d{{1,5}})?")
_LONGEST_STOP: Final = 600.0


class SettingsError(Exception):
    """A variable of the environment that makes no sense; said so that it can be mended."""


@dataclass(frozen=True)
class Settings:
    """What the environment sets.

    Attributes
    ----------
    ancestors : str
        The sources of the directive ``frame-ancestors``: who may embed the pages.
    address : str
        Scheme and host at which readers have the dashboard, and the API's permalinks lead; empty where nobody says.
    metrics_port : int or None
        The port on the loopback address at which metrics are told; None for nowhere.
    stop_seconds : float
        How long the server still serves after it was asked to stop, while it says that it isn't ready.
    """

    ancestors: str = "'none'"
    metrics_port: int | None = None
    stop_seconds: float = 2.0
    address: str = ""


def settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of an environment, the process's own by default.

    Raises
    ------
    SettingsError
        Where a variable holds what it can't.
    """
    given = os.environ if environment is None else environment
    ancestors = given.get(ANCESTORS, "").strip()
    port = given.get(METRICS_PORT, "").strip()
    seconds = given.get(STOP_SECONDS, "").strip()
    return Settings(
        _ancestors(ancestors) if ancestors else Settings.ancestors,
        _port(port) if port else Settings.metrics_port,
        _seconds(seconds) if seconds else Settings.stop_seconds,
        _address(given.get(ADDRESS, "").strip()),
    )


def _address(text: str) -> str:
    if text and not _ORIGIN.fullmatch(text):
        raise SettingsError(f"{ADDRESS} can't be read. Expected an origin such as https://dashboard.example.org.")
    return text


def _ancestors(text: str) -> str:
    sources = text.split()
    if sources != ["'none'"] and not all(_ANCESTOR.fullmatch(source) for source in sources):
        raise SettingsError(
            f"{ANCESTORS} can't be read. Expected 'none', or 'self' and origins such as https://portal.example.org, "
            "apart by spaces."
        )
    return " ".join(sources)


def _port(text: str) -> int:
    if not re.fullmatch(r"\d{1,5}", text) or not 1 <= int(text) <= 65535:
        raise SettingsError(f"{METRICS_PORT} can't be read. Expected a port from 1 to 65535.")
    return int(text)


def _seconds(text: str) -> float:
    if not re.fullmatch(r"\d{1,3}(\.\d{1,3})?", text) or float(text) > _LONGEST_STOP:
        raise SettingsError(f"{STOP_SECONDS} can't be read. Expected seconds from 0 to {_LONGEST_STOP:g}.")
    return float(text)
