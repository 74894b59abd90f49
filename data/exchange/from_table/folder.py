"""What was taken of a table as the files of a dataset folder."""

from typing import Any

from data.exchange.from_table.build import NOWHERE, Build
from data.exchange.from_table.names import Ids, place_name
from data.exchange.sheets import csv_bytes, yaml_bytes

LONGEST_CODE = 3
NOT_PLACED = "not_placed.csv"


def files_of_table(build: Build, dataset_id: str, version: str = "0.1.0") -> dict[str, bytes]:
    """Return the files of the folder, once every row is taken."""
    build.take()
    if not build.places.labels:  # a folder has one place at least
        build.places.of(NOWHERE, "no_place_named")
    about: dict[str, Any] = {"id": dataset_id, "title": build.mapping.title, "version": version}
    files = {
        "dataset.yaml": yaml_bytes({**about, "sources": [build.table]}),
        "codebook.yaml": yaml_bytes(_codebook(build)),
    }
    for name, label in build.places.labels.items():
        files[f"jurisdictions/{name}.yaml"] = yaml_bytes(_place(build, name, label))
    labels = build.attributes.labels.items()
    extra = [name for name, label in labels if label and any(name in record for record in build.records)]
    heads = ["id", "factor", "direction", "jurisdictions", "basis", "works", "statement", "pinpoint", *extra]
    files["evidence.csv"] = csv_bytes([heads, *([record.get(h, "") for h in heads] for record in build.records)])
    files["influences.csv"] = csv_bytes([["id", "from_factor", "to_factor", "sign", "works", "statement"]])
    files["works.csv"] = csv_bytes(build.works.rows())
    files[NOT_PLACED] = csv_bytes(build.report.rows())
    return files


def _place(build: Build, name: str, label: str) -> dict[str, Any]:
    code = build.iso.get(name)
    kind = "country" if code and "-" not in code else "region"
    short = {}
    if code and len(label) <= LONGEST_CODE:
        short, label = {"short_label": label}, place_name(code)
    place = {"id": name, "label": label, **short, "kind": "literature" if label == NOWHERE else kind}
    return {**place, **({"iso": code} if code else {}), "facts": build.facts.get(name, [])}


def _terms(ids: Ids) -> list[dict[str, Any]]:
    return [{"id": name, "label": label} for name, label in ids.labels.items() if label]


def _codebook(build: Build) -> dict[str, Any]:
    factors = [{**term, "domain": build.domain_of[term["id"]]} for term in _terms(build.factors)]
    levers = _terms(build.levers)
    for lever in levers:
        if categories := build.categories.get(lever["id"]):
            lever["categories"] = list(categories.labels)
    statuses = [term for term in _terms(build.statuses) if term["id"] in build.behaves]
    for status in statuses:
        status["behaves_as"] = build.behaves[status["id"]]
    numbers = {build.attributes.of(head) for head in build.mapping.heads("attribute") if build.numeric[head]}
    attributes = _terms(build.attributes)
    for attribute in attributes:
        attribute["kind"] = "number" if attribute["id"] in numbers else "text"
    return {
        "levels": [{"id": "all", "label": "All"}] if factors else [],
        "domains": [{**term, "level": "all"} for term in _terms(build.domains)],
        "factors": factors,
        "bases": [{"id": "finding", "label": "Finding"}] if factors else [],
        "levers": levers,
        **({"statuses": statuses} if statuses else {}),
        **({"attributes": attributes} if attributes else {}),
    }
