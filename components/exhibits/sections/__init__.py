"""The sections of a briefing, and what else can be saved: each builds the exhibits of one question from a view."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from components.exhibits.exhibit import Exhibit
from components.exhibits.sections.codebook import codebook_exhibits
from components.exhibits.sections.coverage import coverage_exhibits
from components.exhibits.sections.entries import entry_exhibits
from components.exhibits.sections.influences import influence_exhibits
from components.exhibits.sections.lessons import lesson_exhibits
from components.exhibits.sections.matrix import matrix_exhibits
from components.exhibits.sections.overview import overview_exhibits
from components.exhibits.sections.place_map import map_exhibits
from components.exhibits.sections.policy import policy_exhibits
from components.exhibits.sections.publication import publication_exhibits
from components.exhibits.sections.records import record_exhibits
from components.exhibits.sections.reliability import reliability_exhibits
from components.exhibits.sections.staffing import staffing_exhibits
from components.exhibits.sections.trends import trend_exhibits
from components.exhibits.sections.works import caution_exhibits, work_exhibits
from components.view.view import View


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
        Section("overview", "Overview", "what each place has, where they differ, records by level", overview_exhibits),
        Section("map", "Map", "one lever, place by place, where the places lie", map_exhibits),
        Section("policy", "Policy table", "levers by places, as the view narrows them", policy_exhibits),
        Section("staffing", "Numbers side by side", "one lever's numbers, in comparable groups", staffing_exhibits),
        Section("trends", "Change over time", "each measure told for several years", trend_exhibits),
        Section("matrix", "Factor matrix", "factors by places with ratings, and levels by place", matrix_exhibits),
        Section("influences", "Influence map", "stated links between factors", influence_exhibits),
        Section("lessons", "Lessons", "what others have that our place lacks, shared barriers", lesson_exhibits),
        Section("records", "Chosen evidence", "the basket's entries, or those behind the open cell", record_exhibits),
    )
}
"""In the order in which a briefing holds them where its reader chose none."""
SAVED: Final[Mapping[str, Callable[[View], tuple[Exhibit, ...]]]] = {
    **{section.id: section.exhibits for section in SECTIONS.values()},
    "entries": entry_exhibits,
    "works": work_exhibits,
    "publication": publication_exhibits,
    "coverage": coverage_exhibits,
    "reliability": reliability_exhibits,
    "codebook": codebook_exhibits,
    "cautions": caution_exhibits,
}
"""What a page saves one by one, by section: those of a briefing, and lists and appendices that none holds."""
