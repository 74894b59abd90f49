"""Documents as LibreOffice prints them: every word is on its page, none on another, none beyond the edge."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from pptx import Presentation

from components.exhibits.brief import Brief
from components.files.document import docx_bytes
from components.files.slides import pptx_bytes
from data.model.dataset import Dataset
from tests.briefing.briefs import annex_of
from tests.briefing.test_slides import template, texts

OFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(
        OFFICE is None or shutil.which("pdftotext") is None,
        reason="LibreOffice or poppler's pdftotext is missing: apt-get install libreoffice-impress libreoffice-writer "
        "poppler-utils",
    ),
]
CLOSE = 1.6
"""Points by which the boxes of two words may overlap: descenders over ascenders."""


@dataclass(frozen=True)
class Word:
    """A word of a page and its box, in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def printed(file: bytes, ending: str, folder: Path) -> Path:
    """Return a file as LibreOffice prints it to PDF, with a profile of its own."""
    given = folder / f"given.{ending}"
    given.write_bytes(file)
    subprocess.run(
        [str(OFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), str(given)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return folder / "given.pdf"


def pages(pdf: Path) -> list[str]:
    told = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True, timeout=60).stdout
    return told.decode().split("\f")[:-1]


def word_boxes(pdf: Path) -> Iterator[tuple[float, float, list[Word]]]:
    """Yield width, height and words of each page."""
    out = pdf.with_suffix(".xml")
    subprocess.run(["pdftotext", "-bbox", str(pdf), str(out)], check=True, timeout=60)
    name = "{http://www.w3.org/1999/xhtml}"
    for page in ElementTree.parse(out).iter(f"{name}page"):
        yield float(page.get("width", 0)), float(page.get("height", 0)), [
            Word(word.text or "", *(float(word.get(side, 0)) for side in ("xMin", "yMin", "xMax", "yMax")))
            for word in page.iter(f"{name}word")
        ]  # fmt: skip


def packed(text: str) -> str:
    """Return a text without white space and line breaks' hyphens, by which printers differ."""
    return re.sub(r"[\s\u00a0\u00ad\u200b]", "", text)


def is_in(line: str, held: str) -> bool:
    """Return whether a line is on a page; signs that stand in another font may come in another order."""
    pieces = [piece for word in line.split() for piece in ([word] if re.search(r"\w", word) else word)]
    return packed(line) in held or all(packed(piece) in held for piece in pieces)


def assert_words_are_apart(pdf: Path) -> None:
    for number, (width, height, words) in enumerate(word_boxes(pdf), start=1):
        ordered = sorted(words, key=lambda word: word.top)
        for at, word in enumerate(ordered):
            assert word.left >= 0, (number, word)
            assert word.right <= width + 1, (number, word)
            assert word.bottom <= height, (number, word)
            for other in ordered[at + 1 :]:
                if other.top > word.bottom - CLOSE:
                    break
                wide = min(word.right, other.right) - max(word.left, other.left)
                high = min(word.bottom, other.bottom) - max(word.top, other.top)
                assert wide <= CLOSE or high <= max(CLOSE, 0.3 * (word.bottom - word.top)), (number, word, other)


def assert_whole(deck: Any, told: list[str]) -> None:
    """Every word of each slide is on its page."""
    assert len(told) == len(deck.slides)
    for number, (slide, page) in enumerate(zip(deck.slides, told, strict=True), start=1):
        held = packed(page)
        for text in texts(slide):
            for line in text.split("\n"):
                if "‹#›" not in line:
                    assert is_in(line, held), (number, line)


@pytest.fixture(scope="module")
def briefing(psw: Dataset) -> Brief:
    return annex_of(psw, ("sections", "overview"), ("sections", "staffing"), ("sections", "matrix"))


@pytest.mark.parametrize("own", [True, False], ids=["our page", "a template"])
def test_a_deck_is_printed_whole(briefing: Brief, own: bool, tmp_path: Path) -> None:
    file = pptx_bytes(briefing, None if own else template())
    pdf = printed(file, "pptx", tmp_path)
    assert_whole(Presentation(BytesIO(file)), pages(pdf))
    assert_words_are_apart(pdf)


def test_a_wide_deck_is_printed_whole(psw: Dataset, tmp_path: Path) -> None:
    brief = annex_of(psw, ("sections", "policy"), *(("places", place) for place in psw.jurisdictions))
    file = pptx_bytes(brief)
    pdf = printed(file, "pptx", tmp_path)
    assert_whole(Presentation(BytesIO(file)), pages(pdf))
    assert_words_are_apart(pdf)


def test_a_document_is_printed_whole(briefing: Brief, tmp_path: Path) -> None:
    pdf = printed(docx_bytes(briefing), "docx", tmp_path)
    held = packed("".join(pages(pdf)))
    for shown in briefing.exhibits:
        for piece in (shown.title, shown.finding, *shown.caveats, *(sign.words for sign in shown.legend)):
            assert packed(piece) in held
        for row in shown.table.rows:
            for cell in row:
                assert is_in(cell.text, held), cell.text
    assert_words_are_apart(pdf)


def test_a_table_that_goes_on_repeats_its_heads(briefing: Brief, tmp_path: Path) -> None:
    """The matrix goes over two pages or more, each of which names its columns."""
    told = pages(printed(docx_bytes(briefing), "docx", tmp_path))
    first = next(n for n, page in enumerate(told) if "Factors that help or hinder" in page and "Dominance" in page)
    last = next(n for n, page in enumerate(told) if "Isolation and peer support networks" in page)
    assert last > first
    for before, page in pairwise(range(first, last + 1)):
        assert page == before + 1
        assert "Switzerland" in told[page]
