"""Where a study was carried out, set beside the place that it is cited for."""

import re
from functools import cache

import pycountry

from data.model.dataset import Dataset
from data.model.records import Work
from data.model.tables import ancestors


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """Return the English names and three-letter codes of ISO 3166 countries, longest first."""
    named = [
        (name, country.alpha_2)
        for country in pycountry.countries
        for field in ("name", "common_name", "official_name", "alpha_3")
        if (name := getattr(country, field, None))
    ]
    return tuple(sorted(named, key=lambda pair: -len(pair[0])))


@cache
def country_codes(text: str) -> frozenset[str]:
    """Return the ISO 3166 codes of the countries that open a text or its parts between ``;``."""
    found: set[str] = set()
    for part in (piece.strip() for piece in text.split(";")):
        for name, code in _names():
            if part.startswith(name) and not re.match(r"\w", part[len(name) :]):
                found.add(code)
                break
    return frozenset(found)


def place_countries(dataset: Dataset, place: str) -> frozenset[str]:
    """Return the country codes of a place: of the outermost place it is a part of that has one."""
    for name in reversed(ancestors(dataset.jurisdictions)[place]):
        if codes := country_codes(dataset.jurisdictions[name].label):
            return codes
    return frozenset()


def studied_elsewhere(dataset: Dataset, work: Work, place: str) -> bool:
    """Whether a work's own country is known and isn't that of the place it is cited for.

    A place without a country, such as the general literature, has no elsewhere.
    """
    studied, cited_for = country_codes(work.study_country), place_countries(dataset, place)
    return bool(studied and cited_for and not studied <= cited_for)
