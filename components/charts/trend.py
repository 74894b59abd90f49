"""One measure over time: series as lines, sources that disagree as points alone."""

import math
from dataclasses import dataclass
from typing import Any, Final

import altair as alt

from components.drawing.looks import FONT, PALETTES, STATUS_SHAPES, TREND_COLOURS, ThemeName

WIDTH: Final = 308
CROWDED: Final = (760, 330, 172)
"""Of a chart whose lines are labelled at their ends: its whole width, its height, and the room for the labels."""
"""Of a whole chart in pixels, its axis included: four stand beside one another at the design size."""
HEIGHT: Final = 132
EDGE: Final = 12
"""Room at the right, where the last year's label stands."""
FOOT_LEADING: Final = 12
"""From line to line of what stands under a number."""
SELECTION: Final = "point"


@dataclass(frozen=True)
class Plot:
    """The ground of a chart: its scales, and where in pixels a value stands.

    Attributes
    ----------
    unit : str
    first, last : float
        The ends of the axis of years.
    ticks : tuple of float
        The values that the vertical axis names; it starts at zero, or below
        where there are negative numbers.
    low, high : float
        The ends of the vertical axis.
    places : tuple of ids
        Each with a colour of its own, as far as there are colours.
    crowded : bool
        Whether lines are labelled at their ends, in a room beside them.
    """

    unit: str
    first: float
    last: float
    ticks: tuple[float, ...]
    low: float
    high: float
    places: tuple[str, ...]
    crowded: bool = False

    @property
    def total(self) -> int:
        """The width of the whole chart, in pixels."""
        return CROWDED[0] if self.crowded else WIDTH

    @property
    def height(self) -> int:
        """Of the plot itself, in pixels."""
        return CROWDED[1] if self.crowded else HEIGHT

    @property
    def edge(self) -> int:
        """The room at the right, in pixels."""
        return CROWDED[2] if self.crowded else EDGE

    @property
    def margin(self) -> int:
        """The room for the vertical axis's labels, in pixels."""
        return 10 + round(6.2 * max(len(f"{tick:,.10g}") for tick in self.ticks))

    @property
    def width(self) -> int:
        """Of the plot itself, in pixels."""
        return self.total - self.edge - self.margin

    def at(self, year: float, number: float) -> tuple[float, float]:
        """Return where a value stands, in pixels from the plot's upper left corner."""
        across = (year - self.first) / (self.last - self.first)
        return across * self.width, self.height * (1 - (number - self.low) / (self.high - self.low))


def plot(
    unit: str, years: list[float], numbers: list[float], places: tuple[str, ...], *, crowded: bool = False
) -> Plot:
    """Return the ground for some values: every year with room beside it, and zero on the vertical axis."""
    least, most = min(0.0, *numbers), max(0.0, *numbers)
    step = _step((most - least) or 1.0)
    ticks = tuple(n * step for n in range(math.floor(least / step), math.floor(most / step) + 1))
    room = 0.28 * ((most - least) or 1.0)
    beside = 0.6 if crowded else max(0.6, 0.09 * (max(years) - min(years)))
    low = least - room if least < 0 else 0.0
    return Plot(
        unit,
        min(years) - beside,
        max(years) + beside,
        ticks,
        low,
        most + (0.06 * room if crowded else room),
        places,
        crowded,
    )


def _step(span: float) -> float:
    """Return the round number of which two to five make a span."""
    power = 10.0 ** math.floor(math.log10(span))
    return next(power * share for share in (0.2, 0.5, 1.0, 2.0, 5.0) if span / (power * share) < 5)


def trend(ground: Plot, theme: ThemeName) -> alt.LayerChart:
    """Return the chart of a measure, without its data.

    Parameters
    ----------
    ground : Plot
    theme : {"light", "dark"}

    Returns
    -------
    altair.LayerChart
        For a frame of one row a fact: fact, place, year, number, status, line
        (the series that joins it, null where none does), opened (a flag),
        words; and of its label head, foot (null where another row carries it),
        at_x, at_y (pixels), align. Clicks land in the selection ``point``
        (field fact).
    """
    palette = PALETTES[theme]
    picked = alt.selection_point(SELECTION, fields=["fact"], empty=False)
    colours = alt.Scale(
        domain=list(ground.places) or [""],
        range=[TREND_COLOURS[theme][n % len(TREND_COLOURS[theme])] for n, _ in enumerate(ground.places or ("",))],
    )
    statuses, shapes = list(STATUS_SHAPES), list(STATUS_SHAPES.values())
    base = alt.Chart().encode(
        x=alt.X(
            "year:Q", scale=alt.Scale(domain=[ground.first, ground.last], nice=False, zero=False), axis=_years(theme)
        ),
        y=alt.Y(
            "number:Q", scale=alt.Scale(domain=[ground.low, ground.high], nice=False), axis=_numbers(ground, theme)
        ),
    )
    lines = base.transform_filter("datum.line != null").mark_line(
        strokeWidth=1 if ground.crowded else 1.6, opacity=0.7 if ground.crowded else 1
    ).encode(
        detail="line:N",
        color=alt.Color("place:N", scale=colours, legend=None),
        strokeDash=alt.StrokeDash(
            "status:N", scale=alt.Scale(domain=statuses, range=[shape.dash for shape in shapes]), legend=None
        ),
        order=alt.Order("year:Q"),
    )  # fmt: skip
    filled = alt.FieldOneOfPredicate(field="status", oneOf=[s for s in statuses if STATUS_SHAPES[s].filled])
    points = base.mark_point(strokeWidth=0.5 if ground.crowded else 1.6, opacity=1, cursor="pointer").encode(
        shape=alt.Shape(
            "status:N", scale=alt.Scale(domain=statuses, range=[shape.shape for shape in shapes]), legend=None
        ),
        # A filled point is edged with the ground, so that two close ones stay two.
        stroke=alt.when(filled).then(alt.value(palette.background)).otherwise(
            alt.Stroke("place:N", scale=colours, legend=None)
        ),
        fill=alt.when(filled).then(alt.Fill("place:N", scale=colours, legend=None)).otherwise(
            alt.value(palette.background)
        ),
        size=alt.when(alt.datum.opened).then(alt.value(190)).otherwise(
            alt.value(10 if ground.crowded else 84)
        ),
        tooltip=[alt.Tooltip("words:N", title="Fact")],
    ).add_params(picked)  # fmt: skip
    chart: alt.LayerChart = (
        alt.layer(lines, points, *_labels(theme))
        .properties(
            width=ground.width,
            height=ground.height,
            # Labels stand at pixels that were worked out beforehand: the plot may not be fitted anew around them.
            autosize="none",
            padding={"left": ground.margin, "right": ground.edge, "top": 24, "bottom": 20},
        )
        .configure(font=FONT, background=palette.background)
        .configure_view(stroke=None)
    )
    return chart


def _labels(theme: ThemeName) -> list[alt.Chart]:
    palette = PALETTES[theme]
    place: dict[str, Any] = {
        "x": alt.ExprRef("datum.at_x"),
        "align": alt.ExprRef("datum.align"),
        "baseline": "alphabetic",
        "lineBreak": "\n",
        "lineHeight": FOOT_LEADING,
        "stroke": palette.background,
        "strokeWidth": 2.5,
        "strokeJoin": "round",
    }
    held = alt.Chart().transform_filter("datum.head != null")
    layers = []
    for field, down, size, weight, ink in (
        ("head", 0, 12, 600, palette.text),
        ("foot", 12, 10.5, 400, palette.quiet),
    ):
        text: dict[str, Any] = {
            **place,
            "y": alt.ExprRef(f"datum.at_y + {down}"),
            "fontSize": size,
            "fontWeight": weight,
        }
        halo = held.mark_text(**text).encode(text=f"{field}:N")
        inner = held.mark_text(**{**text, "stroke": None, "color": ink}).encode(text=f"{field}:N")
        layers += [halo, inner]
    return layers


def _years(theme: ThemeName) -> alt.Axis:
    palette = PALETTES[theme]
    return alt.Axis(
        title=None, format="d", tickMinStep=1, tickCount=4, grid=False, domainColor=palette.rule,
        tickColor=palette.rule, tickSize=3, labelColor=palette.quiet, labelFontSize=10.5,
        labelOverlap="greedy", labelFlush=False,
    )  # fmt: skip


def _numbers(ground: Plot, theme: ThemeName) -> alt.Axis:
    palette = PALETTES[theme]
    return alt.Axis(
        values=list(ground.ticks), format=",.10~r", title=ground.unit, titleAngle=0, titleAlign="left",
        titleAnchor="end", titleX=-ground.margin, titleY=-7, titleFontSize=11, titleFontWeight=400,
        titleColor=palette.quiet,
        titleLimit=ground.total - ground.edge, minExtent=ground.margin, maxExtent=ground.margin, domain=False,
        ticks=False, grid=True, gridColor=palette.grid, labelColor=palette.quiet, labelFontSize=10.5, labelPadding=4,
    )  # fmt: skip
