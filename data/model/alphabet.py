"""Names in the order of the alphabet, letters with marks beside those without: Å with A, Ö with O, Č with C."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Final, TypeVar

from pyuca import Collator

Named = TypeVar("Named")

_DIGITS: Final = "{:04x}"


@cache
def _collator() -> Collator:
    """Return the order of the Unicode Collation Algorithm; reading its table takes about 0.3 s, and is put off."""
    return Collator()


def alphabetical(items: Iterable[Named], name: Callable[[Named], str]) -> list[Named]:
    """Return items in the order of their names; those of one name keep their order.

    Parameters
    ----------
    items : iterable
    name : function from an item to its name
    """
    listed = list(items)
    if all(name(item).isascii() for item in listed):
        return sorted(listed, key=lambda item: name(item).casefold())
    return sorted(listed, key=lambda item: _collator().sort_key(name(item)))


def sortable(text: str) -> str:
    """Return digits that stand in the order of the alphabet when they are compared as text: for sorters of others."""
    return "".join(map(_DIGITS.format, _collator().sort_key(text)))
