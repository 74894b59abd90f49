"""A deck, opened with python-pptx: what each slide holds, where it stands, and that nothing runs."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from PIL import Image
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Inches

from components.exhibits.brief import Brief
from components.exhibits.exhibit import Cell, CloseUp, Column, Drawing, Exhibit, Table
from components.exhibits.exhibit_words import PIXELS
from components.files.picture import chart_png
from components.files.slide_template import LARGEST, TemplateError
from components.files.slides import pptx_bytes
from components.files.table_layout import Part, Setting, row_pages
from components.files.type_metrics import LEADING
from components.references.references import references
from data.model.dataset import Dataset
from tests.briefing.briefs import ADDRESS, HOSTILE, annex_of, exhibit, handmade, hostile, png

DRAWN = Drawing(lambda: None, (), None)  # type: ignore[arg-type, return-value]


def deck_of(brief: Brief, template: bytes | None = None, *, drawn: bool = False) -> Any:
    """Return a deck, its charts drawn where that is asked for, else stood in for."""
    return Presentation(BytesIO(pptx_bytes(brief, template, picture=chart_png if drawn else png)))


def texts(slide: Any) -> Iterator[str]:
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        elif shape.has_table:
            yield from (cell.text_frame.text for row in shape.table.rows for cell in row.cells)


def words(slide: Any) -> str:
    return "\n".join(texts(slide))


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def links(file: bytes) -> set[str]:
    with ZipFile(BytesIO(file)) as archive:
        rels = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".rels")]
    return {target for rel in rels for target in re.findall(r'Target="([^"]+)"[^>]*TargetMode="External"', rel)}


def test_a_slide_holds_what_every_export_holds() -> None:
    deck = deck_of(handmade(exhibit()))
    assert titles(deck) == [
        "What others do", "About this briefing", "Title of one", "References", "Abbreviations", "Where this comes from",
    ]  # fmt: skip
    shown = words(deck.slides[2])
    for piece in (
        "Finding of one.", "Shown: Places of one", "https://doi.org/10.1000/w1", "Made on 2026-11-01",
        "Orchards, version 1.2.0 (2026-10-01)", f"{ADDRESS}/jurisdictions?places=one",
        "no record (a gap, not a zero)", "Caveat of one.", "Band above", "A rule", "since 2001", "–",
    ):  # fmt: skip
        assert piece in shown


def test_the_notes_hold_the_rest() -> None:
    notes = deck_of(handmade(exhibit())).slides[2].notes_slide.notes_text_frame.text
    for piece in (
        "Finding of one.", "Shown: Places of one.", "▲▲ helps; – no record (a gap, not a zero)", "- Caveat of one.",
        "Source: Familyw1, A (2001). Work w1", "version 1.2.0", f"View: {ADDRESS}/jurisdictions?places=one", "Work w1",
    ):  # fmt: skip
        assert piece in notes
    assert "Work w2" not in notes


def test_the_references_are_those_of_what_is_shown_and_only_those(psw: Dataset) -> None:
    brief = annex_of(psw, ("sections", "matrix"))
    deck = deck_of(brief)
    listed = [
        paragraph.text
        for slide in deck.slides if slide.shapes.title.text_frame.text.startswith("References")
        for shape in slide.shapes if shape.name == "Text"
        for paragraph in shape.text_frame.paragraphs
    ]  # fmt: skip
    assert listed == [reference.text for reference in references(tuple(brief.works.values()))]
    assert len(listed) == 41


def test_no_cell_of_a_wide_table_is_lost(psw: Dataset) -> None:
    """Fifteen levers by all places: parted by columns and by rows, the levers repeated, every word there."""
    brief = annex_of(psw, ("sections", "policy"), *(("places", place) for place in psw.jurisdictions))
    (shown,) = brief.exhibits
    deck = deck_of(brief)
    grids = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert len(grids) > 6
    assert all(grid.cell(0, 0).text_frame.text == "Lever" and grid.first_row for grid in grids)
    heads = {cell.text_frame.text for grid in grids for cell in next(iter(grid.rows)).cells}
    assert heads == {column.title for column in shown.table.columns}
    held = " ".join(" ".join(texts(slide)) for slide in deck.slides)
    held = re.sub(r"\s+", " ", held.replace(" (continued)", ""))
    for row in shown.table.rows:
        for cell in row:
            assert cell.text in held
            assert cell.detail in held
    titled = [title for title in titles(deck) if re.search(r"lever by lever \(\d+ of", title)]
    assert titled[0].endswith(f"(1 of {len(titled)})")


@pytest.mark.parametrize(
    ("rows", "pages"), [(4, [4]), (5, [3, 2]), (8, [4, 4]), (9, [3, 3, 3]), (10, [4, 4, 2]), (13, [4, 4, 4, 1])]
)
def test_the_last_slide_of_a_table_is_not_left_with_a_row(rows: int, pages: list[int]) -> None:
    """Pages have room for four rows; thirteen fit four pages in no other way than three full ones and a row."""
    table = Table((Column("A"),), tuple((Cell("x"),) for _ in range(rows)))
    setting = Setting(size=10, small=8, head=10, beside=2, above=1)
    tall = 10 * LEADING + 2
    found = row_pages(table, [Part((0,), (100.0,))], [4.1 * tall], setting)
    assert [len(page) for page in found] == pages


def test_a_row_that_is_higher_than_a_slide_goes_on() -> None:
    long = " ".join(f"word{number}" for number in range(900))
    table = Table((Column("Lever"), Column("Here")), ((Cell("Rule", kind="head"), Cell(long, "detail " * 200)),))
    deck = deck_of(handmade(exhibit(table=table)))
    held = re.sub(r"\s+", " ", " ".join(words(slide) for slide in deck.slides))
    assert all(f"word{number} " in held for number in range(900))
    assert "Rule (continued)" in held
    assert_in_place(deck)


def assert_in_place(deck: Any) -> None:
    """Every shape lies on its slide, none on another."""
    for number, slide in enumerate(deck.slides, start=1):
        boxes = [(s.name, s.left, s.top, s.left + s.width, s.top + s.height) for s in slide.shapes]
        for name, left, top, right, bottom in boxes:
            assert left >= 0, (number, name)
            assert top >= 0, (number, name)
            assert right <= deck.slide_width, (number, name)
            assert bottom <= deck.slide_height, (number, name)
        for a, b in combinations([box for box in boxes if box[0] != "Slide number"], 2):
            apart = a[3] <= b[1] or b[3] <= a[1] or a[4] <= b[2] + 1 or b[4] <= a[2] + 1
            assert apart, (number, a, b)


@pytest.mark.parametrize("sections", ["overview", "policy", "staffing", "trends", "matrix", "influences"])
def test_nothing_lies_on_anything_else(psw: Dataset, sections: str) -> None:
    assert_in_place(deck_of(annex_of(psw, ("sections", sections))))


def test_every_picture_says_what_it_shows() -> None:
    deck = deck_of(handmade(exhibit(drawing=DRAWN)))
    pictures = [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == 13]
    assert [p._element.nvPicPr.cNvPr.get("descr") for p in pictures] == [
        "Title of one. Finding of one. Shown: Places of one."
    ]


def large(_exhibit: Exhibit, scale: float) -> bytes:
    """Return a picture of which a slide has room for the whole, but not at a size that is read."""
    file = BytesIO()
    Image.new("L", (round(1500 * scale), round(780 * scale))).save(file, "PNG")
    return file.getvalue()


def test_a_picture_that_is_too_large_to_be_read_is_a_table_instead() -> None:
    deck = Presentation(BytesIO(pptx_bytes(handmade(exhibit(drawing=DRAWN)), picture=large)))
    own = [slide for slide in deck.slides if "Title of one" in slide.shapes.title.text_frame.text]
    assert [slide.shapes.title.text_frame.text for slide in own] == ["Title of one"]
    assert any(shape.has_table for shape in own[0].shapes)
    assert not any(shape.shape_type == 13 for shape in own[0].shapes)


def test_a_picture_that_is_too_large_to_be_read_is_shown_in_its_parts() -> None:
    def small_parts(shown: Exhibit, scale: float) -> bytes:
        return png(shown, scale) if shown.name.startswith("one-part-") else large(shown, scale)

    parts = (CloseUp("from Macro", DRAWN), CloseUp("from Meso", DRAWN))
    shown = exhibit(drawing=DRAWN, close_ups=lambda: parts)
    deck = Presentation(BytesIO(pptx_bytes(handmade(shown), picture=small_parts)))
    own = [slide for slide in deck.slides if "Title of one" in slide.shapes.title.text_frame.text]
    assert [slide.shapes.title.text_frame.text for slide in own] == [
        "Title of one: from Macro (1 of 2)",
        "Title of one: from Meso (2 of 2)",
    ]
    assert all("Caveat of one." in words(slide) for slide in own)
    told = [shape._element.nvPicPr.cNvPr.get("descr") for slide in own for shape in slide.shapes
            if shape.shape_type == 13]  # fmt: skip
    assert [each.split(". ")[0] for each in told] == ["Title of one: from Macro", "Title of one: from Meso"]
    assert "Rule | A rule (since 2001) | –" in own[0].notes_slide.notes_text_frame.text


def type_of_pictures(deck: Any) -> list[tuple[str, float]]:
    """Return the points that a chart's smallest type, of ten and a half pixels or more, has on each picture."""
    return [
        (slide.shapes.title.text_frame.text,
         10.5 * shape.width / 12700 / (Image.open(BytesIO(shape.image.blob)).width / PIXELS))
        for slide in deck.slides for shape in slide.shapes if shape.shape_type == 13
    ]  # fmt: skip


def test_every_picture_of_the_review_can_be_read_on_its_slide(psw: Dataset) -> None:
    # The whole matrix and the whole map stood on slides in type of four points.
    sections = "overview,trends,matrix,influences"
    deck = deck_of(annex_of(psw, *(("sections", name) for name in sections.split(","))), drawn=True)
    sizes = type_of_pictures(deck)
    assert len(sizes) >= 12
    assert [(title, round(size, 1)) for title, size in sizes if size < 8.2] == []


def test_the_matrix_has_a_slide_a_level_and_trends_share_slides(psw: Dataset) -> None:
    deck = deck_of(annex_of(psw, ("sections", "trends"), ("sections", "matrix")), drawn=True)
    assert titles(deck)[1:7] == [
        "Change over time (1 of 3)",
        "Change over time (2 of 3)",
        "Change over time (3 of 3)",
        "Factors that help or hinder, by place: Macro (1 of 3)",
        "Factors that help or hinder, by place: Meso (2 of 3)",
        "Factors that help or hinder, by place: Micro (3 of 3)",
    ]
    charts = [deck.slides[number] for number in (1, 2, 3)]
    assert [sum(shape.shape_type == 13 for shape in slide.shapes) for slide in charts] == [3, 3, 3]
    assert "Australia: Workforce, share of direct care FTE" in words(charts[0])
    certification = [slide for slide in charts[1:] if "United States: Certification" in words(slide)]
    assert len(certification) == 1


def test_a_table_of_many_slides_stands_in_the_notes_of_its_picture() -> None:
    # 66 links took eight slides of a minister's deck, after the picture of them all.
    rows = tuple((Cell(f"Factor {n}", kind="head"), Cell("strengthens", f"PAR-{n}")) for n in range(150))
    table = Table((Column("From"), Column("Acts")), rows, ((0, "Macro"),))
    deck = Presentation(BytesIO(pptx_bytes(handmade(exhibit(drawing=DRAWN, table=table)), picture=large)))
    own = [slide for slide in deck.slides if "Title of one" in slide.shapes.title.text_frame.text]
    assert len(own) == 1
    assert "The 150 rows behind this picture stand in this slide's notes" in words(own[0])
    notes = own[0].notes_slide.notes_text_frame.text
    assert "From | Acts\nMacro\nFactor 0 | strengthens (PAR-0)" in notes
    assert "Factor 149 | strengthens (PAR-149)" in notes


def test_the_title_is_read_first_and_slides_are_numbered() -> None:
    deck = deck_of(handmade(exhibit()))
    for slide in deck.slides:
        assert slide.shapes[0] == slide.shapes.title
        assert [field.get("type") for field in slide._element.iter(qn("a:fld"))] == ["slidenum"]


def test_the_file_says_what_it_is() -> None:
    held = deck_of(handmade(exhibit())).core_properties
    assert (held.title, held.author, held.subject) == ("What others do", "Unit for Trees", "Orchards, version 1.2.0")
    assert (held.language, held.created.isoformat()[:10]) == ("en", "2026-11-01")


def test_the_same_briefing_is_the_same_file() -> None:
    assert pptx_bytes(handmade(exhibit()), picture=png) == pptx_bytes(handmade(exhibit()), picture=png)


def test_caveats_without_room_have_a_slide_of_their_own() -> None:
    caveats = tuple(f"Caveat number {number}, told at some length so that it takes room." for number in range(40))
    deck = deck_of(handmade(exhibit(caveats=caveats)))
    assert "Read with care: 40 caveats stand on the last slide" in words(deck.slides[2])
    held = " ".join(words(slide) for slide in deck.slides if "how to read it" in slide.shapes.title.text_frame.text)
    assert all(caveat in held for caveat in caveats)


def test_nothing_of_the_data_runs() -> None:
    file = pptx_bytes(hostile(), picture=png)
    deck = Presentation(BytesIO(file))
    held = "\n".join(words(slide) for slide in deck.slides)
    assert '=HYPERLINK("http://evil.example";"x")' in held
    assert "<script>alert(1)</script> & <w:p/> ]]> &amp;" in held
    assert "\u202e" not in held
    assert all(link.startswith(("http://", "https://")) for link in links(file))
    assert not any("evil" in link or " " in link for link in links(file))
    assert_in_place(deck)


def test_hostile_words_are_all_there() -> None:
    held = "\n".join(words(slide) for slide in deck_of(hostile()).slides)
    assert HOSTILE[3] in held


# Templates


def template(*, wide: float = 10, high: float = 5.625) -> bytes:
    """Return a template of another size, in another type, with an example slide."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Inches(wide), Inches(high)
    for layout in deck.slide_layouts:
        for shape in layout.placeholders:
            shape.left, shape.width = Inches(0.5), Inches(wide - 1)
            if shape.placeholder_format.type in (1, 3):
                shape.top, shape.height = Inches(0.3), Inches(0.8)
            elif shape.placeholder_format.type in (13, 15, 16):
                shape.top, shape.height = Inches(high - 0.4), Inches(0.3)
            else:
                shape.top, shape.height = Inches(1.3), Inches(2)
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    slide.shapes.title.text = "An example that must go"
    file = BytesIO()
    deck.save(file)
    return file.getvalue()


def repacked(file: bytes, name: str, change: Any) -> bytes:
    packed = BytesIO()
    with ZipFile(BytesIO(file)) as given, ZipFile(packed, "w", ZIP_DEFLATED) as written:
        for held in given.namelist():
            written.writestr(held, change(given.read(held)) if held == name else given.read(held))
    return packed.getvalue()


def test_a_template_gives_size_and_layouts_and_nothing_else() -> None:
    deck = deck_of(handmade(exhibit(), exhibit("two", drawing=DRAWN)), template())
    assert deck.slide_width == Inches(10)
    assert not any("An example" in words(slide) for slide in deck.slides)
    assert {slide.slide_layout.name for slide in deck.slides} == {"Title Slide", "Title Only"}
    assert_in_place(deck)


def test_a_potx_is_a_template() -> None:
    as_potx = repacked(
        template(), "[Content_Types].xml", lambda held: held.replace(b"presentation.main+xml", b"template.main+xml")
    )
    assert len(deck_of(handmade(exhibit()), as_potx).slides) == 6


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"no zip at all", "not a PowerPoint file"),
        (b"\xd0\xcf\x11\xe0 an old file", "old .ppt file, or is protected by a password"),
        (template()[:-2000], "damaged"),
        (repacked(template(), "ppt/slideLayouts/slideLayout1.xml", lambda held: held[: len(held) // 2]), "damaged"),
        (repacked(template(), "[Content_Types].xml", lambda held: held + b"macroEnabled"), "holds macros"),
        (repacked(template(), "[Content_Types].xml", lambda held: b"<Types/>"), "not a PowerPoint file"),
        (b"\0" * (LARGEST + 1), "MB large"),
    ],
)
def test_a_template_that_cannot_be_used_is_told_in_words(file: bytes, said: str) -> None:
    with pytest.raises(TemplateError, match=re.escape(said)):
        pptx_bytes(handmade(exhibit()), file, picture=png)


def test_a_template_that_unpacks_to_too_much_is_refused() -> None:
    packed = BytesIO(template())
    with ZipFile(packed, "a", ZIP_DEFLATED) as bomb:
        bomb.writestr("ppt/media/zeros.bin", bytes(310 * 2**20))
    with pytest.raises(TemplateError, match="unpacks to more than"):
        pptx_bytes(handmade(exhibit()), packed.getvalue(), picture=png)


def test_progress_is_told() -> None:
    told: list[tuple[float, str]] = []
    pptx_bytes(handmade(exhibit(), replace(exhibit(), title="Second")), None, lambda *step: told.append(step), png)
    assert [words for _, words in told] == ["Title of one", "Second", "References", "Done"]
    assert told[-1][0] == 1.0
