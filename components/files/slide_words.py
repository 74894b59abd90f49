"""What stands around an exhibit on its slides: finding, legend, filters, caveats, source, and the notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pptx.slide import Slide

from components.drawing.printable import one_line
from components.exhibits.brief import Brief
from components.exhibits.exhibit import Exhibit
from components.exhibits.exhibit_words import filter_line, origin_lines, sign_words
from components.files.slide_text import Paragraph, Run, count_lines, height, led, legend, put
from components.files.slide_theme import Box, Stage
from components.files.table_layout import plain_table
from components.files.type_metrics import shortened, wrapped
from components.references.references import Reference

KEY: Final = 10
FOOT: Final = 9
"""Sizes of type in points, on a slide of 960."""
_FINDING_SIZES: Final = ((14, 3), (12, 4))
_LEGEND_LINES, _FILTER_LINES, _CAVEAT_LINES, _ORIGIN_LINES = 3, 2, 3, 2
_ELSEWHERE: Final = "on the last slide of this exhibit, and in the notes."


@dataclass(frozen=True)
class Words:
    """What stands around an exhibit on a slide, and what has no room there and gets a slide of its own."""

    finding: str
    size: float
    key: tuple[Paragraph, ...]
    foot: tuple[Paragraph, ...]
    reading: tuple[Paragraph, ...]


def words_of(stage: Stage, brief: Brief, exhibit: Exhibit) -> Words:
    """Return what stands around an exhibit, cut to its room; what is cut has a slide of its own."""
    width = stage.body.width
    key_size, foot_size = KEY * stage.scale * stage.room, FOOT * stage.scale * stage.room
    reading: list[Paragraph] = []
    told = one_line(exhibit.finding)
    sizes = [(size * stage.scale, lines) for size, lines in _FINDING_SIZES]
    fitting = (held for held in sizes if len(wrapped(told, width, held[0] * stage.room)) <= held[1])
    size, lines = next(fitting, sizes[-1])
    if len(wrapped(told, width, size * stage.room)) > lines:
        reading.append(led("What it shows:", told))
        told = shortened(told, width, size * stage.room, lines)
    filters = filter_line(exhibit)
    key: list[Paragraph] = []
    if exhibit.legend:
        signs = legend(exhibit.legend)
        if count_lines(signs, width, key_size) > _LEGEND_LINES:
            reading += [(Run(sign_words(sign)),) for sign in exhibit.legend]
            signs = (Run(f"What the signs mean: {_ELSEWHERE}"),)
        key.append(signs)
    if len(wrapped(filters, width, key_size)) > _FILTER_LINES:
        reading.append((Run(filters),))
    key.append((Run(shortened(filters, width, key_size, _FILTER_LINES)),))
    if exhibit.caveats:
        caveats = led("Read with care:", " ".join(map(one_line, exhibit.caveats)))
        if count_lines(caveats, width, key_size) > _CAVEAT_LINES:
            reading += [(Run("Read with care", bold=True),), *((Run(f"• {one_line(c)}"),) for c in exhibit.caveats)]
            caveats = led("Read with care:", f"{len(exhibit.caveats)} caveats stand {_ELSEWHERE}")
        key.append(caveats)
    source, dataset = (shortened(line, width, foot_size, _ORIGIN_LINES) for line in origin_lines(brief, exhibit))
    link = led("View:", shortened(one_line(exhibit.link), width - 100 * stage.scale, foot_size, 1), exhibit.link)
    last = (Run(f"{dataset} "), *link)
    together = count_lines(last, width - 60 * stage.scale, foot_size) == 1
    foot = ((Run(source),), last) if together else ((Run(source),), (Run(dataset),), link)
    return Words(told, size, tuple(key), foot, tuple(reading))


def room_of(stage: Stage, words: Words, *, finding: bool) -> Box:
    """Return where the exhibit itself stands: between its finding and its key."""
    scale, body = stage.scale, stage.body
    top = body.top + (
        height([(Run(words.finding),)], body.width, words.size * stage.room) + 8 * scale if finding else 4 * scale
    )
    return Box(body.left, top, body.width, key_box(stage, words).top - 8 * scale - top)


def key_box(stage: Stage, words: Words) -> Box:
    """Return where the legend, filters and caveats stand."""
    foot, tall = foot_box(stage, words), height(words.key, stage.body.width, KEY * stage.scale * stage.room)
    return Box(stage.body.left, foot.top - 5 * stage.scale - tall, stage.body.width, tall)


def foot_box(stage: Stage, words: Words) -> Box:
    """Return where the source stands."""
    tall = height(words.foot, stage.body.width, FOOT * stage.scale * stage.room)
    return Box(stage.body.left, stage.body.bottom - tall, stage.body.width, tall)


def put_finding(stage: Stage, slide: Slide, words: Words) -> None:
    """Put an exhibit's finding above it."""
    told = [(Run(words.finding),)]
    tall = height(told, stage.body.width, words.size * stage.room)
    put(slide, Box(stage.body.left, stage.body.top, stage.body.width, tall), told, words.size, "Finding")


def put_words(stage: Stage, slide: Slide, words: Words) -> None:
    """Put an exhibit's legend, filters, caveats and source beneath it."""
    put(slide, key_box(stage, words), words.key, KEY * stage.scale, "Legend, filters and caveats")
    put(slide, foot_box(stage, words), words.foot, FOOT * stage.scale, "Source")


def notes_of(brief: Brief, exhibit: Exhibit, references: Sequence[Reference]) -> list[str]:
    """Return the speaker's notes of an exhibit: all that it must carry, and the references of what it shows."""
    signs = "; ".join(map(sign_words, exhibit.legend))
    caveats = "\n".join(f"- {one_line(caveat)}" for caveat in exhibit.caveats)
    works = "\n".join(f"- {reference.text}" for reference in references)
    return [
        one_line(exhibit.title),
        one_line(exhibit.finding),
        f"{filter_line(exhibit)}.",
        *([f"What the signs mean: {signs}."] if signs else []),
        *([f"Read with care:\n{caveats}"] if caveats else []),
        *origin_lines(brief, exhibit),
        f"View: {one_line(exhibit.link)}",
        *([f"References of this exhibit:\n{works}"] if works else []),
    ]


def rows_of(exhibit: Exhibit) -> list[str]:
    """Return a table's rows as lines of text, under its bands."""
    table = plain_table(exhibit.table)
    bands = dict(table.bands)
    lines = [" | ".join(column.title for column in table.columns)]
    for number, row in enumerate(table.rows):
        lines += [bands[number]] if number in bands else []
        lines.append(" | ".join(f"{cell.text} ({cell.detail})" if cell.detail else cell.text for cell in row))
    return ["\n".join(lines)]
