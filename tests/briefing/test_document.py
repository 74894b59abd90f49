"""A Word document, opened with python-docx: its structure, what it holds, and that nothing runs."""

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from components.exhibits.brief import Brief
from components.exhibits.exhibit import Cell, Column, Drawing, Table
from components.files.document import docx_bytes
from components.references.references import references
from data.model.dataset import Dataset
from tests.briefing.briefs import ADDRESS, annex_of, exhibit, handmade, hostile, png
from tests.briefing.test_slides import links

DRAWN = Drawing(lambda: None, (), None)  # type: ignore[arg-type, return-value]


def document_of(brief: Brief) -> Any:
    return docx.Document(BytesIO(docx_bytes(brief, picture=png)))


def styled(document: Any, *names: str) -> list[str]:
    """Return the texts of the paragraphs of some styles, links included."""
    return ["".join(t.text or "" for t in p._p.iter(qn("w:t"))) for p in document.paragraphs if p.style.name in names]


def test_the_structure_is_told_by_styles() -> None:
    document = document_of(handmade(exhibit(drawing=DRAWN), exhibit("two")))
    assert styled(document, "Title") == ["What others do"]
    assert styled(document, "Subtitle") == ["Unit for Trees · 2026-11-01"]
    assert [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")] == [
        ("Heading 1", "Policy table"), ("Heading 2", "Title of one"), ("Heading 2", "Title of two"),
        ("Heading 1", "References"), ("Heading 1", "Where this comes from"), ("Heading 1", "Abbreviations"),
        ("Heading 1", "Annex: the evidence behind the exhibits"), ("Heading 2", "Behind “Title of one”"),
        ("Heading 2", "Behind “Title of two”"),
    ]  # fmt: skip
    assert styled(document, "Caption") == [
        "Figure 1. Title of one", "Table 1. Title of one: as a table", "Table 2. Title of two",
    ]  # fmt: skip


def test_it_holds_what_every_export_holds() -> None:
    document = document_of(handmade(exhibit()))
    notes = styled(document, "Exhibit Note")
    for piece in (
        "What the signs mean:", "no record (a gap, not a zero).", "Shown: Places of one.", "https://doi.org/10.1000/tree",
        "Orchards, version 1.2.0 (2026-10-01). Made on 2026-11-01.", f"View: {ADDRESS}/jurisdictions?places=one",
    ):  # fmt: skip
        assert any(piece in note for note in notes), piece
    assert styled(document, "List Bullet") == ["Caveat of one."]
    plain = styled(document, "Normal")
    for piece in (
        "First line.",
        "Second line.",
        "Finding of one.",
        "How to cite the dataset: Cite so.",
        "Licence: CC BY",
    ):
        assert piece in plain
    assert styled(document, "Evidence") == [
        "FT  fruit tree",
        "E1  ▲ facilitator. Said so. [SEC-1; cites Familyw1 2001, Familyw2 2001] Caution: Only partly verified.",
    ]


def test_the_contents_lead_to_every_heading() -> None:
    document = document_of(handmade(exhibit()))
    body = document.element.body
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    jumps = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]
    headings = [p.text for p in document.paragraphs if p.style.name in ("Heading 1", "Heading 2")]
    # The contents of a full briefing fill one page: the parts of its annex, as many as its exhibits, aren't among them.
    listed = headings[: headings.index("Annex: the evidence behind the exhibits") + 1]
    assert styled(document, "toc 1", "toc 2") == listed
    assert headings[len(listed) :] == ["Behind “Title of one”"]
    told = next(field.text for field in body.iter(qn("w:instrText")) if "TOC" in field.text)
    assert "\\b listed_in_contents " in told
    assert "listed_in_contents" in marks
    assert set(jumps) <= marks
    numbers = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(numbers) == len(set(numbers))


def test_every_field_is_opened_and_closed_and_asks_for_nothing() -> None:
    file = docx_bytes(handmade(exhibit(drawing=DRAWN)), picture=png)
    document = docx.Document(BytesIO(file))
    kinds = [field.get(qn("w:fldCharType")) for field in document.element.body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")
    told = [field.text.split()[0] for field in document.element.body.iter(qn("w:instrText"))]
    assert set(told) == {"SEQ", "TOC", "PAGEREF"}
    with ZipFile(BytesIO(file)) as archive:
        assert b"updateFields" not in archive.read("word/settings.xml")
        assert b'w:val="en"' in archive.read("word/styles.xml")


def test_tables_repeat_their_heads_and_part_no_row() -> None:
    (table,) = document_of(handmade(exhibit())).tables
    rows = table._tbl.tr_lst
    assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False, False]
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    told = table._tbl.tblPr
    assert told.find(qn("w:tblCaption")).get(qn("w:val")) == "Title of one"
    assert told.find(qn("w:tblDescription")).get(qn("w:val")).startswith("Title of one. Finding of one.")
    assert [[cell.text for cell in row.cells] for row in table.rows][1:] == [
        ["Band above"] * 3, ["Rule", "A rule\nsince 2001", "–"], ["Pay", "None", "12"],
    ]  # fmt: skip


def test_an_exhibit_that_fits_a_page_stays_on_one() -> None:
    """All but its last paragraph are kept with the next, those within its table and its caption too."""
    paragraphs = [*document_of(handmade(exhibit())).element.body.iter(qn("w:p"))]
    styles = [paragraph.style for paragraph in paragraphs]
    first = styles.index("Heading2")
    last = next(n for n, style in enumerate(styles) if n > first and style == "Heading1") - 1
    kept = ("Heading2", "Caption", "CellHead", "CellBand")

    def stays(paragraph: Any) -> bool:
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:keepNext')}")
        return own is not None or paragraph.style in kept

    assert last > first + 10
    assert all(stays(paragraph) for paragraph in paragraphs[first:last])
    assert not stays(paragraphs[last])


def test_the_last_rows_of_a_long_table_stay_together() -> None:
    rows = tuple((Cell(f"row {n}", kind="head"), Cell("x")) for n in range(200))
    table = Table((Column("Name"), Column("What")), rows)
    document = document_of(handmade(exhibit(table=table)))
    lines = document.tables[0]._tbl.tr_lst
    kept = [line.find(f".//{qn('w:keepNext')}") is not None for line in lines]
    assert kept[1:] == [False] * 197 + [True, True, False]


def test_every_picture_says_what_it_shows() -> None:
    document = document_of(handmade(exhibit(drawing=DRAWN)))
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "Title of one. Finding of one. Shown: Places of one."


def test_the_references_are_those_of_what_is_told_and_only_those(psw: Dataset) -> None:
    brief = annex_of(psw, ("sections", "matrix"))
    listed = styled(document_of(brief), "Reference")
    assert listed == [reference.text for reference in references(tuple(brief.behind.values()))]
    cited = {key for shown in brief.exhibits for key in shown.all_works}
    assert len(listed) == len(cited)


def test_every_record_behind_the_matrix_is_told_once(psw: Dataset) -> None:
    brief = annex_of(psw, ("sections", "matrix"))
    told = [text.split()[0] for text in styled(document_of(brief), "Evidence") if re.match(r"E\d{3} ", text)]
    assert sorted(told) == sorted({detail.id for shown in brief.exhibits for detail in shown.details})
    assert len(told) == 190


def test_a_wide_table_has_pages_on_their_side(psw: Dataset) -> None:
    brief = annex_of(psw, ("sections", "policy"), *(("places", place) for place in psw.jurisdictions))
    document = document_of(brief)
    assert [section.page_width > section.page_height for section in document.sections] == [False, True, False]
    heads = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    assert all(head[0] == "Lever" for head in heads)
    assert {name for head in heads for name in head} == {column.title for column in brief.exhibits[0].table.columns}
    for table in document.tables:
        assert sum(column.width for column in table.columns) <= 257 * 36000 + 12700


def test_a_long_table_is_parted_by_pages_alone() -> None:
    rows = tuple((Cell(f"Row {n}", kind="head"), Cell(f"Value {n}")) for n in range(200))
    (table,) = document_of(handmade(exhibit(table=Table((Column("A"), Column("B")), rows)))).tables
    assert len(table.rows) == 201


def test_the_same_briefing_is_the_same_file() -> None:
    assert docx_bytes(handmade(exhibit()), picture=png) == docx_bytes(handmade(exhibit()), picture=png)


def test_the_file_says_what_it_is() -> None:
    held = document_of(handmade(exhibit())).core_properties
    assert (held.title, held.author, held.subject) == ("What others do", "Unit for Trees", "Orchards, version 1.2.0")
    assert (held.language, held.created.isoformat()[:10]) == ("en", "2026-11-01")


def test_nothing_of_the_data_runs() -> None:
    file = docx_bytes(hostile(), picture=png)
    document = docx.Document(BytesIO(file))
    held = "".join(text.text or "" for text in document.element.body.iter(qn("w:t")))
    assert '=HYPERLINK("http://evil.example";"x")' in held
    assert "<script>alert(1)</script> & <w:p/> ]]> &amp;" in held
    assert "\u202e" not in held
    told = [field.text.split()[0] for field in document.element.body.iter(qn("w:instrText"))]
    assert set(told) <= {"SEQ", "TOC", "PAGEREF"}
    assert links(file)
    assert all(link.startswith(("http://", "https://")) for link in links(file))
    assert not any("evil" in link or " " in link for link in links(file))


@pytest.mark.parametrize("sections", ["overview", "matrix", "lessons"])
def test_other_scripts_and_long_labels_are_written(orchard: Dataset, sections: str) -> None:
    brief = annex_of(orchard, ("sections", sections))
    document = document_of(brief)
    held = "".join(text.text or "" for text in document.element.body.iter(qn("w:t")))
    for shown in brief.exhibits:
        assert shown.table.rows[0][0].text in held
