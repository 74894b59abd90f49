"""JSON Schemas of the YAML files, by which editors complete and check them while one types."""

import json
from typing import Any, Final

from pydantic import BaseModel

from data.model.records import About, Codebook, Jurisdiction
from data.model.vocabulary import STATUSES

SCHEMAS: Final[dict[str, type[BaseModel]]] = {"dataset": About, "codebook": Codebook, "jurisdiction": Jurisdiction}
FOLDER: Final = ".schema"
"""Where the files of a new folder look for theirs."""
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema_files() -> dict[str, bytes]:
    """Return the schemas by file name."""
    return {f"{name}.json": _written(_schema(name)) for name in SCHEMAS}


def _schema(name: str) -> dict[str, Any]:
    model = SCHEMAS[name]
    schema = model.model_json_schema(by_alias=True)
    fact = schema.get("$defs", {}).get("Fact")
    if fact is not None:
        # The codebook may define statuses and attributes of its own, which no schema can know.
        for key in ("own_status", "attributes"):
            del fact["properties"][key]
        fact["properties"]["status"] = {"type": "string", "examples": list(STATUSES)}
        fact["additionalProperties"] = True
    return {"$schema": _DIALECT, "title": f"{name}.yaml", **{k: _lenient(v) for k, v in schema.items() if k != "title"}}


def _lenient(part: Any) -> Any:
    """Return a schema in which a text may be written without quotes where YAML takes it for a number."""
    if isinstance(part, list):
        return [_lenient(one) for one in part]
    if not isinstance(part, dict):
        return part
    made = {key: _lenient(value) for key, value in part.items() if not (key == "title" and isinstance(value, str))}
    if made.get("type") == "string" and "enum" not in made and "const" not in made:
        made["type"] = ["string", "number", "boolean"]
    return made


def _written(schema: dict[str, Any]) -> bytes:
    return (json.dumps(schema, indent=2, ensure_ascii=False) + "\n").encode()
