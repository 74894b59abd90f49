"""Small multiples: for each level, how many records help and hinder at each place.

The specification is the same whatever is shown: levels, places and bars come
as data, so that on a click the picture is changed in place.
"""

from typing import Any, Final

import altair as alt

from components.drawing.looks import FONT, PALETTES, ThemeName

BARS: Final = "bars"
STEP: Final = 19


def level_profiles(theme: ThemeName) -> alt.FacetChart:
    """Return one panel a level, all on one scale, without their data.

    Parameters
    ----------
    theme : {"light", "dark"}

    Returns
    -------
    altair.FacetChart
        For the named data ``bars``, one row a level, place and side (helping,
        hindering) with a record, in the order of the places: level (its name),
        number (its place in the order), name (the place's), order (the
        place's), side, signed (the
        count, below zero where it hinders), label, words, and most (the largest
        count on either side, the end of every panel's scale),
        and finding (what the picture shows, in words, for those who can't see it).
    """
    palette = PALETTES[theme]
    small: dict[str, Any] = {"fontSize": 10.5, "color": palette.quiet}
    zero = alt.Axis(values=[0], grid=True, gridColor=palette.rule, labels=False, ticks=False, domain=False, title=None)
    names = alt.Axis(
        title=None,
        domain=False,
        ticks=False,
        labelExpr="datum.value",
        labelColor=palette.text,
        labelFontSize=11.5,
        labelLimit=150,
        labelOverlap=False,
        grid=True,
        gridColor=palette.grid,
    )
    end = f"(length(data('{BARS}')) ? data('{BARS}')[0].most : 1) + 1"
    base = alt.Chart().encode(
        y=alt.Y(
            "name:N", sort=alt.EncodingSortField("order", op="min"), scale=alt.Scale(paddingInner=0.25), axis=names
        ),
        x=alt.X(
            "signed:Q", scale=alt.Scale(domain=[alt.ExprRef(f"-({end})"), alt.ExprRef(end)], nice=False), axis=zero
        ),
        tooltip=[alt.Tooltip("words:N", title="Records")],
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
    heading = alt.Header(
        title=None,
        labelFontSize=12,
        labelFontWeight="bold",
        labelColor=palette.text,
        labelAnchor="middle",
        labelPadding=6,
    )
    chart: alt.FacetChart = (
        alt.layer(*counts, bars, data=alt.NamedData(BARS))
        .properties(width=190, height=alt.Step(STEP))
        .facet(column=alt.Column("level:N", sort=alt.EncodingSortField("number", op="min"), header=heading), spacing=14)
        .properties(
            title=alt.TitleParams(
                alt.ExprRef(f"length(data('{BARS}')) ? data('{BARS}')[0].finding : ''"),
                fontSize=1,
                limit=1,
                color="transparent",
                offset=0,
                anchor="start",
            )
        )
        .configure(font=FONT, background=palette.background)
        .configure_view(stroke=None)
    )
    return chart
