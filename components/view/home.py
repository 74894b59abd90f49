"""Our place: the one that a reader compares the others with."""

from components.view import state
from data.model.dataset import Dataset


def home_names(dataset: Dataset) -> dict[str, str]:
    """Return the places that can be ours: all that the text names."""
    return {p.id: p.name for p in dataset.jurisdictions.values() if p.kind != "literature"}


def home(dataset: Dataset) -> str | None:
    """Return our place: the reader's choice, else the dataset's own; None where neither is."""
    return home_of(dataset, state.text("home"))


def home_of(dataset: Dataset, chosen: str | None) -> str | None:
    """Return our place: the chosen one, else the dataset's own; None where neither can be ours."""
    place = chosen or dataset.about.home
    return place if place in home_names(dataset) else None
