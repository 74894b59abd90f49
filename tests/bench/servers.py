"""Servers under measurement: started alone, asked until they answer, their processor time and memory read."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

PROJECT = Path(__file__).resolve().parent.parent.parent


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


def _free_port() -> int:
    first, last = (int(port) for port in os.environ.get("BENCH_PORTS", "8750-8769").split("-"))
    for port in range(first, last + 1):
        with socket.socket() as probe:
            if probe.connect_ex(("localhost", port)) != 0:
                return port
    raise RuntimeError(f"no port from {first} to {last} is free; name others in BENCH_PORTS")


def start(name: str, command: Sequence[str], folder: Path, workplace: Path, probe: str = "/") -> Server:
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
    """
    port = _free_port()
    logs = Path(os.environ.get("BENCH_LOGS", "build/bench"))
    logs = logs if logs.is_absolute() else PROJECT / logs
    logs.mkdir(parents=True, exist_ok=True)
    log = logs / f"{name.replace(' ', '_')}.log"
    environment = {
        **os.environ, "POLICY_DATASET": str(folder), "PORT": str(port), "PYTHONPATH": str(PROJECT),
        "PYTHONDONTWRITEBYTECODE": "",
    }  # fmt: skip
    with log.open("wb") as output:
        process = subprocess.Popen(
            [part.format(port=port) for part in command], cwd=workplace, env=environment,
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
