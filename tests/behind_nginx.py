"""The nginx file of deploy/ in front of replicas on this machine, with a certificate of its own.

The file is used as it is, but for names, ports and paths.
"""

import os
import re
import shutil
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPMessage
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

FILE = Path(__file__).parent.parent / "deploy" / "nginx.conf"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
UNCHECKED = ssl._create_unverified_context()


@dataclass(frozen=True)
class Proxy:
    """nginx: its ports, and the folder of its file, its certificate and its log."""

    port: int
    plain_port: int
    folder: Path

    @property
    def address(self) -> str:
        return f"https://localhost:{self.port}"

    @property
    def log(self) -> str:
        return (self.folder / "log.txt").read_text(encoding="utf-8")

    def ask(self, path: str, host: str | None = None) -> tuple[int, HTTPMessage]:
        """Return status and headers of what a path answers."""
        request = urllib.request.Request(self.address + path, headers={"Host": host} if host else {})
        try:
            with urllib.request.urlopen(request, context=UNCHECKED, timeout=30) as answer:
                return answer.status, answer.headers
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers


def write_certificate(folder: Path) -> None:
    """Write a certificate for localhost that holds for a day, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    plain = serialization.NoEncryption()
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (folder / "privkey.pem").write_bytes(key.private_bytes(pem, pkcs8, plain))
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(pem))


def configured(proxy: Proxy, replicas: Sequence[int], changes: Sequence[tuple[str, str]] = ()) -> str:
    """Return the file of deploy/ with these names, ports and paths; everything named must be there.

    With one replica, the line of the second is left out.
    """
    text = FILE.read_text(encoding="utf-8")
    if len(replicas) == 1:
        text, lines = re.subn(r"\n *server replica2:[^\n]*", "", text)
        assert lines == 1
    for old, new in (
        ("/tmp/", f"{proxy.folder}/"),
        ("/dev/stdout", f"{proxy.folder}/log.txt"),
        ("error_log stderr", f"error_log {proxy.folder}/errors.txt"),
        ("/etc/nginx/certificate", str(proxy.folder)),
        ("dashboard.example", "localhost"),
        *((f"replica{number}:8501", f"127.0.0.1:{port}") for number, port in enumerate(replicas, 1)),
        ("listen 8443", f"listen 127.0.0.1:{proxy.port}"),
        ("listen 8080", f"listen 127.0.0.1:{proxy.plain_port}"),
        *changes,
    ):
        assert old in text, old
        text = text.replace(old, new)
    # A machine may have no IPv6.
    return re.sub(r"\n\s*listen \[::\][^\n]*", "", text)


@contextmanager
def fronted(
    proxy: Proxy, replicas: Sequence[int], changes: Sequence[tuple[str, str]] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    """Put nginx in front of replicas at these ports as long as the context lasts, and return its process."""
    write_certificate(proxy.folder)
    file = proxy.folder / "nginx.conf"
    file.write_text(configured(proxy, replicas, changes), encoding="utf-8")
    # The folder is its owner's alone; where that is root, workers stay root.
    user = "user root;" if os.geteuid() == 0 else ""
    command = [str(NGINX), "-c", str(file), "-g", f"daemon off; {user}"]
    with (proxy.folder / "out.txt").open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        _wait(proxy, process)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait(proxy: Proxy, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            proxy.ask("/healthz")
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError((proxy.folder / "out.txt").read_text(encoding="utf-8"))
