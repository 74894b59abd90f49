"""The home of meaning: each sign and colour, and the word that goes with it.

Nothing is told by colour alone: every rating has a sign, every state a shape.
Blue helps, orange hinders: the pair holds for all common colour-vision
deficiencies; both keep 4.5:1 against the text that stands on them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

ThemeName = Literal["light", "dark"]


@dataclass(frozen=True)
class Mark:
    """How a rating is drawn: its sign, its fill and text colour by theme, and its words."""

    sign: str
    words: str
    fill: Mapping[str, str]
    text: Mapping[str, str]


RATINGS: Final[Mapping[str, Mark]] = {
    "+2": Mark("▲▲", "facilitator, two or more works", {"light": "#2166ac", "dark": "#6db1f2"},
               {"light": "#ffffff", "dark": "#0b1520"}),
    "+1": Mark("▲", "facilitator, one work or synthesis", {"light": "#c6dcef", "dark": "#244a70"},
               {"light": "#123a5e", "dark": "#dcecfb"}),
    "mixed": Mark("◆", "mixed: points both ways", {"light": "#dcdce0", "dark": "#4a515b"},
                  {"light": "#33363b", "dark": "#f1f3f5"}),
    "neutral": Mark("○", "neutral: no stated effect", {"light": "#f3f3f4", "dark": "#262d36"},
                    {"light": "#4b5058", "dark": "#c9d0d8"}),
    "-1": Mark("▼", "barrier, one work or synthesis", {"light": "#fbdcbd", "dark": "#6b3d10"},
               {"light": "#6b3200", "dark": "#fde6cf"}),
    "-2": Mark("▼▼", "barrier, two or more works", {"light": "#b35806", "dark": "#f2a24e"},
               {"light": "#ffffff", "dark": "#221100"}),
}  # fmt: skip

NO_RECORD: Final = Mark("–", "no record in this source", {"light": "#ffffff", "dark": "#12181f"},
                        {"light": "#c3c9d0", "dark": "#46525f"})  # fmt: skip

LACK_SIGN: Final = "∅"
LACK_WORDS: Final = "its lack"
"""What stands before a direction that is of the lack of a factor: the lack of a helpful thing hinders."""

DIRECTION_SIGNS: Final = {"facilitator": "▲", "barrier": "▼", "mixed": "◆", "neutral": "○"}


STATUS_SIGNS: Final = {"required": "■", "recommended": "□", "planned": "▷", "observed": "●", "none": "✗"}
STATUS_WORDS: Final = {
    "required": "required",
    "recommended": "recommended",
    "planned": "planned",
    "observed": "observed",
    "none": "explicitly none",
}


@dataclass(frozen=True)
class Shape:
    """How a status is drawn over time: the shape of its points, filled or hollow, and the dashes of its line."""

    shape: str
    filled: bool
    dash: tuple[int, ...]
    words: str


STATUS_SHAPES: Final[Mapping[str, Shape]] = {
    "required": Shape("square", True, (7, 2), "long dashes"),
    "recommended": Shape("square", False, (7, 3, 2, 3), "dashes and dots"),
    "planned": Shape("triangle-right", False, (4, 3), "dashed line"),
    "observed": Shape("circle", True, (1, 0), "solid line"),
    "none": Shape("cross", False, (1, 3), "dotted line"),
}

TREND_COLOURS: Final[Mapping[ThemeName, tuple[str, ...]]] = {
    "light": ("#1f5a96", "#8a4300", "#17666a", "#7a3b8f", "#4d5661"),
    "dark": ("#8bbcf0", "#f6c48b", "#63c7c3", "#dba8ea", "#c3ccd6"),
}
"""One a place, in turn; a place is always named beside its line, too."""

VERIFIED_MARKS: Final = {
    "yes": ("✓", "verified"),
    "partial": ("◐", "partly verified"),
    "no": ("✗", "not verified"),
    "": ("?", "verification not stated"),
}
ROLE_SIGNS: Final = {"source": "■", "cited": "●", "supplement": "◇", "unused": "△"}
ROLE_WORDS: Final = {
    "source": "a source that is coded itself",
    "cited": "cited by the primary source",
    "supplement": "a document of the supplement",
    "unused": "nothing rests on it",
}
ROLES_WORDS: Final = {
    "source": "coded as a source",
    "cited": "cited by the primary source",
    "supplement": "of the supplement",
    "unused": "on which nothing rests",
}

STATE_WORDS: Final = {
    "reported": "reported",
    "explicitly_none": "explicitly none",
    "not_in_force": "not in force",
    "not_reported": "not reported",
    "filtered": "taken out by your filter",
    "not_applicable": "not applicable",
}
STATE_SIGNS: Final = {
    "reported": "",
    "explicitly_none": "✗",
    "not_in_force": "†",
    "not_reported": "–",
    "filtered": "⊖",
    "not_applicable": "⊘",
}

SCOPE_WORDS: Final = {"national": "", "part": "a part of it", "programme": "one programme"}
"""What is said of a fact that isn't of the whole place."""
SCOPE_LONG: Final = {
    "national": "holds for the whole of the place",
    "part": "holds for a part of the place",
    "programme": "holds for one programme or service",
}
ONLY_CITED: Final = "only cited"
ONLY_CITED_LONG: Final = "Of the works behind it only the citation was seen"


@dataclass(frozen=True)
class InfluenceMark:
    """How an influence is drawn: its sign, its words, its dashes (none for a solid line), its colour by theme.

    Neither colour is a rating's: what is made stronger may help or hinder.
    """

    sign: str
    verb: str
    words: str
    dash: tuple[int, ...]
    colour: Mapping[str, str]


INFLUENCE_SIGNS: Final[Mapping[str, InfluenceMark]] = {
    "+": InfluenceMark("+", "strengthens", "makes stronger or likelier", (), {"light": "#17666a", "dark": "#63c7c3"}),
    "-": InfluenceMark("−", "weakens", "makes weaker or less likely", (5, 3), {"light": "#8a2f74", "dark": "#e79bd3"}),
}


@dataclass(frozen=True)
class Palette:
    """The colours of a chart's ground, one set a theme.

    ``ramp`` runs from none to most; ``on_ramp`` is the text on its low and on
    its high end, and the share at which the one gives way to the other, where
    both stand at 4.5:1.
    """

    background: str
    text: str
    quiet: str
    rule: str
    grid: str
    helping: str
    hindering: str
    ramp: tuple[str, str]
    on_ramp: tuple[str, str, float]
    outline: str


PALETTES: Final[Mapping[str, Palette]] = {
    "light": Palette("#ffffff", "#1b2530", "#5a6672", "#8d98a4", "#e6eaee", "#2166ac", "#b35806",
                     ("#edf1f5", "#173d60"), ("#000000", "#ffffff", 0.58), "#111111"),
    "dark": Palette("#12181f", "#e8edf2", "#a7b2be", "#5c6977", "#26303a", "#6db1f2", "#f2a24e",
                    ("#1d2833", "#a9cdf0"), ("#ffffff", "#000000", 0.5), "#ffffff"),
}  # fmt: skip

MAP_SIGNS: Final = "①②③④⑤⑥⑦⑧"
"""One a category or step of a map, in the order of its legend; a status has the sign that it has everywhere."""
MAP_FILLS: Final[Mapping[ThemeName, tuple[tuple[str, str], ...]]] = {
    "light": (("#17666a", "#ffffff"), ("#d5bfe3", "#34124a"), ("#6f7420", "#ffffff"), ("#ecdcae", "#3b2f05"),
              ("#7a3b8f", "#ffffff"), ("#bfe3dd", "#06302c"), ("#4d5661", "#ffffff"), ("#f3c6cf", "#4a0d1a")),
    "dark": (("#63c7c3", "#06201f"), ("#5b3a6b", "#f5e6fb"), ("#c5c96b", "#1f2100"), ("#574a1c", "#fbf0cf"),
             ("#dba8ea", "#2a0b35"), ("#1f4f49", "#d8f5ef"), ("#c3ccd6", "#11181f"), ("#6d2b39", "#fde3e8")),
}  # fmt: skip
"""Fill and text of unordered groups on a map, dark and light in turn, in hues that are no rating's."""

FONT: Final = "Inter, 'Noto Sans', system-ui, sans-serif"
