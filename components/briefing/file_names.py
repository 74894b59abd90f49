"""What files are called: after what they show, and never a path."""

import re
import unicodedata

from components.briefing.view import View

LONGEST = 80


def file_name(view: View, what: str, ending: str) -> str:
    """Return the name of a file: dataset, what it shows, version, ending; letters, digits, "-", "_" and "." alone."""
    about = view.dataset.about
    return f"{safe_name(f'{about.id}_{what}_{about.version}')}.{safe_name(ending)}"


def safe_name(text: str) -> str:
    """Return a text as a name without a path, at most 80 characters; never empty, never led by a dot."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    named = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-._")
    return re.sub(r"\.{2,}", ".", named)[:LONGEST].rstrip("-._") or "file"
