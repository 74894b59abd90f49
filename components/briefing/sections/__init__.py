"""The sections of a briefing: each builds the exhibits of one question from a view."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from components.briefing.exhibit import Exhibit
from components.briefing.sections.matrix import matrix_exhibits
from components.briefing.view import View


@dataclass(frozen=True)
class Section:
    """One section: its id (in URLs and on the command line), its name, what it holds, and its exhibits."""

    id: str
    name: str
    holds: str
    exhibits: Callable[[View], tuple[Exhibit, ...]]


SECTIONS: Final[Mapping[str, Section]] = {
    section.id: section
    for section in (
        Section(
            "matrix", "Factor matrix", "factors by places with their ratings, and levels by place", matrix_exhibits
        ),
    )
}
"""In the order in which a briefing holds them where its reader chose none."""
