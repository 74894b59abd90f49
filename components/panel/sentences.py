"""What an open cell says, as one sentence: to be read in the panel, and copied with its sources."""

from data.model.dataset import Dataset
from data.model.selection import Selection
from data.questions.cells import Cell
from data.questions.sentences import cell_sentence, rating_sentence


def fact_words(dataset: Dataset, cell: Cell) -> str:
    """Return the sentence of a cell of the policy table."""
    return cell_sentence(dataset, cell).text


def rating_words(dataset: Dataset, selection: Selection, factor: str, place: str, columns: str) -> str:
    """Return the sentence of a cell of the matrix; empty where its column is no place, or its records are elsewhere."""
    if columns != "places" or not dataset.evidence.in_memory:
        return ""
    return rating_sentence(dataset, selection, factor, place).text
