"""Text that is set without the renderer stands where the renderer would have put it, and says the same."""

import io
from xml.etree import ElementTree

import numpy as np
import pytest
import vl_convert
from PIL import Image
from pypdf import PdfReader

from components.briefing import picture
from components.briefing.canvas import Line, Type
from components.briefing.chart_words import parted
from components.briefing.fonts import FONTS
from components.briefing.letters import is_plain, width
from components.briefing.png_page import Page, put_together
from components.briefing.provenance import provenance
from components.briefing.references import references
from components.looks import FONT
from data.loading import load
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
        made = Image.open(io.BytesIO(put_together(Page(200, 40, (), (), [line]), 2.0)))
        dark = np.asarray(made.convert("RGB"))[:, :, 1] < 128
        rows, columns = np.nonzero(dark)
        inked.append((columns.min(), columns.max(), rows.max()))
    wide = 2 * width(lines[0])
    assert inked[0][0] == pytest.approx(200, abs=3)
    assert inked[1][0] == pytest.approx(200 - wide / 2, abs=3)
    assert inked[2][1] == pytest.approx(200, abs=3)
    assert [foot for _, _, foot in inked] == [59, 59, 59], "letters stand on the base line, at 60"


def test_text_at_an_edge_is_cut_and_harms_nothing() -> None:
    lines = [Line("Edge ÅÇ", -8.0, 2.0, Type(12)), Line("Edge", 58.0, 39.0, Type(40, 700))]
    made = Image.open(io.BytesIO(put_together(Page(60, 40, (), (), lines), 3.0)))
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
