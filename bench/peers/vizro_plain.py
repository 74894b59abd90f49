"""Vizro, as one writes it."""

import os

import pandas as pd
import plotly.graph_objects as go
import vizro.models as vm
from dash_ag_grid import AgGrid
from vizro import Vizro
from vizro.models.types import capture

from bench.peers.evidence import ALL, caption, cells, chosen, grid, levels, read, table

records = read()
places = list(dict.fromkeys(records["place"]))


@capture("graph")
def heatmap(data_frame: pd.DataFrame, level: str = ALL) -> go.Figure:
    shown = chosen(data_frame, level)
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
    figure.update_layout(height=160 + 18 * len(wide), yaxis={"autorange": "reversed"}, title=caption(shown))
    figure.update_xaxes(side="top")
    return figure


@capture("ag_grid")
def listed(data_frame: pd.DataFrame, level: str = ALL) -> AgGrid:
    shown = table(chosen(data_frame, level))
    return AgGrid(columnDefs=[{"field": name} for name in shown], rowData=shown.to_dict("records"))


page = vm.Page(
    title="Which factors help or hinder?",
    components=[
        vm.Graph(id="heatmap", figure=heatmap(data_frame=records)),
        vm.Table(id="listed", figure=listed(data_frame=records)),
    ],
    controls=[
        vm.Parameter(
            targets=["heatmap.level", "listed.level"], selector=vm.RadioItems(options=levels(records), value=ALL)
        )
    ],
)

if __name__ == "__main__":
    Vizro().build(vm.Dashboard(pages=[page], title="Evidence")).run(port=int(os.environ["PORT"]), debug=False)
