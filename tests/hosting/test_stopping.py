"""SIGTERM: readiness falls while the server still serves, what is being answered is answered, then it stops."""

import signal
import socket
import time
import urllib.error
from pathlib import Path

import pytest
from streamlit.file_util import get_static_dir

from tests.conftest import DATASETS
from tests.hosting.conftest import PATIENCE, Serve


def test_readiness_falls_first(serve: Serve) -> None:
    stopped = serve(DATASETS / "tiny", environment={"POLICY_STOP_SECONDS": "8"})
    asked = time.monotonic()
    stopped.process.send_signal(signal.SIGTERM)
    told = stopped.wait_for("/readyz", 503)
    assert told.json["status"] == "stopping"
    assert stopped.ask("/healthz").status == 200
    assert stopped.ask("/").status == 200
    stopped.process.wait(timeout=PATIENCE)
    assert time.monotonic() - asked >= 8
    assert [line["message"] for line in stopped.lines()][-1] == "stopped"
    with pytest.raises(urllib.error.URLError):
        stopped.ask("/healthz")


def test_by_default_there_is_time_to_notice(serve: Serve) -> None:
    stopped = serve(DATASETS / "tiny", environment={"POLICY_STOP_SECONDS": ""})
    stopped.process.terminate()
    assert stopped.wait_for("/readyz", 503).json["status"] == "stopping"
    assert stopped.process.wait(timeout=PATIENCE) is not None


def test_a_second_signal_stops_at_once(serve: Serve) -> None:
    stopped = serve(DATASETS / "tiny", environment={"POLICY_STOP_SECONDS": "600"})
    stopped.process.terminate()
    stopped.wait_for("/readyz", 503)
    stopped.process.terminate()
    stopped.process.wait(timeout=PATIENCE)


def test_what_is_being_answered_is_answered(serve: Serve) -> None:
    """A reader on a slow line: too much to wait in the network's buffers, read only after the signal."""
    script = max((Path(get_static_dir()) / "static" / "js").glob("*.js"), key=lambda path: path.stat().st_size)
    stopped = serve(DATASETS / "tiny", environment={"POLICY_STOP_SECONDS": "0"})
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.settimeout(PATIENCE)
        slow.connect(("127.0.0.1", stopped.port))
        slow.sendall(f"GET /static/js/{script.name} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        received = slow.recv(1024)
        stopped.process.terminate()
        until = time.monotonic() + PATIENCE
        while not _refused(stopped.port):  # once nobody is let in any more, the stop is under way
            assert time.monotonic() < until
            time.sleep(0.05)
        assert stopped.process.poll() is None
        while chunk := slow.recv(65536):
            received += chunk
    body = received.partition(b"\r\n\r\n")[2]
    assert body == script.read_bytes()
    stopped.process.wait(timeout=PATIENCE)


def _refused(port: int) -> bool:
    """Whether a new connection is turned away: refused, or reset as the listening ends.

    Not answered in time is not turned away: the server may be busy, or its queue full.
    """
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except TimeoutError:
        return False
    except ConnectionError:
        return True
    return False
