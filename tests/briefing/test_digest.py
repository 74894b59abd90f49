"""The short form of a briefing: what its slides and its memo say, derived by hand, and that they are short."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from pptx import Presentation

from components.exhibits.brief import Brief
from components.files.document import docx_bytes
from components.files.memo import MOST_SOURCES, Boxed, Source, Text, memo_pages
from components.files.memo_pdf import pdf_bytes
from components.files.slides import pptx_bytes
from components.files.web_page import html_bytes
from data.model.dataset import Dataset
from tests.briefing.briefs import annex_of, brief_of
from tests.briefing.test_slides import assert_in_place, template, texts, titles, words

TWO = (("places", "ca_on"), ("places", "ch"), ("author", "Policy Unit"))
EVERY = tuple(
    ("sections", name)
    for name in ("overview", "policy", "staffing", "trends", "matrix", "influences", "lessons", "records")
)
VIEWS: dict[str, tuple[tuple[str, str], ...]] = {
    "default": (),
    "two places": TWO,
    "a home": (*TWO, ("home", "ch")),
    "one place and one section": (("places", "ca_on"), ("sections", "matrix")),
    "a filter and a basket": (
        ("places", "ch"), ("places", "us"), ("directions", "barrier"), ("supplement", "false"),
        *(("basket", name) for name in ("E001", "S010", "I001")),
    ),
}  # fmt: skip


def every_place(dataset: Dataset) -> tuple[tuple[str, str], ...]:
    return tuple(("places", place) for place in dataset.jurisdictions)


def deck_of(brief: Brief, file: bytes | None = None) -> Any:
    return Presentation(BytesIO(pptx_bytes(brief, file)))


def opened(file: bytes) -> Any:
    return docx.Document(BytesIO(file))


def sizes(shape: Any) -> Iterator[float]:
    """Yield the points of each run of a shape's text."""
    frames = [shape.text_frame] if shape.has_text_frame else []
    if shape.has_table:
        frames = [cell.text_frame for row in shape.table.rows for cell in row.cells]
    yield from (run.font.size.pt for frame in frames for p in frame.paragraphs for run in p.runs if run.font.size)


def marks_in(words: str) -> set[int]:
    """Return the numbers of sources that a text has: of ``[1] [3]`` 1 and 3."""
    return {int(mark) for mark in re.findall(r"\[(\d+)\]", words)}


def packed(words: str) -> str:
    """Return a text without white space and hyphens, as files break lines differently."""
    return re.sub(r"[\s\u00ad\u200b\u2060-]", "", words)


# What is said, by hand


def test_the_two_place_deck_says_what_each_does_whether_numbers_compare_how_sure_and_what_is_unknown(
    psw: Dataset,
) -> None:
    deck = deck_of(brief_of(psw, *TWO))
    assert titles(deck) == [
        "Peer support workers in mental health care",
        # F018 is required in Ontario, F028 is none in Switzerland.
        "On policy instrument, Ontario ACT has a requirement; Switzerland explicitly has none.",
        # Of the categories: requirement against none and recommendation, binding against no obligation.
        "Ontario ACT and Switzerland differ on policy instrument and bindingness.",
        "The numbers on staffing in Ontario ACT (0.5 FTE) and Switzerland (35% of full-time) cannot be compared.",
        "On three points the sources disagree.",
        "In Ontario ACT, one study reports mandates and requirements as helping; in Switzerland, one study reports "
        "a lack of mandates and requirements as hindering.",
        # Of 15 levers in two places ten cells hold nothing.
        "The sources do not say anything on 10 of 30 points asked of Ontario ACT and Switzerland.",
    ]
    assert (
        "Because their units differ (FTE; percent of full-time), one is required and the other observed, and they "
        "count different things (per ACT team; per peer support worker)." in words(deck.slides[3])
    )
    assert "Decision:" in words(deck.slides[-1])


def test_the_default_deck_says_who_has_what(psw: Dataset) -> None:
    told = titles(deck_of(brief_of(psw)))
    assert told[1] == (
        "On policy instrument, Australia, Ontario ACT and the United States have a requirement; Switzerland explicitly "
        "has none; “policy decision” is reported of the UK NHS."
    )
    assert told[-1].startswith("The sources do not say anything on 24 of 75 points asked of Australia,")


def test_what_our_place_could_examine_is_there_only_where_a_place_is_ours(psw: Dataset) -> None:
    ours = [title for title in titles(deck_of(brief_of(psw, *TWO, ("home", "ch")))) if "could examine" in title]
    assert len(ours) == 1
    assert ours[0].startswith("Switzerland could examine policy instrument, bindingness")
    assert not [title for title in titles(deck_of(brief_of(psw, *TWO))) if "could examine" in title]


def test_what_was_kept_is_told_first_in_its_order(psw: Dataset) -> None:
    brief = brief_of(psw, *VIEWS["a filter and a basket"])
    assert brief.digest is not None
    first = brief.digest.frames[0]
    assert first.name == "kept"
    assert [next(iter((*line.records, *line.facts))) for line in first.lines] == ["E001", "S010", "I001"]
    assert brief.exhibits[0].section == "records"
    assert any("barrier" in words.lower() for words in brief.digest.filters)


def test_a_gap_is_told_as_one_and_never_as_a_no(psw: Dataset) -> None:
    brief = brief_of(psw, *TWO)
    assert brief.digest is not None
    whole = brief.digest.frame("in_place")
    assert whole is not None
    assert whole.table is not None
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in whole.table.rows}
    assert rows["Services and teams"][1] == "The sources do not say"
    assert rows["Since when"][0] == "First edition of the Ontario ACT programme standards (1998)"
    assert "Financing" not in rows, "on which the sources are silent in both places"
    assert whole.asides[0].text.startswith("The sources do not say anything on financing and model of change")


def test_of_many_places_differences_and_counts_come_first(psw: Dataset) -> None:
    brief = brief_of(psw, *every_place(psw))
    assert brief.digest is not None
    assert [frame.name for frame in brief.digest.frames[:2]] == ["in_place", "coverage"]
    assert [frame.heading for frame in brief.digest.frames[:2]] == [
        "Where the places differ", "How many places have what",
    ]  # fmt: skip


# How it is set


@pytest.mark.parametrize("own", [True, False], ids=["our template", "a reader's"])
@pytest.mark.parametrize("view", VIEWS)
def test_slides_are_few_and_can_be_read_from_afar(psw: Dataset, view: str, own: bool) -> None:
    deck = deck_of(brief_of(psw, *VIEWS[view]), None if own else template())
    assert len(deck.slides) <= 9
    scale = min(deck.slide_width / 960, deck.slide_height / 540) / 12700
    for slide in list(deck.slides)[1:]:
        for shape in slide.shapes:
            least = {"Foot": 10, "What the signs mean": 12}.get(shape.name, 28 if shape == slide.shapes.title else 18)
            assert all(size >= least * scale - 0.1 for size in sizes(shape)), (shape.name, list(sizes(shape)))
    assert_in_place(deck)


@pytest.mark.parametrize("name", ["tiny", "psw", "orchard"])
def test_every_sentence_of_a_slide_is_one_of_the_digest_word_for_word(
    name: str, request: pytest.FixtureRequest
) -> None:
    brief = brief_of(request.getfixturevalue(name), *EVERY)
    assert brief.digest is not None
    digest = brief.digest
    known = {line.text for line in (digest.answer, digest.headline, *digest.messages)}
    for frame in digest.frames:
        known |= {frame.title, *(line.text for line in (*frame.lines, *frame.asides, *frame.said))}
    for slide in list(deck_of(brief).slides)[1:]:
        for shape in slide.shapes:
            for paragraph in shape.text_frame.paragraphs if shape.name == "Sentences" else ():
                said = paragraph.text
                assert (
                    said in known
                    or re.fullmatch(r"1 more is left out here\.|\d+ more are left out here\.", said)
                    or any(text.endswith(said[1:]) for text in known)
                ), said


def test_notes_are_said_in_a_minute_and_name_the_sources(psw: Dataset) -> None:
    for pairs in ((), TWO):
        for slide in list(deck_of(brief_of(psw, *pairs)).slides)[1:]:
            notes = slide.notes_slide.notes_text_frame.text
            said = notes.partition("Sources:")[0]
            assert 80 <= len(said.split()) <= 120, said


def test_the_foot_names_office_day_and_the_sources_of_what_is_shown(psw: Dataset) -> None:
    deck = deck_of(brief_of(psw, *TWO))
    feet = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.name == "Foot"]
    assert all(foot.startswith("Policy Unit · 1 November 2026") for foot in feet)
    assert feet[2].endswith("Sources: Mirbahaeddin and Chreim 2022; White et al. 2003; Burr et al. 2020")


@pytest.mark.parametrize("view", VIEWS)
def test_the_cover_names_the_sources_of_what_the_slides_show_and_no_others(psw: Dataset, view: str) -> None:
    cover, *others = (slide.notes_slide.notes_text_frame.text for slide in deck_of(brief_of(psw, *VIEWS[view])).slides)

    def sources(notes: str, head: str) -> set[str]:
        return set(filter(None, notes.partition(head)[2].split("\n")))

    assert sources(cover, "All sources of these slides:") == set().union(
        *(sources(each, "Sources:") for each in others)
    )


# The memo


@pytest.mark.parametrize("view", VIEWS)
def test_the_memo_has_at_most_three_pages_and_fifteen_sources(psw: Dataset, view: str) -> None:
    brief = brief_of(psw, *VIEWS[view])
    assert brief.digest is not None
    pages = memo_pages(brief, brief.digest)
    assert len(pages) <= 3
    sources = [block for page in pages for block in page if isinstance(block, Source)]
    assert len(sources) <= MOST_SOURCES
    assert [source.number for source in sources] == list(range(1, len(sources) + 1))
    paragraphs = [
        ("".join(t.text or "" for t in p.iter(qn("w:t"))), (style := p.pPr.pStyle) is not None and style.val)
        for p in opened(docx_bytes(brief)).element.body.iter(qn("w:p"))
        if p.pPr is not None
    ]
    entries = {mark for words, style in paragraphs if style == "MemoSource" for mark in marks_in(words)}
    marks = {mark for words, style in paragraphs if style != "MemoSource" for mark in marks_in(words)}
    assert entries == {source.number for source in sources}
    assert marks == entries, "each source is cited, and each mark has a source"
    assert not [words for words, _ in paragraphs if "Read with care" in words]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's pdftotext is missing")
@pytest.mark.parametrize("view", VIEWS)
def test_the_memo_as_pdf_cites_each_source_of_its_list_and_no_other(psw: Dataset, view: str, tmp_path: Path) -> None:
    (tmp_path / "memo.pdf").write_bytes(pdf_bytes(brief_of(psw, *VIEWS[view])))
    made = subprocess.run(["pdftotext", "-raw", str(tmp_path / "memo.pdf"), "-"], check=True, capture_output=True)
    body, heading, entries = made.stdout.decode().rpartition("\nSources\n")
    assert heading
    listed = [int(mark) for mark in re.findall(r"^\[(\d+)\]", entries, re.MULTILINE)]
    assert listed == list(range(1, len(listed) + 1))
    assert marks_in(body) == set(listed), "each source is cited, and each mark has a source"


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's pdftotext is missing")
@pytest.mark.parametrize("name", ["tiny", "psw", "orchard"])
@pytest.mark.parametrize("many", [False, True], ids=["default", "every place and section"])
def test_the_memo_as_pdf_is_tagged_and_three_pages_long(
    name: str, many: bool, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    dataset: Dataset = request.getfixturevalue(name)
    brief = brief_of(dataset, *((*every_place(dataset), *EVERY) if many else ()))
    made = pdf_bytes(brief)
    (tmp_path / "memo.pdf").write_bytes(made)
    told = subprocess.run(["pdfinfo", str(tmp_path / "memo.pdf")], check=True, capture_output=True).stdout.decode()
    assert "Tagged:          yes" in told
    pages = re.search(r"Pages:\s+(\d+)", told)
    assert pages is not None
    assert int(pages[1]) <= 3
    assert pdf_bytes(brief) == made


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's pdftotext is missing")
@pytest.mark.parametrize("name", ["tiny", "psw", "orchard"])
def test_every_sentence_of_a_memo_is_one_of_the_digest_and_stands_in_word_and_pdf_alike(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    brief = brief_of(request.getfixturevalue(name), *EVERY)
    assert brief.digest is not None
    digest = brief.digest
    known = {line.text for line in (digest.answer, *digest.messages, *digest.points)} | {digest.question}
    for frame in digest.frames:
        known |= {frame.title, *(line.text for line in (*frame.lines, *frame.asides))}
    blocks = [block for page in memo_pages(brief, digest) for block in page]
    told = [block for block in blocks if isinstance(block, Text)]
    told += [line for block in blocks if isinstance(block, Boxed) for line in block.lines]
    said = [block.words for block in told if block.style in ("text", "point")]
    assert said
    assert set(said) <= known
    (tmp_path / "memo.pdf").write_bytes(pdf_bytes(brief))
    printed = subprocess.run(["pdftotext", "-raw", str(tmp_path / "memo.pdf"), "-"], check=True, capture_output=True)
    body = opened(docx_bytes(brief)).element.body
    word = "".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
    assert [words for words in said if packed(words) not in packed(word)] == []
    # pdftotext puts marks of direction around Arabic: such sentences are not searched for in what it gives.
    alike = [words for words in said if name != "orchard" or words.isascii()]
    assert alike
    assert [words for words in alike if packed(words) not in packed(printed.stdout.decode())] == []


def test_the_memo_says_what_it_is_narrowed_to_and_one_of_everything_says_nothing(psw: Dataset) -> None:
    def fields(*pairs: tuple[str, str]) -> dict[str, str]:
        rows = opened(docx_bytes(brief_of(psw, *pairs))).tables[0].rows
        return {row.cells[0].text: row.cells[1].text for row in rows}

    assert fields(*TWO, ("directions", "barrier"))["Filters"] == "Direction: barrier"
    assert "Filters" not in fields(*TWO)


def test_what_has_no_room_is_said_to_be_in_the_annex_only_where_there_is_one(psw: Dataset) -> None:
    """Of the 13 levers on which something is stated of the two, ten stand on the memo's second page."""

    def left(*pairs: tuple[str, str]) -> list[str]:
        brief = brief_of(psw, *TWO, *pairs)
        assert brief.digest is not None
        said = [block.words for block in memo_pages(brief, brief.digest)[1] if isinstance(block, Text)]
        slides = [shape.text_frame.text for slide in deck_of(brief).slides for shape in slide.shapes
                  if shape.name == "What is left out"]  # fmt: skip
        return [words for words in (*said, *slides) if " more " in words]

    assert left() == ["3 more are left out here.", "8 more are left out here."]
    assert left(("annex", "with")) == left(("annex", "apart")) == ["3 more in the annex.", "8 more in the annex."]


@pytest.mark.office
@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is missing: apt-get install libreoffice-writer"
)
@pytest.mark.parametrize("many", [False, True], ids=["two places", "every place and section"])
def test_the_memo_as_word_prints_on_three_pages(psw: Dataset, many: bool, tmp_path: Path) -> None:
    brief = brief_of(psw, *((*every_place(psw), *EVERY) if many else TWO))
    (tmp_path / "memo.docx").write_bytes(docx_bytes(brief))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(tmp_path / "memo.docx")], check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    told = subprocess.run(["pdfinfo", str(tmp_path / "memo.pdf")], check=True, capture_output=True).stdout.decode()
    pages = re.search(r"Pages:\s+(\d+)", told)
    assert pages is not None
    assert int(pages[1]) <= 3


# The annex


def test_the_annex_is_left_out_put_behind_or_put_apart(psw: Dataset) -> None:
    short = len(deck_of(brief_of(psw, *TWO)).slides)
    whole = deck_of(brief_of(psw, *TWO, ("annex", "with")))
    apart = deck_of(annex_of(psw, *TWO))
    assert titles(whole)[short] == "Annex"
    # The annex alone has a cover of its own in the place of the divider.
    assert len(whole.slides) == short + len(apart.slides)
    assert any("lever by lever" in title for title in titles(apart))
    assert len(deck_of(brief_of(psw, *TWO, ("annex", "apart"))).slides) == short


def test_the_abbreviations_of_an_annex_are_those_that_it_has(psw: Dataset) -> None:
    """Of two places and their policy table: ACT and EX-IN stand in it, the US pay scale doesn't."""
    told = brief_of(psw, *TWO, ("sections", "policy")).abbreviations
    assert {"ACT", "EX-IN"} <= set(told)
    assert "GS" not in told


def test_influences_are_narrowed_by_no_place(psw: Dataset) -> None:
    (shown,) = brief_of(psw, *TWO, ("sections", "influences")).exhibits
    assert shown.filters[0] == "Places: not asked for, as an influence links two factors"
    assert not any("Ontario" in phrase for phrase in shown.filters)


def test_the_memo_goes_on_in_its_annex_with_numbered_contents(psw: Dataset) -> None:
    document = opened(docx_bytes(brief_of(psw, *TWO, ("annex", "with"))))
    assert [p.text for p in document.paragraphs if p.style.name == "Title"] == ["Annex"]
    fields = [field.text.split()[0] for field in document.element.body.iter(qn("w:instrText"))]
    assert fields.count("PAGEREF") == len([p for p in document.paragraphs if p.style.name.startswith("toc ")])


def test_the_language_of_the_dataset_is_that_of_every_text(psw: Dataset) -> None:
    deck = deck_of(replace(brief_of(psw, *TWO), language="fr"))
    tags = {run.get("lang") for slide in deck.slides for run in slide._element.iter(qn("a:rPr"))}
    assert tags == {"fr"}
    with ZipFile(BytesIO(docx_bytes(replace(brief_of(psw, *TWO), language="fr")))) as archive:
        assert b'w:val="fr"' in archive.read("word/styles.xml")
    assert b'<html lang="fr">' in html_bytes(replace(brief_of(psw, ("sections", "policy")), language="fr"))


def test_a_deck_says_no_text_twice_on_one_slide(psw: Dataset) -> None:
    for slide in deck_of(brief_of(psw, *TWO)).slides:
        said = [text for text in texts(slide) if len(text) > 30]
        assert len(said) == len(set(said))
