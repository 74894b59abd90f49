"""Numbers as people write them: never with an exponent, and never without the words that limit them."""

import re
from decimal import Decimal
from typing import Final

from data.model.records import Fact

_LIMIT: Final = re.compile(
    r"(?:\b(?:up to|at most|at least|(?:no|not) (?:more|fewer|less) than|(?:a )?(?:maximum|minimum)(?: of)?|more than|"
    r"fewer than|less than|over|under|above|below|about|around|approximately|roughly|nearly|almost)|[<>≤≥~≈])\s*$",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(r"\s?(?:-|–|—|to)\s?(\d[\d,]*(?:\.\d+)?)(?![\d/])")


def written(number: float) -> str:
    """Return a number with a comma at each thousand and no exponent: ``4,000``, ``0.5``, ``0.00001``."""
    text = f"{Decimal(repr(float(number))):,f}"
    return text.removesuffix(".0")


def rounded(number: float) -> str:
    """Return what was worked out, no finer than a reader can use: ``4,000``, ``37.5``, ``0.75``."""
    size = abs(number)
    return written(round(number, 0 if size >= 100 else 1 if size >= 10 else 2))


def figure(fact: Fact) -> str:
    """Return a fact's number with what its value says of it; empty where it holds none.

    A limit stays one (``up to 3,485``), a range has both ends (``13–14``). The
    fact's own ``limit`` says which; without one, English words before the number
    in its value do.
    """
    if fact.number is None:
        return ""
    plain = written(fact.number)
    if fact.limit is not None:
        return f"{fact.limit.replace('_', ' ')} {plain}"
    for spelled in dict.fromkeys((plain, plain.replace(",", ""))):
        hit = re.search(rf"(?<![\d.,]){re.escape(spelled)}(?![\d]|[.,]\d)", fact.value)
        if hit is None:
            continue
        limit, other = _limit(fact.value, hit), _RANGE.match(fact.value, hit.end())
        words = f"{limit.group().strip().lower()} " if limit else ""
        end = f"–{other.group(1)}" if other and float(other.group(1).replace(",", "")) > fact.number else ""
        return f"{words}{plain}{end}"
    return plain


def _limit(value: str, number: re.Match[str]) -> re.Match[str] | None:
    """Return the words that make a number a bound; none where ``over`` spreads an amount over time."""
    limit = _LIMIT.search(value[: number.start()])
    if limit is None or limit.group().strip().lower() != "over":
        return limit
    spread = re.search(r"\d", value[: limit.start()]) and re.match(r"\s*(?:day|week|month|year)", value[number.end() :])
    return None if spread else limit


def amount(fact: Fact) -> str:
    """Return a fact's number with its unit, as one writes it: ``0.5 FTE``, ``up to 90%``; empty where it holds none."""
    if fact.number is None:
        return ""
    number = figure(fact)
    if fact.unit and fact.unit.startswith("percent"):
        return f"{number}%{fact.unit.removeprefix('percent')}"
    return f"{number} {fact.unit}" if fact.unit else number
