"""The memo of a briefing as blocks on three pages, which Word and PDF set alike; sources are numbered here, once.

Page 1 is the answer, page 2 one table and whether its numbers compare, page 3
what helps and hinders, what is disputed, what isn't known, and the sources.
What has no room goes, the last sentences first, and is counted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from components.drawing.printable import one_line, printable
from components.exhibits.brief import Brief
from components.exhibits.digest import Digest, Frame, FrameId, repeats
from components.exhibits.digest_words import STATUS, SURE, day_words, few, more
from components.exhibits.exhibit import Table
from components.files.digest_tables import Shown, fitted
from components.files.table_layout import Setting
from components.files.type_metrics import height
from components.references.references import Reference, references
from data.questions.sentences import Sentence

WIDTH, HEIGHT = 481.0, 732.0
"""The room of a page of A4 in points, with some to spare."""
SETTING: Final = Setting(size=9, small=8, head=9, beside=4, above=3)
TEXT, SOURCE, BOX = 10.5, 8.0, 10.0
"""Sizes of type in points."""
_AFTER: Final = {"heading": 13.0, "text": 3.0, "point": 3.0, "source": 1.5, "quiet": 3.0, "title": 6.0}
_SIZES: Final = {"heading": 12.5, "text": TEXT, "point": TEXT, "source": SOURCE, "quiet": 9.0, "title": 20.0}
Style = Literal["title", "heading", "text", "point", "quiet"]
BLANK: Final = "\u2003"
_ON_PAGE_3: Final[tuple[FrameId, ...]] = (
    "kept", "factors", "disagreements", "trends", "influences", "home", "unknown",
)  # fmt: skip
MOST_POINTS: Final = 5
MOST_NUMBERS: Final = 3
MOST_MARKS, _MARKS = 5, 3
"""Numbers after one sentence, and how many of more there are."""
MOST_SOURCES: Final = 15
"""What rests on more works than these is left to the annex."""
_KEPT_FREE: Final = 3
"""Of them those that the first two pages leave to the last one."""
_AHEAD: Final = MOST_SOURCES - _KEPT_FREE


@dataclass(frozen=True)
class Text:
    """A paragraph: its words, the numbers of its sources, and in small how sure it is; `link` opens on its words."""

    style: Style
    words: str
    marks: tuple[int, ...] = ()
    sure: str = ""
    link: str = ""


@dataclass(frozen=True)
class Fields:
    """The head of a memo: names and what stands after them."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Boxed:
    """Sentences in a frame, under a title; `blank` lines are left to be written on."""

    title: str
    lines: tuple[Text, ...] = ()
    blank: int = 0


@dataclass(frozen=True)
class Grid:
    """A table, as far as the page has room for it, and the numbers of each cell's sources."""

    title: str
    shown: Shown
    marks: tuple[tuple[tuple[int, ...], ...], ...] = ()


@dataclass(frozen=True)
class Source:
    """An entry of the list of sources."""

    number: int
    reference: Reference


Block = Text | Fields | Boxed | Grid | Source


@dataclass
class _Numbers:
    """The numbers of works, in the order of their first mention."""

    known: dict[str, int] = field(default_factory=dict)

    def admits(self, works: Iterable[str], most: int = MOST_SOURCES) -> bool:
        """Whether the list of sources stays short with these works."""
        new = set(works) - set(self.known)
        return not new or len(self.known) + len(new) <= most

    def of(self, works: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of works; of those that have none yet, the next ones."""
        return tuple(sorted({self.known.setdefault(key, len(self.known) + 1) for key in works}))


def memo_pages(brief: Brief, digest: Digest) -> tuple[tuple[Block, ...], ...]:
    """Return the memo of a briefing, page by page."""
    numbers = _Numbers()
    first, second = _first(brief, digest, numbers), _second(brief, digest, numbers)
    return (first, second, _third(brief, digest, numbers))


def _text(line: Sentence, numbers: _Numbers, style: Style = "point", *, sure: bool = False) -> Text:
    told = numbered(line.works)
    others = f"and {len(line.works) - len(told)} more" if len(told) < len(line.works) else ""
    words = ", ".join(filter(None, (others, SURE[line.strength] if sure else "")))
    return Text(style, one_line(line.text), numbers.of(told), words)


def numbered(works: Sequence[str]) -> Sequence[str]:
    """Return the works of a sentence that get a number: of many the first ones, so that the list stays short."""
    return works if len(works) <= MOST_MARKS else works[:_MARKS]


def _admitted(lines: Iterable[Sentence], numbers: _Numbers, most: int, sources: int = MOST_SOURCES) -> list[Sentence]:
    """Return the first sentences whose works the list of sources has room for, and give these their numbers."""
    kept: list[Sentence] = []
    for line in lines:
        if len(kept) < most and numbers.admits(numbered(line.works), sources):
            numbers.of(numbered(line.works))
            kept.append(line)
    return kept


def _first(brief: Brief, digest: Digest, numbers: _Numbers) -> tuple[Block, ...]:
    fields = (
        ("To", BLANK),
        ("From", one_line(brief.author) or BLANK),
        ("Date", day_words(brief.provenance.made)),
        ("Status", STATUS),
        ("Places", few(digest.places, 8)),
        *((("Filters", one_line("; ".join(digest.filters))),) if digest.filters else ()),
    )
    note = [Text("text", line.strip()) for line in printable(brief.note).split("\n") if line.strip()]
    return (
        Text("title", one_line(digest.title)),
        Fields(fields),
        *note,
        Text("heading", "The question"),
        Text("text", one_line(digest.question)),
        Text("heading", "The answer"),
        *(_text(line, numbers, "text") for line in (digest.answer, *digest.messages)[:3]),
        Text("heading", "Key points, and how sure they are"),
        *(_text(line, numbers, sure=True) for line in _admitted(digest.points, numbers, MOST_POINTS, _AHEAD)),
        Boxed("Decision", blank=3),
    )


def _second(brief: Brief, digest: Digest, numbers: _Numbers) -> tuple[Block, ...]:
    blocks: list[Block] = []
    whole, compared = digest.frame("in_place"), digest.frame("numbers")
    boxed = []
    if compared is not None:
        told = compared.lines if repeats(compared) else (Sentence(compared.title), *compared.lines)
        lines = _admitted(told, numbers, MOST_NUMBERS, _AHEAD)
        boxed = [Boxed(compared.heading, tuple(_text(line, numbers, "text") for line in lines))]
    if whole is not None and whole.table is not None:
        asides = [_text(line, numbers, "text") for line in whole.asides]
        taken = _height((Text("heading", whole.heading), Text("text", whole.title), *asides, *boxed)) + 24
        blocks += [Text("heading", whole.heading), Text("text", one_line(whole.title))]
        grid = _grid(whole, whole.table, HEIGHT - taken, numbers)
        left = len(whole.table.rows) - len(grid.shown.rows) + whole.elsewhere
        blocks += [grid, *([Text("quiet", more(left, annexed=brief.annexed))] if left else [])]
        blocks += asides
    return (*blocks, *boxed)


def _grid(frame: Frame, table: Table, room: float, numbers: _Numbers) -> Grid:
    tried = _Numbers(dict(numbers.known))
    kept = [n for n, works in enumerate(frame.cells) if _admitted_row(works, tried)]
    # Where not one row's sources have room in the list, the rows stand without: the annex names them all.
    cells = [frame.cells[n] for n in kept] if kept else [((),) * len(table.columns)] * len(table.rows)
    rows = tuple(table.rows[n] for n in kept) or table.rows
    shown = fitted(replace(table, rows=rows, bands=()), cells, WIDTH, room, SETTING)
    # The page may have no room for some of them: only the works of a row that stands there get numbers.
    numbered = tuple(tuple(numbers.of(works) for works in row) for row in shown.cell_works)
    return Grid(one_line(frame.title), shown, numbered)


def _admitted_row(works: Iterable[tuple[str, ...]], numbers: _Numbers) -> bool:
    keys = {key for cell in works for key in cell}
    if numbers.admits(keys, _AHEAD):
        numbers.of(sorted(keys))
        return True
    return False


def _third(brief: Brief, digest: Digest, numbers: _Numbers) -> tuple[Block, ...]:
    """Return the last page, with as many sentences as leave room for the sources of all that the memo says.

    What stands on the pages before is not said again.
    """
    whole = digest.frame("in_place")
    said = {
        line.text for line in (digest.answer, *digest.messages[:2], *digest.points, *(whole.asides if whole else ()))
    }
    frames = [
        left
        for name in _ON_PAGE_3
        if (frame := digest.frame(name)) is not None
        and (left := replace(frame, lines=tuple(line for line in frame.lines if line.text not in said))).lines
    ]
    counts = {frame.name: len((*frame.lines, *frame.asides)) for frame in frames}
    while True:
        tried = _Numbers(dict(numbers.known))
        blocks = [block for frame in frames for block in _part(brief, frame, counts[frame.name], tried)]
        blocks += _sources(brief, tried)
        longest = max(counts, key=lambda name: counts[name], default=None)
        if longest is None or not counts[longest] or _height(blocks) <= HEIGHT:
            return tuple(blocks)
        counts[longest] -= 1


def _part(brief: Brief, frame: Frame, number: int, numbers: _Numbers) -> Iterable[Block]:
    """Yield a frame's heading and its first sentences; nothing where none has room."""
    lines = (*frame.lines, *frame.asides)
    kept = _admitted(lines, numbers, number)
    if kept:
        yield Text("heading", frame.heading)
        yield from (_text(line, numbers) for line in kept)
        left = len(lines) - len(kept) + frame.elsewhere
        if left:
            yield Text("quiet", more(left, annexed=brief.annexed))


def _sources(brief: Brief, numbers: _Numbers) -> list[Block]:
    printed = {each.key: each for each in references([brief.cited[key] for key in numbers.known])}
    come = brief.provenance
    return [
        *([Text("heading", "Sources")] if printed else []),
        *(Source(number, printed[key]) for key, number in numbers.known.items()),
        Text("quiet", one_line(f"Dataset: {come.dataset}, version {come.version}. {come.licence}").strip()),
        *([Text("quiet", "This view, with the evidence behind each number", link=come.link)] if come.has_host else []),
    ]


def _height(blocks: Sequence[Block]) -> float:
    """Return about how high blocks are, in points."""
    return sum(_block_height(block) for block in blocks)


def _block_height(block: Block) -> float:
    if isinstance(block, Text):
        size = _SIZES[block.style]
        words = f"{block.words} {' '.join(f'[{mark}]' for mark in block.marks)} {block.sure}"
        return (
            height(words, WIDTH - (12 if block.style == "point" else 0), size, bold=block.style in ("title", "heading"))
            + _AFTER[block.style]
        )
    if isinstance(block, Fields):
        return len(block.rows) * 15.0 + 8
    if isinstance(block, Boxed):
        lines = sum(height(line.words, WIDTH - 20, BOX) + 4 for line in block.lines)
        return 34.0 + lines + block.blank * 16
    if isinstance(block, Source):
        return height(block.reference.text, WIDTH - 24, SOURCE) + _AFTER["source"]
    return block.shown.height + 24
