"""Sentences: worked out by hand for each status, gap, end, unit and disagreement, then held to laws on any dataset."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.__main__ import main
from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.records import Fact
from data.model.selection import Selection
from data.model.vocabulary import SCOPES, STATUSES
from data.questions.cells import cell_of
from data.questions.counting import agreeing, counted, listed
from data.questions.figures import amount
from data.questions.guide import examples
from data.questions.lessons import lessons, scope
from data.questions.phrases import is_phrase
from data.questions.policy import policy_table
from data.questions.rating import factor_matrix
from data.questions.sentences import (
    Sentence,
    answer,
    cell_sentence,
    comparability_sentence,
    difference_sentences,
    disagreement_sentences,
    effects,
    effects_sentence,
    fact_sentence,
    influence_sentence,
    key_points,
    lesson_sentences,
    messages,
    numeric_sentences,
    rating_sentence,
    rating_sentences,
    spread_sentence,
    standing_sentence,
    unknown_sentences,
)
from data.questions.wording import place_name, running, when
from tests.conftest import PROJECT
from tests.data.folders import append

TODAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def states() -> Dataset:
    """Return the dataset of the US states, which has levers and no factors."""
    return load(PROJECT / "data" / "us_states")


def with_facts(folder: Path, *facts: dict[str, object]) -> Dataset:
    """Return the worked example with these facts of the logbook, of which it has none, in Norway."""
    base = {"lever": "logbook", "value": "a log of each trip", "status": "required", "works": ["beta_2015"]}
    lines = [f"  - {json.dumps({'id': f'Z{n}'} | base | fact)}\n" for n, fact in enumerate(facts)]
    append("jurisdictions/no.yaml", "".join(lines))(folder)
    return load(folder)


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        # The status gives the verb, a phrase its object.
        ({}, "On logbook, Norway requires a log of each trip."),
        ({"status": "recommended"}, "On logbook, Norway recommends a log of each trip."),
        ({"status": "planned"}, "On logbook, Norway plans a log of each trip."),
        ({"status": "observed"}, "One source reports on logbook in Norway: a log of each trip."),
        ({"status": "none", "value": "No log"}, "On logbook, Norway has no log."),
        # What is no phrase stands as it is after a colon.
        ({"value": "Trips must be logged"}, "Norway has a requirement on logbook: Trips must be logged."),
        ({"status": "recommended", "value": "Each trip is logged."},
         "Norway has a recommendation on logbook: each trip is logged."),
        ({"status": "planned", "value": "A bill would bring one"},
         "Norway has a plan on logbook: a bill would bring one."),
        ({"status": "none", "value": "No law asks skippers for one"},
         "Norway explicitly has none on logbook: no law asks skippers for one."),
        # Several works agree; of one only the citation was seen.
        ({"status": "observed", "works": ["beta_2015", "alpha_2010"]},
         "Two sources report on logbook in Norway: a log of each trip."),
        ({"status": "observed", "works": ["gamma_2018"]},
         "One study, of which only the citation was checked, reports on logbook in Norway: a log of each trip."),
        ({"works": ["gamma_2018"], "as_of": "2003"},
         "On logbook, Norway requires a log of each trip (in 2003; only the citation was checked)."),
        # Scope, day, confidence, disagreement.
        ({"scope": "part"}, "On logbook, Norway requires a log of each trip (for a part of it)."),
        ({"scope": "programme", "as_of": "2012-05-07"},
         "On logbook, Norway requires a log of each trip (on 7 May 2012; for one programme or service)."),
        ({"scope": "national", "from": "2011", "to": "2040", "confidence": "low"},
         "On logbook, Norway requires a log of each trip (from 2011; until 2040; low confidence)."),
        ({"conflict": "crew_dispute"}, "On logbook, Norway requires a log of each trip (sources disagree on it)."),
        # The amount with its limit and unit, where the value doesn't hold it; what is counted, where it doesn't say so.
        ({"value": "At least 40 entries", "number": 40, "unit": "entries", "counts": "per year"},
         "On logbook, Norway requires at least 40 entries (per year)."),
        ({"status": "observed", "value": "Logs kept", "number": 1200, "unit": "logs", "counts": "logs in ports"},
         "One source reports on logbook in Norway: logs kept (1,200 logs in ports)."),
        ({"status": "observed", "value": "Share of logs kept", "number": 12.5, "unit": "percent of boats"},
         "One source reports on logbook in Norway: Share of logs kept (12.5% of boats)."),
        ({"value": "Five entries", "number": 5, "unit": "entries", "counts": "per trip"},
         "On logbook, Norway requires five entries (per trip)."),
        # Round brackets are not put beside round ones; a year that the value names is not said again.
        ({"value": "Logs are kept (on paper) since 2015", "as_of": "2015"},
         "Norway has a requirement on logbook: Logs are kept (on paper) since 2015."),
        ({"value": "Logs are kept (on paper)", "as_of": "2015/16"},
         "Norway has a requirement on logbook: Logs are kept (on paper) [in 2015/16]."),
    ],
)  # fmt: skip
def test_a_fact_by_hand(tiny_copy: Callable[[], Path], fact: dict[str, object], said: str) -> None:
    dataset = with_facts(tiny_copy(), fact)
    assert fact_sentence(dataset, "Z0").text == said


def test_a_status_of_the_dataset_s_own(tiny_copy: Callable[[], Path]) -> None:
    folder = tiny_copy()
    append("codebook.yaml", 'statuses: [{id: byelaw, label: "Byelaw", behaves_as: required}]\n')(folder)
    dataset = with_facts(folder, {"status": "byelaw"})
    assert fact_sentence(dataset, "Z0").text == "On logbook, Norway requires a log of each trip (byelaw)."
    cells = policy_table(dataset, Selection(), ("no",), TODAY)
    standing = standing_sentence(dataset, cells, "logbook")
    assert standing is not None
    assert standing.text == "On logbook, Norway has something with the status “Byelaw”."


@pytest.mark.parametrize(
    ("facts", "said", "behind"),
    [
        ([], "The sources do not say anything on logbook in Norway.", ()),
        ([{"to": "2017"}], "Norway had a requirement on logbook, no longer in force: a log of each trip (ended 2017).",
         ("Z0",)),
        ([{"from": "2030"}],
         "Norway has a requirement on logbook, not in force yet: a log of each trip (not before 2030).", ("Z0",)),
        ([{"as_of": "2010"}, {"status": "none", "as_of": "2018", "value": "No log"}],
         "On logbook, Norway has no log (in 2018).", ("Z1",)),
        ([{"as_of": "2018"}, {"status": "none", "as_of": "2018", "value": "No log"}],
         "On logbook, Norway requires a log of each trip (in 2018; 1 other fact says that there is none).",
         ("Z0", "Z1")),
    ],
)  # fmt: skip
def test_a_cell_by_hand(
    tiny_copy: Callable[[], Path], facts: list[dict[str, object]], said: str, behind: tuple[str, ...]
) -> None:
    dataset = with_facts(tiny_copy(), *facts)
    sentence = cell_sentence(dataset, policy_table(dataset, Selection(), ("no",), TODAY)["logbook", "no"])
    assert (sentence.text, sentence.facts) == (said, behind)


def test_gaps_are_never_a_no(tiny: Dataset, tiny_copy: Callable[[], Path]) -> None:
    cells = policy_table(tiny, Selection(), ("aa", "aa_boat"), TODAY)
    silent = cell_sentence(tiny, cells["logbook", "aa"])
    assert silent == Sentence("The sources do not say anything on logbook in Alder.", strength="silent")
    never = cell_sentence(tiny, cells["pilotage", "aa_boat"])
    assert never.text == (
        "The question of pilotage does not apply to Alder night boat, because of the kind of place that it is."
    )
    dataset = with_facts(tiny_copy(), {})
    taken = cell_sentence(
        dataset, policy_table(dataset, Selection(supplement=False), ("no",), TODAY)["logbook", "no"]
    )  # fmt: skip
    assert taken.text == "Your filter took out what the sources say on logbook in Norway (1 fact)."
    assert (taken.facts, taken.works) == (("Z0",), ("beta_2015",))


def test_what_a_part_has_is_told_of_the_part(tiny: Dataset) -> None:
    cell = cell_of(tiny, "crew", "aa", ("F3",), on=TODAY)
    said = "On crew, Alder night boat requires one person on watch (per boat; counted under Alder)."
    assert cell_sentence(tiny, cell).text == said


def test_the_primary_source_stands_first(tiny: Dataset) -> None:
    assert fact_sentence(tiny, "F1").works == ("source_2020", "alpha_2010")
    assert fact_sentence(tiny, "F3").works == ("source_2020",)
    assert fact_sentence(tiny, "S2").works == ("beta_2015",)


@pytest.mark.parametrize(
    ("factor", "place", "said", "strength"),
    [
        ("licence", "aa", "Two sources report licence in Alder as helping.", "several"),
        ("licence", "no", "One study reports licence in Norway as hindering.", "one"),
        ("piers", "aa", "Reports differ on piers in Alder (helping: 1 record; hindering: 1 record).", "mixed"),
        ("piers", "no",
         "One study, of which only the citation was checked, reports piers in Norway as hindering: Piers silt up.",
         "unverified"),
        ("weather_watch", "aa",
         "Two sources report weather watch in Alder as both helping and hindering: A watch helps and delays.",
         "mixed"),
        ("skill", "aa", "One study describes skill in Alder, without a stated effect: Crews differ in skill.", "one"),
        ("skill", "anywhere",
         "The primary source itself, citing no work, reports skill in the general literature as helping: Skill helps.",
         "one"),
        ("noise", "no", "The sources do not say anything on noise in Norway.", "silent"),
    ],
)  # fmt: skip
def test_a_rating_by_hand(tiny: Dataset, factor: str, place: str, said: str, strength: str) -> None:
    sentence = rating_sentence(tiny, Selection(), factor, place)
    assert (sentence.text, sentence.strength) == (said, strength)


def test_a_filter_that_leaves_no_record_is_no_silence(tiny: Dataset) -> None:
    sentence = rating_sentence(tiny, Selection(directions=("barrier",)), "subsidy", "aa")
    assert sentence.text == "Your filter took out what the sources say on subsidy in Alder (2 records)."
    assert sentence.records == ("E3", "E4")


def test_the_lack_of_what_helps(tiny_copy: Callable[[], Path]) -> None:
    folder = tiny_copy()
    path = folder / "evidence.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    head = head.replace("direction,", "direction,aspect,")
    rows = [re.sub(r",(facilitator|barrier|mixed|neutral),", r",\1,,", row, count=1) for row in rows]
    rows += [
        "Z1,ONE-2,subsidy,barrier,lack,no,finding,alpha_2010,Without money boats lie idle.",
        "Z2,ONE-2,subsidy,barrier,lack,aa,finding,beta_2015,Without money boats lie idle.",
    ]
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    dataset = load(folder)
    said = {place: rating_sentence(dataset, Selection(), "subsidy", place) for place in ("aa", "no")}
    assert said["no"].text == (
        "One study reports a lack of subsidy in Norway as hindering: Without money boats lie idle."
    )
    # That a thing helps, and that its lack hinders, is no contradiction.
    assert said["aa"].text == "Two sources report subsidy in Alder as helping, and its lack as hindering."
    assert said["aa"].strength == "several"


def test_influences_by_hand(tiny: Dataset) -> None:
    said = [influence_sentence(tiny, [name]).text for name in tiny.influences]
    assert "One study reports subsidy as strengthening skill: Money pays for training." in said
    assert (
        said[-1]
        == "The primary source itself, citing no work, reports skill as weakening fatigue: Skill spares strength."
    )


def test_what_places_have_beside_one_another(tiny: Dataset) -> None:
    cells = policy_table(tiny, Selection(), ("aa", "no"), TODAY)
    assert [sentence.text for sentence in difference_sentences(tiny, cells)] == [
        "On fare, the places differ: free and paid in Alder; explicitly none in Norway."
    ]
    assert [sentence.text for sentence in unknown_sentences(tiny, cells)] == [
        "The sources do not say anything on pilotage and logbook in Alder and Norway."
    ]
    crew = comparability_sentence(tiny, cells, "crew")
    assert crew is not None
    assert crew.text == (
        "The numbers on crew in Alder (0.5 FTE) and Norway (35% of full-time) cannot be compared, because their units "
        "differ (FTE; percent of full-time), one is required and the other observed, and they count different things "
        "(per boat; per worker)."
    )
    assert crew.facts == ("F1", "F4")
    assert [sentence.text for sentence in disagreement_sentences(tiny, ("aa",))] == [
        "Sources disagree: whether the crew of Alder is two thirds or one half: two reports differ."
    ]
    assert disagreement_sentences(tiny, ("no",)) == ()


def test_the_answer_by_hand(tiny: Dataset) -> None:
    chosen = Selection(places=("aa", "no"))
    assert answer(tiny, chosen).text == "On fare, Alder explicitly has none: no fare is set; Norway has no fare."
    first, second, third = messages(tiny, chosen)
    assert first.text.startswith(
        "The numbers on crew in Alder (0.5 FTE) and Norway (35% of full-time) cannot be compared"
    )
    assert second.text == (
        "In Alder, the sources report licence and subsidy as helping; fatigue and noise as hindering; piers and "
        "weather watch as both helping and hindering; in Norway, the sources report licence and piers as hindering."
    )
    assert third.text.startswith("Sources disagree: whether the crew of Alder")
    assert len(key_points(tiny, chosen, "aa")) == 5


def test_of_the_general_literature_it_is_what_helps_and_hinders(tiny: Dataset, tiny_copy: Callable[[], Path]) -> None:
    """It has no facts; of its records E14 alone says that something helps, and rests on no cited work."""
    chosen = Selection(places=("anywhere",))
    said = answer(tiny, chosen)
    assert said.text == (
        "In the general literature, the primary source itself, citing no work, reports skill as helping."
    )
    assert (said.records, said.facts, said.works) == (("E14",), (), ())
    assert effects(tiny, chosen) == said
    assert messages(tiny, chosen) == key_points(tiny, chosen, "no") == ()
    filtered = answer(tiny, replace(chosen, directions=("barrier",)))
    assert filtered.text == "Your filter took out what the sources say on the general literature."
    assert (filtered.records, filtered.strength) == ((), "silent")
    folder = tiny_copy()
    lines = (folder / "evidence.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "evidence.csv").write_text("".join(line for line in lines if not line.startswith("E14,")), "utf-8")
    silent = answer(load(folder), chosen)
    assert (silent.text, silent.strength) == ("The sources do not say anything on the general literature.", "silent")


def test_ontario_and_switzerland(psw: Dataset) -> None:
    chosen = Selection(places=("ca_on", "ch"))
    assert answer(psw, chosen).text == (
        "On policy instrument, Ontario ACT has a requirement: peer specialists must be included in Assertive Community "
        "Treatment teams; Switzerland explicitly has none: no legal instrument obliges organizations to employ peer "
        "support workers."
    )
    assert [sentence.text for sentence in messages(psw, chosen)][:2] == [
        "The numbers on staffing in Ontario ACT (0.5 FTE) and Switzerland (35% of full-time) cannot be compared, "
        "because their units differ (FTE; percent of full-time), one is required and the other observed, and they "
        "count different things (per ACT team; per peer support worker).",
        "In Ontario ACT, one study reports mandates and requirements as helping; in Switzerland, one study reports a "
        "lack of mandates and requirements as hindering.",
    ]
    assert fact_sentence(psw, "F033").text == (
        "On staffing, Ontario ACT requires 0.5 full-time equivalent of paid staff in a peer support worker position "
        "(per ACT team)."
    )


def test_a_dataset_of_levers_alone(states: Dataset) -> None:
    assert [fact_sentence(states, name).text for name in ("DE09", "HI05", "VT01", "NJ04", "AR04")] == [
        "On continuing education, Delaware requires 20 hours every two years (per certified peer).",
        "On examination, Hawaii requires an examination (in 2024).",
        "Vermont has a plan on certification: a law passed in June 2024 provides for certification.",
        "New Jersey explicitly has none on Medicaid in mental health: not covered for mental health; covered for "
        "substance use (in September 2024).",
        "On examination, Arkansas has no statewide examination (low confidence; sources disagree on it).",
    ]
    assert answer(states, Selection(places=("us_ct", "us_az", "us_de"))).text == (
        "On certification, Connecticut has a plan; “several issuers” is reported of Arizona; “statewide” is reported "
        "of Delaware."
    )
    every = Selection(places=tuple(states.jurisdictions))
    assert "of 51 states" in answer(states, every).text
    assert effects_sentence(states, every, "us_de") is None


def test_other_scripts_keep_their_own_statements(orchard: Dataset) -> None:
    assert (
        fact_sentence(orchard, "T13").text == "京都, rule on planting: 街路に果樹を植えることはできない (late 1990s)."
    )
    assert fact_sentence(orchard, "T11").text == "فاس, “حق القطف”: لا يُسمح لأحد بالقطف."


def test_another_language_keeps_its_own_statements(tiny_copy: Callable[[], Path]) -> None:
    folder = tiny_copy()
    about = folder / "dataset.yaml"
    about.write_text(about.read_text(encoding="utf-8").replace("language: en", "language: nb"), encoding="utf-8")
    dataset = with_facts(folder, {"value": "Fergen fører dagbok", "as_of": "2015-03"})
    assert fact_sentence(dataset, "Z0").text == "Norway, “Logbook”: Fergen fører dagbok (2015-03)."


def test_small_words() -> None:
    assert (counted(1, "fact"), counted(2, "fact"), counted(2, "study", "studies")) == (
        "1 fact",
        "2 facts",
        "2 studies",
    )
    assert (agreeing(1, "is", "are"), agreeing(0, "is", "are")) == ("is", "are")
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["services and teams", "pay"]) == "services and teams, and pay"
    assert [when(text) for text in ("2015", "2002/03", "2023-10", "2001-12-24", "1990s", "2005-2010", "before 2024-10",
                                    "since the 1990s", "2011-09 to 2014-03")] == [
        "in 2015", "in 2002/03", "in October 2023", "on 24 December 2001", "in the 1990s", "from 2005 to 2010",
        "before October 2024", "since the 1990s", "from September 2011 to March 2014",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("20 hours every two years", True),
        ("At least 36 contact hours", True),
        ("A supervised practicum of 80 hours", True),
        ("Half of a post on every boat", True),
        ("No statewide examination", True),
        ("A course of five days", True),
        ("The state endorses a certification", False),
        ("A law passed in June 2024 provides for certification", False),
        ("No legal instrument obliges organizations to employ them", False),
        ("No licence or legal requirement applies", False),
        ("77 of 170 organizations (45.3%) employed consumer workers", False),
        ("Ministry of Health", False),
        ("An examination follows the training", False),
    ],
)
def test_in_doubt_it_is_no_phrase(text: str, phrase: bool) -> None:
    assert is_phrase(text) == phrase


def test_names_keep_their_capitals(psw: Dataset, states: Dataset) -> None:
    texts = ("Ministry of Health", "Queensland Health published it", "Certification can be obtained", "EX-IN course",
             "The NHS created it", "Hesse: a revision")  # fmt: skip
    assert [running(psw, text) for text in texts] == [
        "Ministry of Health", "Queensland Health published it", "certification can be obtained", "EX-IN course",
        "the NHS created it", "Hesse: a revision",
    ]  # fmt: skip
    assert running(states, "Medicaid in mental health", name=True) == "Medicaid in mental health"
    assert running(psw, "Non-binding recommendations", name=True) == "non-binding recommendations"


def test_places_with_an_article(psw: Dataset) -> None:
    names = [place_name(psw.jurisdictions[place]) for place in ("eu_nl", "us", "uk", "ch", "us_va", "general")]
    assert names == [
        "the Netherlands", "the United States", "the UK NHS", "Switzerland", "US Veterans Affairs",
        "the general literature",
    ]  # fmt: skip


def every_sentence(dataset: Dataset, places: tuple[str, ...], selection: Selection) -> Iterator[tuple[Sentence, bool]]:
    """Yield every sentence of some places, each with whether it names one of them for sure."""
    cells = policy_table(dataset, selection, places, TODAY)
    yield from ((cell_sentence(dataset, cell), True) for cell in cells.values())
    levers = dict.fromkeys(lever for lever, _ in cells)
    standings = (standing_sentence(dataset, cells, lever) for lever in levers)
    yield from ((one, len(places) <= 6) for one in standings if one is not None)
    few = len(places) <= 6
    yield from ((one, few) for one in difference_sentences(dataset, cells))
    yield from ((one, few) for one in numeric_sentences(dataset, cells))
    yield from ((one, few) for one in unknown_sentences(dataset, cells))
    yield from ((one, False) for one in disagreement_sentences(dataset, places))
    yield from ((one, True) for one in rating_sentences(dataset, selection).values())
    yield from ((influence_sentence(dataset, [name]), False) for name in dataset.influences)
    spread = spread_sentence(dataset, selection, places) if dataset.factors else None
    yield from [(spread, few)] if spread is not None else []
    home = places[0]
    drawn = scope(dataset, selection, home)
    table = policy_table(dataset, drawn, drawn.places, TODAY)
    found = lessons(dataset, drawn, table, factor_matrix(dataset, drawn), home)
    yield from ((one, True) for one in lesson_sentences(dataset, found))
    yield answer(dataset, selection), few
    yield from ((one, False) for one in (*messages(dataset, selection, home), *key_points(dataset, selection, home)))


def assert_lawful(dataset: Dataset, sentence: Sentence) -> None:
    text = sentence.text
    assert text.endswith("."), text
    assert not text.endswith(".."), text
    assert "  " not in text
    assert "\n" not in text
    assert text[0] == text[0].upper()
    assert not re.search(
        r"\b1 \w+s\b(?! a )|\b1 \w+ are\b|\b1 of 1\b|\bno record on since\b", text.partition(":")[0]
    ), text
    assert {*sentence.facts} <= set(dataset.facts)
    assert {*sentence.works} <= set(dataset.works)
    assert {*sentence.records} <= {*dataset.records, *dataset.influences}
    if sentence.strength == "silent":
        assert "sources do not say" in text or "filter took out" in text or "does not apply" in text


@pytest.mark.parametrize("name", ["tiny", "psw", "orchard", "states"])
@pytest.mark.parametrize("parts", [False, True])
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_every_sentence_is_lawful(request: pytest.FixtureRequest, name: str, parts: bool, data: st.DataObject) -> None:
    dataset: Dataset = request.getfixturevalue(name)
    named = [place.id for place in dataset.jurisdictions.values() if place.kind != "literature"]
    places = tuple(data.draw(st.lists(st.sampled_from(named), min_size=1, max_size=8, unique=True)))
    directions = data.draw(st.sampled_from([(), ("barrier",)]))
    supplement = data.draw(st.booleans())
    selection = Selection(places=places, parts=parts, supplement=supplement, directions=directions)
    names = [dataset.jurisdictions[place].name for place in named]
    for sentence, naming in every_sentence(dataset, places, selection):
        assert_lawful(dataset, sentence)
        if naming:
            assert any(place in sentence.text for place in names) or "states" in sentence.text, sentence.text


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    value=st.text(min_size=1, max_size=60).filter(lambda text: bool(text.strip())),
    status=st.sampled_from(STATUSES),
    scope=st.sampled_from([*SCOPES, None]),
    number=st.none() | st.floats(-1e6, 1e6, allow_nan=False),
    unit=st.none() | st.sampled_from(["FTE", "percent", "hours"]),
    counts=st.none() | st.sampled_from(["per boat", "hours worked"]),
    as_of=st.none() | st.sampled_from(["2015", "2015-03", "1990s", "about 2010", "2001-2004"]),
)
def test_whatever_a_fact_says(tiny: Dataset, value: str, **told: object) -> None:
    fact = Fact.model_validate({"id": "Z9", "lever": "logbook", "value": value, "works": ("beta_2015",)} | told)
    place = tiny.jurisdictions["no"].model_copy(update={"facts": (fact,)})
    dataset = replace(tiny, jurisdictions={**tiny.jurisdictions, "no": place})
    text = fact_sentence(dataset, "Z9").text
    assert text.endswith(".")
    assert not text.endswith("..")
    assert "  " not in text
    assert "Norway" in text
    assert len(text.splitlines()) == 1


def test_reports_that_differ_say_what_is_of_the_lack(psw: Dataset) -> None:
    # E158, E185: it helps; E137, E138: its lack hinders; E182: understanding or misunderstanding of it.
    assert rating_sentence(psw, Selection(), "trust_experiential", "general").text == (
        "Reports differ on trust in experiential knowledge in the general literature (helping: 2 records; its lack "
        "hindering: 2 records; both helping and hindering: 1 record)."
    )


def test_an_amount_spread_over_time_is_no_bound(psw: Dataset) -> None:
    # S064: 12 modules of 3 days over 14 months; a bound stays one.
    assert amount(psw.facts["S064"][1]) == "14 months"
    assert amount(psw.facts["S042"][1]) == "over 1,000 people"


def test_the_command_line_says_them(capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(PROJECT / "tests" / "datasets" / "tiny")
    assert main(["say", folder, "--places", "aa", "no", "--home", "aa"]) == 0
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first == ("On fare, Alder explicitly has none: no fare is set; Norway has no fare. [F2 F5] (Source 2020)")
    assert second.startswith(
        "- The numbers on crew in Alder (0.5 FTE) and Norway (35% of full-time) cannot be compared"
    )
    assert second.endswith("[F1 F4] (Source 2020; Alpha 2010)")
    assert main(["say", folder, "--places", "aaa"]) == 1
    assert "no place has the id aaa; the ids are aa, no, aa_boat" in capsys.readouterr().out


def test_the_guide_answers_in_a_sentence(psw: Dataset) -> None:
    answers = {example.page: example.answer for example in examples(psw)}
    said = {page: sentence.text for page, sentence in answers.items() if sentence is not None}
    assert set(said) == {"Overview", "Jurisdictions", "Factors", "Influences", "Lessons"}
    assert said["Jurisdictions"].startswith("The numbers on staffing in Ontario ACT (0.5 FTE) and Switzerland")
    assert said["Overview"].startswith("Sources disagree: whether US policy obliges anyone to employ or cover")
    assert said["Factors"].startswith("One study reports a lack of recovery values and acceptance in the United States")
