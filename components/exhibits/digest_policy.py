"""The frames of a digest that are about policy: what is in place, what compares, what is disputed, what isn't known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from components.drawing import looks
from components.drawing.words import stated_status, status_term_words
from components.exhibits.digest import Frame, Works
from components.exhibits.digest_words import few, head_of, spoken
from components.exhibits.exhibit import Cell, Column, Table
from components.view.view import View
from data.model.dataset import Dataset
from data.questions import cells as policy
from data.questions.cells import only_cited, over_words
from data.questions.counting import counted, spelled
from data.questions.policy import differences, numeric_levers, overview_levers, reported_by
from data.questions.sentences import (
    Sentence,
    cell_sentence,
    comparability_sentence,
    difference_sentences,
    disagreement_sentences,
    fact_sentence,
    lever_sentence,
    numeric_sentences,
    unknown_sentences,
)
from data.questions.staleness import cut_off_words, summary
from data.questions.wording import place_name, term_name, when

LONGEST_TITLE: Final = 190
"""Letters of a title of four lines."""
MOST_BESIDE: Final = 5
"""Places that stand beside one another; of more it is told how they differ, and how many have what."""
GAP: Final = "The sources do not say"
_NAMED: Final = 3


@dataclass(frozen=True)
class Asked:
    """What a digest is asked for: the view, its places, the cells of their policy table."""

    view: View
    places: tuple[str, ...]
    cells: Mapping[tuple[str, str], policy.Cell]

    @property
    def dataset(self) -> Dataset:
        """The dataset of the view."""
        return self.view.dataset

    @property
    def where(self) -> str:
        """The places in running text, of many the first ones and how many there are besides."""
        return few([place_name(self.dataset.jurisdictions[place]) for place in self.places], MOST_BESIDE)

    def lever(self, name: str) -> str:
        """Return a lever's name in running text."""
        return term_name(self.dataset, self.dataset.levers[name].name)


def in_place(asked: Asked) -> Frame | None:
    """Return what is in place: levers by places, the overview's levers first; None where nothing is stated."""
    dataset, cells = asked.dataset, asked.cells
    levers = stated_levers(asked)
    if not levers:
        return None
    many = len(asked.places) > MOST_BESIDE
    table, works = _differing(asked) if many else _beside(asked, levers)
    told = [cell_sentence(dataset, cells[lever, place]) for lever in levers for place in asked.places
            if cells[lever, place].shown is not None]  # fmt: skip
    silent = unknown_sentences(dataset, cells)
    everywhere = silent[:1] if silent and not many and _silent_everywhere(asked) else ()
    title = _difference_title(asked, levers)
    apart = difference_sentences(dataset, cells)
    return Frame(
        name="in_place",
        heading="What is in place" if not many or not table.rows else "Where the places differ",
        title=title,
        lines=() if table.rows else tuple(told),
        table=table if table.rows else None,
        cells=works,
        said=() if many else tuple(lever_sentence(dataset, cells, lever) for lever in levers),
        asides=everywhere,
        spoken=spoken([title, *(each.text for each in (*apart, *everywhere, *told))]),
    )


def stated_levers(asked: Asked) -> tuple[str, ...]:
    """Return the levers of which something is stated: the overview's, then those that most places state."""
    dataset, cells = asked.dataset, asked.cells
    opening = overview_levers(dataset, cells)
    held = [lever for lever in dataset.levers if any(cells[lever, place].shown for place in asked.places)]
    order = list(dataset.levers)
    return tuple(
        sorted(
            held,
            key=lambda lever: (
                lever not in opening,
                opening.index(lever) if lever in opening else -reported_by(cells, lever),
                order.index(lever),
            ),
        )
    )


def _silent_everywhere(asked: Asked) -> bool:
    return any(
        all(asked.cells[lever, place].state == "not_reported" for place in asked.places)
        for lever in asked.dataset.levers
    )


def _difference_title(asked: Asked, levers: tuple[str, ...]) -> str:
    """Return on how many levers places differ; of one place, on how many the sources say something."""
    apart = [difference.lever for difference in differences(asked.dataset, asked.cells)]
    where = asked.where[:1].upper() + asked.where[1:]
    if len(asked.places) == 1:
        return f"On {where} the sources say something on {len(levers)} of {len(asked.dataset.levers)} points."
    if not apart:
        return f"{where} state nothing that excludes each other; the sources do not tell of all."
    names = few([asked.lever(lever) for lever in apart], _NAMED)
    return f"{where} differ on {names}."


def _beside(asked: Asked, levers: tuple[str, ...]) -> tuple[Table, Works]:
    """Return levers by places, and the works behind each cell."""
    dataset = asked.dataset
    heads = (Column("", 1.0), *(Column(dataset.jurisdictions[place].name, 2.0) for place in asked.places))
    rows, works = [], []
    for lever in levers:
        told = [asked.cells[lever, place] for place in asked.places]
        rows.append((Cell(dataset.levers[lever].name, kind="head"), *(place_cell(dataset, cell) for cell in told)))
        works.append(((), *(_cell_works(dataset, cell) for cell in told)))
    return Table(heads, tuple(rows)), tuple(works)


def _cell_works(dataset: Dataset, cell: policy.Cell) -> tuple[str, ...]:
    if cell.shown is None:
        return ()
    fact = dataset.facts[cell.shown][1]
    return fact.works or (dataset.source.key,)


def place_cell(dataset: Dataset, cell: policy.Cell) -> Cell:
    """Return what a place has of a lever as words: no sign has to be explained, and a gap says what it is."""
    if cell.shown is None:
        words = {
            "not_applicable": "Not applicable",
            "filtered": "Taken out by your filter",
        }.get(cell.state, GAP)
        return Cell(words, kind="gap")
    fact = dataset.facts[cell.shown][1]
    text = fact.value
    if cell.state == "explicitly_none" and not text.casefold().startswith("no"):
        text = f"No: {text}"
    if fact.as_of and fact.as_of[:4] not in text:
        text = f"{text} ({when(fact.as_of).removeprefix('in ')})"
    over = over_words(dataset, cell, cell.shown)
    marks = [
        f"not in force, {over}"
        if over
        else status_term_words(dataset, said)
        if (said := stated_status(fact)) != "none"
        else "",
        looks.SCOPE_LONG[fact.scope].split(":")[0] if fact.scope in ("part", "programme") else "",
        "only the citation was checked" if only_cited(dataset, fact.works) else "",
        "sources disagree" if any(dataset.facts[name][1].conflict for name in cell.facts) else "",
    ]
    return Cell(text, ", ".join(mark for mark in marks if mark), "none" if cell.state == "explicitly_none" else "value")


def _differing(asked: Asked) -> tuple[Table, Works]:
    """Return who states what on the levers on which many places differ."""
    dataset = asked.dataset
    rows, works = [], []
    for each in sorted(differences(dataset, asked.cells), key=lambda one: len(one.gaps)):
        parts = [
            f"{_group(key)}: {few([dataset.jurisdictions[place].name for place in places], _NAMED)}"
            for key, places in each.groups.items()
        ]
        parts += [f"the sources do not say of {len(each.gaps)}"] if each.gaps else []
        told = [asked.cells[each.lever, place] for places in each.groups.values() for place in places]
        rows.append((Cell(dataset.levers[each.lever].name, kind="head"), Cell("; ".join(parts))))
        works.append(((), tuple(dict.fromkeys(key for cell in told for key in _cell_works(dataset, cell)))[:_NAMED]))
    return Table((Column("", 1.0), Column("Who states what", 4.0)), tuple(rows)), tuple(works)


def _group(key: str) -> str:
    return " and ".join(looks.STATE_WORDS.get(one, one.replace("_", " ")) for one in key.split(";"))


def coverage(asked: Asked) -> Frame | None:
    """Return of many places how many have what of each lever; None of few places, whose table says it."""
    if len(asked.places) <= MOST_BESIDE:
        return None
    counts = {
        lever: [asked.cells[lever, place].state for place in asked.places] for lever in asked.dataset.levers
    }  # fmt: skip
    held = sorted(counts, key=lambda lever: -counts[lever].count("reported"))
    rows = [
        (
            Cell(asked.dataset.levers[lever].name, kind="head"),
            *(Cell(str(counts[lever].count(state))) for state in ("reported", "explicitly_none", "not_reported")),
        )
        for lever in held
    ]
    if not rows:
        return None
    most, number = held[0], len(asked.places)
    title = f"{counts[most].count('reported')} of {number} places have something on {asked.lever(most)}, the most."
    heads = (
        Column("", 1.6), Column("Something is reported", 1.0), Column("Explicitly none", 1.0), Column(GAP, 1.0),
    )  # fmt: skip
    told = (
        f"On {asked.lever(lever)} something is reported of {counts[lever].count('reported')} of {number} places, "
        f"and the sources do not say of {counts[lever].count('not_reported')}."
        for lever in held
    )
    return Frame("coverage", "How many places have what", title, table=Table(heads, tuple(rows)),
                 spoken=spoken([title, *told]))  # fmt: skip


def compared(asked: Asked) -> Frame | None:
    """Return whether the numbers of the chosen lever can be compared, and the numbers; None where there are none."""
    dataset, cells = asked.dataset, asked.cells
    levers = numeric_levers(dataset, cells)
    if not levers:
        return None
    chosen = asked.view.text("numbers")
    lever = chosen if chosen in levers else next(
        (name for name in levers if comparability_sentence(dataset, cells, name) is not None), levers[0]
    )  # fmt: skip
    verdict = comparability_sentence(dataset, cells, lever)
    facts = [
        fact_sentence(dataset, name, among=cell)
        for (at, _), cell in cells.items()
        if at == lever
        for name in cell.present[:1]
        if dataset.facts[name][1].number is not None
    ]
    others = [one for one in numeric_sentences(dataset, cells) if verdict is None or one.text != verdict.text]
    alone = f"On {asked.lever(lever)} only one place gives a number, so that there is nothing to compare."
    title = head_of(verdict.text) if verdict is not None else alone
    first = (verdict,) if verdict is not None and title != verdict.text else ()
    lines = (*first, *facts, *others)
    return Frame("numbers", "Do the numbers compare?", title, lines=lines,
                 spoken=spoken([title, *(line.text for line in lines)]))  # fmt: skip


def disputed(asked: Asked) -> Frame | None:
    """Return where sources disagree; None where they don't."""
    lines = disagreement_sentences(asked.dataset, asked.places)
    if not lines:
        return None
    title = f"On {spelled(len(lines), 'point')} the sources disagree."
    return Frame("disagreements", "Where sources disagree", title, lines=lines,
                 spoken=spoken([title, *(line.text for line in lines)]))  # fmt: skip


def unknown(asked: Asked) -> Frame:
    """Return what isn't known: the silences, and how far the sources reach."""
    dataset, cells = asked.dataset, asked.cells
    silent = unknown_sentences(dataset, cells)
    gaps = sum(cell.state == "not_reported" for cell in cells.values())
    shown = [cell.shown for cell in cells.values() if cell.shown]
    title = (
        f"The sources do not say anything on {gaps} of {len(cells)} points asked of {asked.where}."
        if gaps
        else "The sources say something on every point asked."
    )
    lines = (*silent, *_limits(dataset, shown))
    return Frame("unknown", "What we do not know", title, lines=lines,
                 spoken=spoken([title, *(line.text for line in lines), _NOTHING]))  # fmt: skip


_NOTHING: Final = "A silence of the sources is a gap in what is known; it does not mean that there is nothing in place."


def _limits(dataset: Dataset, shown: list[str]) -> Iterator[Sentence]:
    """Yield how old and how well checked what is shown is, and when the primary source ends."""
    if shown:
        yield Sentence(summary(dataset, shown).removesuffix(cut_off_words(dataset)).strip(), strength="several")
    keys = dict.fromkeys(key for name in shown for key in dataset.facts[name][1].works)
    unseen = sum(dataset.works[key].verified == "no" for key in keys)
    if unseen:
        told = f"Only the citation was checked of {unseen} of the {counted(len(keys), 'work')} behind it."
        yield Sentence(told, strength="unverified")
    if words := cut_off_words(dataset):
        yield Sentence(words, strength="several")
