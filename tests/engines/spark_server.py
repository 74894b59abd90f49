"""A Spark Connect server of the tests' own."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def connect_server(home: Path) -> Iterator[str]:
    """Run a server on a free port, and yield its address."""
    import pyspark

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    installed = Path(pyspark.__file__).parent
    command = [
        str(installed / "bin" / "spark-submit"), "--master", "local[1]",
        "--class", "org.apache.spark.sql.connect.service.SparkConnectServer",
        "--conf", f"spark.connect.grpc.binding.port={port}", "--conf", "spark.ui.enabled=false",
        "--conf", "spark.sql.shuffle.partitions=1", "--conf", f"spark.sql.warehouse.dir={home / 'warehouse'}",
        "spark-internal",
    ]  # fmt: skip
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=home, stdout=log, stderr=log, env={**os.environ, "SPARK_HOME": str(installed)}
        )
        try:
            _listening(server, port, home / "log")
            yield f"sc://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(60)


def _listening(server: subprocess.Popen[bytes], port: int, log: Path, seconds: float = 180) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert server.poll() is None, log.read_text(errors="replace")[-2000:]
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    raise AssertionError(
        f"Spark Connect didn't listen within {seconds:.0f} s: {log.read_text(errors='replace')[-2000:]}"
    )
