"""A dataset's own statuses, attributes, words and codes: read, checked, and kept through a workbook."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from data.exchange.schemas import schema_files
from data.exchange.upload import dataset_in
from data.exchange.upload_limits import UPLOAD
from data.exchange.workbook import workbook_of
from data.intake.files import Folder, Memory
from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.faults import DatasetError
from tests.conftest import PROJECT
from tests.data.same import assert_same

CODEBOOK = """
levers:
  - {id: masks, label: Masks in shops, categories: [staff, visitors, children], ordered: true}
statuses:
  - {id: permitted, label: Permitted, sign: "+", behaves_as: observed}
  - {id: prohibited, label: Prohibited, sign: "x", behaves_as: none}
attributes:
  - {id: channel, label: Legal channel, kind: category}
words:
  place: {singular: state, plural: states}
  lever: {singular: provision, plural: provisions}
  pages: {jurisdictions: States}
"""
TRACKER: dict[str, str] = {
    "dataset.yaml": "id: masks\ntitle: Masks\nversion: 1.0.0\nsources: [order_2020]\n",
    "codebook.yaml": CODEBOOK,
    "jurisdictions/ca.yaml": """
id: ca
label: California
kind: region
iso: US-CA
facts:
  - {id: F1, lever: masks, value: Staff and visitors, status: permitted, categories: [staff, visitors],
     channel: executive order, from: 2020-05-01, to: 2021-06, works: [order_2020]}
  - {id: F2, lever: masks, value: Not for children, status: prohibited, works: [order_2020]}
  - {id: F3, lever: masks, value: Seen, status: observed, works: [order_2020]}
""",
    "evidence.csv": "id,factor,direction,jurisdictions,basis,works,statement\n",
    "influences.csv": "id,from_factor,to_factor,sign,works,statement\n",
    "works.csv": "key,type,authors,year,title\norder_2020,bill,Governor,2020,Order on masks\n",
}


def tracker(**changed: str) -> Memory:
    files = {**TRACKER, **{name.replace("__", "/"): text for name, text in changed.items()}}
    return Memory("masks", {name: text.encode() for name, text in files.items()})


def test_a_tracker_needs_no_factors() -> None:
    dataset = load(tracker())
    assert (len(dataset.levels), len(dataset.factors), len(dataset.levers)) == (0, 0, 1)
    assert dataset.levers["masks"].ordered
    assert dataset.jurisdictions["ca"].iso == "US-CA"
    assert dataset.codebook.words.place is not None
    assert dataset.codebook.words.place.plural == "states"
    assert [work.type for work in dataset.works.values()] == ["bill"]


def test_an_own_status_counts_as_the_one_that_it_names() -> None:
    facts = load(tracker()).jurisdictions["ca"].facts
    assert [(fact.status, fact.own_status) for fact in facts] == [
        ("observed", "permitted"), ("none", "prohibited"), ("observed", None),
    ]  # fmt: skip
    assert facts[0].attributes == {"channel": "executive order"}
    assert facts[0].categories == ("staff", "visitors")


def test_it_survives_a_workbook() -> None:
    files = tracker()
    assert_same(dataset_in(workbook_of(files), "x", UPLOAD), load(files))


def test_records_have_attributes_and_need_no_paragraph(tiny_copy: Callable[[], Path]) -> None:
    folder = tiny_copy()
    book = yaml.safe_load((folder / "codebook.yaml").read_text(encoding="utf-8"))
    book["attributes"] = [{"id": "design", "kind": "category"}]
    (folder / "codebook.yaml").write_text(yaml.safe_dump(book), encoding="utf-8")
    lines = (folder / "evidence.csv").read_text(encoding="utf-8").splitlines()
    rows = [lines[0] + ",Design", lines[1] + ",trial", *(line + "," for line in lines[2:])]
    (folder / "evidence.csv").write_text("\n".join(rows), encoding="utf-8")
    dataset = load(folder)
    first = next(iter(dataset.records))
    assert dataset.record_attributes == {first: {"design": "trial"}}
    assert_same(dataset_in(workbook_of(Folder(folder)), "x", UPLOAD), dataset)


def faults(files: Memory) -> list[str]:
    with pytest.raises(DatasetError) as error:
        load(files)
    return [str(fault) for fault in error.value.faults]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("iso: US-CA", "iso: US-CX", "no code of ISO 3166"),
        ("status: permitted", "status: permited", "'permited'"),
        ("[staff, visitors]", "[staff, visitor]", "Did you mean 'visitors'?"),
        ("channel: executive", "chanel: executive", "unknown key 'chanel'"),
    ],
)
def test_what_is_wrong_is_told(old: str, new: str, words: str) -> None:
    text = TRACKER["jurisdictions/ca.yaml"]
    assert old in text
    assert [line for line in faults(tracker(**{"jurisdictions/ca.yaml": text.replace(old, new)})) if words in line]


@pytest.mark.parametrize("name", ["value", "factor", "jurisdiction", "works"])
def test_an_attribute_has_no_name_of_a_key(name: str) -> None:
    book = CODEBOOK.replace("id: channel", f"id: {name}")
    assert [line for line in faults(tracker(**{"codebook.yaml": book})) if f"'{name}' can't be an attribute" in line]


def test_a_built_in_status_is_not_defined_anew() -> None:
    book = CODEBOOK.replace("id: permitted", "id: planned")
    assert [line for line in faults(tracker(**{"codebook.yaml": book})) if "can't be defined anew" in line]


def test_where_paragraphs_are_listed_each_record_names_one(tiny_copy: Callable[[], Path]) -> None:
    folder = tiny_copy()
    text = (folder / "evidence.csv").read_text(encoding="utf-8")
    (folder / "evidence.csv").write_text(text.replace("E3,ONE-2", "E3,"), encoding="utf-8")
    assert [
        line
        for line in faults(
            Memory("x", {n: Folder(folder).read(n) for n in Folder(folder).names() if not n.endswith("/")})
        )
        if "paragraph" in line
    ]


def test_the_dataset_is_frozen_as_before(tiny: Dataset) -> None:
    assert tiny.statuses == {}
    assert tiny.attributes == {}
    assert tiny.record_attributes == {}


@pytest.mark.parametrize("folder", ["data/psw", "tests/datasets/tiny", "tests/datasets/before/starter"])
def test_folders_pass_their_schemas(folder: str) -> None:
    """What the check takes, an editor that goes by the schemas takes, too."""
    root = PROJECT / folder
    for file in root.rglob("*.yaml"):
        name = file.stem if file.parent == root else "jurisdiction"
        schema = json.loads(schema_files()[f"{name}.json"])
        # Dates as text: an editor reads them so, PyYAML's own types aside.
        tree = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        errors = [e.message for e in Draft202012Validator(schema).iter_errors(_numbers(tree))]
        assert errors == [], file


def _numbers(tree: object) -> object:
    if isinstance(tree, dict):
        return {key: _scalar(key, value) for key, value in tree.items()}
    return [_numbers(one) for one in tree] if isinstance(tree, list) else tree


def _scalar(key: str, value: object) -> object:
    if value in ("null", "", "~"):
        return None
    if key == "number" and isinstance(value, str):
        return float(value)
    return value == "true" if value in ("true", "false") else _numbers(value)


def test_a_schema_knows_a_wrong_key() -> None:
    schema = Draft202012Validator(json.loads(schema_files()["codebook.json"]))
    assert [e for e in schema.iter_errors({"leveres": []}) if "leveres" in e.message]
