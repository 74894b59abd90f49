"""Servers under measurement: started alone, asked until they answer, their processor time and memory read."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

PROJECT = Path(__file__).resolve().parent.parent


@dataclass
class Server:
    """A running server: its address, its process, the file that holds what it said."""

    name: str
    address: str
    process: subprocess.Popen[bytes]
    log: Path

    def _processes(self) -> list[psutil.Process]:
        main = psutil.Process(self.process.pid)
        return [main, *main.children(recursive=True)]

    def processor_seconds(self) -> float:
        """Return the processor time that the server has taken so far, in seconds."""
        return sum(sum(one.cpu_times()[:2]) for one in self._processes())

    def memory(self) -> int:
        """Return the memory that is the server's own, in bytes."""
        return sum(one.memory_full_info().uss for one in self._processes())

    def stop(self) -> None:
        """End the server, and those that it started."""
        for one in reversed(self._processes()):
            one.terminate()
        self.process.wait(timeout=20)


def dashboard_python() -> str:
    """Return the interpreter that the dashboard runs on: that of its own environment."""
    named = os.environ.get("DASHBOARD_PYTHON")
    own = PROJECT / ".venv" / "bin" / "python"
    return named or (str(own) if own.exists() else sys.executable)


def free_ports(count: int, taken: Container[int] = ()) -> list[int]:
    """Return ports that nobody listens on, and that are not taken by others who will listen soon."""
    first, last = (int(port) for port in os.environ.get("BENCH_PORTS", "8750-8769").split("-"))
    found = []
    for port in range(first, last + 1):
        with socket.socket() as probe:
            if port not in taken and probe.connect_ex(("localhost", port)) != 0:
                found.append(port)
        if len(found) == count:
            return found
    raise RuntimeError(
        f"of the ports from {first} to {last}, {len(found)} are free, not {count}; name others in BENCH_PORTS"
    )


def start(
    name: str,
    command: Sequence[str],
    folder: Path,
    workplace: Path,
    probe: str = "/",
    environment: Mapping[str, str] | None = None,
    taken: Container[int] = (),
) -> Server:
    """Start a server and wait until it answers.

    Parameters
    ----------
    name : str
    command : sequence of str
        ``{port}`` stands for the port.
    folder : Path
        The dataset.
    workplace : Path
        Where the server is started: the dashboard finds its settings there, a peer must not find them.
    probe : str
        The path that answers once the server is ready.
    environment : mapping, optional
        Variables of this server alone.
    taken : container of int
        Ports that are meant for others.
    """
    (port,) = free_ports(1, taken)
    logs = Path(os.environ.get("BENCH_LOGS", "build/bench"))
    logs = logs if logs.is_absolute() else PROJECT / logs
    logs.mkdir(parents=True, exist_ok=True)
    log = logs / f"{name.replace(' ', '_')}.log"
    variables = {
        **os.environ, "POLICY_DATASET": str(folder), "PORT": str(port), "PYTHONPATH": str(PROJECT),
        "PYTHONDONTWRITEBYTECODE": "", **(environment or {}),
    }  # fmt: skip
    with log.open("wb") as output:
        process = subprocess.Popen(
            [part.format(port=port) for part in command], cwd=workplace, env=variables,
            stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
    server = Server(name, f"http://localhost:{port}", process, log)
    until = time.monotonic() + 90
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(server.address + probe, timeout=5).read()
        except OSError:
            time.sleep(0.1)
        else:
            return server
    process.kill()
    raise RuntimeError(f"{name} did not start:\n{log.read_text(encoding='utf-8')}")


def browser_path() -> str | None:
    """Return the Chromium to use; None leaves the choice to Playwright."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, filter(None, names))), None)
