"""Levels by place: how many records help and hinder, small on the overview, as panels on the factors' page."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
import streamlit as st

from components.answers.kept import kept
from components.answers.store import levels as level_counts
from components.charts.level_matrix import level_matrix
from components.drawing import looks
from components.drawing.clickable import clickable
from components.drawing.markup import rendered
from components.drawing.show import chart, theme
from components.drawing.words import share
from data.model.dataset import Dataset
from data.model.filters import chosen_factors
from data.model.selection import Selection

Named = tuple[tuple[str, str], ...]


def show_levels(dataset: Dataset, counts: pd.DataFrame, places: tuple[str, ...]) -> None:
    """Draw how many records help and hinder at each level of a few places."""
    levels, columns = named_axes(dataset, places)
    finding = level_finding(levels, counts, places)
    st.html(rendered("block.html", theme=theme(), title="Records that help ▲ and hinder ▼, by level"))
    step = max(64, min(96, 420 // max(1, len(columns))))
    frame = sides(counts, levels, columns)
    chart(level_matrix, (levels, columns, theme(), step), frame, key="levels_chart", alt_text=finding)
    st.html(rendered("finding.html", theme=theme(), finding=finding))


@dataclass(frozen=True)
class Profiles:
    """One panel a level: what :func:`components.charts.level_profiles.level_profiles` draws, and what it shows.

    ``counts`` is as :func:`data.questions.rating.level_counts` returns it, of the places
    drawn; ``bars`` the chart's named data.
    """

    levels: Named
    places: Named
    counts: pd.DataFrame
    bars: pa.Table
    finding: str


@kept(max_entries=512)
def profiles(dataset: Dataset, selection: Selection) -> Profiles | None:
    """Return the levels that the chosen factors reach, with every named place that holds a record; None without one."""
    counts = level_counts(dataset, selection)
    reached = {dataset.level_of(factor) for factor in chosen_factors(dataset, selection)}
    held = set(counts["place"])
    places = tuple(p.id for p in dataset.jurisdictions.values() if p.id in held and p.kind != "literature")
    if not places:
        return None
    every, rows = named_axes(dataset, places)
    levels = tuple(level for level in every if level[0] in reached)
    named = counts[counts["place"].isin(places)]
    frame = sides(named, levels, rows)
    frame = frame[frame["count"] > 0]
    finding = level_finding(levels, named, places)
    frame = frame.assign(
        number=frame["level"].map({level: number for number, (level, _) in enumerate(levels)}),
        level=frame["level"].map(dict(levels)),
        order=frame["place"].map({place: number for number, place in enumerate(places)}),
        name=frame["place"].map(_told_apart(rows)),
        signed=frame["count"].where(frame["side"] == "helping", -frame["count"]),
        most=max(int(named["helping"].max()), int(named["hindering"].max()), 1),
        finding=finding,
    )
    shown = frame[["level", "number", "order", "name", "side", "signed", "label", "words", "most", "finding"]]
    return Profiles(levels, rows, named, pa.Table.from_pandas(shown, preserve_index=False), finding)


def _told_apart(places: Named) -> dict[str, str]:
    """Return each place's name; those of one name with their ids."""
    names = [name for _, name in places]
    return {place: name if names.count(name) == 1 else f"{name} ({place})" for place, name in places}


def show_profiles(dataset: Dataset, selection: Selection) -> None:
    """Draw one panel a level that the chosen factors reach, with every named place that holds a record."""
    shown = profiles(dataset, selection)
    if shown is not None:
        # Not by st.html, which looks through every node of it again in the browser: what the template escaped stays so.
        clickable(_profiles_html(dataset, theme(), selection, shown), key="levels_by_place", acts={})


@kept(max_entries=512)
def _profiles_html(dataset: Dataset, name: looks.ThemeName, selection: Selection, _shown: Profiles) -> str:
    counted = {(row["place"], row["level"]): row for row in _shown.counts.to_dict("records")}
    silent = {"hindering": 0, "helping": 0}
    rows = [
        (label, [(row["hindering"], row["helping"]) for level, _ in _shown.levels
                 for row in [counted.get((place, level), silent)]])
        for place, label in _shown.places
    ]  # fmt: skip
    return rendered(
        "level_profiles.html",
        theme=name,
        palette=looks.PALETTES[name],
        finding=_shown.finding,
        levels=[label for _, label in _shown.levels],
        rows=rows,
        most=max((count for _, sides in rows for pair in sides for count in pair), default=1) or 1,
    )


def named_axes(dataset: Dataset, places: Iterable[str]) -> tuple[Named, Named]:
    """Return every level and the given places, each an id with its name."""
    levels = tuple((level.id, level.name) for level in dataset.levels.values())
    return levels, tuple((place, dataset.jurisdictions[place].name) for place in places)


def sides(counts: pd.DataFrame, levels: Named, places: Named) -> pd.DataFrame:
    """Return one row a level, place and side, gaps included, as the charts of levels draw them.

    Returns
    -------
    frame
        level, place, side (helping, hindering), count, share (of the largest
        count), label, words.
    """
    held = {(row["level"], row["place"]): row for row in counts.to_dict("records")}
    most = max(int(counts["helping"].max()), int(counts["hindering"].max()), 1) if len(counts) else 1
    return pd.DataFrame(
        {
            "level": level,
            "place": place,
            "side": side,
            "count": count,
            "share": count / most,
            "label": f"{sign} {count}" if count else looks.NO_RECORD.sign,
            "words": f"{place_name}, {level_name}: {count or 'no'} {side}",
        }
        for level, level_name in levels
        for place, place_name in places
        for side, sign in (("helping", "▲"), ("hindering", "▼"))
        for count in [held.get((level, place), {}).get(side, 0)]
    )


def level_finding(levels: Named, counts: pd.DataFrame, places: tuple[str, ...]) -> str:
    """Return in words how many of the places have a record at each level."""
    shown = counts[counts["place"].isin(places)]
    counted = {level: int((shown["level"] == level).sum()) for level, _ in levels}
    parts = [
        f"{share(counted[level], len(places), 'place', 'has', 'have')} a record at {name.lower()} level"
        for level, name in levels
    ]
    return "; ".join(parts) + "."
