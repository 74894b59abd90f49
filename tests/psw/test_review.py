"""The dataset of the review holds what the review states: all of it, with its source, and in other words."""

import csv
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.exchange.changes import changes
from data.exchange.releases import open_version, release_file
from data.model.dataset import Dataset
from data.model.records import Fact
from data.questions.commensurability import reasons
from data.questions.coverage import paragraph_coverage

HERE = Path(__file__).resolve().parent

CITED = [
    "asad_2016", "berry_2011", "burr_2020", "byrne_2016", "byrne_2019", "chinman_2010", "chinman_2012",
    "creamer_2012", "davis_2010", "ehrlich_2020", "fan_2018", "franke_2010", "gates_2007", "gates_2010",
    "gillard_2015", "gillard_2017", "gopalan_2017", "grant_2012", "hebert_2008", "hopkins_2021", "ibrahim_2020",
    "kemp_2012", "kuhn_2015", "mancini_2018", "matsui_2013", "mccarthy_2019", "moll_2009", "moran_2013",
    "mulvale_2019", "otte_2020a", "otte_2020b", "rebeiro_gruhl_2016", "repper_2011", "shepardson_2019",
    "siantz_2016", "tse_2017", "vandewalle_2016", "walker_2013", "wall_2020", "white_2003",
]  # fmt: skip


def citations() -> list[tuple[str, str, int]]:
    """Return every paragraph and work cited in it, with how many times.

    citations.csv was derived once from the text of the review's section: each author and year in it, narrative or in
    brackets, every spelling of a name resolved to its work.
    """
    with (HERE / "citations.csv").open(encoding="utf-8", newline="") as file:
        return [(row["paragraph"], row["work"], int(row["times"])) for row in csv.DictReader(file)]


def primary(psw: Dataset, place: str, lever: str) -> list[Fact]:
    """Return the review's own facts of a lever in a place."""
    return [fact for at, fact in psw.facts.values() if at == place and fact.lever == lever and fact.primary]


def texts(psw: Dataset) -> Iterator[tuple[str, str]]:
    """Yield every text that is told of the review or beside it, with what it belongs to."""
    for record in (*psw.records.values(), *psw.influences.values()):
        yield record.id, record.statement
    for _, fact in psw.facts.values():
        yield fact.id, fact.value
        yield f"{fact.id}, note", fact.note or ""
    for place in psw.jurisdictions.values():
        yield f"{place.id}, summary", place.summary or ""
    for work in psw.works.values():
        yield f"{work.key}, note", work.note
    for name, sentence in psw.about.conflicts.items():
        yield f"{name}, conflict", sentence
    yield "dataset.yaml, description", psw.about.description or ""


def nine_word_runs(text: str) -> Iterator[str]:
    """Yield the runs of nine words of a text, each as ten hexadecimal digits of its SHA-256."""
    words = re.findall(r"[^\W_]+", text.casefold())
    for start in range(len(words) - 8):
        yield hashlib.sha256(" ".join(words[start : start + 9]).encode()).hexdigest()[:10]


def test_it_loads_and_only_two_categories_wait_for_use(psw: Dataset) -> None:
    """A category of the codebook that no place has is worth a warning; any other warning is a mistake."""
    assert [(w.where, w.problem) for w in psw.warnings] == [
        ("levers (certification).categories", "nothing uses 'none'."),
        ("levers (financing).categories", "nothing uses 'unclear'."),
    ]


def test_the_citations_are_all_there() -> None:
    assert sum(times for _, _, times in citations()) == 171
    assert sorted({work for _, work, _ in citations()}) == CITED
    assert len(CITED) == 40


def test_every_cited_work_stands_behind_a_record(psw: Dataset) -> None:
    used = {work for record in psw.records.values() for work in record.works}
    assert not set(CITED) - used


def test_no_record_rests_on_a_work_that_the_review_does_not_cite(psw: Dataset) -> None:
    used = {work for record in (*psw.records.values(), *psw.influences.values()) for work in record.works}
    assert not used - set(CITED)


def test_every_citation_is_covered_by_a_record_of_its_paragraph(psw: Dataset) -> None:
    held: dict[str, set[str]] = defaultdict(set)
    for record in psw.records.values():
        held[record.paragraph] |= set(record.works)
    assert [pair for *pair, _ in citations() if pair[1] not in held[pair[0]]] == []


@pytest.mark.parametrize("what", ["records", "influences", "facts"])
def test_no_record_cites_what_its_paragraph_does_not(psw: Dataset, what: str) -> None:
    """The works of a link or a fact are those of its paragraph, too, but for a work named in the one before."""
    cited = {(paragraph, work) for paragraph, work, _ in citations()}
    found = [fact for _, fact in psw.facts.values() if fact.primary] if what == "facts" else getattr(psw, what).values()
    assert [(r.id, r.paragraph, work) for r in found for work in r.works if (r.paragraph, work) not in cited] == []


def test_nothing_shares_nine_words_in_a_row_with_the_review(psw: Dataset) -> None:
    """Paraphrases only.

    nine_word_runs.txt was made once from the review's section, and holds no text of it: each paragraph and heading,
    without its mark, was put in lower case (``str.casefold``) and cut into words (letters and digits; an apostrophe
    parts words), once as it stands and once without what it has in round brackets; of every run of nine words, joined
    by a space, the first ten hexadecimal digits of the SHA-256 are kept.
    """
    source = set((HERE / "nine_word_runs.txt").read_text(encoding="ascii").split())
    assert len(source) > 5000
    assert [name for name, text in texts(psw) if source & set(nine_word_runs(text))] == []


def test_a_run_is_told_whatever_its_case_and_punctuation() -> None:
    """What the list of runs was made by and what the texts are held against must be one rule."""
    expected = ["5d8c511950", "0e1b1e569e"]
    assert list(nine_word_runs("One, TWO three (four); “five” six-seven eight\nNINE ten.")) == expected
    assert list(nine_word_runs("one two three four five six seven eight")) == []


def test_what_is_coded_has_records_and_nothing_else_has(psw: Dataset) -> None:
    coverage = paragraph_coverage(psw).set_index("paragraph")
    coded = coverage[coverage["role"] == "coded"]
    assert list(coded.index[coded["records"] == 0]) == []
    others = coverage[coverage["role"] != "coded"]
    assert list(others.index[others["records"] > 0]) == []
    assert Counter(coverage["role"]) == {"coded": 33, "introduction": 5, "summary": 1}


def test_every_paragraph_is_named_in_order(psw: Dataset) -> None:
    counts = {"INTRO": 1, "MACRO": 1, "SOC": 3, "REG": 4, "ECO": 4, "MESO": 1, "CUL": 2, "LEAD": 3, "CHG": 3, "HRM": 8,
              "MICRO": 1, "REL": 5, "WELL": 3}  # fmt: skip
    assert list(psw.about.paragraphs) == [f"{name}-{n}" for name, most in counts.items() for n in range(1, most + 1)]
    assert list(psw.codebook.sections) == list(counts)


def test_introductions_and_summaries_are_those_of_the_text(psw: Dataset) -> None:
    roles = {paragraph: role for paragraph, role in psw.about.paragraphs.items() if role != "coded"}
    assert roles == {
        "INTRO-1": "introduction", "MACRO-1": "introduction", "MESO-1": "introduction",
        "HRM-1": "introduction", "HRM-8": "summary", "MICRO-1": "introduction",
    }  # fmt: skip


def test_places_and_programmes_that_the_review_names(psw: Dataset) -> None:
    expected = {
        "us": ("country", None), "us_va": ("programme", "us"), "ca": ("country", None), "ca_on": ("region", "ca"),
        "ch": ("country", None), "au": ("country", None), "au_sa": ("region", "au"), "uk": ("country", None),
        "hk": ("region", None), "jp": ("country", None), "eu": ("group", None), "general": ("literature", None),
    }  # fmt: skip
    found = {place.id: (place.kind, place.part_of) for place in psw.jurisdictions.values() if place.id in expected}
    assert found == expected


def test_places_that_only_other_documents_name(psw: Dataset) -> None:
    parts = {"us_ga": "us", "us_nc": "us", "us_tx": "us", "eu_ie": "eu", "eu_fr": "eu", "eu_nl": "eu", "eu_de": "eu"}
    assert {place: psw.jurisdictions[place].part_of for place in parts} == parts
    assert [fact.id for at, fact in psw.facts.values() if at in parts and fact.primary] == []


def test_the_five_headline_places(psw: Dataset) -> None:
    assert set(psw.headline) == {"us", "ca_on", "ch", "au", "uk"}
    assert len(psw.headline) == 5


def test_ontario_requires_half_a_post_on_every_team(psw: Dataset) -> None:
    (fact,) = primary(psw, "ca_on", "staffing")
    assert (fact.number, fact.unit, fact.status, fact.counts) == (0.5, "FTE", "required", "per ACT team")
    assert (fact.paragraph, fact.works) == ("REG-3", ("white_2003",))


def test_switzerland_is_observed_and_obliges_nobody(psw: Dataset) -> None:
    (staffing,) = primary(psw, "ch", "staffing")
    (hours,) = primary(psw, "ch", "weekly_hours")
    assert (staffing.number, staffing.unit, staffing.status) == (35, "percent of full-time", "observed")
    assert (hours.number, hours.unit, hours.status) == (13, "hours/week", "observed")
    assert {f.paragraph for f in (staffing, hours)} == {"REG-3"}
    (duty,) = primary(psw, "ch", "bindingness")
    assert (duty.status, duty.category, duty.number, duty.paragraph) == ("none", "no_obligation", None, "REG-3")
    assert re.search(r"no legal duty", duty.value)


def test_ontario_and_switzerland_are_not_one_measure(psw: Dataset) -> None:
    (ontario,), (switzerland,) = primary(psw, "ca_on", "staffing"), primary(psw, "ch", "staffing")
    assert [reason.aspect for reason in reasons(ontario, switzerland)] == ["unit", "status", "what they count"]


def test_since_when(psw: Dataset) -> None:
    (since,) = primary(psw, "au", "since")
    assert (since.as_of, since.paragraph) == ("1990s", "REG-4")
    crisis = [f for f in primary(psw, "us", "persisting_challenge") if f.paragraph == "ECO-3"]
    assert [f.as_of for f in crisis] == ["2008"]


@pytest.mark.parametrize(
    ("place", "lever", "paragraph", "said"),
    [
        ("us_va", "employment_practices", "HRM-7", "sick leave.*same terms"),
        ("us_va", "change_model", "CHG-2", "exposure.*adoption.*implementation"),
        ("au_sa", "change_model", "CHG-2", "prepare.*train.*support"),
        ("uk", "employment_practices", "REG-2", "occupational health"),
        ("uk", "employment_practices", "REG-2", "referral"),
        ("uk", "training", "REG-2", "training"),
        ("us", "financing", "ECO-1", "medicaid.*reimburse"),
        ("ca_on", "reported_result", "REG-3", "recruited"),
        ("us_va", "training", "HRM-6", "peer-to-peer resource center"),
        ("hk", "instrument", "REL-3", "mindset"),
    ],
)
def test_softer_facts(psw: Dataset, place: str, lever: str, paragraph: str, said: str) -> None:
    found = [f.value for f in primary(psw, place, lever) if f.paragraph == paragraph]
    assert any(re.search(said, value, re.IGNORECASE) for value in found), found


def test_records_name_the_place_that_the_text_names(psw: Dataset) -> None:
    """What the text tells of a programme is the programme's, not also its country's."""
    for part, whole in (("us_va", "us"), ("ca_on", "ca"), ("au_sa", "au")):
        assert [r.id for r in psw.records.values() if {part, whole} <= set(r.places)] == []
    assert psw.records
    assert all("general" not in r.places or r.places == ("general",) for r in psw.records.values())


def test_synthesis_cites_nothing_and_all_else_cites(psw: Dataset) -> None:
    assert [r.id for r in psw.records.values() if (r.basis == "synthesis") != (not r.works)] == []


def test_sizes_are_those_of_a_careful_coding(psw: Dataset) -> None:
    assert 150 <= len(psw.records) <= 260
    assert 60 <= sum(fact.primary for _, fact in psw.facts.values()) <= 80
    assert 40 <= len(psw.influences) <= 75


def test_statements_are_short(psw: Dataset) -> None:
    told = (*psw.records.values(), *psw.influences.values())
    assert [record.id for record in told if len(record.statement) > 240] == []


def test_no_statement_stands_twice(psw: Dataset) -> None:
    count = Counter(record.statement.casefold() for record in psw.records.values())
    assert [statement for statement, times in count.items() if times > 1] == []


def test_spellings_of_the_source_lead_to_the_work(psw: Dataset) -> None:
    for spelling, key in [("Gates & Akbas, 2007", "gates_2007"), ("Repper & Cater, 2011", "repper_2011"),
                          ("Frank et al., 2010", "franke_2010")]:  # fmt: skip
        assert spelling in psw.works[key].cited_as
    assert [key for key in CITED if not psw.works[key].cited_as] == []


def test_abbreviations_of_the_texts_are_explained(psw: Dataset) -> None:
    assert {"PSW", "ACT", "FTE", "NHS", "VA"} <= set(psw.about.abbreviations)


def test_the_release_of_this_version_is_what_the_folder_holds(psw: Dataset) -> None:
    """A released version doesn't change: whoever changes the folder raises the version."""
    path = release_file(psw.folder, psw.about.version)
    assert path is not None
    assert changes(open_version(str(path), psw.folder), psw) == ()
