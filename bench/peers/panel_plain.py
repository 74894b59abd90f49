"""Panel with Bokeh, as one writes it."""

import panel as pn
from bokeh.models import ColumnDataSource
from bokeh.plotting import figure
from bokeh.transform import linear_cmap

from bench.peers.evidence import caption, cells, chosen, levels, read, table

pn.extension("tabulator")

if "records" not in pn.state.cache:
    pn.state.cache["records"] = read()
records = pn.state.cache["records"]
places = list(dict.fromkeys(records["place"]))
level = pn.widgets.RadioButtonGroup(name="Level", options=levels(records))


def heatmap(level):
    rated = cells(chosen(records, level))
    factors = list(dict.fromkeys(rated["factor"]))
    plot = figure(
        x_range=places, y_range=factors[::-1], x_axis_location="above", width=1200, height=120 + 18 * len(factors),
        tooltips=[("factor", "@factor"), ("place", "@place"), ("records", "@records")], tools="hover",
    )  # fmt: skip
    plot.rect(
        "place", "factor", 0.95, 0.95, source=ColumnDataSource(rated), line_color=None,
        fill_color=linear_cmap("rating", "PuOr11", -2, 2),
    )  # fmt: skip
    return plot


def said(level):
    return pn.pane.HTML(caption(chosen(records, level)), css_classes=["said"])


def listed(level):
    return pn.widgets.Tabulator(table(chosen(records, level)), show_index=False, disabled=True, pagination=None)


pn.Column(
    "# Which factors help or hinder?", level, pn.bind(said, level), pn.bind(heatmap, level), pn.bind(listed, level)
).servable()
