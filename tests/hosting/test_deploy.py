"""The files of deploy/: valid for those who read them, and each as closed as it says."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from components.access.access_settings import Provider, Rules
from components.frame.statement import statement_file
from components.workers import budgets
from tests.conftest import PROJECT

DEPLOY = PROJECT / "deploy"
BIN = Path(sys.executable).parent


def said(*command: str | Path) -> str:
    """Return what a checker says; it must be content."""
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, cwd=PROJECT, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def kubernetes() -> dict[tuple[str, str], dict[str, Any]]:
    found = yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8"))
    return {(each["kind"], each["metadata"]["name"]): each for each in found}


def test_the_image_is_built_as_it_should() -> None:
    said(BIN / "hadolint", DEPLOY / "Dockerfile")


def test_the_image_runs_as_nobody_in_particular_and_says_whether_it_lives() -> None:
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    last = lines.rpartition("\nFROM ")[2]
    assert re.search(r"^USER 10001:10001$", last, re.MULTILINE)
    assert last.index("USER") < last.index("CMD [")
    assert "HEALTHCHECK" in last
    assert "COPY ." not in lines.replace("COPY .streamlit/config.toml", "")


def test_the_health_check_of_the_image_asks_the_right_address(tmp_path: Path) -> None:
    """Its one line of Python is run as it stands, with the address printed instead of asked."""
    line = next(line for line in (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines() if "readyz" in line)
    code = yaml.safe_load(line.partition("CMD ")[2])[2]
    printed = code.replace("r.urlopen(", "print(").replace(", timeout=4", "")
    assert printed != code
    for base, address in (("", "/readyz"), ("dash", "/dash/readyz"), ("/dash/", "/dash/readyz")):
        environment = {"STREAMLIT_SERVER_BASE_URL_PATH": base} if base else {}
        done = subprocess.run(
            [sys.executable, "-c", printed], capture_output=True, text=True, env=environment, check=True
        )
        assert done.stdout.strip() == f"http://127.0.0.1:8501{address}"


def test_only_what_the_image_needs_is_sent_to_be_built() -> None:
    lines = [
        line for line in (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]  # fmt: skip
    assert lines[0] == "*"
    copied = re.findall(r"^COPY (.+) \S+$", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {name for names in copied for name in names.split()} == {line[1:] for line in lines if line.startswith("!")}


def test_compose_reads_its_file() -> None:
    said(BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", DEPLOY / "compose.yaml")


def test_compose_starts_two_replicas_alike_behind_one_door() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    networks = [services[name].pop("networks") for name in ("replica1", "replica2")]
    assert services["replica1"] == services["replica2"]
    addresses = [each["inside"]["ipv4_address"] for each in networks]
    assert len(set(addresses)) == 2
    assert all(address.startswith("172.30.53.") for address in addresses)
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    for service in services.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["mem_limit"]
    assert services["replica1"]["environment"]["POLICY_SIGN_IN"] == "required"
    upstream = re.findall(r"server (\S+):8501", (DEPLOY / "nginx.conf").read_text(encoding="utf-8"))
    assert upstream == ["replica1", "replica2"]


def test_kubernetes_reads_its_file() -> None:
    said(BIN / "kubernetes-validate", "--strict", DEPLOY / "kubernetes.yaml")


def test_kubernetes_has_all_parts_and_they_name_each_other() -> None:
    parts = kubernetes()
    assert {kind for kind, _ in parts} == {
        "Deployment", "Service", "Ingress", "PodDisruptionBudget", "HorizontalPodAutoscaler", "NetworkPolicy",
    }  # fmt: skip
    deployment = parts["Deployment", "dashboard"]["spec"]
    labels = deployment["template"]["metadata"]["labels"]
    assert deployment["selector"]["matchLabels"] == labels == parts["Service", "dashboard"]["spec"]["selector"]
    assert parts["PodDisruptionBudget", "dashboard"]["spec"]["selector"]["matchLabels"] == labels
    assert parts["HorizontalPodAutoscaler", "dashboard"]["spec"]["scaleTargetRef"]["name"] == "dashboard"
    container = deployment["template"]["spec"]["containers"][0]
    assert {"startupProbe", "readinessProbe", "livenessProbe"} <= container.keys()
    assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert container["livenessProbe"]["httpGet"]["path"] == "/healthz"
    assert container["resources"].keys() == {"requests", "limits"}
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    environment = {each["name"]: each["value"] for each in container["env"]}
    patience = deployment["template"]["spec"]["terminationGracePeriodSeconds"]
    assert float(environment["POLICY_STOP_SECONDS"]) < patience


def test_systemd_reads_its_unit(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze: the unit is not checked here")
    text = (DEPLOY / "dashboard@.service").read_text(encoding="utf-8")
    # The program that it starts is not installed here; everything else is checked as it stands.
    assert text.count("/opt/dashboard/.venv/bin/streamlit") == 1
    unit = tmp_path / "dashboard@.service"
    unit.write_text(text.replace("/opt/dashboard/.venv/bin/streamlit", "/bin/true"), encoding="utf-8")
    assert said("systemd-analyze", "verify", unit).strip() == ""


def test_the_example_of_the_secrets_has_every_setting_and_lets_nobody_in_as_it_is() -> None:
    held = tomllib.loads((DEPLOY / "secrets.example.toml").read_text(encoding="utf-8"))
    assert held["access"].keys() == Rules.model_fields.keys()
    assert Provider.model_fields.keys() <= held["auth"].keys()
    assert Rules.model_validate(held["access"]).viewers == ()
    with pytest.raises(ValueError, match="cookie_secret"):
        Provider.model_validate(held["auth"])


def test_what_stands_in_deploy_is_described() -> None:
    page = (DEPLOY / "README.md").read_text(encoding="utf-8")
    assert [file.name for file in DEPLOY.iterdir() if file.is_file() and file.name not in page] == ["README.md"]
    for name in re.findall(r"`(POLICY_[A-Z_]+)`", page):
        code = [*(PROJECT / "components").rglob("*.py"), *(PROJECT / "data").rglob("*.py")]
        assert any(name in path.read_text(encoding="utf-8") for path in code), name


@pytest.mark.parametrize("name", ["accessibility", "privacy"])
def test_statements_name_what_is_true_of_the_proxy(name: str) -> None:
    text = statement_file(name).read_text(encoding="utf-8")
    cookies = set(re.findall(r"`(_?[a-z]+_[a-z_]+)`", text))
    if name == "privacy":
        assert "policy_route" in (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
        assert {"policy_route", "policy_return", "_streamlit_user"} <= cookies
    else:
        assert cookies == set()


def test_the_page_adapts_nginx_to_one_machine() -> None:
    """The command that it gives is run as it stands: nothing of the containers' names, ports and paths is left."""
    page = (DEPLOY / "README.md").read_text(encoding="utf-8")
    command = re.search(r"^sed [^`]*?deploy/nginx\.conf", page, re.MULTILINE)
    assert command is not None
    made = subprocess.run(["sh", "-c", command.group()], capture_output=True, text=True, cwd=PROJECT, check=True).stdout
    told = re.sub(r"#.*", "", made)
    assert [word for word in ("/tmp", "/dev/", "replica", "8443", "8080", "dashboard.example") if word in told] == []
    assert re.findall(r"server (127\S+)", told) == ["127.0.0.1:8501", "127.0.0.1:8502"]


def test_a_replica_that_came_back_is_tried_before_the_next_one_stops() -> None:
    """A rolling restart once met "no live upstreams": nginx still held the first for lost when the second went."""
    left_out = re.findall(r"fail_timeout=(\d+)s", (DEPLOY / "nginx.conf").read_text(encoding="utf-8"))
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]["replica1"]
    unit = re.search(r"POLICY_STOP_SECONDS=(\d+)", (DEPLOY / "dashboard@.service").read_text(encoding="utf-8"))
    assert unit is not None
    assert len(left_out) == 2
    for stop in (compose["environment"]["POLICY_STOP_SECONDS"], unit.group(1)):
        # nginx counts whole seconds, and so one more.
        assert float(stop) > max(map(float, left_out)) + 1


def test_a_replica_has_what_the_program_needs() -> None:
    """Room for what is counted of many records, tasks and descriptors for 400 readers, time for files under way."""
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]["replica1"]
    assert compose["tmpfs"] == ["/tmp:size=512m,mode=1777"]
    assert compose["pids_limit"] >= 1024
    assert compose["ulimits"]["nofile"] > budgets.REQUESTS * 2
    pod = kubernetes()["Deployment", "dashboard"]["spec"]["template"]["spec"]
    stop = int(next(each["value"] for each in pod["containers"][0]["env"] if each["name"] == "POLICY_STOP_SECONDS"))
    assert pod["terminationGracePeriodSeconds"] > stop + budgets.STOP_PATIENCE
    assert pod["volumes"][0] == {"name": "tmp", "emptyDir": {"sizeLimit": "1Gi"}}
    container = pod["containers"][0]
    assert container["startupProbe"]["httpGet"]["path"] == "/healthz", "counting may take longer than any probe waits"
    assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"


def test_nginx_has_descriptors_for_its_connections() -> None:
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    connections, descriptors = (
        int(re.search(rf"{name} (\d+);", text)[1]) for name in ("worker_connections", "worker_rlimit_nofile")
    )  # fmt: skip
    assert descriptors > 2 * connections


def test_the_page_of_limits_is_that_of_the_program() -> None:
    text = (DEPLOY / "README.md").read_text(encoding="utf-8").partition("## What each thing may cost")[2]
    rows = dict(re.findall(r"^\| ([^|]+?) \| ([^|]+?) \|", text, re.MULTILINE))
    mb = budgets.MB
    works = {"layout": budgets.LAYOUT, "check": budgets.CHECK, "template": budgets.TEMPLATE, "putting": budgets.FILE}
    works["a picture"] = budgets.PICTURE
    for word, work in works.items():
        (told,) = [cost for name, cost in rows.items() if word in name]
        assert told.startswith(f"{work.seconds:.0f} s, {work.memory // mb} MB")
    assert f"{budgets.MAP_LINKS} links, {budgets.MAP_FACTORS} factors" in rows["the layout of the map"]
    assert rows["a message of a browser"] == (
        f"{budgets.MESSAGE // mb} MB unpacked; of somebody not signed in {budgets.MESSAGE_UNKNOWN // 1024} KB, "
        f"{budgets.MESSAGES_UNKNOWN} in a minute"
    )
    assert rows["sockets"] == f"{budgets.SOCKETS}, of which {budgets.SOCKETS_UNKNOWN} not signed in"
    assert rows["connections in all"] == str(budgets.REQUESTS)
    assert rows["an upload"] == f"{budgets.REQUEST_SECONDS:.0f} s to arrive"
    assert rows["uploads of a session"] == (
        f"{budgets.UPLOADS_SESSION // mb} MB, {budgets.UPLOADS_SESSION_FILES} files; "
        f"of all {budgets.UPLOADS_TOGETHER // mb} MB"
    )
    assert rows["own data, once read"] == f"{budgets.OWN_ONE // mb} MB; of all {budgets.OWN_TOGETHER // mb} MB"
    assert rows["files of a reader"] == (
        f"{budgets.EXPORTS_READER} at a time, {budgets.EXPORTS_WAITING} waiting; {budgets.EXPORTS_TOGETHER} at a time "
        f"of all, {budgets.EXPORT_PATIENCE:.0f} s of waiting"
    )
    assert rows["a stop"] == f"{budgets.STOP_PATIENCE:.0f} s for files under way"


def test_what_a_replica_may_take_is_what_it_is_given() -> None:
    """Its budgets at their worst, and /tmp where that lies in memory, fit what each of the files gives it."""
    mb = budgets.MB
    text = (DEPLOY / "README.md").read_text(encoding="utf-8").partition("## What each thing may cost")[2]
    gb, server, beside = re.search(r"one replica\s+with (\d) GB: (\d+) MB for the server, (\d+) MB", text).groups()
    assert int(server) * mb == budgets.SERVER
    assert int(beside) * mb == budgets.REPLICA - budgets.SERVER
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]["replica1"]
    assert compose["mem_limit"] == f"{gb}g"
    assert compose["tmpfs"] == ["/tmp:size=512m,mode=1777"]
    assert budgets.REPLICA + 512 * mb <= int(gb) * 1024 * mb
    (container,) = kubernetes()["Deployment", "dashboard"]["spec"]["template"]["spec"]["containers"]
    assert container["resources"]["limits"]["memory"] == f"{gb}Gi"
    assert f"MemoryMax={gb}G\n" in (DEPLOY / "dashboard@.service").read_text(encoding="utf-8")
