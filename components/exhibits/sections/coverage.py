"""How much of the primary source is coded, paragraph by paragraph."""

from typing import Final

from components.charts.coverage import coverage_chart
from components.exhibits.exhibit import Cell, Column, Drawing, Exhibit, Field, Sheet, Sign, Table
from components.exhibits.sections.parts import with_source
from components.method.coverage import coverage_bars, coverage_finding, coverage_rows
from components.view.view import View
from data.questions.coverage import paragraph_coverage

WHOLE: Final = ("The whole dataset",)
"""What a method's exhibit is narrowed to: nothing."""
_WIDTH: Final = 1000
_COUNTS: Final = ("records", "facts", "influences", "works")


def coverage_exhibits(view: View) -> tuple[Exhibit, ...]:
    """Return what is coded of each paragraph; nothing where the dataset doesn't name them."""
    dataset = view.dataset
    frame = paragraph_coverage(dataset)
    if frame.empty:
        return ()
    bars, headings = coverage_bars(frame)
    heads = (
        Column("Paragraph", 1.0), Column("Section", 3.0), Column("Role", 1.0), Column("Records", 0.8, centred=True),
        Column("Policy facts", 0.8, centred=True), Column("Influences", 0.8, centred=True),
        Column("Works cited", 0.8, centred=True),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(row["paragraph"], kind="head"), Cell(row["section"]), Cell(row["role"]),
            *(Cell(str(row[name]), number=float(row[name])) for name in _COUNTS),
        )
        for row in frame.to_dict("records")
    )  # fmt: skip
    return (
        Exhibit(
            name="coverage",
            section="coverage",
            title="Coverage of the source: what is coded of each paragraph",
            filters=WHOLE,
            finding=coverage_finding(dataset, frame),
            drawing=Drawing(
                coverage_chart, (coverage_rows(frame), headings, "light", _WIDTH), bars, dataset.fingerprint
            ),
            table=Table(heads, rows),
            sheet=Sheet(
                "coverage",
                _FIELDS,
                tuple(
                    (row["paragraph"], row["section"] or None, row["role"], *(int(row[name]) for name in _COUNTS))
                    for row in frame.to_dict("records")
                ),
            ),
            legend=(
                Sign("■", "coded: counted in full"),
                Sign("□", "dashed: of an introduction or a summary, set apart as it repeats what is coded elsewhere"),
            ),
            caveats=("Counts say how much is coded of a paragraph, not how much it weighs.",),
            works=with_source(dataset, ()),
            link=view.link("method"),
        ),
    )


_FIELDS = (
    Field("paragraph", "Id of the paragraph of the primary source"),
    Field("section", "The title of its section"),
    Field("role", "coded, introduction or summary"),
    Field("records", "Records of the paragraph", "integer"),
    Field("facts", "Policy facts of the paragraph", "integer"),
    Field("influences", "Influences stated in the paragraph", "integer"),
    Field("works", "Distinct works cited by any of them", "integer"),
)
