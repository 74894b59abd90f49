"""A page of text and boxes, each placed in pixels: what figures are laid out on."""

from dataclasses import dataclass, field
from typing import Final, Literal

from components.drawing.looks import PALETTES
from components.drawing.printable import link_target, printable
from components.files.fonts import text_width, wrapped

INK: Final = PALETTES["light"].text
QUIET: Final = PALETTES["light"].quiet
LEADING: Final = 1.36
"""The height of a line, as a share of its type's size."""

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Type:
    """How text is set: size in pixels, weight (400, 600 or 700), colour."""

    size: float
    weight: int = 400
    colour: str = INK


@dataclass(frozen=True)
class Line:
    """One line of text; ``x`` is where its anchor is, ``y`` its base line. ``link`` is where it leads, or empty."""

    text: str
    x: float
    y: float
    type: Type
    anchor: Anchor = "start"
    link: str = ""

    @property
    def area(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the line."""
        wide = text_width(self.text, self.type.size, self.type.weight)
        left = self.x - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        return left, self.y - self.type.size, left + wide, self.y + self.type.size * 0.3


@dataclass(frozen=True)
class Box:
    """A rectangle; without a fill or stroke where that is empty, dashed where ``dash`` says how."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    dash: str = ""
    radius: float = 0.0

    @property
    def is_rule(self) -> bool:
        """Whether it is filled from edge to edge, and nothing else."""
        return bool(self.fill) and not (self.stroke or self.radius)


@dataclass
class Canvas:
    """What has been placed so far, in the order in which it is drawn: boxes below, text above."""

    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def paragraph(
        self,
        text: str,
        at: tuple[float, float],
        width: float,
        kind: Type,
        *,
        anchor: Anchor = "start",
        link: str = "",
        most: int | None = None,
    ) -> float:
        """Place a text, wrapped, with its top at `at`; return the height that it takes, none where it is empty."""
        x, top = at
        target, step = link_target(link), kind.size * LEADING
        placed = wrapped(printable(text), width, kind.size, kind.weight, most)
        for number, line in enumerate(placed):
            base = top + number * step + kind.size * 1.05
            self.lines.append(Line(line, x, base, kind, anchor, target))
        return len(placed) * step


def height_of(text: str, width: float, kind: Type, most: int | None = None) -> float:
    """Return the height that :meth:`Canvas.paragraph` would take for a text."""
    return len(wrapped(printable(text), width, kind.size, kind.weight, most)) * kind.size * LEADING
