"""What is installed is what is pinned, and the audit of it can fail."""

import importlib.metadata
import re
import runpy
from collections.abc import Iterator

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.conftest import PROJECT

INSTALLER = "pip"  # comes with the environment, whichever it is


def pins(name: str) -> dict[str, Version]:
    """Return the packages that a list pins, each line of which must pin one exactly, for all systems or some."""
    lines = [
        line.partition("#")[0].partition(";")[0].strip()
        for line in (PROJECT / name).read_text(encoding="utf-8").splitlines()
    ]
    found: dict[str, Version] = {}
    for line in lines:
        if line and not line.startswith("-"):
            pinned = re.fullmatch(r"([A-Za-z0-9._-]+)==([A-Za-z0-9.+!]+)", line)
            assert pinned, f"{name} does not pin {line!r} exactly"
            found[canonicalize_name(pinned[1])] = Version(pinned[2])
    return found


def needed(names: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the packages that some packages need on this machine, each with what needs it."""
    seen: set[str] = set()
    waiting = [(name, "the lists") for name in names]
    while waiting:
        name, by = waiting.pop()
        yield name, by
        if name in seen:
            continue
        seen.add(name)
        for line in importlib.metadata.requires(name) or ():
            requirement = Requirement(line)
            if requirement.name != INSTALLER and (
                requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            ):
                waiting.append((canonicalize_name(requirement.name), name))


def test_everything_that_is_needed_is_pinned() -> None:
    asked = pins("requirements.txt") | pins("requirements-dev.txt")
    held = pins("constraints.txt")
    assert {f"{name}, for {by}" for name, by in needed(set(asked)) if name not in held} == set()
    assert {name: version for name, version in asked.items() if held[name] != version} == {}


def test_what_is_pinned_is_what_is_installed() -> None:
    held = pins("constraints.txt")
    asked = pins("requirements.txt") | pins("requirements-dev.txt")
    installed = {name: Version(importlib.metadata.version(name)) for name, _ in needed(set(asked))}
    assert {name: version for name, version in installed.items() if held.get(name) != version} == {}


def test_constraints_are_in_order() -> None:
    lines = (PROJECT / "constraints.txt").read_text(encoding="utf-8").split()
    assert lines == sorted(lines, key=str.casefold)


def test_an_audit_fails_on_what_is_found_and_says_what_it_could_not_ask() -> None:
    verdict = runpy.run_path(str(PROJECT / ".ci" / "audit.py"))["verdict"]
    sound = {"name": "one", "version": "1", "vulns": []}
    unknown = {"name": "two", "skip_reason": "not found"}
    broken = {"name": "three", "version": "3", "vulns": [{"id": "PYSEC-1", "fix_versions": ["4"]}]}
    assert verdict(None)[0] == 0
    assert "NOT AUDITED" in verdict(None)[1]
    assert verdict({"dependencies": [unknown]}) == (
        0, "NOT AUDITED: no advisories could be had from here for any of 1 packages.",
    )  # fmt: skip
    assert verdict({"dependencies": [sound]}) == (0, "no known vulnerability in 1 packages")
    assert verdict({"dependencies": [sound, unknown]})[1].endswith("NOT AUDITED, as nothing is told of them: two")
    status, words = verdict({"dependencies": [sound, unknown, broken]})
    assert (status, words) == (1, "1 known vulnerabilities:\nthree 3: PYSEC-1, mended in 4")
