"""Dash tuned as far as it goes: cells and table worked out once a level, a patch travels instead of a figure."""

import os
from functools import cache

import plotly.graph_objects as go
from dash import Dash, Input, Output, Patch, State, callback, dash_table, dcc, html
from flask import Flask
from waitress import serve

from bench.peers.evidence import behind, caption, cells, chosen, grid, levels, read, table

records = read()
places = list(dict.fromkeys(records["place"]))


@cache
def level_shown(level: str) -> tuple[list[list[float | None]], list[str], str, list[dict[str, object]]]:
    shown = chosen(records, level)
    wide = grid(cells(shown), places)
    z = [[None if value != value else float(value) for value in row] for row in wide.to_numpy()]
    return z, list(wide.index), caption(shown), table(shown).to_dict("records")


@cache
def statements(level: str, factor: str, place: str) -> tuple[str, ...]:
    return tuple(behind(chosen(records, level), factor, place))


def first_figure() -> go.Figure:
    z, factors, _, _ = level_shown("all")
    figure = go.Figure(go.Heatmap(z=z, x=places, y=factors, zmin=-2, zmax=2, colorscale="PuOr", xgap=1, ygap=1))
    figure.update_layout(height=120 + 18 * len(factors), yaxis={"autorange": "reversed"}, margin={"t": 60})
    figure.update_xaxes(side="top")
    return figure


server = Flask(__name__)
app = Dash(title="Evidence", server=server)
app.layout = html.Div(
    [
        html.H1("Which factors help or hinder?"),
        dcc.RadioItems(levels(records), "all", id="level", inline=True),
        html.P(level_shown("all")[2], id="caption"),
        dcc.Graph(id="heatmap", figure=first_figure()),
        html.Div(id="evidence"),
        dash_table.DataTable(level_shown("all")[3], id="table"),
    ]
)


@callback(
    Output("heatmap", "figure"), Output("caption", "children"), Output("table", "data"), Input("level", "value"),
    prevent_initial_call=True,
)  # fmt: skip
def show(level: str) -> tuple[Patch, str, list[dict[str, object]]]:
    z, factors, said, rows = level_shown(level)
    patch = Patch()
    patch["data"][0]["z"] = z
    patch["data"][0]["y"] = factors
    patch["layout"]["height"] = 120 + 18 * len(factors)
    return patch, said, rows


@callback(
    Output("evidence", "children"), Input("heatmap", "clickData"), State("level", "value"), prevent_initial_call=True
)
def open_cell(click: dict[str, list[dict[str, str]]], level: str) -> list[html.P]:
    point = click["points"][0]
    return [html.P(text) for text in statements(level, point["y"], point["x"])]


if __name__ == "__main__":
    serve(server, host="localhost", port=int(os.environ["PORT"]), threads=8)
