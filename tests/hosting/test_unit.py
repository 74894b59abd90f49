"""The systemd unit's filter of system calls, applied by the kernel: what the server does must work beneath it."""

import ctypes
import ctypes.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT

UNIT = (PROJECT / "deploy" / "dashboard@.service").read_text(encoding="utf-8")
ALLOW, ERRNO, KILL = 0x7FFF0000, 0x00050000, 0x80000000
EPERM = 1
WORK = """
import numpy, pandas, pyarrow, duckdb, uvloop
from components.files.render_process import NOTHING, rendered
from components.workers.budgets import PICTURE, LAYOUT
from components.workers.workers import worked
from pathlib import Path
from data.intake.loading import load
assert numpy.ones((400, 400)).dot(numpy.ones((400, 400)))[0, 0] == 400
assert worked(PICTURE, rendered, "svg", NOTHING, 1.0).startswith(b"<svg")
assert worked(LAYOUT, __import__, "pygraphviz")
assert load(Path("tests/datasets/tiny")).about.id
print("all well")
"""


def names(group: str) -> set[str]:
    """Return the system calls of a group of systemd's, those of groups within it too."""
    told = subprocess.run(["systemd-analyze", "syscall-filter", group], capture_output=True, text=True, check=True)
    words = [line.strip() for line in told.stdout.splitlines()[1:]]
    found: set[str] = set()
    for word in words:
        if word.startswith("@"):
            found |= names(word)
        elif word and not word.startswith("#"):
            found.add(word)
    return found


def allowed() -> set[str]:
    """Return the system calls that the unit lets through."""
    found: set[str] = set()
    for line in UNIT.splitlines():
        key, _, value = line.partition("=")
        if key != "SystemCallFilter":
            continue
        groups = set().union(*(names(word) if word[0] == "@" else {word} for word in value.removeprefix("~").split()))
        found = found - groups if value.startswith("~") else found | groups
    # systemd never takes these from a service: they end it, and start it.
    return found | {"execve", "exit", "exit_group", "rt_sigreturn"} | names("@default")


def confine(calls: set[str], otherwise: int) -> None:
    """Let this process and all its children make these system calls alone."""
    library = ctypes.CDLL("libseccomp.so.2", use_errno=True)
    library.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(otherwise)))
    for name in sorted(calls):
        number = library.seccomp_syscall_resolve_name(name.encode())
        if number >= 0:
            assert library.seccomp_rule_add(context, ctypes.c_uint32(ALLOW), number, 0) == 0, name
    assert library.seccomp_load(context) == 0


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None
    or ctypes.util.find_library("seccomp") is None
    or os.uname().sysname != "Linux",
    reason="needs systemd-analyze and libseccomp",
)
def test_the_server_works_beneath_the_units_filter() -> None:
    refused = ERRNO | EPERM if "SystemCallErrorNumber=EPERM" in UNIT else KILL
    calls = allowed()
    done = subprocess.run(
        [sys.executable, "-c", WORK], cwd=PROJECT, capture_output=True, text=True, check=False, timeout=120,
        preexec_fn=lambda: confine(calls, refused),
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "all well\n"), done.stderr[-2000:]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_the_filter_still_refuses_what_a_server_never_does() -> None:
    assert not {"mount", "ptrace", "reboot", "kexec_load", "init_module", "setuid", "chroot", "bpf"} & allowed()


def test_the_unit_has_room_for_its_readers() -> None:
    told = dict(line.split("=", 1) for line in UNIT.splitlines() if "=" in line and not line.startswith("#"))
    assert int(told["LimitNOFILE"]) >= 8192
    assert int(told["TasksMax"]) >= 1024
    assert Path("deploy/dashboard@.service").name.endswith("@.service")
