"""Text that is set without the renderer stands where the renderer would have put it, and says the same."""

import io
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
import vl_convert
from PIL import Image
from pypdf import PdfReader

from components.drawing.looks import FONT
from components.exhibits.provenance import provenance
from components.files import picture, png_page
from components.files.canvas import Line, Type
from components.files.chart_words import parted
from components.files.fonts import FONTS
from components.files.letters import is_plain, width
from components.files.png_page import Drawn, Page, Rule, put_together
from components.references.references import references
from data.intake.loading import load
from tests.app.exhibits import every_exhibit, full_view
from tests.conftest import PROJECT

PSW = load(PROJECT / "data" / "psw")
EXHIBITS = {exhibit.name: exhibit for exhibit in every_exhibit(PSW)}
DRAWN = [name for name, exhibit in EXHIBITS.items() if exhibit.drawing is not None]
TEXT = f'font-family="{FONT}" font-size="11px" fill="#123456"'


def chart(inner: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="90">{inner}</svg>'


def framed(name: str) -> picture.Figure:
    exhibit = EXHIBITS[name]
    cited = references([PSW.works[key] for key in exhibit.works])
    return picture.framed(exhibit, provenance(full_view(PSW)), cited)


def blurred(image: Image.Image) -> np.ndarray:
    """Return how dark each square of eight pixels is: what is drawn where, whoever smoothes its edges."""
    small = image.convert("L").resize((image.width // 8, image.height // 8), Image.Resampling.BOX)
    return np.asarray(small, dtype=float)


@pytest.mark.parametrize("name", [*DRAWN, "policy-table"])
def test_a_png_looks_as_the_renderer_would_have_drawn_it(name: str) -> None:
    figure, exhibit = framed(name), EXHIBITS[name]
    vl_convert.register_font_directory(str(FONTS))
    whole = Image.open(io.BytesIO(vl_convert.svg_to_png(figure.svg, scale=2)))
    ours = Image.open(io.BytesIO(picture.png(figure, provenance(full_view(PSW)), exhibit.link, 2)))
    assert ours.size == whole.size
    apart = np.abs(blurred(ours) - blurred(whole))
    assert apart.mean() < 3.0, "shades of 255, over the whole page: kerning shifts letters by less than a pixel"
    assert (apart > 100).mean() < 0.002, "something is drawn in one of them alone"


@pytest.mark.parametrize("name", ["levels", "policy-table"])
def test_scripts_that_need_shaping_are_drawn_by_the_renderer(name: str) -> None:
    exhibit = EXHIBITS[name]
    other = replace(exhibit, title="同伴支援者 in 日本", caveats=("العمل والأقران", "सहकर्मी समर्थन", *exhibit.caveats))
    figure = picture.framed(other, provenance(full_view(PSW)), ())
    vl_convert.register_font_directory(str(FONTS))
    whole = Image.open(io.BytesIO(vl_convert.svg_to_png(figure.svg, scale=2)))
    ours = Image.open(io.BytesIO(picture.png(figure, provenance(full_view(PSW)), exhibit.link, 2)))
    assert ours.size == whole.size
    for line in (line for line in figure.lines if not is_plain(line)):
        left, top, right, bottom = (round(2 * edge) for edge in line.area)
        area = (left - 20, top - 10, right + 20, bottom + 10)
        one, other_one = (np.asarray(each.convert("L").crop(area), dtype=float) for each in (whole, ours))
        assert one.min() < 150, "there is ink"
        assert np.abs(one - other_one).mean() < 1.5, line.text


def test_words_of_a_chart_are_taken_with_their_place() -> None:
    svg, lines = parted(chart(
        f'<g transform="translate(10,20)"><g>'
        f'<text text-anchor="end" transform="translate(30,4.5)" {TEXT}>Help  2</text>'
        f'<text transform="translate(5,40)" font-weight="bold" {TEXT}><tspan>One</tspan>'
        f'<tspan x="0" dy="12">two</tspan></text><path d="M0,0h5"/></g></g>'
    ))  # fmt: skip
    assert lines == (
        Line("Help 2", 40.0, 24.5, Type(11.0, 400, "#123456"), "end"),
        Line("One", 15.0, 60.0, Type(11.0, 700, "#123456")),
        Line("two", 15.0, 72.0, Type(11.0, 700, "#123456")),
    )
    assert [each.tag.rpartition("}")[2] for each in ElementTree.fromstring(svg).iter()] == ["svg", "g", "g", "path"]


@pytest.mark.parametrize(
    "inner",
    [
        f'<text transform="translate(5,40) rotate(-90)" {TEXT}>turned</text>',
        f'<text transform="translate(5,40)" opacity="0.5" {TEXT}>faint</text>',
        f'<text transform="translate(5,40)" stroke="#ffffff" {TEXT}>outlined</text>',
        f'<g clip-path="url(#c)"><text transform="translate(5,40)" {TEXT}>clipped</text></g>',
        f'<g transform="scale(2)"><text transform="translate(5,40)" {TEXT}>larger</text></g>',
        f'<text transform="translate(5,40)" {TEXT}>العمل</text>',
        f'<text transform="translate(5,40)" {TEXT}>e\u0301</text>',
        f'<text transform="translate(5,40)" {TEXT.replace(FONT, "Courier")}>another family</text>',
    ],
)
def test_words_that_are_not_plain_stay_with_the_renderer(inner: str) -> None:
    svg, lines = parted(chart(inner))
    assert lines == ()
    assert len(list(ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"))) == 1


def test_a_line_is_as_wide_as_its_letters() -> None:
    # 1,000 pixels of type: "i" and "l" of Inter have 245 and 248 of 1,000, "M" 905, to within a few.
    assert width(Line("iiii", 0, 0, Type(1000))) < width(Line("MM", 0, 0, Type(1000))) < 2000
    assert is_plain(Line("Έλληνες, Żółć, ▲ 3", 0, 0, Type(11)))
    assert not is_plain(Line("日本", 0, 0, Type(11)))


def test_letters_are_stamped_where_they_stand() -> None:
    lines = [Line("MMMM", 100.0, 30.0, Type(10, 700, "#ff0000"), anchor) for anchor in ("start", "middle", "end")]
    inked = []
    for line in lines:
        made = Image.open(io.BytesIO(put_together(Page(200, 40, (), [line]), 2.0)))
        dark = np.asarray(made.convert("RGB"))[:, :, 1] < 128
        rows, columns = np.nonzero(dark)
        inked.append((columns.min(), columns.max(), rows.max()))
    wide = 2 * width(lines[0])
    assert inked[0][0] == pytest.approx(200, abs=3)
    assert inked[1][0] == pytest.approx(200 - wide / 2, abs=3)
    assert inked[2][1] == pytest.approx(200, abs=3)
    assert [foot for _, _, foot in inked] == [59, 59, 59], "letters stand on the base line, at 60"


def colours(page: Page, scale: float = 1.0) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(put_together(page, scale))).convert("RGB"), dtype=int)


def test_marks_lie_upon_each_other_in_their_order() -> None:
    ring = io.BytesIO()
    half = Image.new("RGBA", (20, 10), (0, 0, 0, 0))
    half.paste((255, 0, 0, 128), (0, 0, 10, 10))
    half.save(ring, "PNG")
    solid = io.BytesIO()
    Image.new("RGBA", (4, 4), (1, 2, 3, 255)).save(solid, "PNG")
    marks = [Rule(10, 5, 30, 20, "#0000ff"), Drawn(ring.getvalue(), 12, 8), Drawn(solid.getvalue(), 38, 22),
             Rule(90, 290, 20, 20, "#00ff00")]  # fmt: skip
    made = colours(Page(100, 300, marks, ()))
    assert [*made[4, 10]] == [255, 255, 255]
    assert [*made[5, 10]] == [*made[24, 39 - 2]] == [0, 0, 255]
    assert made[8, 12] == pytest.approx(np.array([128, 0, 127]), abs=1), "half of the red on the blue"
    assert [*made[8, 23]] == [0, 0, 255], "a clear part covers nothing"
    assert [*made[25, 41]] == [1, 2, 3]
    assert [*made[299, 99]] == [0, 255, 0], "what stands out of the page is cut off"


def test_bands_leave_no_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [Line("Ågypq |", 10 + y % 7, y, Type(9 + y % 5)) for y in range(-3, 520, 11)]
    page = Page(120, 500, [Rule(5, 0, 60, 500, "#e0e8f0")], lines)
    banded = colours(page, 2.0)
    monkeypatch.setattr(png_page, "_BAND", 10_000)
    assert (banded == colours(page, 2.0)).all()


def test_letters_on_a_dark_ground_keep_their_colour() -> None:
    made = colours(Page(60, 30, [Rule(0, 0, 60, 30, "#123456")], [Line("HHH", 10, 20, Type(12, 700, "#ffffff"))]), 4.0)
    assert [*made[0, 0]] == [0x12, 0x34, 0x56]
    assert [*made[70, 46]] == [255, 255, 255], "within the stem of the first letter"
    assert (made.min(axis=(0, 1)) == [0x12, 0x34, 0x56]).all(), "nothing is darker than the ground"


def test_a_shape_painted_once_fades_without_a_layer() -> None:
    svg, _ = parted(chart(
        '<g fill="none"><path d="M0,0h9v9h-9Z" fill="#ff0000" opacity="0.5" fill-opacity="0.5"/>'
        '<path d="M0,20h90" stroke="#0000ff" stroke-width="4" opacity="0.25"/>'
        '<path d="M20,0h9v9h-9Z" fill="#ff0000" stroke="#000000" opacity="0.5"/></g>'
    ))  # fmt: skip
    paths = [each.attrib for each in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}path")]
    assert [(path.get("opacity"), path.get("fill-opacity"), path.get("stroke-opacity")) for path in paths] == [
        (None, "0.25", None),
        (None, None, "0.25"),
        ("0.5", None, None),
    ]


def test_text_at_an_edge_is_cut_and_harms_nothing() -> None:
    lines = [
        Line("Edge ÅÇ", -8.0, 2.0, Type(12)),
        Line("Edge", 58.0, 39.0, Type(40, 700)),
        Line("…", 30, 20, Type(0.1)),
    ]
    made = Image.open(io.BytesIO(put_together(Page(60, 40, (), lines), 3.0)))
    made.load()
    assert made.size == (180, 120)
    assert made.info["dpi"] == pytest.approx((216, 216), abs=1), "three pixels a point: it is pasted at its own size"


def test_a_pdf_holds_the_part_of_the_type_that_it_uses() -> None:
    name = "factors"
    made = picture.pdf(framed(name), provenance(full_view(PSW)), EXHIBITS[name].link)
    page = PdfReader(io.BytesIO(made)).pages[0]
    fonts = [font.get_object() for key, font in page["/Resources"]["/Font"].items() if key.startswith("/Inter")]
    assert {str(font["/BaseFont"]).partition("+")[2] for font in fonts} == {
        "Inter-Regular", "Inter-SemiBold", "Inter-Bold",
    }  # fmt: skip
    for font in fonts:
        inner = font["/DescendantFonts"][0].get_object()
        assert len(inner["/FontDescriptor"]["/FontFile2"].get_object().get_data()) < 110_000
        assert "/ToUnicode" in font
    assert len(made) < 250_000
    assert "Formal training and certification" in page.extract_text()


def test_what_is_added_to_a_pdf_leaves_what_was_there() -> None:
    name = "influences"
    exhibit, figure = EXHIBITS[name], framed(name)
    made = picture.pdf(figure, provenance(full_view(PSW)), exhibit.link)
    reader = PdfReader(io.BytesIO(made), strict=True)
    numbers = {number for held in reader.xref.values() for number in held}
    assert reader.trailer["/Size"] == max(numbers) + 1
    assert all(reader.get_object(number) is not None for number in numbers), "every object is where the table says"
    assert b"/Prev" in made[-200:], "the renderer's table is read on from the one behind it"
