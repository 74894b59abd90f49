"""The frames of a digest that are about evidence: what helps and hinders, lessons, kept entries, change, influences."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import pandas as pd

from components.answers import store
from components.drawing import looks
from components.exhibits.digest import NUMBER, Frame, Works
from components.exhibits.digest_policy import LONGEST_TITLE, MOST_BESIDE, Asked
from components.exhibits.digest_words import few, spoken
from components.exhibits.exhibit import Cell, Column, Sign, Table
from components.policy.trends import trend_title
from data.lists.library import entries
from data.questions.counting import capital, counted
from data.questions.influence import links
from data.questions.lessons import Lessons, lessons, literature, scope
from data.questions.sentence import strength_of
from data.questions.sentence_answers import joined
from data.questions.sentences import (
    Sentence,
    Strength,
    effects_sentence,
    fact_sentence,
    influence_sentence,
    lesson_sentences,
    rating_sentences,
    spread_sentence,
)
from data.questions.trend_words import NOTED, finding
from data.questions.wording import place_name, term_name

FEWEST: Final = 6
"""Cells that make a matrix; fewer are sentences."""
_BY_NAME: Final = 2


def factors(asked: Asked) -> Frame | None:
    """Return what helps and hinders: a matrix where there is one, else sentences; None where nothing is recorded."""
    dataset = asked.dataset
    rated = rated_cells(asked)
    if rated.empty:
        return None
    said = rating_sentences(dataset, asked.view.selection)
    order = list(dict.fromkeys(_ordered(asked, rated)["factor"]))
    lines = _effects(asked) or ()
    cells = [(factor, place) for factor in order for place in asked.places if (factor, place) in said]
    single = [one for factor, place in cells for one in _statements(asked, said[factor, place], place)]
    if len(asked.places) > _BY_NAME:
        told = (effects_sentence(dataset, asked.view.selection, place) for place in asked.places)
        lines = (*lines, *(one for one in told if one is not None))
    title = lines[0].text if lines else f"{counted(len(order), 'factor')} are told of {asked.where}."
    table: Table | None = None
    works: Works = ()
    if len(asked.places) > MOST_BESIDE:
        table = _counts(asked, rated, order)
    elif len(rated) >= FEWEST:
        table, works = _matrix(asked, rated, order, said)
    signs = _signs(rated) if table is not None and len(asked.places) <= MOST_BESIDE else ()
    return Frame(
        "factors",
        "What helps and what hinders",
        title,
        lines=(*lines[1:], *single),
        table=table,
        cells=works,
        legend=signs,
        spoken=spoken([title, *(line.text for line in (*lines[1:], *single))]),
    )


def _statements(asked: Asked, cell: Sentence, place: str) -> Iterator[Sentence]:
    """Yield what each record of a cell says of the place."""
    dataset = asked.dataset
    where = place_name(dataset.jurisdictions[place])
    for name, record in dataset.evidence.records(cell.records).items():
        lead = "" if dataset.jurisdictions[place].name in record.statement else f"{capital(where)}: "
        text = f"{lead}{record.statement.rstrip('.')}."
        yield Sentence(text, (name,), (), record.works, strength_of(dataset, record.works))


def rated_cells(asked: Asked) -> pd.DataFrame:
    """Return the rated cells of the digest's places, see :func:`data.questions.rating.factor_matrix`."""
    rated = store.matrix(asked.dataset, asked.view.selection, "places")
    return rated[rated["place"].isin(asked.places)]


def _ordered(asked: Asked, rated: pd.DataFrame) -> pd.DataFrame:
    """Return the cells, those of factors that most places tell of first, then those with most works."""
    totals = rated.groupby("factor", sort=False, observed=True).agg(places=("place", "nunique"), all=("works", "sum"))
    at = {factor: number for number, factor in enumerate(asked.dataset.factors)}
    keyed = rated.assign(
        spread=[-int(totals.loc[factor, "places"]) for factor in rated["factor"]],
        weight=[-int(totals.loc[factor, "all"]) for factor in rated["factor"]],
        at=[at[str(factor)] for factor in rated["factor"]],
    )
    return keyed.sort_values(["spread", "weight", "at"], kind="stable")


def _effects(asked: Asked) -> tuple[Sentence, ...]:
    dataset, selection = asked.dataset, asked.view.selection
    if len(asked.places) <= _BY_NAME:
        told = (effects_sentence(dataset, selection, place) for place in asked.places)
        stated = [sentence for sentence in told if sentence is not None]
        whole = joined(dataset, stated) if stated else None
        if whole is None or len(whole.text) <= LONGEST_TITLE or len(stated) == 1:
            return (whole,) if whole is not None else ()
        spread = spread_sentence(dataset, selection, asked.places)
        return (spread, whole) if spread is not None else (whole,)
    spread = spread_sentence(dataset, selection, asked.places)
    return (spread,) if spread is not None else ()


def _matrix(
    asked: Asked, rated: pd.DataFrame, order: Sequence[str], said: Mapping[tuple[str, str], Sentence]
) -> tuple[Table, Works]:
    """Return factors by places as signs with the number of works, and the works of each cell."""
    dataset = asked.dataset
    held = zip(rated["factor"], rated["place"], rated["rating"], rated["works"], strict=True)
    cells = {(str(factor), str(place)): (str(rating), int(count)) for factor, place, rating, count in held}
    rows, works = [], []
    for factor in order:
        row = [Cell(dataset.factors[factor].name, kind="head")]
        for place in asked.places:
            if (factor, place) not in cells:
                row.append(Cell(looks.NO_RECORD.sign, kind="gap"))
                continue
            rating, count = cells[factor, place]
            mark = looks.RATINGS[rating]
            text = f"{mark.sign} {count}" if count else mark.sign
            row.append(Cell(text, fill=mark.fill["light"], ink=mark.text["light"]))
        rows.append(tuple(row))
        works.append(((), *(said[factor, place].works if (factor, place) in said else () for place in asked.places)))
    heads = (
        Column("", 2.0), *(Column(dataset.jurisdictions[place].name, 1.0, centred=True) for place in asked.places),
    )  # fmt: skip
    return Table(heads, tuple(rows)), tuple(works)


def _signs(rated: pd.DataFrame) -> tuple[Sign, ...]:
    held = set(rated["rating"])
    shown = [Sign(mark.sign, mark.words, mark.fill["light"], mark.text["light"])
             for name, mark in looks.RATINGS.items() if name in held]  # fmt: skip
    return (*shown, Sign(NUMBER, "number of works behind it"), Sign(looks.NO_RECORD.sign, "no record"))


def _counts(asked: Asked, rated: pd.DataFrame, order: Sequence[str]) -> Table:
    """Return of many places in how many each factor helps, hinders, or does both."""
    rows = []
    for factor in order:
        ways = list(rated[rated["factor"] == factor]["rating"])
        helps, hinders = (sum(way.startswith(sign) for way in ways) for sign in "+-")
        rows.append(
            (Cell(asked.dataset.factors[factor].name, kind="head"),
             *(Cell(str(number)) for number in (helps, hinders, ways.count("mixed"))))
        )  # fmt: skip
    heads = (Column("", 2.2), *(Column(f"{words}, places", 1.0) for words in ("Helps", "Hinders", "Both")))
    return Table(heads, tuple(rows))


def home(asked: Asked) -> Frame | None:
    """Return what our place could examine; None where no place is ours, or nothing is to be learned."""
    dataset, ours = asked.dataset, asked.view.text("home")
    if ours is None:
        return None
    found = _lessons(asked, ours)
    lines = lesson_sentences(dataset, found)
    if not lines:
        return None
    names = [asked.lever(lesson.lever) for lesson in found.levers]
    names += [term_name(dataset, dataset.factors[one.factor].name) for one in (*found.facilitators, *found.barriers)]
    where = capital(place_name(dataset.jurisdictions[ours]))
    title = f"{where} could examine {few(list(dict.fromkeys(names)), 3)}."
    return Frame("home", f"What {where} could examine", title, lines=lines,
                 spoken=spoken([title, *(line.text for line in lines)]))  # fmt: skip


def _lessons(asked: Asked, ours: str) -> Lessons:
    dataset = asked.dataset
    drawn = scope(dataset, asked.view.selection, ours)
    cells = store.policy(dataset, asked.view.facts, tuple(p for p in drawn.places if p != literature(dataset)))
    return lessons(dataset, drawn, cells, store.matrix(dataset, drawn, "places"), ours)


def kept(asked: Asked) -> Frame | None:
    """Return the entries of the basket as sentences, in the order in which they were chosen; None without one."""
    dataset, basket = asked.dataset, asked.view.words("basket")
    known = {entry.id: entry for entry in entries(dataset)} if basket else {}
    chosen = [known[name] for name in basket if name in known]
    if not chosen:
        return None
    lines = []
    for entry in chosen:
        if entry.kind == "facts":
            lines.append(fact_sentence(dataset, entry.id))
        elif entry.kind == "influences":
            lines.append(influence_sentence(dataset, (entry.id,)))
        else:
            where = few([place_name(dataset.jurisdictions[place]) for place in entry.places], MOST_BESIDE)
            told = f"{capital(where)}: {entry.statement.rstrip('.')}."
            lines.append(Sentence(told, (entry.id,), (), entry.works, strength_of(dataset, entry.works)))
    title = (
        f"{capital(counted(len(lines), 'statement'))} {'was' if len(lines) == 1 else 'were'} kept for this briefing."
    )
    return Frame("kept", "What was kept", title, lines=tuple(lines),
                 spoken=spoken([title, *(line.text for line in lines)]))  # fmt: skip


def trends(asked: Asked) -> Frame | None:
    """Return how what is measured changed; None where no measure is told for several years."""
    dataset = asked.dataset
    found = store.measures(dataset, asked.view.facts, asked.places)
    lines = []
    for each in found:
        facts = [dataset.facts[name] for name in each.facts]
        called = trend_title(dataset, each)
        where, lever = called["title"].replace(" · ", " and "), called["words"][:1].lower() + called["words"][1:]
        works = tuple(dict.fromkeys(key for _, fact in facts for key in fact.works))
        told = finding(dataset, each).replace(NOTED, "")
        strength: Strength = "mixed" if each.disputes else strength_of(dataset, works)
        lines.append(Sentence(f"{where}, {lever}: {told[:1].lower()}{told[1:]}", (), each.facts, works, strength))
    if not lines:
        return None
    title = f"{counted(len(lines), 'measure')} {'is' if len(lines) == 1 else 'are'} told for several years."
    return Frame("trends", "Change over time", title, lines=tuple(lines),
                 spoken=spoken([title, *(line.text for line in lines)]))  # fmt: skip


def influences(asked: Asked) -> Frame | None:
    """Return the stated influences on what helps and hinders in these places, those with most works first."""
    dataset = asked.dataset
    told = set(rated_cells(asked)["factor"])
    pairs = store.influences(dataset, asked.view.selection)
    stated = store.stated(dataset, asked.view.selection)
    shown = [link for link in links(pairs) if told.intersection(link[:2])] if not pairs.empty else []
    lines = sorted((influence_sentence(dataset, stated[link]) for link in shown), key=lambda each: -len(each.works))
    if not lines:
        return None
    title = f"{counted(len(lines), 'stated influence')} touch what helps or hinders in {asked.where}."
    return Frame("influences", "How factors act on one another", title, lines=tuple(lines),
                 spoken=spoken([title, *(line.text for line in lines)]))  # fmt: skip
