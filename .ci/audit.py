"""Ask whether a known vulnerability stands in what is pinned.

Fails where one is found. Where nobody could be asked (no network, or a mirror
that holds packages and no advisories) it says so plainly, and fails nothing.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any


def verdict(report: Mapping[str, Any] | None) -> tuple[int, str]:
    """Return the exit status and what to say of pip-audit's report; None stands for no report at all."""
    if report is None:
        return 0, "NOT AUDITED: the advisories could not be reached from here. Nothing is known of vulnerabilities."
    packages = report["dependencies"]
    found = [
        f"{package['name']} {package['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'none'}"
        for package in packages
        for fault in package.get("vulns", ())
    ]
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    audited = len(packages) - len(unknown)
    if found:
        return 1, "\n".join([f"{len(found)} known vulnerabilities:", *found])
    if not audited:
        return 0, f"NOT AUDITED: no advisories could be had from here for any of {len(packages)} packages."
    rest = f"; NOT AUDITED, as nothing is told of them: {', '.join(unknown)}" if unknown else ""
    return 0, f"no known vulnerability in {audited} packages{rest}"


def report() -> Mapping[str, Any] | None:
    """Return what pip-audit reports of all that is pinned; None where it could ask nobody."""
    command = [sys.executable, "-m", "pip_audit", "-r", "constraints.txt", "--disable-pip", "--no-deps",
               "--format", "json", "--progress-spinner", "off", "--timeout", "20"]  # fmt: skip
    ran = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - a fixed command
    try:
        found: Mapping[str, Any] = json.loads(ran.stdout)
    except json.JSONDecodeError:
        print(ran.stderr.strip().rpartition("\n")[2], file=sys.stderr)
        return None
    return found


if __name__ == "__main__":
    status, words = verdict(report())
    print(words)
    sys.exit(status)
