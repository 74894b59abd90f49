"""The description of the API says what the API does: held to its definitions, and fuzzed against a real server."""

import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from components.hosting.api_parameters import MEANINGS, OWN
from components.hosting.collections import COLLECTIONS
from components.hosting.openapi import description
from components.parameters import PARAMETERS
from data.dataset import Dataset
from data.selection import FILTERS
from tests.hosting.conftest import Server

pytestmark = pytest.mark.long

API = "/api/v1"


def test_every_filter_is_described_and_heeded_somewhere() -> None:
    heeded = {name for collection in COLLECTIONS.values() for name in collection.parameters}
    assert set(FILTERS) <= heeded
    assert heeded <= set(PARAMETERS)
    assert set(MEANINGS) == heeded
    assert not heeded & (set(OWN) - {"page"})


@pytest.mark.parametrize("name", COLLECTIONS)
def test_parameters_are_those_that_answer(tiny: Dataset, name: str) -> None:
    operation = description(tiny, API)["paths"][f"/{name}"]["get"]
    told = {parameter["name"]: parameter["schema"] for parameter in operation["parameters"]}
    assert list(told) == [*COLLECTIONS[name].parameters, *OWN]
    for parameter in COLLECTIONS[name].parameters:
        definition = PARAMETERS[parameter]
        if definition.kind == "ids":
            assert told[parameter]["items"]["enum"] == list(definition.valid(tiny))
        elif definition.kind == "id":
            assert told[parameter]["enum"] == list(definition.valid(tiny))
            assert told[parameter]["default"] == definition.default
        else:
            assert told[parameter]["type"] == {"flag": "boolean", "text": "string"}[definition.kind]


def test_what_is_served_is_the_description(server: Server, tiny: Dataset) -> None:
    answer = server.ask(f"{API}/openapi.json")
    assert answer.json == description(tiny, API)
    assert server.ask(f"{API}/openapi.json", if_none_match=answer.headers["etag"]).status == 304


@pytest.mark.parametrize("name", COLLECTIONS)
def test_answers_are_as_described(review: Server, name: str) -> None:
    """Every item of the review's dataset, against its schema: no field is missing and none is untold."""
    told = review.ask(f"{API}/openapi.json").json
    schema = told["paths"][f"/{name}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    validator = Draft202012Validator({**schema, "components": told["components"]})
    path, items = f"{API}/{name}?per_page=500", 0
    while path:
        answer = review.ask(path.removeprefix("/policy")).json
        validator.validate(answer)
        items, path = items + len(answer["data"]), answer["links"]["next"]
    assert items == answer["total"] > 0
    reference = schema["$ref"].rpartition("/")[2]
    item = told["components"]["schemas"][reference]["properties"]["data"]["items"]["$ref"].rpartition("/")[2]
    properties = set(told["components"]["schemas"][item]["properties"])
    assert {frozenset(one) for one in answer["data"]} == {frozenset(properties)}


def test_fuzzed(server: Server, tmp_path: Path) -> None:
    """What is asked at random, in and out of the description, is answered as described, never with an error of ours."""
    command = [
        sys.executable, "-m", "schemathesis.cli", "run", f"{server.address}{API}/openapi.json", "--no-color",
        "--phases", "coverage,fuzzing", "--checks", "all", "--max-examples", "15", "--max-time", "60",
        "--seed", "1", "--generation-database", "none", "--request-timeout", "20",
    ]  # fmt: skip
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=240, check=False)
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    assert "9 selected / 9 total" in run.stdout
    assert server.ask("/readyz").status == 200
    told = [line for line in server.lines() if str(line.get("route", "")).startswith("/api") or "route" not in line]
    assert [line for line in told if line.get("status", 0) >= 500 or line["level"] == "error"] == []
    assert len(told) > 300
