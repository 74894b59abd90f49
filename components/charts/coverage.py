"""How much of the primary source is coded, paragraph by paragraph, as small bars."""

from typing import Literal

import altair as alt

from components.charts.heatmap import PHONE
from components.drawing.looks import FONT, PALETTES, ThemeName

ROW_STEP = 15
TITLE_WIDTH = 266


def coverage_chart(
    rows: tuple[tuple[str, str], ...],
    headings: tuple[tuple[str, float], ...],
    theme: ThemeName,
    width: int | Literal["container"] = "container",
) -> alt.LayerChart:
    """Return the paragraphs in the order of the source, each with its bars, without its data.

    Parameters
    ----------
    rows : tuple of (paragraph, title of its section at the section's first paragraph, else "")
    headings : tuple of (what a group of bars counts, where it starts, 0 to 1)
    theme : {"light", "dark"}
    width : int or "container"
        In pixels, or that of what the chart stands in.

    Returns
    -------
    altair.LayerChart
        For a frame of one row a paragraph and kind: paragraph, section, role,
        kind, count, start, end (0 to 1), label (the count, empty for none),
        coded (a flag: drawn full, else hollow), words; rows of kind ``role``
        carry in their label what is said of a paragraph that isn't coded.
    """
    palette = PALETTES[theme]
    names = [name for name, _ in rows]
    left = alt.ExprRef(f"{PHONE} ? 2 : {TITLE_WIDTH}")
    x = alt.X(
        "start:Q",
        scale=alt.Scale(domain=[0, 1], range=[left, alt.ExprRef("width - 22")], zero=False, nice=False),
        axis=None,
    )
    y_axis = alt.Axis(
        title=None, domain=False, ticks=False, labelColor=palette.text, labelFontSize=11, labelOverlap=False,
        labelPadding=6, labelLimit=90,
    )  # fmt: skip
    y = alt.Y(
        "paragraph:N", sort=names, scale=alt.Scale(domain=names, paddingInner=0.3, paddingOuter=0.15), axis=y_axis
    )
    base = alt.Chart().encode(
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("paragraph:N", title="Paragraph"),
            alt.Tooltip("section:N", title="Section"),
            alt.Tooltip("words:N", title="Holds"),
        ],
    )
    # The counts beside the bars are what is heard; bars of which there are none would be a picture without a name.
    bars = base.transform_filter("datum.count > 0").mark_bar(cornerRadiusEnd=1.5, aria=False).encode(x2="end:Q")
    full = bars.transform_filter("datum.coded").encode(color=alt.value(palette.ramp[1]))
    hollow = bars.transform_filter("!datum.coded").encode(
        color=alt.value(palette.background), stroke=alt.value(palette.quiet), strokeDash=alt.value([2, 1.5])
    )
    counts = base.mark_text(align="left", dx=4, fontSize=10.5, color=palette.text).encode(
        x=alt.X("end:Q", axis=None), text="label:N"
    )
    said = (
        base.transform_filter("datum.kind == 'role'")
        .mark_text(align="left", dx=1, fontSize=10.5, fontStyle="italic", color=palette.quiet)
        .encode(text="words:N")
    )
    layers = [
        _sections(rows, theme),
        _headings(headings, theme),
        full,
        hollow,
        counts.transform_filter("datum.kind != 'role'"),
        said,
    ]
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .properties(width=width, height=ROW_STEP * len(rows))
        .configure(font=FONT, background=palette.background)
        .configure_view(stroke=None)
    )
    return chart


def _sections(rows: tuple[tuple[str, str], ...], theme: ThemeName) -> alt.LayerChart | alt.FacetChart:
    palette = PALETTES[theme]
    firsts = alt.InlineData(values=[{"paragraph": name, "title": title} for name, title in rows if title])
    base = alt.Chart(firsts).encode(y=alt.Y("paragraph:N", bandPosition=0))
    rules = base.mark_rule(color=palette.grid, x=0, x2=alt.ExprRef("width"))
    titles = (
        alt.Chart(firsts)
        .mark_text(
            align="left", x=4, fontSize=11, color=palette.quiet, limit=TITLE_WIDTH - 16,
            opacity=alt.ExprRef(f"{PHONE} ? 0 : 1"),
        )
        .encode(y="paragraph:N", text="title:N")
    )  # fmt: skip
    return alt.layer(rules, titles)


def _headings(headings: tuple[tuple[str, float], ...], theme: ThemeName) -> alt.Chart:
    values = alt.InlineData(values=[{"what": what, "start": start} for what, start in headings])
    chart: alt.Chart = (
        alt.Chart(values)
        .mark_text(align="left", y=-8, fontSize=11.5, fontWeight=600, color=PALETTES[theme].text)
        .encode(x=alt.X("start:Q", axis=None), text="what:N")
    )
    return chart
