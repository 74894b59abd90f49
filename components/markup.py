"""HTML from templates, with every value escaped.

Data is text, whatever it holds: a template may place it, never run it.
"""

from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from components import looks

_TEMPLATES: Final = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["looks"] = looks
    environment.filters["web"] = web_address
    return environment


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


def web_address(address: str) -> str:
    """Return an address that a page may link to, or nothing: only http and https pass."""
    return address if address.startswith(("https://", "http://")) else ""


def rendered(template: str, **values: object) -> str:
    """Return a template's HTML with the values in their places, escaped."""
    return _template(template).render(**values)


@cache
def stylesheets() -> str:
    """Return the stylesheets of the templates' folder, the shared ``style.css`` first."""
    files = sorted(_TEMPLATES.glob("*.css"), key=lambda path: (path.name != "style.css", path.name))
    return "\n".join(path.read_text(encoding="utf-8") for path in files)
