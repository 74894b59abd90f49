"""The factor matrix as a picture that leaves the app: factors by places, rated, with visible bands.

On the page the browser draws it as a table, see :mod:`components.factors.factor_grid`.
The specification is the same whatever is shown: rows, columns, bands and cells
all come as data, so that it is built once.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import altair as alt

from components.drawing.looks import FONT, NO_RECORD, PALETTES, RATINGS, ThemeName

ROW_STEP: Final = 18
LABEL_WIDTH: Final = 254
PHONE: Final = "windowSize()[0] < 640"
DOMAIN_WIDTH: Final = 142
"""Pixels of the domains' names, at the least: ``head.band`` says how many it takes."""
MARGIN: Final = 54
NARROW: Final = 44
"""Columns narrower than this, in pixels, or than their longest word, have slanted labels."""
LETTER: Final = 6.1
"""Pixels of a letter of a name, about."""
SELECTION: Final = "cell"
SPOKEN: Final = "datum.factor_name + ', ' + datum.place_name + ': ' + datum.words + '; ' + datum.behind"
"""A cell in words, for those who can't see it."""
CELLS, ROWS, COLUMNS, BANDS, SAID = "cells", "rows", "columns", "bands", "said"


@dataclass(frozen=True)
class Axes:
    """The rows and columns of a matrix, in order, with what they are called.

    Attributes
    ----------
    rows, columns : tuple of pairs (id, label)
    bands : tuple of (id of a domain's first row, its number of rows, domain, level or "")
        The level is named at its first domain only.
    apart : str or None
        The id of a column that is set apart: the general literature.
    """

    rows: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
    bands: tuple[tuple[str, int, str, str], ...]
    apart: str | None = None


def heatmap(measure: str, theme: ThemeName) -> alt.LayerChart:
    """Return the matrix of a measure, without its data.

    Parameters
    ----------
    measure : {"rating", "records", "works"}
        What fills a cell; the rating by colour and sign, a count by shade.
    theme : {"light", "dark"}

    Returns
    -------
    altair.LayerChart
        For the named data that :func:`components.factors.matrix_picture.picture`
        returns. Clicks land in the selection ``cell`` (fields factor, place).
        It toggles, so that a click on a cell is always told, also on the one
        that was clicked last.
    """
    palette = PALETTES[theme]
    picked = alt.selection_point(SELECTION, fields=["factor", "place"], empty=False, toggle="true")
    hovered = alt.selection_point(
        "hovered", on="pointerover", fields=["factor", "place"], empty=False, clear="pointerout"
    )
    x, y = _x(), _y()
    base = alt.Chart(alt.NamedData(CELLS)).encode(
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("factor_name:N", title="Factor"),
            alt.Tooltip("place_name:N", title="Place"),
            alt.Tooltip("words:N", title="Rating"),
            alt.Tooltip("behind:N", title="Behind it"),
        ],
    )
    cells = (
        base.mark_rect(cursor="pointer", cornerRadius=1.5, strokeWidth=1.2, description=alt.ExprRef(SPOKEN))
        .encode(
            # The numbers run on from the first cell: marks stand in the order of the rows.
            key="cell:Q",
            color=_fill(measure, theme),
            stroke=alt.when(hovered).then(alt.value(palette.quiet)).otherwise(alt.value(None)),
        )
        .add_params(picked, hovered)
    )
    texts = (
        base.transform_filter("datum.rating != 'none'")
        .mark_text(fontSize=10.5, fontWeight=600, cursor="pointer", aria=False)
        .encode(text="label:N", color=_ink(measure, theme))
    )
    ground, rule = _apart(theme)
    layers = [_said(), _gaps(y, theme), ground, cells, texts, *_row_names(y, theme), *_column_names(x, theme),
              *_column_margin(x, theme), _band_names(theme), _band_rules(theme), *_row_margin(y, theme),
              rule]  # fmt: skip
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .add_params(
            alt.param(
                "head", expr=f"length(data('{COLUMNS}')) ? data('{COLUMNS}')[0] : {{step: 36, band: {DOMAIN_WIDTH}}}"
            ),
            alt.param("across", expr=f"head.step * length(data('{COLUMNS}'))"),
            alt.param("below", expr=f"{ROW_STEP} * length(data('{ROWS}'))"),
        )
        .resolve_scale(color="independent")
        .properties(width=1, height=1, autosize=alt.AutoSizeParams(type="pad", contains="content"))
        .configure(font=FONT, background=palette.background)
        .configure_view(stroke=None)
    )
    return chart


def _x(band: Any = alt.Undefined) -> alt.X:
    scale = alt.Scale(domain=alt.ExprRef(f"pluck(data('{COLUMNS}'), 'place')"), range=[0, alt.ExprRef("across")],
                      paddingInner=0.04, paddingOuter=0)  # fmt: skip
    return alt.X("place:N", scale=scale, axis=None, bandPosition=band)


def _y(band: Any = alt.Undefined) -> alt.Y:
    scale = alt.Scale(domain=alt.ExprRef(f"pluck(data('{ROWS}'), 'factor')"), range=[0, alt.ExprRef("below")],
                      paddingInner=0.06, paddingOuter=0)  # fmt: skip
    return alt.Y("factor:N", scale=scale, axis=None, bandPosition=band)


def _gaps(y: alt.Y, theme: ThemeName) -> alt.Chart:
    """Return a faint tick for each gap: one dashed line a row, beneath the cells that hold a record."""
    tick = 6
    ticks: alt.Chart = (
        alt.Chart(alt.NamedData(ROWS))
        .mark_rule(
            aria=False, x=0, x2=alt.ExprRef("across"), strokeWidth=1, color=NO_RECORD.text[theme],
            strokeDash=alt.ExprRef(f"[{tick}, head.step - {tick}]"),
            strokeDashOffset=alt.ExprRef(f"{tick / 2} - head.step / 2"),
        )
        .encode(y=y)
    )  # fmt: skip
    return ticks


def _row_names(y: alt.Y, theme: ThemeName) -> list[alt.Chart]:
    names = (
        alt.Chart(alt.NamedData(ROWS))
        .mark_text(
            align="right", x=-8, fontSize=11.5, color=PALETTES[theme].text,
            limit=alt.ExprRef(f"{PHONE} ? 118 : {LABEL_WIDTH}"),
        )
        .encode(y=y, text="label:N")
    )  # fmt: skip
    return [names]


def _column_names(x: alt.X, theme: ThemeName) -> list[alt.Chart]:
    """Return the columns' names above the cells: in lines where they are wide enough, else slanted."""
    base = alt.Chart(alt.NamedData(COLUMNS)).encode(x=x, text="label:N")
    colour = PALETTES[theme].text
    straight = base.transform_filter("!head.slanted").mark_text(
        y=-6, baseline="line-bottom", fontSize=11, lineHeight=13, lineBreak="\n", color=colour,
        dy=alt.ExprRef("-13 * (datum.lines - 1)"), limit=alt.ExprRef("head.step + 14"),
    )  # fmt: skip
    slanted = base.transform_filter("head.slanted").mark_text(
        y=-5, angle=305, align="left", baseline="middle", fontSize=11, limit=130, color=colour
    )
    return [straight, slanted]


def _row_margin(y: alt.Y, theme: ThemeName) -> list[alt.Chart]:
    """Return diverging bars right of the cells: records that hinder to the left, that help to the right."""
    palette = PALETTES[theme]
    centre = f"across + {MARGIN + 38}"
    base = alt.Chart(alt.NamedData(ROWS)).encode(y=y)
    tips = [alt.Tooltip("helping:Q", title="Records that help"), alt.Tooltip("hindering:Q", title="that hinder")]
    sides: tuple[tuple[str, int, str, str, Literal["left", "right"]], ...] = (
        ("hindering", -1, "datum.left", palette.hindering, "right"),
        ("helping", 1, "datum.right", palette.helping, "left"),
    )
    layers: list[alt.Chart] = []
    for field, way, length, colour, align in sides:
        end = f"{centre} + {way} * ({length})"
        bar = base.transform_filter(f"datum.{field} > 0")
        layers.append(
            # Where nothing hinders or helps there are none, and a picture part without a thing in it can't be named.
            bar.mark_bar(x=alt.ExprRef(centre), x2=alt.ExprRef(end), color=colour, height=9, aria=False).encode(
                tooltip=tips
            )
        )
        layers.append(
            bar.mark_text(x=alt.ExprRef(f"{end} + {way * 4}"), align=align, fontSize=10, color=palette.quiet).encode(
                text=f"{field}:Q"
            )
        )
    heads = alt.Chart(alt.NamedData(COLUMNS)).transform_filter("datum.first")
    heading: tuple[tuple[str, int, Literal["left", "right"]], ...] = (("▼ hinder", -6, "right"), ("help ▲", 6, "left"))
    for words, at, align in heading:
        layers.append(
            heads.mark_text(
                x=alt.ExprRef(f"{centre} + {at}"), y=-8, align=align, fontSize=10.5, color=palette.quiet, text=words
            )
        )
    return layers


def _column_margin(x: alt.X, theme: ThemeName) -> list[alt.Chart]:
    """Return bars below the cells: how many records each column holds."""
    palette = PALETTES[theme]
    base = alt.Chart(alt.NamedData(COLUMNS)).transform_filter("datum.records > 0").encode(x=x)
    bars = base.mark_bar(
        aria=False, y=alt.ExprRef("below + 6"), y2=alt.ExprRef("below + 6 + datum.down"), width=22, color=palette.rule
    ).encode(tooltip=[alt.Tooltip("records:Q", title="Records")])
    counts = base.mark_text(y=alt.ExprRef("below + 14 + datum.down"), fontSize=10.5, color=palette.quiet).encode(
        text="records:Q"
    )
    title = (
        alt.Chart(alt.NamedData(COLUMNS))
        .transform_filter("datum.first")
        .mark_text(x=-8, y=alt.ExprRef("below + 14"), align="right", fontSize=11, color=palette.quiet, text="records")
    )
    return [bars, counts, title]


def named(labels: Mapping[str, object]) -> str:
    """Return the Vega expression that shows an axis value, an id, as its label."""
    return f"{json.dumps(labels)}[datum.value]"


def wrapped(label: str, width: int, most: int = 3, room: int = 0) -> list[str]:
    """Return a label as lines that fit a width in pixels; a word or the last line is cut where `room` is too narrow."""
    fits = max(5, int((width + 10) / LETTER))
    longest = max(fits + 2, int(room / LETTER))
    lines: list[str] = []
    for word in label.split():
        if lines and len(lines[-1]) + 1 + len(word) <= fits:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [line if len(line) <= longest else line[: longest - 1].rstrip() + "…" for line in lines]


def _rated(colours: Mapping[str, str]) -> alt.Color:
    scale = alt.Scale(domain=[*colours], range=[*colours.values()])
    return alt.Color("rating:N", scale=scale, legend=None)


def _fill(measure: str, theme: ThemeName) -> Any:
    if measure == "rating":
        return _rated({**{name: mark.fill[theme] for name, mark in RATINGS.items()}, "none": "transparent"})
    low, high = PALETTES[theme].ramp
    shade = alt.Color(f"{measure}:Q", scale=alt.Scale(type="sqrt", domainMin=0, range=[low, high]), legend=None)
    return alt.when(alt.datum.rating == "none").then(alt.value("transparent")).otherwise(shade)


def _ink(measure: str, theme: ThemeName) -> Any:
    if measure == "rating":
        return _rated({name: mark.text[theme] for name, mark in RATINGS.items()})
    low, high, turn = PALETTES[theme].on_ramp
    return alt.when(alt.datum.shade > turn).then(alt.value(high)).otherwise(alt.value(low))


def _band_names(theme: ThemeName) -> alt.LayerChart | alt.FacetChart:
    palette = PALETTES[theme]
    base = alt.Chart(alt.NamedData(BANDS)).encode(y=_y())
    # On a phone the bands' names give their room to the cells.
    left = LABEL_WIDTH + 22
    shown = alt.ExprRef(f"{PHONE} ? 0 : 1")

    def at(distance: str) -> alt.ExprRef:
        return alt.ExprRef(f"{PHONE} ? 0 : -({distance})")

    domains = base.mark_text(
        align="right",
        fontSize=10.5,
        lineHeight=13,
        color=palette.quiet,
        limit=alt.ExprRef("head.band + 8"),
        lineBreak="\n",
        x=at(str(left)),
        opacity=shown,
    ).encode(text="domain:N")  # fmt: skip
    levels = base.mark_text(
        align="right",
        fontSize=11,
        fontWeight=700,
        color=palette.text,
        limit=alt.ExprRef("head.band"),
        opacity=shown,
        x=at(f"{left + 14} + head.band"),
    ).encode(text="level:N")
    return alt.layer(domains, levels)


def _band_rules(theme: ThemeName) -> alt.LayerChart | alt.FacetChart:
    palette = PALETTES[theme]
    base = (
        alt.Chart(alt.NamedData(BANDS))
        .mark_rule(aria=False, x=alt.ExprRef(f"{PHONE} ? -130 : {-(LABEL_WIDTH + 16)}"), x2=alt.ExprRef("across"))
        .encode(y=_y(band=0))
    )
    within = base.transform_filter("datum.level == ''").encode(color=alt.value(palette.grid), strokeWidth=alt.value(1))
    between = base.transform_filter("datum.level != ''").encode(
        color=alt.value(palette.rule), strokeWidth=alt.value(1.5)
    )
    return alt.layer(within, between)


def _said() -> alt.Chart:
    """Return what the picture shows, in words, for those who can't see it: a mark without ink, named by the finding."""
    said: alt.Chart = (
        alt.Chart(alt.NamedData(SAID))
        .mark_rect(
            x=0, y=0, x2=alt.ExprRef("across"), y2=alt.ExprRef("below"), opacity=0, tooltip=None,
            description=alt.ExprRef("datum.finding"),
        )
        .encode(detail="finding:N")
    )  # fmt: skip
    return said


def _apart(theme: ThemeName) -> tuple[alt.Chart, alt.Chart]:
    """Return the line before the column that is set apart, in a column of its own without a name, and its ground."""
    base = alt.Chart(alt.NamedData(COLUMNS)).transform_filter("datum.place == ''").encode(x=_x(band=0.5))
    reach: dict[str, Any] = {"y": 0, "y2": alt.ExprRef("below")}
    ground = base.mark_rule(aria=False, color=PALETTES[theme].background, strokeWidth=16, **reach)
    return ground, base.mark_rule(aria=False, color=PALETTES[theme].rule, strokeWidth=1.5, strokeDash=[2, 2], **reach)
