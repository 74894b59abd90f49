"""The factor matrix as a picture: factors by places, rated, with visible bands."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import altair as alt

from components.looks import FONT, NO_RECORD, PALETTES, RATINGS, ThemeName

ROW_STEP: Final = 18
LABEL_WIDTH: Final = 232
SELECTION: Final = "cell"


@dataclass(frozen=True)
class Axes:
    """The rows and columns of a matrix, in order, with what they are called.

    Attributes
    ----------
    rows, columns : tuple of pairs (id, label)
    bands : tuple of (id of a domain's first row, domain, level or "")
        The level is named at its first domain only.
    apart : str or None
        The id of a column that is set apart: the general literature.
    """

    rows: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
    bands: tuple[tuple[str, str, str], ...]
    apart: str | None = None


def heatmap(axes: Axes, measure: str, theme: ThemeName, step: int) -> alt.LayerChart:
    """Return the matrix of a measure, without its data.

    Parameters
    ----------
    axes : Axes
    measure : {"rating", "records", "works"}
        What fills a cell; the rating by colour and sign, a count by shade.
    theme : {"light", "dark"}
    step : int
        Width of a column in pixels.

    Returns
    -------
    altair.LayerChart
        For a frame of one row a cell, gaps included: factor, place, rating
        (text; "none" for a gap), label (what stands in the cell), records,
        works, factor_name, place_name, words. Clicks land in the selection
        ``cell`` (fields factor, place).
    """
    palette = PALETTES[theme]
    lines = max((len(wrapped(label, step)) for _, label in axes.columns), default=1)
    picked = alt.selection_point(SELECTION, fields=["factor", "place"], empty=False)
    hovered = alt.selection_point("hovered", on="pointerover", fields=["factor", "place"], empty=False, clear="pointerout")
    base = alt.Chart().encode(
        x=alt.X("place:N").sort([name for name, _ in axes.columns]).scale(domain=[name for name, _ in axes.columns],
            paddingInner=0.04, paddingOuter=0).axis(
            orient="top", title=None, labelAngle=0, labelPadding=6 + (lines - 1) * 13, domain=False, ticks=False,
            labelExpr=_lines(axes.columns, step, lines), labelBaseline="bottom", labelFontSize=11, labelLineHeight=13,
            labelLimit=step + 14, labelOverlap=False, labelColor=palette.text,
        ),
        y=alt.Y("factor:N").sort([name for name, _ in axes.rows]).scale(domain=[name for name, _ in axes.rows],
            paddingInner=0.06, paddingOuter=0).axis(
            title=None, domain=False, ticks=False, labelExpr=_named(axes.rows), labelLimit=LABEL_WIDTH,
            labelFontSize=11.5, labelPadding=8, labelOverlap=False, labelColor=palette.text,
        ),
        tooltip=[
            alt.Tooltip("factor_name:N", title="Factor"),
            alt.Tooltip("place_name:N", title="Place"),
            alt.Tooltip("words:N", title="Rating"),
            alt.Tooltip("records:Q", title="Records"),
            alt.Tooltip("works:Q", title="Works"),
        ],
    )  # fmt: skip
    cells = (
        base.mark_rect(cursor="pointer", cornerRadius=1.5)
        .encode(
            color=_fill(measure, theme),
            stroke=alt.when(picked).then(alt.value(palette.outline)).when(hovered).then(alt.value(palette.quiet))
            .otherwise(alt.value(None)),
            strokeWidth=alt.when(picked).then(alt.value(2.5)).otherwise(alt.value(1.2)),
        )
        .add_params(picked, hovered)
    )  # fmt: skip
    texts = base.mark_text(fontSize=10.5, fontWeight=600, cursor="pointer").encode(
        text="label:N", color=_ink(measure, theme)
    )
    layers = [cells, texts, _band_names(axes, theme), _band_rules(axes, theme)]
    if axes.apart and len(axes.columns) > 1:
        layers.append(_apart(axes.apart, theme))
    return (
        alt.layer(*layers)
        .resolve_scale(color="independent")
        .properties(width=alt.Step(step), height=alt.Step(ROW_STEP))
        .configure(font=FONT, background=palette.background)
        .configure_view(stroke=None)
    )


def _named(pairs: Sequence[tuple[str, str]]) -> str:
    return f"{json.dumps(dict(pairs))}[datum.value]"


def _lines(pairs: Sequence[tuple[str, str]], step: int, lines: int) -> str:
    """Return the expression of column labels, each led by empty lines so that all end at the cells."""
    texts = {name: wrapped(label, step) for name, label in pairs}
    return f"{json.dumps({name: [''] * (lines - len(text)) + text for name, text in texts.items()})}[datum.value]"


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
    return [line if len(line) <= fits + 2 else line[: fits + 1] + "…" for line in lines]


def _fill(measure: str, theme: ThemeName) -> alt.Color:
    if measure == "rating":
        marks: Mapping[str, str] = {name: mark.fill[theme] for name, mark in RATINGS.items()}
        return alt.Color("rating:N").scale(
            domain=[*marks, "none"], range=[*marks.values(), NO_RECORD.fill[theme]]
        ).legend(None)  # fmt: skip
    low, high = PALETTES[theme].ramp
    return alt.Color(f"{measure}:Q").scale(type="sqrt", domainMin=0, range=[low, high]).legend(None)


def _ink(measure: str, theme: ThemeName) -> alt.Color:
    if measure == "rating":
        marks = {name: mark.text[theme] for name, mark in RATINGS.items()}
        return alt.Color("rating:N").scale(
            domain=[*marks, "none"], range=[*marks.values(), NO_RECORD.text[theme]]
        ).legend(None)  # fmt: skip
    palette = PALETTES[theme]
    strong = alt.datum.shade > 0.5
    return alt.when(alt.datum.rating == "none").then(alt.value(NO_RECORD.text[theme])).when(strong).then(
        alt.value(palette.background)
    ).otherwise(alt.value(palette.text))  # fmt: skip


def _band_frame(axes: Axes) -> alt.InlineData:
    rows = [{"factor": row, "domain": domain, "level": level} for row, domain, level in axes.bands]
    return alt.InlineData(values=rows)


def _band_names(axes: Axes, theme: ThemeName) -> alt.LayerChart:
    palette = PALETTES[theme]
    base = alt.Chart(_band_frame(axes)).encode(y=alt.Y("factor:N"))
    left = -(LABEL_WIDTH + 22)
    domains = base.mark_text(align="right", fontSize=10.5, color=palette.quiet, limit=170, x=left).encode(text="domain:N")
    levels = base.mark_text(align="right", fontSize=11, fontWeight=700, color=palette.text, x=left - 178).encode(
        text="level:N"
    )
    return domains + levels


def _band_rules(axes: Axes, theme: ThemeName) -> alt.LayerChart:
    palette = PALETTES[theme]
    base = alt.Chart(_band_frame(axes)).mark_rule(x=-(LABEL_WIDTH + 16), x2={"expr": "width"}).encode(
        y=alt.Y("factor:N").bandPosition(0)
    )
    within = base.transform_filter("datum.level == ''").encode(
        color=alt.value(palette.grid), strokeWidth=alt.value(1)
    )
    between = base.transform_filter("datum.level != ''").encode(
        color=alt.value(palette.rule), strokeWidth=alt.value(1.5)
    )
    return within + between


def _apart(place: str, theme: ThemeName) -> alt.Chart:
    rule = alt.Chart(alt.InlineData(values=[{"place": place}])).mark_rule(
        color=PALETTES[theme].rule, strokeWidth=1.5, strokeDash=[2, 2]
    )
    return rule.encode(x=alt.X("place:N").bandPosition(0))
