"""Shiny for Python with Plotly, as one writes it."""

import plotly.graph_objects as go
from shiny import reactive
from shiny.express import input, render, ui
from shinywidgets import render_plotly

from bench.peers.evidence import caption, cells, chosen, grid, levels, read, table

records = read()
places = list(dict.fromkeys(records["place"]))

ui.page_opts(title="Which factors help or hinder?", fillable=False)
ui.input_radio_buttons("level", "Level", levels(records), inline=True)


@reactive.calc
def shown():
    return chosen(records, input.level())


@render.text
def said():
    return caption(shown())


@render_plotly
def heatmap():
    wide = grid(cells(shown()), places)
    figure = go.Figure(
        go.Heatmap(
            z=wide.astype(object).where(wide.notna(), None).to_numpy().tolist(),
            x=list(wide.columns),
            y=list(wide.index),
            zmin=-2,
            zmax=2,
            colorscale="PuOr",
            xgap=1,
            ygap=1,
        )
    )
    figure.update_layout(height=120 + 18 * len(wide), yaxis={"autorange": "reversed"}, margin={"t": 60})
    figure.update_xaxes(side="top")
    return figure


@render.data_frame
def listed():
    return render.DataGrid(table(shown()))
