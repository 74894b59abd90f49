"""The timeline of publication: dated works as dots, the undated beneath, the same numbers as a table."""

from collections import Counter
from typing import Final, get_args

import pandas as pd
import streamlit as st

from components.charts.timeline import PICKED, Span, timeline
from components.drawing import looks
from components.drawing.clickable import clickable
from components.drawing.markup import rendered
from components.drawing.pickers import pick
from components.drawing.show import chart, theme
from components.drawing.words import agreeing, counted
from components.evidence.library import View, contribution_words
from components.evidence.works_list import open_work, roles_shown, works_finding
from components.view import state
from data.lists.contributions import Contribution, Role, cut_off
from data.model.dataset import Dataset

CHART: Final = "publication_chart"


def dots(works: tuple[Contribution, ...], opened: str | None = None) -> pd.DataFrame:
    """Return a dot for each dated work: those of the supplement below the line, all others above it.

    Parameters
    ----------
    works : tuple of Contribution
    opened : str, optional
        The key of the work that is open.

    Returns
    -------
    frame
        One row a dated work: the columns that
        :func:`components.charts.timeline.timeline` names.
    """
    order = list(looks.ROLE_SIGNS)
    taken: Counter[tuple[int, int]] = Counter()
    rows = []
    for own in sorted(works, key=lambda own: order.index(own.role)):
        if own.year is None:
            continue
        side = -1 if own.role == "supplement" else 1
        taken[own.year, side] += 1
        rows.append(
            {
                "work": own.work.key,
                "year": own.year,
                "at": side * taken[own.year, side],
                "role": own.role,
                "name": own.work.name,
                "title": own.work.title or "title not known",
                "role_words": looks.ROLE_WORDS[own.role],
                "words": contribution_words(own) or "nothing",
                "opened": own.work.key == opened,
            }
        )
    columns = ["work", "year", "at", "role", "name", "title", "role_words", "words", "opened"]
    return pd.DataFrame(rows, columns=columns)


def publication_finding(dataset: Dataset, works: tuple[Contribution, ...], shown: View) -> str:
    """Return in words when the works were published, and how they lie to the date of the coded sources."""
    dated = [own for own in works if own.year is not None]
    words = [works_finding(works, shown)]
    if dated:
        years = [own.year for own in dated if own.year is not None]
        undated = len(works) - len(dated)
        words.append(
            f"Published {min(years)} to {max(years)}; {undated} {agreeing(undated, 'carries', 'carry')} no year."
        )
    until = dataset.about.coded_until
    if dated and until is not None:
        later = sum(own.role == "supplement" and (own.year or 0) > int(until[:4]) for own in dated)
        words.append(
            f"The coded sources reach to {until}: of what was published since, only "
            f"{counted(later, 'document')} of the supplement can stand here."
        )
    return " ".join(words)


def clicked() -> None:
    """Open the work whose dot was clicked."""
    for point in state.points(CHART, PICKED):
        open_work(str(point["work"]))


def show_publication(dataset: Dataset, works: tuple[Contribution, ...], finding: str, *, beside: bool) -> None:
    """Show the works by year, with the list of those that have none."""
    frame = dots(works, state.text("work"))
    names = {own.work.key: f"{own.work.name}: {own.work.title or 'title not known'}" for own in works}
    if (opened := state.text("work")) is not None:
        names.setdefault(opened, dataset.works[opened].name)
    pick("Open a work", "work", names)
    if len(frame):
        with st.container(key="timeline"):
            chart(
                timeline, (span(dataset, frame), theme(), 820 if beside else 1270), frame,
                key=CHART, alt_text=finding, on_select=clicked, selection=PICKED,
            )  # fmt: skip
    roles = held_roles(works)
    html = rendered(
        "timeline.html",
        theme=theme(),
        columns=[(looks.ROLE_SIGNS[role], looks.ROLE_WORDS[role]) for role in roles],
        years=year_counts(works, roles),
        undated=[
            (own.work.key, looks.ROLE_SIGNS[own.role], looks.ROLE_WORDS[own.role], own.work.name, own.work.title)
            for own in works
            if own.year is None
        ],
        opened=opened,
        roles=roles_shown(works),
    )
    clickable(html, key="undated_clicks", acts={"work": open_work})


def span(dataset: Dataset, frame: pd.DataFrame) -> Span:
    """Return how far the picture of some dots reaches, the end of the coded sources included."""
    until = cut_off(dataset)
    ends = [int(frame["year"].min()), int(frame["year"].max()), *([] if until is None else [int(until)])]
    return Span(
        min(ends),
        max(ends),
        max(0, int(frame["at"].max())),
        max(0, -int(frame["at"].min())),
        until,
        f"coded sources end {dataset.about.coded_until}" if until is not None else "",
    )


def held_roles(works: tuple[Contribution, ...]) -> list[Role]:
    """Return the roles that some of the works have."""
    return [role for role in get_args(Role) if any(own.role == role for own in works)]


def year_counts(works: tuple[Contribution, ...], roles: list[Role]) -> list[tuple[str, list[int]]]:
    """Return how many works of each role each year has, the undated last: pairs of (year, counts)."""
    counts = Counter((own.year, own.role) for own in works)
    years = sorted({own.year for own in works if own.year is not None})
    rows: list[int | None] = [*years, *([None] if any(own.year is None for own in works) else [])]
    return [(str(year or "undated"), [counts[year, role] for role in roles]) for year in rows]
