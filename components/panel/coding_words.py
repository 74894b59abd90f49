"""By how many codings what is behind a cell was coded, in words."""

from collections.abc import Iterable

from components.drawing.words import agreeing
from data.model.dataset import Dataset
from data.questions.reliability import RELEASED, coders_at, coders_of, independent_codings


def coder_name(coder: str) -> str:
    """Return how a coder is called on screen."""
    return "this dataset's own" if coder == RELEASED else coder.replace("_", " ")


def coded_words(dataset: Dataset, factor: str, paragraphs: Iterable[str], place: str | None = None) -> str:
    """Return by how many codings what is behind a cell was coded.

    Parameters
    ----------
    dataset : Dataset
    factor : str
    paragraphs : ids of the paragraphs of the cell's records
    place : str or None
        The cell's place, asked where the cell holds no record.
    """
    coders = list(independent_codings(dataset))
    if len(coders) < 2:
        return "Coded once: the dataset gives no second coding."
    groups: dict[tuple[str, ...], list[str]] = {}
    for paragraph in dict.fromkeys(paragraphs):
        groups.setdefault(coders_of(dataset, factor, paragraph), []).append(paragraph)
    if groups:
        ordered = sorted(groups.items(), key=lambda group: -len(group[0]))
        return f"Factor coded independently {'; '.join(_by(coders, *group) for group in ordered)}."
    tied = coders_at(dataset, factor, place) if place is not None else ()
    if tied:
        have = agreeing(len(tied), "has", "have")
        return f"Of {len(coders)} coders {_names(tied)} {have} a record here, which the dataset hasn't kept."
    return f"None of {len(coders)} coders has a record here."


def _by(coders: list[str], having: tuple[str, ...], paragraphs: list[str]) -> str:
    where = ", ".join(paragraphs)
    if len(having) == len(coders):
        return f"by {len(coders)} of {len(coders)} coders in {where}"
    lacking = [coder for coder in coders if coder not in having]
    return f"by {len(having)} of {len(coders)} in {where} (not by {_names(lacking)})"


def _names(coders: Iterable[str]) -> str:
    return " and ".join(coder_name(coder) for coder in coders)
