"""A view outside of any session: read from a permalink, and written back as one."""

from datetime import date
from io import BytesIO
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

import pytest

from components.exhibits.assemble import brief, exhibits
from components.exhibits.exhibit_words import origin_lines
from components.exhibits.provenance import named_sources, provenance, source_line
from components.files.exhibit_files import exhibit_file
from components.files.web_page import html_bytes
from components.view.view import NotValidError, view_of_link
from data.model.dataset import Dataset

DAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    "link",
    [
        "https://other.example/jurisdictions?places=no&supplement=false&week=37.5",
        "?places=no&supplement=false&week=37.5",
        "places=no&supplement=false&week=37.5",
    ],
)
def test_a_permalink_or_its_query_alone_is_the_view(tiny: Dataset, link: str) -> None:
    view = view_of_link(tiny, link, "https://dash.example/sub/", DAY)
    assert view.places == ("no",)
    assert (view.flag("supplement"), view.number("week"), view.text("columns")) == (False, 37.5, "places")
    assert view.facts.supplement is False
    written = urlsplit(view.link("factors"))
    assert (written.netloc, written.path) == ("dash.example", "/sub/factors")
    assert parse_qs(written.query) == {"places": ["no"], "supplement": ["false"], "week": ["37.5"], "v": ["1.2.0"]}


def test_what_is_not_valid_is_named_with_the_nearest_that_is(tiny: Dataset) -> None:
    with pytest.raises(NotValidError, match=r"places=noo.*factros=skill.*factors"):
        view_of_link(tiny, "places=noo&factros=skill")


def test_nothing_chosen_means_the_headline_places(tiny: Dataset) -> None:
    assert view_of_link(tiny, "").places == ("aa", "no")


def test_views_of_other_filters_addresses_and_days_have_other_keys(tiny: Dataset) -> None:
    keys = {
        view_of_link(tiny, query, address, day).key
        for query in ("", "places=no")
        for address in ("", "https://dash.example")
        for day in (DAY, date(2026, 3, 10))
    }
    assert len(keys) == 8


def test_provenance_says_source_version_date_and_link(tiny: Dataset, psw: Dataset) -> None:
    told = provenance(view_of_link(tiny, "places=no", "https://dash.example", DAY), "factors")
    assert told.lines[1] == "Dataset: Ferry crossings, version 1.2.0 (2012-05-07). Made on 2026-03-09."
    assert told.lines[2] == "View: https://dash.example/factors?places=no&v=1.2.0"
    line = source_line(psw.source)
    assert line.startswith("Mirbahaeddin, Elmira; Chreim, Samia (2022).")
    assert line.endswith("https://doi.org/10.1007/s10488-021-01186-8")


def test_the_source_line_names_the_documents_that_are_shown(tiny: Dataset) -> None:
    """The crew of Alder over time is told by two documents, and by nothing of the review."""
    view = view_of_link(tiny, "places=aa&sections=trends&sections=policy")
    (trend,), (table, *_) = exhibits(view, "trends"), exhibits(view, "policy")
    told = "Beta and Bravo 2015 (Boats, and those who steer them); Gamma et al. 2018: see the references."
    made = brief(view)
    assert origin_lines(made, trend)[0] == f"Source: {told}"
    assert origin_lines(made, table)[0] == f"Source: {source_line(tiny.source)}"
    assert origin_lines(made)[0] == f"Source: {source_line(tiny.source)}", "as a whole it rests on the review, too"
    alone = brief(view_of_link(tiny, "places=aa&sections=trends"))
    assert alone.provenance.source == told
    page = html_bytes(made).decode()
    assert page.count(told) == 1
    with ZipFile(BytesIO(exhibit_file(view, "trends", trend.name, "csv"))) as packed:
        said = "".join(packed.read(name).decode() for name in packed.namelist() if name.endswith(".txt"))
    assert told in said


def test_of_one_document_all_is_named_and_of_many_the_first(psw: Dataset) -> None:
    works = [work for work in psw.works.values() if work.title][:5]
    assert named_sources(works[:1]) == source_line(works[0])
    assert named_sources(works).endswith("; and 2 more: see the references.")
