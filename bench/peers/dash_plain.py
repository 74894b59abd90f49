"""Dash with Plotly, as one writes it."""

import os

import plotly.graph_objects as go
from dash import Dash, Input, Output, State, callback, dash_table, dcc, html

from bench.peers.evidence import behind, caption, cells, chosen, grid, levels, read, table

records = read()
places = list(dict.fromkeys(records["place"]))
app = Dash(title="Evidence")
app.layout = html.Div(
    [
        html.H1("Which factors help or hinder?"),
        dcc.RadioItems(levels(records), "all", id="level", inline=True),
        html.P(id="caption"),
        dcc.Graph(id="heatmap"),
        html.Div(id="evidence"),
        dash_table.DataTable(id="table"),
    ]
)


@callback(Output("heatmap", "figure"), Output("caption", "children"), Output("table", "data"), Input("level", "value"))
def show(level: str) -> tuple[go.Figure, str, list[dict[str, object]]]:
    shown = chosen(records, level)
    wide = grid(cells(shown), places)
    figure = go.Figure(
        go.Heatmap(
            z=wide.to_numpy(),
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
    return figure, caption(shown), table(shown).to_dict("records")


@callback(
    Output("evidence", "children"), Input("heatmap", "clickData"), State("level", "value"), prevent_initial_call=True
)
def open_cell(click: dict[str, list[dict[str, str]]], level: str) -> list[html.P]:
    point = click["points"][0]
    return [html.P(text) for text in behind(chosen(records, level), point["y"], point["x"])]


if __name__ == "__main__":
    app.run(port=os.environ["PORT"], debug=False)
