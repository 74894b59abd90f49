"""How cells are opened and pages switched on each side that can."""

from collections.abc import Sequence
from typing import Final

from bench.expected import ALL, Truth
from bench.measure import Opening, Switch
from bench.sides import DASH, DASH_TUNED, EMPTY, OURS, PLAIN, Side

_CELL: Final = """(factor, place) => {
  const cell = document.querySelector(`CHART td.cell[data-cell="${factor} ${place}"]`);
  cell.scrollIntoView({ block: "center", inline: "nearest" });
  const box = cell.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""
_MARK: Final = """(factor, place) => {
  const mark = [...document.querySelectorAll("CHART svg.marks .mark-rect path")].find((one) => {
    const datum = one.__data__ && one.__data__.datum;
    return datum && datum.factor === factor && datum.place === place;
  });
  mark.scrollIntoView({ block: "center", inline: "nearest" });
  const box = mark.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""
_PLOTLY: Final = """(factor, place) => {
  const plot = document.querySelector("#heatmap .js-plotly-plot");
  plot.scrollIntoView({ block: "start" });
  const { xaxis, yaxis } = plot._fullLayout;
  const box = plot.getBoundingClientRect();
  const at = (axis, name) => axis._offset + axis.c2p(axis._categoriesMap[name]);
  return [box.x + at(xaxis, place), box.y + at(yaxis, factor)];
}"""


def openings() -> tuple[Opening, ...]:
    """Return the sides whose cells open."""
    plotly = {"caption": "#evidence", "kind": "none"}
    return (
        Opening(
            OURS,
            _CELL.replace("CHART", str(OURS.eye["chart"])),
            {**OURS.eye, "caption": ".st-key-evidence_panel .pc.panel"},
            cells=True,
            close="document.querySelector('.st-key-evidence_panel button.close')",
        ),
        Opening(
            PLAIN, _MARK.replace("CHART", str(PLAIN.eye["chart"])), {"caption": ".st-key-evidence", "kind": "none"}
        ),
        Opening(DASH, _PLOTLY, plotly),
        Opening(DASH_TUNED, _PLOTLY, plotly),
    )


def switches(truth: Truth) -> Sequence[tuple[Side, Sequence[Switch]]]:
    """Return the ways between pages: to the heatmap, and to the overview; on the empty app to and fro."""

    def ours(title: str) -> str:
        return f"[...document.querySelectorAll('.st-key-navigation a')].find((a) => a.textContent.trim() === '{title}')"

    def empty(title: str) -> str:
        return (
            "[...document.querySelectorAll('[data-testid=stTopNavLink]')]"
            f".find((a) => a.textContent.trim() === '{title}')"
        )

    overview: dict[str, object] = {
        "chart": ".st-key-levels", "caption": "h1", "kind": "marks", "marks": "svg.marks .mark-rect",
    }  # fmt: skip
    words = f"{truth.counts[ALL].records} records"
    return (
        (OURS, (Switch(ours("Overview"), overview, {"caption": "Overview"}),
                Switch(ours("Factors"), OURS.eye, OURS.expected(truth.counts[ALL])))),
        (EMPTY, (Switch(empty("other"), EMPTY.eye, {"caption": f"other: {words}"}),
                 Switch(empty("page"), EMPTY.eye, {"caption": words}))),
    )  # fmt: skip
