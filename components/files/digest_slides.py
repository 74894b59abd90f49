"""The short form of a briefing on slides: about eight, each of which states what it shows and can be read from afar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.slide import Slide
from pptx.util import Pt

from components.drawing.printable import one_line, printable
from components.exhibits.brief import Brief
from components.exhibits.digest import NUMBER, Digest, Frame, each_once, repeats
from components.exhibits.digest_words import STATUS, day_words, few, more
from components.exhibits.exhibit_words import RULE
from components.files.digest_tables import MOST_BESIDE, Shown, slide_tables
from components.files.slide_pages import add_slide
from components.files.slide_table import put_table
from components.files.slide_text import Paragraph, Run, bulleted, colour, fill, height, legend, put
from components.files.slide_theme import Box, Stage
from components.files.table_layout import Setting
from components.files.type_metrics import LEADING, shortened, wrapped
from components.references.references import Reference
from data.questions.counting import capital
from data.questions.sentences import Sentence

TITLE: Final = 28
BODY: Final = 18
SOURCES: Final = 10
KEY: Final = 12
"""Sizes of type in points, on a slide of 960."""
LARGER: Final = (24, 22, 20)
"""Sizes of few sentences, the largest that has room."""
SETTING: Final = Setting(size=BODY, small=BODY, head=BODY, beside=5, above=3.5)
MOST_TITLE_LINES: Final = 4
MOST_LINES: Final = 5
"""Sentences of a slide: more are not listened to."""
DECISION: Final = "Decision:"
_DOWN: Final = 8
"""Points by which a title stands lower than on the slides of the annex."""
_BULLET: Final = 20
"""Points by which a sentence is set in behind its bullet."""
_DECISION: Final = 74
"""The height in points of the blank for the decision."""


@dataclass(frozen=True)
class _Deck:
    """A deck that is being written: where, of what, and the references that its notes name."""

    stage: Stage
    brief: Brief
    printed: Mapping[str, Reference]
    shown: dict[str, None] = field(default_factory=dict)
    """The works behind what the slides show, in the order of mention; each slide adds its own."""

    def sources(self, works: Sequence[str]) -> list[str]:
        return [self.printed[key].text for key in works if key in self.printed]


def add_digest(stage: Stage, brief: Brief, digest: Digest, references: Sequence[Reference]) -> None:
    """Add the short form of a briefing: cover, answer, and frames, the last with a blank for the decision."""
    deck = _Deck(stage, brief, {reference.key: reference for reference in references})
    cover = _add_cover(deck, digest)
    short = f"{few(digest.places, 3)} in short"
    first = () if digest.headline.text == digest.answer.text else (digest.answer,)
    slide, body, lines = _slide(deck, digest.headline.text, short, (*first, *digest.messages))
    shown = _put_lines(deck, slide, body, lines, 0)
    _finish(deck, slide, digest.spoken, each_once(line.works for line in (digest.headline, *shown)))
    for frame in digest.frames:
        _add_frame(deck, frame)
    _note_cover(deck, digest, cover)


def _add_cover(deck: _Deck, digest: Digest) -> Slide:
    stage, brief, come = deck.stage, deck.brief, deck.brief.provenance
    slide = add_slide(stage, stage.cover, digest.title, [])
    under = next((s for s in slide.placeholders if s.placeholder_format.type == PP_PLACEHOLDER.SUBTITLE), None)
    office = " · ".join(filter(None, (one_line(brief.author), day_words(come.made), STATUS)))
    if under is not None:
        narrowed = one_line(f"Filters: {'; '.join(digest.filters)}") if digest.filters else ""
        lines = [shortened(narrowed, stage.body.width * 0.9, BODY * stage.scale * stage.room, 1), office]
        told = [few(digest.places, 5), *filter(None, lines)]
        fill(under.text_frame, [(Run(line),) for line in told], BODY * stage.scale)
    size = SOURCES * stage.scale
    words = f"Source: {come.source.rstrip('.')}. Dataset: {come.dataset}, version {come.version}."
    source: list[Paragraph] = [(Run(shortened(one_line(words), stage.body.width, size * stage.room, 3)),)]
    tall = height(source, stage.body.width, size * stage.room)
    put(slide, Box(stage.body.left, stage.body.bottom - tall, stage.body.width, tall), source, size, "Source")
    return slide


def _note_cover(deck: _Deck, digest: Digest, cover: Slide) -> None:
    """Put into the notes of the cover what the deck is about, and the sources of all that its slides show."""
    brief, come = deck.brief, deck.brief.provenance
    sources = deck.sources(tuple(deck.shown))
    notes = [
        digest.question,
        *(["Narrowed to: " + "; ".join(digest.filters) + "."] if digest.filters else []),
        *([printable(brief.note)] if brief.note else []),
        f"Dataset: {come.dataset}, version {come.version}.",
        *([f"How to cite it: {come.cite}"] if come.cite else []),
        *([f"Licence: {come.licence}"] if come.licence else []),
        *([f"View: {come.link}"] if come.has_host else []),
        *(["All sources of these slides:", *sources] if sources else []),
    ]
    _write_notes(cover, notes)


def _slide(deck: _Deck, title: str, instead: str, lines: Sequence[Sentence]) -> tuple[Slide, Box, tuple[Sentence, ...]]:
    """Add a slide with its title; where that is too long, `instead` is its title, and it the first sentence."""
    stage, size, width = deck.stage, TITLE * deck.stage.scale, deck.stage.title.width - 15 * deck.stage.scale
    words = one_line(title)
    told = tuple(lines)
    if len(wrapped(words, width, size * stage.room, True)) > MOST_TITLE_LINES:
        words, told = one_line(instead), (Sentence(title), *told)
    slide = add_slide(stage, stage.plain, words, [])
    tall = _title_height(deck, words)
    shape = slide.shapes.title
    if shape is not None:
        shape.text_frame.text = shortened(words, width / 1.06, size * stage.room, MOST_TITLE_LINES)
        shape.top, shape.height = Pt(stage.title.top + _DOWN * stage.scale), Pt(tall)
        for run in shape.text_frame.paragraphs[0].runs:
            run.font.size = Pt(round(size, 1))
    return slide, _room(deck, tall), told


def _title_height(deck: _Deck, words: str) -> float:
    stage, size = deck.stage, TITLE * deck.stage.scale * deck.stage.room
    lines = len(wrapped(words, stage.title.width - 15 * stage.scale, size, True))
    return max(stage.title.height, min(lines, MOST_TITLE_LINES) * size * LEADING)


def _room(deck: _Deck, title: float) -> Box:
    """Return the room of a slide beneath a title of some height."""
    stage = deck.stage
    top = stage.title.top + title + (_DOWN + 10) * stage.scale
    foot = stage.foot - SOURCES * stage.scale * stage.room * LEADING
    return Box(stage.body.left, top, stage.body.width, min(foot, stage.body.bottom) - 8 * stage.scale - top)


def _finish(deck: _Deck, slide: Slide, said: str, works: Sequence[str]) -> None:
    """Put office, day and the sources of what is shown at a slide's foot, and what to say into its notes."""
    stage = deck.stage
    size, width = SOURCES * stage.scale, stage.body.width - 60 * stage.scale
    names = [one_line(deck.brief.cited[key].name) for key in works if key in deck.brief.cited]
    head = " · ".join(filter(None, (one_line(deck.brief.author), day_words(deck.brief.provenance.made))))
    told = shortened(head, width, size * stage.room, 1)
    for most in range(len(names), 0, -1):
        others = f"; {len(names) - most} more in the notes" if most < len(names) else ""
        line = f"{head} · {'Source' if len(names) == 1 else 'Sources'}: {'; '.join(names[:most])}{others}"
        if len(wrapped(line, width, size * stage.room)) == 1:
            told = line
            break
    tall = size * stage.room * LEADING
    put(slide, Box(stage.body.left, stage.foot - tall, width, tall), [(Run(told),)], size, "Foot")
    sources = deck.sources(works)
    deck.shown.update(dict.fromkeys(works))
    _write_notes(slide, [*([said] if said else []), *(["Sources:", *sources] if sources else [])])


def _write_notes(slide: Slide, notes: Sequence[str]) -> None:
    frame = slide.notes_slide.notes_text_frame
    if frame is not None:
        frame.text = printable("\n\n".join(notes))


def _add_frame(deck: _Deck, frame: Frame) -> None:
    last = frame.name == "unknown"
    slide, body, lines = _slide(deck, frame.title, frame.heading, _lines(frame))
    if last:
        body = _put_decision(deck.stage, slide, body)
    if frame.table is None:
        shown = _put_lines(deck, slide, body, (*lines, *frame.asides), frame.elsewhere)
        _finish(deck, slide, frame.spoken, each_once(line.works for line in shown))
        return
    # Each slide of the table has its own title: the highest of them says how much room there is on each.
    highest = max(_title_height(deck, one_line(title)) for title in (frame.title, *(one.text for one in frame.said)))
    several = len(frame.table.columns) > MOST_BESIDE + 1
    for number, page in enumerate(_tables(deck, frame, _room(deck, highest) if several else body)):
        if number:
            slide, body, _ = _slide(deck, frame.said[page.first].text, f"{frame.heading}, continued", ())
        _put_table(deck, slide, body, frame, page)
        _finish(deck, slide, frame.spoken, page.works)


def _lines(frame: Frame) -> tuple[Sentence, ...]:
    """Return a frame's sentences; of one that begins with the title what stands after that."""
    if not repeats(frame):
        return frame.lines
    rest = frame.lines[0].text[len(frame.title.rstrip(".")) :].lstrip(" ,:")
    return ((replace(frame.lines[0], text=capital(rest)),) if rest else ()) + frame.lines[1:]


def _put_decision(stage: Stage, slide: Slide, body: Box) -> Box:
    """Put a blank for the decision at the foot of a slide, and return the room above it."""
    tall = _DECISION * stage.scale
    box = Box(body.left, body.bottom - tall, body.width, tall)
    shape = put(slide, box, [(Run(DECISION, bold=True),)], BODY * stage.scale, "Decision")
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(8 * stage.scale)
    shape.line.width = Pt(1)
    shape.line.color.rgb = colour(RULE)
    return Box(body.left, body.top, body.width, body.height - tall - 10 * stage.scale)


def _put_lines(deck: _Deck, slide: Slide, body: Box, lines: Sequence[Sentence], elsewhere: int) -> tuple[Sentence, ...]:
    """Put as many sentences on a slide as it has room for, say how many there are besides, and return those put."""
    stage = deck.stage
    width = body.width - _BULLET * stage.scale

    def told(number: int) -> list[Paragraph]:
        left = elsewhere + len(lines) - number
        said: list[Paragraph] = [(Run(one_line(line.text)),) for line in lines[:number]]
        return [*said, *([(Run(more(left, annexed=deck.brief.annexed)),)] if left else [])]

    def fits(number: int, size: float) -> bool:
        return height(told(number), width, size * stage.scale * stage.room) <= body.height

    size = next((size for size in LARGER if fits(min(len(lines), MOST_LINES), size)), BODY)
    number = min(len(lines), MOST_LINES)
    while number > 1 and not fits(number, size):
        number -= 1
    shape = put(slide, body, told(number), size * stage.scale, "Sentences")
    bulleted(shape.text_frame, _BULLET * stage.scale, but_last=len(told(number)) > number)
    return tuple(lines[:number])


def _settings(stage: Stage) -> tuple[Setting, Setting]:
    setting = SETTING.scaled(stage.scale)
    return setting, setting.scaled(stage.room)


def _tables(deck: _Deck, frame: Frame, body: Box) -> tuple[Shown, ...]:
    _, measured = _settings(deck.stage)
    return slide_tables(frame, body.width, body.height - _beneath(deck, frame, body), measured)


def _beneath(deck: _Deck, frame: Frame, body: Box) -> float:
    """Return the height of what stands beneath a table: its legend, and how many rows there are besides."""
    size = deck.stage.scale * deck.stage.room
    signs = height([legend(frame.legend)], body.width, KEY * size) + KEY * size if frame.legend else 0.0
    return signs + BODY * size * (LEADING + 0.4)


def _put_table(deck: _Deck, slide: Slide, body: Box, frame: Frame, page: Shown) -> None:
    stage = deck.stage
    told = f"{frame.title} {len(page.rows)} rows by {len(page.table.columns)} columns."
    put_table(slide, body, page.table, page.part, page.rows, _settings(stage), told)
    left = page.left + frame.elsewhere
    low = BODY * stage.scale * stage.room * LEADING
    if left:
        box = Box(body.left, body.bottom - low, body.width, low)
        put(slide, box, [(Run(more(left, annexed=deck.brief.annexed)),)], BODY * stage.scale, "What is left out")
    held = " ".join(cell.text for row in page.rows for cell in row.cells)
    signs = tuple(sign for sign in frame.legend if sign.sign in held.split() or sign.sign == NUMBER)
    if signs:
        size = KEY * stage.scale
        tall = height([legend(signs)], body.width, size * stage.room)
        box = Box(body.left, body.bottom - low - size - tall, body.width, tall)
        put(slide, box, [legend(signs)], size, "What the signs mean")
