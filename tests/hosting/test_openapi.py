"""The description of the API says what the API does: held to its definitions, and fuzzed against a real server."""

import json
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from components.hosting.api_parameters import MEANINGS, OWN
from components.hosting.collections import COLLECTIONS
from components.hosting.openapi import description
from components.view.parameters import PARAMETERS
from data.model.dataset import Dataset
from data.model.selection import FILTERS
from tests.browser.provider import SECRET, secrets_text
from tests.conftest import DATASETS
from tests.hosting.conftest import Serve, Server

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
            # Without a default nothing is chosen, and null is no value of the parameter.
            default = {} if definition.default is None else {"default": definition.default}
            assert {key: told[parameter][key] for key in told[parameter] if key == "default"} == default
        else:
            assert told[parameter]["type"] == {"flag": "boolean", "text": "string", "day": "string"}[definition.kind]


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


@dataclass(frozen=True)
class Asked:
    """A server that is fuzzed: where its API lies, and the cookie of who is signed in, where there is a sign-in."""

    server: Server
    beneath: str = ""
    cookie: str = ""


def _signed_in() -> str:
    """Return the cookie of somebody who is on the list, as Streamlit signs it."""
    now = time.time()
    claims = {
        "email": "ann@example.org", "is_logged_in": True, "iat": now, "exp": now + 3600,
        "origin": "https://dashboard.example",
    }  # fmt: skip
    return create_signed_value(SECRET, USER_COOKIE_NAME, json.dumps(claims)).decode()


@pytest.fixture(params=["at the root", "beneath a path", "behind a sign-in"])
def fuzzable(
    request: pytest.FixtureRequest, server: Server, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Asked:
    if request.param == "at the root":
        return Asked(server)
    options, environment, cookie = ("--server.baseUrlPath", "policy"), {}, ""
    if request.param == "behind a sign-in":
        file = tmp_path_factory.mktemp("secrets") / "secrets.toml"
        file.write_text(secrets_text("http://localhost:9", "https://dashboard.example/policy"), encoding="utf-8")
        environment, cookie = {"STREAMLIT_SECRETS_FILES": str(file)}, _signed_in()
    started = serve(DATASETS / "tiny", *options, environment=environment, base="/policy")
    return Asked(started, "/policy", cookie)


def test_fuzzed(fuzzable: Asked, tmp_path: Path) -> None:
    """What is asked at random, in and out of the description, is answered as described, never with an error of ours."""
    server = fuzzable.server
    before = len(server.lines())
    # The description is behind the sign-in as well; the tool is given it as a file, and the cookie apart.
    described = server.ask(f"{API}/openapi.json", Cookie=f"{USER_COOKIE_NAME}={fuzzable.cookie}")
    file, settings = tmp_path / "openapi.json", tmp_path / "schemathesis.toml"
    file.write_bytes(described.body)
    settings.write_text(f"[auth.openapi.session]\napi_key = {fuzzable.cookie!r}\n" if fuzzable.cookie else "")
    command = [
        sys.executable, "-m", "schemathesis.cli", "--config-file", str(settings), "run", str(file), "--no-color",
        "--url", server.address + API,
        "--phases", "coverage,fuzzing", "--checks", "all", "--max-examples", "15", "--max-time", "60",
        "--seed", "1", "--generation-database", "none", "--request-timeout", "20",
    ]  # fmt: skip
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=240, check=False)
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    assert "10 selected / 10 total" in run.stdout
    assert server.ask("/readyz").status == 200
    api = f"{fuzzable.beneath}/api"
    told = [
        line for line in server.lines()[before:] if str(line.get("route", "")).startswith(api) or "route" not in line
    ]
    assert [line for line in told if line.get("status", 0) >= 500 or line["level"] == "error"] == []
    assert len(told) > 300
    answered = Counter(line.get("status") for line in told)
    assert answered[200] > 30
    assert not answered[401]
    assert server.ask(f"{API}/evidence").status == (401 if fuzzable.cookie else 200)


def test_a_sign_in_is_described_where_there_is_one(tiny: Dataset) -> None:
    told, open_to_all = description(tiny, API, guarded=True), description(tiny, API)
    assert told["security"] == [{"session": []}]
    assert told["components"]["securitySchemes"]["session"]["name"] == "_streamlit_user"
    assert {"401", "403"} <= set(told["paths"]["/evidence"]["get"]["responses"])
    assert "security" not in open_to_all
    assert "401" not in open_to_all["paths"]["/evidence"]["get"]["responses"]
