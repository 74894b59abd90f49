"""A map of one lever: squares of states, or outlines and circles of countries; each filled and signed by its group."""

import json
from dataclasses import dataclass
from typing import Any, Final

import altair as alt

from components.charts.place_shapes import MapKind, outlines, spots
from components.drawing.looks import FONT, PALETTES, Palette, ThemeName

SELECTION: Final = "place"
TILE: Final = 56
"""From square to square, in pixels."""
WORLD: Final = (960, 470)


@dataclass(frozen=True)
class Fill:
    """How a group is drawn: its fill, its text, and whether its edge is dashed, as a gap's is."""

    key: str
    fill: str
    ink: str
    dashed: bool = False


@dataclass(frozen=True)
class Ground:
    """What a map is drawn on, beside its data.

    Attributes
    ----------
    kind : {"tiles", "countries"}
    fills : tuple of Fill
        One a group.
    outlined : tuple of (number of an outline, place id, key of its group)
        Of countries alone.
    """

    kind: MapKind
    fills: tuple[Fill, ...]
    outlined: tuple[tuple[str, str, str], ...] = ()


def place_map(ground: Ground, theme: ThemeName) -> alt.LayerChart:
    """Return a map of one lever, without its data.

    Parameters
    ----------
    ground : Ground
    theme : {"light", "dark"}

    Returns
    -------
    altair.LayerChart
        For a frame of one row a place: place, key (of its group; empty for one
        that isn't chosen), across, down, code, sign, name, words, opened, outlined
        (flags). Clicks land in the selection ``place`` (field place).
    """
    palette = PALETTES[theme]
    width, height = size(ground.kind)
    picked = alt.selection_point(SELECTION, fields=["place"], empty=False)
    layers = _tiles(ground, palette, picked) if ground.kind == "tiles" else _countries(ground, palette, picked)
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .properties(width=width, height=height)
        .configure(font=FONT, background=palette.background)
        .configure_view(stroke=None)
        .configure_scale(bandPaddingInner=0.07, bandPaddingOuter=0.02)
    )
    return chart


def size(kind: MapKind) -> tuple[int, int]:
    """Return the width and height of a map, in pixels."""
    if kind == "countries":
        return WORLD
    columns = 1 + max(spot.across for spot in spots(kind).values())
    rows = 1 + max(spot.down for spot in spots(kind).values())
    return round(TILE * columns), round(0.86 * TILE * rows)


def _colours(ground: Ground, palette: Palette) -> tuple[Any, Any, Any]:
    """Return fill, ink and dashes by the key of a group; a place that isn't chosen is as pale as the ground."""
    keys = [fill.key for fill in ground.fills]
    fill = alt.Fill("key:N", legend=None).scale(
        domain=[*keys, ""], range=[*(each.fill for each in ground.fills), palette.background]
    )
    ink = alt.Color("key:N", legend=None).scale(
        domain=[*keys, ""], range=[*(each.ink for each in ground.fills), palette.quiet]
    )
    dashed = [each.key for each in ground.fills if each.dashed]
    return fill, ink, alt.FieldOneOfPredicate(field="key", oneOf=dashed)


def _edge(palette: Palette) -> dict[str, Any]:
    return {
        "stroke": alt.when(alt.datum.opened)
        .then(alt.value(palette.outline))
        .when(alt.datum.key == "")
        .then(alt.value(palette.grid))
        .otherwise(alt.value(palette.rule)),
        "strokeWidth": alt.when(alt.datum.opened).then(alt.value(3)).otherwise(alt.value(1)),
    }


def _tooltip() -> list[alt.Tooltip]:
    return [alt.Tooltip("name:N", title="Place"), alt.Tooltip("words:N", title="What it has")]


def _tiles(ground: Ground, palette: Palette, picked: alt.Parameter) -> list[alt.Chart]:
    fill, ink, dashed = _colours(ground, palette)
    columns = list(range(1 + round(max(spot.across for spot in spots("tiles").values()))))
    rows = list(range(1 + round(max(spot.down for spot in spots("tiles").values()))))
    base = alt.Chart().encode(
        x=alt.X("across:O", axis=None).scale(domain=columns), y=alt.Y("down:O", axis=None).scale(domain=rows)
    )
    # Bars, as rectangles of this grammar have no dashes.
    squares = base.mark_bar(cornerRadius=3, cursor="pointer").encode(
        fill=fill, tooltip=_tooltip(), **_dashes(dashed), **_edge(palette)
    )
    words = base.encode(color=ink)
    code = words.mark_text(fontSize=12, fontWeight=600, dy=-8).encode(text="code:N")
    sign = words.mark_text(fontSize=13, dy=9).encode(text="sign:N")
    return [squares.add_params(picked), code, sign]


def _dashes(dashed: Any) -> dict[str, Any]:
    return {"strokeDash": alt.when(dashed).then(alt.value([3, 3])).otherwise(alt.value([1, 0]))}


def _countries(ground: Ground, palette: Palette, picked: alt.Parameter) -> list[alt.Chart]:
    """Return all outlines, those of the chosen places filled, and a sign at the middle of each."""
    fill, ink, dashed = _colours(ground, palette)
    data = alt.InlineData(values=dict(outlines()), format=alt.TopoDataFormat(feature="countries", type="topojson"))
    keys = json.dumps({number: key for number, _, key in ground.outlined})
    names = json.dumps({number: place for number, place, _ in ground.outlined})
    land = (
        alt.Chart(data)
        .transform_calculate(key=f"({keys})[datum.id] || ''", place=f"({names})[datum.id] || ''")
        .mark_geoshape(stroke=palette.rule, strokeWidth=0.6, cursor="pointer")
        .encode(fill=fill, **_dashes(dashed))
    )
    base = alt.Chart().encode(longitude="across:Q", latitude="down:Q")
    circles = (
        base.mark_circle(size=130, cursor="pointer", opacity=1)
        .encode(fill=fill, tooltip=_tooltip(), **_dashes(dashed), **_edge(palette))
        .transform_filter("!datum.outlined || datum.opened")
    )
    # A sign is wider than a small country: on its own ground it reads beyond the edge, too.
    ground_of = alt.Stroke("key:N", legend=None, scale=fill.to_dict()["scale"])
    halo = base.mark_text(fontSize=9.5, strokeWidth=3, strokeJoin="round").encode(text="sign:N", stroke=ground_of)
    sign = base.mark_text(fontSize=9.5, fontWeight=600, cursor="pointer").encode(
        text="sign:N", color=ink, tooltip=_tooltip()
    )
    return [each.project(type="equalEarth") for each in (land.add_params(picked), circles, halo, sign)]
