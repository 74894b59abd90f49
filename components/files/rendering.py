"""Pictures out of specifications, rendered one at a time in a process of their own."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final, Literal

from components.files.fonts import FONTS

_PROJECT: Final = Path(__file__).resolve().parents[2]
LIMIT: Final = 120.0
"""Seconds after which a picture is given up."""

Task = Literal["svg", "png", "pdf", "bundle"]


class RenderError(RuntimeError):
    """A picture that could not be rendered: what was tried, and what the renderer said."""


class Renderer:
    """The process that renders, started at the first request and again after it has ended.

    One request is rendered at a time, whoever asks: two at once would take
    twice the memory and hardly less time.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def render(self, do: Task, text: str, scale: float = 1.0) -> bytes:
        """Return a specification as an SVG, the parts of a page as a PNG, an SVG as a PDF, or a bundled script.

        Raises
        ------
        RenderError
            Where the renderer says so, ends, or takes longer than :data:`LIMIT`.
        """
        payload = text.encode()
        asked = json.dumps({"do": do, "size": len(payload), "scale": scale}).encode()
        with self._turn:
            process = self._running()
            watch = threading.Timer(LIMIT, process.kill)
            watch.start()
            try:
                return _answer(process, asked + b"\n" + payload)
            except (OSError, EOFError) as error:
                process.kill()
                told = f"The picture ({do}, {len(payload):,} bytes) could not be rendered: the renderer ended."
                raise RenderError(f"{told} Try again, or with fewer places and factors.") from error
            finally:
                watch.cancel()

    def warm(self) -> None:
        """Start the process where none is running, so that what it needs is loaded by the first request."""
        if self._turn.acquire(blocking=False):  # else it renders already
            try:
                self._running()
            finally:
                self._turn.release()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            # Our own interpreter and module, and a folder of ours: nothing of a reader's.
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "components.files.render_process", str(FONTS)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=_PROJECT,
            )
        return self._process


def _answer(process: subprocess.Popen[bytes], request: bytes) -> bytes:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    process.stdin.write(request)
    process.stdin.flush()
    line = process.stdout.readline()
    if not line:
        raise EOFError
    head = json.loads(line)
    made = process.stdout.read(head["size"])
    if head["error"]:
        raise RenderError(f"The picture could not be rendered: {head['error']}")
    if len(made) < head["size"]:
        raise EOFError
    return made


RENDERER: Final = Renderer()
