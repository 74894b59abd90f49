"""The factor matrix as a picture: factors by places, rated, with visible bands."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import altair as alt

from components.looks import FONT, NO_RECORD, PALETTES, RATINGS, ThemeName

ROW_STEP: Final = 18
LABEL_WIDTH: Final = 254
PHONE: Final = "windowSize()[0] < 640"
DOMAIN_WIDTH: Final = 158
MARGIN: Final = 62
NARROW: Final = 44
"""Columns narrower than this, in pixels, or than their longest word, have slanted labels."""
SELECTION: Final = "cell"


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


def heatmap(axes: Axes, measure: str, theme: ThemeName, step: int, compact: bool) -> alt.LayerChart:
    """Return the matrix of a measure, without its data.

    Parameters
    ----------
    axes : Axes
    measure : {"rating", "records", "works"}
        What fills a cell; the rating by colour and sign, a count by shade.
    theme : {"light", "dark"}
    step : int
        Width of a column in pixels.
    compact : bool
        Leave the domains' names and the margin of factors out, where the page
        is shared with a panel.

    Returns
    -------
    altair.LayerChart
        For a frame of one row a cell, gaps included: kind ("cell"), factor,
        place, rating (text; "none" for a gap), label (what stands in the
        cell), records, works, behind (both in words), factor_name, place_name, words, shade; and of
        the margins' rows, see :func:`components.matrix.margins`. Clicks land
        in the selection ``cell`` (fields factor, place).
    """
    palette = PALETTES[theme]
    picked = alt.selection_point(SELECTION, fields=["factor", "place"], empty=False)
    hovered = alt.selection_point(
        "hovered", on="pointerover", fields=["factor", "place"], empty=False, clear="pointerout"
    )
    columns = _columns(axes)
    x, y = _x(axes, columns, theme, step), _y(axes, theme)
    base = (
        alt.Chart()
        .transform_filter("datum.kind == 'cell'")
        .encode(
            x=x,
            y=y,
            tooltip=[
                alt.Tooltip("factor_name:N", title="Factor"),
                alt.Tooltip("place_name:N", title="Place"),
                alt.Tooltip("words:N", title="Rating"),
                alt.Tooltip("behind:N", title="Behind it"),
            ],
        )
    )
    cells = (
        base.mark_rect(cursor="pointer", cornerRadius=1.5)
        .encode(
            color=_fill(measure, theme),
            stroke=alt.when(alt.datum.open).then(alt.value(palette.outline)).when(hovered).then(alt.value(palette.quiet))
            .otherwise(alt.value(None)),
            strokeWidth=alt.when(alt.datum.open).then(alt.value(2.5)).otherwise(alt.value(1.2)),
        )
        .add_params(picked, hovered)
    )  # fmt: skip
    texts = base.mark_text(fontSize=10.5, fontWeight=600, cursor="pointer").encode(
        text="label:N", color=_ink(measure, theme)
    )
    layers = [cells, texts, *_column_margin(x, theme)]
    if axes.bands:
        layers += [_band_names(axes, theme, compact), _band_rules(axes, theme)]
    if not compact:
        layers += _row_margin(y, theme)
    if "" in columns:
        layers.append(_apart(theme))
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .resolve_scale(color="independent")
        .properties(width=alt.Step(step), height=alt.Step(ROW_STEP))
        .configure(font=FONT, background=palette.background)
        .configure_view(stroke=None)
    )
    return chart


def _x(axes: Axes, columns: Sequence[str], theme: ThemeName, step: int) -> alt.X:
    common = {"orient": "top", "title": None, "domain": False, "ticks": False, "labelOverlap": False}
    longest = max((len(word) for _, label in axes.columns for word in label.split()), default=0)
    if step >= NARROW and 5.6 * longest <= step + 10:
        lines = max((len(wrapped(label, step)) for _, label in axes.columns), default=1)
        shape = {
            "labelExpr": _lines(axes.columns, step, lines),
            "labelAngle": 0,
            "labelBaseline": "bottom",
            "labelLimit": step + 14,
            "labelLineHeight": 13,
            "labelPadding": 6 + (lines - 1) * 13,
        }
    else:
        shape = {
            "labelExpr": named(dict(axes.columns)),
            "labelAngle": -55,
            "labelAlign": "left",
            "labelLimit": 130,
            "labelPadding": 5,
        }
    axis = alt.Axis(labelColor=PALETTES[theme].text, labelFontSize=11, **common, **shape)  # type: ignore[arg-type]
    scale = alt.Scale(domain=list(columns), paddingInner=0.04, paddingOuter=0)
    return alt.X("place:N", sort=list(columns), scale=scale, axis=axis)


def _y(axes: Axes, theme: ThemeName) -> alt.Y:
    rows = [name for name, _ in axes.rows]
    axis = alt.Axis(
        title=None,
        domain=False,
        ticks=False,
        labelExpr=named(dict(axes.rows)),
        labelColor=PALETTES[theme].text,
        labelFontSize=11.5,
        labelLimit=alt.ExprRef(f"{PHONE} ? 118 : {LABEL_WIDTH}"),
        labelOverlap=False,
        labelPadding=8,
    )
    return alt.Y("factor:N", sort=rows, scale=alt.Scale(domain=rows, paddingInner=0.06, paddingOuter=0), axis=axis)


def _row_margin(y: alt.Y, theme: ThemeName) -> list[alt.Chart]:
    """Return diverging bars right of the cells: records that hinder to the left, that help to the right."""
    palette = PALETTES[theme]
    centre = f"width + {MARGIN + 38}"
    base = alt.Chart().transform_filter("datum.kind == 'row'").encode(y=y)
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
            bar.mark_bar(x=alt.ExprRef(centre), x2=alt.ExprRef(end), color=colour, height=9).encode(tooltip=tips)
        )
        layers.append(
            bar.mark_text(x=alt.ExprRef(f"{end} + {way * 4}"), align=align, fontSize=10, color=palette.quiet).encode(
                text=f"{field}:Q"
            )
        )
    heads = alt.Chart(alt.InlineData(values=[{"words": "▼ hinder", "at": -6}, {"words": "help ▲", "at": 6}]))
    heading: tuple[tuple[str, Literal["left", "right"]], ...] = (("datum.at < 0", "right"), ("datum.at > 0", "left"))
    for side, align in heading:
        layers.append(
            heads.transform_filter(side)
            .mark_text(x=alt.ExprRef(f"{centre} + datum.at"), y=-8, align=align, fontSize=10.5, color=palette.quiet)
            .encode(text="words:N")
        )
    return layers


def _column_margin(x: alt.X, theme: ThemeName) -> list[alt.Chart]:
    """Return bars below the cells: how many records each column holds."""
    palette = PALETTES[theme]
    base = alt.Chart().transform_filter("datum.kind == 'column'").encode(x=x)
    bars = base.mark_bar(
        y=alt.ExprRef("height + 6"), y2=alt.ExprRef("height + 6 + datum.down"), width=22, color=palette.rule
    ).encode(tooltip=[alt.Tooltip("records:Q", title="Records")])
    counts = base.mark_text(y=alt.ExprRef("height + 14 + datum.down"), fontSize=10.5, color=palette.quiet).encode(
        text="records:Q"
    )
    title = (
        alt.Chart(alt.InlineData(values=[{"words": "records"}]))
        .mark_text(x=-8, y=alt.ExprRef("height + 14"), align="right", fontSize=11, color=palette.quiet)
        .encode(text="words:N")
    )
    return [bars, counts, title]


def named(labels: Mapping[str, object]) -> str:
    """Return the Vega expression that shows an axis value, an id, as its label."""
    return f"{json.dumps(labels)}[datum.value]"


def _lines(pairs: Sequence[tuple[str, str]], step: int, lines: int) -> str:
    """Return the expression of column labels, each led by empty lines so that all end at the cells."""
    texts = {name: wrapped(label, step) for name, label in pairs}
    return named({name: [""] * (lines - len(text)) + text for name, text in texts.items()})


def wrapped(label: str, width: int, most: int = 3) -> list[str]:
    """Return a label as lines that fit a width in pixels, the last one cut where it must be."""
    fits = max(5, int((width + 10) / 6.1))
    lines: list[str] = []
    for word in label.split():
        if lines and len(lines[-1]) + 1 + len(word) <= fits:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [line if len(line) <= fits + 2 else line[: fits + 1].rstrip() + "…" for line in lines]


def _rated(colours: Mapping[str, str], gap: str) -> alt.Color:
    scale = alt.Scale(domain=[*colours, "none"], range=[*colours.values(), gap])
    return alt.Color("rating:N", scale=scale, legend=None)


def _fill(measure: str, theme: ThemeName) -> Any:
    if measure == "rating":
        return _rated({name: mark.fill[theme] for name, mark in RATINGS.items()}, NO_RECORD.fill[theme])
    low, high = PALETTES[theme].ramp
    shade = alt.Color(f"{measure}:Q", scale=alt.Scale(type="sqrt", domainMin=0, range=[low, high]), legend=None)
    return alt.when(alt.datum.rating == "none").then(alt.value(NO_RECORD.fill[theme])).otherwise(shade)


def _ink(measure: str, theme: ThemeName) -> Any:
    if measure == "rating":
        return _rated({name: mark.text[theme] for name, mark in RATINGS.items()}, NO_RECORD.text[theme])
    low, high, turn = PALETTES[theme].on_ramp
    return (
        alt.when(alt.datum.rating == "none")
        .then(alt.value(NO_RECORD.text[theme]))
        .when(alt.datum.shade > turn)
        .then(alt.value(high))
        .otherwise(alt.value(low))
    )


def _band_frame(axes: Axes) -> alt.InlineData:
    rows = [
        {"factor": row, "domain": "\n".join(wrapped(domain, DOMAIN_WIDTH, most=min(2, count))), "level": level}
        for row, count, domain, level in axes.bands
    ]
    return alt.InlineData(values=rows)


def _band_names(axes: Axes, theme: ThemeName, compact: bool) -> alt.LayerChart | alt.FacetChart:
    palette = PALETTES[theme]
    base = alt.Chart(_band_frame(axes)).encode(y=alt.Y("factor:N"))
    # On a phone the bands' names give their room to the cells.
    left = LABEL_WIDTH + 22
    shown = alt.ExprRef(f"{PHONE} ? 0 : 1")

    def at(distance: int) -> alt.ExprRef:
        return alt.ExprRef(f"{PHONE} ? 0 : {-distance}")

    domains = base.mark_text(
        align="right",
        fontSize=10.5,
        lineHeight=13,
        color=palette.quiet,
        limit=DOMAIN_WIDTH + 8,
        lineBreak="\n",
        x=at(left),
        opacity=shown,
    ).encode(text="domain:N")
    levels = base.mark_text(
        align="right",
        fontSize=11,
        fontWeight=700,
        color=palette.text,
        limit=DOMAIN_WIDTH,
        opacity=shown,
        x=at(left if compact else left + DOMAIN_WIDTH + 14),
    ).encode(text="level:N")
    return alt.layer(levels) if compact else alt.layer(domains, levels)


def _band_rules(axes: Axes, theme: ThemeName) -> alt.LayerChart | alt.FacetChart:
    palette = PALETTES[theme]
    base = (
        alt.Chart(_band_frame(axes))
        .mark_rule(x=alt.ExprRef(f"{PHONE} ? -130 : {-(LABEL_WIDTH + 16)}"), x2=alt.ExprRef("width"))
        .encode(y=alt.Y("factor:N", bandPosition=0))
    )
    within = base.transform_filter("datum.level == ''").encode(color=alt.value(palette.grid), strokeWidth=alt.value(1))
    between = base.transform_filter("datum.level != ''").encode(
        color=alt.value(palette.rule), strokeWidth=alt.value(1.5)
    )
    return alt.layer(within, between)


def _columns(axes: Axes) -> list[str]:
    """Return the columns in order, with an empty one before the column that is set apart."""
    names = [name for name, _ in axes.columns]
    if axes.apart in names[1:]:
        names.insert(names.index(str(axes.apart)), "")
    return names


def _apart(theme: ThemeName) -> alt.Chart:
    rule = alt.Chart(alt.InlineData(values=[{"place": ""}])).mark_rule(
        color=PALETTES[theme].rule, strokeWidth=1.5, strokeDash=[2, 2]
    )
    placed: alt.Chart = rule.encode(x=alt.X("place:N", bandPosition=0.5))
    return placed
