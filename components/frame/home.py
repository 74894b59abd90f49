"""Our place: the one that a reader compares the others with."""

from components.drawing.clickable import clickable
from components.drawing.markup import rendered
from components.drawing.pickers import pick, switch
from components.drawing.show import theme
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


def choose_home(dataset: Dataset) -> None:
    """Draw the choice of our place, and the switch between the lists and the memo."""
    pick_home(dataset)
    switch("One-page memo", "memo", note="All of it on one sheet, to print or to keep as a PDF.")


def pick_home(dataset: Dataset) -> None:
    """Draw the choice of our place."""
    names = home_names(dataset)
    pick("Our place", "home", names, empty=names.get(dataset.about.home or "", "Our place …"), named=False)


def ask_for_home(dataset: Dataset) -> None:
    """Ask which place is ours, with those of the overview to try."""
    names = home_names(dataset)
    html = rendered(
        "lessons_ask.html",
        theme=theme(),
        examples=[(place, names[place]) for place in dataset.headline if place in names],
    )
    clickable(html, key="lessons_ask", acts={"open": _chosen})


def _chosen(place: str) -> None:
    state.choose(home=place)
