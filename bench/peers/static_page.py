"""A static page that filters in the browser: the limit of what is possible."""

import json
import os
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import mkdtemp

from bench.peers.evidence import caption, cells, chosen, levels, read, table

_PAGE = """<!doctype html><meta charset="utf-8"><title>Evidence</title>
<style>td { font: 11px sans-serif; border: 1px solid #eee; text-align: center; padding: 1px 6px }
.p2 { background: #2166ac } .p1 { background: #c6dcef } .z { background: #dcdce0 } .n1 { background: #fbdcbd }
.n2 { background: #b35806 }</style>
<h1>Which factors help or hinder?</h1><div id="level"></div><p id="caption"></p><div id="heatmap"></div>
<table id="table"></table>
<script>
const shown = DATA;
const names = { "2": "p2", "1": "p1", "0": "z", "-1": "n1", "-2": "n2" };
const text = (words) => words.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
function show(level) {
  const { caption, cells, rows } = shown[level];
  const factors = [...new Set(cells.map((cell) => cell.factor))];
  const held = new Map(cells.map((cell) => [cell.factor + " " + cell.place, cell]));
  document.getElementById("caption").textContent = caption;
  document.getElementById("heatmap").innerHTML = "<table><tr><td></td>"
    + shown.places.map((p) => `<td>${p}</td>`).join("")
    + "</tr>" + factors.map((factor) => `<tr><td>${factor}</td>` + shown.places.map((place) => {
      const cell = held.get(factor + " " + place);
      return cell ? `<td class="cell ${names[cell.rating]}">${cell.sign}</td>` : "<td>–</td>";
    }).join("") + "</tr>").join("") + "</table>";
  document.getElementById("table").innerHTML = rows.map((row) => `<tr><td>${row.id}</td><td>${row.factor}</td>`
    + `<td>${row.direction}</td><td>${text(row.statement)}</td></tr>`).join("");
}
document.getElementById("level").innerHTML = shown.levels.map((level) =>
  `<label><input type="radio" name="level" value="${level}">${level}</label>`).join("");
document.querySelectorAll("input").forEach((input) => { input.onchange = () => show(input.value); });
document.querySelector("input").checked = true;
show("all");
</script>"""


def write(folder: Path) -> None:
    """Write the page with its data into a folder."""
    records = read()
    data: dict[str, object] = {"levels": levels(records), "places": list(dict.fromkeys(records["place"]))}
    for level in levels(records):
        shown = chosen(records, level)
        data[level] = {
            "caption": caption(shown),
            "cells": cells(shown).to_dict("records"),
            "rows": table(shown).to_dict("records"),
        }
    (folder / "index.html").write_text(_PAGE.replace("DATA", json.dumps(data).replace("</", "<\\/")), encoding="utf-8")


if __name__ == "__main__":
    root = Path(mkdtemp())
    write(root)
    os.chdir(root)
    ThreadingHTTPServer(("localhost", int(os.environ["PORT"])), SimpleHTTPRequestHandler).serve_forever()
