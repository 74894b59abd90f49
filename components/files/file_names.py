"""What files are called: after what they show, and never a path."""

import re
import unicodedata
from typing import Final

from components.view.view import View

LONGEST: Final = 120


def stem(view: View, what: str) -> str:
    """Return what a file of a view is called, without its ending: dataset, what it shows, version; safe anywhere."""
    about = view.dataset.about
    return "_".join(safe_name(part) for part in (about.id, what, about.version))[:LONGEST]


def file_name(view: View, what: str, ending: str) -> str:
    """Return what a file of a view is called."""
    return f"{stem(view, what)}.{ending}"


def safe_name(text: str) -> str:
    """Return a text as a name without a path: ASCII letters, digits, "-", "_" and "."; never empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    named = re.sub(r"\.{2,}", ".", re.sub(r"[^A-Za-z0-9._-]+", "-", plain)).strip("-._")
    return named[:LONGEST].rstrip("-._") or "file"
