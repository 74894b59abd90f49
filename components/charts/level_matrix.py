"""Levels by places: how many records help and how many hinder."""

from collections.abc import Sequence
from typing import Final

import altair as alt

from components.charts.heatmap import named, wrapped
from components.drawing.looks import FONT, NO_RECORD, PALETTES, ThemeName

ROW: Final = 22
"""The height of a level in pixels, that of its name with room above and beneath."""


def level_matrix(
    levels: Sequence[tuple[str, str]], places: Sequence[tuple[str, str]], theme: ThemeName, step: int
) -> alt.LayerChart:
    """Return levels by places, each cell split into helping and hindering, without its data.

    Parameters
    ----------
    levels, places : sequence of (id, label), in order
    theme : {"light", "dark"}
    step : int
        Width of a column in pixels.

    Returns
    -------
    altair.LayerChart
        For a frame of one row a level, place and side (helping, hindering):
        level, place, side, count, label (what stands in the half), share
        (count by the largest), words.
    """
    palette = PALETTES[theme]
    texts = {name: wrapped(label, step - 14) for name, label in places}
    lines = max((len(text) for text in texts.values()), default=1)
    columns, rows = [name for name, _ in places], [name for name, _ in levels]
    x_axis = alt.Axis(
        orient="top",
        title=None,
        domain=False,
        ticks=False,
        labelExpr=named({name: [""] * (lines - len(text)) + text for name, text in texts.items()}),
        labelAngle=0,
        labelBaseline="bottom",
        labelColor=palette.text,
        labelFontSize=11,
        labelLimit=step + 10,
        labelLineHeight=13,
        labelOverlap=False,
        labelPadding=6 + (lines - 1) * 13,
    )
    y_axis = alt.Axis(
        title=None,
        domain=False,
        ticks=False,
        labelExpr=named(dict(levels)),
        labelColor=palette.text,
        labelFontSize=12,
        labelLimit=120,
        labelPadding=8,
    )
    base = alt.Chart().encode(
        x=alt.X("place:N", sort=columns, scale=alt.Scale(domain=columns, paddingInner=0.1), axis=x_axis),
        xOffset=alt.XOffset("side:N", sort=["helping", "hindering"], scale=alt.Scale(paddingInner=0.04)),
        y=alt.Y("level:N", sort=rows, scale=alt.Scale(domain=rows, paddingInner=0.14), axis=y_axis),
        tooltip=[alt.Tooltip("words:N", title="Records")],
    )
    halves = base.mark_rect(cornerRadius=2).encode(
        color=alt.Color("side:N").scale(domain=["helping", "hindering"], range=[palette.helping, palette.hindering])
        .legend(None),
        opacity=alt.Opacity("share:Q").scale(domain=[0, 1], range=[0.0, 0.45]).legend(None),
    )  # fmt: skip
    labels = base.mark_text(fontSize=11, fontWeight=600).encode(
        text="label:N",
        color=alt.when(alt.datum.count == 0).then(alt.value(NO_RECORD.text[theme])).otherwise(alt.value(palette.text)),
    )
    chart: alt.LayerChart = (
        alt.layer(halves, labels)
        # A page would else fit the names into the height of the cells, and press few levels together.
        .properties(
            width=step * max(1, len(places)),
            height=ROW * max(1, len(levels)),
            autosize=alt.AutoSizeParams(type="pad", contains="content"),
        )
        .configure(font=FONT, background=palette.background)
        .configure_view(stroke=None)
    )
    return chart
