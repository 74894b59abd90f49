"""The short form of a briefing, as data: what the slides, the Word memo and the PDF memo say alike.

A digest is a question, its answer in a sentence, messages, key points, and frames.
A frame has a fixed heading, and a title that states what it shows. The sentences
are those of :mod:`data.questions.sentences`; a writer changes none of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from components.exhibits.exhibit import Sign, Table
from data.questions.sentences import Sentence

FrameId = Literal[
    "kept", "in_place", "coverage", "numbers", "disagreements", "trends", "factors", "influences", "home", "unknown"
]
NUMBER: Final = "1"
"""What stands in a legend for any number."""
Works = tuple[tuple[tuple[str, ...], ...], ...]
"""The keys of the works behind each cell of a table, row by row."""
Annex = Literal["short", "with", "apart"]
"""What goes with the short form: nothing, the exhibits behind it as an annex, or the annex as a second file."""


@dataclass(frozen=True)
class Frame:
    """One slide, and one part of the memo.

    Attributes
    ----------
    name : FrameId
    heading : str
        What it is about, the same in each briefing: "What is in place".
    title : str
        What it shows, as a sentence.
    lines : tuple of Sentence
        Those that matter most first: where room is short the last ones go.
    table : Table or None
        Rows that matter most first.
    cells : Works
    said : tuple of Sentence
        What each row of the table says.
    legend : tuple of Sign
        Of the signs that the table has, and of no others.
    asides : tuple of Sentence
        What the table or the lines leave out, in a sentence.
    elsewhere : int
        Rows or sentences that only the annex has.
    spoken : str
        What one says aloud when one shows it, 80 to 120 words where there is as much to say.
    """

    name: FrameId
    heading: str
    title: str
    lines: tuple[Sentence, ...] = ()
    table: Table | None = None
    cells: Works = ()
    said: tuple[Sentence, ...] = ()
    legend: tuple[Sign, ...] = ()
    asides: tuple[Sentence, ...] = ()
    elsewhere: int = 0
    spoken: str = ""

    @property
    def works(self) -> tuple[str, ...]:
        """The works behind it, each once."""
        cells = (works for row in self.cells for works in row)
        return each_once((*(line.works for line in (*self.lines, *self.asides)), *cells))


@dataclass(frozen=True)
class Digest:
    """A briefing in short.

    Attributes
    ----------
    title : str
        The subject.
    places : tuple of str
        The names of the places that it is about.
    question : str
    headline : Sentence
        The answer, or what a title of it has room for.
    answer : Sentence
        One sentence.
    messages, points : tuple of Sentence
        Three for a slide; five for a memo.
    frames : tuple of Frame
        In their order.
    filters : tuple of str
        What it is narrowed to beside its places, in words.
    spoken : str
        What one says aloud with the answer.
    """

    title: str
    places: tuple[str, ...]
    question: str
    headline: Sentence
    answer: Sentence
    messages: tuple[Sentence, ...]
    points: tuple[Sentence, ...]
    frames: tuple[Frame, ...]
    filters: tuple[str, ...] = ()
    spoken: str = ""

    def frame(self, name: FrameId) -> Frame | None:
        """Return a frame by its name; None where there is nothing to say."""
        return next((frame for frame in self.frames if frame.name == name), None)

    @property
    def works(self) -> tuple[str, ...]:
        """The works behind all that it says, each once, in the order of mention."""
        said = (self.headline, self.answer, *self.messages, *self.points)
        return each_once((*(line.works for line in said), *(frame.works for frame in self.frames)))


def repeats(frame: Frame) -> bool:
    """Whether a frame's first sentence begins with its title, and goes on from there."""
    return bool(frame.lines) and frame.lines[0].text.startswith(frame.title.rstrip("."))


def each_once(works: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return the keys of several groups of works, each once, in order."""
    return tuple(dict.fromkeys(key for group in works for key in group))
