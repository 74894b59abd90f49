"""Every exhibit as SVG, PNG and PDF, opened with each format's own library: it says what it must carry."""

import io
import os
import re
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any
from xml.etree import ElementTree

import altair as alt
import pandas as pd
import pytest
from PIL import Image
from pypdf import PdfReader

from components.charts.level_matrix import level_matrix
from components.drawing import looks
from components.exhibits.exhibit import Drawing, Exhibit
from components.exhibits.provenance import provenance
from components.files import exhibit_files, picture
from components.files.exhibit_page import UNSET, Page, breakable, settable
from components.files.rendering import RENDERER, RenderError
from components.references.references import references
from components.workers.budgets import PICTURE
from components.workers.workers import WorkError, worked
from data.intake.loading import load
from data.model.dataset import Dataset
from tests.app.exhibits import HOSTILE, MADE, every_exhibit, full_view, hostile_exhibit, origin
from tests.conftest import PROJECT
from tests.snapshots import difference

SVG = "{http://www.w3.org/2000/svg}"
PSW = load(PROJECT / "data" / "psw")
EXHIBITS = {exhibit.name: exhibit for exhibit in every_exhibit(PSW)}
EACH = pytest.mark.parametrize("name", EXHIBITS)


def squeezed(text: str) -> str:
    """Return a text without white space, for what is broken into lines."""
    return "".join(text.split())


@cache
def shown(name: str) -> Page:
    exhibit = EXHIBITS[name]
    cited = references([PSW.works[key] for key in exhibit.works])
    return picture.framed(exhibit, provenance(full_view(PSW)), cited)


def words(svg: str) -> str:
    """Return all that an SVG's text elements say, without white space."""
    return squeezed("".join("".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")))


def pdf_words(pdf: bytes) -> str:
    """Return all that a PDF's text says, as poppler reads it in the order of its content, without white space."""
    told = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True)
    return squeezed(told.stdout.decode().replace("\u200b", ""))


def carried(exhibit: Exhibit) -> list[str]:
    """Return what a file of an exhibit must say, each as it stands in the data."""
    source = PSW.source
    return [
        exhibit.title,
        exhibit.finding,
        *exhibit.filters,
        *(sign.sign for sign in exhibit.legend),
        *(sign.words for sign in exhibit.legend),
        *exhibit.caveats,
        f"https://doi.org/{source.doi}",
        f"version {PSW.about.version} ({PSW.about.released})",
        f"Made on {MADE.isoformat()}",
        exhibit.link,
        *(entry.text for entry in references([PSW.works[key] for key in exhibit.works])),
    ]


def test_every_kind_of_exhibit_is_here() -> None:
    assert {exhibit.section for exhibit in EXHIBITS.values()} == {
        "overview", "policy", "staffing", "trends", "matrix", "influences", "lessons", "records",
        "entries", "works", "publication", "coverage", "reliability", "codebook", "cautions",
    }  # fmt: skip


@cache
def said(name: str) -> str:
    """Return all that the PDF of an exhibit says."""
    return pdf_words(picture.pdf(shown(name)))


@cache
def as_svg(name: str) -> str:
    return picture.svg(shown(name)).decode()


@EACH
def test_the_works_of_other_views_are_not_listed(name: str) -> None:
    own = set(EXHIBITS[name].works)
    others = [entry.text for entry in references([work for key, work in PSW.works.items() if key not in own])]
    mine = squeezed("".join(carried(EXHIBITS[name])))
    assert [text for text in others if squeezed(text) in said(name) and squeezed(text) not in mine] == []


@EACH
def test_an_svg_is_an_image_with_a_name_and_a_text_alternative(name: str) -> None:
    root, exhibit = ElementTree.fromstring(as_svg(name)), EXHIBITS[name]
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == exhibit.title
    told = root.findtext(f"{SVG}desc") or ""
    assert squeezed(exhibit.finding) in squeezed(told)
    assert all(squeezed(phrase) in squeezed(told) for phrase in exhibit.filters)
    assert exhibit.link in {a.get("href") for a in root.iter(f"{SVG}a")}
    assert not list(root.iter(f"{SVG}image")), "the chart is drawn, not a picture within the picture"


def boxes(name: str) -> list[tuple[float, float, float, float]]:
    """Return the area of each word of an exhibit's PDF, the page's own first, as poppler finds them."""
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=picture.pdf(shown(name)), capture_output=True,
                          check=True).stdout.decode()  # fmt: skip
    page = re.search(r'<page width="([\d.]+)" height="([\d.]+)"', told)
    assert page is not None
    found = re.findall(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"', told)
    return [(0.0, 0.0, float(page[1]), float(page[2])), *(tuple(map(float, each)) for each in found)]


@EACH
def test_nothing_stands_outside_or_upon_another_line(name: str) -> None:
    (_, _, wide, high), *areas = boxes(name)
    assert len(areas) > 20
    assert [area for area in areas if area[0] < 0 or area[1] < 0 or area[2] > wide or area[3] > high] == []
    areas.sort(key=lambda area: area[1])
    upon = []
    for number, one in enumerate(areas):
        for other in areas[number + 1 :]:
            if other[1] >= one[3] - 5:
                break
            if one[1] < other[3] - 5 and one[0] < other[2] - 2 and other[0] < one[2] - 2:
                upon.append((one, other))
    assert upon == []


@EACH
def test_the_chart_itself_is_drawn(name: str) -> None:
    exhibit = EXHIBITS[name]
    if exhibit.drawing is not None:
        root = ElementTree.fromstring(as_svg(name))
        drawn = next(g for g in root.iter(f"{SVG}g") if "root" in (g.get("class") or ""))
        labels = ["".join(text.itertext()) for text in drawn.iter(f"{SVG}text")]
        assert len(labels) >= 3
        assert len(list(drawn.iter(f"{SVG}path"))) >= 5
        level = [text for text in labels if text.isalpha() and text.isascii()]
        assert [text for text in level if squeezed(text) not in said(name)] == [], "the PDF has the chart's words, too"
    else:
        cells = [cell.text for row in exhibit.table.rows for cell in row if len(cell.text) < 400]
        assert [text for text in cells if squeezed(text) not in said(name)] == []


@EACH
def test_a_png_is_as_large_as_asked_and_holds_its_words(name: str) -> None:
    exhibit = EXHIBITS[name]
    image = Image.open(io.BytesIO(picture.png(shown(name), 3)))
    image.load()
    wide, high = PdfReader(io.BytesIO(picture.pdf(shown(name)))).pages[0].mediabox[2:]
    # Three pixels for each pixel of the page, of which there are 96 to an inch; a point is a 72nd of one.
    assert image.size == pytest.approx((float(wide) * 96 / 72 * 3, float(high) * 96 / 72 * 3), abs=1.5)
    check_png(image, exhibit)


@EACH
def test_a_png_for_slides_fills_a_slide_and_looks_as_it_did(name: str, request: pytest.FixtureRequest) -> None:
    exhibit, slide = EXHIBITS[name], picture.slide_png(shown(name))
    image = Image.open(io.BytesIO(slide))
    image.load()
    assert image.size == (1920, 1080)
    check_png(image, exhibit)
    assert all(squeezed(text) in squeezed(image.text.get("Caveats", "")) for text in exhibit.caveats)
    assert difference(slide, f"exhibit-{name}", renew=request.config.getoption("renew_snapshots")) == ""
    listed = references([PSW.works[key] for key in exhibit.works])
    assert all(squeezed(entry.text) in squeezed(image.text.get("References", "")) for entry in listed)


def check_png(image: Image.Image, exhibit: Exhibit) -> None:
    """Check that something is drawn on white, and that the picture's words travel with it."""
    assert image.getpixel((2, 2))[:3] == (255, 255, 255)
    assert len(image.convert("L").getcolors(256) or ()) > 20, "hardly anything is drawn"
    text = image.text
    assert text["Title"] == exhibit.title
    assert squeezed(exhibit.finding) in squeezed(text["Description"])
    assert str(PSW.source.doi) in text["Source"]
    assert PSW.about.version in text["Comment"]
    assert str(PSW.about.released) in text["Comment"]
    assert text["URL"] == exhibit.link


def kinds(element: Any) -> Iterator[Any]:
    """Yield each element of a PDF's structure."""
    element = element.get_object()
    if isinstance(element, list):
        for inner in element:
            yield from kinds(inner)
    elif isinstance(element, dict):
        if "/S" in element and "/P" in element:
            yield element
        if "/K" in element:
            yield from kinds(element["/K"])


@EACH
def test_a_pdf_carries_all_that_it_must(name: str) -> None:
    exhibit = EXHIBITS[name]
    reader = PdfReader(io.BytesIO(picture.pdf(shown(name))))
    assert len(reader.pages) == 1
    assert [text for text in carried(exhibit) if squeezed(text) not in said(name)] == []
    assert reader.metadata is not None
    assert reader.metadata.title == exhibit.title
    assert squeezed(exhibit.finding) in squeezed(reader.metadata.subject or "")
    leads = {note.get_object()["/A"]["/URI"] for note in reader.pages[0]["/Annots"]}
    assert exhibit.link in leads
    assert any(str(PSW.source.doi) in address for address in leads)


@EACH
def test_a_pdf_is_tagged_for_those_who_hear_it(name: str) -> None:
    """PDF/UA-1: marked, with a language and a title, headings, lists, links, and a table or a figure that is told."""
    exhibit = EXHIBITS[name]
    reader = PdfReader(io.BytesIO(picture.pdf(shown(name))))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    elements = list(kinds(root["/StructTreeRoot"]["/K"]))
    known = {str(element["/S"]) for element in elements}
    assert {"/H1", "/L", "/LI", "/Link"} <= known
    if exhibit.drawing is not None:
        told = [str(element["/Alt"]) for element in elements if element["/S"] == "/Figure" and "/Alt" in element]
        assert any(squeezed(exhibit.finding) in squeezed(each) for each in told)
    else:
        heads = [element for element in elements if element["/S"] == "/TH"]
        assert len(heads) == len(exhibit.table.columns)
        assert sum(element["/S"] == "/TR" for element in elements) == (
            1 + len(exhibit.table.rows) + len(exhibit.table.bands)
        )


@pytest.mark.parametrize("name", ["levels", "policy-table"])
def test_the_same_page_is_the_same_bytes(name: str) -> None:
    exhibit = EXHIBITS[name]
    cited = references([PSW.works[key] for key in exhibit.works])
    again = picture.framed(exhibit, provenance(full_view(PSW)), cited)
    assert picture.pdf(again) == picture.pdf(shown(name))
    assert picture.svg(again) == picture.svg(shown(name))
    assert picture.slide_png(again) == picture.slide_png(shown(name))


@EACH
def test_pictures_are_light(name: str) -> None:
    """Nothing of the dark theme's colours, which a reader's screen may have, reaches paper."""
    dark = looks.PALETTES["dark"]
    assert dark.background not in as_svg(name)
    assert dark.helping not in as_svg(name)


def test_paper_gets_the_wide_form_of_charts() -> None:
    """On a phone the matrix cuts its labels at 118 pixels and leaves the domains out."""
    exhibit = EXHIBITS["factors"]
    longest = max((row[0].text for row in exhibit.table.rows), key=len)
    said = words(picture.chart_svg(exhibit))
    assert squeezed(longest) in said
    assert all(squeezed(band.split(" · ")[0]) in said for _, band in exhibit.table.bands)


def test_nothing_is_loaded_from_an_address() -> None:
    def build() -> alt.Chart:
        return alt.Chart(alt.UrlData("https://example.org/data.json")).mark_point().encode(x="a:Q")

    inner = {"layer": [build().to_dict()]}

    class Remote:
        def to_dict(self, validate: bool = True) -> dict[str, object]:
            return {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", **inner}

    drawing = Drawing(Remote, (), pd.DataFrame({"a": [1]}))  # type: ignore[arg-type]
    with pytest.raises(RenderError):
        picture.chart(drawing)


def test_hostile_text_is_drawn_and_never_run() -> None:
    page = picture.framed(hostile_exhibit(), origin(), ())
    svg = picture.svg(page).decode()
    root = ElementTree.fromstring(svg)
    assert {element.tag.removeprefix(SVG) for element in root.iter() if element.tag.startswith(SVG)} <= {
        "svg", "title", "desc", "metadata", "rect", "g", "text", "a", "path", "defs", "symbol", "use", "clipPath"
    }  # fmt: skip
    assert [a.get("href") for a in root.iter(f"{SVG}a") if not str(a.get("href")).startswith("https://")] == []
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202d\u202e]", svg)
    made = picture.pdf(page)
    words_of_it = pdf_words(made)
    assert squeezed(HOSTILE[5]) in words_of_it
    assert "{{7*7}}" in words_of_it
    assert "ピアサポートワーカー" in words_of_it
    assert {note.get_object()["/A"]["/URI"][:8] for note in PdfReader(io.BytesIO(made)).pages[0]["/Annots"]} == {
        "https://"
    }
    assert Image.open(io.BytesIO(picture.slide_png(page))).size == (1920, 1080)


@pytest.mark.parametrize(
    "text", ['#eval("1")', "$x^2$ *bold* _it_", "@ref <label> // no", "\u2067unclosed", "`raw` \\ "]
)
def test_markup_and_marks_of_direction_stay_text(text: str) -> None:
    exhibit = replace(hostile_exhibit(), title=f"T {text}", caveats=(text,), filters=(text,))
    said_of_it = pdf_words(picture.pdf(picture.framed(exhibit, origin(), ())))
    plain = re.sub("[\u2066-\u2069]", "", squeezed(text))
    assert plain in re.sub("[\u2066-\u2069]", "", said_of_it)


def test_letters_that_no_font_has_are_named(caplog: pytest.LogCaptureFixture) -> None:
    exhibit = replace(EXHIBITS["policy-table"], title="Peers 😀😀 work", caveats=("One. 😀",))
    page = picture.framed(exhibit, provenance(full_view(PSW)), ())
    told = pdf_words(picture.pdf(page))
    assert "Peers[?]work" in told
    assert "U+1F600GRINNINGFACE" in told
    assert "U+1F600 GRINNING FACE" in caplog.text
    assert settable("a😀😀b\ue000") == f"a{UNSET}b{UNSET}"
    assert settable("العمل 日本 é") == "العمل 日本 é"


def test_a_word_wider_than_its_line_can_be_broken_and_others_are_left() -> None:
    assert breakable("short words stay", 80, 12) == "short words stay"
    assert breakable("x " + "long" * 40, 80, 12).replace("\u200b", "") == "x " + "long" * 40
    assert "\u200b" in breakable("long" * 40, 80, 12)
    assert "\u200be\u0301" in breakable("e\u0301" * 40, 80, 12), "a mark stays on its letter"


def test_hostile_labels_of_a_chart_are_drawn_and_never_run() -> None:
    names = tuple((f"p{number}", text[:60]) for number, text in enumerate(HOSTILE))
    frame = pd.DataFrame(
        [{"level": "l", "place": place, "side": "helping", "count": 1, "share": 1.0, "label": text, "words": text}
         for place, text in names]
    )  # fmt: skip
    chart = picture.chart(Drawing(level_matrix, ((("l", HOSTILE[5]),), names, "light", 90), frame))
    root = ElementTree.fromstring(chart.svg)
    assert "script" not in {element.tag.removeprefix(SVG) for element in root.iter()}
    assert squeezed(HOSTILE[5]) in words(chart.svg)


def test_words_of_a_png_that_would_break_it_are_refused() -> None:
    with pytest.raises(ValueError, match="not a PNG"):
        picture.png_with_words(b"GIF89a", {"Title": "x"})
    small = io.BytesIO()
    Image.new("RGB", (2, 2)).save(small, "PNG")
    with pytest.raises(ValueError, match="keyword"):
        picture.png_with_words(small.getvalue(), {"Tïtle": "x"})
    made = Image.open(io.BytesIO(picture.png_with_words(small.getvalue(), {"Title": "ピア\x00<b>", "Source": ""})))
    assert made.text == {"Title": "ピア<b>"}


def test_a_picture_too_large_for_the_server_is_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "MOST_PIXELS", 400_000)
    image = Image.open(io.BytesIO(picture.chart_png(EXHIBITS["factors"], 3)))
    assert 200_000 < image.size[0] * image.size[1] <= 404_000


def test_the_second_request_renders_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    view, asked = full_view(PSW, sort="evidence"), []
    render = RENDERER.render

    def counted(do: str, text: str, scale: float = 1.0) -> bytes:
        asked.append(do)
        return render(do, text, scale)  # type: ignore[arg-type]

    monkeypatch.setattr(RENDERER, "render", counted)
    first = exhibit_files.exhibit_file(view, "matrix", "factors", "png2")
    assert asked == ["svg", "png"]
    assert exhibit_files.exhibit_file(full_view(PSW, sort="evidence"), "matrix", "factors", "png2") == first
    assert asked == ["svg", "png"], "the same view is served from the cache"
    exhibit_files.exhibit_file(view, "matrix", "factors", "pdf")
    assert asked == ["svg", "png", "pdf"], "the chart is drawn once for all formats"


def test_several_readers_are_served_and_a_renderer_that_ends_is_started_again() -> None:
    drawing = EXHIBITS["levels"].drawing
    assert drawing is not None
    made: list[str] = []
    threads = [threading.Thread(target=lambda: made.append(picture.chart(drawing).svg)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert len({re.sub(r"clip\d+|view_\w+", "", svg) for svg in made}) == 1
    with pytest.raises(WorkError, match="broke its process"):
        worked(PICTURE, os._exit, 1)
    assert picture.chart(drawing).width > 100


def test_a_table_has_no_chart_of_its_own() -> None:
    with pytest.raises(ValueError, match="is a table"):
        picture.chart_svg(EXHIBITS["policy-table"])


def test_gaps_are_drawn_unlike_values_in_shape(psw: Dataset) -> None:
    """Each gap of the policy table has a dashed box, each explicit no its sign and a bar."""
    table = EXHIBITS["policy-table"].table
    gaps = sum(cell.kind == "gap" for row in table.rows for cell in row)
    nones = [cell for row in table.rows for cell in row if cell.kind == "none"]
    assert gaps > 0
    assert nones
    svg = as_svg("policy-table")
    assert svg.count("stroke-dasharray") == gaps + 1, "one for each gap, and one in the legend"
    assert all(squeezed(f"✗ {cell.text.removeprefix('✗').strip()}") in said("policy-table") for cell in nones)


@pytest.mark.parametrize("mark", ["\u2067", "\u202b", "\u2069"])
def test_a_mark_of_direction_that_is_never_closed_breaks_no_picture(mark: str) -> None:
    """The place's name opens it: what closes it belongs behind the name, not behind the picture."""
    frame = pd.DataFrame({"a": [f"Ministry {mark}of health"], "b": [1]})

    class Bars:
        def to_dict(self, **_: object) -> dict[str, object]:
            axes = {"y": {"field": "a", "type": "nominal"}, "x": {"field": "b", "type": "quantitative"}}
            return {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "mark": "bar", "encoding": axes}

    made = picture.chart(Drawing(Bars, (), frame))  # type: ignore[arg-type]
    root = ElementTree.fromstring(made.svg)
    told = "".join(root.itertext())
    assert "of health" in told
    assert made.svg.rstrip().endswith("</svg>")
    assert picture.chart_as_png(made, 1).startswith(b"\x89PNG")
