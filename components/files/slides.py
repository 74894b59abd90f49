"""A briefing as a PowerPoint deck: one exhibit a slide, each with all that it must carry."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any, Final

from pptx.enum.shapes import PP_PLACEHOLDER

from components.drawing.printable import one_line, printable
from components.exhibits.brief import Brief
from components.exhibits.exhibit import Exhibit
from components.exhibits.exhibit_words import Progress, linked_runs, origin_lines, unheard
from components.files.digest_slides import add_digest
from components.files.office_file import describe, fixed
from components.files.picture import chart_png
from components.files.slide_exhibit import add_exhibit
from components.files.slide_group import add_group, groups
from components.files.slide_pages import add_slide, add_text_slides
from components.files.slide_text import Paragraph, Run, fill, height, led, put
from components.files.slide_theme import Box, Stage, set_language, stage
from components.files.type_metrics import shortened
from components.references.references import Reference, references

ANNEX: Final = "Annex"
COVER_TEXT, LIST_TEXT, NOTE_TEXT = 12, 12, 16
"""Sizes of type in points, on a slide of 960."""


def pptx_bytes(
    brief: Brief,
    template: bytes | None = None,
    progress: Progress | None = None,
    picture: Callable[[Exhibit, float], bytes] = chart_png,
) -> bytes:
    """Return a briefing as a PowerPoint file; the same briefing gives the same bytes.

    Parameters
    ----------
    brief : Brief
    template : bytes, optional
        A .pptx or .potx of the user's: its layouts, type and colours are used, its slides are not.
    progress : callable, optional
        See :data:`components.exhibits.exhibit_words.Progress`.
    picture : callable
        Draws an exhibit's chart as a PNG of so many pixels a pixel.

    Raises
    ------
    components.files.slide_template.TemplateError
        Where the template can't be used.
    """
    tell = progress or unheard
    deck = stage(template)
    printed = references(tuple(brief.works.values()))
    if brief.digest is not None:
        add_digest(deck, brief, brief.digest, references(tuple(brief.cited.values())))
    if brief.with_annex:
        _add_annex(deck, brief, printed, tell, picture)
    set_language(deck.deck, brief.language)
    describe(deck.deck.core_properties, brief)
    file = BytesIO()
    deck.deck.save(file)
    tell(1.0, "Done")
    return fixed(file.getvalue(), brief.provenance.made)


def _add_annex(
    deck: Stage,
    brief: Brief,
    printed: Sequence[Reference],
    tell: Progress,
    picture: Callable[[Exhibit, float], bytes],
) -> None:
    """Add the exhibits in their order, behind a divider where the short form stands before them."""
    if brief.digest is None:
        _add_cover(deck, brief)
    else:
        add_slide(deck, deck.cover, ANNEX, ["Behind this slide stands all that the short form leaves out."])

    def own(exhibit: Exhibit) -> list[Reference]:
        return [reference for reference in printed if reference.key in exhibit.works]

    done = 0
    shared = list(groups(brief.exhibits))
    for number, group in enumerate(shared):
        tell(done / (len(brief.exhibits) + 1), one_line(group[0].title))
        done += len(group)
        if len(group) == 1:
            add_exhibit(deck, brief, group[0], own(group[0]), picture)
        else:
            alike = [place for place, other in enumerate(shared) if other[0].group == group[0].group]
            add_group(deck, brief, group, own, picture, (alike.index(number) + 1, len(alike)))
    tell(len(brief.exhibits) / (len(brief.exhibits) + 1), "References")
    origin = [*origin_lines(brief), f"View: {one_line(brief.provenance.link)}"]
    if printed:
        add_text_slides(deck, "References", list(map(_entry, printed)), LIST_TEXT, origin)
    if brief.abbreviations:
        told = [led(f"{one_line(short)}:", one_line(long)) for short, long in brief.abbreviations.items()]
        add_text_slides(deck, "Abbreviations", told, LIST_TEXT, origin)
    add_text_slides(deck, "Where this comes from", _origin(brief), LIST_TEXT, origin)


def _add_cover(deck: Stage, brief: Brief) -> None:
    notes = [one_line(brief.title), *_plain(_origin(brief)), *([printable(brief.note)] if brief.note else [])]
    slide = add_slide(deck, deck.cover, brief.title, notes)
    under = next((s for s in slide.placeholders if s.placeholder_format.type == PP_PLACEHOLDER.SUBTITLE), None)
    bottom = deck.title.bottom
    if under is not None:
        bottom = ((under.top or 0) + (under.height or 0)) / 12700
        if brief.author:
            fill(under.text_frame, [(Run(one_line(brief.author)),)], None)
        else:
            under._element.getparent().remove(under._element)
    size, come = COVER_TEXT * deck.scale, brief.provenance
    shown = shortened(one_line(come.link), deck.body.width - 60 * deck.scale, size, 1)
    told = [*_origin(brief)[:2], led("View:", shown, come.link)]
    box = Box(deck.body.left, max(bottom + 16 * deck.scale, 0), deck.body.width, height(told, deck.body.width, size))
    if box.bottom <= deck.body.bottom:
        put(slide, box, told, size, "Source")
    if brief.note:
        lines = [(Run(one_line(line)),) for line in printable(brief.note).split("\n") if line.strip()]
        add_text_slides(deck, "About this briefing", lines, NOTE_TEXT, notes[:4])


def _plain(paragraphs: Sequence[Paragraph]) -> list[str]:
    return ["".join(run.text for run in paragraph) for paragraph in paragraphs]


def _origin(brief: Brief) -> list[Paragraph]:
    come: Any = brief.provenance
    source, dataset = origin_lines(brief)
    return [
        (Run(source),),
        (Run(dataset),),
        led("View:", one_line(come.link), come.link),
        *([led("How to cite the dataset:", one_line(come.cite))] if come.cite else []),
        *([led("Licence:", one_line(come.licence))] if come.licence else []),
        *([led("Shown:", one_line(" · ".join(brief.filters)))] if brief.filters else []),
    ]


def _entry(reference: Reference) -> Paragraph:
    return tuple(Run(text, italic=italic, link=link) for text, italic, link in linked_runs(reference))
