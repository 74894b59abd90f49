"""Every exhibit as SVG, PNG and PDF, opened with each format's own library: it says what it must carry."""

import io
import os
import re
import subprocess
import threading
from functools import cache
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
from components.files.figure import Figure
from components.files.rendering import RENDERER, RenderError
from components.references.references import references
from components.workers.budgets import PICTURE
from components.workers.workers import WorkError, worked
from data.intake.loading import load
from data.model.dataset import Dataset
from tests.app.exhibits import HOSTILE, MADE, every_exhibit, full_view, hostile_exhibit, origin
from tests.conftest import PROJECT

SVG = "{http://www.w3.org/2000/svg}"
PSW = load(PROJECT / "data" / "psw")
EXHIBITS = {exhibit.name: exhibit for exhibit in every_exhibit(PSW)}
EACH = pytest.mark.parametrize("name", EXHIBITS)


def squeezed(text: str) -> str:
    """Return a text without white space, for what is broken into lines."""
    return "".join(text.split())


@cache
def shown(name: str) -> Figure:
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


@EACH
def test_an_svg_carries_all_that_it_must(name: str) -> None:
    said = words(shown(name).svg)
    assert [text for text in carried(EXHIBITS[name]) if squeezed(text) not in said] == []


@EACH
def test_the_works_of_other_views_are_not_listed(name: str) -> None:
    said, own = words(shown(name).svg), set(EXHIBITS[name].works)
    others = [entry.text for entry in references([work for key, work in PSW.works.items() if key not in own])]
    mine = squeezed("".join(carried(EXHIBITS[name])))
    assert [text for text in others if squeezed(text) in said and squeezed(text) not in mine] == []


@EACH
def test_an_svg_is_an_image_with_a_name_and_a_text_alternative(name: str) -> None:
    root, exhibit = ElementTree.fromstring(shown(name).svg), EXHIBITS[name]
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == exhibit.title
    told = root.findtext(f"{SVG}desc") or ""
    assert squeezed(exhibit.finding) in squeezed(told)
    assert all(squeezed(phrase) in squeezed(told) for phrase in exhibit.filters)


@EACH
def test_nothing_stands_outside_or_upon_another_line(name: str) -> None:
    figure = shown(name)
    areas = sorted((line.area for line in figure.lines), key=lambda area: (area[1], area[0]))
    assert [area for area in areas if area[0] < 0 or area[2] > figure.width or area[3] > figure.height] == []
    upon = [
        (one, other)
        for number, one in enumerate(areas)
        for other in areas[number + 1 :]
        if other[1] < one[3] - 4 and one[1] < other[3] - 4 and one[0] < other[2] - 2 and other[0] < one[2] - 2
    ]
    assert upon == []


@EACH
def test_the_chart_itself_is_drawn(name: str) -> None:
    exhibit, svg = EXHIBITS[name], shown(name).svg
    if exhibit.drawing is not None:
        drawn = next(g for g in ElementTree.fromstring(svg).iter(f"{SVG}g") if "root" in (g.get("class") or ""))
        assert len(list(drawn.iter(f"{SVG}text"))) >= 3
        assert len(list(drawn.iter(f"{SVG}path"))) >= 5
    else:
        cells = [cell.text for row in exhibit.table.rows for cell in row if len(cell.text) < 400]
        assert [text for text in cells if squeezed(text) not in words(svg)] == []


@pytest.mark.parametrize(("name", "scale"), [*((name, 2) for name in EXHIBITS), ("factors", 3), ("policy-table", 3)])
def test_a_png_is_as_large_as_asked_and_holds_its_words(name: str, scale: int) -> None:
    figure, exhibit = shown(name), EXHIBITS[name]
    made = picture.png(figure, provenance(full_view(PSW)), exhibit.link, scale)
    image = Image.open(io.BytesIO(made))
    image.load()
    assert image.size == (figure.width * scale, figure.height * scale)
    assert image.getpixel((2, 2))[:3] == (255, 255, 255)
    assert len(image.convert("L").getcolors(256) or ()) > 20, "hardly anything is drawn"
    text = image.text
    assert text["Title"] == exhibit.title
    assert squeezed(exhibit.finding) in squeezed(text["Description"])
    assert str(PSW.source.doi) in text["Source"]
    assert PSW.about.version in text["Comment"]
    assert str(PSW.about.released) in text["Comment"]
    assert text["URL"] == exhibit.link


@EACH
def test_a_pdf_carries_all_that_it_must(name: str) -> None:
    figure, exhibit = shown(name), EXHIBITS[name]
    made = picture.pdf(figure, provenance(full_view(PSW)), exhibit.link)
    reader = PdfReader(io.BytesIO(made))
    assert len(reader.pages) == 1
    said = pdf_words(made)
    assert [text for text in carried(exhibit) if squeezed(text) not in said] == []
    assert reader.metadata is not None
    assert reader.metadata.title == exhibit.title
    assert squeezed(exhibit.finding) in squeezed(reader.metadata.subject or "")
    assert reader.trailer["/Root"]["/Lang"] == "en"
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    assert root["/K"]["/S"] == "/Figure"
    assert squeezed(exhibit.finding) in squeezed(root["/K"]["/Alt"])
    leads = {note.get_object()["/A"]["/URI"] for note in reader.pages[0]["/Annots"]}
    assert exhibit.link in leads
    assert any(str(PSW.source.doi) in address for address in leads)
    content = reader.pages[0].get_contents()
    assert content is not None
    assert content.get_data().lstrip().startswith(b"/Figure <</MCID 0>> BDC")


@EACH
def test_pictures_are_light(name: str) -> None:
    """Nothing of the dark theme's colours, which a reader's screen may have, reaches paper."""
    dark = looks.PALETTES["dark"]
    assert dark.background not in shown(name).svg
    assert dark.helping not in shown(name).svg


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
    figure = picture.framed(hostile_exhibit(), origin(), ())
    root = ElementTree.fromstring(figure.svg)
    assert {element.tag.removeprefix(SVG) for element in root.iter() if element.tag.startswith(SVG)} <= {
        "svg", "title", "desc", "metadata", "rect", "g", "text", "a", "path"
    }  # fmt: skip
    assert [a.get("href") for a in root.iter(f"{SVG}a") if not str(a.get("href")).startswith("https://")] == []
    said = words(figure.svg)
    assert squeezed(HOSTILE[5]) in said
    assert "ピアサポートワーカー" in said
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202d\u202e]", figure.svg)
    assert Image.open(io.BytesIO(picture.png(figure, origin(), "x", 2))).size[0] == figure.width * 2
    assert PdfReader(io.BytesIO(picture.pdf(figure, origin(), "x"))).pages[0].extract_text()


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
    svg = shown("policy-table").svg
    assert svg.count("stroke-dasharray") == gaps + 1, "one for each gap, and one in the legend"
    assert all(squeezed(f"✗ {cell.text.removeprefix('✗').strip()}") in words(svg) for cell in nones)


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
    said = "".join(root.itertext())
    assert "of health" in said
    assert made.svg.rstrip().endswith("</svg>")
    assert RENDERER.render("pdf", made.svg).startswith(b"%PDF")
