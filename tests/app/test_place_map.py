"""The map: where it stands, what it says, that its list says the same, and what of it leaves the app."""

import csv
import io
import re
import zipfile
from pathlib import Path
from typing import get_args

import pytest
import yaml

from components.charts.place_shapes import map_kind, outlines, spots
from components.drawing.looks import MAP_FILLS, PALETTES, ThemeName
from components.exhibits.assemble import exhibits
from components.files.exhibit_files import exhibit_file
from components.policy.place_map import entries
from components.view.view import view_of_link
from data.intake.loading import load
from data.model.selection import Selection
from data.questions.lever_map import lever_map
from data.questions.policy import policy_table
from tests.app.conftest import Opener
from tests.app.views import containers, said
from tests.conftest import PROJECT
from tests.sized import write_world

US_STATES = PROJECT / "data" / "us_states"


def test_every_state_has_a_square_of_its_own() -> None:
    squares = [(spot.across, spot.down) for spot in spots("tiles").values()]
    assert len(squares) == len(set(squares)) == 51


def test_every_country_that_is_drawn_has_its_outline() -> None:
    numbers = {shape["id"] for shape in outlines()["objects"]["countries"]["geometries"] if "id" in shape}
    drawn = {spot.outline for spot in spots("countries").values() if spot.outline}
    assert drawn <= numbers


def test_a_map_takes_three_places_with_a_code() -> None:
    assert map_kind(["US-CA", "US-NV", None]) is None
    assert map_kind(["US-CA", "US-NV", "US-WA", "CA"]) == "tiles"
    assert map_kind(["CA", "AU", "NZ", "US-WA"]) == "countries"
    assert map_kind(["CA-ON", "CA-QC", "CA-BC", "CA-AB"]) is None, "no shape of these is kept"


@pytest.mark.parametrize("title", ["Overview", "Jurisdictions"])
def test_states_open_on_their_map(open_view: Opener, title: str) -> None:
    view = open_view(title, {"map": "medicaid_mental_health"}, folder=US_STATES)
    assert not view.exception
    assert "place_map" in containers(view)
    # Counted in the folder's files: 33 states say covered, 6 not covered, 12 nothing on mental health.
    assert "in 51 states: covered: 33; explicitly none: 6; not reported: 12. Sources disagree on 4 of them." in said(
        view
    )


@pytest.mark.parametrize("title", ["Overview", "Jurisdictions"])
def test_without_codes_there_is_no_map(open_view: Opener, title: str) -> None:
    assert "place_map" not in containers(open_view(title))


def test_what_the_map_counts_is_what_the_files_say() -> None:
    statuses: dict[str, set[str]] = {}
    for file in (US_STATES / "jurisdictions").glob("*.yaml"):
        place = yaml.safe_load(file.read_text(encoding="utf-8"))
        for fact in place.get("facts") or ():
            if fact["lever"] == "medicaid_mental_health":
                statuses.setdefault(place["id"], set()).add(fact["status"])
    assert len(statuses) == 39
    assert sum(s == {"none"} for s in statuses.values()) <= 6 <= sum("none" in s for s in statuses.values())


@pytest.mark.parametrize("theme", get_args(ThemeName))
def test_words_on_every_fill_can_be_read(theme: ThemeName) -> None:
    dataset = load(US_STATES)
    places = tuple(dataset.jurisdictions)
    cells = policy_table(dataset, Selection(), places)
    shown = [
        (entry.fill, entry.ink)
        for lever in dataset.levers
        for entry in entries(dataset, lever_map(dataset, cells, lever, places), theme)
    ]
    for fill, ink in {*shown, *MAP_FILLS[theme], (PALETTES[theme].grid, PALETTES[theme].text)}:
        assert contrast(fill, ink) >= 4.5, (fill, ink)


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        r, g, b = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_map_leaves_with_all_places_and_groups() -> None:
    view = view_of_link(load(US_STATES), "map=training_hours")
    (exhibit,) = exhibits(view, "map")
    assert (exhibit.name, exhibit.section) == ("map-training-hours", "map")
    assert exhibit.sheet.fields[4].name == "group"
    assert len({row[1] for row in exhibit.sheet.rows}) == 51
    assert any("≠" in sign.sign for sign in exhibit.legend)
    pdf = exhibit_file(view, "map", exhibit.name, "pdf")
    assert pdf.startswith(b"%PDF")
    with zipfile.ZipFile(io.BytesIO(exhibit_file(view, "map", exhibit.name, "csv"))) as archive:
        (name,) = [each for each in archive.namelist() if each.endswith(".csv") and "map" in each]
        rows = list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
    virginia = [row for row in rows if row["place"] == "us_va"]
    assert [row["number"] for row in virginia] == ["72.0"]
    assert virginia[0]["group"] == "70 to 126 hours per certification"


def test_a_world_map_draws_outlines_and_lists_what_has_none(tmp_path: Path) -> None:
    view = view_of_link(load(write_world(tmp_path / "world", countries=30, years=2)), "map=schedule")
    (exhibit,) = exhibits(view, "map")
    assert [sign.words for sign in exhibit.legend][-1].startswith("not reported")
    svg = exhibit_file(view, "map", exhibit.name, "svg").decode()
    # 170 countries are drawn and more, chosen or not.
    assert len(re.findall("<path", svg)) > 170
    assert any("Not on the map" in caveat for caveat in exhibit.caveats), "Bonaire has no outline and no circle"
