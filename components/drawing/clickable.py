"""HTML whose buttons and cells act: one component for every table and list that is clicked through, and its drawer."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import streamlit as st

from components.drawing.show import theme
from components.view import state

_SCRIPTS: Final = Path(__file__).parent / "scripts"
_TABLE: Final = '<div class="clickable"><div class="content"></div><dl class="pc tip" role="tooltip" hidden></dl></div>'
# "evidence_panel" is the stable handle of what is behind a cell, on every page.
_DRAWER: Final = (
    '<aside class="pc drawer st-key-evidence_panel" aria-label="Evidence behind the open cell" hidden>'
    '<p class="tools"><span class="steps"></span>'
    '<button type="button" class="keep" aria-pressed="false">+ Add to basket</button>'
    '<button type="button" class="cite">Cite</button><button type="button" class="close">✕ Close</button></p>'
    '<div class="inside" tabindex="0" role="region" aria-label="What is behind the open cell">'
    '<div class="cited" hidden><textarea readonly rows="7" aria-label="References of what is open"></textarea>'
    '<button type="button" class="copy">Copy</button></div><div class="answer"></div></div></aside>'
)

Act = Callable[[str], None]


@dataclass(frozen=True)
class Drawer:
    """What the drawer of a page shows.

    Attributes
    ----------
    opened : str
        What is open, as the cell's ``data-cell`` names it; empty where nothing is.
    html : str
        What is behind it.
    basket : sequence of str
        The ids in the basket.
    most : int
        How many ids a basket holds.
    citation : str
        The references of what is open, where they were asked for.
    """

    opened: str = ""
    html: str = ""
    basket: Sequence[str] = ()
    most: int = 0
    citation: str = ""


def _script() -> str:
    """Return the scripts as one, in the order in which they build on each other: a component has one alone."""
    parts = [
        (_SCRIPTS / f"{part}.js").read_text(encoding="utf-8") for part in ("walking", "matrix", "drawer", "clickable")
    ]
    return re.sub(r"^import .*\n|^export (?=const)", "", "".join(parts), flags=re.MULTILINE)


@st.cache_resource(show_spinner=False)
def _component(name: str, html: str) -> Callable[..., object]:
    # Not isolated: the page's one stylesheet serves what is clickable, too.
    return st.components.v2.component(name, html=html, js=_script(), isolate_styles=False)


def _mount(component: Callable[..., object], key: str, data: Mapping[str, Any], acts: Mapping[str, Act]) -> None:
    def acted() -> None:
        verb, _, what = (state.trigger(key, "act") or "").partition(" ")
        if verb in acts:
            acts[verb](what)

    component(key=key, data={**data, "theme": theme()}, on_act_change=acted)


def clickable(html: str, *, key: str, acts: Mapping[str, Act], page: str = "", behind: str = "") -> None:
    """Show HTML whose buttons act on the view.

    In a table with the role of a grid the arrow keys lead from cell to cell.

    Parameters
    ----------
    html : str
        As :func:`components.drawing.markup.rendered` returns it. A button says in
        ``data-act`` what it does: a verb, a space, and to what; ``data-cell``
        is short for the verb "open", and shows in the page's drawer.
    key : str
        Of the component.
    acts : mapping of verb to function
        Called with what stands behind the verb, before the page runs.
    page : str
        Where it changes, the reader is taken to the head of the list.
    behind : str
        The address that answers with what is behind a cell, so that it opens without waiting for a run of the page;
        empty where there is none.
    """
    _mount(_component("clickable", _TABLE), key, {"html": html, "page": page, "behind": behind}, acts)


def clickable_cells(
    view: Mapping[str, Any],
    look: Mapping[str, object],
    legend: str,
    *,
    key: str,
    acts: Mapping[str, Act],
    behind: str = "",
) -> None:
    """Show a matrix that the browser draws from its cells alone.

    Parameters
    ----------
    view : mapping
        As :func:`components.factors.factor_grid.grid_view` returns it.
    look : mapping
        The colours of its marks.
    legend : str
        HTML.
    key, acts, behind
        As of :func:`clickable`.
    """
    data = {"view": view, "look": look, "legend": legend, "behind": behind}
    _mount(_component("clickable", _TABLE), key, data, acts)


def drawer(shown: Drawer, *, acts: Mapping[str, Act]) -> None:
    """Mount the page's drawer: what is behind the open cell of any of its tables and charts.

    Parameters
    ----------
    shown : Drawer
    acts : mapping of verb to function
        ``close``, ``basket`` (with ids) and ``cite`` (with the open cell).
    """
    data = {
        "kind": "drawer",
        "opened": shown.opened,
        "html": shown.html,
        "basket": list(shown.basket),
        "most": shown.most,
        "citation": {"of": shown.opened, "text": shown.citation} if shown.citation else None,
    }
    _mount(_component("drawer", _DRAWER), "drawer", data, acts)
