"""Works by year of publication: a dot a work, the primary source's above the line, the supplement's below."""

from dataclasses import dataclass
from typing import Final

import altair as alt

from components.drawing.looks import FONT, PALETTES, Palette, ThemeName

PICKED: Final = "picked"
SHAPES: Final = {"source": "square", "cited": "circle", "supplement": "diamond", "unused": "triangle-up"}


@dataclass(frozen=True)
class Span:
    """How far the picture reaches.

    Attributes
    ----------
    first, last : int
        Years.
    above, below : int
        The most dots above and below the line.
    until : float or None
        Where the coded sources end, on the axis of years.
    until_words : str
    """

    first: int
    last: int
    above: int
    below: int
    until: float | None = None
    until_words: str = ""


def timeline(span: Span, theme: ThemeName, width: int) -> alt.LayerChart:
    """Return works by year, without its data.

    Parameters
    ----------
    span : Span
    theme : {"light", "dark"}
    width : int
        In pixels.

    Returns
    -------
    altair.LayerChart
        For a frame of one row a dated work: work (key), year, at (its place
        from the line, negative below), role, name, title, role_words, words,
        opened (whether it is the open one).
        Clicks land in the selection ``picked`` (field work).
    """
    palette = PALETTES[theme]
    rows = span.above + span.below + 1.4
    step = max(4.0, min(17.0, 360 / rows, 0.82 * width / (span.last - span.first + 1.4)))
    picked = alt.selection_point(PICKED, fields=["work"], empty=False)
    roles = list(SHAPES)
    dots = (
        alt.Chart()
        .mark_point(filled=True, size=((step - 2) / 1.13) ** 2, strokeWidth=1.4, cursor="pointer", opacity=1)
        .encode(
            x=_x(span, palette),
            y=_y(span, palette),
            shape=alt.Shape("role:N").scale(domain=roles, range=list(SHAPES.values())).legend(None),
            fill=alt.Color("role:N")
            .scale(domain=roles, range=[palette.text, palette.quiet, palette.background, palette.background])
            .legend(None),
            stroke=alt.when(alt.datum.opened).then(alt.value(palette.outline)).otherwise(alt.value(palette.quiet)),
            strokeWidth=alt.when(alt.datum.opened).then(alt.value(3)).otherwise(alt.value(1.4)),
            tooltip=[
                alt.Tooltip("name:N", title="Work"),
                alt.Tooltip("title:N", title="Title"),
                alt.Tooltip("role_words:N", title="Role"),
                alt.Tooltip("words:N", title="Rests on it"),
            ],
        )
        .add_params(picked)
    )
    line = alt.Chart(alt.InlineData(values=[{"at": 0}])).mark_rule(color=palette.rule, strokeWidth=1.2)
    layers = [line.encode(y=_y(span, palette)), *_until(span, palette), dots]
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .properties(width=width, height=max(90.0, rows * step))
        .configure(font=FONT, background=palette.background)
        .configure_view(stroke=None)
    )
    return chart


def _x(span: Span, palette: Palette) -> alt.X:
    years = range(span.first, span.last + 1)
    every = 1 if len(years) <= 26 else 5 if len(years) <= 90 else 10
    axis = alt.Axis(
        title=None, format="d", values=[year for year in years if year % every == 0], grid=False, domain=False,
        tickColor=palette.rule, labelColor=palette.text, labelFontSize=11, labelAngle=0, labelOverlap="greedy",
    )  # fmt: skip
    scale = alt.Scale(domain=[span.first - 0.7, span.last + 0.7], nice=False, zero=False)
    return alt.X("year:Q", scale=scale, axis=axis)


def _y(span: Span, palette: Palette) -> alt.Y:
    axis = alt.Axis(
        title="Works", titleColor=palette.quiet, titleFontSize=11, titleFontWeight="normal", titleAngle=0,
        titleAlign="right", titleY=-8, titleX=-6, labelExpr="abs(datum.value)", labelColor=palette.quiet,
        labelFontSize=11, gridColor=palette.grid, domain=False, ticks=False, tickMinStep=1, tickCount=6,
    )  # fmt: skip
    scale = alt.Scale(domain=[-span.below - 0.7, span.above + 0.7], nice=False, zero=False)
    return alt.Y("at:Q", scale=scale, axis=axis)


def _until(span: Span, palette: Palette) -> list[alt.Chart]:
    """Return the mark of the date at which the coded sources end."""
    if span.until is None or not span.first - 0.7 <= span.until <= span.last + 0.7:
        return []
    held = alt.Chart(alt.InlineData(values=[{"year": span.until, "words": span.until_words}]))
    late = span.until > (span.first + span.last) / 2
    return [
        held.mark_rule(color=palette.hindering, strokeDash=[5, 3], strokeWidth=1.5).encode(x=_x(span, palette)),
        held.mark_text(
            align="right" if late else "left", dx=4 if late else -4, y=-4, baseline="bottom", fontSize=11,
            color=palette.hindering, fontWeight=600,
        ).encode(x=_x(span, palette), text="words:N"),
    ]  # fmt: skip
