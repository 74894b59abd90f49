"""What files are called: after what they show, and never a path."""

import re
import unicodedata
from typing import Final

from components.view.view import View

LONGEST: Final = 120
MOST_PLACES: Final = 3
"""Places that the name of a file spells out."""


def stem(view: View, what: str) -> str:
    """Return what a file of a view is called, without its ending; safe anywhere.

    Dataset, what it shows, the places (of many how many they are), the day: ``ferries_briefing_Norway_2026-11-28``.
    """
    names = [view.dataset.jurisdictions[place].name for place in (view.places if view.selection.places else ())]
    places = [f"{len(names)}-places"] if len(names) > MOST_PLACES else names
    parts = (view.dataset.about.id, what, *places, view.made.isoformat())
    return "_".join(safe_name(part) for part in parts)[:LONGEST]


def file_name(view: View, what: str, ending: str) -> str:
    """Return what a file of a view is called."""
    return f"{stem(view, what)}.{ending}"


def safe_name(text: str) -> str:
    """Return a text as a name without a path: ASCII letters, digits, "-", "_" and "."; never empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    named = re.sub(r"\.{2,}", ".", re.sub(r"[^A-Za-z0-9._-]+", "-", plain)).strip("-._")
    return named[:LONGEST].rstrip("-._") or "file"
