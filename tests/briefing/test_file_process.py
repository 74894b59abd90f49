"""Files are put together apart from the server: the same bytes, within limits, and a word where they are exceeded."""

import io
import os
import zipfile
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from components.briefing import briefing_builder, briefing_files
from components.exhibits.assemble import brief
from components.files import file_process, formats
from components.files.file_process import briefing_file, made_apart
from components.files.rendering import RenderError
from components.view.view import view_of_link
from components.workers.workers import WorkError
from data.intake.loading import load
from data.model.dataset import Dataset
from tests.app.conftest import Opener, open_view
from tests.app.views import said
from tests.conftest import DATASETS

__all__ = ["open_view"]  # a fixture

QUERY = "sections=overview&sections=policy&sections=matrix&sections=influences"


@pytest.fixture(scope="module")
def orchard() -> Dataset:
    return load(DATASETS / "orchard")


@pytest.mark.parametrize("ending", ["pptx", "docx", "xlsx", "html", "zip"])
def test_the_file_is_the_same_wherever_it_is_put_together(orchard: Dataset, ending: str) -> None:
    """The charts that it shows are handed over, those of close-ups among them."""
    whole = brief(view_of_link(orchard, QUERY, "https://example.org"))
    assert sum(exhibit.drawing is not None for exhibit in whole.exhibits) >= 2
    assert briefing_file(whole, ending, None, orchard.fingerprint) == formats.FORMATS[ending].write(whole)


def test_no_file_is_put_together_in_the_servers_own_process(orchard: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    assert int(made_apart(_process)) != os.getpid()
    calls: list[str] = []
    monkeypatch.setattr(file_process, "briefing_file", lambda *given: calls.append(given[1]) or b"")
    monkeypatch.setattr(briefing_files, "briefing_file", file_process.briefing_file)
    view = view_of_link(orchard, QUERY)
    for form in formats.FORMATS:
        briefing_files.made(view, brief(view), form)
    assert calls == list(formats.FORMATS)


def _process() -> bytes:
    return str(os.getpid()).encode()


def test_a_file_that_takes_too_long_is_refused_in_words(orchard: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_process, "FILE", replace(file_process.FILE, seconds=0.01))
    with pytest.raises(WorkError, match=r"^The file took longer than 0 seconds and was ended\.$"):
        briefing_file(brief(view_of_link(orchard, QUERY)), "xlsx", None, orchard.fingerprint)


def test_a_preview_whose_pictures_fail_says_so_and_shows_the_tables(
    open_view: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def hangs(_view: object, exhibit: object) -> object:
        tried.append(exhibit.name)  # type: ignore[attr-defined]
        raise RenderError("The picture took longer than 60 seconds and was ended.")

    monkeypatch.setattr(briefing_builder, "kept_chart", hangs)
    view: AppTest = open_view(
        "Briefing", {"preview": "true", "sections": ["overview", "matrix"]}, folder=DATASETS / "tiny"
    )
    assert not view.exception
    words = "The picture took longer than 60 seconds and was ended. Tables stand in the place of charts"
    assert words in said(view)
    assert len(tried) == 1, "each of the others would take as long"


def test_letters_that_no_picture_can_show_are_told_beside_it(orchard: Dataset) -> None:
    """Khmer: in the picture of a Word or PowerPoint file a sign stands for it, and a caveat says for what."""
    book = orchard.codebook
    levels = tuple(level.model_copy(update={"label": f"\u179c {level.label}"}) for level in book.levels)
    other = replace(orchard, codebook=book.model_copy(update={"levels": levels}), fingerprint="own-x")
    whole = brief(view_of_link(other, "sections=overview")).alone
    for ending in ("pptx", "docx"):
        with zipfile.ZipFile(io.BytesIO(briefing_file(whole, ending, None, "own-x"))) as archive:
            told = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
        assert "U+179C KHMER LETTER VO" in told
        assert "letters that the fonts of this file lack" in told
