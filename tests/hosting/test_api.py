"""The data API on a real server: what it answers by hand, what it refuses, and how it says so."""

import csv
import io
import json
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.conftest import DATASETS
from tests.data.test_rating import BY_HAND
from tests.hosting.conftest import Answer, Serve, Server

API = "/api/v1"
COLLECTIONS = ["evidence", "policy", "matrix", "sentences", "influences", "works", "jurisdictions", "codebook"]


def data(server: Server, path: str) -> list[dict]:
    answer = server.ask(f"{API}/{path}")
    assert answer.status == 200, answer.text
    return answer.json["data"]


def rows(answer: Answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"), newline="")))


def ids(items: list[dict], name: str = "id") -> list[str]:
    return [item[name] for item in items]


def test_index_names_every_collection(server: Server) -> None:
    for path in (API, f"{API}/"):
        index = server.ask(path).json
        assert ids(index["collections"], "name") == COLLECTIONS
        assert all(server.ask(one["href"]).status == 200 for one in index["collections"])
        assert index["provenance"]["how_to_cite"] == "Ferry crossings, a worked example."


def test_evidence_with_its_sources(server: Server) -> None:
    record, influence, fact = (data(server, f"evidence?q={name}")[0] for name in ("E6", "I1", "S2"))
    assert ids(record["places"]) == ["aa", "no"]
    assert (record["kind"], record["direction"], record["paragraph"]) == ("records", "barrier", "ONE-3")
    assert record["section"] == "Rules of the crossing"
    assert record["basis"] == {"id": "finding", "name": "Finding"}
    assert record["factors"] == [{"id": "piers", "name": "Piers"}]
    work = record["works"][0]
    assert (work["key"], work["doi"], work["link"]) == ("gamma_2018", None, None)
    assert work["cautions"] == ["Not verified: only its citation was seen.", "Cited elsewhere."]
    assert (influence["sign"], ids(influence["factors"])) == ("+", ["subsidy", "skill"])
    assert influence["works"][0]["link"] == "https://doi.org/10.1000/182"
    assert (fact["number"], fact["unit"], fact["counts"], fact["as_of"]) == (0.66, "FTE", "per boat", "2015")
    assert (fact["primary"], fact["paragraph"], fact["status"]) == (False, None, "observed")
    assert fact["conflict"].startswith("Whether the crew of Alder")
    assert record["permalink"].endswith("/evidence?record=E6&v=1.2.0")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kinds=records&directions=mixed", ["E7"]),
        ("kinds=records&directions=mixed&directions=neutral", ["E4", "E7", "E8"]),
        ("levels=deck&places=no", []),
        ("kinds=records&factors=licence&places=aa", ["E1", "E2"]),
        ("kinds=records&factors=licence&places=aa&parts=true", ["E1", "E2", "E11"]),
        ("kinds=facts&places=aa&supplement=false", ["F1", "F2"]),
        ("kinds=influences&works=alpha_2010", ["I1"]),
        ("bases=synthesis", ["E9", "E14", "E15"]),
        ('q="silt up"', ["E6"]),
    ],
)
def test_filters_are_those_of_the_pages(server: Server, query: str, expected: list[str]) -> None:
    assert sorted(ids(data(server, f"evidence?{quote(query, safe='=&')}"))) == sorted(expected)


def test_policy_says_each_state(server: Server) -> None:
    cells = {(cell["lever"]["id"], cell["place"]["id"]): cell for cell in data(server, "policy")}
    assert len(cells) == 8  # four levers by the two headline places
    crew = cells["crew", "aa"]
    assert (crew["state"], crew["fact"], crew["status"], crew["number"]) == ("reported", "F1", "required", 0.5)
    assert sorted(crew["more"]) == ["S1", "S2", "S3"]
    assert ids(crew["works"], "key") == ["alpha_2010"]
    none = cells["fare", "no"]
    assert (none["state"], none["state_words"], none["status"]) == ("explicitly_none", "explicitly none", "none")
    gap = cells["logbook", "aa"]
    assert (gap["state"], gap["state_words"]) == ("not_reported", "not reported")
    assert [gap[name] for name in ("fact", "value", "number", "status")] == [None] * 4
    apart = data(server, "policy?places=aa_boat")
    assert {cell["lever"]["id"]: cell["state"] for cell in apart}["pilotage"] == "not_applicable"


def test_matrix_by_hand_and_gaps_without_a_number(server: Server) -> None:
    cells = data(server, "matrix?empty=false")
    assert len(cells) == 7 * 4
    rated = {(c["factor"]["id"], c["column"]["id"]): c for c in cells if c["state"] == "rated"}
    counts = ("rating", "helping", "hindering", "mixed", "neutral", "records", "distinct_works")
    assert {cell: tuple(item[name] for name in counts) for cell, item in rated.items()} == {
        cell: values[:7] for cell, values in BY_HAND.items()
    }
    assert all(item["record_ids"] and len(item["record_ids"]) == item["records"] for item in rated.values())
    assert rated["piers", "aa"]["paragraphs"] == ["ONE-3"]
    assert ids(rated["piers", "aa"]["works"], "key") == ["alpha_2010", "gamma_2018"]
    gaps = [cell for cell in cells if cell["state"] == "no_record"]
    assert len(gaps) == 28 - len(BY_HAND)
    assert {cell[name] for cell in gaps for name in counts} == {None}
    assert {cell["rating_words"] for cell in gaps} == {"no record in this source"}


def test_matrix_of_another_lens(server: Server) -> None:
    columns = {cell["column"]["id"] for cell in data(server, "matrix?columns=works")}
    assert columns == {"alpha_2010", "beta_2015", "gamma_2018"}
    cell = data(server, "matrix?columns=works&factors=noise&empty=false")[0]
    assert "columns=works" in cell["permalink"]
    assert "column=alpha_2010" in cell["permalink"]


def test_findings_are_sentences(server: Server) -> None:
    cells = {(one["lever"]["id"], one["place"]["id"]): one for one in data(server, "policy?per_page=200")}
    assert cells["fare", "no"]["sentence"] == "On fare, Norway has no fare."
    assert cells["logbook", "no"]["sentence"] == "The sources do not say anything on logbook in Norway."
    rated = {(one["factor"]["id"], one["column"]["id"]): one for one in data(server, "matrix?per_page=200")}
    assert rated["licence", "aa"]["sentence"] == "Two sources report licence in Alder as helping."
    said = data(server, "sentences?places=aa&places=no&home=aa&per_page=200")
    assert said[0]["kind"] == "answer"
    assert said[0]["text"] == "On fare, Alder explicitly has none: no fare is set; Norway has no fare."
    assert (said[0]["fact_ids"], [work["key"] for work in said[0]["works"]]) == (
        ["F2", "F5"], ["source_2020"],
    )  # fmt: skip
    assert {one["kind"] for one in said} == {
        "answer", "message", "key_point", "difference", "comparability", "disagreement", "unknown", "lesson",
    }  # fmt: skip
    assert "home=aa" in said[-1]["permalink"]
    (alone,) = data(server, "sentences?places=anywhere")
    assert (alone["kind"], alone["record_ids"]) == ("answer", ["E14"])
    assert "places=anywhere" in alone["permalink"]


def test_influences_works_places_and_terms(server: Server) -> None:
    assert [(i["from_factor"]["id"], i["sign"], i["to_factor"]["id"]) for i in data(server, "influences")] == [
        ("subsidy", "+", "skill"), ("noise", "+", "fatigue"), ("skill", "-", "fatigue"),
    ]  # fmt: skip
    assert ids(data(server, "influences?levels=deck")) == ["I2", "I3"]
    works = {work["key"]: work for work in data(server, "works")}
    assert set(works) == {"alpha_2010", "beta_2015", "gamma_2018", "delta_2016", "source_2020"}
    assert works["alpha_2010"]["cited_as"] == ["Alpha, 2010", "Alfa, 2010"]
    assert works["alpha_2010"]["influences"] == 1
    assert ids(data(server, "works?places=no&kinds=records"), "key") == ["alpha_2010", "gamma_2018"]
    assert ids(data(server, "jurisdictions?places=no")) == ["no"]
    terms = {(term["kind"], term["id"]): term for term in data(server, "codebook")}
    assert terms["lever", "fare"]["categories"] == ["free", "paid"]
    assert terms["factor", "licence"]["part_of"] == {"id": "rules", "name": "Rules"}


def test_provenance_goes_with_every_answer(server: Server) -> None:
    told = server.ask(f"{API}/evidence?places=no&levels=shore&q=slow").json["provenance"]
    assert (told["title"], told["version"], told["released"]) == ("Ferry crossings", "1.2.0", "2012-05-07")
    assert told["filters"] == ["Places: Norway", "Level: Shore", "Search: slow"]
    assert told["sources"][0]["doi"] == "10.1000/183"
    assert told["permalink"] == f"{server.address}/evidence?places=no&levels=shore&q=slow&v=1.2.0"


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_csv_holds_the_same(server: Server, collection: str) -> None:
    answer = server.ask(f"{API}/{collection}?format=csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert f'filename="tiny-1.2.0-{collection}.csv"' in answer.headers["content-disposition"]
    items = data(server, collection)
    table = rows(answer)
    assert len(table) == len(items) == int(answer.headers["x-total-count"])
    for row, item in zip(table, items, strict=True):
        assert (row["dataset_version"], row["dataset_title"]) == ("1.2.0", "Ferry crossings")
        assert row["permalink"] == item["permalink"]
        if "works" in item:
            assert row["works"] == "; ".join(ids(item["works"], "key"))
            assert row["works_links"] == "; ".join(work["link"] or "" for work in item["works"])
    assert server.ask(f"{API}/{collection}", accept="text/csv").body == answer.body


def test_a_gap_in_csv_is_empty_never_nought(server: Server) -> None:
    gap = next(row for row in rows(server.ask(f"{API}/matrix?empty=false&format=csv")) if row["state"] == "no_record")
    assert [gap[name] for name in ("rating", "helping", "records", "distinct_works")] == [""] * 4


def test_what_a_dataset_makes_of_a_formula(serve: Serve) -> None:
    """The orchard's texts open with what a spreadsheet would run; they leave led by an apostrophe."""
    orchard = serve(DATASETS / "orchard")
    for collection in COLLECTIONS:
        answer = orchard.ask(f"{API}/{collection}?format=csv&per_page=500")
        assert answer.status == 200
        told = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"), newline="")))
        numbers = {told[0].index(name) for name in ("number",) if name in told[0]}
        for row in told:
            for n, cell in enumerate(row):
                assert n in numbers or not cell.startswith(("=", "+", "-", "@", "\t", "\r")), (collection, cell)
    assert "'=" in orchard.ask(f"{API}/evidence?format=csv&per_page=500").body.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("query", "parameter", "first"),
    [
        ("places=nn", "places", "no"),
        ("factors=license", "factors", "licence"),
        ("works=alpha_2011", "works", "alpha_2010"),
        ("directions=facilitators", "directions", "facilitator"),
        ("kinds=record", "kinds", "records"),
        ("parts=yes", "parts", "true"),
        ("format=xml", "format", None),
        ("page=0", "page", None),
        ("page=1.5", "page", None),
        ("page=1&page=2", "page", None),
        ("per_page=501", "per_page", None),
        ("place=aa", "place", "places"),
        ("order=newer", "order", "newest"),
        (f"q={'x' * 201}", "q", None),
    ],
)
def test_what_is_not_valid_is_told_with_what_is(server: Server, query: str, parameter: str, first: str | None) -> None:
    answer = server.ask(f"{API}/evidence?{query}")
    assert answer.status == 422
    assert answer.headers["content-type"] == "application/problem+json"
    fault = answer.json["invalid"][0]
    assert fault["parameter"] == parameter
    assert fault["expected"]
    assert first is None or fault["valid"][0] == first


def test_a_flood_of_values_is_refused_before_it_is_read(server: Server) -> None:
    answer = server.ask(f"{API}/evidence?{'&'.join(['places=x'] * 501)}")
    assert answer.status == 422
    assert "at most 500 values" in answer.text
    many = server.ask(f"{API}/evidence?{'&'.join(f'places=x{n}' for n in range(400))}").json
    assert len(many["invalid"]) == 20


def test_paging(server: Server) -> None:
    whole = ids(data(server, "evidence"))
    assert len(whole) == 15 + 10 + 3
    path, found, pages = f"{API}/evidence?per_page=10", [], 0
    while path:
        answer = server.ask(path)
        assert (answer.json["total"], answer.json["pages"]) == (28, 3)
        assert answer.headers["x-total-count"] == "28"
        assert (f'<{answer.json["links"]["next"]}>; rel="next"' in answer.headers["link"]) == (pages < 2)
        found += ids(answer.json["data"])
        path, pages = answer.json["links"]["next"], pages + 1
    assert (found, pages) == (whole, 3)
    beyond = server.ask(f"{API}/evidence?page=99").json
    assert (beyond["data"], beyond["links"]["prev"]) == ([], f"{API}/evidence")


@pytest.mark.parametrize("path", ["evidence/E6", "evidence/I1", "evidence/S2", "works/gamma_2018"])
def test_one_of_a_collection_is_as_in_it(server: Server, path: str) -> None:
    collection, _, key = path.partition("/")
    answer = server.ask(f"{API}/{path}")
    assert answer.status == 200, answer.text
    named = "id" if collection == "evidence" else "key"
    assert [answer.json["data"]] == [item for item in data(server, f"{collection}?per_page=500") if item[named] == key]
    assert answer.json["links"] == {"self": f"{API}/{path}", "collection": f"{API}/{collection}"}
    assert answer.json["provenance"]["permalink"] == answer.json["data"]["permalink"]
    assert answer.json["provenance"]["how_to_cite"] == "Ferry crossings, a worked example."
    [row] = rows(server.ask(f"{API}/{path}?format=csv"))
    assert row[named] == key
    assert server.ask(f"{API}/{path}", if_none_match=answer.headers["etag"]).status == 304


def test_each_item_has_an_address(review: Server) -> None:
    for collection, named in (("evidence", "id"), ("works", "key")):
        for item in data(review, f"{collection}?per_page=500")[::25]:
            assert review.ask(f"{API}/{collection}/{quote(item[named], safe='')}").json["data"] == item


def test_what_one_item_does_not_heed(server: Server) -> None:
    refused = server.ask(f"{API}/evidence/E6?page=2")
    assert (refused.status, refused.json["invalid"][0]["valid"]) == (422, ["format"])
    assert server.ask(f"{API}/evidence/E6", accept="text/html").status == 406


def test_an_answer_that_is_known_is_not_sent_again(server: Server) -> None:
    answer = server.ask(f"{API}/matrix?places=aa")
    tag = answer.headers["etag"]
    again = server.ask(f"{API}/matrix?places=aa", if_none_match=tag)
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert again.headers["cache-control"] == answer.headers["cache-control"] == "private, no-cache"
    assert server.ask(f"{API}/matrix?places=no", if_none_match=tag).status == 200
    assert server.ask(f"{API}/matrix?places=aa&format=csv", if_none_match=tag).status == 200
    assert server.ask(f"{API}/matrix?places=aa", if_none_match='W/"other"').status == 200


def test_head_tells_the_same_without_a_body(server: Server) -> None:
    whole, head = server.ask(f"{API}/works"), server.ask(f"{API}/works", "HEAD")
    assert (head.status, head.body) == (200, b"")
    for name in ("etag", "content-type", "x-total-count", "link"):
        assert head.headers[name] == whole.headers[name]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["", "/", "/evidence", "/evidence/E1", "/openapi.json"])
def test_nothing_can_be_changed(server: Server, method: str, path: str) -> None:
    answer = server.ask(API + path, method)
    assert (answer.status, answer.json["status"]) == (405, 405)
    assert {name.strip() for name in answer.headers["allow"].split(",")} == {"GET", "HEAD"}


@pytest.mark.parametrize(
    "path",
    [
        "/api",
        "/api/",
        "/api/v2/evidence",
        "/api/v1/nothing",
        "/api/v1/evidence/E1/x",
        "/api/v1/evidence/E0",
        "/api/v1/works/nobody_1900",
        "/api/v1/codebook/E1",
        "/api/v1/openapi.json/x",
        "/api/v1/works/a%0Ab",
        "/api/v1/a%0A/b/c",
        "/api/v1/evidence/E1%0A",
    ],
)
def test_what_is_not_there_is_told_as_json(server: Server, path: str) -> None:
    answer = server.ask(path)
    assert (answer.status, answer.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    ("accept", "kind"),
    [("*/*", "application/json"), ("text/*", "text/csv; charset=utf-8"), ("text/html, */*;q=0.1", "application/json"),
     ("application/json;q=0.2, text/csv", "text/csv; charset=utf-8"), ("text/csv;q=0, */*", "application/json")],
)  # fmt: skip
def test_the_form_is_what_is_accepted(server: Server, accept: str, kind: str) -> None:
    answer = server.ask(f"{API}/works", accept=accept)
    assert (answer.status, answer.headers["content-type"]) == (200, kind)


def test_no_other_form(server: Server) -> None:
    assert server.ask(f"{API}/works", accept="text/html").status == 406
    assert server.ask(f"{API}/?format=csv").status == 406


def test_no_answer_names_a_path_of_the_machine(server: Server) -> None:
    said = "".join(server.ask(f"{API}/{name}").text for name in [*COLLECTIONS, "", "openapi.json", "x?y=z"])
    assert str(DATASETS) not in said
    assert "site-packages" not in said


def test_beneath_a_path(review: Server) -> None:
    index = review.ask(f"{API}/").json
    assert {one["href"] for one in index["collections"]} == {f"/policy{API}/{name}" for name in COLLECTIONS}
    answer = review.ask(f"{API}/evidence?per_page=1").json
    assert answer["links"]["next"] == f"/policy{API}/evidence?page=2&per_page=1"
    assert answer["provenance"]["permalink"].startswith(f"{review.address}/evidence?")
    assert review.ask(f"{API}/openapi.json").json["servers"] == [{"url": f"/policy{API}"}]


def test_without_a_dataset_there_is_no_answer(serve: Serve, tmp_path: Path) -> None:
    empty = serve(tmp_path / "nowhere", wait=False)
    answer = empty.wait_for(f"{API}/evidence", 503)
    assert answer.json["detail"] == "There is no dataset to answer from."
    assert "nowhere" not in json.dumps(answer.json)
