"""A briefing put together from a view: its sections in their order, its words, its references."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from components.answers.kept import kept
from components.exhibits.brief import Brief
from components.exhibits.digest import Annex, Digest
from components.exhibits.digest_builder import digest
from components.exhibits.exhibit import Exhibit
from components.exhibits.provenance import provenance
from components.exhibits.sections import SAVED
from components.view.names import OPENING
from components.view.view import View
from data.model.dataset import Dataset
from data.model.records import Work

MISSING: Final = {
    "staffing": "No number is reported for these places.",
    "trends": "No measure of these places is told for several years.",
    "lessons": "Choose the place that is yours.",
    "records": "Put entries into the basket on the Evidence page, or open a cell of the matrix.",
}
"""What to do where a section has nothing to show."""


def chosen_sections(view: View) -> tuple[str, ...]:
    """Return the ids of the briefing's sections, in its order.

    Where none is chosen: the opening ones, what is in the basket, and the lessons of the place that is ours.
    """
    if view.words("sections"):
        return view.words("sections")
    kept, home = ("records",) if view.words("basket") else (), ("lessons",) if view.text("home") else ()
    return (*kept, *OPENING, *home)


@kept(max_entries=256)
def exhibits(view: View, section: str) -> tuple[Exhibit, ...]:
    """Return the exhibits of a section, worked out once a view; none where it has nothing to show."""
    return SAVED[section](view)


def missing(section: str) -> str:
    """Return why a section is empty, and what to do."""
    return MISSING.get(section, "Nothing passes these filters.")


@kept(max_entries=64)
def _digest(view: View, sections: tuple[str, ...]) -> Digest | None:
    """Return the digest of a view, worked out once: its title, which the view's key leaves out, is put in anew."""
    return digest(view, sections)


def brief(view: View) -> Brief:
    """Return the briefing that a view describes."""
    dataset = view.dataset
    sections = chosen_sections(view)
    shown = tuple(exhibit for section in sections for exhibit in exhibits(view, section))
    title = view.text("title") or dataset.about.title
    worked = _digest(view, tuple(sections))
    short = None if worked is None else replace(worked, title=title)
    works = _works(view, (key for exhibit in shown for key in exhibit.works))
    return Brief(
        digest=short,
        annex=_annex(view),
        title=title,
        exhibits=shown,
        provenance=provenance(view, "briefing").showing(works.values()),
        works=works,
        behind=_works(view, (key for exhibit in shown for key in exhibit.all_works)),
        cited=_works(view, short.works if short is not None else ()),
        author=view.text("author") or "",
        note=view.text("note") or "",
        abbreviations=_abbreviations(dataset, shown),
        language=dataset.about.language or "en",
    )


def _abbreviations(dataset: Dataset, shown: Iterable[Exhibit]) -> dict[str, str]:
    """Return the dataset's abbreviations, of those that the exhibits have."""
    texts = [text for each in shown for text in (each.title, each.finding, *each.caveats)]
    texts += [cell for each in shown for row in each.table.rows for one in row for cell in (one.text, one.detail)]
    texts += [detail.text for each in shown for detail in each.details]
    words = set(re.findall(r"[\w-]+", " ".join(texts)))
    held = dataset.about.abbreviations
    return {short: long for short, long in held.items() if set(re.findall(r"[\w-]+", short)) <= words}


def _annex(view: View) -> Annex:
    chosen = view.text("annex")
    return "with" if chosen == "with" else "apart" if chosen == "apart" else "short"


def _works(view: View, keys: Iterable[str]) -> dict[str, Work]:
    return {key: view.dataset.works[key] for key in dict.fromkeys(keys)}
