"""One reader's view, opened without a browser, and what stands on it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs
from xml.etree import ElementTree

import pandas as pd
import pyarrow as pa
from streamlit.testing.v1 import AppTest

from components.drawing.looks import RATINGS
from components.view.parameters import PARAMETERS

PROJECT = Path(__file__).parent.parent.parent
PSW = PROJECT / "data" / "psw"
DATASETS = PROJECT / "tests" / "datasets"
SHELL = PROJECT / "components" / "frame" / "shell.py"

Params = dict[str, str | list[str]]


@dataclass(frozen=True)
class PageCase:
    """A page, its script, and the keys of the containers that must stand on it."""

    title: str
    script: str
    containers: tuple[str, ...]


PAGES = (
    PageCase("Overview", "overview.py", ("policy_cards", "levels", "ways")),
    PageCase("Jurisdictions", "jurisdictions.py", ("policy_table", "staffing", "trend")),
    PageCase("Factors", "factors.py", ("factor_matrix",)),
    PageCase("Influences", "influences.py", ("influence_map",)),
    PageCase("Lessons", "lessons.py", ("lessons",)),
    PageCase("Evidence", "evidence.py", ("evidence_table",)),
    PageCase("Briefing", "briefing.py", ("briefing", "briefing_words", "briefing_files")),
    PageCase("Method", "method.py", ("coverage", "codebook", "reliability")),
)
EVERYWHERE = ("masthead", "navigation", "filters")


def page(title: str) -> PageCase:
    return next(case for case in PAGES if case.title == title)


def opened(title: str, params: Params | None = None) -> AppTest:
    """Open a page with these parameters; a first run on the bare start page precedes, as AppTest needs one."""
    view = AppTest.from_file(str(SHELL), default_timeout=60)
    if title == "Overview":
        _address(view, params or {})
        return view.run()
    view.run()
    _address(view, params or {})
    return view.switch_page(f"../../pages/{page(title).script}").run()


def follow(view: AppTest, title: str) -> AppTest:
    """Follow the navigation's link to another page, with the parameters that the link carries."""
    link = next(link.proto for link in view.get("page_link") if link.proto.label == title)
    _address(view, dict(parse_qs(link.query_string, keep_blank_values=True)))
    return view.switch_page(f"../../pages/{page(title).script}").run()


def _address(view: AppTest, params: Params) -> None:
    view.query_params.clear()
    for name, value in params.items():
        view.query_params[name] = value


def address(view: AppTest) -> dict[str, list[str]]:
    """Return the parameters of the view's URL, every one of them a list."""
    return {name: value if isinstance(value, list) else [value] for name, value in view.query_params.items()}


def widgets(view: Any) -> dict[str, Any]:
    """Return the widgets of the page that set a parameter, by key."""
    kinds = (
        view.multiselect,
        view.selectbox,
        view.toggle,
        view.number_input,
        view.text_input,
        view.text_area,
        view.button_group,
    )
    # A widget's key begins with its parameter; the rest tells it from those before it.
    named = {widget.key.partition("-")[0]: widget for kind in kinds for widget in kind if widget.key}
    return {name: widget for name, widget in named.items() if name in PARAMETERS}


def containers(view: AppTest) -> set[str]:
    """Return the keys of the containers that stand on the page."""
    found = set()

    def walk(block: Any) -> None:
        for child in getattr(block, "children", {}).values():
            name = getattr(getattr(child, "proto", None), "id", "") or ""
            if name.startswith("$$ID-"):
                found.add(name.split("-", 2)[2])
            walk(child)

    walk(view.main)
    # What is behind a cell stands in the page's drawer.
    return found | ({"evidence_panel"} if drawer(view)["opened"] else set())


def drawer(view: AppTest) -> dict[str, Any]:
    """Return what the page's drawer is given; what is open is empty where nothing is, or the page has none."""
    mounted = [e for e in view.get("bidi_component") if e.key == "drawer"]
    given: dict[str, Any] = json.loads(mounted[0].proto.json) if mounted else {"opened": "", "html": ""}
    return given


def elements(block: Any) -> Iterator[Any]:
    """Yield the elements within a block, in order."""
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from elements(child)
        else:
            yield child


def content(view: AppTest) -> list[object]:
    """Return what a page shows beneath its head, but the guide of a first visit: texts, tables, charts with data."""
    shown: list[object] = []
    for child in view.main.children.values():
        if getattr(getattr(child, "proto", None), "id", "").endswith(("-masthead", "-head", "-guide")):
            continue
        for element in elements(child) if hasattr(child, "children") else (child,):
            shown += _said(element)
    return shown


def _said(element: Any) -> list[object]:
    if element.type == "html":
        # What stands on paper alone says the address again: that is asked for by itself.
        return [] if "printed" in element.proto.body[:60] else [element.proto.body]
    if element.type == "bidi_component":
        # Where what is behind a cell is fetched from says the view again, too.
        return [{name: value for name, value in json.loads(element.proto.json).items() if name != "behind"}]
    if element.type == "vega_lite_chart":
        return [element.proto.spec, element.proto.data.data, *(d.data.data for d in element.proto.datasets)]
    if element.type in ("caption", "subheader"):
        return [element.value]
    return [element.value.to_csv()] if element.type == "dataframe" else []


class _Builder(HTMLParser):
    VOID = ("br", "hr", "img", "input", "meta", "link")

    def __init__(self) -> None:
        super().__init__()
        self.tree = ElementTree.TreeBuilder()
        self.tree.start("html", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tree.start(tag, {name: value or "" for name, value in attrs})
        if tag in self.VOID:
            self.tree.end(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            self.tree.end(tag)

    def handle_data(self, data: str) -> None:
        self.tree.data(data)


def tree(html: str) -> ElementTree.Element:
    """Return HTML as a tree, as a browser reads it."""
    builder = _Builder()
    builder.feed(html)
    builder.tree.end("html")
    return builder.tree.close()


def text(element: ElementTree.Element) -> str:
    """Return an element's text, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def pieces(view: AppTest) -> list[ElementTree.Element]:
    """Return all HTML of the page, that of the grids included, as trees."""
    bodies = [element.proto.body for element in view.get("html") if "<style>" not in element.proto.body]
    return [
        tree(body)
        for body in (
            *bodies,
            *(grid_html(e) for e in view.get("bidi_component") if grid_html(e)),
        )
    ]


def said(view: AppTest) -> str:
    """Return every word that the page says in HTML."""
    return " ".join(text(piece) for piece in pieces(view))


def within(view: AppTest, container: str) -> ElementTree.Element:
    """Return the HTML that stands in a container."""
    return tree("".join(e.proto.body for e in elements(view.get_by_key(container)) if e.type == "html"))


def panel(view: AppTest) -> ElementTree.Element:
    """Return what stands in the evidence panel."""
    opened = drawer(view)
    return tree(opened["html"]) if opened["opened"] else within(view, "evidence_panel")


def classed(piece: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    """Return the elements that bear a class."""
    return [element for element in piece.iter() if name in element.get("class", "").split()]


def grid_html(element: Any) -> str:
    return str(json.loads(element.proto.json or "{}").get("html", "")) if element.key != "copy_link" else ""


@dataclass(frozen=True)
class GridCell:
    """A cell of a grid as it is shown; ``opens`` is empty where a click does nothing."""

    row: str
    column: str
    kind: str
    opens: str
    text: str
    html: ElementTree.Element


def grid(view: AppTest) -> list[GridCell]:
    """Return the cells of the page's grid, row by row."""
    table = tree(next(filter(None, map(grid_html, view.get("bidi_component")))))
    columns = [text(cell) for cell in table.findall(".//thead//th")[1:]]
    found = []
    for row in table.findall(".//tbody/tr"):
        name = text(row.find("th"))  # type: ignore[arg-type]
        for column, cell in zip(columns, row.findall("td"), strict=True):
            button = cell.find("button")
            opens = button.get("data-cell", "") if button is not None else ""
            found.append(GridCell(name, column, cell.get("class", ""), opens, text(cell), cell))
    return found


def chart(view: AppTest, container: str) -> Any:
    """Return the message of the chart in a container: its spec, its data, its text alternative."""
    return next(e.proto for e in elements(view.get_by_key(container)) if e.type == "vega_lite_chart")


def chart_frames(view: AppTest, container: str) -> list[pd.DataFrame]:
    """Return the frames of a chart: its data first, then those that its layers bring along."""
    message = chart(view, container)
    held = [message.data.data, *(dataset.data.data for dataset in message.datasets)]
    frames = []
    for stream in filter(None, held):
        with pa.ipc.open_stream(BytesIO(stream)) as opened_stream:
            frames.append(opened_stream.read_pandas())
    return frames


def matrix_view(view: AppTest) -> dict[str, Any]:
    """Return what the browser is given of the factor matrix, see :func:`components.factors.factor_grid.grid_view`."""
    component = next(e for e in view.get("bidi_component") if e.key == "factor_grid")
    shown: dict[str, Any] = json.loads(component.proto.json)["view"]
    return shown


def matrix_cells(view: AppTest) -> pd.DataFrame:
    """Return the cells of the factor matrix as they are shown, row by row, gaps included."""
    shown = matrix_view(view)
    held = shown["cells"]
    number = {at: place for place, at in enumerate(held["at"])}
    removed = dict(zip(shown["removed"]["at"], shown["removed"]["behind"], strict=True))
    ratings = list(RATINGS)
    rows = []
    for at, (factor, place) in enumerate(product(shown["rows"], shown["columns"])):
        row = {"factor": factor["id"], "place": place["id"], "rating": "none", "label": "", "records": 0, "works": 0,
               "words": shown["gap"]["words"], "behind": shown["gap"]["behind"]}  # fmt: skip
        if at in removed:
            row |= {"label": shown["removed"]["sign"], "words": shown["removed"]["words"], "behind": removed[at]}
        if (here := number.get(at)) is not None:
            behind = shown["texts"][held["behind"][here]]
            records, works = map(int, re.findall(r"\d+", behind)[:2])
            row |= {"rating": ratings[held["rating"][here]], "label": shown["texts"][held["label"][here]],
                    "words": shown["marks"][held["rating"][here]]["words"], "behind": behind,
                    "records": records, "works": works}  # fmt: skip
        rows.append(row)
    return pd.DataFrame(rows)
