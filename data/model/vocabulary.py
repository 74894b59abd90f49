"""The words that are fixed for every dataset, whatever its field.

Levels, domains, factors, levers and places belong to a dataset's codebook;
what stands here is the grammar in which any codebook is spoken.
"""

from typing import Final, Literal, get_args

Direction = Literal["facilitator", "barrier", "mixed", "neutral"]
Aspect = Literal["lack"]
Status = Literal["required", "recommended", "planned", "observed", "none"]
Scope = Literal["national", "part", "programme"]
Limit = Literal["at_most", "at_least", "more_than", "less_than", "about"]
Confidence = Literal["high", "medium", "low"]
Kind = Literal["country", "region", "programme", "group", "literature"]
WorkType = Literal[
    "article", "report", "law", "guideline", "statistics", "webpage", "news",
    "book", "chapter", "thesis", "preprint", "dataset", "case", "bill",
]  # fmt: skip
AttributeKind = Literal["category", "number", "date", "text"]
Verified = Literal["yes", "partial", "no"]
Sign = Literal["+", "-"]
ParagraphRole = Literal["coded", "introduction", "summary"]
Rating = Literal["+2", "+1", "mixed", "neutral", "-1", "-2"]
CellState = Literal["reported", "explicitly_none", "not_in_force", "not_reported", "filtered", "not_applicable"]

DIRECTIONS: Final[tuple[Direction, ...]] = get_args(Direction)
DIRECTED: Final = ("facilitator", "barrier", "mixed")
COUNTED: Final = {"helping": "facilitator", "hindering": "barrier", "mixed": "mixed", "neutral": "neutral"}
ASPECTS: Final[tuple[Aspect, ...]] = get_args(Aspect)
STATUSES: Final[tuple[Status, ...]] = get_args(Status)
SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)
"""How wide a fact is: the whole of its place, a part of it, or one programme or service; widest first."""
WORK_TYPES: Final[tuple[WorkType, ...]] = get_args(WorkType)
VERIFIED: Final[tuple[Verified, ...]] = get_args(Verified)
SIGNS: Final[tuple[Sign, ...]] = get_args(Sign)
RATINGS: Final[tuple[Rating, ...]] = get_args(Rating)

SYNTHESIS: Final = "synthesis"
"""The one basis on which a record may stand without a cited work."""

TERM_ID: Final = r"^[a-z0-9_]+$"
RECORD_ID: Final = r"^[A-Za-z0-9_]+$"
LIST_SEPARATOR: Final = ";"
