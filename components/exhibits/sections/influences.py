"""The influence map of a briefing: stated links between factors."""

from dataclasses import replace
from functools import partial

import pandas as pd

from components.answers import store
from components.charts.influence_map import influence_map
from components.drawing import looks
from components.drawing.words import caution_words
from components.exhibits.exhibit import Cell, Column, Detail, Drawing, Exhibit, Field, Sheet, Sign, Table
from components.exhibits.sections.influence_parts import close_ups
from components.exhibits.sections.parts import verified_caveat, with_source
from components.influences.influences import WHOLE_ROOM, finding, focus_finding, link_id, map_frame, scope
from components.influences.laid_out import influence_layout
from components.view.view import View
from data.model.dataset import Dataset
from data.model.filters import selection_words
from data.questions.influence import Focus, Link, focus, kept, links

Stated = dict[Link, tuple[str, ...]]

LEGEND = (
    *(
        Sign(mark.sign, f"{mark.words} ({'dashed' if mark.dash else 'solid'} arrow)", "", mark.colour["light"])
        for mark in looks.INFLUENCE_SIGNS.values()
    ),
    Sign("→", "the wider the arrow, the more works cited for it (thinnest: none, the source's own synthesis)"),
    Sign("–", "no arrow: no influence stated, which is a gap and not a zero"),
)


def influence_exhibits(view: View) -> tuple[Exhibit, ...]:
    """Return the map of the links that the filters leave, or of those around the view's factor."""
    dataset, selection = view.dataset, view.selection
    pairs = store.influences(dataset, selection)
    if pairs.empty:
        return ()
    factor, steps = view.text("factor"), int(view.number("steps"))
    chosen = focus(pairs, factor, steps) if factor is not None else None
    focused = chosen if chosen is not None and chosen.holds_links else None
    shown = pairs if focused is None else kept(pairs, focused)
    stated = {link: names for link, names in store.stated(dataset, selection).items() if link in set(links(shown))}
    laid_out = influence_layout(dataset, selection, focused.factor if focused else None, steps, WHOLE_ROOM)
    drawing = None
    if not isinstance(laid_out, str):
        drawing = Drawing(
            influence_map,
            (laid_out.size, "light"),
            map_frame(dataset, pairs, laid_out, focused, None),
            dataset.fingerprint,
            ("link",),
            {(link_id(link),): names for link, names in stated.items()},
        )
    records = tuple(name for names in stated.values() for name in names)
    works = tuple(dict.fromkeys(key for name in records for key in dataset.influences[name].works))
    return (
        Exhibit(
            name="influences",
            section="influences",
            title=_title(dataset, focused),
            filters=_filters(view),
            finding=finding(dataset, selection, pairs) if chosen is None else focus_finding(dataset, chosen, steps),
            drawing=drawing,
            table=_table(dataset, shown, stated),
            sheet=_sheet(dataset, shown, stated),
            legend=LEGEND,
            caveats=(
                *([f"The map isn't drawn: {laid_out} The table holds every link."] if drawing is None else []),
                "An arrow is a statement of the coded source about two factors, not a measured effect; "
                "that two arrows in a row add up is the reader's inference.",
                scope(selection),
                *verified_caveat(dataset, works),
            ),
            works=with_source(dataset, works),
            details=tuple(influence_detail(dataset, name) for name in records),
            link=view.link("influences"),
            close_ups=partial(close_ups, dataset, shown, stated),
        ),
    )


def _title(dataset: Dataset, focused: Focus | None) -> str:
    if focused is None:
        return "How factors act on one another"
    return f"What leads to “{dataset.factors[focused.factor].name}”, and what it leads to"


def _filters(view: View) -> tuple[str, ...]:
    # Places are no filter of influences: what is shown is the same whichever are chosen.
    heeded = replace(view.selection, places=(), parts=False)
    phrases = ("Places: not asked for, as an influence links two factors", *selection_words(view.dataset, heeded))
    factor, steps = view.text("factor"), int(view.number("steps"))
    if factor is None:
        return phrases
    within = f"within {steps} step{'' if steps == 1 else 's'}" if steps else "any number of steps"
    return (*phrases, f"Links to and from: {view.dataset.factors[factor].name}, {within}")


def influence_detail(dataset: Dataset, name: str) -> Detail:
    """Return a stated influence in full."""
    influence = dataset.influences[name]
    mark = looks.INFLUENCE_SIGNS[influence.sign]
    ends = (dataset.factors[end].name for end in (influence.from_factor, influence.to_factor))
    where = dataset.section_of(influence.paragraph)
    return Detail(
        id=name,
        text=influence.statement,
        about=f" {mark.sign} ".join(ends),
        place=f"{influence.paragraph}, {where}" if where else influence.paragraph,
        works=influence.works,
        cautions=caution_words(dataset, influence.works, ()),
    )


def _table(dataset: Dataset, pairs: pd.DataFrame, stated: Stated) -> Table:
    rows: list[tuple[Cell, ...]] = []
    bands: list[tuple[int, str]] = []
    before = ""
    for link, works in zip(links(pairs), pairs["works"], strict=True):
        level = dataset.levels[dataset.level_of(link[0])].name
        if level != before:
            bands.append((len(rows), f"From {level.lower()} level"))
            before = level
        mark = looks.INFLUENCE_SIGNS[link[2]]
        paragraphs = dict.fromkeys(dataset.influences[name].paragraph for name in stated[link])
        rows.append(
            (
                Cell(dataset.factors[link[0]].name, kind="head"),
                Cell(f"{mark.sign} {mark.verb}", ink=mark.colour["light"]),
                Cell(dataset.factors[link[1]].name, dataset.levels[dataset.level_of(link[1])].name),
                Cell(str(len(stated[link])), ", ".join(paragraphs), behind=stated[link]),
                Cell(str(int(works)) if works else "none: synthesis", number=float(works)),
            )
        )
    heads = (
        Column("Factor", 2.4), Column("Acts", 1.1), Column("On", 2.4), Column("Statements", 1.2), Column("Works", 0.8),
    )  # fmt: skip
    return Table(heads, tuple(rows), tuple(bands))


def _sheet(dataset: Dataset, pairs: pd.DataFrame, stated: Stated) -> Sheet:
    rows = tuple(
        (
            link[0], dataset.factors[link[0]].name, dataset.level_of(link[0]), looks.INFLUENCE_SIGNS[link[2]].verb,
            link[1], dataset.factors[link[1]].name, dataset.level_of(link[1]),
            influence.id, influence.statement, influence.paragraph, "; ".join(influence.works) or None,
        )
        for link in links(pairs)
        for influence in (dataset.influences[name] for name in stated[link])
    )  # fmt: skip
    return Sheet("influences", _FIELDS, rows)


_FIELDS = (
    Field("from_factor", "Id of the factor that acts"),
    Field("from_name", "Its name"),
    Field("from_level", "Id of its level"),
    Field("acts", "strengthens: makes stronger or likelier; weakens: makes weaker or less likely"),
    Field("to_factor", "Id of the factor acted on"),
    Field("to_name", "Its name"),
    Field("to_level", "Id of its level"),
    Field("influence", "Id of the statement"),
    Field("statement", "What is stated, in our own words"),
    Field("paragraph", "The paragraph of the primary source"),
    Field("works", "Keys of the works cited, separated by semicolons; empty where the source itself infers it"),
)
