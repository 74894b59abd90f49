"""Statements keep the hedge of their sentence, and the field's words: one term for one thing, one spelling."""

import re
from collections.abc import Iterator

import pytest

from data.model.dataset import Dataset

# What the review's sentence hedges, read by hand: the record, and the word that must be left of the hedge.
HEDGES = {
    "E003": "tend to", "E018": "can ease", "E022": "probably", "E028": "can address", "E038": "may lead",
    "E048": "tend to", "E049": "tend to", "E050": "relative", "E051": "relative", "E052": "can pose",
    "E053": "could have", "E054": "could be", "E058": "tend to", "E068": "can create", "E069": "can offer",
    "E070": "can provide", "E071": "can build", "E073": "can provide", "E074": "can offer", "E076": "can alter",
    "E079": "can make easier", "E080": "can make easier", "E081": "can help", "E083": "often", "E085": "can benefit",
    "E086": "would consider", "E087": "can help", "E096": "can be taken up", "E098": "can be",
    "E099": "Evidence points", "E100": "evidence points", "E103": "often", "E114": "may be", "E115": "and/or",
    "E116": "tend to", "E117": "tends to", "E119": "may arise", "E121": "possible", "E126": "can facilitate",
    "E128": "can offer", "E138": "partly", "E141": "There are cases", "E142": "There are cases",
    "E143": "There are cases", "E146": "may experience", "E147": "can show", "E148": "can experience",
    "E149": "significant part", "E151": "may come", "E154": "can be", "E157": "can help", "E159": "can create",
    "E162": "can affect", "E164": "potential", "E166": "may lead", "E167": "can, as evidence suggests",
    "E172": "a bit lonely", "E173": "can take", "I013": "may lead", "I020": "tend to", "I022": "could have",
    "I025": "tend to", "I033": "can offer", "I034": "can offer", "I037": "can offer", "I039": "can set",
    "I040": "can set", "I041": "can facilitate", "I042": "can help", "I043": "would consider",
    "I049": "can be taken up", "I054": "would allow", "I055": "can offer", "I064": "can help", "I066": "can help",
    "I067": "can help", "I068": "can help", "I069": "can take",
}  # fmt: skip
ASSOCIATED = {
    "E082": "associated with", "E132": "related to", "E133": "related to", "E134": "related to", "E135": "related to",
    "I056": "related to", "I057": "related to", "I058": "related to",
}  # fmt: skip
PLACED = {
    "I026": "In a US study", "I027": "In a US study", "I028": "In a US study", "I029": "In a UK study",
    "I030": "In a UK study", "I031": "In a UK study", "E020": "In US", "E063": "In a UK study", "E065": "In a UK study",
}  # fmt: skip
PROPER = "Peer-to-Peer Resource Center"


@pytest.mark.parametrize(("name", "words"), [*HEDGES.items(), *ASSOCIATED.items(), *PLACED.items()])
def test_a_statement_says_no_more_than_its_sentence(psw: Dataset, name: str, words: str) -> None:
    record = psw.records.get(name) or psw.influences[name]
    assert words in record.statement


@pytest.mark.parametrize("name", ["I005", "I009", "I010", "I012", "I038"])
def test_influences_that_the_text_does_not_state_are_gone(psw: Dataset, name: str) -> None:
    assert name not in psw.influences


@pytest.mark.parametrize(("name", "factor"), [("I006", "certification"), ("I069", "isolation_networks")])
def test_what_the_text_says_without_a_citation_cites_nobody(psw: Dataset, name: str, factor: str) -> None:
    assert (psw.influences[name].from_factor, psw.influences[name].works) == (factor, ())


def told(psw: Dataset) -> Iterator[tuple[str, str]]:
    """Yield every text that the dataset words itself, with what it belongs to."""
    for record in (*psw.records.values(), *psw.influences.values()):
        yield record.id, record.statement
    for factor in psw.factors.values():
        yield factor.id, f"{factor.name}: {factor.definition}"
    for _, fact in psw.facts.values():
        yield fact.id, " ".join(filter(None, (fact.value, fact.counts, fact.note)))
    for place in psw.jurisdictions.values():
        yield place.id, place.summary or ""


def test_a_peer_support_worker_is_called_so_and_a_service_user_is_no_peer(psw: Dataset) -> None:
    loose = re.compile(r"(?<!non-)(?<!\w)peers\b(?! with more experience)|\bpeer workers?\b|\bclients?\b")
    assert [name for name, text in told(psw) if loose.search(text)] == []


def test_spelling_is_british(psw: Dataset) -> None:
    other = re.compile(r"\b(centers?|programs?|organi[sz]ations?|behaviou?r(al)?|labor|specialised)\b", re.IGNORECASE)
    british = re.compile(r"organizations?|behaviour(al)?", re.IGNORECASE)
    for name, text in told(psw):
        found = [word[0] for word in other.finditer(text.replace(PROPER, "")) if not british.fullmatch(word[0])]
        assert found == [], name


def test_the_fields_words_are_used(psw: Dataset) -> None:
    records = (*psw.records.values(), *psw.influences.values())
    loose = re.compile(r"\bpersonnel\b|\bfull post\b|\blimits\b", re.IGNORECASE)
    assert [record.id for record in records if loose.search(record.statement)] == []


# Every barrier that is the lack of a helpful thing, and the words of its statement that say so, read by hand. Tense
# relationships (E137) are what the codebook has where trust lacks; tokenism (E037) is inclusion without acceptance.
LACKS = {
    "E029": "no legal duty", "E037": "Tokenism", "E049": "no pay scale", "E054": "could be eliminated",
    "E056": "Lack of appropriate supervision", "E057": "Unclear role definitions", "E058": "apprehension about access",
    "E061": "Lack of focus on recovery", "E065": "lacked understanding", "E084": "support neither",
    "E107": "Inadequate pay", "E108": "Limited resources", "E110": "Disparity in pay", "E137": "Tense relationships",
    "E138": "lack of trust", "E142": "lack the career development", "E143": "lack employment benefits",
    "E149": "Low readiness", "E171": "Lack of networking", "E183": "Little understanding",
}  # fmt: skip
# Things that hinder by themselves: a barrier on one of them is no lack.
HARMS = {
    "medical_model", "professional_power", "discrimination", "over_prescription", "voluntary_history",
    "economic_uncertainty", "hierarchical_culture", "stigma_at_work", "emotional_burden",
}  # fmt: skip
# Barriers on a factor that can help, where the thing as it is hinders, and not its lack.
AS_IT_IS = {"E062", "E064", "E103", "E154", "E159", "E160", "E172", "E173"}


def test_what_the_lack_of_does_is_coded_as_a_lack(psw: Dataset) -> None:
    assert {record.id for record in psw.records.values() if record.aspect == "lack"} == set(LACKS)
    assert {record.id for record in psw.influences.values() if getattr(record, "aspect", "")} == set()


@pytest.mark.parametrize(("name", "words"), LACKS.items())
def test_a_lack_is_said_by_its_statement(psw: Dataset, name: str, words: str) -> None:
    record = psw.records[name]
    assert words in record.statement
    assert record.direction == "barrier"
    assert record.factor not in HARMS


def test_every_barrier_was_read_for_what_it_lacks(psw: Dataset) -> None:
    barriers = [record for record in psw.records.values() if record.direction == "barrier"]
    assert {b.id for b in barriers if b.factor not in HARMS and b.id not in LACKS} == AS_IT_IS


@pytest.mark.parametrize(
    ("name", "scope"),
    [
        ("S100_2", "programme"),  # one specification of services sets no number: not the UK's
        ("S081", "part"),  # New South Wales
        ("S066", "programme"),  # one provider of training
        ("S090", "part"), ("S092", "part"), ("S099", "part"), ("F021", "part"),  # England
        ("S060", "part"), ("S078", "part"), ("S048", "part"), ("S139", "part"),
        ("F028", "national"), ("S070", "national"), ("S001", "national"), ("S049", "national"),
    ],
)  # fmt: skip
def test_a_fact_is_as_wide_as_its_source(psw: Dataset, name: str, scope: str) -> None:
    assert psw.facts[name][1].scope == scope


def test_only_facts_that_do_not_say_how_wide_they_are_have_no_scope(psw: Dataset) -> None:
    assert {name for name, (_, fact) in psw.facts.items() if fact.scope is None} == {
        "F001", "F002", "F004", "F005", "F006", "F010", "F011", "F017", "F040", "F041", "F045", "S062", "S111",
    }  # fmt: skip


def test_who_trains_is_no_issuer_and_a_competence_profile_no_credential(psw: Dataset) -> None:
    assert {name: psw.facts[name][1].lever for name in ("S066", "S098", "S129")} == {
        "S066": "training", "S098": "instrument", "S129": "instrument",
    }  # fmt: skip


def test_works_stand_at_no_copy_and_a_doi_stands_once(psw: Dataset) -> None:
    copies = re.compile(r"wip\.la|scite|5y1|vdocu|pdfslide|studylib|randomtandem|fill\.io|researchgate|jobsin|readkong")
    assert [work.key for work in psw.works.values() if copies.search(work.url)] == []
    dois = [work.doi.casefold() for work in psw.works.values() if work.doi]
    assert len(dois) == len(set(dois))
    assert [work.key for work in psw.works.values() if not work.title and work.verified != "no"] == []


def test_what_was_not_seen_of_a_work_is_not_called_verified(psw: Dataset) -> None:
    known = [work for work in psw.works.values() if "as a second reader knew it" in work.note]
    assert len(known) >= 7
    assert {work.verified for work in known} == {"partial"}
