"""Where a study was carried out, beside the place that it is cited for."""

import pytest

from data.model.dataset import Dataset
from data.questions.countries import country_codes, place_countries, studied_elsewhere


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", set()), ("USA", {"US"}), ("United States", {"US"}), ("United Kingdom (England)", {"GB"}),
        ("Norway", {"NO"}),
        ("Canada; Norway", {"CA", "NO"}), ("International (17 countries)", set()), ("Hong Kong", {"HK"}),
        ("Nigeria", {"NG"}), ("Niger", {"NE"}), ("Guinea-Bissau", {"GW"}), ("South Australia", set()),
        ("Switzerland", {"CH"}),
        ("京都", set()), ("norway", set()),
    ],
)  # fmt: skip
def test_countries_that_a_text_names(text: str, codes: set[str]) -> None:
    assert country_codes(text) == codes


def test_the_country_of_a_place(psw: Dataset) -> None:
    expected = {"ca_on": {"CA"}, "us_ga": {"US"}, "us_va": {"US"}, "au_sa": {"AU"}, "uk": {"GB"}, "general": set()}
    assert {place: set(place_countries(psw, place)) for place in expected} == expected


@pytest.mark.parametrize(
    ("work", "place", "elsewhere"),
    [
        ("gamma_2018", "no", True),  # China; Norway, cited for Norway: in part elsewhere
        ("alpha_2010", "no", False),
        ("delta_2016", "no", True),
        ("beta_2015", "no", False),  # its country isn't known
        ("delta_2016", "aa", False),  # the place has no country
        ("delta_2016", "anywhere", False),
    ],
)
def test_studied_elsewhere(tiny: Dataset, work: str, place: str, elsewhere: bool) -> None:
    assert studied_elsewhere(tiny, tiny.works[work], place) is elsewhere


@pytest.mark.parametrize(("work", "place"), [("fan_2018", "au"), ("mulvale_2019", "ca")])
def test_the_studies_that_the_review_cites_for_another_country(psw: Dataset, work: str, place: str) -> None:
    assert studied_elsewhere(psw, psw.works[work], place)
