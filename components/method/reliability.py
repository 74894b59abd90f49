"""Agreement between codings: in numbers, cell by cell where they differ, and behind an open cell."""

import pandas as pd
import streamlit as st

from components.answers.store import agreements, disagreeing
from components.drawing.markup import rendered
from components.drawing.show import theme
from components.drawing.words import counted
from components.panel.coding_words import coder_name
from data.model.dataset import Dataset
from data.questions.reliability import Agreement

VARIABLE_WORDS = {
    "factor": ("Factor in a paragraph", "does the paragraph have a record of the factor?"),
    "direction": ("Direction", "which way does it point, where both coders have the factor in the paragraph?"),
    "place": ("Factor at a named place", "does any record tie the factor to the place?"),
    "work": ("Work in a paragraph", "does any record of the paragraph cite the work?"),
}
_TENTATIVE, _FIRM = 0.667, 0.8
ALPHA_WORDS = (
    f"Alpha is 1 for perfect agreement and 0 for what chance would give; below {_FIRM} Krippendorff advises to draw "
    f"only tentative conclusions, below {_TENTATIVE} none. Agreement is the mean over pairs of coders. Units that no "
    "coder holds are agreed upon by silence, which lifts the percentage; alpha allows for it. Alpha shows whether "
    "coders repeat one another. It can't show that they are right, and coders who share a way of reading can err alike."
)


def show_reliability(dataset: Dataset) -> None:
    """Say how far the codings agree, or that there is nothing to compare."""
    found = agreements(dataset)
    st.html(
        rendered(
            "method/reliability.html",
            theme=theme(),
            finding=reliability_finding(found),
            reconciled=dataset.about.reconciled,
            coders=dataset.about.coders or "",
            rows=[agreement_row(one) for one in found],
            tentative=_TENTATIVE,
            firm=_FIRM,
            alpha_words=ALPHA_WORDS,
        )
    )


def reliability_finding(found: tuple[Agreement, ...]) -> str:
    """Return in words how many codings are compared, and how far they agree at least."""
    if not found:
        return (
            "The evidence was coded once: the dataset gives no second coding, so that agreement can't be told. "
            "Further codings go into codings/, a folder a coder with its own evidence.csv."
        )
    names = ", ".join(coder_name(coder) for coder in found[0].coders)
    words = f"{len(found[0].coders)} independent codings are compared ({names}). "
    known = [one for one in found if one.alpha is not None]
    if not known:
        return words + "Alpha isn't defined on any variable, as nothing varies."
    least = min(known, key=lambda one: one.alpha or 0.0)
    return (
        f"{words}Their agreement is lowest on {VARIABLE_WORDS[least.variable][0].lower()}: alpha {least.alpha:.2f}. "
        f"They differ on {sum(one.units - one.unanimous for one in found)} units."
    )


def agreement_row(one: Agreement) -> dict[str, str]:
    """Return the agreement on a variable in words and figures, as a table shows it."""
    name, question = VARIABLE_WORDS[one.variable]
    if one.alpha is not None:
        alpha, reason = f"{one.alpha:.3f}", ""
    else:
        alpha, reason = (
            "",
            "not defined: nothing to compare" if not one.units else "not defined: all values are the same",
        )
    return {
        "name": name,
        "question": question,
        "units": f"{one.units:,}",
        "held": f"{one.held:,}",
        "differ": f"{one.units - one.unanimous:,}",
        "percentage": "–" if one.percentage is None else f"{100 * one.percentage:.1f}%",
        "alpha": alpha,
        "reason": reason,
        "at": "" if one.alpha is None else f"{100 * min(1.0, max(0.0, one.alpha)):.1f}",
    }


def show_disagreements(dataset: Dataset) -> None:
    """List the units on which coders differ, with what each of them says."""
    if not agreements(dataset):
        return
    frame = disagreement_table(dataset, disagreeing(dataset))
    if frame.empty:
        st.html(rendered("finding.html", theme=theme(), finding="The coders differ nowhere."))
        return
    finding = (
        f"{counted(len(frame), 'unit')} on which the coders differ, what each of them says, and what was released."
    )
    st.html(rendered("finding.html", theme=theme(), finding=finding))
    coders = [name for name in frame.columns if name.startswith("by:")]
    st.dataframe(
        frame,
        hide_index=True,
        height=min(430, 38 + 29 * len(frame)),
        row_height=29,
        key="disagreements",
        alt=finding,
        column_config={name: st.column_config.TextColumn(coder_name(name.removeprefix("by:"))) for name in coders},
    )


def disagreement_table(dataset: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the units on which coders differ, as they are called on screen.

    Returns
    -------
    frame
        Differ on, Paragraph, Factor, Place or work, one column a coder (its
        name led by ``by:``, so that none can be taken for another), and
        Released.
    """
    factors = {factor.id: factor.name for factor in dataset.factors.values()}
    places = {place.id: place.name for place in dataset.jurisdictions.values()}
    works = {work.key: work.name for work in dataset.works.values()}
    coders = list(frame.columns[3:-1])
    rows = []
    for variable, first, second, *said in frame.itertuples(index=False, name=None):
        rows.append(
            (
                VARIABLE_WORDS[variable][0],
                "" if variable == "place" else first,
                "" if variable == "work" else factors.get(first if variable == "place" else second, ""),
                places.get(second, "") if variable == "place" else works.get(second, "") if variable == "work" else "",
                *(value if isinstance(value, str) else "–" for value in said),
            )
        )
    columns = ["Differ on", "Paragraph", "Factor", "Place or work", *(f"by:{coder}" for coder in coders), "Released"]
    return pd.DataFrame(rows, columns=range(len(columns)), dtype="str").set_axis(columns, axis=1)
