"""The dashboard as it is deployed: replicas behind the nginx file of deploy/, weighed and counted from outside."""

import re
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from bench.servers import Server, free_ports, start
from bench.sides import OURS
from tests.behind_nginx import NGINX, Proxy, fronted


@dataclass(frozen=True)
class Deployment:
    """What is under load: its address, the processes behind it, the replicas' own addresses and ports of metrics.

    Without processes (an address that was given), nothing is said of memory,
    processor and sessions.
    """

    name: str
    address: str
    replicas: Sequence[int] = ()
    proxy: int | None = None
    addresses: Sequence[str] = ()
    metrics: Sequence[int] = ()

    def memory(self) -> float | None:
        """Return the replicas' own memory together, in megabytes."""
        if not self.replicas:
            return None
        return sum(one.memory_full_info().uss for pid in self.replicas for one in family(pid)) / 2**20

    def sessions(self) -> tuple[tuple[int, int], ...]:
        """Return for each replica how many sessions are active, and how many are in memory."""
        return tuple((_told(port, "dashboard_sessions"), _told(port, "dashboard_sessions_in_memory"))
                     for port in self.metrics)  # fmt: skip

    def processor(self) -> dict[str, float]:
        """Return the processor seconds taken so far: by each replica, by nginx."""
        found = {f"replica {number}": spent(pid) for number, pid in enumerate(self.replicas, 1)}
        return found | ({"nginx": spent(self.proxy)} if self.proxy else {})


def family(pid: int) -> list[psutil.Process]:
    """Return a process and all that it started."""
    main = psutil.Process(pid)
    return [main, *main.children(recursive=True)]


def spent(pid: int) -> float:
    """Return the processor seconds of a process and all that it started and that still runs."""
    total = 0.0
    for one in family(pid):
        try:
            total += sum(one.cpu_times()[:2])
        except psutil.NoSuchProcess:
            continue
    return total


def _told(port: int, name: str) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=30) as answer:
        found = re.search(rf"^{name} ([0-9.e+]+)$", answer.read().decode(), re.MULTILINE)
    assert found, name
    return int(float(found[1]))


@contextmanager
def behind_nginx(folder: Path, count: int) -> Iterator[Deployment]:
    """Start replicas on a dataset, and nginx in front of them, as long as the context lasts."""
    if NGINX is None:
        raise RuntimeError("no nginx: install it (apt-get install nginx-light)")
    with ExitStack() as stack:
        servers: list[Server] = []
        port, plain_port, *metrics = free_ports(2 + count)
        for number, told in enumerate(metrics, 1):
            server = start(
                f"replica {number}", OURS.command, folder, OURS.workplace or folder, "/readyz",
                environment={"POLICY_METRICS_PORT": str(told)}, taken={port, plain_port, *metrics},
            )  # fmt: skip
            stack.callback(server.stop)
            servers.append(server)
        proxy = Proxy(port, plain_port, Path(stack.enter_context(TemporaryDirectory(prefix="nginx-"))))
        ports = [int(server.address.rpartition(":")[2]) for server in servers]
        nginx = stack.enter_context(fronted(proxy, ports))
        name = "one replica behind nginx" if count == 1 else f"{count} replicas behind nginx"
        pids, addresses = [one.process.pid for one in servers], [one.address for one in servers]
        yield Deployment(name, proxy.address, pids, nginx.pid, addresses, metrics)
