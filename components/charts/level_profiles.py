"""Small multiples: for each level, how many records help and hinder at each place."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from components.charts.heatmap import named
from components.looks import FONT, PALETTES, ThemeName


def level_profiles(
    levels: Sequence[tuple[str, str]], places: Sequence[tuple[str, str]], most: int, theme: ThemeName
) -> alt.HConcatChart:
    """Return one panel a level, all on one scale, without their data.

    Parameters
    ----------
    levels, places : sequence of (id, label), in order
    most : int
        The largest count on either side: the end of every panel's scale.
    theme : {"light", "dark"}

    Returns
    -------
    altair.HConcatChart
        For a frame of one row a level, place and side (helping, hindering)
        with a record: level, place, side, count, signed (count, below zero
        where it hinders), label, words.
    """
    palette = PALETTES[theme]
    rows = [name for name, _ in places]
    small: dict[str, Any] = {"fontSize": 10.5, "color": palette.quiet}
    zero = alt.Axis(values=[0], grid=True, gridColor=palette.rule, labels=False, ticks=False, domain=False, title=None)
    panels = []
    for number, (level, title) in enumerate(levels):
        labels = alt.Axis(
            title=None,
            domain=False,
            ticks=False,
            labels=number == 0,
            labelExpr=named(dict(places)),
            labelColor=palette.text,
            labelFontSize=11.5,
            labelLimit=150,
            labelOverlap=False,
            grid=True,
            gridColor=palette.grid,
        )
        base = (
            alt.Chart()
            .transform_filter(alt.datum.level == level)
            .encode(
                y=alt.Y("place:N", sort=rows, scale=alt.Scale(domain=rows, paddingInner=0.25), axis=labels),
                x=alt.X("signed:Q", scale=alt.Scale(domain=[-most - 1, most + 1], nice=False), axis=zero),
                tooltip=[alt.Tooltip("words:N", title="Records")],
            )
        )
        bars = base.mark_bar(height=11).encode(
            color=alt.Color(
                "side:N",
                scale=alt.Scale(domain=["helping", "hindering"], range=[palette.helping, palette.hindering]),
                legend=None,
            )
        )
        counts = [
            base.transform_filter("datum.signed > 0").mark_text(**small, align="left", dx=4).encode(text="label:N"),
            base.transform_filter("datum.signed < 0").mark_text(**small, align="right", dx=-4).encode(text="label:N"),
        ]
        heading = alt.TitleParams(title, anchor="middle", fontSize=12, color=palette.text)
        panels.append(alt.layer(bars, *counts).properties(width=190, height=19 * max(1, len(rows)), title=heading))
    chart: alt.HConcatChart = (
        alt.hconcat(*panels, spacing=14)
        .configure(font=FONT, background=palette.background)
        .configure_view(stroke=None)
        .configure_concat(spacing=14)
    )
    return chart
