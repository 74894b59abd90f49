"""Charts handed to the page: the specification built once, only the data anew."""

from collections.abc import Callable
from typing import Any

import altair as alt
import pandas as pd
import pyarrow as pa
import streamlit as st

from components.answers import own_data
from components.answers.kept import OWN, kept
from components.drawing.looks import ThemeName
from components.drawing.markup import shortened


def theme() -> ThemeName:
    """Return the theme that the reader's page has."""
    return "dark" if st.context.theme.type == "dark" else "light"


@kept(max_entries=256)
def _specification(
    fingerprint: str, name: str, arguments: tuple[object, ...], _build: Callable[..., alt.TopLevelMixin]
) -> dict[str, Any]:
    specification: dict[str, Any] = _build(*arguments).to_dict(validate=False)
    _settle_data(specification, specification.pop("datasets", {}))
    return specification


def _settle_data(view: dict[str, Any], inline: dict[str, Any]) -> None:
    """Write inline data out where it is used, and let every other view use the chart's.

    Altair names all data and gathers it at the top, where Streamlit takes the
    last named data for the chart's own.
    """
    name = view.get("data", {}).get("name")
    if name == "empty":
        del view["data"]
    elif name in inline:
        view["data"] = {"values": inline[name], **({"format": form} if (form := view["data"].get("format")) else {})}
    for inner in (*view.get("layer", ()), *view.get("hconcat", ()), *view.get("vconcat", ())):
        _settle_data(inner, inline)


def specification(
    build: Callable[..., alt.TopLevelMixin], arguments: tuple[object, ...], fingerprint: str
) -> dict[str, Any]:
    """Return the specification of a chart without its data, built once; not to be changed.

    A specification holds labels: that of a reader's own data, which the dataset's
    fingerprint tells, is kept apart; all others are one.
    """
    own = fingerprint if fingerprint.startswith(OWN) else ""
    return _specification(own, build.__qualname__, arguments, build)


def chart(
    build: Callable[..., alt.TopLevelMixin],
    arguments: tuple[object, ...],
    data: pd.DataFrame | pa.Table,
    *,
    key: str,
    alt_text: str,
    on_select: Callable[[], None] | None = None,
    selection: str | None = None,
    stretch: bool = False,
) -> None:
    """Show a chart whose specification depends on `arguments` alone.

    Parameters
    ----------
    build : function of `arguments` to a chart without data
    arguments : tuple of hashable values
    data : frame or table
        The chart's data, the only thing that changes on the next run.
    key : str
        Stable from run to run, so that the picture is updated in place.
    alt_text : str
        The finding in words, for those who can't see the chart.
    on_select, selection
        What to call when the named selection changes.
    stretch : bool
        Take the width of what the chart stands in, rather than its own.
    """
    own = own_data.present()
    known = specification(build, arguments, own.dataset.fingerprint if own else "")
    st.vega_lite_chart(
        data,
        known,
        key=key,
        theme=None,
        width="stretch" if stretch else "content",
        alt=str(shortened(alt_text)),
        on_select=on_select or "ignore",
        selection_mode=selection if on_select else None,
    )
