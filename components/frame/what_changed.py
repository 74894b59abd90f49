"""What a reader is told whose link was made with another version of the dataset."""

import re
from collections import Counter

import streamlit as st

from components.answers.store import changes_since
from components.drawing.markup import rendered
from components.drawing.show import theme
from components.drawing.words import counted
from components.view import state
from data.exchange.changes import KINDS, Change
from data.exchange.releases import VERSION
from data.model.dataset import Dataset
from data.model.faults import DatasetError


def what_changed(dataset: Dataset) -> None:
    """Say that the link's version isn't the one that is open, and list what changed since."""
    version = state.text("v")
    if not version:
        return
    known = re.fullmatch(VERSION, version) is not None
    try:
        found = changes_since(dataset, version) if known else None
    except DatasetError:
        found = None
    with st.container(key="what_changed", horizontal=True, vertical_alignment="center"):
        st.html(
            rendered(
                "what_changed.html",
                theme=theme(),
                version=version,
                present=dataset.about.version,
                kept=found is not None,
                summary=_summary(found or ()),
            ),
            width="stretch",
        )
        st.button("Dismiss", key="dismiss_version", type="tertiary", on_click=_dismiss)
    if found:
        with st.expander(f"What changed since version {version}", key="changes"):
            st.html(rendered("changes.html", theme=theme(), groups=_groups(found)))


def _dismiss() -> None:
    state.choose(v="")


def _summary(found: tuple[Change, ...]) -> str:
    counts = Counter((change.kind, change.what) for change in found)
    words = (f"{counted(count, kind)} {what}" for (kind, what), count in counts.items())
    return ", ".join(words) or "nothing changed"


def _groups(found: tuple[Change, ...], most: int = 200) -> list[dict[str, object]]:
    groups: list[dict[str, object]] = []
    for kind in KINDS:
        for what in ("added", "removed", "altered"):
            some = [change for change in found if (change.kind, change.what) == (kind, what)]
            if some:
                title = f"{what.capitalize()} {kind}s: {len(some)}"
                groups.append({"title": title, "changes": some[:most], "more": max(0, len(some) - most)})
    return groups
