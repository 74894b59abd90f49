"""HTML from templates, with every value escaped.

Data is text, whatever it holds: a template may place it, never run it.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from components.drawing import looks

_TEMPLATES: Final = Path(__file__).parent / "templates"


LONGEST: Final = 4_000
"""Characters of one text that a page shows: a longer one would make it too heavy to use."""

_WHOLE: Final = ("briefing/page.html", "figure_words.svg")
"""Templates of files that leave the app: nothing in them is cut."""


@cache
def _environment(whole: bool) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=None if whole else shortened,
    )
    environment.globals["looks"] = looks
    environment.filters["web"] = web_address
    environment.filters["contact"] = contact_address
    environment.filters["abbreviated"] = abbreviated if whole else _abbreviated_shortened
    return environment


@cache
def _template(name: str) -> Template:
    return _environment(name in _WHOLE).get_template(name)


def shortened(value: object) -> object:
    """Return what a page shows of a value: all of it, but of a very long text its beginning, with how much is left."""
    if isinstance(value, str) and not isinstance(value, Markup) and len(value) > LONGEST:
        return f"{value[:LONGEST]}… and {len(value) - LONGEST:,} more characters, in the dataset's files"
    return value


def _abbreviated_shortened(text: str, abbreviations: Mapping[str, str]) -> Markup:
    return abbreviated(str(shortened("".join(text))), abbreviations)


def web_address(address: str) -> str:
    """Return an address that a page may link to, or nothing: only http and https pass."""
    return address if address.startswith(("https://", "http://")) else ""


def contact_address(address: str) -> str:
    """Return an address that opens a message or a form, or nothing: only mailto and https pass."""
    return address if address.startswith(("mailto:", "https://")) else ""


def abbreviated(text: str, abbreviations: Mapping[str, str]) -> Markup:
    """Return a text, escaped, in which every whole word that is an abbreviation says what it stands for.

    Parameters
    ----------
    text : str
        As it stands in the data; not for use in an attribute.
    abbreviations : mapping of abbreviation to what it stands for
        The case counts; of two that begin alike the longer one is taken.
    """
    pattern = _abbreviation(tuple(abbreviations))
    if pattern is None:
        return escape(text)
    pieces = pattern.split("".join(text))
    # The pattern has one group: what stands at odd places is an abbreviation.
    return Markup("").join(
        Markup('<abbr title="{}">{}</abbr>').format(abbreviations[piece], piece) if at % 2 else escape(piece)
        for at, piece in enumerate(pieces)
    )


@lru_cache(maxsize=4)
def _abbreviation(names: tuple[str, ...]) -> re.Pattern[str] | None:
    longest_first = sorted((name for name in names if name.strip()), key=len, reverse=True)
    alternatives = "|".join(re.escape(name) for name in longest_first)
    return re.compile(rf"(?<!\w)({alternatives})(?!\w)") if alternatives else None


def rendered(template: str, **values: object) -> str:
    """Return a template's HTML with the values in their places, escaped."""
    return _template(template).render(**values)


@cache
def stylesheet(name: str) -> str:
    """Return one stylesheet of the templates' folder."""
    return (_TEMPLATES / name).read_text(encoding="utf-8")


@cache
def stylesheets() -> str:
    """Return the stylesheets of the templates' folder, the shared ``style.css`` first, without comments and line ends.

    Every run hands them over anew, and looks through each of their lines.
    """
    files = sorted(_TEMPLATES.glob("*.css"), key=lambda path: (path.name != "style.css", path.name))
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return re.sub(r"[ \n]+", " ", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
