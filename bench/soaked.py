"""What a deployment went through in the soak, and who took the processor's time meanwhile."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psutil

from bench import load
from bench.hosted import Deployment, spent


@dataclass
class Soaked:
    """What one deployment went through.

    Attributes
    ----------
    deployment : Deployment
    found : load.Crowd
        The clicks.
    memory : dict
        Megabytes of all replicas together, by moment.
    sessions : dict
        For each replica the active sessions and those in memory, by moment.
    seconds : float
        How long the processor's time was counted.
    processor : dict
        Processor seconds within that time, by who took them.
    browser : str
        The version of the browser.
    """

    deployment: Deployment
    found: load.Crowd = field(default_factory=load.Crowd)
    memory: dict[str, float] = field(default_factory=dict)
    sessions: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    seconds: float = 0.0
    processor: dict[str, float] = field(default_factory=dict)
    browser: str = ""

    def weigh(self, moment: str) -> None:
        """Note memory and sessions."""
        if (now := self.deployment.memory()) is not None:
            self.memory[moment] = now
            self.sessions[moment] = self.deployment.sessions()

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Count the processor's time of everybody as long as the context lasts."""
        since, before, machine = time.monotonic(), self._taken(), _busy()
        yield
        self.seconds = time.monotonic() - since
        self.processor = {who: now - before[who] for who, now in self._taken().items()}
        self.processor["others on this machine"] = max(0.0, _busy() - machine - sum(self.processor.values()))

    def _taken(self) -> dict[str, float]:
        ours = self.deployment.processor()
        own = sum(psutil.Process().cpu_times()[:2])
        everybody = spent(os.getpid()) - own
        return {**ours, "browsers": everybody - sum(ours.values()), "clients": own}


def _busy() -> float:
    taken = psutil.cpu_times()
    return float(sum(taken) - taken.idle - taken.iowait - getattr(taken, "guest", 0) - getattr(taken, "steal", 0))
