"""The basket: entries that a reader keeps, in the URL like everything else."""

from typing import Final

from components.view import state

MOST: Final = 100
"""How many entries a basket holds: its link stays short enough for mail and documents."""


def chosen() -> tuple[str, ...]:
    """Return the ids in the basket, in the order in which they were chosen."""
    held = state.values()["basket"]
    return held if isinstance(held, tuple) else ()


def full() -> bool:
    """Whether the basket takes no more."""
    return len(chosen()) >= MOST


def toggle(names: str) -> None:
    """Put entries into the basket, or take them out where all of them are in it; for callbacks.

    More than it holds are not put in.

    Parameters
    ----------
    names : str
        Their ids, apart by spaces.
    """
    held, asked = chosen(), tuple(dict.fromkeys(names.split()))
    if set(asked) <= set(held):
        state.choose(basket=tuple(other for other in held if other not in asked))
    elif len(both := tuple(dict.fromkeys((*held, *asked)))) <= MOST:
        state.choose(basket=both)
