"""Every sign of the legends and the scripts of labels have a glyph of our own: none is drawn as a box."""

import re

import pytest
from fontTools.ttLib import TTFont

from components.drawing import looks
from components.files.fonts import FONTS, INTER, missing, text_width
from tests.conftest import PROJECT

SIGNS = set("▲▼◆○■□▷●✗⊘≠−→–✓◐?◇△·•…“”’×≥≤*")


def signs() -> set[str]:
    """Return each sign that components/drawing/looks.py holds, in whatever dictionary it stands."""
    text = (PROJECT / "components" / "drawing" / "looks.py").read_text(encoding="utf-8")
    return {sign for sign in text if ord(sign) > 126}


@pytest.mark.parametrize("sign", sorted(SIGNS | signs()))
def test_every_sign_has_a_glyph(sign: str) -> None:
    assert missing(sign) == ""


@pytest.mark.parametrize(
    "label",
    ["Ärzte, œuvre, Łódź", "Ελληνικά", "Русский Український", "Tiếng Việt", "العمل التطوعي بين الأقران", "עברית",
     "ピアサポートワーカー 専門職", "同伴支持工作者 同儕支持工作者", "동료지원가", "สวัสดี",
     "हिन्दी", "বাংলা", "தமிழ்", "ქართული", "Հայերեն"],
)  # fmt: skip
def test_labels_of_many_scripts_have_glyphs(label: str) -> None:
    assert missing(label) == ""


def test_what_no_font_has_is_told() -> None:
    assert missing("a\U00013000b") == "\U00013000"


@pytest.mark.parametrize(("weight", "file"), INTER.items())
def test_weights_are_those_that_the_files_say(weight: int, file: str) -> None:
    with TTFont(FONTS / file) as font:
        assert font["OS/2"].usWeightClass == weight
        assert "Inter" in {str(name) for name in font["name"].names if name.nameID in (1, 16)}
        assert font.flavor is None


def test_every_family_comes_with_its_licence() -> None:
    families = {path.name.split("-")[0] for path in FONTS.glob("*.?tf")}
    readme = (FONTS / "README.md").read_text(encoding="utf-8")
    assert [family for family in families if not re.search(rf"`{family}-", readme)] == []
    for name in ("OFL-Inter.txt", "OFL-Noto.txt"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / name).read_text(encoding="utf-8")


def test_the_ratings_use_what_is_measured() -> None:
    assert all(missing(mark.sign) == "" for mark in looks.RATINGS.values())


def test_bold_is_wider_and_size_scales() -> None:
    assert text_width("Support", 20, 700) > text_width("Support", 20)
    assert text_width("Support", 20) == pytest.approx(2 * text_width("Support", 10))
