"""How far independent codings agree, and on what they don't."""

from components.answers import store
from components.drawing.words import counted
from components.exhibits.exhibit import Cell, Column, Exhibit, Field, Sheet, Sign, Table
from components.exhibits.sections.coverage import WHOLE
from components.exhibits.sections.entries import DRAWN, with_drawn
from components.exhibits.sections.parts import with_source
from components.method.reliability import (
    ALPHA_WORDS,
    VARIABLE_WORDS,
    agreement_row,
    disagreement_table,
    reliability_finding,
)
from components.panel.coding_words import coder_name
from components.view.view import View


def reliability_exhibits(view: View) -> tuple[Exhibit, ...]:
    """Return the agreement of the codings, and the units on which they differ; nothing where there is but one."""
    found = store.agreements(view.dataset)
    if not found:
        return ()
    agreement, differing = _agreement(view), _disagreements(view)
    return (agreement,) if differing is None else (agreement, differing)


def _agreement(view: View) -> Exhibit:
    found = store.agreements(view.dataset)
    rows = []
    for one in found:
        told = agreement_row(one)
        alpha = Cell(told["alpha"]) if told["alpha"] else Cell("⊘", told["reason"], "not_applicable")
        numbers = (Cell(told[name]) for name in ("units", "held", "differ", "percentage"))
        rows.append((Cell(told["name"], told["question"], kind="head"), *numbers, alpha))
    heads = (
        Column("Variable", 3.4), Column("Units", 0.9), Column("Held", 0.9), Column("Differ", 0.9),
        Column("Agreement", 1.0), Column("Krippendorff's alpha", 1.4),
    )  # fmt: skip
    return Exhibit(
        name="agreement",
        section="reliability",
        title="Agreement of independent codings",
        filters=WHOLE,
        finding=reliability_finding(found),
        table=Table(heads, tuple(rows)),
        sheet=Sheet(
            "agreement",
            _FIELDS,
            tuple(
                (one.variable, "; ".join(map(coder_name, one.coders)), one.units, one.held, one.units - one.unanimous,
                 one.percentage, one.alpha)
                for one in found
            ),
        ),
        legend=(Sign("⊘", "alpha isn't defined: nothing to compare, or nothing varies"),),
        caveats=(ALPHA_WORDS,),
        works=with_source(view.dataset, ()),
        link=view.link("method"),
    )  # fmt: skip


def _disagreements(view: View) -> Exhibit | None:
    dataset = view.dataset
    frame = disagreement_table(dataset, store.disagreeing(dataset))
    if frame.empty:
        return None
    names = [coder_name(name.removeprefix("by:")) if name.startswith("by:") else name for name in frame.columns]
    rows = tuple(frame.itertuples(index=False, name=None))
    drawn = rows[:DRAWN]
    heads = (Column(names[0], 1.6), Column(names[1], 1.0), Column(names[2], 2.2), *(Column(n, 1.2) for n in names[3:]))
    fixed = ("differ_on", "paragraph", "factor", "place_or_work")
    coders = tuple(Field(f"coder_{n}", f"What the coder says: {name}") for n, name in enumerate(names[4:-1], start=1))
    return Exhibit(
        name="disagreements",
        section="reliability",
        title="Where independent codings differ",
        filters=WHOLE,
        finding=with_drawn(
            f"{counted(len(rows), 'unit')} on which the coders differ, what each of them says, and what was released.",
            len(drawn),
            len(rows),
            "units",
        ),
        table=Table(heads, tuple((Cell(row[0], kind="head"), *map(_said, row[1:])) for row in drawn)),
        sheet=Sheet(
            "disagreements",
            (
                *(Field(name, words) for name, words in zip(fixed, _ABOUT, strict=True)),
                *coders,
                Field("released", "What the dataset itself says"),
            ),
            tuple(tuple(None if value in ("", "–") else value for value in row) for row in rows),
        ),
        legend=(Sign("–", "nothing said of the unit (a gap, not a no)"),) if any("–" in row for row in drawn) else (),
        caveats=("A unit is a factor in a paragraph, a factor at a place, or a work in a paragraph.",),
        works=with_source(dataset, ()),
        link=view.link("method"),
    )


def _said(words: str) -> Cell:
    return Cell(words, kind="gap" if words == "–" else "value")


_ABOUT = (
    "The variable on which the coders differ",
    "Id of the paragraph; empty where the unit is a factor at a place",
    "The factor; empty where the unit is a work in a paragraph",
    "The place or the work, where the unit has one",
)
_FIELDS = (
    Field("variable", "; ".join(f"{name}: {words[1]}" for name, words in VARIABLE_WORDS.items())),
    Field("coders", "The codings compared"),
    Field("units", "Units on which at least two coders say something", "integer"),
    Field("held", "Those of them that at least one coder has", "integer"),
    Field("differ", "Units on which not all say the same", "integer"),
    Field("agreement", "Mean over pairs of coders of the share of units on which they agree, 0 to 1", "number"),
    Field("alpha", "Krippendorff's alpha for nominal data; empty where it isn't defined", "number"),
)
