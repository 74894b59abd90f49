"""Coverage of the primary source: the picture, its finding in words, and the same numbers as a table."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from components.charts.coverage import coverage_chart
from components.drawing.markup import rendered
from components.drawing.show import chart, theme
from components.drawing.words import agreeing
from data.model.dataset import Dataset
from data.questions.coverage import paragraph_coverage

_KINDS = {"records": "Records", "facts": "Policy facts", "influences": "Influences"}
_COUNTED = {
    "records": ("record", "records"),
    "facts": ("policy fact", "policy facts"),
    "influences": ("influence", "influences"),
}
_ROLES = {"introduction": ("introduction", "introductions"), "summary": ("summary", "summaries")}
_SPACE = 0.09
"""What stands between two groups of bars, as a share of the width; the count is written there."""


def show_coverage(dataset: Dataset) -> None:
    """Draw what is coded of each paragraph, and say what that shows."""
    frame = paragraph_coverage(dataset)
    if frame.empty:
        words = "The dataset doesn't name the paragraphs of its primary source, so that coverage can't be shown."
        st.html(rendered("finding.html", theme=theme(), finding=words))
        return
    finding = coverage_finding(dataset, frame)
    st.html(rendered("finding.html", theme=theme(), finding=finding))
    bars, headings = coverage_bars(frame)
    chart(
        coverage_chart,
        (coverage_rows(frame), headings, theme()),
        bars,
        key="coverage_chart",
        alt_text=finding,
        stretch=True,
    )
    st.html(rendered("method/coverage_legend.html", theme=theme()))


def coverage_table(dataset: Dataset) -> None:
    """Show the numbers of the picture as a table."""
    frame = paragraph_coverage(dataset)
    if frame.empty:
        return
    names = {"paragraph": "Paragraph", "section": "Section", "role": "Role", **_KINDS, "works": "Works cited"}
    with st.expander("The same numbers as a table", key="coverage_numbers"):
        st.dataframe(
            frame.rename(columns=names)[list(names.values())],
            hide_index=True,
            height=320,
            key="coverage_table",
            alt=coverage_finding(dataset, frame),
        )


def coverage_rows(frame: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    """Return each paragraph with the title of the section that begins with it, else with nothing."""
    sections = frame["section"].where(frame["section"] != frame["section"].shift(), "")
    return tuple(zip(frame["paragraph"], sections, strict=True))


def coverage_bars(frame: pd.DataFrame) -> tuple[pd.DataFrame, tuple[tuple[str, float], ...]]:
    """Return the bars of the picture, all on one scale, and where each group of them starts.

    Parameters
    ----------
    frame : as :func:`data.questions.coverage.paragraph_coverage` returns it

    Returns
    -------
    bars : frame
        As :func:`components.charts.coverage.coverage_chart` takes it.
    headings : tuple of (what a group counts, its start from 0 to 1)
    """
    most = {kind: max(1, int(frame[kind].max())) for kind in _KINDS}
    unit = (1 - _SPACE * len(_KINDS)) / sum(most.values())
    starts, at = {}, 0.0
    for kind in _KINDS:
        starts[kind] = at
        at += most[kind] * unit + _SPACE
    rows = []
    for row in frame.itertuples(index=False):
        words = row_words(str(row.role), {kind: int(getattr(row, kind)) for kind in _KINDS})
        shared = {"paragraph": row.paragraph, "section": row.section, "role": row.role, "coded": row.role == "coded"}
        for kind in _KINDS:
            count = int(getattr(row, kind))
            bar = {"kind": kind, "count": count, "start": starts[kind], "end": starts[kind] + count * unit}
            rows.append({**shared, **bar, "label": str(count) if count else "", "words": words})
        if not any(int(getattr(row, kind)) for kind in _KINDS):
            said = "marked as coded, and nothing is" if row.role == "coded" else f"{row.role}: not coded"
            rows.append({**shared, "kind": "role", "count": 0, "start": 0.0, "end": 0.0, "label": "", "words": said})
    return pd.DataFrame(rows), tuple((name, starts[kind]) for kind, name in _KINDS.items())


def row_words(role: str, counts: Mapping[str, int]) -> str:
    """Return what a paragraph holds, in words."""
    held = [f"{count} {_COUNTED[kind][count != 1]}" for kind, count in counts.items() if count]
    return (", ".join(held) or "nothing coded") + ("" if role == "coded" else f" ({role})")


def coverage_finding(dataset: Dataset, frame: pd.DataFrame) -> str:
    """Return in words how much of the source is coded, and where most of it stands."""
    coded = frame[frame["role"] == "coded"]
    held = int((coded[list(_KINDS)].sum(axis=1) > 0).sum())
    how_many = f"All {held}" if held == len(coded) else f"{held} of the {len(coded)}"
    words = f"{how_many} paragraphs to be coded {agreeing(held, 'holds', 'hold')} a record, a fact or an influence"
    others = frame.loc[frame["role"] != "coded", "role"].value_counts()
    if len(others):
        apart = " and ".join(f"{n} {_ROLES[str(role)][n != 1]}" for role, n in others.items())
        words += f"; {apart} {agreeing(int(others.sum()), 'is', 'are')} set apart"
    if (most := int(frame["records"].max())) > 0:
        names = list(frame.loc[frame["records"] == most, "paragraph"])
        words += f". Most records stand in {', '.join(names[:3])} ({most})"
    return f"{words}. Source: {dataset.source.name}."
