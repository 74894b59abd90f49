"""A PostgreSQL server of the tests' own, in a folder that goes with it."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """Return the folder of PostgreSQL's programs; None where they aren't installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    named = shutil.which("initdb")
    return Path(named).parent if named else None


@contextmanager
def server(home: Path) -> Iterator[str]:
    """Run a server over a socket in `home`, and yield its address; as another user where this one is root."""
    programs = binaries()
    assert programs is not None
    home.mkdir(parents=True, exist_ok=True)
    user = None
    if os.getuid() == 0:  # PostgreSQL refuses to be run by root
        user = "postgres" if any(entry.pw_name == "postgres" for entry in pwd.getpwall()) else "nobody"
        shutil.chown(home, user)
        for parent in home.parents:
            if parent.stat().st_uid == 0 and not parent.stat().st_mode & 0o001:
                parent.chmod(parent.stat().st_mode | 0o011)

    def run(*command: str, check: bool = True) -> None:
        subprocess.run([programs / command[0], *command[1:]], user=user, check=check, capture_output=True, cwd=home)

    data = home / "data"
    run("initdb", "-D", str(data), "-A", "trust", "-U", "policy", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-k {home} -c listen_addresses= -c fsync=off"
    run("pg_ctl", "-D", str(data), "-w", "-l", str(home / "log"), "-o", options, "start")
    try:
        yield f"postgres://policy@/postgres?host={home}"
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "-t", "120", "stop", check=False)
