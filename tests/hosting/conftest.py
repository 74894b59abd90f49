"""A real server, started as README says, on a port of its own."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPMessage
from pathlib import Path

import pytest

from tests.conftest import DATASETS, PROJECT

PATIENCE = 60


def free_port() -> int:
    """Return a port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers, body."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def json(self) -> dict:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Server:
    """A server that was started: where it answers, its process, its log."""

    address: str
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def ask(self, path: str, method: str = "GET", address: str | None = None, **headers: str) -> Answer:
        """Ask for a path; headers are named with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request((address or self.address) + path, method=method, headers=named)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as response:
                return Answer(response.status, response.headers, response.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())

    def wait_for(self, path: str, *statuses: int) -> Answer:
        """Ask for a path until it answers with one of the statuses."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            try:
                answer = self.ask(path)
            except OSError:
                answer = None
            if answer is not None and answer.status in statuses:
                return answer
            time.sleep(0.05)
        raise AssertionError(f"{path} never answered {statuses}:\n{self.log.read_text(encoding='utf-8')}")

    def lines(self) -> list[dict]:
        """Return the events of the log, from the start of the app on: every line must be JSON."""
        written = self.log.read_text(encoding="utf-8")
        lines = written[: written.rfind("\n") + 1].splitlines()
        first = next(n for n, line in enumerate(lines) if '"starting"' in line)
        return [json.loads(line) for line in lines[first:]]

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=PATIENCE)


Serve = Callable[..., Server]


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Return a function that starts a server on a dataset folder, with variables of the environment and options."""
    with ExitStack() as running:

        def start(
            folder: Path,
            *options: str,
            environment: Mapping[str, str] | None = None,
            base: str = "",
            wait: bool = True,
            project: Path = PROJECT,
        ) -> Server:
            port = free_port()
            log = tmp_path_factory.mktemp("hosting") / "log.txt"
            command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port), *options]
            given = {
                **os.environ, "POLICY_DATASET": str(folder), "POLICY_STOP_SECONDS": "0", **(environment or {}),
            }  # fmt: skip
            with log.open("wb") as output:
                process = subprocess.Popen(command, cwd=project, stdout=output, stderr=subprocess.STDOUT, env=given)
            server = Server(f"http://127.0.0.1:{port}{base}", port, process, log)
            running.callback(server.stop)
            if wait:
                server.wait_for("/readyz", 200)
            return server

        yield start


@pytest.fixture(scope="session")
def metrics_port() -> int:
    return free_port()


@pytest.fixture(scope="session")
def server(serve: Serve, metrics_port: int) -> Server:
    """Return the server on the worked example that most tests share."""
    return serve(DATASETS / "tiny", environment={"POLICY_METRICS_PORT": str(metrics_port)})


@pytest.fixture(scope="session")
def review(serve: Serve) -> Server:
    """Return a server on the review's dataset, beneath a path."""
    return serve(PROJECT / "data" / "psw", "--server.baseUrlPath", "policy", base="/policy")
