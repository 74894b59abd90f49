"""The lists at the end of a Word document: references, the evidence behind the exhibits, abbreviations, origin."""

from collections.abc import Mapping, Sequence

from docx.text.paragraph import Paragraph

from components.drawing.printable import one_line
from components.drawing.words import agreeing, stopped
from components.exhibits.brief import Brief
from components.exhibits.exhibit import Detail, Exhibit
from components.exhibits.exhibit_words import linked_runs, origin_lines
from components.files.docx_exhibit import Writer
from components.files.docx_structure import add_bookmark, add_jump, add_link
from components.references.references import Reference


def marks(references: Sequence[Reference]) -> dict[str, str]:
    """Return the bookmark of each reference, by the key of its work."""
    return {reference.key: f"reference_{number}" for number, reference in enumerate(references, start=1)}


def add_references(writer: Writer, references: Sequence[Reference]) -> None:
    """Add the list of references, each with its link and a bookmark that the evidence leads to."""
    names = marks(references)
    writer.heading("References", 1)
    for reference in references:
        paragraph = writer.add("", "Reference")
        for text, italic, link in linked_runs(reference):
            (add_link(paragraph, text, link) if link else paragraph.add_run(text)).italic = italic or None
        add_bookmark(paragraph, names[reference.key], next(writer.marks))


def add_evidence(writer: Writer, brief: Brief, exhibits: Sequence[Exhibit], names: Mapping[str, str]) -> None:
    """Add the records and facts behind the exhibits, each once, under the exhibit that shows it first."""
    told: set[str] = set()
    held = [exhibit for exhibit in exhibits if exhibit.details]
    if held:
        writer.heading("Annex: the evidence behind the exhibits", 1)
        writer.add(
            "Statements are paraphrases. Each one names its place in the source and the works cited for it there.",
            "Normal",
        )
    for exhibit in held:
        new = [detail for detail in exhibit.details if detail.id not in told]
        writer.heading(f"Behind “{one_line(exhibit.title)}”", 2, listed=False)
        for detail in new:
            _add_detail(writer.add("", "Evidence"), detail, brief, names)
        if len(new) < len(exhibit.details):
            again = len(exhibit.details) - len(new)
            stand = agreeing(again, "stands", "stand")
            writer.add(f"{again} of the {len(exhibit.details)} entries behind it {stand} above.", "Exhibit Note")
        told |= {detail.id for detail in new}


def _add_detail(paragraph: Paragraph, detail: Detail, brief: Brief, names: Mapping[str, str]) -> None:
    paragraph.add_run(one_line(detail.id)).bold = True
    about = one_line(detail.about)
    paragraph.add_run(
        f"  {about}{'' if about.endswith('.') else '.'} {one_line(detail.text)} [{one_line(detail.place)}"
    )
    for number, key in enumerate(detail.works):
        paragraph.add_run("; cites " if not number else ", ")
        add_jump(paragraph, one_line(brief.behind[key].name), names[key])
    paragraph.add_run("]")
    if detail.cautions:
        paragraph.add_run(
            " Caution: " + " ".join(stopped(one_line(caution)) for caution in detail.cautions)
        ).italic = True


def add_abbreviations(writer: Writer, brief: Brief) -> None:
    """Add the dataset's abbreviations; nothing where it has none."""
    if brief.abbreviations:
        writer.heading("Abbreviations", 1)
    for short, long in brief.abbreviations.items():
        paragraph = writer.add("", "Evidence")
        paragraph.add_run(one_line(short)).bold = True
        paragraph.add_run(f"  {one_line(long)}")


def add_origin(writer: Writer, brief: Brief) -> None:
    """Add where the document comes from: source, dataset, permalink, filters, citation, licence."""
    come = brief.provenance
    writer.heading("Where this comes from", 1)
    for line in origin_lines(brief):
        writer.add(line, "Normal")
    add_link(writer.add("View: ", "Normal"), one_line(come.link), come.link)
    for lead, text in (
        ("Shown: ", " · ".join(brief.filters)),
        ("How to cite the dataset: ", come.cite),
        ("Licence: ", come.licence),
    ):
        if text:
            writer.add(f"{lead}{one_line(text)}", "Normal")
