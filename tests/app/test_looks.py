"""A snapshot tells where a picture has changed, and passes over what only smooths its letters."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter

from tests import snapshots


def picture(label: str = "", blur: float = 0) -> bytes:
    """Return a white picture of 20 x 10 blocks with a dark band and a label."""
    image = Image.new("RGB", (600, 300), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 599, 29), fill="#234")
    draw.text((300, 150), label, fill="black", font_size=20)
    buffer = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(blur)).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(snapshots, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(snapshots, "PICTURES", tmp_path / "seen")
    assert snapshots.difference(picture("Switzerland"), "page", renew=True) == ""
    return tmp_path


def test_a_band_is_written_as_its_colour(kept: Path) -> None:
    lines = (kept / "kept" / "page.txt").read_text(encoding="utf-8").splitlines()
    assert (len(lines), set(lines[0].split()), set(lines[9].split())) == (10, {"234"}, {"fff"})


@pytest.mark.parametrize("blur", [0, 0.5])
def test_the_same_picture_passes(kept: Path, blur: float) -> None:
    assert snapshots.difference(picture("Switzerland", blur), "page", renew=False) == ""


def test_a_label_that_went_is_told_with_its_place(kept: Path) -> None:
    told = snapshots.difference(picture(), "page", renew=False)
    assert "page differs in" in told
    assert "y 150 to 180" in told
    assert (kept / "seen" / "page.png").exists()


def test_a_picture_of_another_size_and_one_without_a_snapshot_are_told(kept: Path) -> None:
    small = io.BytesIO()
    Image.new("RGB", (300, 300), "white").save(small, "PNG")
    assert "10 x 10 blocks, and was 20 x 10" in snapshots.difference(small.getvalue(), "page", renew=False)
    assert "no snapshot yet" in snapshots.difference(small.getvalue(), "other", renew=False)
