"""The influence map: factors in bands by level, stated influences as arrows."""

from typing import Any, Final

import altair as alt

from components.charts.influence_layout import FONT_SIZE, LINE_HEIGHT, MARK
from components.drawing.looks import FONT, INFLUENCE_SIGNS, PALETTES, ThemeName

SELECTION: Final = "influence"
# While the pointer is on a factor or an arrow: whether this arrow is it, or touches it.
_POINTED: Final = "influence_hover.link && isValid(influence_hover.link[0])"
_TOUCHED: Final = (
    "(influence_hover.link[0] == '' ? (influence_hover.factor[0] == datum.from_factor"
    " || influence_hover.factor[0] == datum.to_factor) : influence_hover.link[0] == datum.link)"
)


def influence_map(size: tuple[int, int], theme: ThemeName) -> alt.LayerChart:
    """Return the map, without its data.

    Parameters
    ----------
    size : pair of int
        Width and height of the map as it is laid out, in pixels.
    theme : {"light", "dark"}

    Returns
    -------
    altair.LayerChart
        For a frame as :func:`components.influences.influences.map_frame` returns it.
        Clicks land in the selection ``influence`` (fields factor, link); the
        link is empty for a factor, the factor is where it starts for an arrow.
    """
    width, height = size
    picked = alt.selection_point(SELECTION, fields=["factor", "link"], empty=False, toggle=False)
    hovered = alt.selection_point(
        "influence_hover", on="pointerover", fields=["factor", "link"], empty=False, clear="pointerout"
    )
    base = alt.Chart().encode(
        x=alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, width], nice=False, zero=False)),
        y=alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, height], nice=False, zero=False, reverse=True)),
    )
    nodes = list(_nodes(base, theme))
    nodes[0] = nodes[0].add_params(picked, hovered)
    layers = [*_bands(base, theme), *_arrows(theme), *_signs(base, theme), *nodes]
    chart: alt.LayerChart = (
        alt.layer(*layers)
        # The curves are in the map's own pixels: no side is taken from it for padding.
        .properties(width=width, height=height, padding={"left": 0, "top": 0, "right": 0, "bottom": 0})
        .configure(font=FONT, background=PALETTES[theme].background)
        .configure_view(stroke=None)
    )
    return chart


def _bands(base: alt.Chart, theme: ThemeName) -> list[alt.Chart]:
    palette = PALETTES[theme]
    bands = base.transform_filter("datum.kind == 'band'")
    ground = bands.mark_rect(strokeWidth=0, aria=False).encode(
        x2="x2:Q",
        y2="y2:Q",
        color=alt.when("datum.step % 2 == 0").then(alt.value(palette.ramp[0])).otherwise(alt.value(palette.background)),
    )
    names = bands.mark_text(
        angle=270, fontSize=12.5, fontWeight=700, color=palette.text, limit=alt.ExprRef("datum.y2 - datum.y - 8")
    ).encode(x=alt.X("middle:Q", axis=None), y=alt.Y("first:Q", axis=None), text="label:N")
    return [ground, names]


def _colours(theme: ThemeName) -> alt.Color:
    return (
        alt.Color("sign:N")
        .scale(domain=list(INFLUENCE_SIGNS), range=[mark.colour[theme] for mark in INFLUENCE_SIGNS.values()])
        .legend(None)
    )


def _strength() -> Any:
    """Return how much an arrow stands out: while the pointer is on something, what it touches alone."""
    return (
        alt.when(f"{_POINTED} && !{_TOUCHED}")
        .then(alt.value(0.1))
        .when(f"{_POINTED} || datum.strong")
        .then(alt.value(1))
        .otherwise(alt.value(0.72))
    )


def _tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("from_name:N", title="From"),
        alt.Tooltip("to_name:N", title="To"),
        alt.Tooltip("words:N", title="Influence"),
        alt.Tooltip("statements:Q", title="Statements"),
        alt.Tooltip("works:Q", title="Works"),
    ]


def _arrows(theme: ThemeName) -> list[alt.Chart]:
    # The curves are paths in the map's own pixels: a symbol of size 4 is drawn to scale.
    base = (
        alt.Chart()
        .transform_filter("datum.kind == 'arrow'")
        .encode(x=alt.value(0), y=alt.value(0), size=alt.value(4), tooltip=_tooltip())
    )
    line, head = alt.Shape("line:N", scale=None, legend=None), alt.Shape("head:N", scale=None, legend=None)
    width = alt.StrokeWidth("width:Q", scale=None, legend=None)
    drawn = {sign: mark.dash for sign, mark in INFLUENCE_SIGNS.items()}
    dashes = alt.StrokeDash("sign:N", legend=None, scale=alt.Scale(domain=list(drawn), range=list(drawn.values())))
    strength = _strength()
    # A thin line is hard to point at: a wide one that isn't seen lies over it.
    reach = base.mark_point(filled=False, opacity=0.001, strokeWidth=11, cursor="pointer", aria=False).encode(
        shape=line, color=alt.value("#808080")
    )
    lines = base.mark_point(filled=False, cursor="pointer").encode(
        shape=line, color=_colours(theme), strokeWidth=width, strokeDash=dashes, opacity=strength
    )
    heads = base.mark_point(filled=True, cursor="pointer", aria=False, strokeWidth=0).encode(
        shape=head, color=_colours(theme), opacity=strength
    )
    return [lines, heads, reach]


def _signs(base: alt.Chart, theme: ThemeName) -> list[alt.Chart]:
    palette = PALETTES[theme]
    signs = base.transform_filter("datum.kind == 'arrow'").encode(tooltip=_tooltip(), opacity=_strength())
    discs = signs.mark_point(shape="circle", filled=True, size=(2 * MARK) ** 2 * 0.75, aria=False, cursor="pointer",
                             strokeWidth=1, fill=palette.background).encode(stroke=_colours(theme))  # fmt: skip
    texts = signs.mark_text(fontSize=11, fontWeight=700, dy=0.5, aria=False, cursor="pointer").encode(
        text="label:N", color=_colours(theme)
    )
    return [discs, texts]


def _nodes(base: alt.Chart, theme: ThemeName) -> list[alt.Chart]:
    palette = PALETTES[theme]
    nodes = base.transform_filter("datum.kind == 'factor'").encode(
        tooltip=[
            alt.Tooltip("name:N", title="Factor"),
            alt.Tooltip("place:N", title="Level and domain"),
            alt.Tooltip("words:N", title="Here"),
        ],
    )
    pointed = "influence_hover.factor && influence_hover.link[0] == '' && influence_hover.factor[0] == datum.factor"
    boxes = nodes.mark_rect(cornerRadius=4, cursor="pointer").encode(
        x2="x2:Q",
        y2="y2:Q",
        fill=alt.when("datum.chosen").then(alt.value(palette.text)).otherwise(alt.value(palette.background)),
        stroke=alt.when(f"{pointed} || datum.chosen").then(alt.value(palette.outline)).otherwise(
            alt.value(palette.rule)),
        strokeWidth=alt.when(pointed).then(alt.value(2)).otherwise(alt.value(1.1)),
    )  # fmt: skip
    labels = nodes.mark_text(
        fontSize=FONT_SIZE, fontWeight=500, lineBreak="\n", lineHeight=LINE_HEIGHT, cursor="pointer", baseline="middle",
        limit=alt.ExprRef("datum.x2 - datum.x"), aria=False,
    ).encode(
        x=alt.X("middle:Q", axis=None), y=alt.Y("first:Q", axis=None), text="label:N",
        color=alt.when("datum.chosen").then(alt.value(palette.background)).otherwise(alt.value(palette.text)),
    )  # fmt: skip
    return [boxes, labels]
